/* mark.c - see mark.h.
 * Two markers share one description of objects: bdwgc's (parallel, through mark_object) and a plain one for
 * refs.c. */
#include "gc/mark.h"

#include "gc/blocks.h"
#include "gc/image.h"
#include "gc/refs.h"
#include "gc/roots.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/vec.h"
#include "vm/library/wellknown.h"

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_mark.h>
#include <stdlib.h>

enum {
    STEP = 32, /* references that one visit pushes: far below what overflows a local mark stack */
    OBJECTS_PER_VISIT = 32,
    AHEAD = 8,
    LOCAL_RESERVE = 2200, /* more than half of a marker's part of the stack, which has 4096 entries */
    FIRST_STACK = 4096,
    LARGEST_STACK = 16 * FIRST_STACK /* that is kept from one collection to the next */
};

/* bdwgc's mark stack entry. Its headers hide the two words, but a procedure that is to push an object of our
 * own blocks, or a continuation of itself, has to write them; heap_test checks that they are understood. */
typedef struct MarkEntry {
    const void *start;
    GC_word descriptor; /* GC_MAKE_PROC */
} MarkEntry;

/* The library's, or a part of it that one of its markers has; or our own, while there is but one marker. */
typedef struct MarkStack {
    struct GC_ms_entry *top, *limit;
    bool is_shared;
} MarkStack;

SNAPSHOT_STATE(dropped) u32 mark_epoch;

SNAPSHOT_STATE(host) static struct {
    /* The library's, for good: the number of a procedure, or a descriptor of one with 0 to tell it. */
    unsigned range_procedure, loader_procedure, rescan_procedure;
    GC_word object_descriptor;
    void *roots; /* the object from which the library comes to ours; an object of the library's */
    MarkEntry *own; /* the stack of a marking by one thread */
    size_t own_size;
    pthread_mutex_t spill_lock; /* a leaf */
    VEC(MarkEntry) spilled;     /* for mark_finish */
} state = {.spill_lock = PTHREAD_MUTEX_INITIALIZER};

SNAPSHOT_STATE(rebuilt) static bool is_alone; /* one thread marks */

/* The rest is for one marker, at the end: an entry that is lost would begin the marking anew, and the
 * library's own stack grows only when several of its markers fill it. */
static NOINLINE void spill(const void *start, GC_word descriptor)
{
    pthread_mutex_lock(&state.spill_lock);
    vec_push(&state.spilled, ((MarkEntry){start, descriptor}));
    pthread_mutex_unlock(&state.spill_lock);
}

static void enlarge_own(void)
{
    state.own_size = state.own_size ? 2 * state.own_size : FIRST_STACK;
    state.own = realloc(state.own, state.own_size * sizeof *state.own);
    if (!state.own)
        panic("out of memory for the mark stack");
}

static NOINLINE void enlarge(MarkStack *s)
{
    size_t used = (size_t)((MarkEntry *)s->top + 1 - state.own);
    enlarge_own();
    s->top = (struct GC_ms_entry *)(state.own + used - 1);
    s->limit = (struct GC_ms_entry *)(state.own + state.own_size);
}

/* Of a marker's part of the library's stack a half stays free, lest the library move it to a stack that is
 * full; of our own a place for the library, and one that it does not use. */
static inline bool has_room(const MarkStack *s)
{
    return (MarkEntry *)s->top + (s->is_shared ? LOCAL_RESERVE : 2) < (MarkEntry *)s->limit;
}

static inline void push_entry(MarkStack *s, const void *start, GC_word descriptor)
{
    if (UNLIKELY(!has_room(s))) {
        if (s->is_shared) {
            spill(start, descriptor);
            return;
        }
        enlarge(s);
    }
    MarkEntry *entry = (MarkEntry *)s->top + 1;
    *entry = (MarkEntry){start, descriptor};
    s->top = (struct GC_ms_entry *)entry;
}

