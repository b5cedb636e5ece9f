/* cells.h - the cells of the heap that hold dead objects, after marking and before they are swept
 * The library sweeps lazily, and blocks that are nearly full not at all: a dead object keeps its class word
 * until its cell is used again, so that a stray word on a native stack can mark it once more, when what it
 * refers to is gone.
 * In:     the world stopped, marking complete     Out: each dead object, found block by block
 * Used by: heap.c, unload.c
 * Tests:  tests/unit/heap_test.c
 */
#ifndef MOKA_GC_CELLS_H
#define MOKA_GC_CELLS_H

#include "vm/model/object.h"

enum { BLOCK_BYTES = 4096 /* the library's unit, a page: a refill is at most one block */ };

/* Is the kind of memory one that holds objects? Told by heap.c, once. */
void cells_init(const int *kinds, u32 count);

/* Takes the class words of the dead objects away: nobody can take them for objects again. poison: overwrites
 * the rest, too. */
void cells_clear_dead(bool poison);

/* The system gets back the memory, not the addresses, of free blocks: until as many bytes as wanted, or all.
 * Called with the library's lock held, after a collection. */
void cells_return_free(size_t wanted);

#endif
