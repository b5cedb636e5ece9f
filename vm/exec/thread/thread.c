/* thread.c - see thread.h.
 * Records of threads are recycled, and freed by collections only, with the world stopped. So an address that
 * a thread in Java reads from a java.lang.Thread's eetop names a record until that thread polls. At worst the
 * record has a new owner, which then sees a wakeup without cause, as park may give. */
#include "vm/exec/thread/thread.h"

#include "gc/heap.h"
#include "vm/base/console.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/host/options.h"
#include "vm/exec/thread/identity_hash.h"
#include "vm/exec/thread/java_thread.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/exec/thread/thread_hold.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/frame.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"
#include "vm/thread/handles.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"
#include "vm/thread/contention.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    DEFAULT_STACK = 1024 * 1024,
    BOOT_STACK = 192 * 1024, /* what the library's start takes, and some room; -Xss may ask for less */
    MINIMUM_STACK = 64 * 1024,
    NATIVE_STACK = 1024 * 1024, /* the smallest native stack of a thread that Java starts */
    GUARD = 16 * 1024,
    SIGNAL_STACK = 64 * 1024,
    LEAST_STACK = 36 * 1024, /* what the VM takes to make a thread Java's, and to call a method */
    FIRST_LOCKS = 16,
    RECORDS_KEPT = 32
};

SNAPSHOT_STATE(host) static struct {
    size_t java_stack_size;
    pthread_mutex_t lock; /* a leaf */
    Thread *recycled;     /* records of ended threads, the last one first */
    _Atomic u32 holders;  /* of records */
    const struct JNINativeInterface_ *jni;
} threads;

size_t thread_stack_size(void)
{
    return threads.java_stack_size;
}

/* ---- records and stacks ---- */

static bool map_java_stack(Thread *t, size_t size)
{
    size_t below = GUARD + THREAD_SIGNAL_RESERVE + THREAD_OVERFLOW_RESERVE + THREAD_FRAME_RESERVE;
    size_t total = ALIGN_UP(size, 4 * KB) + below;
    char *memory = mmap(NULL, total, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED)
        return false;
    mprotect(memory, GUARD, PROT_NONE);
    t->stack_memory = memory;
    t->stack_memory_size = total;
    t->stack_base = (Slot *)(memory + total);
    t->stack_limit = (Slot *)(memory + below);
    t->limit = t->stack_limit;
    t->poll_at = t;
    t->sp = t->stack_base;
    t->fp = NULL;
    t->machine_pc = FRAME_RETURN_C;
    return true;
}

static void init_blocking(Thread *t)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&t->block_lock, NULL);
    pthread_cond_init(&t->block_cond, &attr);
    pthread_condattr_destroy(&attr);
}

/* Clears a recycled record, but keeps its lock and condition, which a late waker may be using, and the lock
 * stack's memory. */
static void reset_record(Thread *t)
{
    LockEntry *locks = t->locks, *lock_limit = t->lock_limit;
    memset((char *)t, 0, offsetof(Thread, block_lock));
    memset((char *)t + offsetof(Thread, parked_permit), 0, sizeof *t - offsetof(Thread, parked_permit));
    t->locks = t->lock_top = locks;
    t->lock_limit = lock_limit;
}

bool thread_grow_locks(Thread *t)
{
    size_t count = thread_lock_count(t), room = (size_t)(t->lock_limit - t->locks);
    size_t capacity = room ? room * 2 : FIRST_LOCKS;
    LockEntry *below = realloc(t->locks ? t->locks - 1 : NULL, (capacity + 1) * sizeof *below);
    if (!below)
        return false;
    *below = (LockEntry){0};
    t->locks = below + 1;
    t->lock_top = t->locks + count;
    t->lock_limit = t->locks + capacity;
    return true;
}

static Thread *new_record(void)
{
    pthread_mutex_lock(&threads.lock);
    Thread *t = threads.recycled;
    if (t)
        threads.recycled = t->next;
    pthread_mutex_unlock(&threads.lock);
    if (t) {
        reset_record(t);
    } else {
        t = calloc(1, sizeof *t);
        if (!t)
            return NULL;
        init_blocking(t);
        thread_grow_locks(t);
    }
    t->jni = threads.jni;
    atomic_store(&t->state, THREAD_NEW);
    heap_attach_thread(t);
    handles_attach_thread(t);
    return t;
}

