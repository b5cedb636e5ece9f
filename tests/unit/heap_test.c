/* heap_test.c - allocation, marking, References and loaders of gc/ */
#include "gc/inspect.h"
#include "tests/unit/heap_fixture.h"

#include "tests/unit/expect.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_state.h"

#define VERIFY ((HeapOptions){.maximum = 256 * MB, .verify = true})

Test(heap, objects_are_zeroed_and_stamped)
{
    Thread *t = fixture_start(VERIFY);
    Class *c = fixture_class(boot_loader, 3, 20);
    for (int i = 0; i < 10000; i++) {
        Object *o = heap_new_object(t, c);
        ASSERT_NOT_NULL(o);
        ASSERT_INT(((uintptr_t)o & 15), 0);
        ASSERT_PTR(object_class(o), c);
        ASSERT_INT(o->lock_word, 0);
        for (u32 at = 8; at < c->instance_size; at += 4)
            ASSERT_INT(*FIELD_AT(o, at, u32), 0);
        memset(object_at(o, 32), 0xFF, c->instance_size - 32);
    }
    ASSERT_INT(heap_object_size(heap_new_object(t, c)), c->instance_size);
}

Test(heap, arrays_of_all_sizes_are_zeroed)
{
    Thread *t = fixture_start(VERIFY);
    Class *bytes = fixture_array_class(T_BYTE);
    for (i32 length = 0; length < 200000; length = length * 3 / 2 + 1)
        for (int round = 0; round < 20; round++) {
            Object *array = heap_new_array(t, bytes, length);
            ASSERT_INT(array_length(array), length);
            u8 *data = array_data(array);
            for (i32 i = 0; i < length; i++)
                ASSERT_INT(data[i], 0);
            memset(data, 0xA5, (size_t)length);
        }
    ASSERT_INT(heap_object_size(heap_new_array(t, bytes, 100)), 116);
}

Test(heap, a_list_survives_collections)
{
    Thread *t = fixture_start(VERIFY);
    Class *c = fixture_class(boot_loader, 1, 8);
    Object *head = NULL;
    for (i64 i = 0; i < 3000000; i++) {
        Object *o = heap_new_object(t, c);
        *FIELD_AT(o, 16, i64) = i;
        if (i % 100 == 0) {
            fixture_set(o, 0, head);
            head = o;
        }
    }
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    i64 sum = 0;
    int count = 0;
    for (Object *o = head; o; o = fixture_get(o, 0), count++)
        sum += *FIELD_AT(o, 16, i64);
    ASSERT_INT(count, 30000);
    ASSERT_INT(sum, (i64)29999 * 30000 / 2 * 100);
    ASSERT_ABOVE(heap_collections(), 2);
}

/* Long arrays go to the marker as a range: mark.c writes its mark stack. */
Test(heap, long_arrays)
{
    Thread *t = fixture_start(VERIFY);
    Class *c = fixture_class(boot_loader, 6, 8);
    Object *array = heap_new_array(t, fixture_array_class(T_OBJECT), 300000);
    for (i32 i = 0; i < 300000; i++) {
        Object *o = heap_new_object(t, c);
        ref_array_set(array, i, o);
        Object *inner = heap_new_object(t, c);
        *FIELD_AT(inner, 56, i64) = i;
        fixture_set(o, 5, inner);
    }
    for (int round = 0; round < 3; round++)
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (i32 i = 0; i < 1000000; i++)
        heap_new_object(t, c);
    for (i32 i = 0; i < 300000; i++)
        ASSERT_INT(*FIELD_AT(fixture_get(ref_array_get(array, i), 5), 56, i64), i);
}

static Class *make_mirror_class(void)
{
    Class *c = fixture_class(boot_loader, 1, 8); /* one field, then the pointer to the class */
    c->flags |= CLASS_IS_MIRROR;
    wk_field[WK_FIELD_Class_vm_class] = 16;
    return c;
}

static Object *make_mirror(Thread *t, Class *mirror_class, Class *represented)
{
    represented->static_size = 24 + 3 * 8;
    represented->static_ref_offset = 24;
    represented->static_ref_count = 3;
    represented->mirror = heap_new_mirror(t, mirror_class, represented);
    *FIELD_AT(represented->mirror, 16, u64) = (u64)(uintptr_t)represented;
    return represented->mirror;
}

