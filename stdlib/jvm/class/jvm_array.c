/* jvm_array.c - see jvm_entry.h. java.lang.reflect.Array. */
#include "stdlib/jvm/class/jvm_entry.h"

#include "classloader/define/define.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/model/throw.h"

enum { MAX_DIMENSIONS = 255 };

/* --- making --- */

static Class *component_class(Thread *t, jclass component)
{
    Object *mirror = border_get(component);
    if (!mirror)
        THROW(t, NullPointerException, NULL);
    else if (mirror_class(mirror) == wk_primitive[T_VOID])
        THROW(t, IllegalArgumentException, NULL);
    else
        return mirror_class(mirror);
    return NULL;
}

static u32 rank_of(const Class *c)
{
    u32 rank = 0;
    for (; class_is_array(c); c = c->element)
        rank++;
    return rank;
}

static Object *new_array(Thread *t, jclass component, jint length)
{
    Class *c = component_class(t, component);
    if (!c)
        return NULL;
    if (rank_of(c) >= MAX_DIMENSIONS) {
        THROW(t, IllegalArgumentException, NULL);
        return NULL;
    }
    return reflect_new_array(t, c, length);
}

jobject JVM_NewArray(JNIEnv *env, jclass component, jint length)
{
    JVM_ENTER(env);
    jobject result = border_local(t, new_array(t, component, length));
    JVM_LEAVE();
    return result;
}

/* An array of lengths[0] elements, each an array of lengths[1] elements and so on, as multianewarray makes it
 * (JVMS 6.5). */
static Object *new_nested(Thread *t, Class *array_class, const i32 *lengths, i32 dimensions)
{
    Object *array = heap_new_array(t, array_class, lengths[0]);
    for (i32 i = 0; array && dimensions > 1 && i < lengths[0]; i++) {
        Object *element = new_nested(t, array_class->element, lengths + 1, dimensions - 1);
        if (!element)
            return NULL;
        ref_array_set(array, i, element);
    }
    return array;
}

static bool check_lengths(Thread *t, const i32 *lengths, i32 dimensions)
{
    for (i32 i = 0; i < dimensions; i++) {
        if (lengths[i] < 0) {
            THROW(t, NegativeArraySizeException, "%d", lengths[i]);
            return false;
        }
    }
    return true;
}

static Object *new_multi_array(Thread *t, jclass component, jintArray dimension_handle)
{
    Object *dimension_array = border_get(dimension_handle);
    if (!dimension_array || !component) {
        THROW(t, NullPointerException, NULL);
        return NULL;
    }
    Class *c = component_class(t, component);
    if (!c)
        return NULL;
    i32 dimensions = array_length(dimension_array), lengths[MAX_DIMENSIONS];
    if (dimensions == 0 || (u32)dimensions + rank_of(c) > MAX_DIMENSIONS) {
        THROW(t, IllegalArgumentException, NULL);
        return NULL;
    }
    for (i32 i = 0; i < dimensions; i++)
        lengths[i] = ((const i32 *)array_data(dimension_array))[i];
    for (i32 i = 0; c && i < dimensions; i++)
        c = define_array_class(t, c);
    return c && check_lengths(t, lengths, dimensions) ? new_nested(t, c, lengths, dimensions) : NULL;
}

jobject JVM_NewMultiArray(JNIEnv *env, jclass component, jintArray dimensions)
{
    JVM_ENTER(env);
    jobject result = border_local(t, new_multi_array(t, component, dimensions));
    JVM_LEAVE();
    return result;
}

/* --- elements --- */

static bool check_array(Thread *t, const Object *array)
{
    if (!array)
        THROW(t, NullPointerException, NULL);
    else if (!class_is_array(object_class(array)))
        THROW(t, IllegalArgumentException, "Argument is not an array");
    else
        return true;
    return false;
}

/* primitive: the accessor is a typed one, which takes arrays of primitives only. */
static bool check_element(Thread *t, const Object *array, jint index, bool primitive)
{
    if (!check_array(t, array))
        return false;
    if (primitive && object_class(array)->kind == CLASS_REF_ARRAY) {
        THROW(t, IllegalArgumentException, "Argument is not an array of primitive type");
        return false;
    }
    if ((u32)index < (u32)array_length(array))
        return true;
    THROW(t, ArrayIndexOutOfBoundsException, NULL);
    return false;
}

static Type element_type(const Object *array)
{
    return (Type)object_class(array)->element_type;
}

