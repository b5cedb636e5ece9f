/* heap_dump.c - see heap_dump.h.
 * The order of the file: names and classes, stacks, then segments with classes, roots, objects, and the roots
 * of image space. */
#include "stdlib/dump/heap_dump.h"

#include "classloader/load/loader.h"
#include "gc/inspect.h"
#include "stdlib/dump/heap_dump_parts.h"
#include "stdlib/reflect/mirror.h"
#include "vm/base/state.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/thread/thread_state.h"

#include <string.h>
#include <time.h>

enum {
    TYPE_REFERENCE = 2, /* the primitive types have the codes of Type */
    ID = HPROF_ID_SIZE,
    INSTANCE_HEADER = ID + 4 + ID + 4,
    OBJECT_ARRAY_HEADER = ID + 4 + 4 + ID,
    PRIMITIVE_ARRAY_HEADER = ID + 4 + 4 + 1,
    CLASS_HEADER = ID + 4 + 6 * ID + 4, /* then three counts with what they count */
    LARGEST_COUNT = UINT16_MAX
};

/* ---- which objects are in the dump, and serial numbers ---- */

SNAPSHOT_STATE(dropped) static struct {
    bool with_dead; /* the dump under way holds dead objects, too; guarded by the stopped world */
} state;

/* The class that a java.lang.Class stands for; NULL for primitive types. */
static const Class *represented_class(const Object *mirror)
{
    const Class *c = mirror_class(mirror);
    return c && !class_is_primitive(c) ? c : NULL;
}

/* A dead java.lang.Class may have outlived its class. */
static bool is_held_dead(const Object *object)
{
    if (!cells_hold_object(object))
        return false;
    const Class *c = object_class(object)->flags & CLASS_IS_MIRROR ? represented_class(object) : NULL;
    return !c || (c->mirror == object && mark_is_loaded(c));
}

const Object *heap_dump_id(const Object *object)
{
    if (!object)
        return NULL;
    if (!(state.with_dead ? is_held_dead(object) : mark_is_live(object) && mark_is_stamped(object)))
        return NULL;
    return object;
}

const Object *heap_dump_refer(HeapDump *d, const Object *object)
{
    object = heap_dump_id(object);
    if (object && !d->is_of_image && image_holds(object) && !map_get(&d->image_reached, object)) {
        map_put_u64(&d->image_reached, (u64)(uintptr_t)object, 1);
        vec_push(&d->image_pending, object);
    }
    return object;
}

u32 heap_dump_class_serial(const Class *c)
{
    return class_ref(c);
}

u32 heap_dump_trace_serial(const Thread *thread)
{
    return HEAP_DUMP_NO_TRACE + thread->id;
}

typedef struct ClassVisit {
    void (*visit)(Class *c, void *dump);
    HeapDump *dump;
} ClassVisit;

static void visit_class(Class *c, void *context)
{
    const ClassVisit *v = context;
    if (heap_dump_id(c->mirror))
        v->visit(c, v->dump);
}

static void visit_loader(LoaderData *loader, void *context)
{
    if (state.with_dead || mark_loader_reached(loader))
        loader_for_each_class(loader, visit_class, context);
}

void heap_dump_for_each_class(HeapDump *d, void (*visit)(Class *c, void *dump))
{
    ClassVisit v = {visit, d};
    roots_for_each_loader(visit_loader, &v);
    for (u32 type = 0; type < COUNT_OF(wk_primitive_array); type++) /* no loader lists these */
        for (Class *c = wk_primitive_array[type]; c; c = c->array)
            visit_class(c, &v);
}

/* ---- names and classes ---- */

static void put_text(HeapDump *d, const void *id, const char *text, size_t length)
{
    hprof_begin(&d->file, HPROF_UTF8, ID + length);
    hprof_id(&d->file, id);
    hprof_bytes(&d->file, text, length);
}

void heap_dump_name(HeapDump *d, const Symbol *symbol)
{
    if (map_get(&d->names, symbol))
        return;
    map_put_u64(&d->names, (u64)(uintptr_t)symbol, 1);
    put_text(d, symbol, symbol->text, symbol->length);
}

