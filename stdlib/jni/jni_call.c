/* jni_call.c - see jni_env.h. JNI 4.4.5 (NewObject, AllocObject), 4.4.7, 4.4.9: calling methods.
 * All 93 functions come down to `call`, which makes Values of the arguments by the method's descriptor, and a
 * jvalue of the result. */
#include "stdlib/jni/jni_env.h"

#include "classloader/link/resolve.h"
#include "gc/heap.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

#include <stdio.h>
#include <string.h>

typedef enum Dispatch { CALL_VIRTUAL, CALL_NONVIRTUAL, CALL_STATIC } Dispatch;

/* The arguments of a call: in a va_list, or, if that is NULL, in an array. */
typedef struct Arguments {
    va_list *list;
    const jvalue *array;
} Arguments;

/* C's default promotions turn types narrower than int into int, and float into double. */
static jvalue next_promoted(va_list *list, Type type)
{
    jvalue v = {0};
    switch (type) {
    case T_BOOLEAN: v.z = va_arg(*list, jint) != 0; break;
    case T_BYTE: v.b = (jbyte)va_arg(*list, jint); break;
    case T_CHAR: v.c = (jchar)va_arg(*list, jint); break;
    case T_SHORT: v.s = (jshort)va_arg(*list, jint); break;
    case T_INT: v.i = va_arg(*list, jint); break;
    case T_LONG: v.j = va_arg(*list, jlong); break;
    case T_FLOAT: v.f = (jfloat)va_arg(*list, jdouble); break;
    case T_DOUBLE: v.d = va_arg(*list, jdouble); break;
    default: v.l = va_arg(*list, jobject);
    }
    return v;
}

/* The value in the form of the Java stack, with types below int widened to int. */
static Value value_of(jvalue v, Type type)
{
    Value result = {0};
    switch (type) {
    case T_BOOLEAN: result.i = v.z != 0; break;
    case T_BYTE: result.i = v.b; break;
    case T_CHAR: result.i = v.c; break;
    case T_SHORT: result.i = v.s; break;
    case T_INT: result.i = v.i; break;
    case T_LONG: result.j = v.j; break;
    case T_FLOAT: result.f = v.f; break;
    case T_DOUBLE: result.d = v.d; break;
    default: result.l = border_get(v.l);
    }
    return result;
}

static void read_arguments(const Method *m, Arguments from, Value *to)
{
    SigIter it = sig_begin(m->desc);
    for (u32 i = 0; sig_next(&it); i++)
        to[i] = value_of(from.list ? next_promoted(from.list, it.type) : from.array[i], it.type);
}

static bool run(Thread *t, Object *receiver, Method *m, Dispatch dispatch, Arguments arguments, Value *ret)
{
    Value values[m->param_count + 1]; /* as many as there are, because the array is scanned during the call */
    if (dispatch == CALL_STATIC) {
        read_arguments(m, arguments, values);
        return class_initialize(t, m->holder) && call_method(t, m, values, ret);
    }
    if (!receiver) {
        THROW(t, NullPointerException, NULL);
        return false;
    }
    values[0].l = receiver;
    read_arguments(m, arguments, values + 1);
    if (dispatch == CALL_VIRTUAL && !method_is_statically_bound(m))
        return call_virtual(t, m, values, ret);
    return call_method(t, m, values, ret);
}

/* With an exception pending nothing may be called (JNI 2.6): the result is 0, and the exception stays
 * pending. */
static jvalue call(JNIEnv *env, jobject receiver, jmethodID id, Dispatch dispatch, Arguments arguments)
{
    JVM_ENTER(env);
    jvalue result = {0};
    Value value = {0};
    Method *m = jni_method(id);
    Object *object = dispatch == CALL_STATIC ? NULL : border_get(receiver);
    if (!t->exception && run(t, object, m, dispatch, arguments, &value)) {
        if (type_is_ref(m->return_type))
            result.l = border_local(t, value.l);
        else
            result.j = value.j;
    }
    JVM_LEAVE();
    return result;
}

/* The three ways to pass arguments, for each dispatch. A va_list parameter is copied because its address is
 * needed. */
