/* arena_test.c - scratch arenas, metadata arenas and the region under them. */
#include "vm/base/arena.h"

#include "tests/unit/expect.h"
#include "vm/base/host_slot.h"
#include "vm/base/region.h"
#include "vm/base/scratch.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

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
        ASSERT_NOT_NULL(at);
        ASSERT_INT((uintptr_t)at % 8, 0);
        ASSERT_TRUE(is_zero(at, size));
        memset(at, 0xAB, size);
        ASSERT_NOT_PTR(at, last);
        last = at;
    }
    char *large = arena_alloc(arena, 300 * KB);
    ASSERT_TRUE(is_zero(large, 300 * KB));
    EXPECT_STR(arena_strdup(arena, "texts", 4), "text");
    for (int i = 0; i < 100; i++)
        ASSERT_INT((uintptr_t)arena_alloc_class(arena, (size_t)(8 * i)) % 16, 8);
    arena_free(arena);
    EXPECT_NULL(arena->chunks);
    EXPECT_NOT_NULL(arena_alloc(arena, 8));
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
    ASSERT_TRUE(region_reserve(16 * MB));
    arena_init_region(&arena);
    EXPECT_TRUE(region_contains(arena_alloc(&arena, 8)));
    exercise(&arena);
    EXPECT_INT(region_used(), 0);
}

Test(arena, an_exhausted_region_gives_null)
{
    Arena arena;
    ASSERT_TRUE(region_reserve(MB));
    arena_init_region(&arena);
    EXPECT_NULL(arena_alloc(&arena, 2 * MB));
    u32 count = 0;
    while (arena_alloc(&arena, 40 * KB))
        count++;
    EXPECT_AT_LEAST(count, 15); /* steps of 64 KB at most */
    EXPECT_AT_MOST(count, 25);
    arena_free(&arena);
    EXPECT_NOT_NULL(arena_alloc(&arena, 40 * KB));
}

Test(arena, memory_that_comes_back_is_zero)
{
    ASSERT_TRUE(region_reserve(16 * MB));
    char *chunk = region_take(REGION_CHUNK);
    memset(chunk, 1, REGION_CHUNK);
    region_give_back(chunk, REGION_CHUNK);
    char *again = region_take(REGION_CHUNK);
    EXPECT_PTR(again, chunk);
    EXPECT_TRUE(is_zero(again, REGION_CHUNK));
}

/* The same of memory that a snapshot's file was mapped over. */
Test(arena, memory_of_a_file_comes_back_zero)
{
    u8 taken[16];
    u32 owners[16];
    ASSERT_TRUE(region_reserve(16 * MB));
    char *chunk = region_take(REGION_CHUNK), *next = region_take(REGION_CHUNK);
    FILE *file = tmpfile();
    ASSERT_NOT_NULL(file);
    for (int i = 0; i < REGION_CHUNK; i++)
        fputc('x', file);
    fflush(file);
    void *mapped = mmap(chunk, REGION_CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fileno(file),
                        0);
    ASSERT_PTR(mapped, chunk);
    region_copy_chunks(taken, owners);
    region_set_chunks(taken, owners);
    EXPECT_INT(chunk[100], 'x');
    region_give_back(chunk, REGION_CHUNK);
    region_give_back(next, REGION_CHUNK);
    EXPECT_PTR(region_take(REGION_CHUNK), chunk);
    EXPECT_TRUE(is_zero(chunk, REGION_CHUNK));
    fclose(file);
    region_reset();
}

Test(arena, the_region_lies_below_four_gigabytes)
{
    ASSERT_TRUE(region_reserve(256 * MB));
    EXPECT_BELOW((uintptr_t)region_end, 4 * GB);
    EXPECT_PTR(region_pointer(region_ref(region_base)), region_base);
}

Test(arena, reset_gives_the_same_memory_again_zeroed)
{
    Arena arena;
    arena_init_scratch(&arena);
    char *first = arena_alloc(&arena, 100);
    memset(first, 7, 100);
    arena_reset(&arena);
    EXPECT_INT(arena.allocated, 0);
    char *again = arena_alloc(&arena, 100);
    EXPECT_PTR(again, first);
    EXPECT_INT(again[0] | again[99], 0);
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
    EXPECT_AT_LEAST(whole - (char *)arena.chunks, 0, "one chunk has room for all");
    EXPECT_PTR(arena.next, whole + 250 * 1024, "one chunk has room for all");
    EXPECT_INT(whole[0] | whole[200 * 1024], 0);
    arena_alloc(&arena, 2 * 1024 * 1024);
    arena_reset(&arena);
    EXPECT_NULL(arena.chunks);
    arena_free(&arena);
}

