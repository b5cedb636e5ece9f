/* policy_test.c - sizes of the heap, growth, what -Xmx counts, exhaustion; no Java */
#include "tests/unit/heap_fixture.h"

#include "gc/policy.h"
#include "tests/unit/expect.h"
#include "vm/thread/thread_state.h"

static HeapOptions sizes(HeapOptions options, size_t memory)
{
    policy_choose_sizes(&options, memory);
    return options;
}

Test(policy, the_default_maximum_is_a_quarter_of_the_memory)
{
    ASSERT_INT(sizes((HeapOptions){0}, 8192 * MB).maximum, 2048 * MB);
    ASSERT_INT(sizes((HeapOptions){.maximum_percent = 50}, 8192 * MB).maximum, 4096 * MB);
    ASSERT_INT(sizes((HeapOptions){.maximum = 100 * MB}, 8192 * MB).maximum, 100 * MB);
}

/* As the reference VM: below 252 MB of memory it is half, and between that and 504 MB 126 MB. */
Test(policy, small_machines_get_more_than_a_quarter)
{
    ASSERT_INT(sizes((HeapOptions){0}, 128 * MB).maximum, 64 * MB);
    ASSERT_INT(sizes((HeapOptions){.small_percent = 25}, 128 * MB).maximum, 32 * MB);
    ASSERT_INT(sizes((HeapOptions){0}, 300 * MB).maximum, 126 * MB);
}

Test(policy, the_first_heap_is_small_and_below_the_maximum)
{
    ASSERT_INT(sizes((HeapOptions){0}, 8192 * MB).initial, POLICY_FIRST_HEAP);
    ASSERT_INT(sizes((HeapOptions){.maximum = 4 * MB}, 8192 * MB).initial, 4 * MB);
    ASSERT_INT(sizes((HeapOptions){.initial_percent = 10}, 1000 * MB).initial, 100 * MB);
    ASSERT_INT(sizes((HeapOptions){.initial = 3000 * MB}, 8192 * MB).maximum, 3000 * MB);
}

Test(policy, the_memory_is_bounded_by_the_option)
{
    size_t all = policy_memory(&(HeapOptions){.ignore_groups = true});
    ASSERT_ABOVE(all, 100 * MB);
    ASSERT_AT_MOST(policy_memory(&(HeapOptions){0}), all);
    ASSERT_INT(policy_memory(&(HeapOptions){.memory_limit = 50 * MB}), 50 * MB);
}

Test(policy, the_budget_grows_with_what_lives_and_large_heaps_are_thrifty)
{
    HeapOptions options = sizes((HeapOptions){0}, 64 * 1024 * MB);
    ASSERT_INT(policy_budget(0, &options), POLICY_FIRST_HEAP);
    size_t last = 0;
    for (size_t live = MB; live < 8192 * MB; live *= 2) {
        size_t budget = policy_budget(live, &options);
        ASSERT_AT_LEAST(budget, last);
        ASSERT_AT_LEAST(budget + 1000, live / 60 * 40, "less free than MinHeapFreeRatio");
        size_t most = live / 30 * 70 > POLICY_FIRST_HEAP ? live / 30 * 70 : POLICY_FIRST_HEAP;
        ASSERT_AT_MOST(budget, most + 1000, "more free than MaxHeapFreeRatio");
        last = budget;
    }
    ASSERT_AT_MOST(policy_budget(1024 * MB, &options), 700 * MB);
    ASSERT_AT_MOST(policy_budget(0, &(HeapOptions){.maximum = 8 * MB, .free_percent_most = 70}), MB);
}

Test(policy, a_heap_after_a_peak_is_bloated)
{
    HeapOptions options = sizes((HeapOptions){0}, 8192 * MB);
    ASSERT_TRUE(policy_excess(10 * MB, 400 * MB, &options));
    ASSERT_FALSE(policy_excess(10 * MB, 50 * MB, &options));
    ASSERT_FALSE(policy_excess(200 * MB, 400 * MB, &options));
    options = sizes((HeapOptions){.initial = 500 * MB}, 8192 * MB);
    ASSERT_FALSE(policy_excess(10 * MB, 400 * MB, &options), "-Xms is kept");
}

