/* cells.c - see cells.h. */
#include "gc/cells.h"

#include "gc/image.h"
#include "gc/mark.h"
#include "vm/base/state.h"

#include <string.h>
#include <sys/mman.h>

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_mark.h>

enum {
    LARGEST_SMALL = BLOCK_BYTES / 2,
    MAX_KINDS = 32,
    POISON = 0xDB,
    RUN_BLOCKS = 4096 /* blocks that are looked at together */
};

SNAPSHOT_STATE(host) static struct {
    bool holds_objects[MAX_KINDS];   /* the library's kinds, for good */
    unsigned char pages[RUN_BLOCKS]; /* for one question to the system; guarded by the library's lock */
} state;

void cells_init(const int *kinds, u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (kinds[i] < MAX_KINDS)
            state.holds_objects[kinds[i]] = true;
}

static void clear_cell(void *cell, size_t size, void *context)
{
    bool poison = *(const bool *)context;
    *(u64 *)cell = 0;
    if (poison)
        memset((char *)cell + OBJECT_HEADER_SIZE, POISON, size - OBJECT_HEADER_SIZE);
}

static void clear_if_dead(void *cell, size_t size, void *context)
{
    if (mark_is_stamped(cell) && !GC_is_marked(cell))
        clear_cell(cell, size, context);
}

/* Returns the distance in bytes to the next block to be looked at. */
static size_t visit_block(char *block, CellVisit visit, void *context)
{
    size_t size;
    if (GC_base(block) != block) /* free, or the middle of a large object */
        return BLOCK_BYTES;
    int kind = GC_get_kind_and_size(block, &size);
    if (size > LARGEST_SMALL) {
        if (state.holds_objects[kind])
            visit(block, size, context);
        return ALIGN_UP(size, BLOCK_BYTES);
    }
    for (char *cell = block; state.holds_objects[kind] && cell + size <= block + BLOCK_BYTES; cell += size)
        visit(cell, size, context);
    return BLOCK_BYTES;
}

static void visit_cells(CellVisit visit, void *context)
{
    char *at = (char *)((uintptr_t)GC_least_plausible_heap_addr & ~(uintptr_t)(BLOCK_BYTES - 1));
    while (at < (char *)GC_greatest_plausible_heap_addr)
        at += GC_is_heap_ptr(at) ? visit_block(at, visit, context) : BLOCK_BYTES;
}

void cells_clear_dead(bool poison)
{
    visit_cells(clear_if_dead, &poison);
    blocks_visit(CELLS_DEAD, clear_cell, &poison);
}

bool cells_hold_object(const void *address)
{
    size_t size;
    if (blocks_contain(address))
        return blocks_cell(address) == address && mark_is_object(address);
    if (image_contains(address))
        return image_object_start(address) == address;
    if (!GC_is_heap_ptr(address) || GC_base((void *)address) != address)
        return false;
    return state.holds_objects[GC_get_kind_and_size(address, &size)] && mark_is_object(address);
}

typedef struct ObjectVisit {
    void (*visit)(Object *object, void *context);
    void *context;
} ObjectVisit;

static void visit_object(void *cell, size_t size, void *context)
{
    const ObjectVisit *v = context;
    (void)size;
    if (mark_is_object(cell))
        v->visit(cell, v->context);
}

void cells_walk(void (*visit)(Object *object, void *context), void *context)
{
    ObjectVisit v = {visit, context};
    image_walk(visit, context);
    visit_cells(visit_object, &v);
    blocks_visit(CELLS_IN_USE, visit_object, &v);
}

static size_t count_resident(char *start, size_t bytes)
{
    size_t resident = 0;
    for (char *at = start, *end = start + bytes; at < end; at += RUN_BLOCKS * BLOCK_BYTES) {
        size_t left = (size_t)(end - at), most = RUN_BLOCKS * BLOCK_BYTES, part = left < most ? left : most;
        if (mincore(at, part, state.pages) != 0)
            return 0;
        for (size_t i = 0; i < part / BLOCK_BYTES; i++)
            resident += state.pages[i] & 1;
    }
    return resident * BLOCK_BYTES;
}

/* Only the first block of a free stretch has a header; it tells the bytes of the whole stretch. */
static size_t free_bytes(char *block)
{
    return GC_is_heap_ptr(block) && !GC_base(block) ? GC_size(block) : 0;
}

void cells_return_free(size_t wanted)
{
    char *at = (char *)((uintptr_t)GC_least_plausible_heap_addr & ~(uintptr_t)(BLOCK_BYTES - 1));
    for (size_t free, returned = 0; at < (char *)GC_greatest_plausible_heap_addr && returned < wanted;
         at += free ? free : BLOCK_BYTES) {
        free = free_bytes(at);
        size_t resident = free ? count_resident(at, free) : 0;
        if (resident && madvise(at, free, MADV_DONTNEED) == 0)
            returned += resident;
    }
}
