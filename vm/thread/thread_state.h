/* thread_state.h - a thread leaves Java and comes back: for native code, for anything that may wait
 * In:     the calling thread. Out: Thread.state, which a stop of the world reads
 * Uses:   safepoint.h
 * Effects: coming back waits while the world is stopped; thread_enter_vm answers what other threads asked for
 * Keeps:  a thread that is not THREAD_IN_JAVA touches no object; what VM code on its native stack refers to
 *         was published by thread_block_begin
 * Tests:  tests/unit/safepoint_test.c, tests/suites/34_blocked_calls
 */
#ifndef MOKA_VM_THREAD_THREAD_STATE_H
#define MOKA_VM_THREAD_THREAD_STATE_H

#include "vm/model/thread.h"

/* Around anything that may wait: publishes native_sp and registers, then the thread counts as stopped. */
void thread_block_begin(Thread *t);
/* For waits that Java code asked for: no VM code since the interpreter or native code, the caller included,
 * holds a reference but in places that are roots. */
void thread_block_begin_bare(Thread *t);
void thread_block_end(Thread *t); /* waits while the world is stopped */

/* JNI border. From native code into the VM (may touch references after it), and back. */
void thread_enter_vm_below(Thread *t, char *vm_high); /* waits while the world is stopped */
void thread_leave_vm(Thread *t);                      /* IN_JAVA -> IN_NATIVE */

/* IN_NATIVE -> IN_JAVA. From now on the calling function and what it calls may hold references, but not its
 * callers. */
#define thread_enter_vm(t) thread_enter_vm_below((t), __builtin_frame_address(0))

/* For waits on Thread.block_cond. Deadlines are CLOCK_MONOTONIC nanoseconds, negative: none. */
i64 thread_deadline(i64 nanos);
/* block_lock held by the thread itself, which is blocked; false: the deadline has passed. */
bool thread_block_wait_locked(Thread *t, i64 deadline);

/* Answers what Thread.stop and suspend ask of the thread (vm/exec/thread/thread_control.h): stands still
 * while it is suspended, then makes the throwable pending unless one is already. Called where neither holds
 * anything up. */
void thread_answer_requests(Thread *t);

#endif
