/* jni_check.h - -Xcheck:jni: a second function table that looks at every call before it is made
 * In:     what native code passes to a JNI function
 * Out:    the same call, or a warning and the call, or a "FATAL ERROR in native method" with the Java stack
 *         and abort()
 * Which function demands what is said by jni_check_table.c, a row each; the demands are jni_check_rules.c.
 * Keeps:  nothing of this runs without the option: Thread.jni points at the plain table then.
 * Keeps:  texts and what is let pass are HotSpot's; where HotSpot crashes on bad input, there is an error
 *         here, with the text of the nearest rule.
 * Tests:  tests/suites/39_check_jni
 */
#ifndef MOKA_STDLIB_JNI_CHECK_JNI_CHECK_H
#define MOKA_STDLIB_JNI_CHECK_JNI_CHECK_H

#include "stdlib/jni/jni_env.h"

/* When a function may be called (JNI 2.6.3, 4.4.12): WHEN_PENDING with an exception pending, WHEN_CRITICAL
 * within a critical region. */
typedef enum CheckWhen {
    WHEN_IDLE = 0,
    WHEN_PENDING = 1,
    WHEN_CRITICAL = 2,
    WHEN_ANY = WHEN_PENDING | WHEN_CRITICAL
} CheckWhen;

/* The thread of env, in the VM from here to jni_check_end: rules stand between. */
Thread *jni_check_begin(JNIEnv *env, CheckWhen when);
void jni_check_end(Thread *t);

/* Exceptions of a method that was called are to be looked at: by ExceptionCheck, -Occurred or -Clear, before
 * the next function that is not WHEN_PENDING, or by the return to Java (vm/exec/call/native.c). */
void jni_check_called(JNIEnv *env, const char *function);
void jni_check_looked(Thread *t);
/* by: 1 or -1 */
void jni_check_critical(JNIEnv *env, int by);

void jni_check_warn(Thread *t, const char *format, ...) PRINTF_LIKE(2, 3);

/* Rules about references. A handle must stand for an object, save where a null may be passed. */
void jni_check_handle(Thread *t, jobject handle);
void jni_check_object(Thread *t, jobject object); /* not null */
void jni_check_class(Thread *t, jclass class);
void jni_check_throwable(Thread *t, jthrowable throwable);
void jni_check_throwable_class(Thread *t, jclass class);
void jni_check_string(Thread *t, jstring string);
void jni_check_array(Thread *t, jarray array);
void jni_check_object_array(Thread *t, jarray array);
void jni_check_primitive_array(Thread *t, jarray array, Type type); /* T_VOID: of any primitive type */
void jni_check_delete(Thread *t, jobject handle, HandleKind kind, const char *function);
void jni_check_reflected_method(Thread *t, jobject method);
void jni_check_reflected_field(Thread *t, jobject field);

/* Rules about ids: the member is of the right kind and belongs to the class. */
void jni_check_method(Thread *t, jobject object, jmethodID id);
void jni_check_nonvirtual(Thread *t, jobject object, jclass class, jmethodID id);
void jni_check_static_method(Thread *t, jclass class, jmethodID id);
void jni_check_constructor(Thread *t, jclass class, jmethodID id);
void jni_check_method_id(Thread *t, jclass class, jmethodID id);
void jni_check_field_id(Thread *t, jclass class, jfieldID id);
void jni_check_field(Thread *t, jobject object, jfieldID id, Type type);
void jni_check_static_field(Thread *t, jclass class, jfieldID id, Type type);

/* Rules about other arguments */
void jni_check_class_name(Thread *t, const char *name);
void jni_check_text(Thread *t, const char *text);
void jni_check_capacity(Thread *t, jint capacity);

/* jni_check_copy.c. What Get...Elements and Get...Chars hand out is a copy between guards, known by its
 * address until it is released. */
typedef enum CopyKind { COPY_ELEMENTS, COPY_CRITICAL, COPY_UNITS, COPY_UTF8 } CopyKind;

void *jni_check_copy(const void *data, size_t size, CopyKind kind, jboolean *ret_is_copy);
void *jni_check_copy_array(JNIEnv *env, jarray array, CopyKind kind, jboolean *ret_is_copy);
void jni_check_release_elements(JNIEnv *env, const char *function, jarray array, void *elements, jint mode,
                                CopyKind kind);
/* Of strings; NULL is nothing. maker: the function whose result it has to be. */
void jni_check_release_chars(JNIEnv *env, const char *function, const char *maker, jstring string,
                             const void *chars, CopyKind kind);

/* What a JNIEnv points at with -Xcheck:jni. */
extern void *const jni_checked_table[JNI_SLOTS];

void jni_check_reset(void);

#endif
