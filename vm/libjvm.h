/* libjvm.h - the invocation interface (JNI specification chapter 5; facts 2)
 * JNI_CreateJavaVM and its like are declared by jni.h.
 */
#ifndef MOKA_VM_LIBJVM_H
#define MOKA_VM_LIBJVM_H

#include "vm/base/base.h"

#include <jni.h>

/* The JavaVM that JNI hands out; there is one. */
JavaVM *libjvm_vm(void);
/* Runtime.halt: for the handlers that exit() calls no thread is attached, and none can be. */
void libjvm_begin_exit(void);
/* Is this one of the versions that GetEnv and JNI_OnLoad may name? */
bool libjvm_supports_version(jint version);

#endif
