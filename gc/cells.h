/* cells.h - the heap cell by cell: objects, and dead ones that are not swept yet
 * The library sweeps lazily, and blocks that are nearly full not at all: a dead object keeps its class word
 * until its cell is used again, so that a stray word on a native stack can mark it once more, when what it
 * refers to is gone.
 * In:     the world stopped
 * Out:    each object, found block by block; after marking, the dead ones
 * Used by: heap.c, unload.c, stdlib/dump/heap_dump.c
 * Tests:  tests/unit/heap_test.c
 */
#ifndef MOKA_GC_CELLS_H
#define MOKA_GC_CELLS_H

#include "vm/model/object.h"

enum { BLOCK_BYTES = 4096 /* the library's unit, a page: a refill is at most one block */ };

/* Is the kind of memory one that holds objects? Told by heap.c, once. */
void cells_init(const int *kinds, u32 count);

/* Is it the start of an object, live or dead, whose class is loaded? */
bool cells_hold_object(const void *address);
/* Visits each of these, with the world stopped. What an object refers to may be gone, if it is dead. */
void cells_walk(void (*visit)(Object *object, void *context), void *context);

/* Takes the class words of the dead objects away: nobody can take them for objects again. poison: overwrites
 * the rest, too. */
void cells_clear_dead(bool poison);

/* The system gets back the memory, not the addresses, of free blocks: until as many bytes as wanted, or all.
 * Called with the library's lock held, after a collection. */
void cells_return_free(size_t wanted);

#endif
