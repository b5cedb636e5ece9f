/* monitor.c - see monitor.h.
 * An object's lock word says that its lock is free, fast-locked or inflated (object.h). A fast lock's owner
 * is known to itself alone, from its lock stack. A thread that finds a fast lock taken inflates it with an
 * anonymous owner, which the owner replaces by itself when it next looks. A thread that waits in wait() keeps
 * its entries on the lock stack, though the monitor is free meanwhile.
 *
 * A thread that must wait to enter stands in the entry queue and sleeps. A thread that leaves calls the first
 * of the queue, the heir, but does not hand the monitor over: another thread that comes meanwhile may take
 * it, and then the heir queues again, at the front. While there is an heir nobody else is called. notify
 * moves a thread from the wait set to the queue and wakes nobody: it could only wait for the notifier.
 *
 * Virtual threads that are not pinned leave their carrier instead of sleeping (vm/exec/continuation). They
 * have queues of their own, and who leaves calls the first of both: a virtual thread that was called may have
 * no carrier for a long time, for those may be waiting in the other queue. All stores into VirtualThreads are
 * made by threads in Java.
 *
 * With the world stopped, monitors that nobody owns or uses become free locks again: at each collection, and
 * when there are twice as many as were left the last time. */
#include "vm/exec/thread/monitor.h"

#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/thread/monitor_table.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/exec/thread/unblock.h"
#include "vm/exec/thread/virtual_queue.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/thread/contention.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { SPINS = 40, FEW_MONITORS = 16 * 1024 };

/* Where a thread stands (Thread.monitor_place). Changed under the monitor's lock, and where the thread may be
 * asleep under its block_lock as well. */
typedef enum MonitorPlace {
    PLACE_NONE,
    PLACE_WAITING, /* in the wait set */
    PLACE_QUEUED,  /* in the entry queue */
    PLACE_CALLED   /* taken from the queue: it is to try, and is the heir until it has */
} MonitorPlace;

#define ANONYMOUS ((Thread *)(uintptr_t)1)

SNAPSHOT_STATE(host) static struct {
    u32 deflate_at; /* when so many are in use, idle ones are looked for; 0: nobody has asked for the sweep */
} state;

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
    return monitor_table_get(word >> LOCK_MONITOR_SHIFT);
}

/* World stopped. No thread in Java relies on the monitor, since none polls between finding it and owning it
 * or becoming its user. */
static bool is_idle(const Monitor *m)
{
    return !atomic_load(&m->owner) && atomic_load(&m->users) == 0;
}

/* World stopped. */
static void deflate(Monitor *m)
{
    u32 word = load_word(m->object);
    TRACE(MONITOR, "Deflated %p: monitor %u", (void *)m->object, m->index);
    __atomic_store_n(&m->object->lock_word, (word & LOCK_HASH_MASK) | LOCK_FREE, __ATOMIC_RELEASE);
}

typedef struct Sweep {
    bool (*is_live)(const Object *object); /* NULL: all are */
} Sweep;

static bool keep(Monitor *m, void *context)
{
    const Sweep *sweep = context;
    if (!m->object || (sweep->is_live && !sweep->is_live(m->object))) {
        atomic_store(&m->owner, NULL);
        return false;
    }
    if (!is_idle(m))
        return true;
    deflate(m);
    return false;
}

static void sweep_monitors(bool (*is_live)(const Object *object))
{
    Sweep sweep = {is_live};
    monitor_table_sweep(keep, &sweep);
    u32 left = monitor_table_count();
    state.deflate_at = left > FEW_MONITORS / 2 ? 2 * left : FEW_MONITORS;
}

/* NULL: out of memory. The world may have been stopped meanwhile. */
static Monitor *new_monitor(Thread *t, Object *object)
{
    if (UNLIKELY(monitor_table_count() >= state.deflate_at)) {
        safepoint_begin(t);
        sweep_monitors(NULL);
        safepoint_end(t);
    }
    return monitor_table_add(object);
}

/* The object's monitor, which may be new. owner: of a fast lock, t itself or ANONYMOUS. NULL:
 * OutOfMemoryError is pending. When threads race, one thread's monitor is taken; the next sweep frees those
 * of the others. */
