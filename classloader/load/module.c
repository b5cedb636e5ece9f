/* module.c - see module.h; the texts are in module_text.c.
 * A Package belongs to one loader and one module; a class finds its module through its package. Tables are
 * read without a lock and written under the loader's. */
#include "classloader/load/module.h"

#include "classloader/load/loader.h"
#include "classloader/source/source.h"
#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <string.h>

SNAPSHOT_STATE(saved) static struct {
    /* It exists from the start; until module_define fills it, every class of the boot loader is in it. */
    Module *java_base;
    bool java_base_defined; /* published by a release store after java_base is complete */
} state;

void module_reset(void)
{
    STATE_CLEAR(state);
}

bool module_init(void)
{
    Module *m = ARENA_NEW(&boot_loader->arena, Module);
    if (!m)
        return false;
    m->name = SYM(java_base);
    m->loader = boot_loader;
    map_init(&m->reads, &boot_loader->arena);
    state.java_base = m;
    return true;
}

bool module_java_base_defined(void)
{
    return __atomic_load_n(&state.java_base_defined, __ATOMIC_ACQUIRE);
}

/* ---- Java objects and modules ---- */

/* The Module of a java.lang.Module; for one that was never defined, its loader's unnamed module. */
static Module *module_of_object(Thread *t, Object *object)
{
    u64 address = __atomic_load_n(FIELD_AT(object, WK_FIELD(Module_vm_module), u64), __ATOMIC_ACQUIRE);
    if (address)
        return (Module *)(uintptr_t)address;
    LoaderData *loader = loader_of(t, ref_load(object, WK_FIELD(Module_loader)));
    return loader ? loader->unnamed_module : NULL;
}

static bool bind_object(Thread *t, Module *m, Object *object)
{
    m->java_ref = roots_loader_add_ref(m->loader, object);
    if (!m->java_ref) {
        throw_out_of_memory(t, "Metaspace");
        return false;
    }
    __atomic_store_n(FIELD_AT(object, WK_FIELD(Module_vm_module), u64), (u64)(uintptr_t)m, __ATOMIC_RELEASE);
    return true;
}

static Object *object_of_module(const Module *m)
{
    if (m->java_ref)
        return loader_ref(m->loader, m->java_ref);
    Object *java_loader = m->loader->java_loader;
    return !m->name && java_loader ? ref_load(java_loader, WK_FIELD(ClassLoader_unnamedModule)) : NULL;
}

Module *module_of_class(const Class *c)
{
    while (class_is_array(c))
        c = c->element;
    if (class_is_primitive(c))
        return state.java_base;
    return c->package ? c->package->module : c->loader->host->unnamed_module;
}

Object *module_mirror_module(const Class *c)
{
    return module_java_base_defined() ? object_of_module(module_of_class(c)) : NULL;
}

static void set_mirror_module(Class *c, void *context)
{
    (void)context;
    if (c && c->mirror && !ref_load(c->mirror, WK_FIELD(Class_module)))
        ref_store(c->mirror, WK_FIELD(Class_module), object_of_module(module_of_class(c)));
}

static void set_module_of_all_classes(void)
{
    loader_for_each_class(boot_loader, set_mirror_module, NULL);
    for (int type = 0; type <= T_VOID; type++) {
        set_mirror_module(wk_primitive[type], NULL);
        for (Class *array = wk_primitive_array[type]; array; array = array->array)
            set_mirror_module(array, NULL);
    }
}

/* ---- packages ---- */

static Package *find_package(const LoaderData *loader, const Symbol *name)
{
    return map_get(&loader->packages, name);
}

static Package *add_package_locked(LoaderData *loader, Symbol *name, Module *module)
{
    Package *package = ARENA_NEW(&loader->arena, Package);
    if (!package)
        return NULL;
    package->name = name;
    package->module = module;
    map_init(&package->exports, &loader->arena);
    return map_put(&loader->packages, name, package) ? package : NULL;
}

Package *module_package_of(Thread *t, LoaderData *loader, const Symbol *class_name)
{
    const char *slash = memrchr(class_name->text, '/', class_name->length);
    if (!slash)
        return NULL;
    loader = loader->host;
    Symbol *name = symbol_intern(class_name->text, (size_t)(slash - class_name->text));
    Package *package = name ? find_package(loader, name) : NULL;
    if (name && !package) {
        loader_lock(t, loader);
        package = find_package(loader, name);
        if (!package) {
            bool early = loader == boot_loader && !module_java_base_defined();
            package = add_package_locked(loader, name, early ? state.java_base : loader->unnamed_module);
        }
        loader_unlock(t, loader);
    }
    if (!package)
        throw_out_of_memory(t, "Metaspace");
    return package;
}