static NOINLINE void push_large(MarkStack *s, Object *object, const void *from)
{
    if (!s->is_shared && !has_room(s))
        enlarge(s);
    s->top = GC_MARK_AND_PUSH(object, s->top, s->limit, (void **)from);
}

static inline void push(MarkStack *s, Object *object, const void *from)
{
    if (!object)
        return;
    if (UNLIKELY(!blocks_contain(object)))
        push_large(s, object, from);
    else if (blocks_mark(object, s->is_shared) && blocks_are_traced(object))
        push_entry(s, object, state.object_descriptor);
}

/* The range holds references only. What is left of a long one lies below what is pushed, so that the stack
 * stays short. */
static void push_range(MarkStack *s, Object *const *refs, size_t count)
{
    if (count > STEP)
        push_entry(s, refs + STEP, GC_MAKE_PROC(state.range_procedure, (GC_word)(count - STEP)));
    for (size_t i = 0; i < count && i < STEP; i++)
        push(s, refs[i], &refs[i]);
}

static struct GC_ms_entry *mark_range(GC_word *address, struct GC_ms_entry *top, struct GC_ms_entry *limit,
                                      GC_word count)
{
    MarkStack s = {top, limit, true};
    push_range(&s, (Object *const *)address, count);
    return s.top;
}

