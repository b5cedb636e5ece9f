/* jni_check.h - -Xcheck:jni: a second function table that looks at every call before it is made
 * In:     what native code passes to a JNI function
 * Out:    the same call, or a warning and the call, or a "FATAL ERROR in native method" with the Java stack
 *         and abort()
 * jni_check.def has a row for each function, which names its demands; jni_check_rules.c has the demands.
 * Keeps:  nothing of this runs without the option: Thread.jni points at the plain table then.
 * Keeps:  the texts are HotSpot's, and so is what passes; where HotSpot crashes on bad input, there is an
 *         error here, with the text of the nearest rule.
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

/* Checks the call itself and returns the thread of env, which is in the VM until jni_check_end; the
 * function's rules are asked in between. */
Thread *jni_check_begin(JNIEnv *env, CheckWhen when);
void jni_check_end(Thread *t);

/* The named function has called a method. Native code has to look for its exceptions, by ExceptionCheck,
 * ExceptionOccurred or ExceptionClear (jni_check_looked), before the next function that is not WHEN_PENDING
 * or the return to Java (vm/exec/call/native.c). */
void jni_check_called(JNIEnv *env, const char *function);
void jni_check_looked(Thread *t);
/* Enters (by: 1) or leaves (-1) a critical region. */
void jni_check_critical(JNIEnv *env, int by);

/* A warning in HotSpot's form, with the Java stack. */
void jni_check_warn(Thread *t, const char *format, ...) PRINTF_LIKE(2, 3);

/* Rules about references. If one is broken, the VM ends (jni_fatal). A handle must stand for an object, but
 * for arguments where a null may be passed. */
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

/* Rules about ids: the member must be of the right kind and belong to the class. */
void jni_check_method(Thread *t, jobject object, jmethodID id);
void jni_check_nonvirtual(Thread *t, jobject object, jclass class, jmethodID id);
void jni_check_static_method(Thread *t, jclass class, jmethodID id);
void jni_check_constructor(Thread *t, jclass class, jmethodID id);
void jni_check_method_id(Thread *t, jclass class, jmethodID id);
void jni_check_field_id(Thread *t, jclass class, jfieldID id);
void jni_check_field(Thread *t, jobject object, jfieldID id, Type type);
void jni_check_static_field(Thread *t, jclass class, jfieldID id, Type type);

/* Rules about other arguments: a class's name in internal form, modified UTF-8, the capacity of a local
 * frame */
void jni_check_class_name(Thread *t, const char *name);
void jni_check_text(Thread *t, const char *text);
void jni_check_capacity(Thread *t, jint capacity);

/* jni_check_copy.c. Get...Elements and Get...Chars hand out a copy between guards, which is known by its
 * address until it is released. */
typedef enum CopyKind { COPY_ELEMENTS, COPY_CRITICAL, COPY_UNITS, COPY_UTF8 } CopyKind;

/* A copy of so many bytes, or of the array's elements. NULL: no memory. */
void *jni_check_copy(const void *data, size_t size, CopyKind kind, jboolean *ret_is_copy);
void *jni_check_copy_array(JNIEnv *env, jarray array, CopyKind kind, jboolean *ret_is_copy);
/* Checks the guards, writes the elements back and frees the copy, as the mode says. */
void jni_check_release_elements(JNIEnv *env, const char *function, jarray array, void *elements, jint mode,
                                CopyKind kind);
/* Checks and frees a string's copy; NULL is ignored. maker: the function that must have made it. */
void jni_check_release_chars(JNIEnv *env, const char *function, const char *maker, jstring string,
                             const void *chars, CopyKind kind);

/* Frees all copies. */
/* What a JNIEnv points at with -Xcheck:jni. */
extern void *const jni_checked_table[JNI_SLOTS];

void jni_check_reset(void);

#endif