static const char loader_reference[] = "<loader reference>", constant[] = "<constant>";

static bool is_reference_of_class(const Field *f)
{
    return type_is_ref((Type)f->type) && !(f->access & ACC_STATIC);
}

/* The fields of java.lang.Class get names of their own, as the static fields that they become. */
static void put_extra_names(HeapDump *d)
{
    const Class *c = WK(Class);
    put_text(d, loader_reference, loader_reference, sizeof loader_reference - 1);
    put_text(d, constant, constant, sizeof constant - 1);
    for (u32 i = 0; i < c->field_count; i++) {
        char text[256];
        if (is_reference_of_class(&c->fields[i]))
            put_text(d, &c->fields[i], text,
                     (size_t)snprintf(text, sizeof text, "<%.200s>", c->fields[i].name->text));
    }
}

/* The object of a resolved constant, or NULL. */
static const Object *constant_object(const Class *c, u32 index)
{
    u8 tag = pool_tag(&c->pool, index);
    if (!(tag & CP_RESOLVED))
        return NULL;
    switch (tag & CP_TAG_MASK) {
    case CP_STRING:
    case CP_METHOD_HANDLE:
    case CP_METHOD_TYPE:
    case CP_DYNAMIC: return loader_ref(c->loader, c->pool.entries[index].ref);
    default: return NULL;
    }
}

/* A CLASS record has no room for more constants, beside its other contents. */
static u32 constant_count(const Class *c)
{
    return c->kind == CLASS_INSTANCE && c->pool.count < LARGEST_COUNT / 2 ? c->pool.count : 0;
}

static void note_constants(HeapDump *d, const Class *c)
{
    for (u32 i = 1; i < constant_count(c); i++) {
        const Object *object = constant_object(c, i);
        if (object)
            map_put_u64(&d->constants, (u64)(uintptr_t)object, 1);
    }
}

bool heap_dump_is_constant(const HeapDump *d, const Object *object)
{
    return object && map_get(&d->constants, object);
}

static void put_class_names(Class *c, void *context)
{
    HeapDump *d = context;
    note_constants(d, c);
    heap_dump_name(d, c->name);
    for (u32 i = 0; i < c->field_count; i++)
        heap_dump_name(d, c->fields[i].name);
    hprof_begin(&d->file, HPROF_LOAD_CLASS, 4 + ID + 4 + ID);
    hprof_u4(&d->file, heap_dump_class_serial(c));
    hprof_id(&d->file, c->mirror);
    hprof_u4(&d->file, HEAP_DUMP_NO_TRACE);
    hprof_id(&d->file, c->name);
}

/* ---- CLASS records ---- */

static u8 type_code(u8 type)
{
    return type_is_ref((Type)type) ? TYPE_REFERENCE : type;
}

/* May the value be in a field of this type? What a dead object refers to may be gone, and another object in
 * its place. Fields of types that the class has not met may hold anything. */
static bool fits(const Object *value, const Field *f)
{
    const Symbol *desc = f->desc;
    Class *c = object_class(value);
    if (desc->text[0] == '[')
        return class_is_array(c) && (c->name == desc || (c->kind == CLASS_REF_ARRAY && desc->length > 2));
    const Symbol *name = symbol_find(desc->text + 1, desc->length - 2u);
    Class *declared = name ? map_get(&f->holder->loader->classes, name) : NULL;
    return !declared || object_is_instance((Object *)value, declared);
}

static void put_value(HeapDump *d, const Object *holder, const Field *f)
{
    if (type_is_ref((Type)f->type)) {
        const Object *value = heap_dump_refer(d, ref_load(holder, f->offset));
        hprof_id(&d->file, value && state.with_dead && !fits(value, f) ? NULL : value);
    } else {
        hprof_values(&d->file, object_at(holder, f->offset), 1, type_shift((Type)f->type));
    }
}