Test(arena, retired_memory_comes_back_only_when_released)
{
    ASSERT_TRUE(region_reserve(1 * MB));
    Arena arena;
    arena_init_region(&arena);
    char *first = arena_alloc(&arena, 100 * 1024);
    arena_set_owner(&arena, first);
    EXPECT_PTR(region_owner(first + 90 * 1024), first);
    memset(first, 7, 100 * 1024);
    size_t used = region_used();
    arena_retire(&arena);
    EXPECT_BELOW(region_used(), used);
    EXPECT_AT_LEAST(region_retired(), 100 * 1024);
    EXPECT_NULL(region_owner(first));
    EXPECT_TRUE(is_zero(first, 100 * 1024), "whoever still looks finds nothing");
    EXPECT_NOT_PTR((char *)arena_alloc(&arena, 100 * 1024), first);
    arena_free(&arena);
    region_release_retired();
    EXPECT_INT(region_retired(), 0);
    EXPECT_PTR((char *)arena_alloc(&arena, 100 * 1024), first);
}

/* The first round leaves few enough chunks that their pages are kept, the second more. */
Test(arena, small_arenas_that_come_and_go_leave_zeroed_memory)
{
    enum { ROUNDS = 2, FEW = 20, MANY = 300 };
    static Arena arenas[MANY];
    ASSERT_TRUE(region_reserve(4 * MB));
    for (u32 round = 0; round < 2 * ROUNDS; round++) {
        u32 count = round < ROUNDS ? FEW : MANY;
        for (u32 i = 0; i < count; i++) {
            arena_init_region(&arenas[i]);
            char *memory = arena_alloc(&arenas[i], 4000);
            EXPECT_TRUE(is_zero(memory, 4000), "round %u, arena %u", round, i);
            memset(memory, 7, 4000);
        }
        for (u32 i = 0; i < count; i++)
            i % 2 ? arena_free(&arenas[i]) : arena_retire(&arenas[i]);
        region_release_retired();
        EXPECT_INT(region_used(), 0);
        EXPECT_PTR(region_high_water(), region_base);
    }
}

Test(host_slots, a_number_is_used_again)
{
    int a, b;
    u32 first = host_slot_add(&a), second = host_slot_add(&b);
    host_slot_remove(first);
    host_slot_remove(second);
    host_slot_remove(0);
    EXPECT_INT(host_slot_add(&b), second);
    EXPECT_INT(host_slot_add(&a), first);
    EXPECT_PTR(host_slot_get(first), &a);
    EXPECT_NOT_INT(host_slot_add(&a), first);
    EXPECT_NULL(host_slot_get(0));
}

/* ---- tasks that can be given up ---- */

typedef struct Attempt {
    Arena arena;
    bool fails, has_ended;
} Attempt;

static void work(void *context)
{
    Attempt *attempt = context;
    arena_alloc(&attempt->arena, 100);
    if (attempt->fails)
        scratch_exhausted(100);
    attempt->has_ended = true;
}

static void work_inside(void *context)
{
    Attempt inner = {.fails = true};
    EXPECT_FALSE(scratch_try(work, &inner));
    arena_free(&inner.arena);
    work(context);
}

Test(scratch, a_task_without_memory_is_left_in_the_middle)
{
    Attempt good = {.fails = false}, bad = {.fails = true}, outer = {.fails = false};
    EXPECT_TRUE(scratch_try(work, &good));
    EXPECT_TRUE(good.has_ended);
    EXPECT_FALSE(scratch_try(work, &bad));
    EXPECT_FALSE(bad.has_ended);
    EXPECT_TRUE(scratch_try(work_inside, &outer));
    EXPECT_TRUE(outer.has_ended);
    arena_free(&good.arena);
    arena_free(&bad.arena);
    arena_free(&outer.arena);
}
