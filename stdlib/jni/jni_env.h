/* jni_env.h - the Java Native Interface (JNI specification, version 24): what its files share
 * A JNIEnv* is a Thread*. jni_<Name> is called IN_NATIVE, crosses with JVM_ENTER/JVM_LEAVE (jvm_border.h) and
 * touches references only in between; it returns local references and leaves exceptions pending in the
 * thread. Functions that take a Thread are called in between.
 * Locks:  the id tables are thread-safe; reading an id takes no lock.
 * Keeps:  jmethodID and jfieldID are indices, never pointers and never 0: libraries keep them in C statics,
 *         where neither a snapshot nor the unloading of a class could find a pointer.
 * Tests:  tests/embed
 */
#ifndef MOKA_STDLIB_JNI_JNI_ENV_H
#define MOKA_STDLIB_JNI_JNI_ENV_H

#include "stdlib/jvm/jvm_border.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

#include <jni.h>
#include <stdarg.h>

/* The prototypes come from the table in jni.h, so a function of another type does not compile. */
#define JNI_FUNCTION(slot, name) __typeof__(*((struct JNINativeInterface_ *)0)->name) jni_##name;
#include "stdlib/jni/jni_functions.def"
#undef JNI_FUNCTION
jboolean jni_IsVirtualThread(JNIEnv *env, jobject object);
jlong jni_GetStringUTFLengthAsLong(JNIEnv *env, jstring handle);

enum { JNI_SLOTS = 236 };

/* jni_misc.c. The JavaVM that JNI hands out; there is one, and vm/libjvm.c sets it before Java runs. */
extern JavaVM *jni_java_vm;

/* What a JNIEnv points at without -Xcheck:jni. */
extern void *const jni_table[JNI_SLOTS];
/* Forgets all ids. For the copies of checked calls there is jni_check_reset. */
void jni_reset(void);
/* For jni_reset: jni_id.c's part. */
void jni_id_reset(void);

/* jni_id.c. The id is made at the first request; NULL: OutOfMemoryError is pending. */
jmethodID jni_id_of_method(Thread *t, const Method *m);
jfieldID jni_id_of_field(Thread *t, const Field *f);
Method *jni_method(jmethodID id);
Field *jni_field(jfieldID id);
/* The same for a value that may be no id; NULL: it is none. */
Method *jni_method_or_null(jmethodID id);
Field *jni_field_or_null(jfieldID id);

/* jni_class.c. The class of a jclass, initialized; NULL: an exception is pending. */
Class *jni_initialized_class(Thread *t, jclass handle);
/* The loader that FindClass uses: that of the calling Java method; within JNI_OnLoad that of the class which
 * loads the library; without a Java caller the system class loader. NULL: an exception is pending. */
LoaderData *jni_caller_loader(Thread *t);
/* The symbol of a C string. NULL: the text is malformed or too long, and an exception is pending. */
Symbol *jni_symbol(Thread *t, const char *text);

/* jni_string.c. Are the characters that GetStringCritical gave the string's own, and not a copy? */
bool jni_string_is_in_place(JNIEnv *env, jstring handle, const jchar *units);

/* jni_exception.c. Makes a throwable of the class pending, by its constructor that takes a String, or, if
 * message is NULL, by the one without parameters. */
void jni_throw_class(Thread *t, Class *c, const char *message);
/* Prints the Java stack on stdout. */
void jni_print_stack(Thread *t);
/* Ends the VM because of an error in native code, with this text and the Java stack. t: NULL if the thread is
 * not attached. */
NORETURN void jni_fatal(Thread *t, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
