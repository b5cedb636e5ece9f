/* jvm_reflect.c - see jvm_entry.h. Declared members as objects, and calls through them. */
#include "classloader/link/link.h"
#include "stdlib/jvm/class/jvm_entry.h"

#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/bytecode/attribute.h"
#include "vm/exec/throw/exception.h"
#include "vm/host/options.h"

static Class *class_of(jclass handle)
{
    return mirror_class(border_get(handle));
}

/* --- declared members that are wanted, in class-file order --- */

typedef bool (*MethodFilter)(const Method *m);
typedef Object *(*MethodMaker)(Thread *t, const Method *m);

static bool is_constructor(const Method *m)
{
    return (m->flags & METHOD_IS_INIT) != 0;
}

/* Before version 51 a method named <clinit> may have arguments. It is no initializer, but Java shall not see
 * it either. */
static bool is_plain_method(const Method *m)
{
    return !(m->flags & (METHOD_IS_INIT | METHOD_OVERPASS)) && m->name != SYM(clinit);
}

static bool wanted(u16 access, bool public_only)
{
    return !public_only || (access & ACC_PUBLIC);
}

static Object *declared_methods(Thread *t, Class *c, bool public_only, Class *element, MethodFilter accept,
                                MethodMaker make)
{
    bool has_members = c->kind == CLASS_INSTANCE;
    if (has_members && !link_class(t, c))
        return NULL;
    i32 count = 0, at = 0;
    for (u32 i = 0; has_members && i < c->method_count; i++)
        count += accept(&c->methods[i]) && wanted(c->methods[i].access, public_only);
    Object *array = reflect_new_array(t, element, count);
    for (u32 i = 0; array && at < count; i++) {
        const Method *m = &c->methods[i];
        if (!accept(m) || !wanted(m->access, public_only))
            continue;
        Object *object = make(t, m);
        if (!object)
            return NULL;
        ref_array_set(array, at++, object);
    }
    return array;
}

static Object *declared_fields(Thread *t, Class *c, bool public_only)
{
    bool has_members = c->kind == CLASS_INSTANCE;
    if (has_members && !link_class(t, c))
        return NULL;
    i32 count = 0, at = 0;
    for (u32 i = 0; has_members && i < c->field_count; i++)
        count += wanted(c->fields[i].access, public_only);
    Object *array = reflect_new_array(t, WK(reflect_Field), count);
    for (u32 i = 0; array && at < count; i++) {
        if (!wanted(c->fields[i].access, public_only))
            continue;
        Object *object = reflect_new_field(t, &c->fields[i]);
        if (!object)
            return NULL;
        ref_array_set(array, at++, object);
    }
    return array;
}

jobjectArray JVM_GetClassDeclaredFields(JNIEnv *env, jclass class, jboolean public_only)
{
    JVM_ENTER(env);
    jobjectArray result = border_local(t, declared_fields(t, class_of(class), public_only));
    JVM_LEAVE();
    return result;
}

jobjectArray JVM_GetClassDeclaredMethods(JNIEnv *env, jclass class, jboolean public_only)
{
    JVM_ENTER(env);
    Object *array = declared_methods(t, class_of(class), public_only, WK(reflect_Method), is_plain_method,
                                     reflect_new_method);
    jobjectArray result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

jobjectArray JVM_GetClassDeclaredConstructors(JNIEnv *env, jclass class, jboolean public_only)
{
    JVM_ENTER(env);
    Object *array = declared_methods(t, class_of(class), public_only, WK(reflect_Constructor), is_constructor,
                                     reflect_new_constructor);
    jobjectArray result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

jobjectArray JVM_GetRecordComponents(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    const Class *c = class_of(class);
    jobjectArray result =
        c->kind == CLASS_INSTANCE ? border_local(t, reflect_new_record_components(t, c)) : NULL;
    JVM_LEAVE();
    return result;
}

/* --- attributes of members --- */

static Method *executable_method(Object *executable)
{
    return object_class(executable) == WK(reflect_Constructor) ? mirror_constructor(executable)
                                                               : mirror_method(executable);
}

jobjectArray JVM_GetMethodParameters(JNIEnv *env, jobject executable)
{
    JVM_ENTER(env);
    Object *object = border_get(executable);
    jobjectArray result = border_local(t, reflect_new_parameters(t, executable_method(object), object));
    JVM_LEAVE();
    return result;
}

jbyteArray JVM_GetMethodTypeAnnotations(JNIEnv *env, jobject executable)
{
    JVM_ENTER(env);
    const Method *m = executable_method(border_get(executable));
    u32 info = attribute_find_annotations(m, SYM(attr_RuntimeVisibleTypeAnnotations));
    jbyteArray result = border_local(t, reflect_attribute_bytes(t, m->holder, info));
    JVM_LEAVE();
    return result;
}

jbyteArray JVM_GetFieldTypeAnnotations(JNIEnv *env, jobject field)
{
    JVM_ENTER(env);
    const Field *f = mirror_field(border_get(field));
    u32 info = attribute_find(f->holder, f->attributes, SYM(attr_RuntimeVisibleTypeAnnotations));
    jbyteArray result = border_local(t, reflect_attribute_bytes(t, f->holder, info));
    JVM_LEAVE();
    return result;
}

/* --- calls --- */

jobject JVM_InvokeMethod(JNIEnv *env, jobject method, jobject receiver, jobjectArray arguments)
{
    JVM_ENTER(env);
    Object *object = border_get(method), *types = ref_load(object, WK_FIELD(reflect_Method_parameterTypes));
    Object *value =
        reflect_invoke(t, mirror_method(object), types, border_get(receiver), border_get(arguments));
    jobject result = border_local(t, value);
    JVM_LEAVE();
    return result;
}

jobject JVM_NewInstanceFromConstructor(JNIEnv *env, jobject constructor, jobjectArray arguments)
{
    JVM_ENTER(env);
    Object *object = border_get(constructor),
           *types = ref_load(object, WK_FIELD(reflect_Constructor_parameterTypes));
    jobject result =
        border_local(t, reflect_construct(t, mirror_constructor(object), types, border_get(arguments)));
    JVM_LEAVE();
    return result;
}

jstring JVM_GetExtendedNPEMessage(JNIEnv *env, jthrowable throwable)
{
    JVM_ENTER(env);
    bool wanted = OPTION_FLAG(ShowCodeDetailsInExceptionMessages) != 0;
    jstring result = border_local(t, wanted ? exception_npe_message(t, border_get(throwable)) : NULL);
    JVM_LEAVE();
    return result;
}
