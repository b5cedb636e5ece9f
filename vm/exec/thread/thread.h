/* thread.h - threads of execution: attach, start, states
 * Locks:  the thread list lock inside.
 * Effects: stated at each.
 */
#ifndef MOKA_VM_EXEC_THREAD_THREAD_H
#define MOKA_VM_EXEC_THREAD_THREAD_H

#include "vm/library/thread_object.h"
#include "vm/model/doors.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

/* Below both limits of a thread: kept free for reporting an overflow, and under that for signal handlers. */
enum { THREAD_OVERFLOW_RESERVE = 64 * 1024, THREAD_SIGNAL_RESERVE = 64 * 1024 };

void thread_init(size_t java_stack_size); /* -Xss, bytes; once */
/* No thread is attached. Records of threads stay: an address that Java has kept always names one. */
void thread_reset(void);
size_t thread_stack_size(void);
/* The table of functions that a JNIEnv points at, of threads attached from then on. */
void thread_set_jni(const struct JNINativeInterface_ *functions);

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
/* What java.lang.Thread says that it does (THREAD_STATUS_*); returns what it did before. */
i32 thread_set_status(Thread *t, i32 status);

/* Blocking operations of java.lang.Thread, Unsafe and Object; nanos < 0: for ever. */
void thread_park(Thread *t, bool is_absolute, i64 time); /* Unsafe.park's arguments */
void thread_unpark(Object *java_thread);
bool thread_sleep(Thread *t, i64 nanos); /* false: InterruptedException pending */
void thread_interrupt(Thread *t, Object *java_thread);
void thread_yield(Thread *t);
bool thread_is_interrupted(const Thread *t);
void thread_clear_interrupted(Thread *t);

#endif
