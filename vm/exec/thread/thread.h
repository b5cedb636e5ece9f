/* thread.h - threads of execution: attach, start, states
 * Locks:  the thread list lock inside.
 * Effects: stated at each.
 */
#ifndef MOKA_VM_EXEC_THREAD_THREAD_H
#define MOKA_VM_EXEC_THREAD_THREAD_H

#include "vm/model/doors.h"
#include "vm/model/thread_object.h"

/* Below both limits of a thread: kept free for reporting an overflow, and under that for signal handlers. */
enum { THREAD_OVERFLOW_RESERVE = 64 * 1024, THREAD_SIGNAL_RESERVE = 64 * 1024 };

void thread_init(size_t java_stack_size); /* -Xss, bytes; once */
/* No thread is attached. Records of threads stay: an address that Java has kept always names one. */
void thread_reset(void);
size_t thread_stack_size(void);

/* Makes a Thread for the calling pthread, IN_NATIVE, without a java.lang.Thread. NULL: out of memory. */
Thread *thread_attach(void);
/* Releases everything; the caller has done Java's part (exception.h, thread_exit_java). */
void thread_detach(Thread *t);
/* java.lang.Thread.start0: creates the pthread, which runs run(). OutOfMemoryError "unable to create native
 * thread: …" */
bool thread_start(Thread *t, Object *java_thread);
/* Thread.exit(), TERMINATED, eetop 0, notifyAll: at the end of a Java thread. */
void thread_exit_java(Thread *t);
/* Java's view: has begun and has not ended, though its record may still be in the list. */
bool thread_is_alive(const Thread *t);
Thread *thread_by_id(u32 id);
u32 thread_count(void);
u32 thread_count_daemons(void);
u32 thread_peak(void);
void thread_reset_peak(void);
u64 thread_started_total(void);
void thread_wait_for_non_daemons(Thread *t); /* DestroyJavaVM */
/* What java.lang.Thread says that it does (THREAD_STATUS_*); returns what it did before. */
i32 thread_set_status(Thread *t, i32 status);

/* JNI border. From native code into the VM (may touch references after it), and back. */
void thread_enter_vm_below(Thread *t, char *vm_high); /* waits while the world is stopped */
void thread_leave_vm(Thread *t);                      /* IN_JAVA -> IN_NATIVE */

/* IN_NATIVE -> IN_JAVA. From now on the calling function and what it calls may hold references, but not its
 * callers. */
#define thread_enter_vm(t) thread_enter_vm_below((t), __builtin_frame_address(0))

/* Blocking operations of java.lang.Thread, Unsafe and Object; nanos < 0: for ever. */
void thread_park(Thread *t, bool is_absolute, i64 time); /* Unsafe.park's arguments */
void thread_unpark(Object *java_thread);
bool thread_sleep(Thread *t, i64 nanos); /* false: InterruptedException pending */
void thread_interrupt(Thread *t, Object *java_thread);
void thread_yield(Thread *t);
bool thread_is_interrupted(const Thread *t);
void thread_clear_interrupted(Thread *t);

/* For waits on Thread.block_cond (monitor.c). Deadlines are CLOCK_MONOTONIC nanoseconds, negative: none. */
i64 thread_deadline(i64 nanos);
/* block_lock held by the thread itself, which is blocked; false: the deadline has passed. */
bool thread_block_wait_locked(Thread *t, i64 deadline);

#endif
