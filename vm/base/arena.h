/* arena.h - bump allocation freed all at once
 * Two kinds share one type: a metadata arena takes its chunks from the region (one per class loader),
 * a scratch arena from malloc (one per task: parsing, verifying, preparing).
 * Owner:  whoever called arena_init_*, and so owes arena_free.
 * Locks:  none; one thread at a time.
 * Keeps:  memory is zeroed.
 */
#ifndef MOKA_VM_BASE_ARENA_H
#define MOKA_VM_BASE_ARENA_H

#include "vm/base/base.h"

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    ArenaChunk *chunks; /* newest first */
    char *next;
    char *end;
    char *spare, *spare_end; /* the largest stretch that was left behind when there was no room in it */
    size_t allocated; /* bytes handed out, for statistics */
    bool in_region;
    void *owner; /* in the region: told to region.h for each chunk */
} Arena;

/* An empty arena of either kind; no memory is taken yet. */
void arena_init_region(Arena *arena);
void arena_init_scratch(Arena *arena);
/* A metadata arena: what region_owner answers for its memory, now and later; an address in the region. */
void arena_set_owner(Arena *arena, void *owner);
/* Gives all chunks back; the arena can be used again. */
void arena_free(Arena *arena);

/* A scratch arena: all that was handed out is free again; up to 1 MB is kept for the next task. */
void arena_reset(Arena *arena);
/* A metadata arena: like arena_free, but nobody gets the memory before region_release_retired. */
void arena_retire(Arena *arena);

/* Bytes of its chunks, those not handed out included. */
size_t arena_taken(const Arena *arena);
/* All memory that the arena hands out lies in the ranges. */
void arena_visit(const Arena *arena, void (*visit)(const void *start, const void *end));

/* Slow path of arena_alloc. Scratch: scratch_exhausted when malloc fails. Region: NULL when the region is
 * exhausted. */
void *arena_grow(Arena *arena, size_t size);

/* 8-byte aligned and zeroed. NULL only for a metadata arena in an exhausted region. */
static inline void *arena_alloc(Arena *arena, size_t size)
{
    size = (size + 7) & ~(size_t)7;
    if (LIKELY((size_t)(arena->end - arena->next) >= size)) {
        void *result = arena->next;
        arena->next += size;
        arena->allocated += size;
        return result;
    }
    return arena_grow(arena, size);
}

/* At an address that is 8 modulo 16, as class references must be. */
void *arena_alloc_class(Arena *arena, size_t size);
/* A NUL-terminated copy. */
char *arena_strdup(Arena *arena, const char *text, size_t length);

#define ARENA_NEW(arena, Type)          ((Type *)arena_alloc(arena, sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc(arena, sizeof(Type) * (size_t)(count)))

#endif
