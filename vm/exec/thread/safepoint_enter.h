/* safepoint_enter.h - a method's entry finds Thread.limit above its frame: a poll, or the stack's end
 * In:     the lowest slot of the frame to be made
 * Out:    true: the frame fits; false: an exception is pending, StackOverflowError or one that another thread
 *         has sent
 * Uses:   vm/thread/safepoint.h; thread_check_native_stack, the same for C recursion, is in doors.h
 * Effects: may collect
 * Tests:  tests/java/StackOverflow.java
 */
#ifndef MOKA_VM_EXEC_THREAD_SAFEPOINT_ENTER_H
#define MOKA_VM_EXEC_THREAD_SAFEPOINT_ENTER_H

#include "vm/model/doors.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

bool safepoint_enter(Thread *t, Slot *lowest);
/* The same for a callee that no frame names yet; keeps the method's class alive meanwhile. */
bool safepoint_enter_callee(Thread *t, Slot *lowest, Method *callee);

#endif
