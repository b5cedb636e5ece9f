/* draft_objects.c - see draft.h: objects get their places in the image, and are copied there. */
#include "classloader/load/loader.h"
#include "classloader/source/source.h"
#include "gc/inspect.h"
#include "vm/base/region.h"
#include "vm/exec/continuation/chunk.h"
#include "vm/library/wellknown.h"
#include "vm/model/class.h"
#include "vm/model/loader_data.h"
#include "vm/snapshot/draft.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

static void add_object(Object *object, void *context)
{
    Draft *d = context;
    const Class *c = object_class(object);
    vec_push(&d->objects, ((DraftObject){.object = object,
                                         .kind = heap_class_kind(c),
                                         .is_mirror = (c->flags & CLASS_IS_MIRROR) != 0}));
}

/* Where objects lie in this process is chance. The way to them from the roots is the same in each machine. */
typedef struct Reach {
    Draft *draft;
    Map indices; /* Object* -> its index in Draft.objects + 1 */
    VEC(u32) reached;
} Reach;

static void reach(Reach *r, const Object *object)
{
    u64 index = object ? map_get_u64(&r->indices, (u64)(uintptr_t)object) : 0;
    if (!index || r->draft->objects.items[index - 1].rank)
        return;
    vec_push(&r->reached, (u32)index - 1);
    r->draft->objects.items[index - 1].rank = r->reached.count;
}

static void reach_slot(Object **slot, void *context)
{
    reach(context, *slot);
}

static void reach_loader(LoaderData *loader, void *context)
{
    reach(context, loader->java_loader);
    for (u32 i = 1; i <= loader->ref_count; i++)
        reach(context, loader_ref(loader, i));
}

static void rank_objects(Draft *d)
{
    Reach r = {.draft = d};
    for (u32 i = 0; i < d->objects.count; i++)
        map_put_u64(&r.indices, (u64)(uintptr_t)d->objects.items[i].object, i + 1);
    roots_for_each_slot(reach_slot, &r);
    roots_for_each_loader(reach_loader, &r);
    for (u32 i = 0; i < r.reached.count; i++)
        mark_visit_slots(d->objects.items[r.reached.items[i]].object, reach_slot, &r);
    map_free(&r.indices);
    vec_free(&r.reached);
}

/* What is written often lies together: mirrors, which hold the static fields, and objects without references
 * apart from the others. */
static int compare(const void *a, const void *b)
{
    const DraftObject *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->is_mirror != y->is_mirror)
        return x->is_mirror ? 1 : -1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static size_t granules(const Object *object)
{
    return ALIGN_UP(heap_object_size(object), OBJECT_ALIGN);
}

static void choose_places(Draft *d)
{
    u64 at = SNAPSHOT_IMAGE_BASE;
    d->lowest = UINT64_MAX;
    for (u32 i = 0; i < d->objects.count; i++) {
        DraftObject *o = &d->objects.items[i];
        u64 address = (u64)(uintptr_t)o->object;
        o->place = (u32)at;
        map_put_u64(&d->places, address, at);
        d->lowest = address < d->lowest ? address : d->lowest;
        d->highest = address > d->highest ? address : d->highest;
        at += granules(o->object);
        if (at - SNAPSHOT_IMAGE_BASE > SNAPSHOT_IMAGE_LIMIT) {
            draft_refuse(d, "there are too many objects");
            return;
        }
    }
    d->image_size = ALIGN_UP(at - SNAPSHOT_IMAGE_BASE, SNAPSHOT_PAGE);
}

/* ---- copies ---- */

static char *copy_of(const Draft *d, const DraftObject *o)
{
    return d->image + (o->place - SNAPSHOT_IMAGE_BASE);
}

typedef struct SlotContext {
    Draft *draft;
    const DraftObject *holder;
} SlotContext;

static void copy_slot(Object **slot, void *context)
{
    const SlotContext *s = context;
    u32 place = draft_place(s->draft, *slot);
    if (*slot && !place)
        draft_refuse(s->draft, "an object of %s refers to a dead one",
                     object_class(s->holder->object)->name->text);
    size_t offset = (size_t)((char *)slot - (char *)s->holder->object);
    *(u64 *)(void *)(copy_of(s->draft, s->holder) + offset) = place;
}

/* Locks are free in the new machine: only threads of the VM's own wait in them, and those begin anew. */
static void copy_header(Draft *d, const DraftObject *o)
{
    Object *copy = (Object *)(void *)copy_of(d, o);
    bool hashed = (o->object->lock_word & LOCK_HASH_MASK) != 0;
    copy->lock_word = hashed ? LOCK_HASH_SAVED : LOCK_FREE;
    if (hashed)
        vec_push(&d->hashes, ((SavedHash){o->place, object_identity_hash(o->object)}));
}

/* ---- who holds an object ---- */

void draft_compare_slot(Object **slot, void *context)
{
    SlotSearch *search = context;
    search->found |= *slot == search->object;
}

/* A Reference, as cleaners have it, holds nothing. */
const char *draft_owner(const Draft *d, const Object *object)
{
    for (u32 i = 0; i < d->objects.count; i++) {
        const DraftObject *o = &d->objects.items[i];
        SlotSearch search = {object, false};
        if (object_class(o->object)->flags & CLASS_IS_REFERENCE)
            continue;
        mark_visit_slots(o->object, draft_compare_slot, &search);
        const Class *represented =
            o->is_mirror ? (Class *)(uintptr_t)*FIELD_AT(o->object, WK_FIELD(Class_vm_class), u64) : NULL;
        if (search.found)
            return (represented ? represented : object_class(o->object))->name->text;
    }
    return "the VM";
}

