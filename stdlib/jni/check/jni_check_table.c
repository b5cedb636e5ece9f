/* jni_check_table.c - see jni_check.h: the table of functions that check first.
 * Each calls jni_check_begin, its rules and jni_check_end, and then the plain function. */
#include "stdlib/jni/check/jni_check.h"

#include <string.h>

#define CHECK(when, rule)                                                                                    \
    Thread *t = jni_check_begin(env, when);                                                                  \
    rule;                                                                                                    \
    jni_check_end(t)

/* ---- one by one ---- */

#define JNI_CHECK(type, name, when, parameters, arguments, rule)                                             \
    static type checked_##name parameters                                                                    \
    {                                                                                                        \
        CHECK(when, rule);                                                                                   \
        return jni_##name arguments;                                                                         \
    }
#define JNI_CHECK_VOID(name, when, parameters, arguments, rule)                                              \
    static void checked_##name parameters                                                                    \
    {                                                                                                        \
        CHECK(when, rule);                                                                                   \
        jni_##name arguments;                                                                                \
    }
#include "stdlib/jni/check/jni_check.def"

static void checked_FatalError(JNIEnv *env, const char *message)
{
    jni_FatalError(env, message);
}

/* ---- calls: `keep` and `give` store the result and return it; they are empty for void ---- */

#define NOTHING
#define UNWRAP(...) __VA_ARGS__
#define BEGIN_LIST                                                                                           \
    va_list list;                                                                                            \
    va_start(list, id)
