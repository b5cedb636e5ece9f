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

/* The stop and its end, for a caller that holds the heap's lock, on any thread. The stop waits for threads in
 * Java; the caller's own state stays what it is. Not recursive. */
void safepoint_stop_locked(void);
void safepoint_resume_locked(void);
/* The stop that is now is the machine's last: collections leave the world stopped, and who wants to stop it
 * waits like others. The caller may give the heap's lock up. */
void safepoint_stop_for_good(void);
bool safepoint_is_final(void);
/* After all other threads are gone (vm/exec/thread/thread_end.h): the caller runs alone, and may stop the
 * world again. */
void safepoint_begin_anew(void);
/* For thread_reset. A thread of the host's may wait for ever in the last stop of a machine. */
void safepoint_reset(void);
/* Stops so far. */
u64 safepoint_count(void);

extern _Atomic u32 safepoint_stopping;

/* Is the world stopped, or being stopped? */
static inline bool safepoint_active(void)
{
    return atomic_load(&safepoint_stopping) != 0;
}

/* Called IN_JAVA when the compare with Thread.limit says so. Waits while the world is stopped, so a
 * collection may run, and answers other requests; then an exception may be pending. */
void safepoint_poll(Thread *t);
/* The same for the interpreter, where nothing but the Java stack refers to objects. */
void safepoint_poll_from_java(Thread *t);

/* Bits of Thread.poll_requests: why `limit` is raised. */
enum {
    POLL_STOP = 1 << 0,      /* the world is to stop */
    POLL_SUSPENDED = 1 << 1, /* thread_state.h: stand still until resumed */
    POLL_THROWABLE = 1 << 2, /* thread_state.h: throw what another thread has sent */
    POLL_SAMPLE = 1 << 3     /* somebody wants to know what runs (jit/again.h); whoever polls withdraws it */
};
/* Makes the thread come to safepoint_poll, or lets it pass again unless other bits are set; by any thread. */
void safepoint_request(Thread *t, u32 bit);
void safepoint_withdraw(Thread *t, u32 bit);

static inline bool safepoint_requested(const Thread *t)
{
    return t->limit == THREAD_LIMIT_POLL;
}

/* Sets Thread.limit anew, after the thread has changed its own stack_limit. */
void safepoint_refresh_limit(Thread *t);

/* For thread_state.c. A thread has left Java: a stopper that waits looks again. */
void safepoint_note_left(void);
/* The thread that has stopped the world may leave and enter Java meanwhile. */
bool safepoint_is_stopper(const Thread *t);
/* Waits until the stop is over; the caller is not IN_JAVA, so it counts as stopped. t: NULL if it is not
 * attached. */
void safepoint_wait_for_end(const Thread *t);

#endif
