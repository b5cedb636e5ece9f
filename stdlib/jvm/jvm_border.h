/* jvm_border.h - crossing from the JDK's native libraries into the VM and back
 * In:     a JVM_* or JNI function called IN_NATIVE, with a JNIEnv that is a Thread
 * Out:    numbers and local handles; an exception stays pending in the thread
 * Uses:   thread_enter_vm, thread_leave_vm (vm/thread/thread_state.h); vm/thread/handles.h
 * Effects: JVM_ENTER waits while the world is stopped
 * Keeps:  references are touched between JVM_ENTER and JVM_LEAVE only, and there is one way out behind
 *         JVM_ENTER, through JVM_LEAVE
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

/* The object of any handle; NULL for NULL and for a cleared weak reference. */
static inline Object *border_get(jobject handle)
{
    return handles_get((HandleRef)handle);
}

/* A local reference for the caller, made before JVM_LEAVE; NULL for NULL, or when there is no memory. */
static inline jobject border_local(Thread *t, Object *object)
{
    return (jobject)handles_local(t, object);
}

#endif
