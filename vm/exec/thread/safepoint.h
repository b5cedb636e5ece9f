/* safepoint.h - cooperative stops and handshakes
 * A thread polls at method entry and loop back-edges by comparing sp with Thread.limit. safepoint_begin/end
 * are in doors.h.
 * Keeps:  no signal is ever sent; threads IN_NATIVE or BLOCKED are not waited for and block on return.
 * Tests:  tests/unit/safepoint_test.c
 */
#ifndef MOKA_VM_EXEC_THREAD_SAFEPOINT_H
#define MOKA_VM_EXEC_THREAD_SAFEPOINT_H

#include "vm/model/doors.h"
#include "vm/model/thread.h"

/* Slow path of the limit compare at a back-edge. May collect; an exception from another thread may be pending
 * afterwards. */
void safepoint_poll(Thread *t);
/* The same for the interpreter: nothing but the Java stack refers to objects. */
void safepoint_poll_from_java(Thread *t);
/* Slow path of the compare at method entry: polls; false = an exception is pending, from another thread or
 * StackOverflowError because the frame does not fit. `lowest` is the lowest slot of the frame to be made. */
bool safepoint_enter(Thread *t, Slot *lowest);
/* The same for a call that nothing names yet but the interpreter: keeps the method's class alive. */
bool safepoint_enter_callee(Thread *t, Slot *lowest, Method *callee);
/* Runs the function for `target` while that cannot run Java code. For now the whole world stops for it. */
void safepoint_handshake(Thread *t, Thread *target, void (*run)(Thread *target, void *context),
                         void *context);
bool safepoint_active(void);
u64 safepoint_count(void);

/* Bits of Thread.poll_requests: why `limit` is raised. */
enum {
    POLL_STOP = 1 << 0,      /* the world is to stop */
    POLL_SUSPENDED = 1 << 1, /* thread_control.h: stand still until resumed */
    POLL_THROWABLE = 1 << 2  /* thread_control.h: throw what another thread has sent */
};
void safepoint_request(Thread *t, u32 bit);
void safepoint_withdraw(Thread *t, u32 bit);

static inline bool safepoint_requested(const Thread *t)
{
    return t->limit == THREAD_LIMIT_POLL;
}

#endif
