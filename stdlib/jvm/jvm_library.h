/* jvm_library.h - the libraries that Java has loaded (JVM_LoadLibrary)
 * In:     System.load, System.loadLibrary and the JDK's own libraries, by jdk.internal.loader.NativeLibraries
 * Owner:  what dlopen gave, until Java or the machine's end gives it back
 * Locks:  one, a leaf
 * Tests:  tests/suites/38_native_libraries, tests/suites/39_lives
 */
#ifndef MOKA_STDLIB_JVM_JVM_LIBRARY_H
#define MOKA_STDLIB_JVM_JVM_LIBRARY_H

#include "vm/model/thread.h"

#include <jni.h>

/* A library that the VM has opened for Java. */
void jvm_library_note(void *library);
/* Calls JNI_OnUnload of those that are left, the last one first. IN_NATIVE; other threads are gone. */
void jvm_library_unload_all(JavaVM *vm);
/* Closes them, in the same order, when no code of theirs runs any more. */
void jvm_library_close_all(void);

#endif
