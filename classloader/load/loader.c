/* loader.c - see loader.h; how a class is asked for and found is in loader_load.c.
 * The class that a loader's table has for a name never changes, so lookups take no lock. */
#include "classloader/load/loader.h"

#include "classloader/load/constraint.h"
#include "classloader/load/module.h"
#include "classloader/load/unload.h"
#include "gc/heap.h"
#include "vm/base/host_lock.h"
#include "vm/base/host_wait.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/library/wellknown.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"
#include "vm/thread/thread_state.h"

#include <stdio.h>
#include <string.h>

SNAPSHOT_STATE(saved) static struct {
    u32 last_id;                      /* guarded by create_lock */
    u32 loaded_count, unloaded_count; /* atomic */
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t create_lock;
} host = {.create_lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- creation and end ---- */

/* The LoaderData lies in the arena that it describes. NULL: the region is exhausted. */
static LoaderData *new_loader_data(Object *java_loader)
{
    Arena arena;
    arena_init_region(&arena);
    LoaderData *loader = ARENA_NEW(&arena, LoaderData);
    if (!loader)
        return NULL;
    loader->arena = arena;
    arena_set_owner(&loader->arena, loader);
    loader->java_loader = java_loader;
    loader->host = loader;
    loader->id = ++state.last_id;
    map_init(&loader->classes, &loader->arena);
    map_init(&loader->packages, &loader->arena);
    map_init(&loader->modules, &loader->arena);
    loader->lock = host_lock_add();
    return loader;
}

static bool add_unnamed_module(LoaderData *loader)
{
    Module *m = ARENA_NEW(&loader->arena, Module);
    if (!m)
        return false;
    m->loader = loader;
    m->reads_all_unnamed = true;
    map_init(&m->reads, &loader->arena);
    loader->unnamed_module = m;
    return true;
}

static LoaderData *new_named(Object *java_loader)
{
    LoaderData *loader = new_loader_data(java_loader);
    if (loader && !add_unnamed_module(loader)) {
        Arena arena = loader->arena;
        host_lock_remove(loader->lock);
        arena_free(&arena);
        return NULL;
    }
    return loader;
}

void loader_reset(void)
{
    unload_forget_natives();
    constraint_reset();
    module_reset();
    loader_reset_places();
    STATE_CLEAR(host);
    STATE_CLEAR(state);
    boot_loader = NULL;
}

bool loader_init(void)
{
    boot_loader = new_named(NULL);
    if (!boot_loader || !module_init())
        return false;
    boot_loader->is_platform_or_boot = true;
    boot_loader->parallel_capable = true;
    roots_add_loader(boot_loader);
    return true;
}

static u64 *data_field(Object *java_loader)
{
    return FIELD_AT(java_loader, WK_FIELD(ClassLoader_vm_loader), u64);
}

static LoaderData *create_locked(Object *java_loader)
{
    LoaderData *loader = (LoaderData *)(uintptr_t)*data_field(java_loader);
    if (loader)
        return loader; /* another thread was first */
    loader = new_named(java_loader);
    if (!loader)
        return NULL;
    const Class *c = object_class(java_loader);
    loader->is_platform_or_boot = c->name == SYM(platform_class_loader) && c->loader == boot_loader;
    loader->parallel_capable = ref_load(java_loader, WK_FIELD(ClassLoader_parallelLockMap)) != NULL;
    roots_add_loader(loader);
    __atomic_store_n(data_field(java_loader), (u64)(uintptr_t)loader, __ATOMIC_RELEASE);
    return loader;
}

LoaderData *loader_of(Thread *t, Object *java_loader)
{
    if (!java_loader)
        return boot_loader;
    LoaderData *loader = (LoaderData *)(uintptr_t)__atomic_load_n(data_field(java_loader), __ATOMIC_ACQUIRE);
    if (loader)
        return loader;
    pthread_mutex_lock(&host.create_lock);
    loader = create_locked(java_loader);
    pthread_mutex_unlock(&host.create_lock);
    if (!loader)
        throw_out_of_memory(t, "Metaspace");
    return loader;
}

LoaderData *loader_new_hidden(Thread *t, LoaderData *outer)
{
    pthread_mutex_lock(&host.create_lock);
    LoaderData *loader = new_loader_data(outer->java_loader);
    pthread_mutex_unlock(&host.create_lock);
    if (!loader) {
        throw_out_of_memory(t, "Metaspace");
        return NULL;
    }
    loader->host = outer->host;
    loader->unnamed_module = outer->host->unnamed_module;
    loader->is_platform_or_boot = outer->is_platform_or_boot;
    loader->parallel_capable = outer->parallel_capable;
    roots_add_loader(loader);
    return loader;
}

void loader_free(LoaderData *loader)
{
    ASSERT(loader != boot_loader);
    constraint_forget(loader);
    if (loader->host == loader && loader->unnamed_module)
        module_forget_loader(loader);
    __atomic_add_fetch(&state.unloaded_count, loader->class_count, __ATOMIC_RELAXED);
    host_lock_remove(loader->lock);
    Arena arena = loader->arena;
    arena_retire(&arena);
}

/* ---- lock and memory ---- */

void loader_lock(Thread *t, LoaderData *loader)
{
    if (pthread_mutex_trylock(host_lock_get(loader->lock)) == 0)
        return;
    /* The lock's owner may be waiting for a collection, so a thread that waits for the lock must count as
     * stopped. */
    if (t)
        thread_block_begin(t);
    host_wait_lock(host_lock_get(loader->lock));
    if (t)
        thread_block_end(t);
}

void loader_unlock(Thread *t, LoaderData *loader)
{
    (void)t;
    pthread_mutex_unlock(host_lock_get(loader->lock));
}

void *loader_alloc(Thread *t, LoaderData *loader, size_t size)
{
    loader_lock(t, loader);
    void *result = arena_alloc(&loader->arena, size);
    loader_unlock(t, loader);
    if (!result && t)
        throw_out_of_memory(t, "Metaspace");
    return result;
}

/* In blocks that grow with the loader: one that has but one class wastes nothing. */
MethodCounts *loader_alloc_counts(Thread *t, LoaderData *loader)
{
    enum { MOST = 512 };
    loader_lock(t, loader);
    if (loader->next_counts == loader->end_counts) {
        size_t part = loader->arena.allocated / 32 / sizeof(MethodCounts);
        size_t count = part < 1 ? 1 : part < MOST ? part : MOST;
        loader->next_counts = loader_alloc(t, loader, count * sizeof(MethodCounts));
        loader->end_counts = loader->next_counts ? loader->next_counts + count : NULL;
    }
    MethodCounts *result = loader->next_counts ? loader->next_counts++ : NULL;
    loader_unlock(t, loader);
    return result;
}

/* ---- names ---- */

const char *loader_name(const LoaderData *loader, char *buffer, size_t size)
{
    Object *java_loader = loader->java_loader;
    if (!java_loader) {
        snprintf(buffer, size, "'bootstrap'");
        return buffer;
    }
    Object *name = ref_load(java_loader, WK_FIELD(ClassLoader_nameAndId));
    if (name && string_utf8_length(name) < size) {
        string_copy_utf8(name, buffer);
        return buffer;
    }
    char class_name[512];
    class_binary_name(object_class(java_loader), class_name, sizeof class_name);
    snprintf(buffer, size, "%s @%x", class_name, (u32)object_identity_hash(java_loader));
    return buffer;
}

/* ---- the table of classes ---- */

Class *loader_find_loaded(const LoaderData *loader, const Symbol *name)
{
    return map_get(&loader->host->classes, name);
}

static const char *kind_text(const Class *c)
{
    return class_is_interface(c) ? "interface" : c->access & ACC_ABSTRACT ? "abstract class" : "class";
}

static void throw_duplicate(Thread *t, const LoaderData *loader, const Class *c)
{
    char loader_text[512], class_text[512], where[2048];
    THROW(t, LinkageError, "loader %s attempted duplicate %s definition for %s. (%s)",
          loader_name(loader, loader_text, sizeof loader_text), kind_text(c),
          class_binary_name(c, class_text, sizeof class_text),
          module_describe_class(c, true, where, sizeof where));
}

/* `other` is the class that `partner`, or the loader itself, already has for the name. */
static void throw_different(Thread *t, const LoaderData *loader, const Class *c, const Class *other,
                            const LoaderData *partner)
{
    char loader_text[512], partner_text[512], class_text[512], where[2048];
    THROW(t, LinkageError,
          "loader constraint violation: loader %s wants to load %s %s. A different %s with the same name was "
          "previously loaded by %s. (%s)",
          loader_name(loader, loader_text, sizeof loader_text), kind_text(c),
          class_binary_name(c, class_text, sizeof class_text), kind_text(other),
          loader_name(partner, partner_text, sizeof partner_text),
          module_describe_class(other, true, where, sizeof where));
}

/* Enters the class in the loader's list of defined classes, and counts it. */
static bool append_class_locked(LoaderData *loader, Class *c)
{
    if (loader->class_count == loader->class_capacity) {
        u32 capacity = loader->class_capacity ? loader->class_capacity * 2 : loader->host == loader ? 16 : 1;
        Class **list = ARENA_ARRAY(&loader->arena, Class *, capacity);
        if (!list)
            return false;
        if (loader->class_count)
            memcpy(list, loader->class_list, loader->class_count * sizeof *list);
        __atomic_store_n(&loader->class_list, list, __ATOMIC_RELEASE);
        loader->class_capacity = capacity;
    }
    loader->class_list[loader->class_count] = c;
    __atomic_store_n(&loader->class_count, loader->class_count + 1, __ATOMIC_RELEASE);
    __atomic_add_fetch(&state.loaded_count, 1, __ATOMIC_RELAXED);
    return true;
}

/* The mirror may have been made just before java.base was defined, and the class be listed just after: then
 * nobody has set its module. */
static void complete_mirror(Class *c)
{
    if (!c->mirror || !module_java_base_defined() || ref_load(c->mirror, WK_FIELD(Class_module)))
        return;
    ref_store(c->mirror, WK_FIELD(Class_module), module_mirror_module(c));
}

static bool add_hidden_class(Thread *t, LoaderData *loader, Class *c)
{
    loader_lock(t, loader);
    bool added = append_class_locked(loader, c);
    if (added && loader->host != loader)
        loader->hidden = c;
    loader_unlock(t, loader);
    if (!added)
        throw_out_of_memory(t, "Metaspace");
    return added;
}

/* ClassLoader.addClass is not called: its purpose is to keep classes alive, which the loader's data does
 * here. */
bool loader_add_class(Thread *t, LoaderData *loader, Class *c)
{
    if (c->flags & CLASS_IS_HIDDEN)
        return add_hidden_class(t, loader, c);
    Class *other = NULL;
    LoaderData *partner = NULL;
    loader_lock(t, loader);
    bool duplicate = map_get(&loader->classes, c->name) != NULL;
    ConstraintResult result = CONSTRAINT_KEPT;
    if (!duplicate) {
        result = constraint_publish_locked(loader, c, &other, &partner);
        if (result == CONSTRAINT_KEPT && !append_class_locked(loader, c)) {
            map_remove_u64(&loader->classes, (u64)(uintptr_t)c->name);
            result = CONSTRAINT_NO_MEMORY;
        }
    }
    loader_unlock(t, loader);
    if (duplicate)
        throw_duplicate(t, loader, c);
    else if (result == CONSTRAINT_VIOLATED)
        throw_different(t, loader, c, other, partner);
    else if (result == CONSTRAINT_NO_MEMORY)
        throw_out_of_memory(t, "Metaspace");
    if (duplicate || result != CONSTRAINT_KEPT)
        return false;
    complete_mirror(c);
    return true;
}

/* The collector keeps alive all classes in the table of a live loader, so the class lives as long as this
 * loader may use it. */
bool loader_record_initiating(Thread *t, LoaderData *loader, Class *c)
{
    loader = loader->host;
    Class *other = map_get(&loader->classes, c->name);
    if (other == c)
        return true;
    LoaderData *partner = loader;
    ConstraintResult result = CONSTRAINT_VIOLATED;
    if (!other) {
        loader_lock(t, loader);
        other = map_get(&loader->classes, c->name);
        if (!other)
            result = constraint_publish_locked(loader, c, &other, &partner);
        else if (other == c)
            result = CONSTRAINT_KEPT;
        loader_unlock(t, loader);
    }
    if (result == CONSTRAINT_VIOLATED)
        throw_different(t, loader, c, other, partner);
    else if (result == CONSTRAINT_NO_MEMORY)
        throw_out_of_memory(t, "Metaspace");
    return result == CONSTRAINT_KEPT;
}

bool loader_add_constraint(Thread *t, Symbol *class_name, LoaderData *a, LoaderData *b, Class *resolver,
                           const char *what)
{
    ConstraintResult result = constraint_add(class_name, a, b);
    if (result == CONSTRAINT_KEPT)
        return true;
    if (result == CONSTRAINT_NO_MEMORY) {
        throw_out_of_memory(t, "Metaspace");
        return false;
    }
    char resolver_text[512], a_text[512], b_text[512];
    THROW(t, LinkageError,
          "loader constraint violation for class %s: %s: the class loaders %s and %s have different Class "
          "objects for the type %s",
          class_binary_name(resolver, resolver_text, sizeof resolver_text), what,
          loader_name(a, a_text, sizeof a_text), loader_name(b, b_text, sizeof b_text), class_name->text);
    return false;
}

void loader_for_each_class(LoaderData *loader, void (*visit)(Class *c, void *context), void *context)
{
    u32 count = __atomic_load_n(&loader->class_count, __ATOMIC_ACQUIRE);
    Class **list = __atomic_load_n(&loader->class_list, __ATOMIC_ACQUIRE);
    for (u32 i = 0; i < count; i++)
        for (Class *c = list[i]; c; c = __atomic_load_n(&c->array, __ATOMIC_ACQUIRE))
            visit(c, context);
}

u32 loader_count_loaded(void)
{
    return __atomic_load_n(&state.loaded_count, __ATOMIC_RELAXED);
}

u32 loader_count_unloaded(void)
{
    return __atomic_load_n(&state.unloaded_count, __ATOMIC_RELAXED);
}