static void add_extra(HeapDump *d, const void *name, const Object *value)
{
    if (heap_dump_refer(d, value) && value != d->loader)
        vec_push(&d->extras, ((HeapDumpExtra){name, value}));
}

static bool is_first_of_loader(const Class *c)
{
    return c->loader != boot_loader && c->loader->class_count && c == c->loader->class_list[0];
}

/* Collects the references of the loader's metadata, and the mirrors of classes that it has from other
 * loaders. */
static void collect_loader_references(HeapDump *d, const LoaderData *loader)
{
    for (u32 i = 1; i <= loader->ref_count; i++)
        if (!heap_dump_is_constant(d, loader_ref(loader, i)))
            add_extra(d, loader_reference, loader_ref(loader, i));
    u64 name, class;
    for (u32 at = 0; map_next(&loader->classes, &at, &name, &class);) {
        const Class *c = (const Class *)(uintptr_t) class;
        if (c->loader != loader && c->loader != boot_loader)
            add_extra(d, loader_reference, c->mirror);
    }
}

static void collect_extras(HeapDump *d, const Class *c)
{
    const Class *class_class = WK(Class);
    d->extras.count = 0;
    d->loader = c->loader->host->java_loader; /* not among the extras: the record names the loader */
    for (u32 i = 0; i < class_class->field_count; i++)
        if (is_reference_of_class(&class_class->fields[i]))
            add_extra(d, &class_class->fields[i], ref_load(c->mirror, class_class->fields[i].offset));
    for (u32 i = 1; i < constant_count(c); i++)
        add_extra(d, constant, constant_object(c, i));
    if (is_first_of_loader(c))
        collect_loader_references(d, c->loader);
}

static u32 count_fields(const Class *c, bool is_static, u64 *ret_bytes)
{
    u32 count = 0;
    *ret_bytes = 0;
    for (u32 i = 0; i < c->field_count; i++) {
        if (((c->fields[i].access & ACC_STATIC) != 0) != is_static)
            continue;
        count++;
        *ret_bytes += (u64)1 << type_shift((Type)c->fields[i].type);
    }
    return count;
}

/* The bytes of the class's fields and its superclasses', without the header, which readers of dumps add. */
static u64 instance_bytes(HeapDump *d, const Class *c)
{
    if (d->sized != c) {
        d->sized = c;
        d->instance_bytes = 0;
        for (const Class *k = c; k; k = k->super) {
            u64 bytes;
            count_fields(k, false, &bytes);
            d->instance_bytes += bytes;
        }
    }
    return d->instance_bytes;
}

static void put_statics(HeapDump *d, const Class *c, u32 extra_count)
{
    for (u32 i = 0; i < c->field_count; i++) {
        if (!(c->fields[i].access & ACC_STATIC))
            continue;
        hprof_id(&d->file, c->fields[i].name);
        hprof_u1(&d->file, type_code(c->fields[i].type));
        put_value(d, c->mirror, &c->fields[i]);
    }
    for (u32 i = 0; i < extra_count; i++) {
        hprof_id(&d->file, d->extras.items[i].name);
        hprof_u1(&d->file, TYPE_REFERENCE);
        hprof_id(&d->file, d->extras.items[i].value);
    }
}

static void put_fields(HeapDump *d, const Class *c)
{
    for (u32 i = 0; i < c->field_count; i++) {
        if (c->fields[i].access & ACC_STATIC)
            continue;
        hprof_id(&d->file, c->fields[i].name);
        hprof_u1(&d->file, type_code(c->fields[i].type));
    }
}

/* Superclass, loader, signers, protection domain, and two places that no version of the format uses. */
static void put_relations(HeapDump *d, const Class *c)
{
    const Class *element = c;
    while (class_is_array(element))
        element = element->element;
    const LoaderData *loader = element->loader;
    hprof_id(&d->file, c->super ? c->super->mirror : NULL);
    hprof_id(&d->file, heap_dump_refer(d, loader->host->java_loader));
    hprof_id(&d->file, heap_dump_refer(d, loader_ref(loader, element->signers_ref)));
    hprof_id(&d->file, heap_dump_refer(d, loader_ref(loader, element->protection_domain_ref)));
    hprof_id(&d->file, NULL);
    hprof_id(&d->file, NULL);
}

