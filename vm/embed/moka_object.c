/* moka_object.c - see moka_room.h and vm/moka.h: references, strings, arrays, buffers.
 * A moka_object * is a jobject: a global reference if it is the host's, a local one if it is lent. */
#include "vm/embed/moka_room.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/jni/jni_env.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

#include <stdatomic.h>
#include <string.h>

/* ---- references ---- */

enum { TAG_MASK = 3, TAG_GLOBAL = 2 };

static bool is_global(const moka_object *object)
{
    return ((uintptr_t)object & TAG_MASK) == TAG_GLOBAL;
}

moka_object *moka_object_new(Object *object, bool *ret_failed)
{
    HandleRef handle = object ? handles_global(object) : NULL;
    *ret_failed = object && !handle;
    if (handle)
        atomic_fetch_add(&moka_machine.objects, 1);
    return (moka_object *)(void *)handle;
}

Object *moka_object_get(moka_object *object)
{
    return handles_get((HandleRef)(void *)object);
}

moka_object *moka_retain(moka_vm *vm, moka_object *object)
{
    MokaVisit visit;
    bool failed;
    moka_error *error = object ? moka_begin(&visit, vm) : NULL;
    moka_error_free(error);
    if (error || !object)
        return NULL;
    MOKA_ENTER(&visit);
    moka_object *result = moka_object_new(moka_object_get(object), &failed);
    moka_leave(&visit);
    return result;
}

void moka_release(moka_vm *vm, moka_object *object)
{
    (void)vm;
    if (!object || !is_global(object))
        return;
    handles_delete_global((HandleRef)(void *)object);
    atomic_fetch_sub(&moka_machine.objects, 1);
}

bool moka_same(moka_vm *vm, moka_object *a, moka_object *b)
{
    MokaVisit visit;
    if (a == b)
        return true;
    moka_error *error = moka_begin(&visit, vm);
    moka_error_free(error);
    if (error)
        return false;
    MOKA_ENTER(&visit);
    bool same = moka_object_get(a) == moka_object_get(b);
    moka_leave(&visit);
    return same;
}

bool moka_is(moka_vm *vm, moka_object *object, const char *class_name)
{
    MokaVisit visit;
    Class *c;
    moka_error *error = object ? moka_begin(&visit, vm) : NULL;
    if (error || !object) {
        moka_error_free(error);
        return false;
    }
    MOKA_ENTER(&visit);
    error = moka_name_class(visit.t, vm, class_name, strlen(class_name), &c);
    bool result = !error && object_is_instance(moka_object_get(object), c);
    moka_leave(&visit);
    moka_error_free(error);
    return result;
}

/* ---- strings ---- */

/* Hands the object, or what is pending instead, to the host. */
static moka_error *give(Thread *t, Object *object, moka_object **ret)
{
    bool failed;
    if (!object)
        return moka_error_of_pending(t);
    *ret = moka_object_new(object, &failed);
    return failed ? moka_error_no_memory() : NULL;
}

moka_error *moka_string(moka_vm *vm, const char *text, size_t length, moka_object **string)
{
    MokaVisit visit;
    *string = NULL;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = give(visit.t, moka_string_of(visit.t, text, length), string);
    moka_leave(&visit);
    return error;
}

static moka_error *describe(Thread *t, Object *object, moka_value *text)
{
    Value receiver = {.l = object}, result = {0};
    Method *m = class_find_method(WK(Object), symbol_intern("toString", 8),
                                  symbol_intern("()Ljava/lang/String;", 20));
    if (!object)
        return moka_error_new(MOKA_BAD_ARGUMENT, "NULL has no toString()");
    if (!call_virtual(t, m, &receiver, &result))
        return moka_error_of_pending(t);
    return moka_value_of_java(T_OBJECT, true, result, text);
}

moka_error *moka_describe(moka_vm *vm, moka_object *object, moka_value *text)
{
    MokaVisit visit;
    memset(text, 0, sizeof *text);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = describe(visit.t, moka_object_get(object), text);
    moka_leave(&visit);
    return error;
}

/* ---- arrays ---- */

/* "I" becomes "[I", "java/lang/String" "[Ljava/lang/String;", "[I" "[[I". */
static moka_error *array_class(Thread *t, moka_vm *vm, const char *type, Class **ret)
{
    char name[1024];
    bool is_letter = type[0] && !type[1] && strchr("ZBCSIJFD", type[0]);
    int used = snprintf(name, sizeof name, is_letter || type[0] == '[' ? "[%s" : "[L%s;", type);
    if (used >= (int)sizeof name)
        return moka_error_new(MOKA_BAD_ARGUMENT, "the type's name is too long");
    return moka_name_class(t, vm, name, (size_t)used, ret);
}

moka_error *moka_array(moka_vm *vm, const char *type, size_t count, moka_object **array)
{
    MokaVisit visit;
    Class *c;
    *array = NULL;
    if (count > INT32_MAX)
        return moka_error_new(MOKA_BAD_ARGUMENT, "an array has at most %d elements", INT32_MAX);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = array_class(visit.t, vm, type, &c);
    if (!error)
        error = give(visit.t, heap_new_array(visit.t, c, (i32)count), array);
    moka_leave(&visit);
    return error;
}

