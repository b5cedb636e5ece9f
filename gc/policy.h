/* policy.h - how large the heap may be, when it is collected, what goes back to the system
 * In:     the machine's memory and control group, options; use before and after each collection
 * Out:    the limits that heap.c enforces and the library's own thresholds
 * Used by: heap.c
 * Keeps:  used <= total <= maximum, whatever the program sees them at.
 * Tests:  tests/unit/policy_test.c tests/java/HeapLimit.java
 */
#ifndef MOKA_GC_POLICY_H
#define MOKA_GC_POLICY_H

#include "gc/heap.h"

enum { POLICY_FIRST_HEAP = 16 * 1024 * 1024 /* fits the caches of most machines */ };

/* What the machine, the control group of this process (versions 1 and 2, every level above it) and the option
 * MaxRAM leave. */
size_t policy_memory(const HeapOptions *options);
/* Fills in the sizes that were not given. */
void policy_choose_sizes(HeapOptions *options, size_t memory);

/* Bytes to be allocated before the next collection is worth its cost, with `live` bytes in use after one. */
size_t policy_budget(size_t live, const HeapOptions *options);

/* Is so much of the heap free that MaxHeapFreeRatio asks for giving it back? */
bool policy_is_bloated(size_t used, size_t total, const HeapOptions *options);

/* The size that -Xmx counts for an object: what it has in the reference VM's layout (12-byte headers, 4-byte
 * references, multiples of 8). */
size_t policy_counted_size(const Object *object);

/* A thread of the host that gives memory back when the program rests. `collect` is called on it, which is no
 * Java thread; `allocated` tells whether anything has happened. Starts the thread at the first call that
 * finds the heap worth it. */
void policy_watch_idleness(size_t total, u64 (*allocated)(void), void (*collect)(void));

#endif