static void release_parts(Thread *t)
{
    heap_detach_thread(t);
    handles_detach_thread(t);
    if (t->stack_memory)
        munmap(t->stack_memory, t->stack_memory_size);
    t->stack_memory = NULL;
}

static void recycle_record(Thread *t)
{
    release_parts(t);
    pthread_mutex_lock(&threads.lock);
    t->next = threads.recycled;
    threads.recycled = t;
    pthread_mutex_unlock(&threads.lock);
}

static void free_record(Thread *t)
{
    pthread_cond_destroy(&t->block_cond);
    pthread_mutex_destroy(&t->block_lock);
    free(t->locks ? t->locks - 1 : NULL);
    free(t);
}

/* Called as the sweep of a weak table, at the end of a marking: then the world is stopped. */
static void free_records(bool (*is_live)(const Object *object))
{
    (void)is_live;
    if (atomic_load(&threads.holders))
        return;
    pthread_mutex_lock(&threads.lock);
    Thread **link = &threads.recycled;
    for (u32 kept = 0; *link && kept < RECORDS_KEPT; kept++)
        link = &(*link)->next;
    Thread *t = *link;
    *link = NULL;
    pthread_mutex_unlock(&threads.lock);
    while (t) {
        Thread *next = t->next;
        free_record(t);
        t = next;
    }
}

void thread_hold_records(void)
{
    atomic_fetch_add(&threads.holders, 1);
}

void thread_release_records(void)
{
    atomic_fetch_sub(&threads.holders, 1);
}

void thread_init(size_t size)
{
    size = size ? size : DEFAULT_STACK;
    threads.java_stack_size = size < BOOT_STACK ? BOOT_STACK : ALIGN_UP(size, 4 * KB);
    identity_hash_init(options.snapshot_seed);
    monitor_init();
    refs_add_weak_table(free_records);
}

void thread_reset(void)
{
    for (Thread *t = threads.recycled, *next; t; t = next) {
        next = t->next;
        free_record(t);
    }
    STATE_CLEAR(threads);
    safepoint_reset();
    thread_list_reset();
    java_thread_reset();
    thread_hold_reset();
    identity_hash_reset();
    monitor_reset();
}

void thread_set_jni(const struct JNINativeInterface_ *functions)
{
    threads.jni = functions;
}

/* ---- the calling pthread ---- */

/* A stack may have no guard page below it (libjli makes the main thread's so). There the reserve is all there
 * is, so every recursion of C code on behalf of Java is checked against native_limit. Of a small stack the
 * reserve is a part that leaves the VM room to begin: libjli's has what -Xss says. */
static bool find_native_stack(Thread *t)
{
    pthread_attr_t attr;
    void *low = NULL;
    size_t size = 0, guard = 0;
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
        pthread_attr_getstack(&attr, &low, &size);
        pthread_attr_getguardsize(&attr, &guard);
        pthread_attr_destroy(&attr);
    }
    if (!low)
        return false;
    t->native_base = t->vm_high = (char *)low + size;
    size_t reserve = THREAD_SIGNAL_RESERVE + THREAD_OVERFLOW_RESERVE;
    t->native_limit = (char *)low + guard + (size / 4 < reserve ? size / 4 : reserve);
    return (char *)__builtin_frame_address(0) - t->native_limit >= LEAST_STACK;
}

