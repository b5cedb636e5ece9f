/* blocks.c - see blocks.h */
#include "gc/blocks.h"

#include "vm/base/state.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

enum {
    BLOCK_GRANULES = BLOCK_BYTES / OBJECT_ALIGN,
    FULL_PART = 8, /* a block with less than an eighth of its cells free is left alone */
    SPINS = 100
};

#define NO_BLOCK UINT32_MAX

static const size_t LEAST_SPACE = 16 * MB;

typedef struct BlockInfo {
    u32 next;     /* of the list of blocks with room; NO_BLOCK: the last */
    u8 granules;  /* of a cell; 0: the block is free */
    bool is_dirty; /* memory was touched, and must be zeroed before it is used */
} BlockInfo;

SNAPSHOT_STATE(dropped) struct BlockSpace block_space;

SNAPSHOT_STATE(dropped) static struct {
    BlockInfo *infos;
    u32 count;  /* blocks that there is room for */
    u32 top;    /* no block from here on was ever used */
    u32 cursor; /* no block below is free */
    u32 room[THREAD_KINDS][THREAD_SIZE_CLASSES]; /* blocks in use with free cells, by address */
    u64 starts[THREAD_SIZE_CLASSES][BLOCK_WORDS]; /* where the cells of a block begin */
    _Atomic size_t in_use, committed, since;
    u64 allocated; /* before the last collection */
} state;

SNAPSHOT_STATE(host) static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- start and end ---- */

