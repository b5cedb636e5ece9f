/* jvm_module.c - JVM_* entry points of java.lang.Module and BootLoader. The work is in
 * classloader/load/module.c. */
#include "classloader/define/define.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "vm/base/vec.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdio.h>
#include <stdlib.h>

JNIEXPORT void JNICALL JVM_DefineModule(JNIEnv *env, jobject module, jboolean is_open, jstring version,
                                        jstring location, jobjectArray packages)
{
    JVM_ENTER(env);
    module_define(t, border_get(module), is_open, border_get(version), border_get(location),
                  border_get(packages));
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_SetBootLoaderUnnamedModule(JNIEnv *env, jobject module)
{
    JVM_ENTER(env);
    module_set_boot_unnamed(t, border_get(module));
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_AddReadsModule(JNIEnv *env, jobject from, jobject to)
{
    JVM_ENTER(env);
    module_add_reads(t, border_get(from), border_get(to));
    JVM_LEAVE();
}

/* The symbol of a dotted package name; NULL: the name is null, and NullPointerException is pending. */
static Symbol *package_symbol(Thread *t, jstring package)
{
    Object *string = border_get(package);
    if (!string) {
        THROW(t, NullPointerException, "package is null");
        return NULL;
    }
    return string_to_symbol(string, true);
}

JNIEXPORT void JNICALL JVM_AddModuleExports(JNIEnv *env, jobject from, jstring package, jobject to)
{
    JVM_ENTER(env);
    Symbol *name = package_symbol(t, package);
    if (name && !to)
        THROW(t, NullPointerException, "to_module is null");
    else if (name)
        module_add_exports(t, border_get(from), name, border_get(to));
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_AddModuleExportsToAll(JNIEnv *env, jobject from, jstring package)
{
    JVM_ENTER(env);
    Symbol *name = package_symbol(t, package);
    if (name)
        module_add_exports(t, border_get(from), name, NULL);
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_AddModuleExportsToAllUnnamed(JNIEnv *env, jobject from, jstring package)
{
    JVM_ENTER(env);
    Symbol *name = package_symbol(t, package);
    if (name)
        module_add_exports_to_all_unnamed(t, border_get(from), name);
    JVM_LEAVE();
}

/* ---- packages of the boot loader ---- */

/* Only packages of which the boot loader has read a class itself have a location; Java code may define others
 * in it. */
static Object *package_location(Thread *t, const Package *package)
{
    const Module *module = package->module;
    const Symbol *location = module && module->name ? module->location : package->location;
    return package->location && location ? string_from_symbol(t, location) : NULL;
}

JNIEXPORT jstring JNICALL JVM_GetSystemPackage(JNIEnv *env, jstring name)
{
    JVM_ENTER(env);
    Symbol *symbol = string_to_symbol(border_get(name), true);
    const Package *package = symbol ? map_get(&boot_loader->packages, symbol) : NULL;
    jobject result = border_local(t, package ? package_location(t, package) : NULL);
    JVM_LEAVE();
    return result;
}

JNIEXPORT jobjectArray JNICALL JVM_GetSystemPackages(JNIEnv *env)
{
    JVM_ENTER(env);
    VEC(Symbol *) names = {0};
    u64 key, value;
    loader_lock(t, boot_loader);
    for (u32 i = 0; map_next(&boot_loader->packages, &i, &key, &value);)
        if (((const Package *)(uintptr_t)value)->location)
            vec_push(&names, (Symbol *)(uintptr_t)key);
    loader_unlock(t, boot_loader);
    Class *array_class = define_array_class(t, WK(String));
    Object *array = array_class ? heap_new_array(t, array_class, (i32)names.count) : NULL;
    for (u32 i = 0; array && i < names.count; i++) {
        Object *name = string_from_symbol(t, names.items[i]);
        if (!name)
            break;
        ref_array_set(array, (i32)i, name);
    }
    vec_free(&names);
    jobject result = border_local(t, array);
    JVM_LEAVE();
    return result;
}
