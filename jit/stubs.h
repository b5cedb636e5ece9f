/* stubs.h - the pieces of machine code that exist once: between the tiers, and between machine code and C
 * In:     r15 is the thread, rbp the frame, rsp the Java stack. A stub for C takes its arguments where the
 *         System V ABI has them, but for the thread (rdi), which it adds, and comes back with the result in
 *         rax, rdx or xmm0; every other register may have changed, but behind a leaf the callee-saved ones
 * Out:    addresses below 2 GB
 * Keeps:  C runs on the native stack, from Thread.machine_sp on, with empty callee-saved registers: what
 *         machine code had in them is no root. Live values are in their slots when a gate is called
 * Tests:  tests/java with -Xcomp
 */
#ifndef MOKA_JIT_STUBS_H
#define MOKA_JIT_STUBS_H

#include "vm/model/thread.h"

typedef enum Stub {
    STUB_RUN,        /* C calls it: run(thread) does what Thread.transfer asks of machine code */
    STUB_LEAVE,      /* machine code returns to it when its caller is interpreted or is C */
    STUB_DEOPT,      /* the same, of a frame that goes on in the interpreter (deopt.h) */
    STUB_UNWIND,     /* an exception is pending, fp and machine_pc are published */
    STUB_INTERPRET,  /* entries of methods, with the method in rax */
    STUB_UNPREPARED,
    STUB_NATIVE,
    STUB_NATIVE_INTRINSIC, /* a routine of the VM that takes the arguments where they are */
    STUB_ABSTRACT,
    STUB_CONFLICT,
    STUB_BASIC,      /* MethodHandle.invokeBasic */
    STUB_LINKER,     /* MethodHandle.linkTo…: drops the last argument */
    STUB_COUNT_CALLS, /* the same, of a method with code that may be made anew (again.h) */
    STUB_ENTER,      /* jumped to by a method's entry for which there is no room, or which polls: rax is the
                        method, which is entered once more */
    STUB_LOCK,       /* called by a synchronized method in its new frame: rsi is what is locked */
    STUB_UNLOCK,     /* called when a synchronized method's frame returns: rsi is the method */
    STUB_UNLOCKED,   /* the same for another one whose code locks: it must hold no lock any more */
    STUB_ITABLE,     /* called: rax is an interface's method, rcx a receiver; rax becomes the method of the
                        receiver, or 0 where C has to look. rcx stays */
    STUB_CALL_STATIC, /* called in the place of a method: rax is the cache entry of a call (stub_calls.h) */
    STUB_CALL_SPECIAL,
    STUB_CALL_VIRTUAL,
    STUB_CALL_INTERFACE,
    STUB_CALL_DYNAMIC,
    STUB_CHECK_CAST, /* called with an object and a class pushed; takes them off and changes no register, or
                        throws */
    STUB_CHECK_STORE,
    STUB_TEST_INSTANCE, /* the same, but tells by the flags: ZF set if the object is not of the class */
    STUB_NULL, /* goes on at the fault of an access to null, with its point's address in rax */
#define RT(name, result, arguments, flags) GATE_##name,
#define RT_LEAF(name, result, arguments)   LEAF_##name,
#define KEEPING_GATE(name, target, pushed) GATE_##name,
#define ENTRY_GATE(name, target)
#define LEAF(name, target) LEAF_##name,
#include "jit/stubs.def"
#include "vm/exec/runtime/runtime.def"
#undef RT
#undef RT_LEAF
#undef KEEPING_GATE
#undef ENTRY_GATE
#undef LEAF
    STUB_COUNT
} Stub;

/* False: the code cache has no room for them. Fills method_stubs and code_blob_leave. */
bool stubs_init(void);
void stubs_reset(void);
u32 stubs_address(Stub stub);
/* The stub that begins at or before the address, for print and debuggers; NULL: none. */
const char *stubs_name(const void *address);

#endif