static void *reserve(size_t bytes)
{
    void *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static void release(void *memory, size_t bytes)
{
    if (memory)
        munmap(memory, bytes);
}

static void release_all(void)
{
    release(block_space.base, (size_t)state.count * BLOCK_BYTES);
    release(block_space.bits, state.count * sizeof(BlockBits));
    release(block_space.kinds, state.count);
    release(state.infos, state.count * sizeof(BlockInfo));
}

static bool reserve_all(size_t bytes)
{
    state.count = (u32)(bytes / BLOCK_BYTES);
    block_space.base = reserve(bytes);
    block_space.bits = reserve(state.count * sizeof(BlockBits));
    block_space.kinds = reserve(state.count);
    state.infos = reserve(state.count * sizeof(BlockInfo));
    if (block_space.base && block_space.bits && block_space.kinds && state.infos)
        return true;
    release_all();
    STATE_CLEAR(block_space);
    return false;
}

static u32 cells_of_block(u32 granules)
{
    return BLOCK_GRANULES / granules;
}

static void fill_starts(void)
{
    for (u32 granules = 1; granules < THREAD_SIZE_CLASSES; granules++)
        for (u32 i = 0, at = 0; i < cells_of_block(granules); i++, at += granules)
            state.starts[granules][at / 64] |= 1ull << at % 64;
}

static void clear_lists(void)
{
    memset(state.room, 0xFF, sizeof state.room); /* NO_BLOCK */
    state.cursor = 0;
}

/* Where the system grants less, larger objects, threads and machine code need some of it. */
static size_t reserve_some(size_t bytes)
{
    if (reserve_all(bytes))
        return bytes;
    while (bytes > LEAST_SPACE && !reserve_all(bytes))
        bytes = ALIGN_UP(bytes / 2, LEAST_SPACE);
    if (block_space.base)
        release_all();
    bytes = ALIGN_UP(bytes / 2, LEAST_SPACE);
    return reserve_all(bytes) ? bytes : 0;
}

bool blocks_init(size_t most)
{
    size_t bytes = reserve_some(ALIGN_UP(most, LEAST_SPACE));
    if (!bytes)
        return false;
    block_space.size = bytes;
    fill_starts();
    clear_lists();
    return true;
}

void blocks_reset(void)
{
    release_all();
    STATE_CLEAR(block_space);
    STATE_CLEAR(state);
}

/* ---- blocks ---- */

static char *block_at(u32 index)
{
    return block_space.base + (size_t)index * BLOCK_BYTES;
}

static u32 block_of(const void *address)
{
    return (u32)blocks_number(address);
}

/* Spins first: a turn is shorter than sleeping and being woken. */
static void take_lock(void)
{
    for (int i = 0; i < SPINS; i++) {
        if (pthread_mutex_trylock(&lock) == 0)
            return;
        __builtin_ia32_pause();
    }
    pthread_mutex_lock(&lock);
}

static bool may_use_more(size_t most)
{
    return state.in_use + BLOCK_BYTES <= most;
}

static u32 find_free_block_locked(void)
{
    while (state.cursor < state.top && state.infos[state.cursor].granules)
        state.cursor++;
    if (state.cursor == state.count)
        return NO_BLOCK;
    if (state.cursor == state.top)
        state.top++;
    return state.cursor++;
}

static u32 take_free_block_locked(u32 kind, u32 granules)
{
    u32 block = find_free_block_locked();
    if (block == NO_BLOCK)
        return block;
    BlockInfo *info = &state.infos[block];
    block_space.kinds[block] = (u8)kind;
    info->granules = (u8)granules;
    state.in_use += BLOCK_BYTES;
    if (!info->is_dirty)
        state.committed += BLOCK_BYTES;
    return block;
}

static u32 take_block_with_room_locked(u32 kind, u32 granules)
{
    u32 block = state.room[kind][granules];
    if (block != NO_BLOCK)
        state.room[kind][granules] = state.infos[block].next;
    return block;
}

/* ---- runs ---- */

/* The first granule from `at` on whose bit is set; BLOCK_GRANULES: none. */
static u32 find_bit(const u64 *words, u32 at)
{
    for (u32 word = at / 64; word < BLOCK_WORDS; word++, at = word * 64) {
        u64 found = words[word] & (~0ull << at % 64);
        if (found)
            return word * 64 + (u32)__builtin_ctzll(found);
    }
    return BLOCK_GRANULES;
}

static void set_bits(u64 *words, const u64 *pattern, u32 from, u32 end)
{
    for (u32 word = from / 64; word < BLOCK_WORDS && word * 64 < end; word++) {
        u64 mask = from > word * 64 ? ~0ull << from % 64 : ~0ull;
        if (end < (word + 1) * 64)
            mask &= (1ull << end % 64) - 1;
        words[word] |= pattern[word] & mask;
    }
}

/* The run is the first stretch of free cells from the granule `at` on. */
static bool take_run(AllocationRuns *runs, u32 kind, u32 block, u32 at)
{
    BlockInfo *info = &state.infos[block];
    u64 *cells = block_space.bits[block].cells, free[BLOCK_WORDS];
    u32 granules = info->granules, end_of_cells = cells_of_block(granules) * granules;
    for (u32 i = 0; i < BLOCK_WORDS; i++)
        free[i] = state.starts[granules][i] & ~cells[i];
    u32 first = at < end_of_cells ? find_bit(free, at) : BLOCK_GRANULES;
    if (first >= end_of_cells)
        return false;
    u32 end = find_bit(cells, first);
    if (end > end_of_cells)
        end = end_of_cells;
    set_bits(cells, state.starts[granules], first, end);
    char *start = block_at(block) + first * OBJECT_ALIGN, *limit = block_at(block) + end * OBJECT_ALIGN;
    if (info->is_dirty)
        memset(start, 0, (size_t)(limit - start));
    runs->next[kind][granules] = start;
    runs->end[kind][granules] = limit;
    state.since += (size_t)(limit - start);
    return true;
}

bool blocks_next_run(AllocationRuns *runs, u32 kind, u32 granules)
{
    const char *end = runs->end[kind][granules];
    if (!end)
        return false;
    u32 block = block_of(end - 1);
    return take_run(runs, kind, block, (u32)(end - block_at(block)) / OBJECT_ALIGN);
}

bool blocks_take_run(AllocationRuns *runs, u32 kind, u32 granules, size_t most)
{
    take_lock();
    u32 block = take_block_with_room_locked(kind, granules);
    if (block == NO_BLOCK && may_use_more(most))
        block = take_free_block_locked(kind, granules);
    pthread_mutex_unlock(&lock);
    return block != NO_BLOCK && take_run(runs, kind, block, 0);
}

size_t blocks_in_use(void)
{
    return state.in_use;
}

size_t blocks_committed(void)
{
    return state.committed;
}

size_t blocks_since(void)
{
    return state.since;
}

u64 blocks_allocated(void)
{
    return state.allocated + state.since;
}

/* ---- a collection ---- */

void blocks_begin_marking(void)
{
    for (u32 block = 0; block < state.top; block++)
        if (state.infos[block].granules)
            memset(block_space.bits[block].marks, 0, sizeof block_space.bits[block].marks);
    state.allocated += state.since;
    state.since = 0;
}

/* The number of cells that stay in use. */
static u32 sweep_block(BlockBits *bits)
{
    u32 live = 0;
    for (u32 i = 0; i < BLOCK_WORDS; i++) {
        bits->cells[i] = bits->marks[i];
        live += (u32)__builtin_popcountll(bits->marks[i]);
    }
    return live;
}

static void free_block(BlockInfo *info)
{
    info->granules = 0;
    state.in_use -= BLOCK_BYTES;
}

/* From the top down, so that each list begins with its lowest block. */
void blocks_sweep(void)
{
    clear_lists();
    for (u32 block = state.top; block-- > 0;) {
        BlockInfo *info = &state.infos[block];
        if (!info->granules)
            continue;
        u32 cells = cells_of_block(info->granules), live = sweep_block(&block_space.bits[block]);
        info->is_dirty = true;
        if (!live) {
            free_block(info);
        } else if (cells - live > cells / FULL_PART) {
            u32 *list = &state.room[block_space.kinds[block]][info->granules];
            info->next = *list;
            *list = block;
        }
    }
}

/* Free blocks from `block` down to the first that is in use or clean. */
static u32 dirty_free_blocks(u32 block)
{
    u32 count = 0;
    while (count <= block && !state.infos[block - count].granules && state.infos[block - count].is_dirty)
        count++;
    return count;
}

void blocks_return_free(size_t most)
{
    take_lock();
    for (u32 block = state.top; block-- > 0 && state.committed > most;) {
        u32 count = dirty_free_blocks(block);
        if (!count)
            continue;
        block -= count - 1;
        if (madvise(block_at(block), (size_t)count * BLOCK_BYTES, MADV_DONTNEED) != 0)
            continue;
        state.committed -= (size_t)count * BLOCK_BYTES;
        for (u32 i = 0; i < count; i++)
            state.infos[block + i].is_dirty = false;
    }
    pthread_mutex_unlock(&lock);
}

static u64 chosen(const BlockBits *bits, u32 word, BlockCells which)
{
    switch (which) {
    case CELLS_MARKED: return bits->marks[word];
    case CELLS_DEAD: return bits->cells[word] & ~bits->marks[word];
    default: return bits->cells[word];
    }
}

static void visit_block(u32 block, BlockCells which, CellVisit visit, void *context)
{
    size_t size = state.infos[block].granules * (size_t)OBJECT_ALIGN;
    for (u32 word = 0; word < BLOCK_WORDS; word++)
        for (u64 left = chosen(&block_space.bits[block], word, which); left; left &= left - 1)
            visit(block_at(block) + (word * 64 + (u32)__builtin_ctzll(left)) * OBJECT_ALIGN, size, context);
}

void blocks_visit(BlockCells which, CellVisit visit, void *context)
{
    for (u32 block = 0; block < state.top; block++)
        if (state.infos[block].granules)
            visit_block(block, which, visit, context);
}

bool blocks_find_marked(u32 *at)
{
    for (; *at < state.top; ++*at) {
        const BlockInfo *info = &state.infos[*at];
        if (info->granules && block_space.kinds[*at] == HEAP_TRACED &&
            find_bit(block_space.bits[*at].marks, 0) < BLOCK_GRANULES)
            return true;
    }
    return false;
}

void blocks_visit_marked(u32 block, CellVisit visit, void *context)
{
    visit_block(block, CELLS_MARKED, visit, context);
}

/* ---- addresses ---- */

void *blocks_cell(const void *address)
{
    if (!blocks_contain(address))
        return NULL;
    u32 block = block_of(address), granules = state.infos[block].granules;
    if (!granules)
        return NULL;
    u32 at = (u32)((const char *)address - block_at(block)) / OBJECT_ALIGN;
    char *cell = block_at(block) + (at - at % granules) * OBJECT_ALIGN;
    return *blocks_word(blocks_bits(cell)->cells, cell) & blocks_bit(cell) ? cell : NULL;
}

size_t blocks_cell_size(const void *cell)
{
    return state.infos[block_of(cell)].granules * (size_t)OBJECT_ALIGN;
}