#define JNI_TYPE(name, ctype, member, type)                                                                  \
    ctype jni_Call##name##Method(JNIEnv *env, jobject object, jmethodID id, ...)                             \
    {                                                                                                        \
        va_list list;                                                                                        \
        va_start(list, id);                                                                                  \
        jvalue result = call(env, object, id, CALL_VIRTUAL, (Arguments){&list, NULL});                       \
        va_end(list);                                                                                        \
        return result.member;                                                                                \
    }                                                                                                        \
    ctype jni_Call##name##MethodV(JNIEnv *env, jobject object, jmethodID id, va_list args)                   \
    {                                                                                                        \
        va_list list;                                                                                        \
        va_copy(list, args);                                                                                 \
        jvalue result = call(env, object, id, CALL_VIRTUAL, (Arguments){&list, NULL});                       \
        va_end(list);                                                                                        \
        return result.member;                                                                                \
    }                                                                                                        \
    ctype jni_Call##name##MethodA(JNIEnv *env, jobject object, jmethodID id, const jvalue *args)             \
    {                                                                                                        \
        return call(env, object, id, CALL_VIRTUAL, (Arguments){NULL, args}).member;                          \
    }                                                                                                        \
    ctype jni_CallNonvirtual##name##Method(JNIEnv *env, jobject object, jclass class, jmethodID id, ...)     \
    {                                                                                                        \
        (void)class;                                                                                         \
        va_list list;                                                                                        \
        va_start(list, id);                                                                                  \
        jvalue result = call(env, object, id, CALL_NONVIRTUAL, (Arguments){&list, NULL});                    \
        va_end(list);                                                                                        \
        return result.member;                                                                                \
    }                                                                                                        \
    ctype jni_CallNonvirtual##name##MethodV(JNIEnv *env, jobject object, jclass class, jmethodID id,         \
                                            va_list args)                                                    \
    {                                                                                                        \
        (void)class;                                                                                         \
        va_list list;                                                                                        \
        va_copy(list, args);                                                                                 \
        jvalue result = call(env, object, id, CALL_NONVIRTUAL, (Arguments){&list, NULL});                    \
        va_end(list);                                                                                        \
        return result.member;                                                                                \
    }                                                                                                        \
    ctype jni_CallNonvirtual##name##MethodA(JNIEnv *env, jobject object, jclass class, jmethodID id,         \
                                            const jvalue *args)                                              \
    {                                                                                                        \
        (void)class;                                                                                         \
        return call(env, object, id, CALL_NONVIRTUAL, (Arguments){NULL, args}).member;                       \
    }                                                                                                        \
    ctype jni_CallStatic##name##Method(JNIEnv *env, jclass class, jmethodID id, ...)                         \
    {                                                                                                        \
        va_list list;                                                                                        \
        va_start(list, id);                                                                                  \
        jvalue result = call(env, class, id, CALL_STATIC, (Arguments){&list, NULL});                         \
        va_end(list);                                                                                        \
        return result.member;                                                                                \
    }                                                                                                        \
    ctype jni_CallStatic##name##MethodV(JNIEnv *env, jclass class, jmethodID id, va_list args)               \
    {                                                                                                        \
        va_list list;                                                                                        \
        va_copy(list, args);                                                                                 \
        jvalue result = call(env, class, id, CALL_STATIC, (Arguments){&list, NULL});                         \
        va_end(list);                                                                                        \
        return result.member;                                                                                \
    }                                                                                                        \
    ctype jni_CallStatic##name##MethodA(JNIEnv *env, jclass class, jmethodID id, const jvalue *args)         \
    {                                                                                                        \
        return call(env, class, id, CALL_STATIC, (Arguments){NULL, args}).member;                            \
    }
#include "stdlib/jni/jni_types.def"

/* --- the same without a result --- */

void jni_CallVoidMethod(JNIEnv *env, jobject object, jmethodID id, ...)
{
    va_list list;
    va_start(list, id);
    call(env, object, id, CALL_VIRTUAL, (Arguments){&list, NULL});
    va_end(list);
}

void jni_CallVoidMethodV(JNIEnv *env, jobject object, jmethodID id, va_list args)
{
    va_list list;
    va_copy(list, args);
    call(env, object, id, CALL_VIRTUAL, (Arguments){&list, NULL});
    va_end(list);
}

void jni_CallVoidMethodA(JNIEnv *env, jobject object, jmethodID id, const jvalue *args)
{
    call(env, object, id, CALL_VIRTUAL, (Arguments){NULL, args});
}

void jni_CallNonvirtualVoidMethod(JNIEnv *env, jobject object, jclass class, jmethodID id, ...)
{
    (void)class;
    va_list list;
    va_start(list, id);
    call(env, object, id, CALL_NONVIRTUAL, (Arguments){&list, NULL});
    va_end(list);
}

void jni_CallNonvirtualVoidMethodV(JNIEnv *env, jobject object, jclass class, jmethodID id, va_list args)
{
    (void)class;
    va_list list;
    va_copy(list, args);
    call(env, object, id, CALL_NONVIRTUAL, (Arguments){&list, NULL});
    va_end(list);
}

