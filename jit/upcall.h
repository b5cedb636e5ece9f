/* upcall.h - the machine code through which C calls a method handle: one piece for each shape
 * In:     where C has the arguments, of which types they are, where it expects the result; at each call, in
 *         r10, an UpcallTarget
 * Out:    an address that C may call, by way of code that loads r10
 * Uses:   x64.h border.h stubs.h wrapper.h
 * Owner:  the pieces, which live as long as the compiler
 * Keeps:  what call_slots of vm/exec/call/call_slots.h does: the frame is the same. What is rare, a thread
 *         that is not attached, no room, a request to stop, goes the other way, with all registers as they
 *         were
 * Tests:  tests/suites/38_foreign
 */
#ifndef MOKA_JIT_UPCALL_H
#define MOKA_JIT_UPCALL_H

#include "vm/exec/call/foreign.h"
#include "vm/model/thread.h"

typedef struct UpcallShape {
    const i64 *arguments; /* places */
    const u8 *types;      /* Type of each */
    u32 argument_count;
    Type result;
    u32 result_count;
    i64 place; /* of the result */
} UpcallShape;

typedef struct UpcallTarget {
    Object *handle; /* which a global reference keeps; its form has been prepared */
    void (*otherwise)(void); /* the other way: jumped to, with the target in r10 */
    void (*failed)(Thread *t); /* an exception is pending; does not come back */
    u32 calls_left;            /* counted down: the last of them goes the other way */
} UpcallTarget;

/* 0: there is no compiler or no room, or the shape is not served: objects, results in several registers. */
u32 upcall_code(const UpcallShape *shape);

#endif