static Monitor *inflate(Thread *t, Object *object, Thread *owner)
{
    u32 word = load_word(object);
    if (is_inflated(word))
        return monitor_of(word);
    Monitor *m = new_monitor(t, object);
    if (!m) {
        throw_out_of_memory(t, "unable to allocate a monitor");
        return NULL;
    }
    word = load_word(object);
    while (!is_inflated(word)) {
        atomic_store(&m->owner, (word & LOCK_STATE_MASK) == LOCK_FAST ? owner : NULL);
        u32 inflated = m->index << LOCK_MONITOR_SHIFT | (word & LOCK_HASH_MASK) | LOCK_INFLATED;
        if (swap_word(object, &word, inflated)) {
            TRACE(MONITOR, "Inflated %p: monitor %u", (void *)object, m->index);
            return m;
        }
    }
    m->object = NULL;
    return monitor_of(word);
}

/* ---- the lock stack ---- */

static bool has_entry(const Thread *t, const Object *object)
{
    for (u32 i = thread_lock_count(t); i > 0; i--)
        if (t->locks[i - 1].object == object)
            return true;
    return false;
}

static bool push_entry(Thread *t, Object *object, Slot *fp, bool is_nested)
{
    if (UNLIKELY(t->lock_top == t->lock_limit) && !thread_grow_locks(t)) {
        throw_out_of_memory(t, "unable to grow the lock stack");
        return false;
    }
    *t->lock_top++ = (LockEntry){object, fp, is_nested};
    return true;
}

/* Removes an entry; true: it was the thread's last one for the object. Of an object's entries only the oldest
 * is not nested. When that one is removed first, because locks are left out of order, the next takes its
 * place. */