/* ---- long fields, which may hold addresses of the process ---- */

/* What begins as zero in the new process: a thread's record, which its start gives it; the time of soft
 * references, which counts from a process's start; a thread's random numbers. */
static const struct {
    const char *holder, *name;
} forgotten[] = {{"java/lang/Thread", "eetop"},
                 {"java/lang/Thread", "threadLocalRandomSeed"},
                 {"java/lang/Thread", "threadLocalRandomProbe"},
                 {"java/lang/Thread", "threadLocalRandomSecondarySeed"},
                 {"java/lang/ref/SoftReference", "clock"},
                 {"java/lang/ref/SoftReference", "timestamp"}};

static bool is_field(const Field *f, const char *holder, const char *name)
{
    return strcmp(f->holder->name->text, holder) == 0 && strcmp(f->name->text, name) == 0;
}

static bool is_forgotten(const Field *f)
{
    for (size_t i = 0; i < COUNT_OF(forgotten); i++)
        if (is_field(f, forgotten[i].holder, forgotten[i].name))
            return true;
    return false;
}

/* dlopen's handle becomes the number of the library (host_library.h). */
static u64 library_number(Draft *d, u64 handle)
{
    struct link_map *map;
    bool known = handle && dlinfo((void *)(uintptr_t)handle, RTLD_DI_LINKMAP, &map) == 0;
    return known ? draft_library(d, map->l_name) : 0;
}

/* The VM's mapping of the class files, which Java reads by buffers. */
static bool is_mapped(u64 address, u64 *ret_offset)
{
    size_t size;
    *ret_offset = address - (u64)(uintptr_t)source_image_map(&size);
    return *ret_offset < size;
}

static void check_long(Draft *d, const DraftObject *o, const Field *f)
{
    u64 *word = (u64 *)(void *)(copy_of(d, o) + f->offset), offset;
    if (is_forgotten(f))
        *word = 0;
    else if (is_field(f, "jdk/internal/loader/NativeLibraries$NativeLibraryImpl", "handle"))
        *word = library_number(d, *word);
    else if (is_field(f, "java/nio/Buffer", "address") && region_contains((void *)(uintptr_t)*word))
        *(u64 *)(uintptr_t)*word = 0; /* of a performance counter, which begins anew */
    else if (is_field(f, "java/nio/Buffer", "address") && is_mapped(*word, &offset)) {
        *word = offset;
        vec_push(&d->mapped, o->place + f->offset);
    } else if (draft_is_host_address(d, *word))
        draft_refuse(d, "%s.%s holds an address of this process; the object is held by %s",
                     f->holder->name->text, f->name->text, draft_owner(d, o->object));
}

static void check_longs_of(Draft *d, const DraftObject *o, const Class *c, bool statics)
{
    u32 count = (u32)c->field_count + c->injected_field_count;
    for (u32 i = 0; i < count; i++) {
        const Field *f = &c->fields[i];
        if (((f->access & ACC_STATIC) != 0) != statics)
            continue;
        if (f->type == T_LONG)
            check_long(d, o, f);
        else if (f->type == T_INT && is_forgotten(f))
            *(u32 *)(void *)(copy_of(d, o) + f->offset) = 0;
    }
}

static void check_longs(Draft *d, const DraftObject *o)
{
    const Class *c = object_class(o->object);
    if (class_is_array(c))
        return;
    if (c == WK(StackChunk) && !chunk_is_empty(o->object))
        draft_refuse(d, "a continuation has frames; it is held by %s", draft_owner(d, o->object));
    for (const Class *holder = c; holder; holder = holder->super)
        check_longs_of(d, o, holder, false);
    const Class *represented =
        o->is_mirror ? (Class *)(uintptr_t)*FIELD_AT(o->object, WK_FIELD(Class_vm_class), u64) : NULL;
    if (represented && represented->kind == CLASS_INSTANCE)
        check_longs_of(d, o, represented, true);
}

static void copy_object(Draft *d, const DraftObject *o)
{
    SlotContext context = {d, o};
    memcpy(copy_of(d, o), o->object, heap_object_size(o->object));
    copy_header(d, o);
    mark_visit_slots(o->object, copy_slot, &context);
    check_longs(d, o);
    size_t bit = (o->place - SNAPSHOT_IMAGE_BASE) / OBJECT_ALIGN;
    d->starts[bit / 64] |= (u64)1 << bit % 64;
}

void draft_objects(Draft *d)
{
    heap_walk(add_object, d);
    rank_objects(d);
    qsort(d->objects.items, d->objects.count, sizeof d->objects.items[0], compare);
    choose_places(d);
    if (d->problem[0])
        return;
    d->image = calloc(1, d->image_size);
    d->starts = calloc(d->image_size / OBJECT_ALIGN / 64 + 1, sizeof *d->starts);
    if (!d->image || !d->starts) {
        draft_refuse(d, "there is no memory for the copy");
        return;
    }
    for (u32 i = 0; i < d->objects.count; i++)
        copy_object(d, &d->objects.items[i]);
}
