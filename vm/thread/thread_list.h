/* thread_list.h - the threads that there are
 * In:     records of vm/exec/thread/thread.c. Out: visits and counts
 * Locks:  the list's, inside: a leaf, but for a target's block_lock
 * Tests:  tests/unit/safepoint_test.c, tests/java/ThreadCounts.java
 */
#ifndef MOKA_VM_THREAD_THREAD_LIST_H
#define MOKA_VM_THREAD_THREAD_LIST_H

#include "vm/model/thread.h"

/* Gives the thread its id and makes it one that a stop of the world waits for. */
void thread_list_add(Thread *t);
void thread_list_remove(Thread *t); /* waits while roots are being read */
/* A thread of java.lang.Thread.start0, already in the list. */
void thread_list_count_started(void);

/* The list's lock is held meanwhile: the visitor neither waits nor starts threads. */
void thread_for_each(void (*visit)(Thread *thread, void *context), void *context);
Thread *thread_by_id(u32 id);
u32 thread_count(void);
u32 thread_count_daemons(void);
u32 thread_peak(void);
void thread_reset_peak(void);
void thread_list_reset(void); /* by thread_reset: counts begin anew, threads that live stay */
u64 thread_started_total(void);
void thread_wait_for_non_daemons(Thread *t); /* DestroyJavaVM */

#endif
