/* thread_list.h - the threads that there are
 * In:     records of vm/exec/thread/thread.c. Out: visits and counts
 * Locks:  the list's, inside: a leaf, but for a target's block_lock
 * Tests:  tests/unit/safepoint_test.c, tests/java/ThreadCounts.java
 */
#ifndef MOKA_VM_THREAD_THREAD_LIST_H
#define MOKA_VM_THREAD_THREAD_LIST_H

#include "vm/model/thread.h"

/* Gives the thread its id; from here on a stop of the world waits for it. */
void thread_list_add(Thread *t);
/* Waits while somebody visits the list, as a collection does that reads roots. False: it is not listed. */
bool thread_list_remove(Thread *t);

/* Calls visit for each thread with the list's lock held: the visitor neither waits nor starts threads. */
void thread_for_each(void (*visit)(Thread *thread, void *context), void *context);
/* NULL: no thread in the list has this id. */
Thread *thread_by_id(u32 id);
bool thread_is_listed(const Thread *t); /* which may be an address of the past */

/* What java.lang.management counts: threads that have a java.lang.Thread and are not the VM's own. */
u32 thread_count(void);
u32 thread_count_daemons(void);
u32 thread_peak(void); /* the most at one time since thread_reset_peak, or now */
void thread_reset_peak(void);
u64 thread_started_total(void);
/* Counts a thread, already in the list, as started. */
void thread_list_count_started(void);

/* Waits until no thread but t is one that DestroyJavaVM waits for. IN_JAVA; a collection may run. */
void thread_wait_for_non_daemons(Thread *t);
/* For thread_reset: ids and counts begin anew; threads that live stay in the list. */
void thread_list_reset(void);

#endif