static void make_signal_stack(Thread *t)
{
    stack_t now;
    if (sigaltstack(NULL, &now) != 0 || !(now.ss_flags & SS_DISABLE))
        return;
    void *memory =
        mmap(NULL, SIGNAL_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return;
    stack_t ours = {.ss_sp = memory, .ss_size = SIGNAL_STACK};
    if (sigaltstack(&ours, NULL) == 0)
        t->signal_stack = memory;
    else
        munmap(memory, SIGNAL_STACK);
}

static void drop_signal_stack(Thread *t)
{
    if (!t->signal_stack)
        return;
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    munmap(t->signal_stack, SIGNAL_STACK);
    t->signal_stack = NULL;
}

/* False: the native stack is too small for the VM, or unknown. */
static bool bind_to_pthread(Thread *t)
{
    t->pthread = pthread_self();
    t->tid = (i32)syscall(SYS_gettid);
    if (!find_native_stack(t))
        return false;
    make_signal_stack(t);
    thread_self = t;
    return true;
}

/* Whether it is a daemon is settled before the thread is listed: who waits for the last thread that is none
 * counts those on the list, and hears only of threads that leave it. */
static Thread *attach(bool daemon)
{
    Thread *t = new_record();
    if (!t)
        return NULL;
    if (!t->locks || !map_java_stack(t, threads.java_stack_size) || !bind_to_pthread(t)) {
        recycle_record(t);
        return NULL;
    }
    t->attached = true;
    t->daemon = daemon;
    atomic_store(&t->state, THREAD_IN_NATIVE);
    thread_list_add(t);
    return t;
}

Thread *thread_attach(void)
{
    return attach(false);
}

Thread *thread_attach_daemon(void)
{
    return attach(true);
}

/* A thread of the host's that is taken off the list at the same time, by the machine's end, is left as that
 * leaves it. */
void thread_detach(Thread *t)
{
    ASSERT(t == thread_self);
    atomic_store(&t->state, THREAD_ENDED);
    if (!thread_list_remove(t))
        return;
    drop_signal_stack(t);
    thread_self = NULL;
    if (!t->attached && !t->is_joined)
        pthread_detach(t->pthread);
    TRACE(THREAD, "Thread finished (id: %u).", t->id);
    recycle_record(t);
}

/* ---- the machine's end ---- */

/* A pthread that was cancelled after it had left the list may have released nothing more. */
void thread_bury(Thread *t)
{
    if (!thread_list_remove(t))
        return;
    if (t->signal_stack)
        munmap(t->signal_stack, SIGNAL_STACK);
    recycle_record(t);
}

static NORETURN void wait_for_ever(void)
{
    for (;;)
        pause();
}

/* What a JNIEnv points at when its machine has ended. A function that does not return may stand for every
 * other. */
static void (*const dead_functions[sizeof(struct JNINativeInterface_) / sizeof(void *)])(void) = {
    [0 ... sizeof(struct JNINativeInterface_) / sizeof(void *) - 1] = wait_for_ever};

/* The record is the thread's own from here on: a JNIEnv may be kept for long, and only the thread knows its
 * alternate signal stack. */
void thread_orphan(Thread *t)
{
    if (!thread_list_remove(t))
        return;
    release_parts(t);
    t->jni = (const struct JNINativeInterface_ *)(const void *)dead_functions;
    t->is_dead = true;
}

Thread *thread_current_living(void)
{
    Thread *t = thread_self;
    if (LIKELY(!t || !t->is_dead))
        return t;
    drop_signal_stack(t);
    thread_self = NULL;
    free_record(t);
    return NULL;
}

/* ---- java.lang.Thread ---- */

bool thread_is_alive(const Thread *t)
{
    Object *object = thread_carrier_object(t);
    return object && thread_of_java(object) == t;
}

i32 thread_set_status(Thread *t, i32 status)
{
    return thread_object_set_status(thread_carrier_object(t), status);
}

bool thread_is_interrupted(const Thread *t)
{
    return thread_object_is_interrupted(thread_carrier_object(t));
}

void thread_clear_interrupted(Thread *t)
{
    thread_object_set_interrupted(thread_carrier_object(t), false);
}

static void call_on_thread(Thread *t, Method *method, Object *argument)
{
    Value args[2] = {{.l = thread_carrier_object(t)}, {.l = argument}};
    if (method && thread_carrier_object(t))
        call_virtual(t, method, args, NULL);
}

/* Calls Thread.dispatchUncaughtException; an exception that the handler itself throws is reported in one
 * line, as HotSpot does. */
static void dispatch_uncaught(Thread *t)
{
    Object *throwable = t->exception;
    t->exception = NULL;
    if (t->passes_handlers) { /* the host has ended the thread, which is no error of the program's */
        t->passes_handlers = false;
        return;
    }
    call_on_thread(t, WK_METHOD(Thread_dispatchUncaughtException), throwable);
    if (!t->exception)
        return;
    char class_name[256];
    class_external_name(object_class(t->exception), class_name, sizeof class_name);
    t->exception = NULL;
    Object *name = thread_object_name(thread_current_object(t));
    char *text = name ? string_to_utf8(name) : NULL;
    fprintf(console_err(), "\nException: %s thrown from the UncaughtExceptionHandler in thread \"%s\"\n",
            class_name, text ? text : "");
    free(text);
}

void thread_exit_java(Thread *t)
{
    Object *java_thread = thread_carrier_object(t);
    if (!java_thread)
        return;
    if (t->exception)
        dispatch_uncaught(t);
    call_on_thread(t, WK_METHOD(Thread_exit), NULL);
    t->exception = NULL;
    t->exiting = true;
    monitor_release_all(t);
    bool locked = monitor_enter(t, java_thread);
    thread_set_status(t, THREAD_STATUS_TERMINATED);
    thread_object_bind(java_thread, NULL);
    if (locked) {
        monitor_notify(t, java_thread, true);
        monitor_exit(t, java_thread);
    }
    t->exception = NULL;
}

/* ---- starting ---- */

/* The JDK writes to sockets that may be closed; in a host whose dispositions are its own, the signal would be
 * the process's end. */
static void block_broken_pipes(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void *run_java_thread(void *record)
{
    Thread *t = record;
    if (options.host.no_signals)
        block_broken_pipes();
    bind_to_pthread(t);
    TRACE(THREAD, "Thread started (id: %u, tid: %d).", t->id, t->tid);
    thread_hold_wait(t);
    thread_enter_vm(t);
    if (!thread_object_is_stillborn(thread_carrier_object(t)))
        call_on_thread(t, WK_METHOD(Thread_run), NULL);
    thread_exit_java(t);
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

/* The thread can be joined: at the machine's end somebody waits for it, otherwise it detaches itself. Without
 * a size of its own the stack would have that of `ulimit -s`, which may be too small for the VM. */
static bool create_pthread(size_t java_size, void *(*run)(void *), Thread *record)
{
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    size_t native = java_size > NATIVE_STACK ? java_size : NATIVE_STACK;
    pthread_attr_setstacksize(&attr, native + THREAD_SIGNAL_RESERVE + THREAD_OVERFLOW_RESERVE);
    bool created = pthread_create(&record->pthread, &attr, run, record) == 0;
    pthread_attr_destroy(&attr);
    return created;
}

static bool throw_no_thread(Thread *t)
{
    throw_out_of_memory(
        t, "unable to create native thread: possibly out of memory or process/resource limits reached");
    return false;
}

static void *run_own_thread(void *record)
{
    Thread *t = record;
    bind_to_pthread(t);
    if (t->vm_name) {
        char shortened[16]; /* what Linux has room for */
        snprintf(shortened, sizeof shortened, "%.15s", t->vm_name);
        pthread_setname_np(t->pthread, shortened);
    } else {
        thread_hold_wait(t);
    }
    atomic_store(&t->state, THREAD_IN_NATIVE);
    t->run(t, t->run_context);
    thread_detach(t);
    return NULL;
}

bool thread_create_own(const char *name, void (*run)(Thread *t, const void *context), const void *context)
{
    Thread *child = new_record();
    if (!child)
        return false;
    child->vm_name = name;
    child->daemon = true;
    child->run = run;
    child->run_context = context;
    if (child->locks && map_java_stack(child, threads.java_stack_size)) {
        thread_list_add(child);
        if (create_pthread(NATIVE_STACK, run_own_thread, child))
            return true;
        thread_list_remove(child);
    }
    recycle_record(child);
    return false;
}

bool thread_start_own(Thread *t, void (*run)(Thread *t, const void *context), const void *context)
{
    return thread_create_own(NULL, run, context) || throw_no_thread(t);
}

bool thread_start(Thread *t, Object *java_thread)
{
    if (thread_of_java(java_thread)) {
        THROW(t, IllegalThreadStateException, NULL);
        return false;
    }
    i64 wanted = thread_object_stack_size(java_thread);
    size_t size = wanted > (i64)MINIMUM_STACK ? (size_t)wanted
                  : wanted > 0                ? MINIMUM_STACK
                                              : threads.java_stack_size;
    Thread *child = new_record();
    if (child && child->locks && map_java_stack(child, size)) {
        thread_bind_object(child, java_thread);
        child->daemon = thread_object_is_daemon(java_thread);
        thread_list_add(child);
        thread_object_bind(java_thread, child);
        thread_set_status(child, THREAD_STATUS_RUNNABLE);
        thread_list_count_started();
        if (create_pthread(size, run_java_thread, child))
            return true;
        thread_object_bind(java_thread, NULL);
        thread_set_status(child, THREAD_STATUS_NEW);
        thread_list_remove(child);
    }
    if (child)
        recycle_record(child);
    return throw_no_thread(t);
}

/* ---- blocking ---- */

/* The deadline for Unsafe.park's arguments, as thread_block_wait_locked takes it; 0: the time is over. */
static i64 park_deadline(bool is_absolute, i64 time)
{
    if (!is_absolute)
        return time == 0 ? -1 : thread_deadline(time);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    i64 millis = time - ((i64)now.tv_sec * 1000 + now.tv_nsec / 1000000);
    if (millis <= 0)
        return 0;
    return thread_deadline(millis > INT64_MAX / 1000000 ? INT64_MAX : millis * 1000000);
}

static bool take_permit(Thread *t)
{
    return __atomic_exchange_n(&t->parked_permit, false, __ATOMIC_ACQ_REL);
}

void thread_park(Thread *t, bool is_absolute, i64 time)
{
    if (take_permit(t) || thread_is_interrupted(t) || time < 0)
        return;
    i64 deadline = park_deadline(is_absolute, time);
    if (deadline == 0)
        return;
    i32 status = thread_set_status(t, deadline < 0 ? THREAD_STATUS_PARKED : THREAD_STATUS_PARKED_TIMED);
    t->waited_count++;
    u64 start = contention_begin();
    thread_block_begin_bare(t);
    pthread_mutex_lock(&t->block_lock);
    while (!t->parked_permit && !thread_is_interrupted(t))
        if (!thread_block_wait_locked(t, deadline))
            break;
    t->parked_permit = false;
    pthread_mutex_unlock(&t->block_lock);
    thread_block_end(t);
    contention_end(start, &t->waited_nanos);
    thread_set_status(t, status);
    thread_answer_requests(t);
}

/* Wakes the target behind the unlocking, so that it need not wait for the lock at once. The caller is in
 * Java, so the record stays meanwhile. */
void thread_unpark(Object *java_thread)
{
    Thread *target = java_thread ? thread_of_java(java_thread) : NULL;
    if (!target)
        return;
    pthread_mutex_lock(&target->block_lock);
    target->parked_permit = true;
    pthread_mutex_unlock(&target->block_lock);
    pthread_cond_broadcast(&target->block_cond);
}

/* Java has set the field `interrupted` before: a thread about to wait sees it, and one that waits is woken to
 * look at it. */
void thread_interrupt(Thread *t, Object *java_thread)
{
    (void)t;
    Thread *target = thread_of_java(java_thread);
    if (!target)
        return;
    pthread_mutex_lock(&target->block_lock);
    pthread_cond_broadcast(&target->block_cond);
    pthread_mutex_unlock(&target->block_lock);
}

bool thread_sleep(Thread *t, i64 nanos)
{
    if (!thread_is_interrupted(t)) {
        i64 deadline = nanos < 0 ? -1 : thread_deadline(nanos);
        i32 status = thread_set_status(t, THREAD_STATUS_SLEEPING);
        t->waited_count++;
        u64 start = contention_begin();
        thread_block_begin_bare(t);
        pthread_mutex_lock(&t->block_lock);
        bool in_time = nanos != 0;
        while (in_time && !thread_is_interrupted(t))
            in_time = thread_block_wait_locked(t, deadline);
        pthread_mutex_unlock(&t->block_lock);
        if (nanos == 0)
            sched_yield();
        thread_block_end(t);
        contention_end(start, &t->waited_nanos);
        thread_set_status(t, status);
        thread_answer_requests(t);
    }
    if (!thread_is_interrupted(t))
        return !t->exception;
    thread_clear_interrupted(t);
    if (!t->exception)
        THROW(t, InterruptedException, "sleep interrupted");
    return false;
}

void thread_yield(Thread *t)
{
    thread_block_begin_bare(t);
    sched_yield();
    thread_block_end(t);
}
