/* thread_control.h - Thread.stop, suspend and resume: what one thread does to another (JLS 11.1.3)
 * In:     a java.lang.Thread and a request
 * Out:    a bit in the target's poll_requests, which the target answers itself where it polls or comes back
 * Uses:   vm/thread, gc/heap.h (safepoint_handshake)
 * Used by: stdlib/jvm/jvm_thread.c
 * Keeps:  a suspended thread holds no lock of the VM; an exception from outside arrives only where the
 *         interpreter looks for one
 * Tests:  tests/java/ThreadControl.java
 */
#ifndef MOKA_VM_EXEC_THREAD_THREAD_CONTROL_H
#define MOKA_VM_EXEC_THREAD_THREAD_CONTROL_H

#include "vm/model/thread.h"

/* The throwable will be thrown in the thread, which wakes from sleep, wait and park for it. For the calling
 * thread it is pending at once; a thread that is not alive is left alone. */
void thread_stop(Thread *t, Object *java_thread, Object *throwable);
/* For a thread whose execution stands still meanwhile: it throws the throwable where it polls next, which is
 * before it goes on with Java code. It is not woken. */
void thread_plant(Thread *target, Object *throwable);
/* When thread_suspend returns, the target runs no Java code until it is resumed; t may suspend itself. */
void thread_suspend(Thread *t, Object *java_thread);
void thread_resume(Thread *t, Object *java_thread);

#endif
