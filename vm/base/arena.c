/* arena.c - see arena.h.
 * A metadata arena begins with the smallest chunk, for a loader often has but one class (a hidden one, a
 * reflection accessor), and grows in steps of half of what it holds, up to 64 KB. */
#include "vm/base/arena.h"

#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/scratch.h"

#include <stdlib.h>
#include <string.h>

struct ArenaChunk {
    ArenaChunk *older;
    size_t size; /* including this header */
};

enum {
    FIRST_SCRATCH_CHUNK = 8 * 1024,
    SCRATCH_CHUNK = 32 * 1024,
    LARGEST_KEPT = 1024 * 1024,
    LARGEST_REGION_STEP = 64 * 1024
};

void arena_init_region(Arena *arena)
{
    memset(arena, 0, sizeof *arena);
    arena->in_region = true;
}

void arena_init_scratch(Arena *arena)
{
    memset(arena, 0, sizeof *arena);
}

void arena_set_owner(Arena *arena, void *owner)
{
    arena->owner = owner;
    for (ArenaChunk *chunk = arena->chunks; chunk; chunk = chunk->older)
        region_set_owner(chunk, chunk->size, owner);
}

static void release(Arena *arena, void (*free_chunk)(ArenaChunk *chunk))
{
    for (ArenaChunk *chunk = arena->chunks, *older; chunk; chunk = older) {
        older = chunk->older;
        free_chunk(chunk);
    }
    *arena = (Arena){.in_region = arena->in_region};
}

static void free_scratch(ArenaChunk *chunk)
{
    free(chunk);
}

static void free_region(ArenaChunk *chunk)
{
    region_give_back(chunk, chunk->size);
}

static void retire_region(ArenaChunk *chunk)
{
    region_retire(chunk, chunk->size);
}

void arena_free(Arena *arena)
{
    release(arena, arena->in_region ? free_region : free_scratch);
}

void arena_retire(Arena *arena)
{
    ASSERT(arena->in_region);
    release(arena, retire_region);
}

/* Several chunks become one, so that the same task finds room at once the next time. */
void arena_reset(Arena *arena)
{
    size_t size = 0;
    ASSERT(!arena->in_region);
    for (const ArenaChunk *chunk = arena->chunks; chunk; chunk = chunk->older)
        size += chunk->size;
    ArenaChunk *first = arena->chunks;
    if (first && !first->older && size <= LARGEST_KEPT) {
        char *start = (char *)(first + 1);
        memset(start, 0, (size_t)(arena->next - start));
        *arena = (Arena){.chunks = first, .next = start, .end = arena->end};
        return;
    }
    arena_free(arena);
    if (size && size <= LARGEST_KEPT) {
        arena_grow(arena, size - sizeof(ArenaChunk) - 16);
        arena->next = (char *)(arena->chunks + 1);
        arena->allocated = 0;
    }
}

void arena_visit(const Arena *arena, void (*visit)(const void *start, const void *end))
{
    for (const ArenaChunk *chunk = arena->chunks; chunk; chunk = chunk->older)
        visit(chunk + 1, (const char *)chunk + chunk->size);
}

size_t arena_taken(const Arena *arena)
{
    size_t bytes = 0;
    for (const ArenaChunk *chunk = arena->chunks; chunk; chunk = chunk->older)
        bytes += chunk->size;
    return bytes;
}

static size_t chunk_size_for(const Arena *arena, size_t size)
{
    size_t need = size + sizeof(ArenaChunk) + 16;
    if (!arena->in_region)
        return ALIGN_UP(need, arena->chunks ? SCRATCH_CHUNK : FIRST_SCRATCH_CHUNK);
    size_t step = arena->allocated / 2 < LARGEST_REGION_STEP ? arena->allocated / 2 : LARGEST_REGION_STEP;
    return ALIGN_UP(need > step ? need : step, REGION_CHUNK);
}

static void keep_spare(Arena *arena, char *start, char *end)
{
    if (end - start > arena->spare_end - arena->spare) {
        arena->spare = start;
        arena->spare_end = end;
    }
}

/* Goes on in whichever stretch has more room; the other one is for what is small enough, later. */
static void use_larger(Arena *arena, char *start, char *end)
{
    if (arena->end - arena->next >= end - start) {
        keep_spare(arena, start, end);
        return;
    }
    keep_spare(arena, arena->next, arena->end);
    arena->next = start;
    arena->end = end;
}

void *arena_grow(Arena *arena, size_t size)
{
    if ((size_t)(arena->spare_end - arena->spare) >= size) {
        void *result = arena->spare;
        arena->spare += size;
        arena->allocated += size;
        return result;
    }
    size_t chunk_size = chunk_size_for(arena, size);
    ArenaChunk *chunk = arena->in_region ? region_take(chunk_size) : calloc(1, chunk_size);
    if (!chunk) {
        if (arena->in_region)
            return NULL;
        scratch_exhausted(chunk_size);
    }
    chunk->older = arena->chunks;
    chunk->size = chunk_size;
    if (arena->owner)
        region_set_owner(chunk, chunk_size, arena->owner);
    arena->chunks = chunk;
    char *start = (char *)(chunk + 1);
    use_larger(arena, start + size, (char *)chunk + chunk_size);
    arena->allocated += size;
    return start;
}

void *arena_alloc_class(Arena *arena, size_t size)
{
    char *at = arena_alloc(arena, size + 8);
    if (!at)
        return NULL;
    return (uintptr_t)at % 16 == 8 ? at : at + 8;
}

char *arena_strdup(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}
