/* virtual_queue.c - see virtual_queue.h. */
#include "vm/exec/thread/virtual_queue.h"

#include "vm/library/thread_object.h"
#include "vm/library/wellknown.h"

static Object *next_of(const Object *thread)
{
    return ref_load(thread, WK_FIELD(VirtualThread_link));
}

static void set_next(Object *thread, Object *next)
{
    ref_store(thread, WK_FIELD(VirtualThread_link), next);
}

void virtual_queue_add_last(VirtualQueue *queue, Object *thread)
{
    if (queue->last)
        set_next(queue->last, thread);
    else
        queue->first = thread;
    queue->last = thread;
}

void virtual_queue_add_first(VirtualQueue *queue, Object *thread)
{
    set_next(thread, queue->first);
    queue->first = thread;
    if (!queue->last)
        queue->last = thread;
}

void virtual_queue_take_out(VirtualQueue *queue, Object *thread)
{
    Object *before = NULL;
    for (Object *at = queue->first; at != thread; at = next_of(at))
        before = at;
    if (before)
        set_next(before, next_of(thread));
    else
        queue->first = next_of(thread);
    if (queue->last == thread)
        queue->last = before;
    set_next(thread, NULL);
}

/* ---- what the library's code reads, too ---- */

static i32 *state_of(const Object *thread)
{
    return FIELD_AT(thread, WK_FIELD(VirtualThread_state), i32);
}

i32 virtual_state(const Object *thread)
{
    return __atomic_load_n(state_of(thread), __ATOMIC_SEQ_CST);
}

i32 virtual_status(const Object *thread)
{
    const Object *carrier = thread_object_carrier(thread);
    switch (virtual_state(thread) & ~VIRTUAL_SUSPENDED) {
    case VIRTUAL_NEW: return THREAD_STATUS_NEW;
    case VIRTUAL_TERMINATED: return THREAD_STATUS_TERMINATED;
    case VIRTUAL_RUNNING: return carrier ? thread_object_status(carrier) : THREAD_STATUS_RUNNABLE;
    case VIRTUAL_PARKED:
    case VIRTUAL_PINNED: return THREAD_STATUS_PARKED;
    case VIRTUAL_TIMED_PARKED:
    case VIRTUAL_TIMED_PINNED: return THREAD_STATUS_PARKED_TIMED;
    case VIRTUAL_BLOCKING:
    case VIRTUAL_BLOCKED: return THREAD_STATUS_BLOCKED;
    case VIRTUAL_WAIT: return THREAD_STATUS_WAITING;
    case VIRTUAL_TIMED_WAIT: return THREAD_STATUS_WAITING_TIMED;
    default: return THREAD_STATUS_RUNNABLE;
    }
}

void virtual_set_state(Object *thread, i32 state)
{
    __atomic_store_n(state_of(thread), state, __ATOMIC_SEQ_CST);
}

static u8 *notified_of(const Object *thread)
{
    return FIELD_AT(thread, WK_FIELD(VirtualThread_notified), u8);
}

void virtual_begin_wait(Object *thread, i64 millis)
{
    __atomic_store_n(notified_of(thread), false, __ATOMIC_SEQ_CST);
    *FIELD_AT(thread, WK_FIELD(VirtualThread_timeout), i64) = millis;
    virtual_set_state(thread, millis ? VIRTUAL_TIMED_WAITING : VIRTUAL_WAITING);
}

void virtual_notify(Object *thread)
{
    /* In this order: Java stores the state WAIT and then reads `notified`, so one of both sees the other. */
    __atomic_store_n(notified_of(thread), true, __ATOMIC_SEQ_CST);
    i32 state = virtual_state(thread);
    while (state == VIRTUAL_WAIT || state == VIRTUAL_TIMED_WAIT)
        if (__atomic_compare_exchange_n(state_of(thread), &state, VIRTUAL_BLOCKED, false, __ATOMIC_SEQ_CST,
                                        __ATOMIC_SEQ_CST))
            return;
}

bool virtual_is_notified(const Object *thread)
{
    return __atomic_load_n(notified_of(thread), __ATOMIC_SEQ_CST);
}

/* ---- what it waits for ---- */

Object *virtual_object(const Object *thread)
{
    return ref_load(thread, WK_FIELD(VirtualThread_object));
}

bool virtual_is_in_wait(const Object *thread)
{
    return *FIELD_AT(thread, WK_FIELD(VirtualThread_is_wait), i32) != 0;
}

void virtual_set_object(Object *thread, Object *object, bool is_wait)
{
    ref_store(thread, WK_FIELD(VirtualThread_object), object);
    *FIELD_AT(thread, WK_FIELD(VirtualThread_is_wait), i32) = is_wait;
}

u32 virtual_place(const Object *thread)
{
    return *FIELD_AT(thread, WK_FIELD(VirtualThread_place), u32);
}

void virtual_set_place(Object *thread, u32 place)
{
    *FIELD_AT(thread, WK_FIELD(VirtualThread_place), u32) = place;
}
