/* refill.h - free lists: how a thread comes by a block of cells
 *
 * In:     a kind and size whose list in Thread.free_lists is empty
 * Out:    the list filled, its first cell taken off
 * Tests:  tests/unit/refill_test.c
 *
 * The library fills one block at a time and takes two locks for each. Threads that refill in turns pass the
 * library's state from one core's cache to the other's, which costs more than the block. So a thread that
 * finds that another one had the turn before takes several blocks in its own turn; those it does not use at
 * once are its spares. */
#ifndef MOKA_GC_REFILL_H
#define MOKA_GC_REFILL_H

#include "vm/model/thread.h"

/* size: bytes, a multiple of OBJECT_ALIGN, small enough for a list. library_kind: bdwgc's number. The caller
 * is IN_JAVA; a collection may run meanwhile. The cell is zeroed. NULL: no memory under -Xmx. */
void *refill_and_pop(Thread *t, u32 kind, size_t size, int library_kind);

/* Forgets the thread's lists and spares: at the start of a collection, world stopped, or by the thread
 * itself. The sweep frees their cells. */
void refill_drop(Thread *t);

/* Blocks of this kind and size that the thread has in store beside the list in use. */
u32 refill_spares(const Thread *t, u32 kind, size_t size);

/* The thread ends: its lists and spares go. */
void refill_detach(Thread *t);

#endif
