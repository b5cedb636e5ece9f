/* safepoint.h - cooperative stops and handshakes (architecture D13)
 * A thread polls at method entry and loop back-edges by comparing sp with Thread.limit. safepoint_begin/end
 * are in doors.h.
 * Keeps:  no signal is ever sent; threads IN_NATIVE or BLOCKED are not waited for and block on return.
 * Tests:  tests/unit/safepoint_test.c
 */
#ifndef MOKA_VM_EXEC_SAFEPOINT_H
#define MOKA_VM_EXEC_SAFEPOINT_H

#include "vm/model/doors.h"
#include "vm/model/thread.h"

/* Slow path of the limit compare at a back-edge, or anywhere in VM code that runs long. May collect. */
void safepoint_poll(Thread *t);
/* Slow path of the compare at method entry: polls; false = the frame does not fit: StackOverflowError
 * pending. `lowest` is the lowest slot of the frame to be made. */
bool safepoint_enter(Thread *t, Slot *lowest);
/* Runs the function for `target` while that cannot run Java code. For now the whole world stops for it. */
void safepoint_handshake(Thread *t, Thread *target, void (*run)(Thread *target, void *context),
                         void *context);
bool safepoint_active(void);
u64 safepoint_count(void);

static inline bool safepoint_requested(const Thread *t)
{
    return t->limit == THREAD_LIMIT_POLL;
}

#endif
