/* jvm_define.c - see jvm_define.h and jvm_entry.h. JVM_Find*Class*, JVM_DefineClass*,
 * JVM_LookupDefineClass. */
#include "stdlib/jvm/class/jvm_define.h"

#include "classloader/define/define.h"
#include "classloader/link/access_member.h"
#include "classloader/link/link.h"
#include "classloader/load/access.h"
#include "classloader/source/source.h"
#include "stdlib/jvm/class/jvm_entry.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "vm/exec/thread/monitor.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

/* MethodHandles.Lookup.defineHiddenClass and its like */
enum { DEFINE_NESTMATE = 1, DEFINE_HIDDEN = 2, DEFINE_STRONG = 4, DEFINE_VM_ANNOTATIONS = 8 };

static jclass class_handle(Thread *t, const Class *c)
{
    return c ? border_local(t, c->mirror) : NULL;
}

/* The text is cut off as HotSpot's, whose buffer holds 1023 characters. */
static void throw_too_long(Thread *t, Symbol *error, const char *name)
{
    throw_new(t, error, "Class name exceeds maximum length of 65535: %.979s", name);
}

Class *jvm_name_too_long(Thread *t, const char *name)
{
    throw_too_long(t, SYM(x_NoClassDefFoundError), name);
    return NULL;
}

void jvm_throw_long_name(Thread *t, const Object *name)
{
    char *text = string_utf8_length(name) > UINT16_MAX ? string_to_utf8(name) : NULL;
    if (text)
        jvm_name_too_long(t, text);
    else
        throw_out_of_memory(t, "Metaspace");
    free(text);
}

/* NULL: an exception is pending. */
static Symbol *name_symbol(Thread *t, const char *name, Symbol *error)
{
    size_t length = strlen(name);
    if (length > UINT16_MAX) {
        throw_too_long(t, error, name);
        return NULL;
    }
    Symbol *symbol = symbol_intern(name, length);
    if (!symbol)
        throw_out_of_memory(t, "Metaspace");
    return symbol;
}

/* --- finding --- */

/* The launcher and ClassLoader.findBootstrapClass ask here; that there is no such class is no error. */
jclass JVM_FindClassFromBootLoader(JNIEnv *env, const char *name)
{
    if (strlen(name) > UINT16_MAX)
        return NULL;
    JVM_ENTER(env);
    Symbol *symbol = name_symbol(t, name, SYM(x_NoClassDefFoundError));
    jclass result = symbol ? class_handle(t, loader_find_boot(t, symbol)) : NULL;
    JVM_LEAVE();
    return result;
}

jclass JVM_FindClassFromCaller(JNIEnv *env, const char *name, jboolean initialize, jobject loader,
                               jclass caller)
{
    (void)caller; /* for a security manager only */
    JVM_ENTER(env);
    Symbol *symbol = name_symbol(t, name, SYM(x_ClassNotFoundException));
    LoaderData *data = symbol ? loader_of(t, border_get(loader)) : NULL;
    Class *c = data ? loader_load_or_not_found(t, data, symbol) : NULL;
    if (c && initialize && !class_initialize(t, c))
        c = NULL;
    jclass result = class_handle(t, c);
    JVM_LEAVE();
    return result;
}

jclass JVM_FindClassFromClass(JNIEnv *env, const char *name, jboolean initialize, jclass from)
{
    JVM_ENTER(env);
    Symbol *symbol = name_symbol(t, name, SYM(x_NoClassDefFoundError));
    const Class *user = from ? mirror_class(border_get(from)) : NULL;
    Class *c = symbol ? loader_load(t, user ? user->loader->host : boot_loader, symbol) : NULL;
    if (c && initialize && !class_initialize(t, c))
        c = NULL;
    jclass result = class_handle(t, c);
    JVM_LEAVE();
    return result;
}

jclass JVM_FindLoadedClass(JNIEnv *env, jobject loader, jstring name)
{
    JVM_ENTER(env);
    Class *c = NULL;
    const Symbol *symbol = name ? string_to_symbol(border_get(name), true) : NULL;
    LoaderData *data = symbol ? loader_of(t, border_get(loader)) : NULL;
    if (data)
        c = loader_find_loaded(data, symbol);
    jclass result = class_handle(t, c);
    JVM_LEAVE();
    return result;
}

jclass JVM_FindPrimitiveClass(JNIEnv *env, const char *name)
{
    JVM_ENTER(env);
    jclass result = NULL;
    for (Type type = T_BOOLEAN; type <= T_VOID; type++) {
        const Class *c = wk_primitive[type];
        if (c && symbol_is(c->name, name))
            result = class_handle(t, c);
    }
    JVM_LEAVE();
    return result;
}

