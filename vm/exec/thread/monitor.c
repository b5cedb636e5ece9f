/* monitor.c - see monitor.h.
 * An object's lock word says that its lock is free, fast-locked or inflated (object.h). A fast lock's owner
 * is known to itself alone, from its lock stack. A thread that finds a fast lock taken inflates it with an
 * anonymous owner, which the owner replaces by itself when it next looks. An inflated lock stays inflated
 * until its object dies. A thread that waits in wait() keeps its entries on the lock stack, though the
 * monitor is free meanwhile. */
#include "vm/exec/thread/monitor.h"

#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_MONITORS = 16 * 1024, MAX_PAGES = 16 * 1024 /* 28 bits of index together */, SPINS = 40 };

typedef struct Monitor {
    pthread_mutex_t lock; /* guards the fields up to `index`; held while blocked, or briefly */
    pthread_cond_t entry; /* threads that want to enter wait for it */
    Thread *wait_first, *wait_last;
    Thread *_Atomic owner; /* NULL, a thread, or ANONYMOUS; written by exchange */
    _Atomic u32 entering;  /* threads that may wait on `entry` */
    u32 index;
    Object *object; /* not a root: the monitor is freed when the object dies */
    struct Monitor *next_free;
} Monitor;

#define ANONYMOUS ((Thread *)(uintptr_t)1)

