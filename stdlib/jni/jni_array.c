/* jni_array.c - see jni_env.h. JNI 4.4.12: arrays. Objects do not move, so elements are handed out in place.
 * So isCopy is
 * false, a release has nothing to write back, and JNI_ABORT undoes nothing, as the specification allows where
 * there is no copy. */
#include "stdlib/jni/jni_env.h"

#include "classloader/define/define.h"
#include "gc/heap.h"
#include "stdlib/reflect/mirror.h"
#include "vm/exec/throw/exception.h"

#include <string.h>

jsize jni_GetArrayLength(JNIEnv *env, jarray handle)
{
    JVM_ENTER(env);
    jsize length = array_length(border_get(handle));
    JVM_LEAVE();
    return length;
}

/* --- arrays of references --- */

static Object *new_object_array(Thread *t, jsize length, Class *component, Object *initial)
{
    Class *array_class = define_array_class(t, component);
    Object *array = array_class ? heap_new_array(t, array_class, length) : NULL;
    if (!array || !initial)
        return array;
    if (!object_is_instance(initial, component)) {
        exception_throw_store(t, object_class(initial));
        return NULL;
    }
    for (jsize i = 0; i < length; i++)
        ref_array_set(array, i, initial);
    return array;
}

jobjectArray jni_NewObjectArray(JNIEnv *env, jsize length, jclass component, jobject initial)
{
    JVM_ENTER(env);
    Object *array = new_object_array(t, length, mirror_class(border_get(component)), border_get(initial));
    jobjectArray result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

static bool check_index(Thread *t, const Object *array, jsize index)
{
    if ((u32)index < (u32)array_length(array))
        return true;
    exception_throw_index(t, index, array_length(array));
    return false;
}

jobject jni_GetObjectArrayElement(JNIEnv *env, jobjectArray handle, jsize index)
{
    JVM_ENTER(env);
    const Object *array = border_get(handle);
    jobject result = NULL;
    if (check_index(t, array, index))
        result = border_local(t, ref_array_get(array, index));
    JVM_LEAVE();
    return result;
}

static void throw_mismatch(Thread *t, const Class *value, const Class *component, jsize index)
{
    /* In "java.lang.String[0][]" the index is in the outermost brackets. */
    char from[512], to[512];
    class_binary_name(value, from, sizeof from);
    class_external_name(component, to, sizeof to);
    char *brackets = strchr(to, '[');
    int stem = brackets ? (int)(brackets - to) : (int)strlen(to);
    THROW(t, ArrayStoreException, "type mismatch: can not store %s to %.*s[%d]%s", from, stem, to, index,
          to + stem);
}

void jni_SetObjectArrayElement(JNIEnv *env, jobjectArray handle, jsize index, jobject value_handle)
{
    JVM_ENTER(env);
    Object *array = border_get(handle), *value = border_get(value_handle);
    Class *component = object_class(array)->element;
    if (check_index(t, array, index)) {
        if (!value || object_is_instance(value, component))
            ref_array_set(array, index, value);
        else
            throw_mismatch(t, object_class(value), component, index);
    }
    JVM_LEAVE();
}

/* --- arrays of primitives --- */

static jarray new_primitive_array(JNIEnv *env, Type type, jsize length)
{
    JVM_ENTER(env);
    jarray result = border_local(t, heap_new_array(t, wk_primitive_array[type], length));
    JVM_LEAVE();
    return result;
}

static void *get_elements(JNIEnv *env, jarray handle, jboolean *ret_is_copy)
{
    JVM_ENTER(env);
    void *elements = array_data(border_get(handle));
    if (ret_is_copy)
        *ret_is_copy = JNI_FALSE;
    JVM_LEAVE();
    return elements;
}

/* The region's bytes; NULL: ArrayIndexOutOfBoundsException is pending. */
static void *region(Thread *t, Object *array, Type type, jsize start, jsize count, size_t *ret_size)
{
    jsize length = array_length(array);
    if (UNLIKELY(count < 0))
        THROW(t, ArrayIndexOutOfBoundsException, "Length %d is negative", count);
    else if (UNLIKELY(start < 0 || (i64)start + count > length))
        THROW(t, ArrayIndexOutOfBoundsException, "Array region %d..%ld out of bounds for length %d", start,
              (long)start + count, length);
    else {
        *ret_size = (size_t)count << type_shift(type);
        return (char *)array_data(array) + ((size_t)start << type_shift(type));
    }
    return NULL;
}

static void get_region(JNIEnv *env, jarray handle, Type type, jsize start, jsize count, void *ret_elements)
{
    JVM_ENTER(env);
    size_t size;
    const void *from = region(t, border_get(handle), type, start, count, &size);
    if (from && size)
        memcpy(ret_elements, from, size);
    JVM_LEAVE();
}

static void set_region(JNIEnv *env, jarray handle, Type type, jsize start, jsize count, const void *elements)
{
    JVM_ENTER(env);
    size_t size;
    void *to = region(t, border_get(handle), type, start, count, &size);
    if (to && size)
        memcpy(to, elements, size);
    JVM_LEAVE();
}

#define JNI_PRIMITIVE(name, ctype, member, type)                                                             \
    ctype##Array jni_New##name##Array(JNIEnv *env, jsize length)                                             \
    {                                                                                                        \
        return new_primitive_array(env, type, length);                                                       \
    }                                                                                                        \
    ctype *jni_Get##name##ArrayElements(JNIEnv *env, ctype##Array array, jboolean *ret_is_copy)              \
    {                                                                                                        \
        return get_elements(env, array, ret_is_copy);                                                        \
    }                                                                                                        \
    void jni_Release##name##ArrayElements(JNIEnv *env, ctype##Array array, ctype *elements, jint mode)       \
    {                                                                                                        \
        (void)env, (void)array, (void)elements, (void)mode;                                                  \
    }                                                                                                        \
    void jni_Get##name##ArrayRegion(JNIEnv *env, ctype##Array array, jsize start, jsize count, ctype *ret)   \
    {                                                                                                        \
        get_region(env, array, type, start, count, ret);                                                     \
    }                                                                                                        \
    void jni_Set##name##ArrayRegion(JNIEnv *env, ctype##Array array, jsize start, jsize count,               \
                                    const ctype *in)                                                         \
    {                                                                                                        \
        set_region(env, array, type, start, count, in);                                                      \
    }
#include "stdlib/jni/jni_types.def"

/* A critical region needs nothing: a collection may run meanwhile, since objects do not move. */
void *jni_GetPrimitiveArrayCritical(JNIEnv *env, jarray array, jboolean *ret_is_copy)
{
    return get_elements(env, array, ret_is_copy);
}

void jni_ReleasePrimitiveArrayCritical(JNIEnv *env, jarray array, void *elements, jint mode)
{
    (void)env, (void)array, (void)elements, (void)mode;
}
