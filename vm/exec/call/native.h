/* native.h - how Java calls native methods: binding, JNI frames, libffi; VM intrinsics without handles
 * In:     a native method at its first call or later, with its arguments on the Java stack
 * Out:    the method's entry and function; the raw result of a call
 * Uses:   stdlib/native/registry.c (native_find_in_vm, in doors.h); handles.h monitor.h thread_state.h
 * Used by: the interpreter's entries, through gates; RegisterNatives; boot.c
 * Owner:  host slots of functions and call interfaces, freed by native_forget of doors.h
 * Effects: binding may run ClassLoader.findNative; a native method may do anything, and may return with an
 *         exception pending
 * Keeps:  native code runs IN_NATIVE and sees references as handles only; coming back waits while the world
 *         is stopped. A handle of an argument is the address of its slot on the Java stack.
 * Tests:  tests/suites/38_jni_calls, tests/suites/38_native_libraries, tests/java
 */
#ifndef MOKA_VM_EXEC_CALL_NATIVE_H
#define MOKA_VM_EXEC_CALL_NATIVE_H

#include "vm/model/doors.h"
#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* A routine of the VM that implements a native method on raw references: args points at argument slot 0
 * (frame.h: arg_ref …, receiver first). It runs IN_JAVA with its frame on the Java stack, may collect and
 * throw, and returns the raw result. The conservative scan of the native stack finds references in its C
 * locals. */
typedef u64 (*NativeIntrinsic)(Thread *t, const Slot *args);

/* JNI RegisterNatives, also before the first call. by_its_class: the caller is the registerNatives method of
 * the class itself; then a method that the VM implements stays as it is. */
void native_register(Method *m, void *function, bool by_its_class);
/* The method will be bound anew; and all native methods of the class. */
void native_unbind(Method *m);
void native_unregister(Class *c);
/* Runs a native method, for either tier: binds it at its first call (to the VM's own function, a registered
 * one, or a library's, in this order), takes its lock if it is synchronized, and calls. args: argument slot
 * 0; the native frame is pushed and published already. The result is a slot's value (of a reference, an
 * address), undefined when an exception is pending: UnsatisfiedLinkError where nothing could be bound. */
u64 native_call(Thread *t, Method *m, Slot *args);

/* Whether each call of a JNI function ends with a look at what C may have left behind: in MXCSR how
 * arithmetic rounds, and Thread.unchecked_call. For -Xcheck:jni and -XX:+RestoreMXCSROnJNICalls, since the
 * look costs half of a call. */
void native_set_checking(bool checks);
bool native_is_checking(void);
/* What Java's arithmetic wants of MXCSR (JVMS 2.8): rounding to nearest, denormals, exceptions masked; and
 * the bits that only tell which exceptions have occurred. */
enum { NATIVE_MXCSR = 0x1F80, NATIVE_MXCSR_OCCURRED = 0x3F };

/* The handle of libjava (dlopen's), where natives of the boot loader's classes are looked up first; it
 * becomes this room's. */
void native_set_boot_library(void *library);
/* Closes libjava. */
void native_reset(void);

#endif