Test(policy, objects_count_as_the_reference_vm_lays_them_out)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 64 * MB});
    Object *bytes = heap_new_array(t, fixture_array_class(T_BYTE), 100);
    ASSERT_INT(policy_counted_size(bytes), 120);
    Object *references = heap_new_array(t, fixture_array_class(T_OBJECT), 100);
    ASSERT_INT(policy_counted_size(references), 16 + 400);
    ASSERT_INT(policy_counted_size(heap_new_object(t, fixture_class(boot_loader, 0, 0))), 16);
    ASSERT_INT(policy_counted_size(heap_new_object(t, fixture_class(boot_loader, 0, 4))), 16);
    ASSERT_INT(policy_counted_size(heap_new_object(t, fixture_class(boot_loader, 2, 0))), 24);
    ASSERT_INT(policy_counted_size(heap_new_object(t, fixture_class(boot_loader, 1, 16))), 32);
}

/* ---- the limit ---- */

enum { LIMIT = 24 * 1024 * 1024 };

/* Without a class library a failing allocation ends the process: tests/java/HeapLimit.java asks how far it
 * goes. */
static NOINLINE void fill_nearly(Thread *t, Class *c)
{
    Object *head = NULL;
    for (size_t counted = 0; counted < LIMIT / 100 * 95;) {
        Object *o = heap_new_object(t, c);
        ASSERT_NOT_NULL(o);
        fixture_set(o, 0, head);
        counted += policy_counted_size(o);
        head = o;
    }
}

Test(limit, what_the_reference_vm_could_hold_fits)
{
    Thread *t = fixture_start((HeapOptions){.maximum = LIMIT});
    Class *shapes[] = {fixture_class(boot_loader, 1, 0), fixture_class(boot_loader, 2, 8),
                       fixture_class(boot_loader, 6, 0), fixture_class(boot_loader, 1, 1000)};
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < COUNT_OF(shapes); i++) {
            u64 before = heap_collections();
            fill_nearly(t, shapes[i]);
            ASSERT_AT_MOST(heap_collections() - before, 40, "a collection for every few objects");
            fixture_scrub();
            heap_collect(t, GC_CAUSE_SYSTEM_GC);
        }
}

Test(limit, counts_stay_in_order)
{
    Thread *t = fixture_start((HeapOptions){.maximum = LIMIT});
    Class *c = fixture_class(boot_loader, 6, 0);
    Object *head = NULL;
    for (int i = 0; i < 400000; i++) {
        Object *o = heap_new_object(t, c);
        ASSERT_NOT_NULL(o);
        fixture_set(o, 0, head);
        head = i % 50000 ? o : NULL;
        ASSERT_AT_MOST(heap_used(), heap_maximum());
        ASSERT_AT_MOST(heap_total(), heap_maximum());
    }
}

/* ---- memory goes back ---- */

/* By a thread of its own: nothing of it stays on this one's stack. */
static void *make_peak(void *unused)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    Object *all = heap_new_array(t, fixture_array_class(T_OBJECT), 200);
    for (i32 i = 0; i < 200; i++)
        ref_array_set(all, i, heap_new_array(t, fixture_array_class(T_BYTE), (i32)MB));
    thread_leave_vm(t);
    thread_detach(t);
    return unused;
}

Test(peak, memory_goes_back_at_an_explicit_collection)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 512 * MB});
    pthread_t thread;
    thread_leave_vm(t);
    pthread_create(&thread, NULL, make_peak, NULL);
    pthread_join(thread, NULL);
    thread_enter_vm(t);
    ASSERT_AT_LEAST(heap_total(), 200 * MB);
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_AT_MOST(heap_total(), 100 * MB);
}