static bool remove_entry(Thread *t, u32 index)
{
    LockEntry removed = t->locks[index];
    bool is_held = removed.is_nested;
    for (u32 i = index + 1; i < thread_lock_count(t); i++) {
        t->locks[i - 1] = t->locks[i];
        if (!is_held && t->locks[i].object == removed.object) {
            t->locks[i - 1].is_nested = false;
            is_held = true;
        }
    }
    t->lock_top--;
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

/* ---- wait set and entry queue ---- */

static void add_last(ThreadQueue *queue, Thread *t)
{
    t->wait_next = NULL;
    if (queue->last)
        queue->last->wait_next = t;
    else
        queue->first = t;
    queue->last = t;
}

static void add_first(ThreadQueue *queue, Thread *t)
{
    t->wait_next = queue->first;
    queue->first = t;
    if (!queue->last)
        queue->last = t;
}

static void take_out(ThreadQueue *queue, Thread *t)
{
    Thread *before = NULL;
    for (Thread *at = queue->first; at != t; at = at->wait_next)
        before = at;
    if (before)
        before->wait_next = t->wait_next;
    else
        queue->first = t->wait_next;
    if (queue->last == t)
        queue->last = before;
    t->wait_next = NULL;
}

static void queue_locked(Monitor *m, Thread *t, void (*add)(ThreadQueue *queue, Thread *t))
{
    add(&m->entering, t);
    t->monitor_place = PLACE_QUEUED;
    atomic_fetch_add(&m->queued, 1);
}

static void unqueue_locked(Monitor *m, Thread *t)
{
    take_out(&m->entering, t);
    atomic_fetch_sub(&m->queued, 1);
}

/* Makes the queue's first thread the heir; the caller wakes it later. */
static Thread *call_first_locked(Monitor *m)
{
    Thread *heir = m->entering.first;
    unqueue_locked(m, heir);
    atomic_store(&m->heir, heir);
    pthread_mutex_lock(&heir->block_lock);
    heir->monitor_place = PLACE_CALLED;
    pthread_mutex_unlock(&heir->block_lock);
    return heir;
}

static Object *call_first_virtual_locked(Monitor *m)
{
    Object *thread = m->virtual_entering.first;
    virtual_queue_take_out(&m->virtual_entering, thread);
    atomic_fetch_sub(&m->virtual_queued, 1);
    atomic_store(&m->virtual_called, true);
    virtual_set_place(thread, PLACE_CALLED);
    return thread;
}

static bool wants_call(Monitor *m)
{
    return (atomic_load(&m->queued) != 0 && !atomic_load(&m->heir)) ||
           (atomic_load(&m->virtual_queued) != 0 && !atomic_load(&m->virtual_called));
}

/* The leaving thread stores the owner and then reads `queued` and `heir`; an entering thread stores one of
 * these and then reads the owner. So at least one of them sees the other, and nobody waits for a monitor that
 * is free. A thread that has become the owner meanwhile calls when it leaves itself. */
static void disown(Monitor *m, Thread *t)
{
    atomic_store(&m->owner, NULL);
    if (!wants_call(m))
        return;
    Thread *heir = NULL;
    Object *called = NULL;
    thread_hold_records();
    lock_monitor(m, t);
    if (m->entering.first && !atomic_load(&m->heir) && !atomic_load(&m->owner))
        heir = call_first_locked(m);
    if (m->virtual_entering.first && !atomic_load(&m->virtual_called) && !atomic_load(&m->owner))
        called = call_first_virtual_locked(m);
    unlock_monitor(m, t);
    if (called)
        unblock_add(called);
    if (heir) /* woken when no lock is held that it would have to wait for at once */
        pthread_cond_broadcast(&heir->block_cond);
    thread_release_records();
}

/* ---- contended entry: try, queue, and try again when called ---- */

static bool spin_to_own(Monitor *m, Thread *t)
{
    for (int i = 0; i < SPINS; i++) {
        if (try_own(m, t))
            return true;
        __builtin_ia32_pause();
    }
    return false;
}

/* Only this function knows that a thread in the queue is a thread of the host, which sleeps here. */
static void await_call(Thread *t)
{
    pthread_mutex_lock(&t->block_lock);
    while (t->monitor_place != PLACE_CALLED)
        thread_block_wait_locked(t, -1);
    pthread_mutex_unlock(&t->block_lock);
}

/* The heir has tried in vain. From here on others may be called. */
static void heir_queues_locked(Monitor *m, Thread *t)
{
    atomic_store(&m->heir, NULL);
    queue_locked(m, t, add_first);
}

static void leave_queue_locked(Monitor *m, Thread *t)
{
    if (t->monitor_place == PLACE_QUEUED)
        unqueue_locked(m, t);
    else if (t->monitor_place == PLACE_CALLED)
        atomic_store(&m->heir, NULL);
    t->monitor_place = PLACE_NONE;
}

/* The thread is blocked, so it counts as stopped, and is one of the monitor's users. A thread that was
 * notified is in the queue already. */
static void wait_to_own(Monitor *m, Thread *t)
{
    lock_monitor(m, t);
    if (t->monitor_place == PLACE_NONE)
        queue_locked(m, t, add_last);
    while (!try_own(m, t)) {
        if (t->monitor_place == PLACE_CALLED) {
            heir_queues_locked(m, t);
            continue;
        }
        unlock_monitor(m, t);
        await_call(t);
        lock_monitor(m, t);
    }
    leave_queue_locked(m, t);
    unlock_monitor(m, t);
}

/* For dumps and management: what the thread waits for. */
static void show_waiting(Thread *t, Object *object, i32 status)
{
    thread_set_status(t, status);
    t->blocked_object = object;
}

static void show_running(Thread *t)
{
    t->blocked_object = NULL;
    thread_set_status(t, THREAD_STATUS_RUNNABLE);
}

/* by_frame: a frame enters, so no VM code on the native stack holds references meanwhile. */
static void enter_contended(Monitor *m, Thread *t, Object *object, bool by_frame)
{
    if (spin_to_own(m, t))
        return;
    show_waiting(t, object, THREAD_STATUS_BLOCKED);
    t->blocked_count++;
    u64 start = contention_begin();
    atomic_fetch_add(&m->users, 1);
    if (by_frame)
        thread_block_begin_bare(t);
    else
        thread_block_begin(t);
    wait_to_own(m, t);
    thread_block_end(t);
    atomic_fetch_sub(&m->users, 1);
    contention_end(start, &t->blocked_nanos);
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
    for (u32 i = thread_lock_count(t); i > 0; i--)
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
    for (u32 i = thread_lock_count(t); i > 0 && (t->locks[i - 1].fp == fp || !t->locks[i - 1].fp); i--) {
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
    while (thread_lock_count(t)) {
        LockEntry entry = *--t->lock_top;
        if (!entry.is_nested)
            give_up(t, entry.object);
    }
}

void monitor_leave_locks(Thread *t, u32 first)
{
    for (u32 i = first; i < thread_lock_count(t); i++) {
        u32 word = load_word(t->locks[i].object);
        Thread *owner = t;
        if (is_inflated(word))
            atomic_compare_exchange_strong(&monitor_of(word)->owner, &owner, ANONYMOUS);
    }
    t->lock_top = t->locks + first;
}

bool monitor_holds(Thread *t, const Object *object)
{
    return has_entry(t, object);
}

typedef struct OwnerSearch {
    const Object *object;
    Thread *owner;
} OwnerSearch;

/* Not a thread in wait(), which keeps its entries: a virtual thread without a carrier may be the owner. */
static void find_owner(Thread *t, void *context)
{
    OwnerSearch *search = context;
    if (has_entry(t, search->object) && t->blocked_object != search->object)
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

/* Waits, blocked, until it is called; before it is notified, also until it is interrupted or the time is
 * over. True: it was notified, and so is in the entry queue or called from it. */
static bool wait_in_set(Monitor *m, Thread *t, i64 deadline)
{
    pthread_mutex_lock(&t->block_lock);
    while (t->monitor_place != PLACE_CALLED &&
           !(t->monitor_place == PLACE_WAITING && thread_is_interrupted(t)))
        if (!thread_block_wait_locked(t, deadline))
            break;
    pthread_mutex_unlock(&t->block_lock);
    lock_monitor(m, t);
    bool notified = t->monitor_place != PLACE_WAITING;
    if (!notified) {
        take_out(&m->waiting, t);
        t->monitor_place = PLACE_NONE;
        thread_set_status(t, THREAD_STATUS_BLOCKED);
    }
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
    show_waiting(t, object, millis ? THREAD_STATUS_WAITING_TIMED : THREAD_STATUS_WAITING);
    t->waited_count++;
    u64 start = contention_begin();
    atomic_fetch_add(&m->users, 1);
    lock_monitor(m, t);
    add_last(&m->waiting, t);
    t->monitor_place = PLACE_WAITING;
    unlock_monitor(m, t);
    disown(m, t);
    thread_block_begin_bare(t);
    bool notified = wait_in_set(m, t, deadline);
    contention_end(start, &t->waited_nanos);
    start = contention_begin();
    wait_to_own(m, t);
    thread_block_end(t);
    atomic_fetch_sub(&m->users, 1);
    contention_end(start, &t->blocked_nanos);
    show_running(t);
    thread_answer_requests(t);
    if (t->exception) {
        thread_clear_interrupted(t);
        return false;
    }
    return notified || !thread_is_interrupted(t) || throw_interrupted(t);
}

static bool notify_one_virtual_locked(Monitor *m)
{
    Object *target = m->virtual_waiting.first;
    if (!target)
        return false;
    virtual_queue_take_out(&m->virtual_waiting, target);
    virtual_queue_add_last(&m->virtual_entering, target);
    atomic_fetch_add(&m->virtual_queued, 1);
    virtual_set_place(target, PLACE_QUEUED);
    virtual_notify(target);
    return true;
}

/* Takes turns where both kinds wait. */
static bool notify_one_locked(Monitor *m)
{
    m->virtual_turn = !m->virtual_turn;
    if (m->virtual_turn && notify_one_virtual_locked(m))
        return true;
    Thread *target = m->waiting.first;
    if (!target)
        return notify_one_virtual_locked(m);
    take_out(&m->waiting, target);
    pthread_mutex_lock(&target->block_lock);
    queue_locked(m, target, add_last);
    pthread_mutex_unlock(&target->block_lock);
    thread_set_status(target, THREAD_STATUS_BLOCKED);
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
    atomic_fetch_add(&m->users, 1);
    disown(m, t);
    thread_block_begin(t);
    wait(context);
    wait_to_own(m, t);
    thread_block_end(t);
    atomic_fetch_sub(&m->users, 1);
    return true;
}

/* ---- virtual threads that leave their carrier ---- */

/* The monitor or lock is t's. */
static MonitorTry note_entry(Thread *t, Object *object, Slot *fp, bool was_held)
{
    if (push_entry(t, object, fp, was_held))
        return MONITOR_OWNED;
    if (!was_held)
        give_up(t, object);
    return MONITOR_FAILED;
}

MonitorTry monitor_try_enter(Thread *t, Object *object, Slot *fp)
{
    for (;;) {
        u32 word = load_word(object);
        if (is_inflated(word)) {
            bool was_held = owns(t, monitor_of(word));
            if (!was_held && !spin_to_own(monitor_of(word), t))
                return MONITOR_BUSY;
            return note_entry(t, object, fp, was_held);
        }
        if ((word & LOCK_STATE_MASK) == LOCK_FREE) {
            if (swap_word(object, &word, word | LOCK_FAST))
                return note_entry(t, object, fp, false);
        } else if (has_entry(t, object)) {
            return note_entry(t, object, fp, true);
        } else if (!inflate(t, object, ANONYMOUS)) {
            return MONITOR_FAILED;
        }
    }
}

/* False: it has to wait. Nobody polls from the queueing to the last try, so no call is lost: disown. */
static bool own_for_virtual_locked(Monitor *m, Thread *t, Object *thread)
{
    while (!try_own(m, t)) {
        u32 place = virtual_place(thread);
        if (place == PLACE_QUEUED)
            return false;
        if (place == PLACE_CALLED) {
            atomic_store(&m->virtual_called, false);
            virtual_queue_add_first(&m->virtual_entering, thread);
        } else {
            virtual_queue_add_last(&m->virtual_entering, thread);
        }
        virtual_set_place(thread, PLACE_QUEUED);
        atomic_fetch_add(&m->virtual_queued, 1);
    }
    if (virtual_place(thread) == PLACE_QUEUED) {
        virtual_queue_take_out(&m->virtual_entering, thread);
        atomic_fetch_sub(&m->virtual_queued, 1);
    } else if (virtual_place(thread) == PLACE_CALLED) {
        atomic_store(&m->virtual_called, false);
    }
    virtual_set_place(thread, PLACE_NONE);
    return true;
}

MonitorTry monitor_queue_virtual(Thread *t, Object *thread, Object *object)
{
    if (!inflate(t, object, ANONYMOUS))
        return MONITOR_FAILED;
    u32 word = load_word(object);
    if (!is_inflated(word)) /* it has become free while the new monitor was made */
        return MONITOR_FREE;
    Monitor *m = monitor_of(word);
    atomic_fetch_add(&m->users, 1);
    virtual_set_object(thread, object, false);
    virtual_set_state(thread, VIRTUAL_BLOCKING);
    if (!monitor_resume_virtual(t, thread))
        return MONITOR_BUSY;
    virtual_set_state(thread, VIRTUAL_RUNNING);
    return MONITOR_OWNED;
}

bool monitor_resume_virtual(Thread *t, Object *thread)
{
    Monitor *m = monitor_of(load_word(virtual_object(thread)));
    lock_monitor(m, t);
    if (virtual_place(thread) == PLACE_WAITING) { /* its time is over, or it was interrupted */
        virtual_queue_take_out(&m->virtual_waiting, thread);
        virtual_set_place(thread, PLACE_NONE);
    }
    bool owned = own_for_virtual_locked(m, t, thread);
    unlock_monitor(m, t);
    if (!owned)
        return false;
    atomic_fetch_sub(&m->users, 1);
    virtual_set_object(thread, NULL, false);
    return true;
}

bool monitor_wait_virtual(Thread *t, Object *thread, Object *object, i64 millis)
{
    Monitor *m = owned_monitor(t, object);
    if (!m)
        return false;
    atomic_fetch_add(&m->users, 1);
    virtual_set_object(thread, object, true);
    virtual_begin_wait(thread, millis);
    lock_monitor(m, t);
    virtual_queue_add_last(&m->virtual_waiting, thread);
    virtual_set_place(thread, PLACE_WAITING);
    unlock_monitor(m, t);
    disown(m, t);
    return true;
}

bool monitor_end_wait(Thread *t, bool notified)
{
    return notified || !thread_is_interrupted(t) || throw_interrupted(t);
}

void monitor_push_virtual(Thread *t, Object *object, Slot *fp)
{
    *t->lock_top++ = (LockEntry){object, fp, false};
}

typedef struct VirtualVisit {
    void (*visit)(void *start, void *end);
} VirtualVisit;

static void visit_virtual(Monitor *m, void *context)
{
    const VirtualVisit *v = context;
    v->visit(&m->virtual_waiting, &m->virtual_waiting + 1);
    v->visit(&m->virtual_entering, &m->virtual_entering + 1);
}

void monitor_visit_virtual(void (*visit)(void *start, void *end))
{
    VirtualVisit v = {visit};
    monitor_table_visit(visit_virtual, &v);
}

/* ---- start, and monitors without objects ---- */

void monitor_init(void)
{
    if (state.deflate_at)
        return;
    state.deflate_at = FEW_MONITORS;
    refs_add_weak_table(sweep_monitors);
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
    monitor_table_reset();
    STATE_CLEAR(state);
}
