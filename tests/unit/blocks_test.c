/* blocks_test.c - runs of cells, what a collection leaves of them, and marking across them */
#include "gc/blocks.h"

#include "tests/unit/expect.h"
#include "tests/unit/heap_fixture.h"
#include "vm/thread/handles.h"

enum { SIZE = 32, GRANULES = SIZE / OBJECT_ALIGN, CELLS = BLOCK_BYTES / SIZE, MANY = 100 * CELLS };

static Class *class, *array_class;

static Thread *start(size_t maximum)
{
    Thread *t = fixture_start((HeapOptions){.maximum = maximum, .verify = maximum < 512 * MB});
    class = fixture_class(boot_loader, 1, 16);
    array_class = fixture_array_class(T_OBJECT);
    ASSERT_INT(class->instance_size, SIZE);
    return t;
}

static Object *new_object(Thread *t)
{
    Object *o = heap_new_object(t, class);
    ASSERT_NOT_NULL(o);
    return o;
}

/* An array that is kept, of objects; only each `step`th stays in it. */
static Object *keep_some(Thread *t, i32 count, i32 step)
{
    Object *array = handles_get(handles_local(t, heap_new_array(t, array_class, count)));
    for (i32 i = 0; i < count; i++) {
        Object *o = new_object(t);
        ASSERT_INT(*FIELD_AT(o, 16, u64), 0, "the cell is zeroed");
        *FIELD_AT(o, 16, u64) = (u64)i + 1;
        if (i % step == 0)
            ref_array_set(array, i, o);
    }
    return array;
}

static void check_kept(const Object *array, i32 step)
{
    for (i32 i = 0; i < array_length(array); i += step)
        ASSERT_INT(*FIELD_AT(ref_array_get(array, i), 16, u64), (u64)i + 1);
}

Test(blocks, a_run_is_contiguous)
{
    Thread *t = start(64 * MB);
    t->runs.next[HEAP_TRACED][GRANULES] = t->runs.end[HEAP_TRACED][GRANULES] = NULL;
    char *first = (char *)new_object(t);
    for (int i = 1; i < CELLS; i++)
        ASSERT_TRUE((char *)new_object(t) == first + i * SIZE);
    ASSERT_TRUE(blocks_contain(first));
}

Test(blocks, live_cells_stay_and_others_are_used_again)
{
    Thread *t = start(64 * MB);
    Object *kept = keep_some(t, MANY, 2);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    size_t in_use = blocks_in_use();
    for (int i = 0; i < MANY / 4; i++)
        *FIELD_AT(new_object(t), 16, u64) = 0xBAD;
    check_kept(kept, 2);
    ASSERT_INT(blocks_in_use(), in_use, "free cells come before free blocks");
}

Test(blocks, an_address_inside_tells_the_cell)
{
    Thread *t = start(64 * MB);
    Object *kept = keep_some(t, 2, 2);
    Object *live = ref_array_get(kept, 0);
    ASSERT_TRUE(blocks_cell((char *)live + SIZE - 1) == live);
    ASSERT_TRUE(blocks_cell((char *)live + SIZE) != live);
    ASSERT_NULL(blocks_cell(block_space.base + block_space.size - 1));
    ASSERT_FALSE(blocks_contain(block_space.base + block_space.size));
    ASSERT_FALSE(blocks_contain(NULL));
}

/* Complements of addresses, which the collector does not take for any. */
static void hide(uintptr_t *hidden, const Object *array)
{
    for (i32 i = 0; i < array_length(array); i++)
        hidden[i] = ~(uintptr_t)ref_array_get(array, i);
}

Test(blocks, what_died_is_no_object)
{
    enum { COUNT = 100, STRAY = 2 };
    uintptr_t hidden[COUNT];
    Thread *t = start(64 * MB);
    Object *kept = keep_some(t, COUNT, 1);
    hide(hidden, kept);
    memset(array_data(kept), 0, COUNT * sizeof(Object *));
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    int found = 0;
    for (int i = 0; i < COUNT; i++)
        found += heap_is_object((void *)~hidden[i]);
    ASSERT_AT_MOST(found, STRAY);
}

Test(blocks, memory_goes_back)
{
    Thread *t = start(1024 * MB);
    Object *holder = handles_get(handles_local(t, heap_new_array(t, array_class, 1)));
    for (int i = 0; i < 4 * 1000 * 1000; i++) {
        Object *o = new_object(t);
        fixture_set(o, 0, ref_array_get(holder, 0));
        ref_array_set(holder, 0, o);
    }
    ASSERT_ABOVE(blocks_committed(), 120 * MB);
    ref_array_set(holder, 0, NULL);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_BELOW(blocks_committed(), 40 * MB);
    keep_some(t, MANY, 1);
}

/* A heap so large that several threads mark, and lists whose entries each leave something on the stack. */
Test(blocks, marking_survives_an_overflow)
{
    enum { LISTS = 10, LENGTH = 200 * 1000, ROUNDS = 3 };
    Thread *t = start(1024 * MB);
    Class *node = fixture_class(boot_loader, 2, 8);
    Object *lists = handles_get(handles_local(t, heap_new_array(t, array_class, LISTS)));
    for (i32 i = 0; i < LISTS * LENGTH; i++) {
        Object *o = heap_new_object(t, node);
        *FIELD_AT(o, 24, u64) = (u64)i;
        fixture_set(o, 1, ref_array_get(lists, i % LISTS));
        ref_array_set(lists, i % LISTS, o);
        fixture_set(o, 0, new_object(t));
        *FIELD_AT(fixture_get(o, 0), 16, u64) = (u64)i;
    }
    for (int round = 0; round < ROUNDS; round++) {
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
        keep_some(t, MANY, MANY);
    }
    for (i32 list = 0; list < LISTS; list++) {
        i32 i = LISTS * LENGTH - LISTS + list;
        for (Object *o = ref_array_get(lists, list); o; o = fixture_get(o, 1), i -= LISTS) {
            ASSERT_INT(*FIELD_AT(o, 24, u64), (u64)i);
            ASSERT_INT(*FIELD_AT(fixture_get(o, 0), 16, u64), (u64)i);
        }
        ASSERT_INT(i, list - LISTS);
    }
}