static void put_class(Class *c, void *context)
{
    HeapDump *d = context;
    u64 static_bytes, field_bytes;
    u32 statics = count_fields(c, true, &static_bytes), fields = count_fields(c, false, &field_bytes);
    collect_extras(d, c);
    u32 room = statics < LARGEST_COUNT ? LARGEST_COUNT - statics : 0;
    u32 extras = d->extras.count < room ? d->extras.count : room;
    u64 static_part = static_bytes + statics * (u64)(ID + 1) + extras * (u64)(ID + 1 + ID);
    hprof_item(&d->file, HPROF_CLASS, CLASS_HEADER + 3 * 2 + static_part + fields * (u64)(ID + 1));
    hprof_id(&d->file, c->mirror);
    hprof_u4(&d->file, HEAP_DUMP_NO_TRACE);
    put_relations(d, c);
    hprof_u4(&d->file, (u32)instance_bytes(d, c));
    hprof_u2(&d->file, 0); /* constants */
    hprof_u2(&d->file, (u16)(statics + extras));
    put_statics(d, c, extras);
    hprof_u2(&d->file, (u16)fields);
    put_fields(d, c);
}

/* ---- objects ---- */

/* How many elements of 1 << shift bytes fit into a record, whose length has 32 bits. */
static u32 array_count(const HeapDump *d, const Object *array, u32 shift, u32 header)
{
    u64 most = (d->file.largest - 1 - header) >> shift, length = (u64)array_length(array);
    if (LIKELY(length <= most))
        return (u32)length;
    char name[512];
    options_warn("cannot dump array of type %s with length %d; truncating to length %u",
                 class_external_name(object_class(array), name, sizeof name), array_length(array), (u32)most);
    return (u32)most;
}

static void put_object_array(HeapDump *d, const Object *array)
{
    u32 count = array_count(d, array, 3, OBJECT_ARRAY_HEADER);
    hprof_item(&d->file, HPROF_OBJECT_ARRAY, OBJECT_ARRAY_HEADER + (u64)count * ID);
    hprof_id(&d->file, array);
    hprof_u4(&d->file, HEAP_DUMP_NO_TRACE);
    hprof_u4(&d->file, count);
    hprof_id(&d->file, object_class(array)->mirror);
    for (u32 i = 0; i < count; i++) {
        const Object *element = heap_dump_refer(d, ref_array_get(array, (i32)i));
        bool is_element = element && object_is_instance((Object *)element, object_class(array)->element);
        hprof_id(&d->file, state.with_dead && !is_element ? NULL : element);
    }
}

static void put_primitive_array(HeapDump *d, const Object *array)
{
    u8 type = object_class(array)->element_type;
    u32 shift = type_shift((Type)type), count = array_count(d, array, shift, PRIMITIVE_ARRAY_HEADER);
    hprof_item(&d->file, HPROF_PRIMITIVE_ARRAY, PRIMITIVE_ARRAY_HEADER + ((u64)count << shift));
    hprof_id(&d->file, array);
    hprof_u4(&d->file, HEAP_DUMP_NO_TRACE);
    hprof_u4(&d->file, count);
    hprof_u1(&d->file, type);
    hprof_values(&d->file, array_data(array), count, shift);
}

/* The class's own fields first, then those of each superclass. */
static void put_instance(HeapDump *d, const Object *object)
{
    const Class *c = object_class(object);
    u64 bytes = instance_bytes(d, c);
    hprof_item(&d->file, HPROF_INSTANCE, INSTANCE_HEADER + bytes);
    hprof_id(&d->file, object);
    hprof_u4(&d->file, HEAP_DUMP_NO_TRACE);
    hprof_id(&d->file, c->mirror);
    hprof_u4(&d->file, (u32)bytes);
    for (const Class *k = c; k; k = k->super)
        for (u32 i = 0; i < k->field_count; i++)
            if (!(k->fields[i].access & ACC_STATIC))
                put_value(d, object, &k->fields[i]);
}

