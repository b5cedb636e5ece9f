/* map.c - see map.h.
 * Readers see either the old or the new table: entries are published value last, tables by one store. */
#include "vm/base/map.h"

#include "vm/base/panic.h"

#include <stdlib.h>

enum { FIRST_SIZE = 16 };

static u32 slot_of(u64 key, u32 mask)
{
    key *= 0x9E3779B97F4A7C15u;
    return (u32)(key >> 32) & mask;
}

static MapTable *new_table(Map *map, u32 size)
{
    size_t bytes = sizeof(MapTable) + size * sizeof(MapEntry);
    MapTable *table = map->arena ? arena_alloc(map->arena, bytes) : calloc(1, bytes);
    if (!table && !map->arena)
        panic("out of memory for a map of %u entries", size);
    if (table)
        table->mask = size - 1;
    return table;
}

void map_init(Map *map, Arena *arena)
{
    *map = (Map){NULL, arena, 0};
}

void map_free(Map *map)
{
    if (!map->arena)
        free(map->table);
    map->table = NULL;
    map->live = 0;
}

u64 map_get_u64(const Map *map, u64 key)
{
    MapTable *table = __atomic_load_n(&map->table, __ATOMIC_ACQUIRE);
    if (!table)
        return 0;
    for (u32 i = slot_of(key, table->mask);; i = (i + 1) & table->mask) {
        u64 found = __atomic_load_n(&table->entries[i].key, __ATOMIC_ACQUIRE);
        if (found == key)
            return __atomic_load_n(&table->entries[i].value, __ATOMIC_ACQUIRE);
        if (!found)
            return 0;
    }
}

static void insert(MapTable *table, u64 key, u64 value)
{
    u32 i = slot_of(key, table->mask);
    while (table->entries[i].key && table->entries[i].key != key)
        i = (i + 1) & table->mask;
    if (!table->entries[i].key)
        table->used++;
    __atomic_store_n(&table->entries[i].value, value, __ATOMIC_RELEASE);
    __atomic_store_n(&table->entries[i].key, key, __ATOMIC_RELEASE);
}

static bool grow(Map *map)
{
    MapTable *old = map->table;
    u32 size = FIRST_SIZE;
    while (size < map->live * 2 + 2)
        size *= 2;
    MapTable *table = new_table(map, size * 2 > FIRST_SIZE * 2 ? size * 2 : FIRST_SIZE);
    if (!table)
        return false;
    if (old)
        for (u32 i = 0; i <= old->mask; i++)
            if (old->entries[i].value)
                insert(table, old->entries[i].key, old->entries[i].value);
    __atomic_store_n(&map->table, table, __ATOMIC_RELEASE);
    /* A map_get under way may still read the old table, if it is in an arena; a map on malloc has no
     * concurrent readers. */
    if (!map->arena)
        free(old);
    return true;
}

bool map_put_u64(Map *map, u64 key, u64 value)
{
    ASSERT(key != 0 && value != 0);
    if (!map->table || (map->table->used + 1) * 4 > (map->table->mask + 1) * 3)
        if (!grow(map))
            return false;
    if (!map_get_u64(map, key))
        map->live++;
    insert(map->table, key, value);
    return true;
}

void map_remove_u64(Map *map, u64 key)
{
    MapTable *table = map->table;
    if (!table)
        return;
    for (u32 i = slot_of(key, table->mask); table->entries[i].key; i = (i + 1) & table->mask) {
        if (table->entries[i].key == key) {
            if (table->entries[i].value)
                map->live--;
            __atomic_store_n(&table->entries[i].value, 0, __ATOMIC_RELEASE);
            return;
        }
    }
}

bool map_next(const Map *map, u32 *position, u64 *ret_key, u64 *ret_value)
{
    if (!map->table)
        return false;
    for (; *position <= map->table->mask; (*position)++) {
        const MapEntry *entry = &map->table->entries[*position];
        if (entry->value) {
            *ret_key = entry->key;
            *ret_value = entry->value;
            (*position)++;
            return true;
        }
    }
    return false;
}
