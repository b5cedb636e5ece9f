/* mark.c - see mark.h.
 * Two markers share one description of objects: bdwgc's (parallel, through mark_object) and a plain one for
 * refs.c. */
#include "gc/mark.h"

#include "gc/refs.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/vec.h"
#include "vm/library/wellknown.h"

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_mark.h>

enum {
    RANGE_MINIMUM = 4, /* fewer references than this are pushed one by one */
    SPAN_MINIMUM = 8,  /* the same for a span of fields, unless it is the object's last */
    LOADER_STEP =
        32 /* entries that one visit of a loader pushes: far below what overflows a local mark stack */
};

/* bdwgc's mark stack entry. Its headers hide the two words, but a procedure that is to push a part of an
 * object, or a continuation of itself, has to write them; heap_test checks that they are understood. */
typedef struct MarkEntry {
    const void *start;
    GC_word descriptor; /* a length in bytes, or GC_MAKE_PROC */
} MarkEntry;

typedef struct MarkStack {
    struct GC_ms_entry *top, *limit;
} MarkStack;

SNAPSHOT_STATE(dropped) u32 mark_epoch;

SNAPSHOT_STATE(host) static struct {
    unsigned loader_procedure; /* the library's number, for good */
} state;

static void push(MarkStack *s, Object *object, const void *from)
{
    s->top = GC_MARK_AND_PUSH(object, s->top, s->limit, (void **)from);
}

static bool push_entry(MarkStack *s, const void *start, GC_word descriptor)
{
    MarkEntry *entry = (MarkEntry *)s->top + 1;
    if (entry + 1 >= (MarkEntry *)s->limit)
        return false;
    *entry = (MarkEntry){start, descriptor};
    s->top = (struct GC_ms_entry *)entry;
    return true;
}

/* The range holds references only. A long one becomes an entry that the library scans by itself and may share
 * between markers. */
static void push_range(MarkStack *s, Object *const *refs, size_t count)
{
    if (count >= RANGE_MINIMUM && push_entry(s, refs, (GC_word)(count * sizeof(Object *))))
        return;
    for (size_t i = 0; i < count; i++)
        push(s, refs[i], &refs[i]);
}

/* Pushing references one by one costs a call of the library for each, but a referenced object that needs no
 * look inside is done with at once, so the mark stack stays short: a long list whose entries left a range
 * each behind would overflow it. The range that is pushed last is taken up next and leaves nothing behind;
 * for that one the library's own loop is better, from the second reference on. */
static inline void push_fields(MarkStack *s, Object *object, const Class *c)
{
    for (u32 i = 0; i < c->ref_span_count; i++) {
        Object **refs = FIELD_AT(object, c->ref_spans[i].offset, Object *);
        size_t count = c->ref_spans[i].count;
        bool is_last = i + 1 == c->ref_span_count;
        if (count >= (is_last ? 2 : SPAN_MINIMUM) && push_entry(s, refs, (GC_word)(count * sizeof(Object *))))
            continue;
        for (size_t j = 0; j < count; j++)
            push(s, refs[j], &refs[j]);
    }
}

/* ---- classes and loaders: alive while an instance, a mirror or the ClassLoader is ---- */

/* What a loader keeps alive, in steps: its reference pages, the mirrors of the classes it defined, then those
 * of the other classes it knows as initiating loader (superclasses and resolved classes among them). */
static bool loader_step(MarkStack *s, LoaderData *l, u64 *position)
{
    u64 pages = (l->ref_count + REF_TABLE_PAGE) / REF_TABLE_PAGE;
    u64 classes = l->class_count;
    if (*position == 0)
        push(s, l->java_loader, &l->java_loader);
    for (int i = 0; i < LOADER_STEP; i++, ++*position) {
        if (*position < pages) {
            if (l->ref_directory && l->ref_directory[*position])
                push_range(s, l->ref_directory[*position]->refs, REF_TABLE_PAGE);
        } else if (*position < pages + classes) {
            Class *c = l->class_list[*position - pages];
            push(s, c->mirror, &c->mirror);
        } else {
            u32 at = (u32)(*position - pages - classes);
            u64 name, class;
            if (!map_next(&l->classes, &at, &name, &class))
                return false;
            *position = pages + classes + at - 1;
            Class *c = (Class *)(uintptr_t) class;
            push(s, c->mirror, &c->mirror);
        }
    }
    return true;
}

