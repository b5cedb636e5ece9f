/* jvm_border.h - crossing from the JDK's native libraries into the VM and back
 * JVM_* functions are called IN_NATIVE with a JNIEnv that is a Thread. A body between JVM_ENTER and JVM_LEAVE
 * may touch references; what it returns across the border is a local handle.
 */
#ifndef MOKA_STDLIB_JVM_JVM_BORDER_H
#define MOKA_STDLIB_JVM_JVM_BORDER_H

#include "vm/exec/thread/thread.h"
#include "vm/thread/handles.h"

#include <jni.h>

#define JVM_ENTER(env)                                                                                       \
    Thread *t = (Thread *)(void *)(env);                                                                     \
    thread_enter_vm(t)

#define JVM_LEAVE() thread_leave_vm(t)

static inline Object *border_get(jobject handle)
{
    return handles_get((HandleRef)handle);
}

/* A local reference for the caller, made before JVM_LEAVE. */
static inline jobject border_local(Thread *t, Object *object)
{
    return (jobject)handles_local(t, object);
}

#endif