Symbol *module_boot_owner(const char *package, size_t length)
{
    if (!module_java_base_defined())
        return SYM(java_base);
    const Symbol *name = symbol_find(package, length);
    const Package *found = name ? find_package(boot_loader, name) : NULL;
    return found ? found->module->name : NULL;
}

/* ---- defining ---- */

/* JVMS 4.2.3: unqualified names with single slashes between them. */
static bool is_package_name(const char *text, size_t length)
{
    bool in_segment = false;
    for (size_t i = 0; i < length; i++) {
        if (memchr(".;[", text[i], 3))
            return false;
        if (text[i] == '/' && !in_segment)
            return false;
        in_segment = text[i] != '/';
    }
    return in_segment;
}

static bool is_prohibited(const LoaderData *loader, const Symbol *package)
{
    return !loader->is_platform_or_boot && strncmp(package->text, "java", 4) == 0 &&
           (package->length == 4 || package->text[4] == '/');
}

static bool check_package(Thread *t, const LoaderData *loader, const Symbol *module, Object *element,
                          Symbol **ret_name)
{
    if (!element || object_class(element) != WK(String)) {
        THROW(t, IllegalArgumentException, "Bad package name");
        return false;
    }
    Symbol *name = string_to_symbol(element, true);
    if (!name || !is_package_name(name->text, name->length)) {
        THROW(t, IllegalArgumentException, "Invalid package name: %s for module: %s", name ? name->text : "",
              module->text);
        return false;
    }
    if (is_prohibited(loader, name)) {
        char loader_text[512], dotted[512];
        THROW(t, IllegalArgumentException,
              "Class loader (instance of): %s tried to define prohibited package name: %s",
              loader_name(loader, loader_text, sizeof loader_text),
              symbol_dotted(dotted, sizeof dotted, name->text, name->length));
        return false;
    }
    *ret_name = name;
    return true;
}

/* Reads the packages' names into scratch memory. False: an exception is pending. */
static bool read_packages(Thread *t, const LoaderData *loader, const Symbol *module, Object *array,
                          Arena *scratch, Symbol ***ret_names, u32 *ret_count)
{
    u32 count = array ? (u32)array_length(array) : 0;
    Symbol **names = count ? ARENA_ARRAY(scratch, Symbol *, count) : NULL;
    for (u32 i = 0; i < count; i++)
        if (!check_package(t, loader, module, ref_array_get(array, (i32)i), &names[i]))
            return false;
    *ret_names = names;
    *ret_count = count;
    return true;
}

static void fill_module(Module *m, bool is_open, Object *version, Object *location)
{
    m->is_open = is_open;
    m->version = version ? string_to_symbol(version, false) : NULL;
    m->location = location ? string_to_symbol(location, false) : NULL;
    if (TRACE_ON(MODULE)) {
        char loader_text[512];
        TRACE(MODULE, "%s location: %s%s%s", m->name->text, m->location ? m->location->text : "",
              m->loader == boot_loader ? "" : " loader: ",
              m->loader == boot_loader ? "" : loader_name(m->loader, loader_text, sizeof loader_text));
    }
}

/* Packages of classes loaded during boot are in java.base already, so the library must list them. */
static bool early_packages_listed(Thread *t, Symbol **names, u32 count)
{
    u64 key, value;
    for (u32 i = 0; map_next(&boot_loader->packages, &i, &key, &value);) {
        bool listed = false;
        for (u32 j = 0; j < count && !listed; j++)
            listed = names[j] == (const Symbol *)(uintptr_t)key;
        if (!listed) {
            THROW(t, InternalError, "package %s of a class loaded during boot is not in module java.base",
                  ((const Symbol *)(uintptr_t)key)->text);
            return false;
        }
    }
    return true;
}

static bool define_java_base_locked(Thread *t, Symbol **names, u32 count)
{
    if (module_java_base_defined()) {
        THROW(t, InternalError, "Module java.base is already defined");
        return false;
    }
    if (!early_packages_listed(t, names, count))
        return false;
    bool room = map_put(&boot_loader->modules, state.java_base->name, state.java_base);
    for (u32 i = 0; i < count && room; i++)
        if (!find_package(boot_loader, names[i]))
            room = add_package_locked(boot_loader, names[i], state.java_base) != NULL;
    if (!room)
        throw_out_of_memory(t, "Metaspace");
    return room;
}

