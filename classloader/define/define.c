/* define.c - see define.h and define_parts.h.
 * The draft is in scratch memory and on the C stack. Only a class that has passed its checks is copied to the
 * loader's arena, so that one that fails leaves little behind. */
#include "classloader/define/define.h"

#include "classloader/define/define_parts.h"
#include "classloader/define/layout.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "classloader/verify/verify.h"
#include "gc/heap.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 512 };

SNAPSHOT_STATE(rebuilt) DefineOptions define_options;

enum { RESERVED_SHARE = 16 }; /* 1/16 of the metadata region is not for a program's classes */

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t hierarchy_lock;
} state = {.hierarchy_lock = PTHREAD_MUTEX_INITIALIZER};

void define_init(DefineOptions options)
{
    define_options = options;
}

void define_reset(void)
{
    define_options = (DefineOptions){0};
    layout_reset();
}

static bool no_memory(Thread *t)
{
    throw_out_of_memory(t, "Metaspace");
    return false;
}

/* ---- Reading the file ---- */

static bool parse_file(Draft *d)
{
    const DefineArgs *args = d->args;
    ParseOptions options = {
        .expected_name = args->hidden ? NULL : args->name,
        .trusted = !verify_is_wanted(args->loader),
        .relax_names = args->loader->is_platform_or_boot,
        .hidden = args->hidden,
        .vm_annotations = args->vm_annotations || args->loader->is_platform_or_boot,
        .preview = define_options.preview,
        .max_major = release->class_major,
    };
    if (!parse_class(args->bytes, args->length, &options, &d->scratch, &d->file, &d->fail)) {
        fail_throw(d->t, &d->fail);
        return false;
    }
    if (args->hidden && args->name) /* java.lang.invoke defines a template's file under other names */
        d->file.name = args->name;
    return true;
}

static bool check_package(Draft *d)
{
    const Symbol *name = d->file.name;
    if (strncmp(name->text, "java/", 5) != 0 || d->args->loader->is_platform_or_boot)
        return true;
    char package[NAME_SIZE], loader[NAME_SIZE];
    size_t length = (size_t)(strrchr(name->text, '/') - name->text);
    THROW(d->t, SecurityException, "Class loader (instance of): %s tried to load prohibited package name: %s",
          loader_name(d->args->loader, loader, sizeof loader),
          symbol_dotted(package, sizeof package, name->text, length));
    return false;
}

static bool start_draft(Draft *d)
{
    const ClassFile *file = &d->file;
    d->c = (Class){
        .kind = CLASS_INSTANCE,
        .state = CLASS_LOADED,
        .flags = file->class_flags | (d->args->hidden ? CLASS_IS_HIDDEN : 0) |
                 (file->major < 50 ? CLASS_OLD_VERIFIER : 0),
        .access = file->access,
        .name = file->name,
        .loader = d->args->loader,
        .source_length = file->length,
        .major = file->major,
        .minor = file->minor,
        .pool = file->pool,
        .fields = file->fields,
        .methods = file->methods,
        .field_count = file->field_count,
        .method_count = file->method_count,
        .source_file = file->source_file,
        .signature = file->signature,
        .nest_host_index = file->nest_host_index,
        .bootstrap_count = file->bootstrap_count,
        .inner_classes = file->inner_classes,
        .enclosing_method = file->enclosing_method,
        .nest_members = file->nest_members,
        .record = file->record,
        .permitted_subclasses = file->permitted_subclasses,
        .bootstrap_methods = file->bootstrap_methods,
        .annotations = file->annotations,
        .type_annotations = file->type_annotations,
        .source_debug = file->source_debug,
        .source_debug_length = file->source_debug_length,
    };
    d->c.package = module_package_of(d->t, d->args->loader->host, file->name);
    return !d->t->exception;
}

/* ---- Members ---- */

typedef struct Injection {
    Draft *draft;
    Field *fields; /* NULL: count only */
    u32 count;
} Injection;

static void add_injected(const char *name, const char *desc, void *context)
{
    Injection *in = context;
    if (in->fields) {
        Field *field = &in->fields[in->count];
        *field = (Field){
            .name = symbol_from(name),
            .desc = symbol_from(desc),
            .type = (u8)type_of_char(desc[0]),
            .flags = FIELD_INJECTED,
            .slot = (u16)in->count,
        };
    }
    in->count++;
}

/* Fields that the VM adds to some classes of the library (classloader/define/README.md, Decisions). */
static void inject_fields(Draft *d)
{
    Class *c = &d->c;
    Injection in = {d, NULL, c->field_count};
    if (c->loader->host != boot_loader)
        return;
    wk_injected_fields(c->name, add_injected, &in);
    if (in.count == c->field_count)
        return;
    in.fields = ARENA_ARRAY(&d->scratch, Field, in.count);
    memcpy(in.fields, c->fields, c->field_count * sizeof(Field));
    in.count = c->field_count;
    wk_injected_fields(c->name, add_injected, &in);
    c->fields = in.fields;
    c->injected_field_count = (u16)(in.count - c->field_count);
}

