/* cells.c - see cells.h. */
#include "gc/cells.h"

#include "gc/mark.h"

#include <string.h>

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_mark.h>

enum { BLOCK_BYTES = 4096, LARGEST_SMALL = BLOCK_BYTES / 2, MAX_KINDS = 32, POISON = 0xDB };

static bool holds_objects[MAX_KINDS];

void cells_init(const int *kinds, u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (kinds[i] < MAX_KINDS)
            holds_objects[kinds[i]] = true;
}

static void clear_if_dead(Object *object, size_t size, bool poison)
{
    if (!mark_is_stamped(object) || GC_is_marked(object))
        return;
    *(u64 *)object = 0;
    if (poison)
        memset((char *)object + OBJECT_HEADER_SIZE, POISON, size - OBJECT_HEADER_SIZE);
}

/* Returns the bytes to go on by. */
static size_t clear_block(char *block, bool poison)
{
    size_t size;
    if (GC_base(block) != block) /* free, or the middle of a large object */
        return BLOCK_BYTES;
    int kind = GC_get_kind_and_size(block, &size);
    if (size > LARGEST_SMALL) {
        if (holds_objects[kind])
            clear_if_dead((Object *)block, size, poison);
        return ALIGN_UP(size, BLOCK_BYTES);
    }
    for (char *cell = block; holds_objects[kind] && cell + size <= block + BLOCK_BYTES; cell += size)
        clear_if_dead((Object *)cell, size, poison);
    return BLOCK_BYTES;
}

void cells_clear_dead(bool poison)
{
    char *at = (char *)((uintptr_t)GC_least_plausible_heap_addr & ~(uintptr_t)(BLOCK_BYTES - 1));
    while (at < (char *)GC_greatest_plausible_heap_addr)
        at += GC_is_heap_ptr(at) ? clear_block(at, poison) : BLOCK_BYTES;
}