#define CALL(type, keep, give, function, parameters, rule, begin, call, end)                                 \
    static type checked_##function parameters                                                                \
    {                                                                                                        \
        CHECK(WHEN_IDLE, rule);                                                                              \
        begin;                                                                                               \
        keep call;                                                                                           \
        end;                                                                                                 \
        jni_check_called(env, #function);                                                                    \
        give;                                                                                                \
    }
/* The three forms of a call: arguments listed, in a va_list and in an array. receiver: the parameters before
 * the id, in parentheses; given: their names. */
#define FORMS(type, keep, give, function, receiver, given, rule)                                             \
    CALL(type, keep, give, function##Method, (JNIEnv * env, UNWRAP receiver, jmethodID id, ...), rule,       \
         BEGIN_LIST, jni_##function##MethodV(env, UNWRAP given, id, list), va_end(list))                     \
    CALL(type, keep, give, function##MethodV, (JNIEnv * env, UNWRAP receiver, jmethodID id, va_list list),   \
         rule, NOTHING, jni_##function##MethodV(env, UNWRAP given, id, list), NOTHING)                       \
    CALL(type, keep, give, function##MethodA,                                                                \
         (JNIEnv * env, UNWRAP receiver, jmethodID id, const jvalue *list), rule, NOTHING,                   \
         jni_##function##MethodA(env, UNWRAP given, id, list), NOTHING)
#define CALLS(name, type, keep, give)                                                                        \
    FORMS(type, keep, give, Call##name, (jobject o), (o), jni_check_method(t, o, id))                        \
    FORMS(type, keep, give, CallNonvirtual##name, (jobject o, jclass c), (o, c),                             \
          jni_check_nonvirtual(t, o, c, id))                                                                 \
    FORMS(type, keep, give, CallStatic##name, (jclass c), (c), jni_check_static_method(t, c, id))

#define JNI_TYPE(name, ctype, member, type) CALLS(name, ctype, ctype result =, return result)
#include "stdlib/jni/jni_types.def"
CALLS(Void, void, NOTHING, NOTHING)

static jobject checked_NewObject(JNIEnv *env, jclass c, jmethodID id, ...)
{
    CHECK(WHEN_IDLE, jni_check_constructor(t, c, id));
    va_list list;
    va_start(list, id);
    jobject result = jni_NewObjectV(env, c, id, list);
    va_end(list);
    return result;
}

static jobject checked_NewObjectV(JNIEnv *env, jclass c, jmethodID id, va_list list)
{
    CHECK(WHEN_IDLE, jni_check_constructor(t, c, id));
    return jni_NewObjectV(env, c, id, list);
}

static jobject checked_NewObjectA(JNIEnv *env, jclass c, jmethodID id, const jvalue *list)
{
    CHECK(WHEN_IDLE, jni_check_constructor(t, c, id));
    return jni_NewObjectA(env, c, id, list);
}

/* ---- fields ---- */

#define JNI_TYPE(name, ctype, member, type)                                                                  \
    static ctype checked_Get##name##Field(JNIEnv *env, jobject o, jfieldID id)                               \
    {                                                                                                        \
        CHECK(WHEN_IDLE, jni_check_field(t, o, id, type));                                                   \
        return jni_Get##name##Field(env, o, id);                                                             \
    }                                                                                                        \
    static void checked_Set##name##Field(JNIEnv *env, jobject o, jfieldID id, ctype value)                   \
    {                                                                                                        \
        CHECK(WHEN_IDLE, jni_check_field(t, o, id, type));                                                   \
        jni_Set##name##Field(env, o, id, value);                                                             \
    }                                                                                                        \
    static ctype checked_GetStatic##name##Field(JNIEnv *env, jclass c, jfieldID id)                          \
    {                                                                                                        \
        CHECK(WHEN_IDLE, jni_check_static_field(t, c, id, type));                                            \
        return jni_GetStatic##name##Field(env, c, id);                                                       \
    }                                                                                                        \
    static void checked_SetStatic##name##Field(JNIEnv *env, jclass c, jfieldID id, ctype value)              \
    {                                                                                                        \
        CHECK(WHEN_IDLE, jni_check_static_field(t, c, id, type));                                            \
        jni_SetStatic##name##Field(env, c, id, value);                                                       \
    }
#include "stdlib/jni/jni_types.def"

/* ---- arrays of primitives: elements are copies ---- */

#define JNI_PRIMITIVE(name, ctype, member, type)                                                             \
    static ctype##Array checked_New##name##Array(JNIEnv *env, jsize length)                                  \
    {                                                                                                        \
        CHECK(WHEN_IDLE, (void)t);                                                                           \
        return jni_New##name##Array(env, length);                                                            \
    }                                                                                                        \
    static ctype *checked_Get##name##ArrayElements(JNIEnv *env, ctype##Array a, jboolean *ret_is_copy)       \
    {                                                                                                        \
        CHECK(WHEN_IDLE, jni_check_primitive_array(t, a, type));                                             \
        return jni_check_copy_array(env, a, COPY_ELEMENTS, ret_is_copy);                                     \
    }                                                                                                        \
    static void checked_Release##name##ArrayElements(JNIEnv *env, ctype##Array a, ctype *elements,           \
                                                     jint mode)                                              \
    {                                                                                                        \
        CHECK(WHEN_PENDING, jni_check_primitive_array(t, a, type));                                          \
        jni_check_release_elements(env, "checked_jni_Release" #name "ArrayElements", a, elements, mode,      \
                                   COPY_ELEMENTS);                                                           \
    }                                                                                                        \
    static void checked_Get##name##ArrayRegion(JNIEnv *env, ctype##Array a, jsize start, jsize count,        \
                                               ctype *ret)                                                   \
    {                                                                                                        \
        CHECK(WHEN_IDLE, jni_check_primitive_array(t, a, type));                                             \
        jni_Get##name##ArrayRegion(env, a, start, count, ret);                                               \
    }                                                                                                        \
    static void checked_Set##name##ArrayRegion(JNIEnv *env, ctype##Array a, jsize start, jsize count,        \
                                               const ctype *in)                                              \
    {                                                                                                        \
        CHECK(WHEN_IDLE, jni_check_primitive_array(t, a, type));                                             \
        jni_Set##name##ArrayRegion(env, a, start, count, in);                                                \
    }
#include "stdlib/jni/jni_types.def"

static void *checked_GetPrimitiveArrayCritical(JNIEnv *env, jarray a, jboolean *ret_is_copy)
{
    CHECK(WHEN_CRITICAL, jni_check_primitive_array(t, a, T_VOID));
    jni_check_critical(env, 1);
    return jni_check_copy_array(env, a, COPY_CRITICAL, ret_is_copy);
}

static void checked_ReleasePrimitiveArrayCritical(JNIEnv *env, jarray a, void *elements, jint mode)
{
    CHECK(WHEN_ANY, jni_check_primitive_array(t, a, T_VOID));
    jni_check_release_elements(env, "ReleasePrimitiveArrayCritical", a, elements, mode, COPY_CRITICAL);
    jni_check_critical(env, -1);
}

/* ---- characters of strings are copies, too, except those of GetStringCritical ---- */

static const jchar *checked_GetStringChars(JNIEnv *env, jstring s, jboolean *ret_is_copy)
{
    CHECK(WHEN_IDLE, jni_check_string(t, s));
    const jchar *units = jni_GetStringChars(env, s, NULL), *copy = NULL;
    if (units)
        copy = jni_check_copy(units, ((size_t)jni_GetStringLength(env, s) + 1) * sizeof *units, COPY_UNITS,
                              ret_is_copy);
    jni_ReleaseStringChars(env, s, units);
    return copy;
}

static void checked_ReleaseStringChars(JNIEnv *env, jstring s, const jchar *units)
{
    CHECK(WHEN_PENDING, jni_check_string(t, s));
    jni_check_release_chars(env, "ReleaseStringChars", "GetStringChars", s, units, COPY_UNITS);
}

static const char *checked_GetStringUTFChars(JNIEnv *env, jstring s, jboolean *ret_is_copy)
{
    CHECK(WHEN_IDLE, jni_check_string(t, s));
    const char *text = jni_GetStringUTFChars(env, s, NULL), *copy = NULL;
    if (text)
        copy = jni_check_copy(text, strlen(text) + 1, COPY_UTF8, ret_is_copy);
    jni_ReleaseStringUTFChars(env, s, text);
    return copy;
}

static void checked_ReleaseStringUTFChars(JNIEnv *env, jstring s, const char *text)
{
    CHECK(WHEN_PENDING, jni_check_string(t, s));
    jni_check_release_chars(env, "ReleaseStringUTFChars", "GetStringUTFChars", s, text, COPY_UTF8);
}

/* There is a critical region only if the units are the string's own. */
static const jchar *checked_GetStringCritical(JNIEnv *env, jstring s, jboolean *ret_is_copy)
{
    CHECK(WHEN_CRITICAL, jni_check_string(t, s));
    jboolean is_copy = JNI_FALSE;
    const jchar *units = jni_GetStringCritical(env, s, &is_copy);
    if (units && !is_copy)
        jni_check_critical(env, 1);
    if (ret_is_copy)
        *ret_is_copy = is_copy;
    return units;
}

static void checked_ReleaseStringCritical(JNIEnv *env, jstring s, const jchar *units)
{
    CHECK(WHEN_ANY, jni_check_string(t, s));
    if (jni_string_is_in_place(env, s, units))
        jni_check_critical(env, -1);
    jni_ReleaseStringCritical(env, s, units);
}

void *const jni_checked_table[JNI_SLOTS] = {
#define JNI_FUNCTION(slot, name)       [slot] = (void *)checked_##name,
#define JNI_LATER_FUNCTION(slot, name) [slot] = (void *)checked_##name,
#include "stdlib/jni/jni_functions.def"
#undef JNI_FUNCTION
};
