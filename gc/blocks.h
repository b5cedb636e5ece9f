/* blocks.h - the memory of small objects: blocks of equal cells, handed out to threads in runs
 *
 * A block is a page; all its cells have one size and are of one kind. For each granule a bit says whether a
 * cell that is in use begins there, and another one, which lasts from one marking to the next, that it was
 * marked. A run is a stretch of free cells, zeroed, from which a thread allocates by moving a pointer; all
 * cells of a run count as in use. So an address is that of an object if its bit is set and its class word is.
 * Whoever has a run may forget it: the next collection finds what is left of it.
 *
 * In:     how far the heap may grow; marks, set by several markers at once
 * Out:    runs; what is at an address; every cell
 * Uses:   memory of the system's, reserved at the start; not bdwgc, which has the larger objects
 * Locks:  one of its own, a leaf that is held without polls: a thread IN_JAVA takes it
 * Keeps:  a thread whose run has come to its end is the only one that may take the next run of that block.
 * Used by: heap.c mark.c roots.c cells.c limit.c
 * Tests:  tests/unit/blocks_test.c
 */
#ifndef MOKA_GC_BLOCKS_H
#define MOKA_GC_BLOCKS_H

#include "gc/heap.h"

enum {
    BLOCK_BYTES = 4096, /* the library's unit as well: a page */
    BLOCK_WORDS = BLOCK_BYTES / OBJECT_ALIGN / 64
};

/* A bit for each granule of a block. */
typedef struct BlockBits {
    u64 cells[BLOCK_WORDS];
    u64 marks[BLOCK_WORDS];
} BlockBits;

extern struct BlockSpace {
    char *base;
    size_t size; /* reserved; 0: there is no heap */
    BlockBits *bits;
    u8 *kinds; /* HEAP_TRACED or HEAP_POINTER_FREE */
} block_space;

/* Reserves room for `most` bytes of blocks, or as much of it as the system grants. False: next to none. */
bool blocks_init(size_t most);
void blocks_reset(void);

/* ---- allocation ---- */

/* The next run of the block that the thread allocates from. False: the block has none. */
bool blocks_next_run(AllocationRuns *runs, u32 kind, u32 granules);
/* A run in another block, which is no bytes more in use if it was in use before. False: there is no block of
 * the kind with room, and blocks may not come to more than `most` bytes in use. */
bool blocks_take_run(AllocationRuns *runs, u32 kind, u32 granules, size_t most);

size_t blocks_in_use(void);    /* bytes of the blocks with cells in use */
size_t blocks_committed(void); /* bytes of the blocks that memory was touched of and not given back */
size_t blocks_since(void);     /* bytes of the runs handed out since the last collection */
u64 blocks_allocated(void);    /* the same since the start */

/* ---- a collection: world stopped ---- */

/* Nothing is marked. All runs must be forgotten, for the sweep will free what is left of them. */
void blocks_begin_marking(void);
/* What is not marked is free. */
void blocks_sweep(void);
/* Gives memory of free blocks back to the system until no more than `most` bytes are committed. Needs no
 * stopped world. */
void blocks_return_free(size_t most);

typedef void (*CellVisit)(void *cell, size_t size, void *context);
typedef enum BlockCells { CELLS_IN_USE, CELLS_MARKED, CELLS_DEAD /* in use and not marked */ } BlockCells;
void blocks_visit(BlockCells which, CellVisit visit, void *context);
/* For one block after the other: goes from the block *at on to the first one with marked cells that may hold
 * references; false: there is none. */
bool blocks_find_marked(u32 *at);
void blocks_visit_marked(u32 block, CellVisit visit, void *context);

/* ---- addresses ---- */

static inline bool blocks_contain(const void *address)
{
    return (size_t)((const char *)address - block_space.base) < block_space.size;
}

/* The cell in use that the address points at or into; NULL: none. */
void *blocks_cell(const void *address);
size_t blocks_cell_size(const void *cell);

static inline size_t blocks_granule(const void *address)
{
    return (size_t)((const char *)address - block_space.base) / OBJECT_ALIGN;
}

static inline u64 *blocks_word(u64 *words, const void *address)
{
    return &words[blocks_granule(address) % (BLOCK_WORDS * 64ull) / 64];
}

static inline size_t blocks_number(const void *address)
{
    return (size_t)((const char *)address - block_space.base) / BLOCK_BYTES;
}

static inline BlockBits *blocks_bits(const void *address)
{
    return &block_space.bits[blocks_number(address)];
}

static inline bool blocks_are_traced(const void *cell)
{
    return block_space.kinds[blocks_number(cell)] == HEAP_TRACED;
}

static inline u64 blocks_bit(const void *address)
{
    return 1ull << blocks_granule(address) % 64;
}

static inline bool blocks_is_marked(const void *cell)
{
    return (*blocks_word(blocks_bits(cell)->marks, cell) & blocks_bit(cell)) != 0;
}

/* Marks a cell. False: it was marked, or is none that is in use. Of several markers more than one may see
 * true. */
static inline bool blocks_mark(const void *cell, bool is_shared)
{
    BlockBits *bits = blocks_bits(cell);
    u64 bit = blocks_bit(cell), *mark = blocks_word(bits->marks, cell);
    if ((__atomic_load_n(mark, __ATOMIC_RELAXED) & bit) || !(*blocks_word(bits->cells, cell) & bit))
        return false;
    if (is_shared)
        __atomic_fetch_or(mark, bit, __ATOMIC_RELAXED);
    else
        *mark |= bit;
    return true;
}

#endif