/* --- defining --- */

Class *jvm_define_class(Thread *t, Symbol *name, Object *loader, const void *bytes, i32 length,
                        Object *protection_domain, const char *source)
{
    LoaderData *data = loader_of(t, loader);
    if (!data)
        return NULL;
    DefineArgs args = {
        .loader = data,
        .name = name,
        .bytes = bytes,
        .length = (size_t)length,
        .protection_domain = protection_domain,
        .source = source,
    };
    args.host_slot = source_image_slot(bytes, args.length, &args.host_offset);
    if (!loader || data->parallel_capable)
        return define_class(t, &args);
    if (!monitor_enter(t, loader))
        return NULL;
    Class *c = define_class(t, &args);
    Object *pending = t->exception;
    t->exception = NULL;
    monitor_exit(t, loader);
    t->exception = pending;
    return c;
}

static jclass define(JNIEnv *env, const char *name, jobject loader, const jbyte *bytes, jsize length,
                     jobject protection_domain, const char *source)
{
    JVM_ENTER(env);
    Symbol *symbol = name ? name_symbol(t, name, SYM(x_NoClassDefFoundError)) : NULL;
    Class *c = NULL;
    if (symbol || !name)
        c = jvm_define_class(t, symbol, border_get(loader), bytes, length, border_get(protection_domain),
                             source);
    jclass result = class_handle(t, c);
    JVM_LEAVE();
    return result;
}

jclass JVM_DefineClass(JNIEnv *env, const char *name, jobject loader, const jbyte *bytes, jsize length,
                       jobject protection_domain)
{
    return define(env, name, loader, bytes, length, protection_domain, NULL);
}

jclass JVM_DefineClassWithSource(JNIEnv *env, const char *name, jobject loader, const jbyte *bytes,
                                 jsize length, jobject protection_domain, const char *source)
{
    return define(env, name, loader, bytes, length, protection_domain, source);
}

/* --- hidden classes (JEP 371) --- */

static bool check_lookup_flags(Thread *t, int flags, const Object *class_data)
{
    if ((flags & DEFINE_HIDDEN) || (flags == DEFINE_STRONG && !class_data))
        return true;
    THROW(t, IllegalArgumentException, "invalid flags 0x%x for a class that is not hidden", (unsigned)flags);
    return false;
}

static LoaderData *lookup_loader(Thread *t, const Class *lookup, int flags)
{
    LoaderData *host = lookup->loader->host;
    if ((flags & DEFINE_HIDDEN) && !(flags & DEFINE_STRONG))
        return loader_new_hidden(t, host);
    return host;
}

static Class *lookup_define(Thread *t, Class *lookup, int flags, DefineArgs *args)
{
    if (!check_lookup_flags(t, flags, args->class_data))
        return NULL;
    args->loader = lookup_loader(t, lookup, flags);
    if (!args->loader)
        return NULL;
    args->hidden = (flags & DEFINE_HIDDEN) != 0;
    args->vm_annotations = (flags & DEFINE_VM_ANNOTATIONS) != 0;
    if (flags & DEFINE_NESTMATE)
        args->nest_host = access_nest_host(t, lookup);
    Class *c = define_class(t, args);
    bool may_lie_elsewhere = args->hidden && !args->nest_host;
    if (!c || may_lie_elsewhere || access_same_package(lookup, c))
        return c;
    THROW(t, IllegalArgumentException, "Lookup class and defined class are in different package");
    return NULL;
}

jclass JVM_LookupDefineClass(JNIEnv *env, jclass lookup, const char *name, const jbyte *bytes, jsize length,
                             jobject protection_domain, jboolean initialize, int flags, jobject class_data)
{
    JVM_ENTER(env);
    DefineArgs args = {
        .name = name_symbol(t, name, SYM(x_NoClassDefFoundError)),
        .bytes = (const u8 *)bytes,
        .length = (size_t)length,
        .protection_domain = border_get(protection_domain),
        .class_data = border_get(class_data),
        .source = "__JVM_LookupDefineClass__", /* as class loading logs show such classes */
    };
    Class *c = args.name ? lookup_define(t, mirror_class(border_get(lookup)), flags, &args) : NULL;
    if (c && !(initialize ? class_initialize(t, c) : link_class(t, c)))
        c = NULL;
    jclass result = class_handle(t, c);
    JVM_LEAVE();
    return result;
}