Test(heap, statics_in_a_mirror_are_alive)
{
    Thread *t = fixture_start(VERIFY);
    Class *class_class = make_mirror_class(), *c = fixture_class(boot_loader, 0, 8);
    Object *mirror = make_mirror(t, class_class, c);
    ASSERT_INT(heap_object_size(mirror), c->static_size);
    for (u32 i = 0; i < 3; i++) {
        Object *o = heap_new_object(t, c);
        *FIELD_AT(o, 8, i64) = 100 + i;
        ref_store(mirror, 24 + i * 8, o);
    }
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (int i = 0; i < 100000; i++)
        heap_new_object(t, c);
    for (u32 i = 0; i < 3; i++)
        ASSERT_INT(*FIELD_AT(ref_load(mirror, 24 + i * 8), 8, i64), 100 + i);
}

Test(heap, a_clone_is_shallow)
{
    Thread *t = fixture_start(VERIFY);
    Class *c = fixture_class(boot_loader, 1, 8);
    Object *o = heap_new_object(t, c);
    fixture_set(o, 0, o);
    *FIELD_AT(o, 16, i64) = -7;
    o->lock_word = LOCK_HASHED;
    Object *copy = heap_clone(t, o);
    ASSERT_PTR(fixture_get(copy, 0), o);
    ASSERT_INT(*FIELD_AT(copy, 16, i64), -7);
    ASSERT_INT(copy->lock_word, 0);
    Object *array = heap_new_array(t, fixture_array_class(T_BYTE), 5);
    memcpy(array_data(array), "abcde", 5);
    copy = heap_clone(t, array);
    ASSERT_INT(array_length(copy), 5);
    ASSERT_BYTES(array_data(copy), "abcde", 5);
}

/* ---- References: referent 8, queue 16, next 24, discovered 32, timestamp 40 ---- */

enum { REFERENCES = 1000, SLACK = 50 /* words on the stack may keep a few */ };

static Class *make_reference_class(ReferenceKind kind)
{
    Class *c = fixture_class(boot_loader, 4, 8);
    *c->ref_spans = (RefSpan){16, 2};
    c->flags |= CLASS_IS_REFERENCE;
    c->reference_kind = (u8)kind;
    wk_field[WK_FIELD_Reference_referent] = 8;
    wk_field[WK_FIELD_Reference_queue] = 16;
    wk_field[WK_FIELD_Reference_next] = 24;
    wk_field[WK_FIELD_Reference_discovered] = 32;
    wk_field[WK_FIELD_SoftReference_timestamp] = 40;
    return c;
}

/* References to `targets`, or to fresh objects, each of which has a weak reference of its own in field 1. */
static NOINLINE Object *make_references(Thread *t, Class *c, Class *target_class)
{
    Object *all = heap_new_array(t, fixture_array_class(T_OBJECT), REFERENCES);
    for (i32 i = 0; i < REFERENCES; i++) {
        Object *reference = heap_new_object(t, c), *target = heap_new_object(t, target_class);
        ref_store(reference, 8, target);
        ref_array_set(all, i, reference);
    }
    return all;
}

static int count_cleared(Object *all)
{
    int cleared = 0;
    for (i32 i = 0; i < REFERENCES; i++)
        cleared += ref_load(ref_array_get(all, i), 8) == NULL;
    return cleared;
}

static int count_pending(Thread *t)
{
    int count = 0;
    for (Object *o = refs_take_pending(t); o; o = ref_load(o, 32))
        count++;
    return count;
}

static void check_cleared_once(ReferenceKind kind)
{
    Thread *t = fixture_start(VERIFY);
    Class *target = fixture_class(boot_loader, 2, 0);
    Object *all = make_references(t, make_reference_class(kind), target);
    Object *kept = ref_load(ref_array_get(all, 0), 8);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    int cleared = count_cleared(all);
    ASSERT_AT_LEAST(cleared, REFERENCES - SLACK);
    ASSERT_PTR(ref_load(ref_array_get(all, 0), 8), kept);
    ASSERT_INT(count_pending(t), cleared);
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_INT(count_pending(t), count_cleared(all) - cleared);
}

Test(references, weak_ones_are_cleared_once)
{
    check_cleared_once(REF_WEAK);
}

Test(references, phantom_ones_are_cleared_once)
{
    check_cleared_once(REF_PHANTOM);
}

Test(references, soft_ones_go_only_at_the_last_chance)
{
    Thread *t = fixture_start(VERIFY);
    Object *all = make_references(t, make_reference_class(REF_SOFT), fixture_class(boot_loader, 2, 0));
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_INT(count_cleared(all), 0);
    heap_collect(t, GC_CAUSE_LAST_CHANCE);
    ASSERT_AT_LEAST(count_cleared(all), REFERENCES - SLACK);
}

