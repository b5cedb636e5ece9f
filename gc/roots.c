/* roots.c - see roots.h.
 * References are gathered into one buffer that the markers share; native stacks are scanned word by word. */
#include "gc/roots.h"

#include "gc/blocks.h"
#include "gc/heap.h"
#include "gc/image.h"
#include "gc/mark.h"
#include "gc/refs.h"
#include "vm/base/host_lock.h"
#include "vm/base/host_wait.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/base/vec.h"
#include "vm/library/wellknown.h"
#include "vm/model/doors.h"
#include "vm/thread/handles.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_mark.h>

typedef struct Visitor {
    RootVisit visit;
    void *context;
} Visitor;

typedef struct Range {
    void *start, *end;
} Range;

SNAPSHOT_STATE(rebuilt) bool roots_keep_loaders;

SNAPSHOT_STATE(saved) static struct {
    LoaderData *loaders; /* linked by `next` */
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t list_lock; /* loaders and registered slots */
    VEC(Object **) slots;
    const Visitor *handle_visitor; /* of the one visit under way; the world is stopped for it */
    VEC(Object *) gathered;        /* for the marking under way */
    VEC(Range) stacks;
    u32 gathered_epoch; /* the marking that they were gathered for */
    bool again;
} host = {.list_lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- registration ---- */

void heap_add_root(Object **slot)
{
    bool is_there = false;
    pthread_mutex_lock(&host.list_lock);
    for (u32 i = 0; i < host.slots.count; i++)
        is_there |= host.slots.items[i] == slot;
    if (!is_there)
        vec_push(&host.slots, slot);
    pthread_mutex_unlock(&host.list_lock);
}

void heap_remove_root(Object **slot)
{
    pthread_mutex_lock(&host.list_lock);
    for (u32 i = 0; i < host.slots.count; i++)
        if (host.slots.items[i] == slot) {
            host.slots.items[i] = host.slots.items[--host.slots.count];
            break;
        }
    pthread_mutex_unlock(&host.list_lock);
}

void roots_reset(void)
{
    vec_free(&host.slots);
    vec_free(&host.gathered);
    vec_free(&host.stacks);
    STATE_CLEAR(host);
    STATE_CLEAR(state);
    roots_keep_loaders = false;
}

void roots_add_loader(LoaderData *loader)
{
    pthread_mutex_lock(&host.list_lock);
    loader->next = state.loaders;
    state.loaders = loader;
    pthread_mutex_unlock(&host.list_lock);
}

LoaderData *roots_take_dead_loaders(void)
{
    LoaderData *dead = NULL;
    pthread_mutex_lock(&host.list_lock);
    for (LoaderData **at = &state.loaders; *at && !roots_keep_loaders;) {
        LoaderData *loader = *at;
        if (mark_loader_reached(loader)) {
            at = &loader->next;
            continue;
        }
        *at = loader->next;
        loader->next = dead;
        dead = loader;
    }
    pthread_mutex_unlock(&host.list_lock);
    return dead;
}

/* Loaders are only added at the front, and freed while the world is stopped. So a walk that does not poll
 * needs the lock for its first step alone. */
void roots_for_each_loader(void (*visit)(LoaderData *loader, void *context), void *context)
{
    pthread_mutex_lock(&host.list_lock);
    LoaderData *loader = state.loaders;
    pthread_mutex_unlock(&host.list_lock);
    for (LoaderData *next; loader; loader = next) {
        next = loader->next;
        visit(loader, context);
    }
}

void roots_for_each_slot(void (*visit)(Object **slot, void *context), void *context)
{
    for (u32 i = 0; i < host.slots.count; i++)
        visit(host.slots.items[i], context);
}

/* ---- a loader's reference table ---- */

static bool grow_table_locked(LoaderData *loader)
{
    u32 pages = loader->ref_capacity / REF_TABLE_PAGE;
    if ((pages & (pages - 1)) == 0) { /* none yet, or full: its size is a power of two */
        RefTablePage **directory = ARENA_ARRAY(&loader->arena, RefTablePage *, pages ? pages * 2 : 1);
        if (!directory)
            return false;
        for (u32 i = 0; i < pages; i++)
            directory[i] = loader->ref_directory[i];
        __atomic_store_n(&loader->ref_directory, directory, __ATOMIC_RELEASE);
    }
    RefTablePage *page = ARENA_NEW(&loader->arena, RefTablePage);
    if (!page)
        return false;
    page->next = loader->refs;
    loader->refs = page;
    loader->ref_directory[pages] = page;
    loader->ref_capacity += REF_TABLE_PAGE;
    return true;
}

static u32 add_ref_locked(LoaderData *loader, Object *object)
{
    if (loader->ref_count + 1 >= loader->ref_capacity && !grow_table_locked(loader))
        return 0;
    u32 index = loader->ref_count + 1;
    *loader_ref_slot(loader, index) = object;
    loader->ref_directory[index / REF_TABLE_PAGE]->count++;
    __atomic_store_n(&loader->ref_count, index, __ATOMIC_RELEASE);
    return index;
}

u32 roots_loader_add_ref(LoaderData *loader, Object *object)
{
    /* The lock is recursive. It is held for a short time and without polls, so a thread IN_JAVA may hold
     * it. */
    if (pthread_mutex_trylock(host_lock_get(loader->lock)) != 0) {
        Thread *t = thread_current();
        thread_block_begin(t);
        host_wait_lock(host_lock_get(loader->lock));
        thread_block_end(t);
    }
    u32 index = add_ref_locked(loader, object);
    pthread_mutex_unlock(host_lock_get(loader->lock));
    return index;
}

bool roots_loader_keep(LoaderData *loader, Object *object)
{
    u32 index = 1;
    if (pthread_mutex_trylock(host_lock_get(loader->lock)) != 0)
        return false;
    while (index <= loader->ref_count && loader_ref(loader, index) != object)
        index++;
    bool kept = index <= loader->ref_count || add_ref_locked(loader, object) != 0;
    pthread_mutex_unlock(host_lock_get(loader->lock));
    return kept;
}

void roots_loader_set_ref(LoaderData *loader, u32 index, Object *object)
{
    ASSERT(index != 0 && index <= loader->ref_count);
    __atomic_store_n(loader_ref_slot(loader, index), object, __ATOMIC_RELEASE);
}

/* ---- the visit ---- */

static void visit_one(const Visitor *v, Object **slot)
{
    v->visit(slot, slot + 1, true, v->context);
}

static void visit_handles(void *start, void *end)
{
    host.handle_visitor->visit(start, end, true, host.handle_visitor->context);
}

/* What a live loader keeps alive; mark.c's loader_step tells bdwgc the same. */
static void visit_loader(LoaderData *loader, const Visitor *v)
{
    loader->mark_epoch = mark_epoch;
    visit_one(v, &loader->java_loader);
    for (RefTablePage *page = loader->refs; page; page = page->next)
        v->visit(page->refs, page->refs + REF_TABLE_PAGE, true, v->context);
    for (u32 i = 0; i < loader->class_count; i++)
        visit_one(v, &loader->class_list[i]->mirror);
    u64 name, class;
    for (u32 at = 0; loader != boot_loader && map_next(&loader->classes, &at, &name, &class);)
        visit_one(v, &((Class *)(uintptr_t) class)->mirror);
}

/* VM code at work on metadata may hold nothing but an address in it; that keeps its loader alive. */
static void visit_metadata(const Visitor *v, const void *word)
{
    if (!region_contains(word))
        return;
    for (LoaderData *l = region_owner(word); l && !mark_loader_reached(l); l = l->host)
        visit_loader(l, v);
}

/* Stacks are read whole, the sanitizer's guards between variables too. */
__attribute__((no_sanitize_address)) static void visit_words(void *start, void *end, const void *visitor)
{
    const Visitor *v = visitor;
    if (start >= end)
        return;
    v->visit(start, end, false, v->context);
    for (void **word = start; word < (void **)end; word++)
        visit_metadata(v, *word);
}

/* A thread in native code may be anywhere in that code, so nothing of that stretch is looked at. */
void roots_visit_native_stack(Thread *t, void (*visit)(void *start, void *end, const void *context),
                              const void *context)
{
    if (t->native_sp) {
        visit(t->native_sp, t->vm_high, context);
        visit(t->saved_registers, t->saved_registers + COUNT_OF(t->saved_registers), context);
    }
    for (NativeStretch *s = t->stretches; s; s = s->outer) {
        visit(s->low, s->high, context);
        visit(s->registers, s->registers + COUNT_OF(s->registers), context);
    }
}

static void visit_thread(Thread *t, void *context)
{
    const Visitor *v = context;
    stack_visit_references(t, v->visit, v->context);
    roots_visit_native_stack(t, visit_words, v);
    visit_one(v, (Object **)&t->alloc_slot);
    visit_one(v, &t->exception);
    visit_one(v, &t->java_thread);
    visit_one(v, &t->current_object);
    visit_one(v, &t->blocked_object);
    visit_one(v, &t->stop_throwable);
    visit_one(v, &t->scoped_cache);
    for (u32 i = 0; i < thread_lock_count(t); i++)
        visit_one(v, &t->locks[i].object);
    handles_visit_thread(t, visit_handles);
}

void roots_visit(RootVisit visit, void *context)
{
    Visitor v = {visit, context};
    host.handle_visitor = &v;
    for (LoaderData *l = state.loaders; l; l = l->next)
        if (l == boot_loader || l->is_immortal || roots_keep_loaders || mark_loader_reached(l))
            visit_loader(l, &v);
    for (u32 type = 0; type < COUNT_OF(wk_primitive); type++) /* no loader defined these */
        if (wk_primitive[type])
            visit_one(&v, &wk_primitive[type]->mirror);
    for (u32 i = 0; i < host.slots.count; i++)
        visit_one(&v, host.slots.items[i]);
    visit_one(&v, refs_pending_slot());
    handles_visit_globals(visit_handles);
    monitor_visit_virtual(visit_handles);
    thread_for_each(visit_thread, &v);
    host.handle_visitor = NULL;
}

/* ---- for the heap check ---- */

static void check_slot(void *start, void *end, bool exact, void *context)
{
    const Thread *t = context;
    Object *object = exact ? *(Object **)start : NULL;
    (void)end;
    if (object && !(heap_is_object(object) && mark_is_live(object)))
        panic("heap: slot %p of the Java stack of thread %u holds %p, which is no live object", start, t->id,
              (void *)object);
}

static void check_stack(Thread *t, void *context)
{
    (void)context;
    stack_visit_references(t, check_slot, t);
}

void roots_check_stacks(void)
{
    thread_for_each(check_stack, NULL);
}

/* ---- for bdwgc ---- */

/* Of words that may be anything, those that point at or into an object of our blocks. */
__attribute__((no_sanitize_address)) static void gather_words(void **start, void **end)
{
    for (void **word = start; word < end; word++) {
        void *cell = blocks_cell(*word);
        if (cell)
            vec_push(&host.gathered, cell);
    }
}

static void push_root(void *start, void *end, bool exact, void *context)
{
    (void)context;
    if (!exact) {
        vec_push(&host.stacks, ((Range){start, end}));
        gather_words(start, end);
        return;
    }
    for (Object **slot = start; slot < (Object **)end; slot++)
        if (*slot)
            vec_push(&host.gathered, *slot);
}

Object *const *roots_gathered(size_t *ret_count)
{
    *ret_count = host.gathered.count;
    return host.gathered.items;
}

bool roots_are_gathered_again(void)
{
    return host.again;
}

static void push_image_slot(Object **slot, void *context)
{
    (void)context;
    if (*slot && !image_contains(*slot))
        vec_push(&host.gathered, *slot);
}

/* Objects of image space are alive and never marked, so what they refer to is a root. */
static void push_image_object(Object *object, void *context)
{
    const Class *c = object_class(object);
    mark_visit_plain_slots(object, push_image_slot, context);
    if (!(c->flags & CLASS_IS_REFERENCE))
        return;
    push_image_slot(FIELD_AT(object, WK_FIELD(Reference_discovered), Object *), context);
    if (!refs_discover(object, c))
        push_image_slot(FIELD_AT(object, WK_FIELD(Reference_referent), Object *), context);
}

/* The buffer must not move or shrink until marking ends; an overflow of the mark stack calls this function
 * again. The buffer is pushed first: deep native stacks may fill the mark stack, which GC_push_all_eager
 * survives and GC_push_all does not. */
void roots_push(void)
{
    host.again = host.gathered_epoch == mark_epoch;
    host.gathered_epoch = mark_epoch;
    host.gathered.count = host.stacks.count = 0;
    roots_visit(push_root, NULL);
    image_walk(push_image_object, NULL);
    mark_push_roots();
    /* The eager form honours pointers into objects, which C code may be left with. */
    for (u32 i = 0; i < host.stacks.count; i++)
        GC_push_all_eager(host.stacks.items[i].start, host.stacks.items[i].end);
}
