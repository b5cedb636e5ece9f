/* map_test.c - the pointer map, on malloc and in an arena. */
#include "vm/base/map.h"

#include "tests/unit/expect.h"

static void exercise(Arena *arena)
{
    Map map;
    map_init(&map, arena);
    EXPECT_INT(map_get_u64(&map, 1), 0);
    for (u64 i = 1; i <= 5000; i++)
        ASSERT_TRUE(map_put_u64(&map, i * 16, i));
    EXPECT_INT(map.live, 5000);
    for (u64 i = 1; i <= 5000; i++)
        ASSERT_INT(map_get_u64(&map, i * 16), i);
    EXPECT_INT(map_get_u64(&map, 8), 0);
    for (u64 i = 1; i <= 5000; i += 2)
        map_remove_u64(&map, i * 16);
    EXPECT_INT(map.live, 2500);
    EXPECT_INT(map_get_u64(&map, 16), 0);
    EXPECT_INT(map_get_u64(&map, 32), 2);
    map_put_u64(&map, 32, 77);
    EXPECT_INT(map_get_u64(&map, 32), 77);
    EXPECT_INT(map.live, 2500);
    map_free(&map);
}

Test(map, on_malloc)
{
    exercise(NULL);
}

Test(map, in_an_arena)
{
    Arena arena;
    arena_init_scratch(&arena);
    exercise(&arena);
    arena_free(&arena);
}

Test(map, removed_keys_come_back)
{
    Map map;
    map_init(&map, NULL);
    for (int round = 0; round < 1000; round++) {
        ASSERT_TRUE(map_put_u64(&map, 42, 1));
        map_remove_u64(&map, 42);
        ASSERT_INT(map_get_u64(&map, 42), 0);
    }
    EXPECT_INT(map.live, 0);
    map_free(&map);
}

Test(map, churn_does_not_fill_the_table)
{
    Map map;
    map_init(&map, NULL);
    for (u64 i = 1; i < 20000; i++) {
        map_put_u64(&map, i, i);
        map_remove_u64(&map, i);
    }
    EXPECT_INT(map.live, 0);
    EXPECT_AT_MOST(map.table->mask, 255);
    map_free(&map);
}

Test(map, iterates_over_what_lives)
{
    Map map;
    map_init(&map, NULL);
    for (u64 i = 1; i <= 100; i++)
        map_put_u64(&map, i, i + 1000);
    map_remove_u64(&map, 50);
    u64 key, value, keys = 0;
    for (u32 at = 0; map_next(&map, &at, &key, &value);) {
        ASSERT_INT(value, key + 1000);
        keys += key;
    }
    EXPECT_INT(keys, 5050 - 50);
    map_free(&map);
}
