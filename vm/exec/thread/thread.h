/* thread.h - threads begin, end and block: records, stacks, java.lang.Thread's natives
 * In:     the calling pthread; a java.lang.Thread to start, or to ask about
 * Out:    a Thread with a Java stack, in the list of vm/thread/thread_list.h
 * Owner:  records of threads, which are used again and never freed; their stacks
 * Locks:  one for unused records, the list's inside: leaves
 * Effects: what has a Thread *t runs IN_JAVA, unless stated otherwise; blocking calls let a collection run
 * Tests:  tests/java/Threads.java, tests/java/ThreadCounts.java, tests/suites/34_blocked_calls
 */
#ifndef MOKA_VM_EXEC_THREAD_THREAD_H
#define MOKA_VM_EXEC_THREAD_THREAD_H

#include "vm/library/thread_object.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

/* Below both limits of a thread: kept free for reporting an overflow, and under that for signal handlers. */
enum { THREAD_OVERFLOW_RESERVE = 64 * 1024, THREAD_SIGNAL_RESERVE = 64 * 1024 };
/* A method's machine code is entered when rsp lies above Thread.limit, and its frame may go so far below. */
enum { THREAD_FRAME_RESERVE = 4 * 1024 };

/* java_stack_size: -Xss in bytes, for threads that do not say their own. */
void thread_init(size_t java_stack_size);
/* No thread may be attached. */
void thread_reset(void);
/* Records of ended threads are freed with the world stopped, but not between these two: for who counts as
 * stopped and wakes a thread that need not wait for it. */
void thread_hold_records(void);
void thread_release_records(void);
size_t thread_stack_size(void);
/* The table of functions that a JNIEnv points at, of threads attached from then on. */
void thread_set_jni(const struct JNINativeInterface_ *functions);

/* Makes a Thread for the calling pthread, IN_NATIVE, without a java.lang.Thread. NULL: out of memory. */
Thread *thread_attach(void);
/* The same for a daemon, which nobody waits for at the end. */
Thread *thread_attach_daemon(void);
/* Takes the thread, IN_NATIVE, off the list and releases what it has; Java's part (thread_exit_java) is
 * done. */
void thread_detach(Thread *t);
/* For thread_end.c: takes the record of a pthread that has ended off the list and releases what it has. */
void thread_bury(Thread *t);
/* The same for a thread of the host's, which goes on: it is attached no more. Until it asks
 * (thread_current_living), the record stays, and JNI functions that are given it wait for ever. */
void thread_orphan(Thread *t);
/* As thread_current, for threads that may have been attached to a machine that has ended: they are not any
 * more. */
Thread *thread_current_living(void);
/* Makes room for more entries on the thread's lock stack, which only it may change. False: no memory. */
bool thread_grow_locks(Thread *t);
/* java.lang.Thread.start0: creates the pthread, which calls run(). False: IllegalThreadStateException, or
 * OutOfMemoryError "unable to create native thread: …", is pending. */
bool thread_start(Thread *t, Object *java_thread);
/* A thread of the VM's own, a daemon with the native stack that VM code needs, which runs `run` IN_NATIVE and
 * then ends. name: static text, of one that Java does not see; NULL: `run` makes a java.lang.Thread. False:
 * there is none, and nothing is pending. */
bool thread_create_own(const char *name, void (*run)(Thread *t, const void *context), const void *context);
/* The same for one that Java sees; false: the error of thread_start is pending. */
bool thread_start_own(Thread *t, void (*run)(Thread *t, const void *context), const void *context);
/* The end of a Java thread: uncaught exception, Thread.exit(), locks, TERMINATED, and notifyAll for those who
 * join it. No exception is pending afterwards. */
void thread_exit_java(Thread *t);
/* Thread.isAlive: it has begun and has not ended, though its record may still be in the list. */
bool thread_is_alive(const Thread *t);
/* Sets what java.lang.Thread tells as the thread's state (THREAD_STATUS_*); returns the status before. */
i32 thread_set_status(Thread *t, i32 status);

/* Unsafe.park with its arguments: `time` is in milliseconds since the epoch if absolute, else in nanoseconds,
 * 0 for ever. May return for no reason. */
void thread_park(Thread *t, bool is_absolute, i64 time);
/* NULL, and a thread that is not alive, are ignored. */
void thread_unpark(Object *java_thread);
/* nanos < 0: for ever. False: InterruptedException, or what another thread has sent, is pending. */
bool thread_sleep(Thread *t, i64 nanos);
/* Wakes a thread that waits, sleeps or parks; Java has set its `interrupted` already. */
void thread_interrupt(Thread *t, Object *java_thread);
void thread_yield(Thread *t);
bool thread_is_interrupted(const Thread *t);
void thread_clear_interrupted(Thread *t);

#endif
