/* map.h - open-addressing hash map from a pointer-sized key to a pointer-sized value
 * Keys are compared by value (symbols and classes are unique, so their address is their identity).
 * Key 0 is not allowed; value 0 means absent. Storage comes from an arena (old tables stay there until it
 * dies: at most as much again) or, when arena is NULL, from malloc.
 * Locks:  writers exclude each other (caller's lock); map_get may run beside one writer.
 */
#ifndef MOKA_VM_BASE_MAP_H
#define MOKA_VM_BASE_MAP_H

#include "vm/base/arena.h"

typedef struct MapEntry {
    u64 key;
    u64 value;
} MapEntry;

typedef struct MapTable {
    u32 mask;
    u32 used; /* including removed entries, whose value is 0 */
    MapEntry entries[];
} MapTable;

typedef struct Map {
    MapTable *table;
    Arena *arena;
    u32 live;
} Map;

void map_init(Map *map, Arena *arena);
void map_free(Map *map);
u64 map_get_u64(const Map *map, u64 key);
/* Replaces what was there. False only when a metadata arena is exhausted. */
bool map_put_u64(Map *map, u64 key, u64 value);
void map_remove_u64(Map *map, u64 key);

static inline void *map_get(const Map *map, const void *key)
{
    return (void *)(uintptr_t)map_get_u64(map, (u64)(uintptr_t)key);
}

static inline bool map_put(Map *map, const void *key, const void *value)
{
    return map_put_u64(map, (u64)(uintptr_t)key, (u64)(uintptr_t)value);
}

/* for (u32 i = 0; map_next(map, &i, &key, &value);) ... ; the caller holds the writers' lock. */
bool map_next(const Map *map, u32 *position, u64 *ret_key, u64 *ret_value);

#endif
