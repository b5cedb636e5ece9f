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

void limit_init(size_t maximum);

/* Blocks in use. Also tells the library whether to collect before it grows. */
size_t limit_blocks(void);
/* With so much in use, the bound is out of sight: more than one block may be taken. */
bool limit_is_far(size_t in_use);
/* Would an object with blocks of its own go too far? */
bool limit_admits(size_t size);
/* After an allocation, which found `before` blocks in use: has it gone too far? Taking from a block that was
 * in use already never does, unless collections have found next to nothing several times in a row. */
bool limit_exceeded(size_t before);
/* Is the last of these the reason? Until limit_make_room is asked. */
bool limit_is_poor(void);

/* After a full collection, IN_JAVA: is there room for an object of `size` bytes, of which -Xmx counts
 * `counted`? May raise the bound on blocks. */
bool limit_make_room(Thread *t, size_t size, size_t counted);

/* By the collecting thread, at the beginning and the end of a collection. */
void limit_note_begin(bool for_allocation);
void limit_note_end(size_t used);

/* Bytes of the blocks in use that -Xmx does not count: 0 until they had to be counted. */
size_t limit_uncounted(void);

#endif
