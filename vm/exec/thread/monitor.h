/* monitor.h - Java monitors: thin locks, inflation, wait and notify (JLS 17.1, 17.2)
 * monitor_enter and monitor_exit, for C, are in doors.h; the _frame forms note the frame that entered.
 * Owner:  records of inflated monitors: a table whose records are used again, freed by monitor_reset
 * Locks:  one for the table, one in each monitor: leaves, but for a waiting thread's block_lock
 * Keeps:  under a monitor's lock nobody allocates on the heap (Thread.no_gc_depth); the steps of contended
 *         entry (try, queue, try again) are functions of their own
 * Tests:  tests/unit/monitor_test.c, tests/java
 */
#ifndef MOKA_VM_EXEC_THREAD_MONITOR_H
#define MOKA_VM_EXEC_THREAD_MONITOR_H

#include "vm/model/doors.h"
#include "vm/model/thread.h"

/* fp: the frame that enters or exits, NULL for C; the object is not NULL. Entering may block and collect;
 * false: out of memory, pending. Exiting without an entry of this frame: false, IllegalMonitorStateException
 * pending ("current thread is not owner"). */
bool monitor_enter_frame(Thread *t, Object *object, Slot *fp);
bool monitor_exit_frame(Thread *t, Object *object, Slot *fp);
/* Gives up all locks that the frame still holds, the youngest first, and returns how many there were. A
 * pending exception stays pending. */
u32 monitor_release_frame(Thread *t, Slot *fp);
/* The same for the whole thread, which ends or detaches. */
void monitor_release_all(Thread *t);
/* The thread's entries from `first` on leave it, to come back to a lock stack some time. The locks stay
 * taken; their monitors name no owner until a thread that has the entries asks. */
void monitor_leave_locks(Thread *t, u32 first);
bool monitor_holds(Thread *t, const Object *object);
/* For dumps, world stopped: the thread that holds the object's lock; NULL: nobody. */
Thread *monitor_owner(Object *object);
/* Object.wait; millis 0: for ever. Blocks; false: an exception is pending, InterruptedException among
 * others. */
bool monitor_wait(Thread *t, Object *object, i64 millis);
/* Object.notify and notifyAll; false: IllegalMonitorStateException is pending. */
bool monitor_notify(Thread *t, Object *object, bool all);
/* ---- for virtual threads that leave their carrier instead of waiting; the caller is in Java ---- */

typedef enum MonitorTry {
    MONITOR_OWNED,
    MONITOR_BUSY,
    MONITOR_FREE,  /* for a moment: it can be entered without waiting */
    MONITOR_FAILED /* OutOfMemoryError is pending */
} MonitorTry;

/* As monitor_enter_frame, but does not wait. */
MonitorTry monitor_try_enter(Thread *t, Object *object, Slot *fp);
/* Puts the virtual thread into the entry queue, with the state BLOCKING, unless the monitor has become t's,
 * which has no entry for it then. It may collect before that, not afterwards. */
MonitorTry monitor_queue_virtual(Thread *t, Object *thread, Object *object);
/* The virtual thread waits to enter, or in wait(), and has been called or woken: tries to own what it waits
 * for. False: it waits on. */
bool monitor_resume_virtual(Thread *t, Object *thread);
void monitor_push_virtual(Thread *t, Object *object, Slot *fp); /* the entry, for which there is room */
/* The beginning of Object.wait; does not collect behind the last thing that may fail. */
bool monitor_wait_virtual(Thread *t, Object *thread, Object *object, i64 millis);
/* Its end: false: InterruptedException is pending. */
bool monitor_end_wait(Thread *t, bool notified);

/* Chooses the secret of identity hashes; needs gc_init. */
void monitor_init(void);
/* Frees all monitors; no thread may be attached. */
void monitor_reset(void);

/* Recursive locks without an object, for libzip's JVM_RawMonitor*. NULL: no memory. Callers are IN_NATIVE. */
void *raw_monitor_create(void);
void raw_monitor_destroy(void *monitor);
void raw_monitor_enter(void *monitor);
void raw_monitor_exit(void *monitor);

#endif