void jni_CallNonvirtualVoidMethodA(JNIEnv *env, jobject object, jclass class, jmethodID id,
                                   const jvalue *args)
{
    (void)class;
    call(env, object, id, CALL_NONVIRTUAL, (Arguments){NULL, args});
}

void jni_CallStaticVoidMethod(JNIEnv *env, jclass class, jmethodID id, ...)
{
    va_list list;
    va_start(list, id);
    call(env, class, id, CALL_STATIC, (Arguments){&list, NULL});
    va_end(list);
}

void jni_CallStaticVoidMethodV(JNIEnv *env, jclass class, jmethodID id, va_list args)
{
    va_list list;
    va_copy(list, args);
    call(env, class, id, CALL_STATIC, (Arguments){&list, NULL});
    va_end(list);
}

void jni_CallStaticVoidMethodA(JNIEnv *env, jclass class, jmethodID id, const jvalue *args)
{
    call(env, class, id, CALL_STATIC, (Arguments){NULL, args});
}

/* --- objects --- */

jobject jni_AllocObject(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    jobject result = border_local(t, reflect_allocate(t, mirror_class(border_get(class))));
    JVM_LEAVE();
    return result;
}

static jobject new_object(JNIEnv *env, jclass class, jmethodID id, Arguments arguments)
{
    JVM_ENTER(env);
    jobject result = NULL;
    Object *object = reflect_allocate(t, mirror_class(border_get(class)));
    if (object && run(t, object, jni_method(id), CALL_NONVIRTUAL, arguments, NULL))
        result = border_local(t, object);
    JVM_LEAVE();
    return result;
}

jobject jni_NewObject(JNIEnv *env, jclass class, jmethodID id, ...)
{
    va_list list;
    va_start(list, id);
    jobject result = new_object(env, class, id, (Arguments){&list, NULL});
    va_end(list);
    return result;
}

jobject jni_NewObjectV(JNIEnv *env, jclass class, jmethodID id, va_list args)
{
    va_list list;
    va_copy(list, args);
    jobject result = new_object(env, class, id, (Arguments){&list, NULL});
    va_end(list);
    return result;
}

jobject jni_NewObjectA(JNIEnv *env, jclass class, jmethodID id, const jvalue *args)
{
    return new_object(env, class, id, (Arguments){NULL, args});
}

/* --- method ids --- */

static Method *find_method(Class *c, const Symbol *name, const Symbol *desc)
{
    if (c->kind != CLASS_INSTANCE)
        return class_find_method(WK(Object), name, desc);
    if (name == SYM(init) || name == SYM(clinit))
        return class_declared_method(c, name, desc);
    Method *m = resolve_lookup_method(c, name, desc);
    return m || !class_is_interface(c) ? m : resolve_lookup_interface_method(c, name, desc);
}

static const char *class_descriptor(const Class *c, char *buffer, size_t size)
{
    bool is_array = class_is_array(c);
    snprintf(buffer, size, "%s%s%s", is_array ? "" : "L", c->name->text, is_array ? "" : ";");
    return buffer;
}

static jmethodID method_id(Thread *t, jclass handle, const char *name, const char *desc, bool is_static)
{
    Class *c = jni_initialized_class(t, handle);
    if (!c)
        return NULL;
    /* HotSpot takes NULL for the name of a constructor. */
    const Symbol *name_symbol = name ? symbol_find(name, strlen(name)) : SYM(init),
                 *desc_symbol = symbol_find(desc, strlen(desc));
    if (!name_symbol || !desc_symbol) {
        THROW(t, NoSuchMethodError, "%s", name);
        return NULL;
    }
    Method *m = class_is_primitive(c) ? NULL : find_method(c, name_symbol, desc_symbol);
    if (m && method_is_static(m) == is_static)
        return jni_id_of_method(t, m);
    char buffer[512];
    THROW(t, NoSuchMethodError, "%s%s.%s%s", is_static ? "static " : "",
          class_descriptor(c, buffer, sizeof buffer), name ? name : "(null)", desc);
    return NULL;
}

jmethodID jni_GetMethodID(JNIEnv *env, jclass class, const char *name, const char *desc)
{
    JVM_ENTER(env);
    jmethodID id = method_id(t, class, name, desc, false);
    JVM_LEAVE();
    return id;
}

jmethodID jni_GetStaticMethodID(JNIEnv *env, jclass class, const char *name, const char *desc)
{
    JVM_ENTER(env);
    jmethodID id = method_id(t, class, name, desc, true);
    JVM_LEAVE();
    return id;
}
