/* heap_limit_test.c - the end of the heap: -Xmx, the n-th allocation that fails, and what the hostile modes
 * find. Without a Java library an OutOfMemoryError ends the process with code 1, so each case that runs out
 * of memory is a child process, which counts in memory that it shares. */
#include "tests/unit/heap_fixture.h"

#include "tests/unit/expect.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { OUT_OF_MEMORY = 1 };

static u64 *counted; /* by the child */

/* The child's wait status. */
static int in_child(void (*run)(void))
{
    counted = mmap(NULL, sizeof *counted, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0) {
        run();
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return status;
}

static void expect_exhaustion(void (*run)(void))
{
    int status = in_child(run);
    ASSERT_TRUE(WIFEXITED(status), "wait status %x", status);
    ASSERT_INT(WEXITSTATUS(status), OUT_OF_MEMORY, "wait status %x", status);
}

static bool is_within_5_percent(u64 measured, u64 wanted)
{
    return measured * 100 >= wanted * 95 && measured * 100 <= wanted * 105;
}

/* ---- the limit ---- */

static void fill_with_small(void)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 16 * MB});
    Class *c = fixture_class(boot_loader, 1, 48); /* 64 bytes: no loss to rounding */
    for (Object *head = NULL;; ++*counted) {
        Object *o = heap_new_object(t, c);
        fixture_set(o, 0, head);
        head = o;
    }
}

Test(limit, small_objects)
{
    expect_exhaustion(fill_with_small);
    u64 bytes = *counted * 64;
    ASSERT_TRUE(is_within_5_percent(bytes, 16 * MB), "%llu", (unsigned long long)bytes);
}

static void fill_with_large(void)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 64 * MB});
    Class *arrays = fixture_array_class(T_OBJECT), *bytes = fixture_array_class(T_BYTE);
    Object *all = heap_new_array(t, arrays, 1000);
    for (i32 i = 0;; i++, ++*counted)
        ref_array_set(all, i, heap_new_array(t, bytes, 1024 * 1024));
}

Test(limit, large_objects)
{
    expect_exhaustion(fill_with_large);
    ASSERT_TRUE(is_within_5_percent(*counted, 64), "%llu MB", (unsigned long long)*counted);
}

static void ask_for_more_than_all(void)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 16 * MB});
    Class *bytes = fixture_array_class(T_BYTE);
    ASSERT_NOT_NULL(heap_new_array(t, bytes, 8 * 1024 * 1024));
    *counted = 1;
    heap_new_array(t, bytes, 17 * 1024 * 1024);
}

Test(limit, one_object_larger_than_the_heap)
{
    expect_exhaustion(ask_for_more_than_all);
    ASSERT_INT(*counted, 1);
}

static void make_garbage(void)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 16 * MB});
    Class *c = fixture_class(boot_loader, 3, 100), *bytes = fixture_array_class(T_BYTE);
    for (int i = 0; i < 20000; i++) {
        heap_new_array(t, bytes, i * 37 % 100000);
        for (int j = 0; j < 50; j++)
            heap_new_object(t, c);
    }
    *counted = heap_collections();
}

Test(limit, garbage_never_exhausts_it)
{
    ASSERT_INT(in_child(make_garbage), 0);
    ASSERT_ABOVE(*counted, 20);
}

/* ---- hostile modes ---- */

static void fail_the_hundredth(void)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 16 * MB, .fail_at = 100});
    Class *c = fixture_class(boot_loader, 1, 8);
    for (;; ++*counted)
        heap_new_object(t, c);
}

Test(hostile, the_nth_allocation_fails)
{
    expect_exhaustion(fail_the_hundredth);
    ASSERT_INT(*counted, 99);
}

Test(hostile, verification_finds_a_word_that_is_no_object, .signal = SIGABRT)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 16 * MB, .verify = true});
    Class *c = fixture_class(boot_loader, 1, 8);
    c->name = symbol_from("Holder"); /* the report names it */
    Object *holder = heap_new_object(t, c);
    Object *array = heap_new_array(t, fixture_array_class(T_BYTE), 100);
    roots_loader_add_ref(boot_loader, holder);
    roots_loader_add_ref(boot_loader, array);
    *FIELD_AT(holder, OBJECT_HEADER_SIZE, char *) = (char *)array + 32; /* into an object */
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
}

Test(hostile, verification_finds_a_negative_length, .signal = SIGABRT)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 16 * MB, .verify = true});
    Object *array = heap_new_array(t, fixture_array_class(T_BYTE), 100);
    roots_loader_add_ref(boot_loader, array);
    ((Array *)array)->length = -5;
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
}

enum { DEAD = 1000, SLACK = 20 /* words on the stack may keep a few */, MASK = 0x5A5A5A };

/* Addresses in a form that no scan takes for references. */
static NOINLINE void make_dead(Thread *t, Class *c, uintptr_t *ret_hidden)
{
    for (int i = 0; i < DEAD; i++)
        ret_hidden[i] = ~(uintptr_t)heap_new_object(t, c);
}

Test(hostile, poison_takes_the_class_word_of_dead_objects)
{
    static uintptr_t hidden[DEAD];
    Thread *t = fixture_start((HeapOptions){.maximum = 64 * MB, .poison = true});
    Class *c = fixture_class(boot_loader, 1, 8);
    Object *live = heap_new_object(t, c);
    roots_loader_add_ref(boot_loader, live);
    make_dead(t, c, hidden);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    int stamped = 0;
    for (int i = 0; i < DEAD; i++)
        stamped += object_class((const Object *)~hidden[i]) == c;
    ASSERT_AT_MOST(stamped, SLACK);
    ASSERT_PTR(object_class(live), c);
}
