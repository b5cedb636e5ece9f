/* draft_metadata.c - see draft.h: the metadata region and the state that is declared as saved.
 * A word in them that is the address of an object is a reference, for metadata holds no numbers of that size
 * and no addresses of the process (tests/suites/27_region). */
#include "classloader/load/loader.h"
#include "gc/inspect.h"
#include "vm/base/host_slot.h"
#include "vm/base/region.h"
#include "vm/bytecode/cache.h"
#include "vm/library/wellknown.h"
#include "vm/model/method.h"
#include "vm/snapshot/draft.h"
#include "vm/snapshot/key.h"
#include "vm/snapshot/resume.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

extern char __start_snapshot_saved[] __attribute__((visibility("hidden")));
extern char __stop_snapshot_saved[] __attribute__((visibility("hidden")));

static void copy_words(Draft *d, char *copy, size_t size, const char *what)
{
    for (size_t at = 0; at + sizeof(u64) <= size; at += sizeof(u64)) {
        u64 *word = (u64 *)(void *)(copy + at);
        u32 place = draft_place(d, (const Object *)(uintptr_t)*word);
        if (place)
            *word = place;
        else if (heap_is_object((void *)(uintptr_t)*word))
            draft_refuse(d, "the %s refers to a dead object at %zx", what, at);
    }
}

/* ---- methods: machine code and call interfaces stay behind ---- */

static u16 kind_of_code(const Method *m)
{
    if (m->entry != ENTRY_COMPILED)
        return m->entry;
    return m->access & ACC_SYNCHRONIZED ? ENTRY_BYTECODE_SYNC : ENTRY_BYTECODE;
}

static void copy_method(Draft *d, const Method *m)
{
    Method *copy = draft_in_region(d, m);
    if (m->form_slot)
        map_put_u64(&d->unused, m->form_slot + 1u, 1);
    copy->form_slot = 0;
    copy->entry = kind_of_code(m);
    copy->machine_entry = method_stubs[copy->entry];
    copy->machine_code = 0;
    copy->code_flags &= CODE_LOCKS | CODE_REFUSED;
    if (m->counts)
        *(MethodCounts *)draft_in_region(d, method_counts(m)) = (MethodCounts){0};
    if (method_is_native(m))
        copy->native_calls = 0;
}

/* ---- natives ---- */

/* The library of the JDK that has the function; NULL: it is the VM's own. */
static const char *library_of(const void *function)
{
    Dl_info info;
    return dladdr(function, &info) && info.dli_fbase != key_library_base() ? info.dli_fname : NULL;
}

/* libjava is always there. Others are opened by the first call of a method that is bound again then. */
static u32 later_library(Draft *d, const char *path)
{
    const char *name = strrchr(path, '/');
    return name && strcmp(name, "/libjava.so") == 0 ? 0 : draft_library(d, path);
}

static void unbind(Draft *d, const Method *m)
{
    Method *copy = draft_in_region(d, m);
    map_put_u64(&d->unused, m->native_slot + 1u, 1);
    copy->native_slot = 0;
    copy->entry = ENTRY_UNPREPARED;
    copy->machine_entry = method_stubs[ENTRY_UNPREPARED];
}

/* A native that begins like one that notes ids, and that no row of resume.c knows, may leave a library
 * without what it needs. */
static void note_native(Draft *d, const Method *m)
{
    const char *path = method_is_native(m) && m->entry == ENTRY_NATIVE && m->native_slot
                           ? library_of(host_slot_get(m->native_slot))
                           : NULL;
    if (!path)
        return;
    u32 library = later_library(d, path);
    if (library)
        unbind(d, m);
    if (!method_is_static(m) || m->param_count || strncmp(m->name->text, "init", 4) != 0)
        return;
    if (!resume_calls_again(m))
        draft_refuse(d, "%s.%s would have to be called again", m->holder->name->text, m->name->text);
    vec_push(&d->natives, ((SnapshotNative){region_ref(m), library}));
}

static void copy_class(Class *c, void *context)
{
    Draft *d = context;
    for (const Class *array = c; array; array = array->array) /* in no list of classes */
        ((Class *)draft_in_region(d, array))->mark_epoch = 0;
    if (class_state(c) == CLASS_INITIALIZING)
        draft_refuse(d, "%s is being initialized", c->name->text);
    if (class_state(c) == CLASS_INITIALIZED && resume_is_of_process(c, d->is_application))
        draft_refuse(d, "%s is initialized, and belongs to a process", c->name->text);
    for (u32 i = 0; i < c->method_count; i++) {
        copy_method(d, &c->methods[i]);
        note_native(d, &c->methods[i]);
    }
}

static void copy_loader(LoaderData *loader, void *context)
{
    Draft *d = context;
    LoaderData *copy = draft_in_region(d, loader);
    copy->mark_epoch = 0;
    copy->is_immortal = true;
    loader_for_each_class(loader, copy_class, d);
}

static void copy_root(Object **slot, void *context)
{
    Draft *d = context;
    const char *at = (const char *)slot;
    if (at < __start_snapshot_saved || at >= __stop_snapshot_saved)
        draft_refuse(d, "a root of the VM is not in its saved state");
    vec_push(&d->roots, (u32)(at - __start_snapshot_saved));
}

static bool copy_memory(Draft *d)
{
    d->region_size = ALIGN_UP((size_t)(region_high_water() - region_base), SNAPSHOT_PAGE);
    d->saved_size = (size_t)(__stop_snapshot_saved - __start_snapshot_saved);
    d->region = malloc(d->region_size);
    d->saved = malloc(d->saved_size + sizeof(u64));
    if (!d->region || !d->saved)
        return false;
    memcpy(d->region, region_base, d->region_size);
    memcpy(d->saved, __start_snapshot_saved, d->saved_size);
    return true;
}

static void copy_chunks(Draft *d)
{
    size_t count = (size_t)(region_high_water() - region_base) / REGION_CHUNK;
    for (size_t i = 0; i < count; i++) {
        vec_push(&d->chunks, 0);
        vec_push(&d->owners, 0);
    }
    region_copy_chunks(d->chunks.items, d->owners.items);
}

void draft_metadata(Draft *d)
{
    if (!copy_memory(d)) {
        draft_refuse(d, "there is no memory for the copy");
        return;
    }
    if (region_retired())
        draft_refuse(d, "classes are being unloaded");
    roots_for_each_loader(copy_loader, d);
    for (u32 i = 0; i < COUNT_OF(wk_primitive); i++)
        if (wk_primitive[i])
            copy_class(wk_primitive[i], d);
    copy_words(d, d->region, d->region_size, "metadata region");
    copy_words(d, d->saved, d->saved_size, "saved state");
    roots_for_each_slot(copy_root, d);
    copy_chunks(d);
}
