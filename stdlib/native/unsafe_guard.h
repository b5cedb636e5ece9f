/* unsafe_guard.h - memory outside the heap may be gone: a mapped file that was truncated
 * In:     an access that may touch such memory
 * Out:    its result; or InternalError pending, if the kernel has sent SIGBUS for it
 * Uses:   Thread.fault_resume, which vm/fault.c jumps to
 * Used by: n_Unsafe.c n_Unsafe_memory.c
 * Keeps:  the access holds no lock and nothing to be freed when it is given up
 * Tests:  tests/java/TruncatedMappings.java
 */
#ifndef MOKA_STDLIB_NATIVE_UNSAFE_GUARD_H
#define MOKA_STDLIB_NATIVE_UNSAFE_GUARD_H

#include "stdlib/native/natives.h"
#include "vm/exec/call/native.h"

/* Calls access(t, args) and returns its result; 0 when InternalError is pending. */
u64 unsafe_guard(Thread *t, const Slot *args, NativeIntrinsic access);

/* Defines n_Unsafe_<name> from raw_<name>; with a null base, where the offset is an absolute address, it is
 * guarded. */
#define UNSAFE_GUARDED(name)                                                                                 \
    static u64 n_Unsafe_##name(Thread *t, const Slot *args)                                                  \
    {                                                                                                        \
        return arg_ref(args, 1) ? raw_##name(t, args) : unsafe_guard(t, args, raw_##name);                   \
    }

#endif