Test(references, finalizable_objects_are_revived_with_what_they_reach)
{
    Thread *t = fixture_start(VERIFY);
    Class *target = fixture_class(boot_loader, 2, 0);
    Class *final_class = make_reference_class(REF_FINAL);
    Object *all = make_references(t, final_class, target);
    for (i32 i = 0; i < REFERENCES; i++) {
        Object *inner = heap_new_object(t, target);
        fixture_set(ref_load(ref_array_get(all, i), 8), 0, inner);
        fixture_set(inner, 1, inner);
    }
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (int i = 0; i < 100000; i++)
        heap_new_object(t, target);
    ASSERT_INT(count_cleared(all), 0);
    int pending = count_pending(t);
    ASSERT_AT_LEAST(pending, REFERENCES - SLACK);
    for (i32 i = 0; i < REFERENCES; i++) {
        Object *inner = fixture_get(ref_load(ref_array_get(all, i), 8), 0);
        ASSERT_PTR(fixture_get(inner, 1), inner);
    }
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_AT_MOST(count_pending(t), REFERENCES - pending);
}

/* A weak reference is cleared before its referent is revived for finalization, a phantom one not until
 * afterwards. */
static NOINLINE void refer_twice(Thread *t, Object *finals, Class *c, Object *others)
{
    for (i32 i = 0; i < REFERENCES; i++) {
        Object *reference = heap_new_object(t, c);
        ref_store(reference, 8, ref_load(ref_array_get(finals, i), 8));
        ref_array_set(others, i, reference);
    }
}

Test(references, weak_before_final_before_phantom)
{
    Thread *t = fixture_start(VERIFY);
    Class *objects = fixture_array_class(T_OBJECT);
    Class *weak = make_reference_class(REF_WEAK), *phantom = make_reference_class(REF_PHANTOM);
    Object *finals = make_references(t, make_reference_class(REF_FINAL), fixture_class(boot_loader, 2, 0));
    Object *weaks = heap_new_array(t, objects, REFERENCES),
           *phantoms = heap_new_array(t, objects, REFERENCES);
    refer_twice(t, finals, weak, weaks);
    refer_twice(t, finals, phantom, phantoms);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_AT_LEAST(count_cleared(weaks), REFERENCES - SLACK);
    ASSERT_INT(count_cleared(phantoms), 0);
    ASSERT_INT(count_cleared(finals), 0); /* referred to until here: a dead one revives nothing */
}

/* ---- loaders ---- */

static u32 add_object(Thread *t, LoaderData *loader, Class *c)
{
    return roots_loader_add_ref(loader, heap_new_object(t, c));
}

Test(loaders, references_of_metadata_survive)
{
    Thread *t = fixture_start(VERIFY);
    Class *c = fixture_class(boot_loader, 1, 8);
    for (u32 i = 1; i <= 5000; i++) {
        ASSERT_INT(add_object(t, boot_loader, c), i);
        *FIELD_AT(loader_ref(boot_loader, i), 16, i64) = i;
    }
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (int i = 0; i < 100000; i++)
        heap_new_object(t, c);
    for (u32 i = 1; i <= 5000; i++)
        ASSERT_INT(*FIELD_AT(loader_ref(boot_loader, i), 16, i64), i);
}

static NOINLINE Object *fill_loader(Thread *t, LoaderData *loader, Class *c)
{
    for (u32 i = 1; i <= 1000; i++) {
        add_object(t, loader, c);
        *FIELD_AT(loader_ref(loader, i), 16, i64) = i;
    }
    return heap_new_object(t, c);
}

Test(loaders, an_instance_keeps_its_loader)
{
    Thread *t = fixture_start(VERIFY);
    LoaderData *live = fixture_loader(), *dead = fixture_loader();
    Class *live_class = fixture_class(live, 1, 8), *dead_class = fixture_class(dead, 1, 8);
    Object *instance = fill_loader(t, live, live_class);
    fill_loader(t, dead, dead_class);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (int i = 0; i < 100000; i++)
        heap_new_object(t, live_class);
    ASSERT_TRUE(mark_loader_reached(live));
    ASSERT_PTR(object_class(instance), live_class);
    for (u32 i = 1; i <= 1000; i++)
        ASSERT_INT(*FIELD_AT(loader_ref(live, i), 16, i64), i);
}

enum { ON_STACK = 30000 /* several times the library's first mark stack */ };