static void reach_loader(MarkStack *s, LoaderData *l)
{
    for (; l && l->mark_epoch != mark_epoch; l = l->host) {
        l->mark_epoch = mark_epoch;
        if (push_entry(s, l, GC_MAKE_PROC(state.loader_procedure, (GC_word)0)))
            continue;
        for (u64 position = 0; loader_step(s, l, &position);)
            ;
    }
}

static struct GC_ms_entry *mark_loader(GC_word *address, struct GC_ms_entry *top, struct GC_ms_entry *limit,
                                       GC_word position)
{
    MarkStack s = {top, limit};
    LoaderData *l = (LoaderData *)address;
    u64 at = position;
    while (loader_step(&s, l, &at))
        if (push_entry(&s, l, GC_MAKE_PROC(state.loader_procedure, (GC_word)at)))
            break;
    return s.top;
}

static NOINLINE void reach_class(MarkStack *s, Class *c)
{
    if (!mark_is_loaded(c))
        return;
    c->mark_epoch = mark_epoch;
    push(s, c->mirror, &c->mirror);
    reach_loader(s, c->loader);
}

/* ---- objects whose class says that they are more than their fields ---- */

/* The class that a mirror stands for; NULL while the release table is not filled. */
static Class *mirror_class(const Object *mirror)
{
    u32 offset = WK_FIELD(Class_vm_class);
    return offset ? (Class *)(uintptr_t)*FIELD_AT(mirror, offset, u64) : NULL;
}

static LoaderData *loader_of_object(const Object *java_loader)
{
    u32 offset = WK_FIELD(ClassLoader_vm_loader);
    return offset ? (LoaderData *)(uintptr_t)*FIELD_AT(java_loader, offset, u64) : NULL;
}

/* During boot, while the release table is not filled, the fields with special meaning are not known; so every
 * word of the object is looked at. */
static void push_all_words(MarkStack *s, Object *object)
{
    push_range(s, FIELD_AT(object, OBJECT_HEADER_SIZE, Object *), GC_size(object) / sizeof(Object *) - 1);
}

static NOINLINE void mark_special(MarkStack *s, Object *object, const Class *c)
{
    if ((c->flags & CLASS_IS_REFERENCE) && UNLIKELY(!WK_FIELD(Reference_referent))) {
        push_all_words(s, object);
    } else if (c->flags & CLASS_IS_REFERENCE) {
        Object **discovered = FIELD_AT(object, WK_FIELD(Reference_discovered), Object *);
        Object **referent = FIELD_AT(object, WK_FIELD(Reference_referent), Object *);
        push(s, *discovered, discovered);
        if (!refs_discover(object, c))
            push(s, *referent, referent);
    }
    if (c->flags & CLASS_IS_MIRROR) {
        Class *represented = mirror_class(object);
        if (represented) {
            push_range(s, FIELD_AT(object, represented->static_ref_offset, Object *),
                       represented->static_ref_count);
            if (represented->mark_epoch != mark_epoch)
                reach_class(s, represented);
        } else {
            push_all_words(s, object);
        }
    }
    if (c->flags & CLASS_IS_LOADER)
        reach_loader(s, loader_of_object(object));
}

static struct GC_ms_entry *mark_object(GC_word *address, struct GC_ms_entry *top, struct GC_ms_entry *limit,
                                       GC_word unused)
{
    (void)unused;
    Object *object = (Object *)address;
    if (!mark_is_stamped(object))
        return top;
    Class *c = object_class(object);
    MarkStack s = {top, limit};
    if (UNLIKELY(c->mark_epoch != mark_epoch))
        reach_class(&s, c);
    if (c->kind == CLASS_REF_ARRAY) {
        push_range(&s, array_data(object), (size_t)array_length(object));
        return s.top;
    }
    push_fields(&s, object, c);
    if (UNLIKELY(c->flags & (CLASS_IS_REFERENCE | CLASS_IS_MIRROR | CLASS_IS_LOADER)))
        mark_special(&s, object, c);
    return s.top;
}

