/* contention.h - how long threads are blocked and wait, when somebody wants to know (ThreadMXBean)
 * In:     the beginning and the end of a wait, by the thread itself
 * Out:    Thread.blocked_nanos, waited_nanos: the waits that have ended since it was switched on
 * Keeps:  while it is off, a wait costs one test more
 * Tests:  tests/java/ManagementContention.java
 */
#ifndef MOKA_VM_THREAD_CONTENTION_H
#define MOKA_VM_THREAD_CONTENTION_H

#include "vm/base/trace.h"
#include "vm/model/thread.h"

extern bool contention_is_timed;
/* For thread_list_reset. */
void contention_reset(void);

/* 0: nobody wants to know. */
static inline u64 contention_begin(void)
{
    return UNLIKELY(__atomic_load_n(&contention_is_timed, __ATOMIC_RELAXED)) ? trace_clock() : 0;
}

/* sum: one of the thread's two. */
static inline void contention_end(u64 start, u64 *sum)
{
    if (UNLIKELY(start))
        __atomic_store_n(sum, *sum + (trace_clock() - start), __ATOMIC_RELAXED);
}

#endif
