/* safepoint.h - how the world is stopped, without signals: requests, polls, the stop itself
 * In:     who may stop: the thread that holds the heap's lock (heap_lock; gc/heap.h has safepoint_begin)
 * Out:    between stop and resume no other thread is THREAD_IN_JAVA
 * Uses:   thread_list.h thread_state.h
 * Locks:  one of its own, a leaf; the list's lock inside
 * Keeps:  no signal is ever sent; a thread polls at method entry and loop back-edges by comparing sp with
 *         Thread.limit; threads IN_NATIVE or BLOCKED are not waited for and block on return
 * Tests:  tests/unit/safepoint_test.c
 */
#ifndef MOKA_VM_THREAD_SAFEPOINT_H
#define MOKA_VM_THREAD_SAFEPOINT_H

#include "vm/model/thread.h"

#include <stdatomic.h>

/* The stop and its end for who holds the heap's lock, in any thread. Not recursive; the caller itself stays
 * in its state. */
void safepoint_stop_locked(void);
void safepoint_resume_locked(void);
u64 safepoint_count(void);

extern _Atomic u32 safepoint_stopping;

static inline bool safepoint_active(void)
{
    return atomic_load(&safepoint_stopping) != 0;
}

/* Slow path of the limit compare at a back-edge. May collect; an exception from another thread may be pending
 * afterwards. */
void safepoint_poll(Thread *t);
/* The same for the interpreter: nothing but the Java stack refers to objects. */
void safepoint_poll_from_java(Thread *t);

/* Bits of Thread.poll_requests: why `limit` is raised. */
enum {
    POLL_STOP = 1 << 0,      /* the world is to stop */
    POLL_SUSPENDED = 1 << 1, /* thread_state.h: stand still until resumed */
    POLL_THROWABLE = 1 << 2  /* thread_state.h: throw what another thread has sent */
};
void safepoint_request(Thread *t, u32 bit);
void safepoint_withdraw(Thread *t, u32 bit);

static inline bool safepoint_requested(const Thread *t)
{
    return t->limit == THREAD_LIMIT_POLL;
}

/* Thread.limit anew, by the thread itself, after its stack_limit has changed. */
void safepoint_refresh_limit(Thread *t);

/* For thread_state.c: a thread is out of Java and the stopper may count it; the stopper itself comes and
 * goes; everybody else waits for the end, counted as stopped. */
void safepoint_note_left(void);
bool safepoint_is_stopper(const Thread *t);
void safepoint_wait_for_end(void);

#endif