void mark_init(void)
{
    mark_epoch = 1; /* no loader is reached at first */
}

size_t mark_procedures(void)
{
    state.loader_procedure = GC_new_proc(mark_loader);
    return GC_MAKE_PROC(GC_new_proc(mark_object), (GC_word)0);
}

void mark_begin(void)
{
    if (++mark_epoch == 0)
        mark_epoch = 1;
}

/* ---- the second marker: one thread, for what only finalizable objects reach ---- */

typedef VEC(Object *) ObjectStack;

static bool in_heap(const Object *object)
{
    return (const void *)object >= GC_least_plausible_heap_addr &&
           (const void *)object < GC_greatest_plausible_heap_addr;
}

bool mark_is_live(const Object *object)
{
    return !in_heap(object) || GC_is_marked(object);
}

void mark_visit_slots(const Object *object, MarkVisit visit, void *context)
{
    Class *c = object_class(object);
    if (c->kind == CLASS_REF_ARRAY) {
        Object **elements = array_data(object);
        for (i32 i = 0; i < array_length(object); i++)
            visit(&elements[i], context);
        return;
    }
    for (u32 i = 0; i < c->ref_span_count; i++)
        for (u32 j = 0; j < c->ref_spans[i].count; j++)
            visit(FIELD_AT(object, c->ref_spans[i].offset, Object *) + j, context);
    if (c->flags & CLASS_IS_REFERENCE) {
        visit(FIELD_AT(object, WK_FIELD(Reference_referent), Object *), context);
        visit(FIELD_AT(object, WK_FIELD(Reference_discovered), Object *), context);
    }
    Class *represented = c->flags & CLASS_IS_MIRROR ? mirror_class(object) : NULL;
    for (u32 i = 0; represented && i < represented->static_ref_count; i++)
        visit(FIELD_AT(object, represented->static_ref_offset, Object *) + i, context);
}

static void trace_push(ObjectStack *stack, Object *object)
{
    if (!object || mark_is_live(object))
        return;
    GC_set_mark_bit(object);
    vec_push(stack, object);
}

static void trace_slot(Object **slot, void *context)
{
    trace_push(context, *slot);
}

static void trace_loader(ObjectStack *stack, LoaderData *l)
{
    for (; l && l->mark_epoch != mark_epoch; l = l->host) {
        l->mark_epoch = mark_epoch;
        trace_push(stack, l->java_loader);
        for (u32 i = 1; i <= l->ref_count; i++)
            trace_push(stack, loader_ref(l, i));
        for (u32 i = 0; i < l->class_count; i++)
            trace_push(stack, l->class_list[i]->mirror);
        u64 name, class;
        for (u32 at = 0; map_next(&l->classes, &at, &name, &class);)
            trace_push(stack, ((Class *)(uintptr_t) class)->mirror);
    }
}

static void trace_class(ObjectStack *stack, Class *c)
{
    if (c->mark_epoch == mark_epoch || !mark_is_loaded(c))
        return;
    c->mark_epoch = mark_epoch;
    trace_push(stack, c->mirror);
    trace_loader(stack, c->loader);
}

void mark_trace(Object *object)
{
    ObjectStack stack = {0};
    trace_push(&stack, object);
    while (stack.count) {
        Object *o = stack.items[--stack.count];
        Class *c = object_class(o);
        trace_class(&stack, c);
        mark_visit_slots(o, trace_slot, &stack);
        if ((c->flags & CLASS_IS_MIRROR) && mirror_class(o))
            trace_class(&stack, mirror_class(o));
        if (c->flags & CLASS_IS_LOADER)
            trace_loader(&stack, loader_of_object(o));
    }
    vec_free(&stack);
}