static bool define_java_base(Thread *t, LoaderData *loader, Object *object, Symbol **names, u32 count,
                             bool is_open, Object *version, Object *location)
{
    if (loader != boot_loader) {
        THROW(t, IllegalArgumentException, "Class loader must be the boot class loader");
        return false;
    }
    loader_lock(t, boot_loader);
    bool defined = define_java_base_locked(t, names, count);
    loader_unlock(t, boot_loader);
    if (!defined)
        return false;
    fill_module(state.java_base, is_open, version, location);
    if (!bind_object(t, state.java_base, object))
        return false;
    /* The order matters: from here on a new mirror gets its module at once, and the classes listed so far get
     * theirs below. A class whose mirror was made before but that is listed later is completed by
     * loader_add_class. */
    __atomic_store_n(&state.java_base_defined, true, __ATOMIC_RELEASE);
    set_module_of_all_classes();
    return true;
}

static bool check_new_locked(Thread *t, const LoaderData *loader, const Symbol *name, Symbol **names,
                             u32 count)
{
    if (map_get(&loader->modules, name)) {
        THROW(t, IllegalStateException, "Module %s is already defined", name->text);
        return false;
    }
    for (u32 i = 0; i < count; i++) {
        const Package *taken = find_package(loader, names[i]);
        if (!taken)
            continue;
        if (taken->module->name)
            THROW(t, IllegalStateException,
                  "Package %s for module %s is already in another module, %s, defined to the class loader",
                  names[i]->text, name->text, taken->module->name->text);
        else
            THROW(t, IllegalStateException,
                  "Package %s for module %s is already in the unnamed module defined to the class loader",
                  names[i]->text, name->text);
        return false;
    }
    return true;
}

static Module *define_locked(Thread *t, LoaderData *loader, Symbol *name, Symbol **names, u32 count)
{
    if (!check_new_locked(t, loader, name, names, count))
        return NULL;
    Module *m = ARENA_NEW(&loader->arena, Module);
    bool room = m != NULL;
    if (room) {
        m->name = name;
        m->loader = loader;
        map_init(&m->reads, &loader->arena);
        room = map_put(&loader->modules, name, m);
    }
    for (u32 i = 0; i < count && room; i++)
        if (!find_package(loader, names[i])) /* a name may stand in the list twice */
            room = add_package_locked(loader, names[i], m) != NULL;
    if (!room)
        throw_out_of_memory(t, "Metaspace");
    return room ? m : NULL;
}

static bool define_named(Thread *t, LoaderData *loader, Symbol *name, Object *object, Object *package_array,
                         Arena *scratch, bool is_open, Object *version, Object *location)
{
    Symbol **names;
    u32 count;
    if (!read_packages(t, loader, name, package_array, scratch, &names, &count))
        return false;
    if (name == SYM(java_base))
        return define_java_base(t, loader, object, names, count, is_open, version, location);
    loader_lock(t, loader);
    Module *m = define_locked(t, loader, name, names, count);
    loader_unlock(t, loader);
    if (!m)
        return false;
    fill_module(m, is_open, version, location);
    return bind_object(t, m, object);
}

bool module_define(Thread *t, Object *module, bool is_open, Object *version, Object *location,
                   Object *package_array)
{
    if (!module) {
        THROW(t, NullPointerException, "Null module object");
        return false;
    }
    Object *name = ref_load(module, WK_FIELD(Module_name));
    if (!name) {
        THROW(t, NullPointerException, "Null module name");
        return false;
    }
    LoaderData *loader = loader_of(t, ref_load(module, WK_FIELD(Module_loader)));
    Symbol *symbol = string_to_symbol(name, false);
    if (!loader || !symbol)
        return false;
    Arena scratch;
    ScratchNote note;
    arena_init_scratch(&scratch);
    thread_note_scratch(t, &note, &scratch);
    bool defined =
        define_named(t, loader, symbol, module, package_array, &scratch, is_open, version, location);
    thread_forget_scratch(t, &note);
    arena_free(&scratch);
    return defined;
}

bool module_set_boot_unnamed(Thread *t, Object *module)
{
    if (!module) {
        THROW(t, NullPointerException, "Null module object");
        return false;
    }
    if (ref_load(module, WK_FIELD(Module_name))) {
        THROW(t, IllegalArgumentException, "boot loader's unnamed module's java.lang.Module has a name");
        return false;
    }
    if (ref_load(module, WK_FIELD(Module_loader))) {
        THROW(t, IllegalArgumentException, "Class loader must be the boot class loader");
        return false;
    }
    if (!bind_object(t, boot_loader->unnamed_module, module))
        return false;
    if (module_java_base_defined())
        loader_for_each_class(boot_loader, set_mirror_module, NULL);
    return true;
}

