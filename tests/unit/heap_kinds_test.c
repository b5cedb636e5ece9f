/* heap_kinds_test.c - objects of every size and kind, where they start, and what a visit at the end of
 * marking sees */
#include "tests/unit/heap_fixture.h"

#include "gc/inspect.h"
#include "tests/unit/expect.h"
#include "vm/thread/handles.h"
#include "vm/thread/thread_state.h"

enum { SIZES = 600, STEP = 8 };

static Thread *start(void)
{
    return fixture_start((HeapOptions){.maximum = 256 * MB, .verify = true});
}

static Object *keep(Object *object)
{
    roots_loader_add_ref(boot_loader, object);
    return object;
}

/* One object of each size, with and without references; its bytes are its own. */
Test(kinds, objects_of_every_size_are_apart)
{
    Thread *t = start();
    Object *objects[2 * SIZES];
    for (u32 i = 0; i < 2 * SIZES; i++) {
        u32 refs = i % 2, bytes = i / 2 * STEP;
        Class *c = fixture_class(boot_loader, refs, bytes);
        ASSERT_INT(heap_class_kind(c), refs ? HEAP_TRACED : HEAP_POINTER_FREE);
        objects[i] = keep(heap_new_object(t, c));
        ASSERT_INT((uintptr_t)objects[i] % OBJECT_ALIGN, 0);
        for (u32 at = OBJECT_HEADER_SIZE; at < c->instance_size; at++)
            ASSERT_INT(*FIELD_AT(objects[i], at, u8), 0);
        memset(object_at(objects[i], OBJECT_HEADER_SIZE + refs * 8), (int)(i * 7 + 1), bytes);
    }
    for (int round = 0; round < 3; round++)
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (u32 i = 0; i < 2 * SIZES; i++)
        for (u32 at = 0; at < i / 2 * STEP; at++)
            ASSERT_INT(*FIELD_AT(objects[i], OBJECT_HEADER_SIZE + i % 2 * 8 + at, u8), (u8)(i * 7 + 1));
}

Test(kinds, arrays_of_every_element_type)
{
    Thread *t = start();
    for (Type type = T_BOOLEAN; type <= T_OBJECT; type++) {
        Class *c = fixture_array_class(type);
        ASSERT_INT(heap_class_kind(c), type == T_OBJECT ? HEAP_TRACED : HEAP_POINTER_FREE);
        for (i32 length = 0; length < 3000; length = length * 2 + 1) {
            Object *array = heap_new_array(t, c, length);
            ASSERT_INT(array_length(array), length);
            ASSERT_INT(heap_object_size(array), (size_t)16 + ((size_t)length << type_shift(type)));
        }
    }
}

/* A long array's elements are marked in pieces; a collection meets it in many states. */
Test(kinds, a_long_array_is_filled_beside_collections)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 256 * MB, .stress_interval = 5000, .verify = true});
    Class *c = fixture_class(boot_loader, 1, 8);
    enum { LENGTH = 100000 };
    Object *array = keep(heap_new_array(t, fixture_array_class(T_OBJECT), LENGTH));
    for (i32 i = 0; i < LENGTH; i++) {
        Object *o = heap_new_object(t, c);
        *FIELD_AT(o, 16, i64) = i;
        ref_array_set(array, i, o);
    }
    for (i32 i = 0; i < LENGTH; i++)
        ASSERT_INT(*FIELD_AT(ref_array_get(array, i), 16, i64), i);
    ASSERT_AT_LEAST(heap_collections(), LENGTH / 5000);
}

