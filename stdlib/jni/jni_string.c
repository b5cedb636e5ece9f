/* jni_string.c - see jni_env.h. JNI 4.4.11: strings. */
#include "stdlib/jni/jni_env.h"

#include "vm/base/utf8.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

jstring jni_NewString(JNIEnv *env, const jchar *units, jsize count)
{
    JVM_ENTER(env);
    jstring result = border_local(t, string_from_utf16(t, units, count));
    JVM_LEAVE();
    return result;
}

jstring jni_NewStringUTF(JNIEnv *env, const char *text)
{
    if (!text)
        return NULL;
    JVM_ENTER(env);
    jstring result = border_local(t, string_from_any_utf8(t, text));
    JVM_LEAVE();
    return result;
}

jsize jni_GetStringLength(JNIEnv *env, jstring handle)
{
    JVM_ENTER(env);
    jsize length = string_length(border_get(handle));
    JVM_LEAVE();
    return length;
}

jsize jni_GetStringUTFLength(JNIEnv *env, jstring handle)
{
    JVM_ENTER(env);
    jsize length = (jsize)string_utf8_length(border_get(handle));
    JVM_LEAVE();
    return length;
}

jlong jni_GetStringUTFLengthAsLong(JNIEnv *env, jstring handle)
{
    JVM_ENTER(env);
    jlong length = (jlong)string_utf8_length(border_get(handle));
    JVM_LEAVE();
    return length;
}

static const jchar *copy_units(Thread *t, const Object *string, jboolean *ret_is_copy)
{
    if (!string_has_value(string))
        return NULL;
    i32 length = string_length(string);
    jchar *units = malloc(((size_t)length + 1) * sizeof *units);
    if (!units) {
        throw_out_of_memory(t, "Native memory allocation");
        return NULL;
    }
    string_copy_units(string, 0, length, units);
    units[length] = 0;
    if (ret_is_copy)
        *ret_is_copy = JNI_TRUE;
    return units;
}

const jchar *jni_GetStringChars(JNIEnv *env, jstring handle, jboolean *ret_is_copy)
{
    JVM_ENTER(env);
    const jchar *units = copy_units(t, border_get(handle), ret_is_copy);
    JVM_LEAVE();
    return units;
}

void jni_ReleaseStringChars(JNIEnv *env, jstring handle, const jchar *units)
{
    (void)env, (void)handle;
    free((void *)units);
}

/* The string's units in the heap, if it is stored as UTF-16; NULL: it is Latin-1. */
static jchar *own_units(const Object *string)
{
    if (*FIELD_AT(string, WK_FIELD(String_coder), i8) == 0 || !string_has_value(string))
        return NULL;
    return array_data(ref_load(string, WK_FIELD(String_value)));
}

/* Objects do not move, so for a UTF-16 string the units in the heap are handed out. */
const jchar *jni_GetStringCritical(JNIEnv *env, jstring handle, jboolean *ret_is_copy)
{
    JVM_ENTER(env);
    const Object *string = border_get(handle);
    const jchar *units = own_units(string);
    if (!units)
        units = copy_units(t, string, ret_is_copy);
    else if (ret_is_copy)
        *ret_is_copy = JNI_FALSE;
    JVM_LEAVE();
    return units;
}

bool jni_string_is_in_place(JNIEnv *env, jstring handle, const jchar *units)
{
    JVM_ENTER(env);
    bool result = units && units == own_units(border_get(handle));
    JVM_LEAVE();
    return result;
}

void jni_ReleaseStringCritical(JNIEnv *env, jstring handle, const jchar *units)
{
    JVM_ENTER(env);
    if (units != own_units(border_get(handle)))
        free((void *)units);
    JVM_LEAVE();
}

const char *jni_GetStringUTFChars(JNIEnv *env, jstring handle, jboolean *ret_is_copy)
{
    JVM_ENTER(env);
    const Object *string = border_get(handle);
    char *text = NULL;
    if (string_has_value(string)) {
        text = string_to_utf8(string);
        if (!text)
            throw_out_of_memory(t, "Native memory allocation");
        else if (ret_is_copy)
            *ret_is_copy = JNI_TRUE;
    }
    JVM_LEAVE();
    return text;
}

void jni_ReleaseStringUTFChars(JNIEnv *env, jstring handle, const char *text)
{
    (void)env, (void)handle;
    free((void *)text);
}

static bool check_region(Thread *t, const Object *string, jsize start, jsize count)
{
    if (start >= 0 && count >= 0 && (i64)start + count <= string_length(string))
        return true;
    THROW(t, StringIndexOutOfBoundsException, NULL);
    return false;
}

void jni_GetStringRegion(JNIEnv *env, jstring handle, jsize start, jsize count, jchar *ret_units)
{
    JVM_ENTER(env);
    const Object *string = border_get(handle);
    if (check_region(t, string, start, count))
        string_copy_units(string, start, count, ret_units);
    JVM_LEAVE();
}

/* The text ends with NUL, also when the region is empty. */
static void copy_region_utf8(const Object *string, jsize start, jsize count, char *ret_text)
{
    size_t at = 0;
    for (jsize i = start; i < start + count; i++) {
        u16 unit = string_char(string, i);
        at += utf8_from_utf16(&unit, 1, ret_text + at);
    }
    ret_text[at] = '\0';
}

void jni_GetStringUTFRegion(JNIEnv *env, jstring handle, jsize start, jsize count, char *ret_text)
{
    JVM_ENTER(env);
    const Object *string = border_get(handle);
    if (check_region(t, string, start, count) && ret_text)
        copy_region_utf8(string, start, count, ret_text);
    JVM_LEAVE();
}
