/* thread_hold.h - threads that are started, but do not begin yet
 * In:     a machine that is to be written as a snapshot, and nothing in it may depend on the time
 * Out:    its threads begin one after the other, each when those before it wait for work
 * Used by: thread.c; vm/boot.c, vm/snapshot
 * Locks:  one, a leaf
 * Keeps:  without thread_hold_begin nothing is held.
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_EXEC_THREAD_THREAD_HOLD_H
#define MOKA_VM_EXEC_THREAD_THREAD_HOLD_H

#include "vm/model/thread.h"

/* From here on threads with a java.lang.Thread are held. */
void thread_hold_begin(void);
/* By the thread itself, before it is in Java: returns when it may begin. */
void thread_hold_wait(const Thread *t);
/* Lets the thread that was started first among those held begin, and returns when it waits or has ended. t:
 * IN_JAVA. False: none is held. */
bool thread_hold_release(Thread *t);
/* Returns when all threads that have begun wait, or have ended. t: IN_JAVA. */
void thread_hold_rest(Thread *t);
/* For thread_reset. */
void thread_hold_reset(void);

#endif
