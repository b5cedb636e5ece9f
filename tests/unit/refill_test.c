/* refill_test.c - threads that take turns at the library's lists */
#include "gc/refill.h"

#include "tests/unit/expect.h"
#include "tests/unit/heap_fixture.h"
#include "vm/thread/thread_state.h"

enum { SIZE = 32, BLOCK = 4096, ROUNDS = 8, CLASS = SIZE / OBJECT_ALIGN };

static Class *class;

/* Empties the list and takes one object of the next one. */
static void use_up_list(Thread *t)
{
    t->free_lists[HEAP_TRACED][CLASS] = NULL;
    ASSERT_NOT_NULL(heap_new_object(t, class));
}

static void *take_a_turn(void *unused)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    use_up_list(t);
    thread_leave_vm(t);
    thread_detach(t);
    return unused;
}

static void let_another_take_a_turn(Thread *t)
{
    pthread_t other;
    thread_leave_vm(t);
    pthread_create(&other, NULL, take_a_turn, NULL);
    pthread_join(other, NULL);
    thread_enter_vm(t);
}

static Thread *start(size_t maximum)
{
    Thread *t = fixture_start((HeapOptions){.maximum = maximum, .initial = 4 * MB});
    class = fixture_class(boot_loader, 1, 16);
    ASSERT_INT(class->instance_size, SIZE);
    return t;
}

static void fill_spares(Thread *t)
{
    for (int i = 0; i < ROUNDS; i++) {
        let_another_take_a_turn(t);
        while (refill_spares(t, HEAP_TRACED, SIZE))
            use_up_list(t);
        use_up_list(t);
    }
}

Test(refill, alone_takes_one_block)
{
    Thread *t = start(64 * MB);
    for (int i = 0; i < 100; i++) {
        use_up_list(t);
        ASSERT_INT(refill_spares(t, HEAP_TRACED, SIZE), 0);
    }
}

Test(refill, in_turns_takes_several)
{
    Thread *t = start(64 * MB);
    fill_spares(t);
    ASSERT_ABOVE(refill_spares(t, HEAP_TRACED, SIZE), 1);
}

Test(refill, spares_hold_cells_that_are_zeroed_and_apart)
{
    Thread *t = start(64 * MB);
    fill_spares(t);
    u32 blocks = refill_spares(t, HEAP_TRACED, SIZE) + 1;
    Object *head = NULL;
    u64 collections = heap_collections();
    for (u32 i = 0; i < blocks * (BLOCK / SIZE); i++) {
        Object *o = heap_new_object(t, class);
        ASSERT_NULL(fixture_get(o, 0));
        ASSERT_INT(*FIELD_AT(o, 16, i64), 0);
        ASSERT_INT(*FIELD_AT(o, 24, i64), 0);
        *FIELD_AT(o, 16, i64) = i + 1;
        fixture_set(o, 0, head);
        head = o;
    }
    ASSERT_INT(heap_collections(), collections);
    for (i64 i = blocks * (BLOCK / SIZE); head; head = fixture_get(head, 0), i--)
        ASSERT_INT(*FIELD_AT(head, 16, i64), i);
}

Test(refill, a_collection_takes_them_back)
{
    Thread *t = start(64 * MB);
    fill_spares(t);
    ASSERT_ABOVE(refill_spares(t, HEAP_TRACED, SIZE), 1);
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_INT(refill_spares(t, HEAP_TRACED, SIZE), 0);
    use_up_list(t);
    ASSERT_INT(refill_spares(t, HEAP_TRACED, SIZE), 0);
}

/* There every block counts. */
Test(refill, a_small_heap_has_no_spares)
{
    Thread *t = start(12 * MB);
    fill_spares(t);
    ASSERT_INT(refill_spares(t, HEAP_TRACED, SIZE), 0);
}