static NOINLINE void hold_many(Thread *t, LoaderData *loader, Class *c)
{
    Object *volatile held[ON_STACK];
    for (i64 i = 0; i < ON_STACK; i++) {
        held[i] = heap_new_object(t, c);
        Object *inner = heap_new_object(t, c);
        *FIELD_AT(inner, 16, i64) = i;
        fixture_set(held[i], 0, inner);
    }
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    for (int i = 0; i < 100000; i++)
        heap_new_object(t, c);
    for (i64 i = 0; i < ON_STACK; i++)
        ASSERT_INT(*FIELD_AT(fixture_get(held[i], 0), 16, i64), i);
    for (u32 i = 1; i <= 1000; i++)
        ASSERT_INT(*FIELD_AT(loader_ref(loader, i), 16, i64), i);
}

/* Entries that are lost are found again: objects by a walk over marked ones, loaders' tables by roots_push.
 */
Test(loaders, survive_an_overflow_of_the_mark_stack)
{
    Thread *t = fixture_start(VERIFY);
    LoaderData *loader = fixture_loader();
    Class *c = fixture_class(loader, 1, 8);
    fill_loader(t, loader, c);
    hold_many(t, loader, c);
}

/* ---- threads ---- */

static Class *shared_class, *shared_array;

static void *mutator(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    Object *head = NULL;
    i64 expected = 0, sum = 0;
    for (i64 i = 0; i < 1000000; i++) {
        Object *o = heap_new_object(t, shared_class);
        if (i % 997 == 0) {
            Object *array = heap_new_array(t, shared_array, (i32)(i % 9000));
            if (array_length(array))
                ((u8 *)array_data(array))[array_length(array) - 1] = 1;
            *FIELD_AT(o, 24, i64) = i;
            fixture_set(o, 0, head);
            fixture_set(o, 1, array);
            head = o;
            expected += i;
        }
        if (safepoint_requested(t))
            safepoint_poll(t);
    }
    for (Object *o = head; o; o = fixture_get(o, 0)) {
        i64 i = *FIELD_AT(o, 24, i64);
        Object *array = fixture_get(o, 1);
        ASSERT_INT(array_length(array), i % 9000);
        for (i32 at = 0; at < array_length(array) - 1; at++)
            ASSERT_INT(((u8 *)array_data(array))[at], 0);
        sum += i;
    }
    ASSERT_INT(sum, expected);
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

static void run_mutators(HeapOptions options)
{
    Thread *t = fixture_start(options);
    shared_class = fixture_class(boot_loader, 2, 8);
    shared_array = fixture_array_class(T_BYTE);
    pthread_t threads[4];
    thread_leave_vm(t);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, mutator, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    thread_enter_vm(t);
    ASSERT_ABOVE(heap_collections(), 3);
}

Test(threads, allocate_beside_collections)
{
    run_mutators((HeapOptions){.maximum = 32 * MB, .initial = 4 * MB, .verify = true});
}

Test(stress, collecting_at_every_hundredth_allocation)
{
    HeapOptions options = {.maximum = 64 * MB, .stress_interval = 100, .verify = true, .poison = true};
    Thread *t = fixture_start(options);
    Class *c = fixture_class(boot_loader, 1, 8);
    Object *head = NULL;
    for (i64 i = 0; i < 20000; i++) {
        Object *o = heap_new_object(t, c);
        *FIELD_AT(o, 16, i64) = i;
        if (i % 10 == 0) {
            fixture_set(o, 0, head);
            head = o;
        }
    }
    int count = 0;
    for (Object *o = head; o; o = fixture_get(o, 0))
        count++;
    ASSERT_INT(count, 2000);
    ASSERT_AT_LEAST(heap_collections(), 200);
}

static void count_object(Object *object, void *context)
{
    (void)object;
    ++*(int *)context;
}

Test(heap, a_walk_finds_the_live_objects)
{
    Thread *t = fixture_start(VERIFY);
    Class *c = fixture_class(boot_loader, 1, 8);
    Object *head = NULL;
    for (int i = 0; i < 5000; i++) {
        Object *o = heap_new_object(t, c);
        fixture_set(o, 0, head);
        head = o;
    }
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    int count = 0;
    safepoint_begin(t);
    heap_walk(count_object, &count);
    safepoint_end(t);
    ASSERT_AT_LEAST(count, 5000);
    ASSERT_BELOW(count, 5100);
    ASSERT_TRUE(heap_is_object(head));
    ASSERT_FALSE(heap_is_object((char *)head + 16));
    ASSERT_FALSE(heap_is_object(&count));
}