Test(kinds, an_address_tells_its_object)
{
    Thread *t = start();
    const size_t sizes[] = {16, 40, 512, 2000, 5000, 300000};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        Object *array = keep(heap_new_array(t, fixture_array_class(T_BYTE), (i32)sizes[i]));
        for (size_t at = 0; at < 16 + sizes[i]; at += 1 + sizes[i] / 10)
            ASSERT_PTR(heap_object_start((char *)array + at), array);
        ASSERT_TRUE(heap_is_object(array));
        ASSERT_FALSE(heap_is_object((char *)array + 16));
    }
    ASSERT_NULL(heap_object_start(NULL));
    ASSERT_NULL(heap_object_start(t));
    ASSERT_NULL(heap_object_start(boot_loader));
}

/* ---- visits ---- */

typedef struct Seen {
    const Class *class;
    u32 objects, visits;
} Seen;

static void count_object(Object *object, void *context)
{
    Seen *seen = context;
    seen->objects += object_class(object) == seen->class && mark_is_live(object);
}

static void visit(void *context)
{
    ((Seen *)context)->visits++;
    heap_walk(count_object, context);
}

Test(visits, see_what_is_alive_once)
{
    Thread *t = start();
    Seen seen = {.class = fixture_class(boot_loader, 1, 8)};
    for (int i = 0; i < 1000; i++)
        keep(heap_new_object(t, (Class *)seen.class));
    heap_collect_and_visit(t, GC_CAUSE_HEAP_DUMP, HEAP_VISIT_AT_END, visit, &seen);
    ASSERT_INT(seen.visits, 1);
    ASSERT_INT(seen.objects, 1000);
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_INT(seen.visits, 1);
}

static void count_cell(Object *object, void *context)
{
    Seen *seen = context;
    seen->objects += object_class(object) == seen->class;
}

static void visit_cells(void *context)
{
    ((Seen *)context)->visits++;
    cells_walk(count_cell, context);
}

Test(visits, see_what_is_dead_before_the_collection)
{
    Thread *t = start();
    Seen seen = {.class = fixture_class(boot_loader, 1, 8)};
    for (int i = 0; i < 1000; i++)
        heap_new_object(t, (Class *)seen.class);
    heap_collect_and_visit(t, GC_CAUSE_HEAP_DUMP, HEAP_VISIT_AT_BEGIN, visit_cells, &seen);
    ASSERT_INT(seen.visits, 1);
    ASSERT_INT(seen.objects, 1000);
}

static Class *small_class;

static void *visit_often(void *context)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    for (int i = 0; i < 50; i++) {
        heap_collect_and_visit(t, GC_CAUSE_HEAP_DUMP, HEAP_VISIT_AT_END, visit, context);
        for (int j = 0; j < 1000; j++)
            heap_new_object(t, small_class);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

Test(visits, of_several_threads)
{
    Thread *t = start();
    Seen seen[3] = {0};
    pthread_t threads[3];
    small_class = fixture_class(boot_loader, 1, 8);
    thread_leave_vm(t);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, visit_often, &seen[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    thread_enter_vm(t);
    for (int i = 0; i < 3; i++)
        ASSERT_INT(seen[i].visits, 50);
}

/* ---- weak handles ---- */

enum { HANDLES = 1000, SLACK = 20 /* words on the stack may keep a few */ };

static NOINLINE void make_weak(Thread *t, Class *c, HandleRef *ret_handles)
{
    for (int i = 0; i < HANDLES; i++) {
        Object *o = heap_new_object(t, c);
        ret_handles[i] = handles_weak(o);
        if (i % 10 == 0)
            keep(o);
    }
}

Test(weak_handles, are_cleared_when_the_object_dies)
{
    static HandleRef handles[HANDLES];
    Thread *t = start();
    make_weak(t, fixture_class(boot_loader, 1, 8), handles);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    int cleared = 0;
    for (int i = 0; i < HANDLES; i++) {
        if (i % 10 == 0)
            ASSERT_NOT_NULL(handles_get(handles[i]));
        else
            cleared += handles_get(handles[i]) == NULL;
        handles_delete_weak(handles[i]);
    }
    ASSERT_AT_LEAST(cleared, HANDLES * 9 / 10 - SLACK);
}
