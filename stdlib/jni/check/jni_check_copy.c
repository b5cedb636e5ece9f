/* jni_check_copy.c - see jni_check.h: copies of arrays and strings between two guards.
 * The plain functions hand out elements in place, where nobody would notice a write past the end, or the
 * release of a wrong pointer. */
#include "stdlib/jni/check/jni_check.h"

#include "vm/base/console.h"
#include "vm/base/map.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GUARD = 16, GUARD_BYTE = 0xAB };

typedef struct Copy {
    size_t size;
    CopyKind kind;
    _Alignas(GUARD) u8 guard[GUARD];
    u8 data[]; /* size bytes, then the other guard */
} Copy;

SNAPSHOT_STATE(dropped) static struct {
    pthread_mutex_t lock; /* a leaf */
    Map copies;           /* from the address that was handed out to its Copy */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

void jni_check_reset(void)
{
    map_free(&state.copies);
    STATE_CLEAR(state);
}

typedef enum CopyState { COPY_INTACT, COPY_UNKNOWN, COPY_BROKEN } CopyState;

void *jni_check_copy(const void *data, size_t size, CopyKind kind, jboolean *ret_is_copy)
{
    Copy *copy = malloc(sizeof *copy + size + GUARD);
    if (!copy)
        panic("out of memory for a copy of %zu bytes (-Xcheck:jni)", size);
    copy->size = size;
    copy->kind = kind;
    memset(copy->guard, GUARD_BYTE, GUARD);
    memcpy(copy->data, data, size);
    memset(copy->data + size, GUARD_BYTE, GUARD);
    pthread_mutex_lock(&state.lock);
    map_put(&state.copies, copy->data, copy);
    pthread_mutex_unlock(&state.lock);
    if (ret_is_copy)
        *ret_is_copy = JNI_TRUE;
    return copy->data;
}

static Copy *find(const void *data)
{
    pthread_mutex_lock(&state.lock);
    Copy *copy = data ? map_get(&state.copies, data) : NULL;
    pthread_mutex_unlock(&state.lock);
    return copy;
}

static void forget(Copy *copy)
{
    pthread_mutex_lock(&state.lock);
    map_remove_u64(&state.copies, (u64)(uintptr_t)copy->data);
    pthread_mutex_unlock(&state.lock);
    free(copy);
}

static bool is_guard(const u8 *at)
{
    for (int i = 0; i < GUARD; i++)
        if (at[i] != GUARD_BYTE)
            return false;
    return true;
}

static CopyState state_of(const Copy *copy)
{
    if (!copy)
        return COPY_UNKNOWN;
    return is_guard(copy->guard) && is_guard(copy->data + copy->size) ? COPY_INTACT : COPY_BROKEN;
}

static size_t array_bytes(const Object *array)
{
    return (size_t)array_length(array) << type_shift((Type)object_class(array)->element_type);
}

void *jni_check_copy_array(JNIEnv *env, jarray array, CopyKind kind, jboolean *ret_is_copy)
{
    JVM_ENTER(env);
    Object *object = border_get(array);
    void *copy = jni_check_copy(array_data(object), array_bytes(object), kind, ret_is_copy);
    JVM_LEAVE();
    return copy;
}

void jni_check_release_elements(JNIEnv *env, const char *function, jarray array, void *elements, jint mode,
                                CopyKind kind)
{
    JVM_ENTER(env);
    if (!elements) {
        console_print("%s: elements vector NULL0x%016lx\n", function, (u64)(uintptr_t)array);
        jni_fatal(t, "Elements vector NULL");
    }
    Object *object = border_get(array);
    Copy *copy = find(elements);
    if (state_of(copy) != COPY_INTACT || copy->kind != kind || copy->size != array_bytes(object)) {
        console_print("%s: release array failed bounds check, incorrect pointer returned ? array: "
                      "0x%016lx carray: 0x%016lx\n",
                      function, (u64)(uintptr_t)array, (u64)(uintptr_t)elements);
        jni_fatal(t, "%s: failed bounds check", function);
    }
    if (mode != 0 && mode != JNI_COMMIT && mode != JNI_ABORT) {
        console_print("%s: Unrecognized mode %d releasing array 0x%016lx elements 0x%016lx\n", function, mode,
                      (u64)(uintptr_t)array, (u64)(uintptr_t)elements);
        jni_fatal(t, "Unrecognized array release mode");
    }
    if (mode != JNI_ABORT)
        memcpy(array_data(object), copy->data, copy->size);
    if (mode != JNI_COMMIT)
        forget(copy);
    JVM_LEAVE();
}

void jni_check_release_chars(JNIEnv *env, const char *function, const char *maker, jstring string,
                             const void *chars, CopyKind kind)
{
    JVM_ENTER(env);
    Copy *copy = find(chars);
    if (chars && state_of(copy) != COPY_INTACT) {
        console_print("%s: release chars failed bounds check. string: 0x%016lx chars: 0x%016lx\n", function,
                      (u64)(uintptr_t)string, (u64)(uintptr_t)chars);
        jni_fatal(t, "%s: release chars failed bounds check.", function);
    }
    if (copy && copy->kind != kind) {
        console_print("%s: called on something not allocated by %s. string: 0x%016lx chars: 0x%016lx\n",
                      function, maker, (u64)(uintptr_t)string, (u64)(uintptr_t)chars);
        jni_fatal(t, "%s called on something not allocated by %s", function, maker);
    }
    if (copy)
        forget(copy);
    JVM_LEAVE();
}
