/* map.h - open-addressing hash map from a pointer-sized key to a pointer-sized value
 * Keys are compared by value (symbols and classes are unique, so their address is their identity). Key 0 is
 * not allowed; value 0 means absent. Storage comes from an arena or, when arena is NULL, from malloc. In an
 * arena old tables stay until the arena dies; together they take at most as much as the last one.
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

/* An empty map; it allocates with its first entry. */
void map_init(Map *map, Arena *arena);
/* The map is empty again; a table on malloc is freed. */
void map_free(Map *map);
/* 0: the key is not there. */
u64 map_get_u64(const Map *map, u64 key);
/* Adds or replaces. False only when a metadata arena is exhausted. */
bool map_put_u64(Map *map, u64 key, u64 value);
/* Nothing happens when the key is not there. */
void map_remove_u64(Map *map, u64 key);

/* The same for pointers. */

static inline void *map_get(const Map *map, const void *key)
{
    return (void *)(uintptr_t)map_get_u64(map, (u64)(uintptr_t)key);
}

static inline bool map_put(Map *map, const void *key, const void *value)
{
    return map_put_u64(map, (u64)(uintptr_t)key, (u64)(uintptr_t)value);
}

/* for (u32 i = 0; map_next(map, &i, &key, &value);) visits each entry; the caller holds the writers' lock. */
bool map_next(const Map *map, u32 *position, u64 *ret_key, u64 *ret_value);

#endif
