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

/* The smallest, in bytes, of the machine's memory, the limits of the control groups that this process is in
 * (versions 1 and 2, every level) and the option MaxRAM. */
size_t policy_memory(const HeapOptions *options);
/* Fills in the sizes that the command line left open, from `memory` bytes. */
void policy_choose_sizes(HeapOptions *options, size_t memory);

/* Bytes to be allocated before the next collection is worth its cost, with `live` bytes in use after one. */
size_t policy_budget(size_t live, const HeapOptions *options);

/* Bytes by which more of the heap is free than MaxHeapFreeRatio allows; 0: not worth giving back. */
size_t policy_excess(size_t used, size_t total, const HeapOptions *options);

/* The size that -Xmx counts for an object: what it has in the reference VM's layout (12-byte headers, 4-byte
 * references, multiples of 8). */
size_t policy_counted_size(const Object *object);

/* Asks for memory to be given back when the program rests, which it does while `allocated` (bytes so far)
 * hardly grows: then `collect` is called, on a thread of the host's that is no Java thread. The first call
 * that finds a heap of `total` bytes worth it starts the thread. */
void policy_watch_idleness(size_t total, u64 (*allocated)(void), void (*collect)(void));
/* The thread ends, after the collection that it may be running. */
void policy_reset(void);

#endif
