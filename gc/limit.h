/* limit.h - the bound that -Xmx sets, and when a heap counts as exhausted
 * In:     blocks in use before and after allocations and collections
 * Out:    may this allocation stand; is there room after a collection
 * Used by: heap.c
 * Keeps:  -Xmx counts live objects as the reference VM lays them out (policy_counted_size), to within 1/64.
 *         Blocks are what is checked at each refill, since that is cheap; what they hold is counted only when
 *         they pass -Xmx even after a collection.
 * Tests:  tests/unit/policy_test.c tests/java/HeapLimit.java
 */
#ifndef MOKA_GC_LIMIT_H
#define MOKA_GC_LIMIT_H

#include "gc/heap.h"

/* maximum: -Xmx in bytes, as are all sizes here. */
void limit_init(size_t maximum);
void limit_reset(void);

/* Bytes of the blocks in use. Also tells the library whether to collect before it grows. */
size_t limit_blocks(void);
/* Of these, the most that blocks of small objects may take. */
size_t limit_small_blocks(void);
/* May an object of this size get blocks of its own? */
bool limit_admits(size_t size);
/* Asked after an allocation that found `before` bytes of blocks in use: did it pass the bound? An allocation
 * from a block that was already in use does so only if limit_is_poor. */
bool limit_exceeded(size_t before);
/* Have more collections in a row than POOR_LIMIT each freed next to nothing? Then the heap counts as
 * exhausted, whatever is free, until limit_make_room begins to count anew. */
bool limit_is_poor(void);

/* Asked after a full collection, IN_JAVA: is there room for an object of `size` bytes, of which -Xmx counts
 * `counted`? May stop the world to count objects, and may raise the bound on blocks. */
bool limit_make_room(Thread *t, size_t size, size_t counted);

/* The collecting thread tells of each collection's beginning, and of its end with the bytes of blocks in
 * use. */
void limit_note_begin(bool for_allocation);
void limit_note_end(size_t used);

/* Bytes of the blocks in use that -Xmx does not count: 0 until they had to be counted. */
size_t limit_uncounted(void);

#endif
