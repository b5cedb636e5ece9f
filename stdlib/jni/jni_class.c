/* jni_class.c - see jni_env.h. JNI 4.4.2, 4.4.5, 4.4.12, 4.4.17: classes, members as reflection objects,
 * modules. */
#include "stdlib/jni/jni_env.h"

#include "classloader/load/loader.h"
#include "stdlib/jvm/class/jvm_define.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/utf8.h"
#include "vm/exec/walk/walk.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <string.h>

Symbol *jni_symbol(Thread *t, const char *text)
{
    size_t length = strlen(text);
    if (length > UINT16_MAX) {
        jvm_name_too_long(t, text);
        return NULL;
    }
    Symbol *symbol;
    if (utf8_is_modified((const u8 *)text, length)) {
        symbol = symbol_intern(text, length);
    } else {
        Object *decoded = string_from_any_utf8(t, text);
        if (!decoded)
            return NULL;
        symbol = string_to_symbol(decoded, false);
    }
    if (!symbol)
        throw_out_of_memory(t, "Metaspace");
    return symbol;
}

Class *jni_initialized_class(Thread *t, jclass handle)
{
    Class *c = mirror_class(border_get(handle));
    return class_initialize(t, c) ? c : NULL;
}

static LoaderData *system_loader(Thread *t)
{
    if (!class_initialize(t, WK(ClassLoader)))
        return NULL;
    Value loader = {0};
    if (!call_method(t, WK_METHOD(ClassLoader_getSystemClassLoader), NULL, &loader))
        return NULL;
    return loader_of(t, loader.l);
}

LoaderData *jni_caller_loader(Thread *t)
{
    FrameWalk walk = walk_begin(t);
    if (!walk_valid(&walk))
        return system_loader(t);
    const Method *caller = walk.method;
    /* A library's JNI_OnLoad runs below NativeLibraries.load and acts for the class that asked for the
     * library; JNI_OnUnload runs below unload and acts for nobody. */
    if (caller->holder == WK(NativeLibraries)) {
        Value from = {0};
        if (!call_method(t, WK_METHOD(NativeLibraries_getFromClass), NULL, &from))
            return NULL;
        return from.l ? mirror_class(from.l)->loader->host : system_loader(t);
    }
    /* A non-strong hidden class has loader data of its own, which knows no other class. */
    return caller->holder->loader->host;
}

static Class *find_class(Thread *t, const char *name)
{
    if (!name) {
        THROW(t, NoClassDefFoundError, "No class name given");
        return NULL;
    }
    Symbol *symbol = jni_symbol(t, name);
    if (!symbol)
        return NULL;
    /* A descriptor is accepted for the class that it names. */
    if (symbol->length > 2 && symbol->text[0] == 'L' && symbol->text[symbol->length - 1] == ';') {
        symbol = symbol_intern(symbol->text + 1, symbol->length - 2u);
        if (!symbol) {
            throw_out_of_memory(t, "Metaspace");
            return NULL;
        }
    }
    LoaderData *loader = jni_caller_loader(t);
    if (!loader)
        return NULL;
    Class *c = loader_load(t, loader, symbol);
    return c && class_initialize(t, c) ? c : NULL;
}

jclass jni_FindClass(JNIEnv *env, const char *name)
{
    JVM_ENTER(env);
    Class *c = find_class(t, name);
    jclass result = c ? border_local(t, c->mirror) : NULL;
    JVM_LEAVE();
    return result;
}

jclass jni_DefineClass(JNIEnv *env, const char *name, jobject loader, const jbyte *bytes, jsize length)
{
    JVM_ENTER(env);
    Symbol *symbol = name ? jni_symbol(t, name) : NULL;
    Class *c = NULL;
    if (!name || symbol)
        c = jvm_define_class(t, symbol, border_get(loader), bytes, length, NULL, NULL);
    jclass result = c ? border_local(t, c->mirror) : NULL;
    JVM_LEAVE();
    return result;
}

jclass jni_GetSuperclass(JNIEnv *env, jclass handle)
{
    JVM_ENTER(env);
    const Class *c = mirror_class(border_get(handle));
    jclass result = class_is_interface(c) || !c->super ? NULL : border_local(t, c->super->mirror);
    JVM_LEAVE();
    return result;
}

jboolean jni_IsAssignableFrom(JNIEnv *env, jclass sub, jclass super)
{
    JVM_ENTER(env);
    Class *from = mirror_class(border_get(sub)), *to = mirror_class(border_get(super));
    bool either_primitive = class_is_primitive(from) || class_is_primitive(to);
    bool result = either_primitive ? from == to : class_is_subtype(from, to);
    JVM_LEAVE();
    return result;
}

jclass jni_GetObjectClass(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    jclass result = border_local(t, object_class(border_get(handle))->mirror);
    JVM_LEAVE();
    return result;
}

/* JNI 4.4.5: NULL can be cast to any class. */
jboolean jni_IsInstanceOf(JNIEnv *env, jobject handle, jclass class)
{
    JVM_ENTER(env);
    Object *object = border_get(handle);
    Class *c = mirror_class(border_get(class));
    bool result = !object || (!class_is_primitive(c) && object_is_instance(object, c));
    JVM_LEAVE();
    return result;
}

static Object *module_of(Thread *t, Object *mirror)
{
    if (!mirror)
        THROW(t, NullPointerException, "class is null");
    else if (object_class(mirror) != WK(Class))
        THROW(t, IllegalArgumentException, "Invalid class");
    else
        return ref_load(mirror, WK_FIELD(Class_module));
    return NULL;
}

jobject jni_GetModule(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jobject result = border_local(t, module_of(t, border_get(class)));
    JVM_LEAVE();
    return result;
}

/* --- members and reflection objects --- */

static Method *reflected_method(Object *executable)
{
    return object_class(executable) == WK(reflect_Constructor) ? mirror_constructor(executable)
                                                               : mirror_method(executable);
}

jmethodID jni_FromReflectedMethod(JNIEnv *env, jobject executable)
{
    JVM_ENTER(env);
    Method *m = reflected_method(border_get(executable));
    jmethodID id = class_initialize(t, m->holder) ? jni_id_of_method(t, m) : NULL;
    JVM_LEAVE();
    return id;
}

jfieldID jni_FromReflectedField(JNIEnv *env, jobject field)
{
    JVM_ENTER(env);
    Field *f = mirror_field(border_get(field));
    jfieldID id = class_initialize(t, f->holder) ? jni_id_of_field(t, f) : NULL;
    JVM_LEAVE();
    return id;
}

jobject jni_ToReflectedMethod(JNIEnv *env, jclass class, jmethodID id, jboolean is_static)
{
    (void)class, (void)is_static;
    JVM_ENTER(env);
    const Method *m = jni_method(id);
    Object *object = m->flags & METHOD_IS_INIT ? reflect_new_constructor(t, m) : reflect_new_method(t, m);
    jobject result = border_local(t, object);
    JVM_LEAVE();
    return result;
}

jobject jni_ToReflectedField(JNIEnv *env, jclass class, jfieldID id, jboolean is_static)
{
    (void)class, (void)is_static;
    JVM_ENTER(env);
    jobject result = border_local(t, reflect_new_field(t, jni_field(id)));
    JVM_LEAVE();
    return result;
}
