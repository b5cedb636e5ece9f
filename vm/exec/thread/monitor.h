/* monitor.h - Java monitors: thin locks, inflation, wait and notify (JLS 17.1, 17.2)
 * monitor_enter/exit for C callers are in doors.h; frames use the _frame forms, which record who entered.
 * Keeps:  under a monitor's lock nobody allocates on the heap (Thread.no_gc_depth); the steps of contended
 *         entry (try, queue, try again) are functions of their own
 * Tests:  tests/unit/monitor_test.c, tests/java
 */
#ifndef MOKA_VM_EXEC_THREAD_MONITOR_H
#define MOKA_VM_EXEC_THREAD_MONITOR_H

#include "vm/model/doors.h"
#include "vm/model/thread.h"

/* fp: the frame that enters (interpreter), NULL for C. object is not NULL. enter false: exception (out of
 * memory). exit false: IllegalMonitorStateException pending ("current thread is not owner"). */
bool monitor_enter_frame(Thread *t, Object *object, Slot *fp);
bool monitor_exit_frame(Thread *t, Object *object, Slot *fp);
/* All locks that the frame still holds, youngest first; a pending exception stays pending. Returns how many
 * there were. */
u32 monitor_release_frame(Thread *t, Slot *fp);
void monitor_release_all(Thread *t); /* JNI detach */
bool monitor_holds(Thread *t, const Object *object);
Thread *monitor_owner(Object *object);                    /* for dumps; world stopped */
bool monitor_wait(Thread *t, Object *object, i64 millis); /* false: exception pending */
bool monitor_notify(Thread *t, Object *object, bool all);
void monitor_init(void);
void monitor_reset(void);

/* For libzip: JVM_RawMonitor*. */
void *raw_monitor_create(void);
void raw_monitor_destroy(void *monitor);
void raw_monitor_enter(void *monitor);
void raw_monitor_exit(void *monitor);

#endif
