/* foreign.h - what machine code has to know of a call of C by registers (MethodHandle.linkToNative)
 * In:     the object that linkToNative is given last, which stands for a function's signature
 * Out:    where each argument goes, and where the result is
 * Uses:   doors.h, whose foreign_describe stdlib/ffi defines
 * Owner:  the arrays are those of the object, and live as long as it does
 * Keeps:  a place is one number: which kind, and which of the kind or at which byte of the stack. Registers
 *         are numbered as the processor does
 * Tests:  tests/suites/38_foreign
 */
#ifndef MOKA_VM_EXEC_CALL_FOREIGN_H
#define MOKA_VM_EXEC_CALL_FOREIGN_H

#include "vm/model/doors.h"
#include "vm/model/value.h"

typedef enum ForeignKind {
    FOREIGN_INTEGER,
    FOREIGN_VECTOR,
    FOREIGN_X87,
    FOREIGN_STACK,
    FOREIGN_PLACEHOLDER /* no register: FOREIGN_TARGET … */
} ForeignKind;

enum { FOREIGN_TARGET, FOREIGN_RESULTS, FOREIGN_STATE };

typedef struct ForeignMoves {
    const i64 *arguments, *results;
    u32 argument_count, result_count;
    u32 skipped;        /* arguments of linkToNative before those of C */
    u32 captured_state; /* a set of what is saved after the call */
    Type result;        /* as C returns it */
} ForeignMoves;

static inline i64 foreign_place(u32 kind, u32 index)
{
    return (i64)kind << 32 | index;
}

static inline u32 foreign_kind(i64 place)
{
    return (u32)(place >> 32);
}

static inline u32 foreign_index(i64 place)
{
    return (u32)place;
}

#endif
