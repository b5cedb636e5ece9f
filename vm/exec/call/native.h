/* native.h - calling native methods: binding, JNI frames, libffi; VM intrinsics without handles
 */
#ifndef MOKA_VM_EXEC_CALL_NATIVE_H
#define MOKA_VM_EXEC_CALL_NATIVE_H

#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* A routine of the VM that implements a native method on raw references: args points at argument slot 0
 * (frame.h: arg_ref …, receiver first). It runs IN_JAVA with its frame on the Java stack, may collect and
 * throw, and returns the raw result. References it holds in C locals are found by the conservative scan of
 * the native stack. */
typedef u64 (*NativeIntrinsic)(Thread *t, const Slot *args);

/* Binds a native method at its first call: VM table, registered function, dlsym of the class's libraries.
 * Sets entry, native_slot. false = UnsatisfiedLinkError pending, HotSpot's text. */
bool native_bind(Thread *t, Method *m);
/* JNI RegisterNatives. by_its_class: the class's own registerNatives is at work, which leaves alone what the
 * VM implements itself. */
void native_register(Method *m, void *function, bool by_its_class);
void native_unregister(Class *c);
/* Calls a bound JNI function: args at slot 0's address; the native frame is already pushed and published. */
u64 native_call(Thread *t, Method *m, Slot *args);

/* libjava, where natives of the boot loader's classes are looked up first. */
void native_set_boot_library(void *library);
/* Closes it. */
void native_reset(void);

#endif
