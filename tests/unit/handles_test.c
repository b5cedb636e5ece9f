/* handles_test.c - local, global and weak references of vm/thread/handles.c */
#include "tests/unit/heap_fixture.h"

#include "tests/unit/expect.h"
#include "vm/thread/handles.h"

#define VERIFY ((HeapOptions){.maximum = 64 * MB, .verify = true})

Test(handles, kinds_are_told_apart)
{
    Thread *t = fixture_start(VERIFY);
    Object *o = heap_new_object(t, fixture_class(boot_loader, 1, 0));
    HandleRef local = handles_local(t, o), global = handles_global(o), weak = handles_weak(o);
    ASSERT_INT(handles_kind(t, local), HANDLE_LOCAL);
    ASSERT_INT(handles_kind(t, global), HANDLE_GLOBAL);
    ASSERT_INT(handles_kind(t, weak), HANDLE_WEAK);
    ASSERT_INT(handles_kind(t, NULL), HANDLE_INVALID);
    ASSERT_INT(handles_kind(t, (HandleRef)(uintptr_t)0x10000), HANDLE_INVALID);
    ASSERT_INT(handles_kind(t, (HandleRef)(uintptr_t)(999u << 2 | 2)), HANDLE_INVALID);
    ASSERT_PTR(handles_get(local), o);
    ASSERT_PTR(handles_get(global), o);
    ASSERT_PTR(handles_get(weak), o);
    ASSERT_NULL(handles_get(NULL));
    ASSERT_NULL(handles_local(t, NULL));
    ASSERT_NULL(handles_global(NULL));
    handles_delete_global(global);
    handles_delete_weak(weak);
    ASSERT_INT(handles_kind(t, global), HANDLE_INVALID);
    ASSERT_INT(handles_kind(t, weak), HANDLE_INVALID);
    ASSERT_PTR(handles_global(o), global, "a freed entry is used again");
}

Test(handles, frames_nest_over_blocks)
{
    Thread *t = fixture_start(VERIFY);
    Class *c = fixture_class(boot_loader, 0, 8);
    HandleRef refs[500];
    HandleFrame outer = handles_push_frame(t);
    for (int i = 0; i < 500; i++) {
        Object *o = heap_new_object(t, c);
        *FIELD_AT(o, 8, i64) = i;
        refs[i] = handles_local(t, o);
    }
    HandleFrame inner = handles_push_frame(t);
    for (int i = 0; i < 200; i++)
        handles_local(t, heap_new_object(t, c));
    handles_pop_frame(t, inner);
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (int i = 0; i < 50000; i++)
        heap_new_object(t, c);
    for (int i = 0; i < 500; i++)
        ASSERT_INT(*FIELD_AT(handles_get(refs[i]), 8, i64), i);
    handles_pop_frame(t, outer);
    ASSERT_INT(handles_kind(t, refs[499]), HANDLE_INVALID);
}

Test(handles, deleting_locals_in_a_loop_takes_no_room)
{
    Thread *t = fixture_start(VERIFY);
    Object *o = heap_new_object(t, fixture_class(boot_loader, 0, 8));
    HandleRef first = handles_local(t, o);
    for (int i = 0; i < 10000; i++)
        handles_delete_local(t, handles_local(t, o));
    HandleRef next = handles_local(t, o);
    ASSERT_PTR((Object **)next, (Object **)first + 1);
}

enum { COUNT = 2000 };

static NOINLINE void fill(Thread *t, HandleRef *weaks, HandleRef *globals)
{
    Class *c = fixture_class(boot_loader, 1, 8);
    for (int i = 0; i < COUNT; i++) {
        Object *o = heap_new_object(t, c);
        *FIELD_AT(o, 16, i64) = i;
        weaks[i] = handles_weak(o);
        globals[i] = i % 2 ? handles_global(o) : NULL;
    }
}

Test(handles, weak_ones_die_global_ones_live)
{
    Thread *t = fixture_start(VERIFY);
    static HandleRef weaks[COUNT], globals[COUNT];
    fill(t, weaks, globals);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    int dead = 0;
    for (int i = 0; i < COUNT; i++) {
        ASSERT_INT(handles_kind(t, weaks[i]), HANDLE_WEAK);
        if (globals[i]) {
            ASSERT_PTR(handles_get(weaks[i]), handles_get(globals[i]));
            ASSERT_INT(*FIELD_AT(handles_get(globals[i]), 16, i64), i);
        } else {
            dead += handles_get(weaks[i]) == NULL;
        }
    }
    ASSERT_AT_LEAST(dead, COUNT / 2 - 50);
}