/* A class's mirror is its CLASS record; those of primitive types have none, and are instances. */
static void put_object(Object *object, void *context)
{
    HeapDump *d = context;
    const Class *c = object_class(object);
    if (d->file.error || !heap_dump_id(c->mirror))
        return;
    d->is_of_image = image_holds(object);
    if (c->kind == CLASS_REF_ARRAY)
        put_object_array(d, object);
    else if (c->kind == CLASS_PRIM_ARRAY)
        put_primitive_array(d, object);
    else if (!(c->flags & CLASS_IS_MIRROR) || !represented_class(object))
        put_instance(d, object);
}

/* ---- the dump ---- */

static u64 wall_millis(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (u64)now.tv_sec * 1000 + (u64)now.tv_nsec / 1000000;
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Called with the world stopped, perhaps on another thread than the one that asked. */
static void write_dump(void *context)
{
    HeapDump *d = context;
    state.with_dead = d->kind == HEAP_DUMP_ALL;
    map_init(&d->names, NULL);
    map_init(&d->constants, NULL);
    map_init(&d->image_reached, NULL);
    hprof_header(&d->file, wall_millis());
    put_extra_names(d);
    heap_dump_for_each_class(d, put_class_names);
    heap_dump_stacks(d);
    heap_dump_for_each_class(d, put_class);
    heap_dump_roots(d);
    if (state.with_dead)
        cells_walk(put_object, d);
    else
        heap_walk(put_object, d);
    heap_dump_image_roots(d);
    hprof_begin(&d->file, HPROF_END, 0);
    map_free(&d->names);
    map_free(&d->constants);
    map_free(&d->image_reached);
    vec_free(&d->image_pending);
    vec_free(&d->extras);
}

HeapDumpResult heap_dump_write_in_pause(const char *path, HeapDumpKind kind, int level)
{
    HeapDump d = {.kind = kind, .next_frame = 1};
    double start = seconds_now();
    int error = hprof_open(&d.file, path, level);
    if (error)
        return (HeapDumpResult){.error = error};
    write_dump(&d);
    error = hprof_close(&d.file);
    return (HeapDumpResult){error, true, d.file.stored, seconds_now() - start};
}

HeapDumpResult heap_dump_write(Thread *t, const char *path, HeapDumpKind kind, int level)
{
    HeapDump d = {.kind = kind, .starving = kind == HEAP_DUMP_OUT_OF_MEMORY ? t : NULL, .next_frame = 1};
    double start = seconds_now();
    thread_block_begin(t);
    int error = hprof_open(&d.file, path, level);
    thread_block_end(t);
    if (error)
        return (HeapDumpResult){.error = error};
    HeapVisit when = kind == HEAP_DUMP_ALL ? HEAP_VISIT_AT_BEGIN : HEAP_VISIT_AT_END;
    heap_collect_and_visit(t, GC_CAUSE_HEAP_DUMP, when, write_dump, &d);
    thread_block_begin(t);
    error = hprof_close(&d.file);
    thread_block_end(t);
    return (HeapDumpResult){error, true, d.file.stored, seconds_now() - start};
}

void heap_dump_announce(const char *path, FILE *out)
{
    fprintf(out, "Dumping heap to %s ...\n", path);
    fflush(out);
}

void heap_dump_tell(const char *path, HeapDumpResult result, FILE *out)
{
    if (!result.error)
        fprintf(out, "Heap dump file created [%llu bytes in %.3f secs]\n", (unsigned long long)result.bytes,
                result.seconds);
    else if (result.is_created)
        fprintf(out, "Dump file is incomplete: %s\n", strerror(result.error));
    else
        fprintf(out, "Unable to create %s: %s\n", path, strerror(result.error));
    fflush(out);
}

void heap_dump_report(Thread *t, const char *path, HeapDumpKind kind, int level, FILE *out)
{
    heap_dump_announce(path, out);
    heap_dump_tell(path, heap_dump_write(t, path, kind, level), out);
}