size_t moka_count(moka_vm *vm, moka_object *array)
{
    MokaVisit visit;
    moka_error *error = array ? moka_begin(&visit, vm) : NULL;
    moka_error_free(error);
    if (error || !array)
        return 0;
    jlong capacity = jni_GetDirectBufferCapacity((JNIEnv *)visit.t, (jobject)array);
    MOKA_ENTER(&visit);
    const Object *object = moka_object_get(array);
    if (object && class_is_array(object_class(object)))
        capacity = array_length(object);
    moka_leave(&visit);
    return capacity > 0 ? (size_t)capacity : 0;
}

/* The array that the reference is, if it has such an index. */
static moka_error *element_of(moka_object *array, size_t index, Object **ret)
{
    *ret = moka_object_get(array);
    if (!*ret || !class_is_array(object_class(*ret)))
        return moka_error_new(MOKA_BAD_ARGUMENT, "no array");
    if (index >= (size_t)array_length(*ret))
        return moka_error_new(MOKA_BAD_ARGUMENT, "index %zu of %d elements", index, array_length(*ret));
    return NULL;
}

static u64 *word_at(Object *array, size_t index, u32 *ret_size)
{
    u32 shift = type_shift((Type)object_class(array)->element_type);
    *ret_size = 1u << shift;
    return (u64 *)(void *)((char *)array_data(array) + (index << shift));
}

static Value load_element(Object *array, size_t index, Type type)
{
    Value value = {0};
    u32 size;
    const void *at = word_at(array, index, &size);
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: value.i = *(const i8 *)at; break;
    case T_CHAR: value.i = *(const u16 *)at; break;
    case T_SHORT: value.i = *(const i16 *)at; break;
    case T_OBJECT:
    case T_ARRAY: value.l = ref_array_get(array, (i32)index); break;
    default: memcpy(&value, at, size);
    }
    return value;
}

static moka_error *get_element(moka_object *handle, size_t index, moka_value *result)
{
    Object *array;
    moka_error *error = element_of(handle, index, &array);
    if (error)
        return error;
    Class *c = object_class(array);
    Type type = (Type)c->element_type;
    return moka_value_of_java(type, c->element == WK(String), load_element(array, index, type), result);
}

static moka_error *set_element(Thread *t, moka_object *handle, size_t index, moka_value from)
{
    Object *array;
    Value value;
    moka_error *error = element_of(handle, index, &array);
    if (error)
        return error;
    MokaPlace place = {(Type)object_class(array)->element_type, object_class(array)->element};
    const char *why = moka_value_to_java(t, &from, place, &value, &error);
    if (why)
        return moka_error_new(MOKA_BAD_ARGUMENT, "element %zu: %s", index, why);
    if (error)
        return error;
    u32 size;
    if (type_is_ref(place.type))
        ref_array_set(array, (i32)index, value.l);
    else
        memcpy(word_at(array, index, &size), &value, 1u << type_shift(place.type));
    return NULL;
}

moka_error *moka_array_get(moka_vm *vm, moka_object *array, size_t index, moka_value *result)
{
    MokaVisit visit;
    memset(result, 0, sizeof *result);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = get_element(array, index, result);
    moka_leave(&visit);
    return error;
}

moka_error *moka_array_set(moka_vm *vm, moka_object *array, size_t index, moka_value value)
{
    MokaVisit visit;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = set_element(visit.t, array, index, value);
    moka_leave(&visit);
    return error;
}

/* ---- memory in place ---- */

/* Objects do not move, so a reference is all that keeps the elements where they are. */
static moka_error *pin_array(Object *array, moka_span *span)
{
    bool failed;
    if (object_class(array)->kind != CLASS_PRIM_ARRAY)
        return moka_error_new(MOKA_BAD_ARGUMENT, "no array of numbers and no direct buffer");
    span->owner = moka_object_new(array, &failed);
    if (failed)
        return moka_error_no_memory();
    span->data = array_data(array);
    span->count = (size_t)array_length(array);
    span->type = type_to_char((Type)object_class(array)->element_type);
    return NULL;
}

static moka_error *pin_buffer(Object *buffer, void *address, jlong capacity, moka_span *span)
{
    bool failed;
    span->owner = moka_object_new(buffer, &failed);
    if (failed)
        return moka_error_no_memory();
    span->data = address;
    span->count = (size_t)capacity;
    span->type = 'B';
    return NULL;
}

moka_error *moka_pin(moka_vm *vm, moka_object *array, moka_span *span)
{
    MokaVisit visit;
    memset(span, 0, sizeof *span);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    if (!array)
        return moka_error_new(MOKA_BAD_ARGUMENT, "NULL is no array");
    JNIEnv *env = (JNIEnv *)visit.t;
    void *address = jni_GetDirectBufferAddress(env, (jobject)array);
    jlong capacity = jni_GetDirectBufferCapacity(env, (jobject)array);
    MOKA_ENTER(&visit);
    Object *object = moka_object_get(array);
    error = address ? pin_buffer(object, address, capacity, span) : pin_array(object, span);
    moka_leave(&visit);
    return error;
}

void moka_unpin(moka_vm *vm, moka_span *span)
{
    moka_release(vm, span->owner);
    memset(span, 0, sizeof *span);
}
