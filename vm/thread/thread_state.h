/* thread_state.h - a thread leaves Java and comes back: for native code, for anything that may wait
 * In:     the calling thread
 * Out:    Thread.state, which a stop of the world reads
 * Uses:   safepoint.h
 * Effects: coming back waits while the world is stopped; thread_enter_vm answers what other threads asked for
 * Keeps:  a thread that is not THREAD_IN_JAVA touches no object; what VM code on its native stack refers to
 *         was published by thread_block_begin
 * Tests:  tests/unit/safepoint_test.c, tests/suites/34_blocked_calls
 */
#ifndef MOKA_VM_THREAD_THREAD_STATE_H
#define MOKA_VM_THREAD_THREAD_STATE_H

#include "vm/model/thread.h"

/* Around anything that may wait. Begin publishes native_sp and the registers; from then on the thread counts
 * as stopped, and a collection may run. End waits while the world is stopped. */
void thread_block_begin(Thread *t);
/* For waits that Java code asked for: neither the caller nor other VM code above the interpreter's or a
 * native method's frame holds a reference, except in places that are roots. */
void thread_block_begin_bare(Thread *t);
void thread_block_end(Thread *t);

/* The JNI border. Into the VM (IN_NATIVE -> IN_JAVA), which waits while the world is stopped: from then on
 * code below vm_high on the native stack may hold references. And back (IN_JAVA -> IN_NATIVE). */
void thread_enter_vm_below(Thread *t, char *vm_high);
void thread_leave_vm(Thread *t);

/* The calling function and what it calls may hold references from here on, but not its callers. */
#define thread_enter_vm(t) thread_enter_vm_below((t), __builtin_frame_address(0))

/* The deadline so many nanoseconds from now, in nanoseconds of CLOCK_MONOTONIC. */
i64 thread_deadline(i64 nanos);
/* Waits on Thread.block_cond until another thread signals or the deadline has passed (false); a negative
 * deadline never passes. The thread itself calls this, holding its block_lock and blocked; it may also wake
 * for nothing. */
bool thread_block_wait_locked(Thread *t, i64 deadline);

/* Answers what Thread.stop and suspend ask of the thread (vm/exec/thread/thread_control.h): stands still
 * while it is suspended, then makes the sent throwable pending unless an exception is pending already. The
 * caller holds no lock. */
void thread_answer_requests(Thread *t);

#endif
