/* cells.h - the heap cell by cell: objects, and dead ones that are not swept yet
 * The library sweeps lazily, and blocks that are nearly full not at all. So a dead object keeps its class
 * word until its cell is used again, and a stray word on a native stack can mark the object once more when
 * what the object refers to is gone.
 * In:     the world stopped
 * Out:    each object, found block by block; after marking, the dead ones
 * Used by: heap.c; what others may ask of cells stands in inspect.h
 * Tests:  tests/unit/heap_test.c
 */
#ifndef MOKA_GC_CELLS_H
#define MOKA_GC_CELLS_H

#include "gc/blocks.h"
#include "gc/inspect.h"

/* heap.c says, once, which of the library's kinds of memory hold objects. */
void cells_init(const int *kinds, u32 count);

/* Gives the memory of free blocks back to the system, `wanted` bytes of it or all there is; the addresses
 * stay reserved. Called with the library's lock held, after a collection. */
void cells_return_free(size_t wanted);

#endif