static inline void push_fields(MarkStack *s, Object *object, const Class *c)
{
    for (u32 i = 0; i < c->ref_span_count; i++) {
        Object **refs = FIELD_AT(object, c->ref_spans[i].offset, Object *);
        u32 count = c->ref_spans[i].count;
        if (UNLIKELY(count > STEP)) {
            push_range(s, refs, count);
            continue;
        }
        for (u32 j = 0; j < count; j++)
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
    for (int i = 0; i < STEP; i++, ++*position) {
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
        push_entry(s, l, GC_MAKE_PROC(state.loader_procedure, (GC_word)0));
    }
}

static void push_loader(MarkStack *s, LoaderData *l, u64 position)
{
    if (loader_step(s, l, &position))
        push_entry(s, l, GC_MAKE_PROC(state.loader_procedure, (GC_word)position));
}

static struct GC_ms_entry *mark_loader(GC_word *address, struct GC_ms_entry *top, struct GC_ms_entry *limit,
                                       GC_word position)
{
    MarkStack s = {top, limit, true};
    push_loader(&s, (LoaderData *)address, position);
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
 * word of the object is looked at, whatever it is. */
static void push_all_words(MarkStack *s, Object *object)
{
    size_t size = blocks_contain(object) ? blocks_cell_size(object) : GC_size(object);
    Object **word = FIELD_AT(object, OBJECT_HEADER_SIZE, Object *), **end = FIELD_AT(object, size, Object *);
    for (; word < end; word++)
        if (!blocks_contain(*word) || blocks_cell(*word) == *word)
            push(s, *word, word);
}

/* Slots of frames that a StackChunk holds; what is not exact may be anything. */
static void push_frozen(void *start, void *end, bool exact, void *stack)
{
    for (Object **slot = start; slot < (Object **)end; slot++)
        if (exact || heap_is_object(*slot))
            push(stack, *slot, slot);
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
    if (c->flags & CLASS_IS_CHUNK)
        chunk_visit_references(object, push_frozen, s);
}

static inline void push_references(MarkStack *s, Object *object)
{
    if (!mark_is_stamped(object))
        return;
    Class *c = object_class(object);
    if (UNLIKELY(c->mark_epoch != mark_epoch))
        reach_class(s, c);
    if (c->kind == CLASS_REF_ARRAY) {
        push_range(s, array_data(object), (size_t)array_length(object));
        return;
    }
    push_fields(s, object, c);
    if (UNLIKELY(c->flags & (CLASS_IS_REFERENCE | CLASS_IS_MIRROR | CLASS_IS_LOADER | CLASS_IS_CHUNK)))
        mark_special(s, object, c);
}

/* The objects that it pushed last are visited at once, for the library would do nothing else. */
static struct GC_ms_entry *mark_object(GC_word *address, struct GC_ms_entry *top, struct GC_ms_entry *limit,
                                       GC_word unused)
{
    (void)unused;
    MarkStack s = {top, limit, true};
    push_references(&s, (Object *)address);
    for (int i = 1; i < OBJECTS_PER_VISIT && s.top > top; i++) {
        const MarkEntry *entry = (const MarkEntry *)s.top;
        if (entry->descriptor != state.object_descriptor)
            break;
        Object *object = (Object *)entry->start;
        s.top = (struct GC_ms_entry *)((MarkEntry *)s.top - 1);
        push_references(&s, object);
    }
    return s.top;
}

/* ---- roots ---- */

static void push_marked(void *cell, size_t size, void *stack)
{
    (void)size;
    push_entry(stack, cell, state.object_descriptor);
}

/* After an overflow, all that is marked is visited once more: a block, and above it what it refers to. */
static struct GC_ms_entry *mark_rescan(GC_word *address, struct GC_ms_entry *top, struct GC_ms_entry *limit,
                                       GC_word block)
{
    MarkStack s = {top, limit, true};
    u32 at = (u32)block;
    if (!blocks_find_marked(&at))
        return top;
    push_entry(&s, address, GC_MAKE_PROC(state.rescan_procedure, (GC_word)at + 1));
    blocks_visit_marked(at, push_marked, &s);
    return s.top;
}

/* ---- one marker ---- */

static void visit_entry(MarkStack *s, const MarkEntry *entry)
{
    GC_word procedure = entry->descriptor >> GC_DS_TAG_BITS, argument = procedure >> GC_LOG_MAX_MARK_PROCS;
    procedure %= GC_MAX_MARK_PROCS;
    if (procedure == state.range_procedure)
        push_range(s, entry->start, argument);
    else if (procedure == state.loader_procedure)
        push_loader(s, (LoaderData *)entry->start, argument);
}

static MarkStack own_stack(void)
{
    if (!state.own)
        enlarge_own();
    struct GC_ms_entry *below = (struct GC_ms_entry *)(state.own - 1);
    return (MarkStack){below, (struct GC_ms_entry *)(state.own + state.own_size), false};
}

/* Objects wait in a queue after they have left the stack, so that their memory is there when it is read. */
static void empty_own_stack(MarkStack s)
{
    Object *queue[AHEAD] = {NULL};
    for (u32 at = 0, idle = 0; idle < AHEAD; at = (at + 1) % AHEAD) {
        Object *object = queue[at];
        bool has_entry = (MarkEntry *)s.top >= state.own;
        queue[at] = NULL;
        if (has_entry) {
            const MarkEntry entry = *(const MarkEntry *)s.top;
            s.top = (struct GC_ms_entry *)((MarkEntry *)s.top - 1);
            if (entry.descriptor == state.object_descriptor) {
                queue[at] = (Object *)entry.start;
                __builtin_prefetch(queue[at]);
            } else {
                visit_entry(&s, &entry);
            }
        }
        idle = object || has_entry ? 0 : idle + 1;
        if (object)
            push_references(&s, object);
    }
}

void mark_finish(void)
{
    MarkStack s = own_stack();
    for (u32 i = 0; i < state.spilled.count; i++)
        push_entry(&s, state.spilled.items[i].start, state.spilled.items[i].descriptor);
    state.spilled.count = 0;
    empty_own_stack(s);
    if (state.own_size > LARGEST_STACK) {
        free(state.own);
        state.own = NULL;
        state.own_size = 0;
    }
}

/* What roots_push has gathered. */
static struct GC_ms_entry *mark_roots(GC_word *address, struct GC_ms_entry *top, struct GC_ms_entry *limit,
                                      GC_word unused)
{
    (void)address, (void)unused;
    MarkStack s = {top, limit, true};
    size_t count;
    Object *const *roots = roots_gathered(&count);
    if (roots_are_gathered_again())
        push_entry(&s, state.roots, GC_MAKE_PROC(state.rescan_procedure, (GC_word)0));
    push_range(&s, roots, count);
    return s.top;
}

static void mark_alone(void)
{
    size_t count;
    Object *const *roots = roots_gathered(&count);
    MarkStack s = own_stack();
    push_range(&s, roots, count);
    empty_own_stack(s);
    GC_set_mark_bit(state.roots); /* it lives on, though it is not looked at */
}

/* The library's markers do not run yet. What they will find to do beside, large objects that native stacks
 * name, they mark as if others marked too. */
void mark_push_roots(void)
{
    if (is_alone && !roots_are_gathered_again()) {
        mark_alone();
        return;
    }
    GC_clear_mark_bit(state.roots);
    GC_push_all(&state.roots, &state.roots + 1);
}

void mark_init(void)
{
    mark_epoch = 1; /* no loader is reached at first */
}

size_t mark_procedures(void)
{
    state.range_procedure = GC_new_proc(mark_range);
    state.loader_procedure = GC_new_proc(mark_loader);
    state.rescan_procedure = GC_new_proc(mark_rescan);
    state.object_descriptor = GC_MAKE_PROC(GC_new_proc(mark_object), (GC_word)0);
    GC_word roots_descriptor = GC_MAKE_PROC(GC_new_proc(mark_roots), (GC_word)0);
    int roots_kind = (int)GC_new_kind(GC_new_free_list(), roots_descriptor, 0, 1);
    state.roots = GC_generic_malloc(sizeof(GC_word), roots_kind);
    return state.object_descriptor;
}

void mark_begin(bool alone)
{
    is_alone = alone;
    if (++mark_epoch == 0)
        mark_epoch = 1;
}

/* ---- the second marker: one thread, for what only finalizable objects reach ---- */

typedef VEC(Object *) ObjectStack;

static bool in_heap(const Object *object)
{
    return (const void *)object >= GC_least_plausible_heap_addr &&
           (const void *)object < GC_greatest_plausible_heap_addr && !image_contains(object);
}

bool mark_is_live(const Object *object)
{
    if (blocks_contain(object))
        return blocks_is_marked(object);
    return !in_heap(object) || GC_is_marked(object);
}

void mark_visit_plain_slots(const Object *object, MarkVisit visit, void *context)
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
    Class *represented = c->flags & CLASS_IS_MIRROR ? mirror_class(object) : NULL;
    for (u32 i = 0; represented && i < represented->static_ref_count; i++)
        visit(FIELD_AT(object, represented->static_ref_offset, Object *) + i, context);
}

void mark_visit_slots(const Object *object, MarkVisit visit, void *context)
{
    mark_visit_plain_slots(object, visit, context);
    if (object_class(object)->flags & CLASS_IS_REFERENCE) {
        visit(FIELD_AT(object, WK_FIELD(Reference_referent), Object *), context);
        visit(FIELD_AT(object, WK_FIELD(Reference_discovered), Object *), context);
    }
}

static void trace_push(ObjectStack *stack, Object *object)
{
    if (!object || mark_is_live(object))
        return;
    if (blocks_contain(object))
        blocks_mark(object, false);
    else
        GC_set_mark_bit(object);
    vec_push(stack, object);
}

static void trace_slot(Object **slot, void *context)
{
    trace_push(context, *slot);
}

static void trace_frozen(void *start, void *end, bool exact, void *stack)
{
    for (Object **slot = start; slot < (Object **)end; slot++)
        if (exact || heap_is_object(*slot))
            trace_push(stack, *slot);
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
        if (c->flags & CLASS_IS_CHUNK)
            chunk_visit_references(o, trace_frozen, &stack);
    }
    vec_free(&stack);
}
