/* safepoint.c - see safepoint.h.
 * The right to stop the world is the heap's lock: a collection holds it already when it wants to stop, so
 * there is one order (heap lock, then the stop) and no thread can wait for a stopper while holding what the
 * stopper needs. Stopping is Dekker's protocol: the stopper raises `stopping` and then reads states; a thread
 * stores IN_JAVA and then reads `stopping`. Both are sequentially consistent, so at least one of them sees
 * the other. */
#include "vm/exec/thread/safepoint.h"

#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/thread_control.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>

enum { SPINS = 64, CHECK_NANOS = 1000000 };
enum { RESERVE_SLOTS = THREAD_OVERFLOW_RESERVE / sizeof(Slot) };

SNAPSHOT_STATE(host) static struct {
    _Atomic u32 stopping;
    Thread *stopper; /* who has stopped the world: may leave and enter Java meanwhile */
    _Atomic u64 stops;
    pthread_mutex_t lock;   /* a leaf */
    pthread_cond_t stopped; /* a thread left Java */
    pthread_cond_t resumed;
} world = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .stopped = PTHREAD_COND_INITIALIZER,
    .resumed = PTHREAD_COND_INITIALIZER,
};

/* ---- the limit, written by its thread and by stoppers ---- */

static void set_limit(Thread *t, Slot *limit)
{
    __atomic_store_n(&t->limit, limit, __ATOMIC_SEQ_CST);
}

/* A request may arrive between reading and storing: look again afterwards. */
static void refresh_limit(Thread *t)
{
    if (atomic_load(&t->poll_requests)) {
        set_limit(t, THREAD_LIMIT_POLL);
        return;
    }
    set_limit(t, t->stack_limit);
    if (atomic_load(&t->poll_requests))
        set_limit(t, THREAD_LIMIT_POLL);
}

void safepoint_request(Thread *t, u32 bit)
{
    atomic_fetch_or(&t->poll_requests, bit);
    set_limit(t, THREAD_LIMIT_POLL);
}

void safepoint_withdraw(Thread *t, u32 bit)
{
    atomic_fetch_and(&t->poll_requests, ~bit);
    refresh_limit(t);
}

static void raise_poll(Thread *t, void *context)
{
    (void)context;
    safepoint_request(t, POLL_STOP);
}

static void clear_poll(Thread *t, void *context)
{
    (void)context;
    safepoint_withdraw(t, POLL_STOP);
}

/* ---- stopping ---- */

static void find_running(Thread *t, void *context)
{
    if (t != world.stopper && atomic_load(&t->state) == THREAD_IN_JAVA)
        *(bool *)context = true;
}

/* The list's lock is taken for each look and not over the whole wait: a thread in Java may need it to get to
 * its poll. */
static bool some_thread_runs(void)
{
    bool running = false;
    thread_for_each(find_running, &running);
    return running;
}

static void wait_a_little(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += CHECK_NANOS;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_mutex_lock(&world.lock);
    pthread_cond_timedwait(&world.stopped, &world.lock, &until);
    pthread_mutex_unlock(&world.lock);
}

void safepoint_stop_locked(void)
{
    ASSERT(!world.stopping);
    world.stopper = thread_current();
    atomic_store(&world.stopping, 1);
    thread_for_each(raise_poll, NULL);
    for (int i = 0; some_thread_runs(); i++) {
        if (i < SPINS)
            sched_yield();
        else
            wait_a_little();
    }
    atomic_fetch_add(&world.stops, 1);
}

void safepoint_resume_locked(void)
{
    pthread_mutex_lock(&world.lock);
    world.stopper = NULL;
    atomic_store(&world.stopping, 0);
    pthread_cond_broadcast(&world.resumed);
    pthread_mutex_unlock(&world.lock);
    /* A thread that polls once too often finds nothing to do. The next stop cannot begin: its lock is ours.
     */
    thread_for_each(clear_poll, NULL);
}

void safepoint_begin(Thread *t)
{
    if (t && atomic_load(&t->state) == THREAD_IN_JAVA) {
        thread_block_begin(t);
        heap_lock();
        thread_block_end(t); /* nobody else can have stopped the world: the lock is ours */
    } else {
        heap_lock();
    }
    safepoint_stop_locked();
}

void safepoint_end(Thread *t)
{
    (void)t;
    safepoint_resume_locked();
    heap_unlock();
}

bool safepoint_active(void)
{
    return atomic_load(&world.stopping) != 0;
}

u64 safepoint_count(void)
{
    return atomic_load(&world.stops);
}

/* Rare for now (dumps, thread interruption of a debugger): the whole world stands still for it. */
void safepoint_handshake(Thread *t, Thread *target, void (*run)(Thread *target, void *context), void *context)
{
    if (t == target) {
        run(target, context);
        return;
    }
    safepoint_begin(t);
    run(target, context);
    safepoint_end(t);
}