/* A snapshot writes neither: objects in it have free locks, and their identity hashes in a table. */
SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t table_lock; /* a leaf */
    Monitor **pages[MAX_PAGES];
    u32 table_count;
    Monitor *free_monitors;
    u64 hash_secret;
} state = {.table_lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- identity hash: from the address, which never changes ---- */

static u64 mix(u64 x)
{
    x = (x ^ x >> 31) * 0x7FB5D329728EA185u;
    x = (x ^ x >> 27) * 0x81DADEF4BC2DD44Du;
    return x ^ x >> 33;
}

i32 object_identity_hash(Object *object)
{
    if (!(__atomic_load_n(&object->lock_word, __ATOMIC_RELAXED) & LOCK_HASHED))
        __atomic_fetch_or(&object->lock_word, LOCK_HASHED, __ATOMIC_RELAXED);
    i32 hash = (i32)(mix((u64)(uintptr_t)object ^ state.hash_secret) & INT32_MAX);
    return hash ? hash : 1;
}

/* ---- the table: lock word -> monitor ---- */

static u32 load_word(const Object *object)
{
    return __atomic_load_n(&object->lock_word, __ATOMIC_ACQUIRE);
}

static bool swap_word(Object *object, u32 *expected, u32 word)
{
    return __atomic_compare_exchange_n(&object->lock_word, expected, word, false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_ACQUIRE);
}

static bool is_inflated(u32 word)
{
    return (word & LOCK_STATE_MASK) == LOCK_INFLATED;
}

static Monitor *monitor_of(u32 word)
{
    u32 index = word >> LOCK_MONITOR_SHIFT;
    return state.pages[index / PAGE_MONITORS][index % PAGE_MONITORS];
}

static Monitor *make_monitor_locked(void)
{
    if (state.table_count / PAGE_MONITORS == MAX_PAGES)
        return NULL;
    Monitor ***page = &state.pages[state.table_count / PAGE_MONITORS];
    if (!*page && !(*page = calloc(PAGE_MONITORS, sizeof(Monitor *))))
        return NULL;
    Monitor *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    pthread_mutex_init(&m->lock, NULL);
    pthread_cond_init(&m->entry, NULL);
    m->index = state.table_count;
    (*page)[state.table_count++ % PAGE_MONITORS] = m;
    return m;
}

/* Also called at the end of a marking, when is_live tells which objects died. */
static void free_monitor(Monitor *m)
{
    pthread_mutex_lock(&state.table_lock);
    m->object = NULL;
    atomic_store(&m->owner, NULL);
    m->next_free = state.free_monitors;
    state.free_monitors = m;
    pthread_mutex_unlock(&state.table_lock);
}

static Monitor *new_monitor(Object *object)
{
    pthread_mutex_lock(&state.table_lock);
    Monitor *m = state.free_monitors;
    if (m)
        state.free_monitors = m->next_free;
    else
        m = make_monitor_locked();
    if (m)
        m->object = object;
    pthread_mutex_unlock(&state.table_lock);
    return m;
}

static void sweep(bool (*is_live)(const Object *object))
{
    for (u32 i = 0; i < state.table_count; i++) {
        Monitor *m = state.pages[i / PAGE_MONITORS][i % PAGE_MONITORS];
        if (m->object && !is_live(m->object))
            free_monitor(m);
    }
}

/* The object's monitor, which may be new. owner: who holds the lock if it is fast-locked, t itself or
 * ANONYMOUS. NULL: out of memory, pending. */
static Monitor *inflate(Thread *t, Object *object, Thread *owner)
{
    Monitor *m = NULL;
    u32 word = load_word(object);
    while (!is_inflated(word)) {
        if (!m && !(m = new_monitor(object))) {
            throw_out_of_memory(t, "unable to allocate a monitor");
            return NULL;
        }
        atomic_store(&m->owner, (word & LOCK_STATE_MASK) == LOCK_FAST ? owner : NULL);
        u32 inflated = m->index << LOCK_MONITOR_SHIFT | (word & LOCK_HASH_MASK) | LOCK_INFLATED;
        if (swap_word(object, &word, inflated)) {
            TRACE(MONITOR, "Inflated %p: monitor %u", (void *)object, m->index);
            return m;
        }
    }
    if (m)
        free_monitor(m);
    return monitor_of(word);
}

/* ---- the lock stack ---- */

static bool has_entry(const Thread *t, const Object *object)
{
    for (u32 i = t->lock_count; i > 0; i--)
        if (t->locks[i - 1].object == object)
            return true;
    return false;
}

static bool push_entry(Thread *t, Object *object, Slot *fp, bool is_nested)
{
    if (UNLIKELY(t->lock_count == t->lock_capacity)) {
        u32 capacity = t->lock_capacity ? t->lock_capacity * 2 : 16;
        LockEntry *locks = realloc(t->locks, capacity * sizeof *locks);
        if (!locks) {
            throw_out_of_memory(t, "unable to grow the lock stack");
            return false;
        }
        t->locks = locks;
        t->lock_capacity = capacity;
    }
    t->locks[t->lock_count++] = (LockEntry){object, fp, is_nested};
    return true;
}

/* Removes an entry; true: it was the thread's last one for the object. Of an object's entries only the oldest
 * is not nested. When that one is removed first, because locks are left out of order, the next takes its
 * place. */
static bool remove_entry(Thread *t, u32 index)
{
    LockEntry removed = t->locks[index];
    bool is_held = removed.is_nested;
    for (u32 i = index + 1; i < t->lock_count; i++) {
        t->locks[i - 1] = t->locks[i];
        if (!is_held && t->locks[i].object == removed.object) {
            t->locks[i - 1].is_nested = false;
            is_held = true;
        }
    }
    t->lock_count--;
    return !is_held;
}

/* ---- inflated monitors ---- */

static bool try_own(Monitor *m, Thread *t)
{
    Thread *nobody = NULL;
    return atomic_compare_exchange_strong(&m->owner, &nobody, t);
}

/* Under m->lock nobody allocates on the heap; what a wait needs is made before. */
static void lock_monitor(Monitor *m, Thread *t)
{
    pthread_mutex_lock(&m->lock);
    t->no_gc_depth++;
}

static void unlock_monitor(Monitor *m, Thread *t)
{
    t->no_gc_depth--;
    pthread_mutex_unlock(&m->lock);
}

/* The leaving thread stores the owner and then reads `entering`; an entering thread stores `entering` and
 * then reads the owner. So at least one of them sees the other, and nobody waits for a monitor that is
 * free. */
static void disown(Monitor *m, Thread *t)
{
    atomic_store(&m->owner, NULL);
    if (atomic_load(&m->entering) == 0)
        return;
    lock_monitor(m, t);
    pthread_cond_signal(&m->entry);
    unlock_monitor(m, t);
}

/* Contended entry has three steps: a thread tries, queues, and tries again whenever a leaving owner has
 * signalled. Only `await_call_locked` knows that a queued thread is one of the host's and sleeps here. */
static bool spin_to_own(Monitor *m, Thread *t)
{
    for (int i = 0; i < SPINS; i++) {
        if (try_own(m, t))
            return true;
        __builtin_ia32_pause();
    }
    return false;
}

static void queue_locked(Monitor *m)
{
    atomic_fetch_add(&m->entering, 1);
}

static void unqueue_locked(Monitor *m)
{
    atomic_fetch_sub(&m->entering, 1);
}

static void await_call_locked(Monitor *m)
{
    pthread_cond_wait(&m->entry, &m->lock);
}

/* The thread is blocked, so it counts as stopped. */
static void wait_to_own(Monitor *m, Thread *t)
{
    lock_monitor(m, t);
    queue_locked(m);
    while (!try_own(m, t))
        await_call_locked(m);
    unqueue_locked(m);
    unlock_monitor(m, t);
}

/* For dumps and management: what the thread waits for. */
static void show_waiting(Thread *t, Monitor *m, Object *object, i32 status)
{
    thread_set_status(t, status);
    t->blocked_object = object;
    t->waiting_on = m;
}

static void show_running(Thread *t)
{
    t->waiting_on = NULL;
    t->blocked_object = NULL;
    thread_set_status(t, THREAD_STATUS_RUNNABLE);
}

/* by_frame: a frame enters, so no VM code on the native stack holds references meanwhile. */
static void enter_contended(Monitor *m, Thread *t, Object *object, bool by_frame)
{
    if (spin_to_own(m, t))
        return;
    show_waiting(t, m, object, THREAD_STATUS_BLOCKED);
    t->blocked_count++;
    if (by_frame)
        thread_block_begin_bare(t);
    else
        thread_block_begin(t);
    wait_to_own(m, t);
    thread_block_end(t);
    show_running(t);
}

/* Does the thread own the monitor? If the owner is anonymous and this thread, it writes its name. */
static bool owns(Thread *t, Monitor *m)
{
    Thread *owner = atomic_load(&m->owner);
    if (owner == ANONYMOUS && has_entry(t, m->object)) {
        atomic_store(&m->owner, t);
        return true;
    }
    return owner == t;
}

/* ---- enter and exit ---- */

static bool acquire(Thread *t, Object *object, bool by_frame, bool *ret_was_held)
{
    *ret_was_held = false;
    u32 word = load_word(object);
    for (;;) {
        switch (word & LOCK_STATE_MASK) {
        case LOCK_FREE:
            if (swap_word(object, &word, word | LOCK_FAST))
                return true;
            continue;
        case LOCK_FAST:
            if (has_entry(t, object))
                return *ret_was_held = true;
            if (!inflate(t, object, ANONYMOUS))
                return false;
            word = load_word(object);
            continue;
        default: {
            Monitor *m = monitor_of(word);
            if (owns(t, m))
                *ret_was_held = true;
            else if (!try_own(m, t))
                enter_contended(m, t, object, by_frame);
            return true;
        }
        }
    }
}

/* Frees the lock; the thread's last entry for the object is off the lock stack already. */
static void give_up(Thread *t, Object *object)
{
    u32 word = load_word(object);
    while (!is_inflated(word))
        if (swap_word(object, &word, word & ~(u32)LOCK_STATE_MASK))
            return;
    disown(monitor_of(word), t); /* this thread owns it, perhaps anonymously */
}

bool monitor_enter_frame(Thread *t, Object *object, Slot *fp)
{
    bool was_held;
    if (UNLIKELY(!acquire(t, object, fp != NULL, &was_held)))
        return false;
    if (LIKELY(push_entry(t, object, fp, was_held)))
        return true;
    if (!was_held)
        give_up(t, object);
    return false;
}

/* The index of the youngest entry that the frame has for the object; -1: none. C (fp NULL) may also leave
 * what a frame has entered. */
static i32 find_entry(const Thread *t, const Object *object, const Slot *fp)
{
    for (u32 i = t->lock_count; i > 0; i--)
        if (t->locks[i - 1].object == object && (t->locks[i - 1].fp == fp || !fp))
            return (i32)i - 1;
    return -1;
}

static bool throw_not_owner(Thread *t)
{
    THROW(t, IllegalMonitorStateException, "current thread is not owner");
    return false;
}

bool monitor_exit_frame(Thread *t, Object *object, Slot *fp)
{
    i32 index = find_entry(t, object, fp);
    if (UNLIKELY(index < 0))
        return throw_not_owner(t);
    if (remove_entry(t, (u32)index))
        give_up(t, object);
    return true;
}

bool monitor_enter(Thread *t, Object *object)
{
    return monitor_enter_frame(t, object, NULL);
}

bool monitor_exit(Thread *t, Object *object)
{
    return monitor_exit_frame(t, object, NULL);
}

/* Above the youngest frame's entries, and among them, there can only be entries of C. So the search ends at
 * the first entry of an older frame. */
u32 monitor_release_frame(Thread *t, Slot *fp)
{
    u32 released = 0;
    for (u32 i = t->lock_count; i > 0 && (t->locks[i - 1].fp == fp || !t->locks[i - 1].fp); i--) {
        Object *object = t->locks[i - 1].object;
        if (t->locks[i - 1].fp != fp)
            continue;
        if (remove_entry(t, i - 1))
            give_up(t, object);
        released++;
    }
    return released;
}

void monitor_release_all(Thread *t)
{
    while (t->lock_count) {
        LockEntry entry = t->locks[--t->lock_count];
        if (!entry.is_nested)
            give_up(t, entry.object);
    }
}

bool monitor_holds(Thread *t, const Object *object)
{
    return has_entry(t, object);
}

typedef struct OwnerSearch {
    const Object *object;
    Thread *owner;
} OwnerSearch;

static void find_owner(Thread *t, void *context)
{
    OwnerSearch *search = context;
    if (has_entry(t, search->object))
        search->owner = t;
}

Thread *monitor_owner(Object *object)
{
    u32 word = load_word(object);
    Thread *owner = is_inflated(word) ? atomic_load(&monitor_of(word)->owner) : ANONYMOUS;
    if ((word & LOCK_STATE_MASK) == LOCK_FREE)
        return NULL;
    if (owner != ANONYMOUS)
        return owner;
    OwnerSearch search = {object, NULL};
    thread_for_each(find_owner, &search);
    return search.owner;
}

/* ---- wait and notify ---- */

static void wait_set_add_locked(Monitor *m, Thread *t)
{
    t->wait_next = NULL;
    t->notified = false;
    if (m->wait_last)
        m->wait_last->wait_next = t;
    else
        m->wait_first = t;
    m->wait_last = t;
}

static void wait_set_remove_locked(Monitor *m, Thread *t)
{
    Thread *before = NULL;
    for (Thread *at = m->wait_first; at; before = at, at = at->wait_next) {
        if (at != t)
            continue;
        if (before)
            before->wait_next = t->wait_next;
        else
            m->wait_first = t->wait_next;
        if (m->wait_last == t)
            m->wait_last = before;
        break;
    }
    t->wait_next = NULL;
}

/* Waits, blocked, until notified (true), interrupted, or out of time (false). */
static bool wait_in_set(Monitor *m, Thread *t, i64 deadline)
{
    pthread_mutex_lock(&t->block_lock);
    while (!t->notified && !thread_is_interrupted(t))
        if (!thread_block_wait_locked(t, deadline))
            break;
    pthread_mutex_unlock(&t->block_lock);
    lock_monitor(m, t);
    bool notified = t->notified;
    if (!notified)
        wait_set_remove_locked(m, t);
    unlock_monitor(m, t);
    return notified;
}

static bool throw_interrupted(Thread *t)
{
    thread_clear_interrupted(t);
    THROW(t, InterruptedException, NULL);
    return false;
}

/* The monitor of an object that this thread has entered, inflated if need be; NULL: an exception is
 * pending. */
static Monitor *owned_monitor(Thread *t, Object *object)
{
    if (!has_entry(t, object)) {
        throw_not_owner(t);
        return NULL;
    }
    Monitor *m = inflate(t, object, t);
    if (m)
        owns(t, m);
    return m;
}

bool monitor_wait(Thread *t, Object *object, i64 millis)
{
    if (millis < 0) {
        THROW(t, IllegalArgumentException, "timeout value is negative");
        return false;
    }
    Monitor *m = owned_monitor(t, object);
    if (!m)
        return false;
    if (thread_is_interrupted(t))
        return throw_interrupted(t);
    i64 deadline =
        millis == 0 ? -1 : thread_deadline(millis > INT64_MAX / 1000000 ? INT64_MAX : millis * 1000000);
    show_waiting(t, m, object, millis ? THREAD_STATUS_WAITING_TIMED : THREAD_STATUS_WAITING);
    t->waited_count++;
    thread_block_begin_bare(t);
    lock_monitor(m, t);
    wait_set_add_locked(m, t);
    unlock_monitor(m, t);
    disown(m, t);
    bool notified = wait_in_set(m, t, deadline);
    thread_set_status(t, THREAD_STATUS_BLOCKED);
    wait_to_own(m, t);
    thread_block_end(t);
    show_running(t);
    thread_answer_requests(t);
    if (t->exception) {
        thread_clear_interrupted(t);
        return false;
    }
    return notified || !thread_is_interrupted(t) || throw_interrupted(t);
}

static bool notify_one_locked(Monitor *m)
{
    Thread *target = m->wait_first;
    if (!target)
        return false;
    wait_set_remove_locked(m, target);
    pthread_mutex_lock(&target->block_lock);
    target->notified = true;
    pthread_cond_broadcast(&target->block_cond);
    pthread_mutex_unlock(&target->block_lock);
    return true;
}

bool monitor_notify(Thread *t, Object *object, bool all)
{
    if (!has_entry(t, object))
        return throw_not_owner(t);
    u32 word = load_word(object);
    if (!is_inflated(word))
        return true; /* whoever waits has inflated the lock, so nobody does */
    Monitor *m = monitor_of(word);
    lock_monitor(m, t);
    while (notify_one_locked(m) && all)
        ;
    unlock_monitor(m, t);
    return true;
}

bool monitor_give_up(Thread *t, Object *object, void (*wait)(void *context), void *context)
{
    Monitor *m = owned_monitor(t, object);
    if (!m || !monitor_notify(t, object, true))
        return false;
    thread_block_begin(t);
    disown(m, t);
    wait(context);
    wait_to_own(m, t);
    thread_block_end(t);
    return true;
}

/* ---- start, and monitors without objects ---- */

void monitor_init(void)
{
    if (state.hash_secret)
        return;
    int random = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    size_t wanted = sizeof state.hash_secret;
    if (random < 0 || read(random, &state.hash_secret, wanted) != (ssize_t)wanted) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        state.hash_secret = mix((u64)now.tv_nsec ^ (u64)getpid() << 32);
    }
    if (random >= 0)
        close(random);
    state.hash_secret |= 1;
    refs_add_weak_table(sweep);
}

void *raw_monitor_create(void)
{
    pthread_mutex_t *mutex = malloc(sizeof *mutex);
    if (!mutex)
        return NULL;
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(mutex, &attr);
    pthread_mutexattr_destroy(&attr);
    return mutex;
}

void raw_monitor_destroy(void *monitor)
{
    if (!monitor)
        return;
    pthread_mutex_destroy(monitor);
    free(monitor);
}

/* Native code calls this, IN_NATIVE, so the thread counts as stopped while it waits. */
void raw_monitor_enter(void *monitor)
{
    pthread_mutex_lock(monitor);
}

void raw_monitor_exit(void *monitor)
{
    pthread_mutex_unlock(monitor);
}

void monitor_reset(void)
{
    for (u32 i = 0; i < state.table_count; i++)
        free(state.pages[i / PAGE_MONITORS][i % PAGE_MONITORS]);
    for (u32 i = 0; i < MAX_PAGES; i++)
        free(state.pages[i]);
    STATE_CLEAR(state);
}
