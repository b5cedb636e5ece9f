/* perf_counter.h - counters that Java has made (jdk.internal.perf.Perf)
 * In:     a name, what it counts, a number or bytes. Out: memory that Java's buffer shows
 * Owner:  the region, so that a snapshot has them; they live as long as the machine
 * Used by: stdlib/attach, which copies them to the file that tools read
 * Tests:  tests/suites/47_attach
 */
#ifndef MOKA_STDLIB_NATIVE_PERF_COUNTER_H
#define MOKA_STDLIB_NATIVE_PERF_COUNTER_H

#include "vm/model/thread.h"

typedef struct PerfCounter {
    struct PerfCounter *next; /* the one that was made before */
    const char *name;
    u8 unit, variability;
    u32 length; /* of bytes; 0: a number */
    i64 data[]; /* what Java's buffer shows */
} PerfCounter;

/* length: of bytes; 0: a number. NULL: an exception is pending. */
PerfCounter *perf_counter_new(Thread *t, const Object *name, i32 variability, i32 unit, u32 length);
/* A buffer over the counter, which is in the list from now on. */
Object *perf_counter_publish(Thread *t, PerfCounter *counter);
/* The youngest; NULL: there is none. The list only grows, in front. */
const PerfCounter *perf_counter_first(void);
void perf_counter_reset(void);

#endif