/* ---- leaving and entering Java ---- */

static void leave_java(Thread *t, ThreadState state)
{
    atomic_store(&t->state, state);
    if (UNLIKELY(atomic_load(&world.stopping))) {
        pthread_mutex_lock(&world.lock);
        pthread_cond_signal(&world.stopped);
        pthread_mutex_unlock(&world.lock);
    }
}

static void enter_java(Thread *t)
{
    for (;;) {
        atomic_store(&t->state, THREAD_IN_JAVA);
        if (LIKELY(!atomic_load(&world.stopping)) || world.stopper == t)
            return;
        atomic_store(&t->state, THREAD_BLOCKED);
        pthread_mutex_lock(&world.lock);
        pthread_cond_signal(&world.stopped);
        while (atomic_load(&world.stopping))
            pthread_cond_wait(&world.resumed, &world.lock);
        pthread_mutex_unlock(&world.lock);
    }
}

/* The second half of thread_block_begin. */
__attribute__((used)) void safepoint_left_blocked(Thread *t);

void safepoint_left_blocked(Thread *t)
{
    leave_java(t, THREAD_BLOCKED);
}

/* The caller's callee-saved registers must be stored as they will be when this has returned: whoever is
 * called afterwards may keep them where no scan looks. A C prologue would change them first, so there is
 * none. */
__attribute__((naked)) void thread_block_begin(Thread *t __attribute__((unused)))
{
    __asm__ volatile("movq %%rbx, %c0(%%rdi)\n\t"
                     "movq %%rbp, %c0+8(%%rdi)\n\t"
                     "movq %%r12, %c0+16(%%rdi)\n\t"
                     "movq %%r13, %c0+24(%%rdi)\n\t"
                     "movq %%r14, %c0+32(%%rdi)\n\t"
                     "movq %%r15, %c0+40(%%rdi)\n\t"
                     "leaq 8(%%rsp), %%rax\n\t"
                     "movq %%rax, %c1(%%rdi)\n\t"
                     "jmp safepoint_left_blocked"
                     :
                     : "i"(offsetof(Thread, saved_registers)), "i"(offsetof(Thread, native_sp)));
}

void thread_block_begin_bare(Thread *t)
{
    t->native_sp = NULL;
    leave_java(t, THREAD_BLOCKED);
}

void thread_leave_vm(Thread *t)
{
    t->native_sp = NULL;
    leave_java(t, THREAD_IN_NATIVE);
}

void thread_block_end(Thread *t)
{
    enter_java(t);
}

void thread_enter_vm_below(Thread *t, char *vm_high)
{
    t->vm_high = vm_high;
    enter_java(t);
    if (UNLIKELY(atomic_load_explicit(&t->poll_requests, memory_order_relaxed) & POLL_SUSPENDED))
        thread_answer_requests(t);
}

/* ---- polls ---- */

static void answer_if_asked(Thread *t)
{
    if (UNLIKELY(atomic_load(&t->poll_requests) & (POLL_SUSPENDED | POLL_THROWABLE)))
        thread_answer_requests(t);
}

void safepoint_poll(Thread *t)
{
    if (atomic_load(&world.stopping)) {
        thread_block_begin(t);
        thread_block_end(t);
    }
    answer_if_asked(t);
}

void safepoint_poll_from_java(Thread *t)
{
    if (atomic_load(&world.stopping)) {
        thread_block_begin_bare(t);
        thread_block_end(t);
    }
    answer_if_asked(t);
}

/* Room for making and filling the error, once: overflowing the reserve as well is a bug of the VM. */
static void throw_overflow(Thread *t)
{
    if (t->stack_overflow_depth >= 1)
        panic("Java stack overflow in the reserve for reporting one");
    t->stack_overflow_depth++;
    t->stack_limit -= RESERVE_SLOTS;
    t->native_limit -= THREAD_OVERFLOW_RESERVE;
    refresh_limit(t);
    THROW(t, StackOverflowError, NULL);
    t->stack_limit += RESERVE_SLOTS;
    t->native_limit += THREAD_OVERFLOW_RESERVE;
    refresh_limit(t);
    t->stack_overflow_depth--;
}

bool safepoint_enter(Thread *t, Slot *lowest)
{
    safepoint_poll(t);
    if (UNLIKELY(t->exception))
        return false;
    if (LIKELY(lowest >= t->stack_limit))
        return true;
    throw_overflow(t);
    return false;
}

bool safepoint_enter_callee(Thread *t, Slot *lowest, Method *callee)
{
    Method *volatile kept = callee; /* found on the native stack: roots.c */
    bool room = safepoint_enter(t, lowest);
    (void)kept;
    return room;
}

bool thread_check_native_stack(Thread *t)
{
    if (LIKELY((char *)__builtin_frame_address(0) > t->native_limit))
        return true;
    throw_overflow(t);
    return false;
}
