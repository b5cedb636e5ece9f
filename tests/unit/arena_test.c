/* arena_test.c - scratch arenas, metadata arenas and the region under them. */
#include "vm/base/arena.h"

#include "vm/base/host_slot.h"
#include "vm/base/region.h"

#include <criterion/criterion.h>
#include <string.h>

static bool is_zero(const char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (at[i])
            return false;
    return true;
}

static void exercise(Arena *arena)
{
    char *last = NULL;
    for (size_t size = 1; size < 5000; size += 7) {
        char *at = arena_alloc(arena, size);
        cr_assert_not_null(at);
        cr_assert_eq((uintptr_t)at % 8, 0);
        cr_assert(is_zero(at, size));
        memset(at, 0xAB, size);
        cr_assert_neq(at, last);
        last = at;
    }
    char *large = arena_alloc(arena, 300 * KB);
    cr_assert(is_zero(large, 300 * KB));
    cr_expect_str_eq(arena_strdup(arena, "texts", 4), "text");
    for (int i = 0; i < 100; i++)
        cr_assert_eq((uintptr_t)arena_alloc_class(arena, (size_t)(8 * i)) % 16, 8);
    arena_free(arena);
    cr_expect_null(arena->chunks);
    cr_expect_not_null(arena_alloc(arena, 8));
    arena_free(arena);
}

Test(arena, scratch)
{
    Arena arena;
    arena_init_scratch(&arena);
    exercise(&arena);
}

Test(arena, metadata)
{
    Arena arena;
    cr_assert(region_reserve(16 * MB));
    arena_init_region(&arena);
    cr_expect(region_contains(arena_alloc(&arena, 8)));
    exercise(&arena);
    cr_expect_eq(region_used(), 0);
}

Test(arena, an_exhausted_region_gives_null)
{
    Arena arena;
    cr_assert(region_reserve(MB));
    arena_init_region(&arena);
    cr_expect_null(arena_alloc(&arena, 2 * MB));
    u32 count = 0;
    while (arena_alloc(&arena, 40 * KB))
        count++;
    cr_expect_geq(count, 15); /* steps of 64 KB at most */
    cr_expect_leq(count, 25);
    arena_free(&arena);
    cr_expect_not_null(arena_alloc(&arena, 40 * KB));
}

Test(arena, memory_that_comes_back_is_zero)
{
    cr_assert(region_reserve(16 * MB));
    char *chunk = region_take(REGION_CHUNK);
    memset(chunk, 1, REGION_CHUNK);
    region_give_back(chunk, REGION_CHUNK);
    char *again = region_take(REGION_CHUNK);
    cr_expect_eq(again, chunk);
    cr_expect(is_zero(again, REGION_CHUNK));
}

Test(arena, the_region_lies_below_four_gigabytes)
{
    cr_assert(region_reserve(256 * MB));
    cr_expect_lt((uintptr_t)region_end, 4 * GB);
    cr_expect_eq(region_pointer(region_ref(region_base)), region_base);
}

Test(arena, reset_gives_the_same_memory_again_zeroed)
{
    Arena arena;
    arena_init_scratch(&arena);
    char *first = arena_alloc(&arena, 100);
    memset(first, 7, 100);
    arena_reset(&arena);
    cr_expect_eq(arena.allocated, 0);
    char *again = arena_alloc(&arena, 100);
    cr_expect_eq(again, first);
    cr_expect_eq(again[0] | again[99], 0);
    arena_free(&arena);
}

Test(arena, reset_joins_chunks_and_keeps_no_giants)
{
    Arena arena;
    arena_init_scratch(&arena);
    for (int i = 0; i < 3; i++)
        memset(arena_alloc(&arena, 100 * 1024), 7, 100 * 1024);
    arena_reset(&arena);
    char *whole = arena_alloc(&arena, 250 * 1024);
    cr_expect(whole >= (char *)arena.chunks && arena.next == whole + 250 * 1024,
              "one chunk has room for all");
    cr_expect_eq(whole[0] | whole[200 * 1024], 0);
    arena_alloc(&arena, 2 * 1024 * 1024);
    arena_reset(&arena);
    cr_expect_null(arena.chunks);
    arena_free(&arena);
}

Test(arena, retired_memory_comes_back_only_when_released)
{
    cr_assert(region_reserve(1 * MB));
    Arena arena;
    arena_init_region(&arena);
    char *first = arena_alloc(&arena, 100 * 1024);
    arena_set_owner(&arena, first);
    cr_expect_eq(region_owner(first + 90 * 1024), first);
    memset(first, 7, 100 * 1024);
    size_t used = region_used();
    arena_retire(&arena);
    cr_expect_lt(region_used(), used);
    cr_expect_geq(region_retired(), 100 * 1024);
    cr_expect_null(region_owner(first));
    cr_expect(is_zero(first, 100 * 1024), "whoever still looks finds nothing");
    cr_expect_neq((char *)arena_alloc(&arena, 100 * 1024), first);
    arena_free(&arena);
    region_release_retired();
    cr_expect_eq(region_retired(), 0);
    cr_expect_eq((char *)arena_alloc(&arena, 100 * 1024), first);
}

Test(host_slots, a_number_is_used_again)
{
    int a, b;
    u32 first = host_slot_add(&a), second = host_slot_add(&b);
    host_slot_remove(first);
    host_slot_remove(second);
    host_slot_remove(0);
    cr_expect_eq(host_slot_add(&b), second);
    cr_expect_eq(host_slot_add(&a), first);
    cr_expect_eq(host_slot_get(first), &a);
    cr_expect_neq(host_slot_add(&a), first);
    cr_expect_null(host_slot_get(0));
}