/* ---- reads and exports ---- */

static bool put_module(Thread *t, Map *map, LoaderData *owner, Module *to)
{
    if (map_get(map, to))
        return true;
    loader_lock(t, owner);
    if (to->loader != owner)
        to->is_target = true;
    bool room = map_put_u64(map, (u64)(uintptr_t)to, 1);
    loader_unlock(t, owner);
    if (!room)
        throw_out_of_memory(t, "Metaspace");
    return room;
}

bool module_add_reads(Thread *t, Object *from, Object *to_or_null)
{
    if (!from) {
        THROW(t, NullPointerException, "from_module is null");
        return false;
    }
    Module *m = module_of_object(t, from);
    Module *to = m && to_or_null ? module_of_object(t, to_or_null) : NULL;
    if (!m || (to_or_null && !to))
        return false;
    if (!m->name || m == to)
        return true;
    if (!to) {
        m->reads_all_unnamed = true;
        return true;
    }
    return put_module(t, &m->reads, m->loader, to);
}

/* Finds the module and its package. True with *ret_package NULL: there is nothing to be done. */
static bool find_exported(Thread *t, Object *from, const Symbol *name, const char *what, Module **ret_module,
                          Package **ret_package)
{
    *ret_package = NULL;
    if (!from || !name) {
        if (from)
            THROW(t, NullPointerException, "package is null");
        else
            THROW(t, NullPointerException, "%s is null", what);
        return false;
    }
    Module *m = module_of_object(t, from);
    if (!m)
        return false;
    if (!m->name || m->is_open)
        return true;
    Package *package = find_package(m->loader, name);
    if (!package || package->module != m) {
        THROW(t, IllegalArgumentException, "Package %s not found in %s %s", name->text, what, m->name->text);
        return false;
    }
    *ret_module = m;
    *ret_package = package;
    return true;
}

bool module_add_exports(Thread *t, Object *from, Symbol *package, Object *to_or_null)
{
    Module *m;
    Package *found;
    if (!find_exported(t, from, package, "from_module", &m, &found))
        return false;
    if (!found || found->exported_to_all)
        return true;
    if (!to_or_null) {
        found->exported_to_all = true;
        return true;
    }
    Module *to = module_of_object(t, to_or_null);
    if (!to)
        return false;
    return to == m || put_module(t, &found->exports, m->loader, to);
}

bool module_add_exports_to_all_unnamed(Thread *t, Object *from, Symbol *package)
{
    Module *m;
    Package *found;
    if (!find_exported(t, from, package, "module", &m, &found))
        return false;
    if (found)
        found->exported_to_all_unnamed = true;
    return true;
}

bool module_reads(const Module *from, const Module *to)
{
    if (from == to || !from->name || to == state.java_base)
        return true;
    return (!to->name && from->reads_all_unnamed) || map_get(&from->reads, to);
}

bool module_exports(const Module *from, const Package *package, const Module *to)
{
    if (from == to || !from->name || from->is_open || !package || package->exported_to_all)
        return true;
    return (!to->name && package->exported_to_all_unnamed) || map_get(&package->exports, to);
}

/* ---- unloading ---- */

static void remove_dead(Map *map, const LoaderData *dead)
{
    u64 key, value;
    for (u32 i = 0; map_next(map, &i, &key, &value);)
        if (((const Module *)(uintptr_t)key)->loader == dead)
            map_remove_u64(map, key);
}

static void remove_from_tables(LoaderData *loader, void *dead)
{
    u64 key, value;
    if (loader == dead || loader->host != loader)
        return;
    for (u32 i = 0; map_next(&loader->modules, &i, &key, &value);)
        remove_dead(&((Module *)(uintptr_t)value)->reads, dead);
    for (u32 i = 0; map_next(&loader->packages, &i, &key, &value);)
        remove_dead(&((Package *)(uintptr_t)value)->exports, dead);
}

void module_forget_loader(LoaderData *loader)
{
    bool is_target = loader->unnamed_module->is_target;
    u64 key, value;
    for (u32 i = 0; map_next(&loader->modules, &i, &key, &value) && !is_target;)
        is_target = ((const Module *)(uintptr_t)value)->is_target;
    if (is_target)
        roots_for_each_loader(remove_from_tables, loader);
}