static Value load_element(const Object *array, jint index)
{
    const void *data = array_data(array);
    Value value = {0};
    switch (element_type(array)) {
    case T_BOOLEAN: value.i = ((const u8 *)data)[index]; break;
    case T_BYTE: value.i = ((const i8 *)data)[index]; break;
    case T_CHAR: value.i = ((const u16 *)data)[index]; break;
    case T_SHORT: value.i = ((const i16 *)data)[index]; break;
    case T_INT:
    case T_FLOAT: value.i = ((const i32 *)data)[index]; break;
    case T_LONG:
    case T_DOUBLE: value.j = ((const i64 *)data)[index]; break;
    default: value.l = ref_array_get(array, index);
    }
    return value;
}

static void store_element(Object *array, jint index, Value value)
{
    void *data = array_data(array);
    switch (type_shift(element_type(array))) {
    case 0: ((i8 *)data)[index] = (i8)value.i; break;
    case 1: ((i16 *)data)[index] = (i16)value.i; break;
    case 2: ((i32 *)data)[index] = value.i; break;
    default: ((i64 *)data)[index] = value.j;
    }
}

jint JVM_GetArrayLength(JNIEnv *env, jobject handle)
{
    JVM_ENTER(env);
    const Object *array = border_get(handle);
    jint length = check_array(t, array) ? array_length(array) : 0;
    JVM_LEAVE();
    return length;
}

jobject JVM_GetArrayElement(JNIEnv *env, jobject handle, jint index)
{
    JVM_ENTER(env);
    const Object *array = border_get(handle);
    jobject result = NULL;
    if (check_element(t, array, index, false))
        result = border_local(t, reflect_box(t, element_type(array), load_element(array, index)));
    JVM_LEAVE();
    return result;
}

static jvalue jvalue_of(Type type, Value value)
{
    jvalue result = {0};
    if (type == T_FLOAT)
        result.f = value.f;
    else
        result.j = type == T_LONG || type == T_DOUBLE ? value.j : value.i;
    return result;
}

jvalue JVM_GetPrimitiveArrayElement(JNIEnv *env, jobject handle, jint index, jint type)
{
    JVM_ENTER(env);
    const Object *array = border_get(handle);
    jvalue result = {0};
    if (check_element(t, array, index, true)) {
        Value value = load_element(array, index);
        if (reflect_widen(element_type(array), (Type)type, &value))
            result = jvalue_of((Type)type, value);
        else
            THROW(t, IllegalArgumentException, "argument type mismatch");
    }
    JVM_LEAVE();
    return result;
}

/* Stores a primitive value, which came in a box or plain, into an array of primitives. */
static void set_primitive(Thread *t, Object *array, jint index, Type from, Value value)
{
    if (from != T_ILLEGAL && reflect_widen(from, element_type(array), &value))
        store_element(array, index, value);
    else
        THROW(t, IllegalArgumentException, "argument type mismatch");
}

static void set_element(Thread *t, Object *array, jint index, Object *value)
{
    if (object_class(array)->kind == CLASS_PRIM_ARRAY) {
        Value unboxed = {0};
        if (value)
            set_primitive(t, array, index, reflect_unbox(value, &unboxed), unboxed);
        else
            THROW(t, IllegalArgumentException, NULL);
    } else if (value && !object_is_instance(value, object_class(array)->element)) {
        THROW(t, IllegalArgumentException, "array element type mismatch");
    } else {
        ref_array_set(array, index, value);
    }
}

void JVM_SetArrayElement(JNIEnv *env, jobject handle, jint index, jobject value)
{
    JVM_ENTER(env);
    Object *array = border_get(handle);
    if (check_element(t, array, index, false))
        set_element(t, array, index, border_get(value));
    JVM_LEAVE();
}

static Value value_of(Type type, jvalue from)
{
    Value value = {0};
    switch (type) {
    case T_BOOLEAN: value.i = from.z; break;
    case T_BYTE: value.i = from.b; break;
    case T_CHAR: value.i = from.c; break;
    case T_SHORT: value.i = from.s; break;
    case T_INT: value.i = from.i; break;
    case T_FLOAT: value.f = from.f; break;
    default: value.j = from.j;
    }
    return value;
}

void JVM_SetPrimitiveArrayElement(JNIEnv *env, jobject handle, jint index, jvalue value, unsigned char type)
{
    JVM_ENTER(env);
    Object *array = border_get(handle);
    if (check_element(t, array, index, true))
        set_primitive(t, array, index, (Type)type, value_of((Type)type, value));
    JVM_LEAVE();
}