/* JVMS 2.9.3 */
static void mark_polymorphic(Class *c)
{
    if (!(c->flags & CLASS_IS_METHOD_HANDLE))
        return;
    for (u32 i = 0; i < c->method_count; i++) {
        Method *m = &c->methods[i];
        u16 both = ACC_NATIVE | ACC_VARARGS;
        if ((m->access & both) == both && m->param_count == 1 &&
            strncmp(m->desc->text, "([Ljava/lang/Object;)", 21) == 0)
            m->flags |= METHOD_POLYMORPHIC;
    }
}

/* ---- Copying into the loader's arena ---- */

typedef struct Carver {
    char *at;
} Carver;

static void *carve(Carver *from, size_t size)
{
    void *result = from->at;
    from->at += ALIGN_UP(size, 8);
    return result;
}

static void *carve_copy(Carver *from, const void *data, size_t size)
{
    void *copy = carve(from, size);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

/* A hidden class's name is not in its file, so it gets a Utf8 of its own behind the file's pool. */
static u32 pool_size(const Draft *d)
{
    return d->c.pool.count + (d->args->hidden ? 1u : 0u);
}

static size_t tables_size(const Draft *d)
{
    const Class *c = &d->c;
    u32 fields = (u32)c->field_count + c->injected_field_count;
    return ALIGN_UP(pool_size(d) * sizeof(CpEntry), 8) + ALIGN_UP(pool_size(d), 8) + fields * sizeof(Field) +
           c->method_count * sizeof(Method) +
           ALIGN_UP(class_method_index_size(c->method_count) * sizeof(u16), 8) +
           (c->interface_count + c->secondary_count) * sizeof(Class *) + c->ref_span_count * sizeof(RefSpan);
}

static bool copy_tables(Draft *d)
{
    Class *c = &d->c;
    Carver carver = {loader_alloc(d->t, c->loader, tables_size(d))};
    if (!carver.at)
        return false;
    u32 count = c->pool.count, fields = (u32)c->field_count + c->injected_field_count;
    c->pool.entries =
        memcpy(carve(&carver, pool_size(d) * sizeof(CpEntry)), c->pool.entries, count * sizeof(CpEntry));
    c->pool.tags = memcpy(carve(&carver, pool_size(d)), c->pool.tags, count);
    c->fields = carve_copy(&carver, c->fields, fields * sizeof(Field));
    c->methods = carve_copy(&carver, c->methods, c->method_count * sizeof(Method));
    c->interfaces = carve_copy(&carver, c->interfaces, c->interface_count * sizeof(Class *));
    c->secondaries = carve_copy(&carver, c->secondaries, c->secondary_count * sizeof(Class *));
    c->ref_spans = carve_copy(&carver, c->ref_spans, c->ref_span_count * sizeof(RefSpan));
    u32 index_size = class_method_index_size(c->method_count);
    if (index_size) {
        c->method_index = carve(&carver, index_size * sizeof(u16));
        class_fill_method_index(c);
    }
    return true;
}

static bool keep_bytes(Draft *d)
{
    const DefineArgs *args = d->args;
    if (args->host_slot && args->host_offset <= UINT32_MAX) {
        d->c.source_slot = args->host_slot;
        d->c.source_offset = (u32)args->host_offset;
        return true;
    }
    void *copy = loader_alloc(d->t, d->c.loader, args->length);
    if (!copy)
        return false;
    memcpy(copy, args->bytes, args->length);
    d->c.source_offset = (u32)(uintptr_t)copy;
    return true;
}

static bool keep_reference(Draft *d, Object *object, u32 *ret_ref)
{
    if (!object)
        return true;
    *ret_ref = roots_loader_add_ref(d->c.loader, object);
    return *ret_ref || no_memory(d->t);
}

/* ---- The class itself ---- */

static bool name_hidden(Draft *d, Class *c)
{
    size_t size = c->name->length + 32u;
    char *text = arena_alloc(&d->scratch, size);
    int length = snprintf(text, size, "%s+0x%016lx", c->name->text, (unsigned long)(uintptr_t)c);
    Symbol *name = length <= UINT16_MAX ? symbol_intern(text, (size_t)length) : NULL;
    if (!name)
        return no_memory(d->t);
    u32 index = d->c.pool.count, self = d->file.this_index;
    c->name = d->c.name = name; /* the noted draft keeps the symbol until the class is listed */
    c->pool.entries[index] = (CpEntry){.ref = (u32)(uintptr_t)name};
    c->pool.tags[index] = CP_UTF8;
    c->pool.entries[self] = (CpEntry){.a = (u16)index, .ref = class_ref(c)};
    c->pool.tags[self] = CP_CLASS | CP_RESOLVED;
    c->nest_host = d->args->nest_host ? d->args->nest_host : c;
    /* A hidden nest host may have loader data of its own, and must not die first. */
    if (c->nest_host && c->nest_host->loader != c->loader->host && c->nest_host != c)
        return roots_loader_add_ref(c->loader, c->nest_host->mirror) || no_memory(d->t);
    return true;
}

static void adopt_members(Draft *d, Class *c)
{
    for (u32 i = 0; i < (u32)c->field_count + c->injected_field_count; i++)
        c->fields[i].holder = c;
    for (u32 i = 0; i < c->method_count; i++) {
        Method *m = &c->methods[i];
        m->holder = c;
        method_set_entry(m, method_is_abstract(m) ? ENTRY_ABSTRACT : ENTRY_UNPREPARED);
        if (d->args->hidden)
            m->flags |= METHOD_HIDDEN;
    }
    for (u32 i = 0; i < d->plan.overpass_count; i++)
        d->plan.overpasses[i]->holder = c;
}

static Class *make_class(Draft *d)
{
    LoaderData *loader = d->c.loader;
    size_t vtable_size = d->plan.length * sizeof(Method *);
    loader_lock(d->t, loader);
    Class *c = arena_alloc_class(&loader->arena, sizeof *c + vtable_size);
    if (c) {
        memcpy(c, &d->c, sizeof *c);
        c->vtable_length = d->plan.length;
        if (vtable_size)
            memcpy(c->vtable, d->plan.methods, vtable_size);
        if (!class_is_interface(c) && c->depth < CLASS_DISPLAY)
            c->display[c->depth] = c;
        adopt_members(d, c);
        if (!vtable_build_itable(c, &loader->arena))
            c = NULL;
    }
    loader_unlock(d->t, loader);
    if (!c)
        no_memory(d->t);
    return c;
}

static void link_hierarchy(Class *c)
{
    if (!c->super || class_is_interface(c))
        return;
    pthread_mutex_lock(&state.hierarchy_lock);
    c->sibling = c->super->subclass;
    __atomic_store_n(&c->super->subclass, c, __ATOMIC_RELEASE);
    pthread_mutex_unlock(&state.hierarchy_lock);
}

static void trace_load(const Draft *d, const Class *c)
{
    char name[NAME_SIZE], loader[NAME_SIZE];
    const char *source = d->args->source;
    if (!TRACE_ON(CLASS_LOAD))
        return;
    if (!source && c->loader->java_loader)
        source = class_binary_name(object_class(c->loader->java_loader), loader, sizeof loader);
    TRACE(CLASS_LOAD, "%s source: %s", class_binary_name(c, name, sizeof name),
          source ? source : "jrt:/java.base");
}

static bool plan_and_copy(Draft *d)
{
    Class *c = &d->c;
    inject_fields(d);
    mark_polymorphic(c);
    if (!layout_fields(c, &d->scratch))
        return no_memory(d->t);
    layout_statics(c);
    if (!copy_tables(d) || !keep_bytes(d))
        return false;
    if (!vtable_plan(c, c->loader, &d->scratch, &d->plan, &d->fail)) {
        fail_throw(d->t, &d->fail);
        return false;
    }
    return keep_reference(d, d->args->class_data, &c->class_data_ref) &&
           keep_reference(d, d->args->protection_domain, &c->protection_domain_ref);
}

static Class *define_draft(Draft *d)
{
    if (!parse_file(d) || !check_package(d) || !start_draft(d) || !define_load_supers(d) || !plan_and_copy(d))
        return NULL;
    Class *c = make_class(d);
    if (!c || (d->args->hidden && !name_hidden(d, c)) || !define_make_mirror(d->t, c))
        return NULL;
    /* Until the loader lists the class, only this slot keeps the mirror alive. */
    Object *volatile keep = c->mirror;
    if (!loader_add_class(d->t, c->loader, c))
        return NULL;
    link_hierarchy(c);
    trace_load(d, c);
    trace_event("load", c->name->text, c->major);
    (void)keep;
    return c;
}

static bool has_room(void)
{
    size_t size = (size_t)(region_end - region_base);
    return size - region_used() - region_retired() >= size / RESERVED_SHARE;
}

/* A program's classes leave a part of the region alone. So when they fail, its handlers still find room for
 * the classes that they use first, also of the platform. Before a class fails, collections look for dead
 * loaders, the second one behind soft references, too. */
static bool make_room(Thread *t, const LoaderData *loader)
{
    if (LIKELY(has_room()))
        return true;
    heap_collect(t, GC_CAUSE_METADATA);
    if (has_room())
        return true;
    heap_collect(t, GC_CAUSE_LAST_CHANCE);
    return has_room() || loader->host->is_platform_or_boot || no_memory(t);
}

Class *define_class(Thread *t, const DefineArgs *args)
{
    if (!make_room(t, args->loader))
        return NULL;
    Draft draft = {.t = t, .args = args};
    ScratchNote note;
    arena_init_scratch(&draft.scratch);
    thread_note_scratch(t, &note, &draft.scratch);
    Class *c = define_draft(&draft);
    thread_forget_scratch(t, &note);
    arena_free(&draft.scratch);
    return c;
}
