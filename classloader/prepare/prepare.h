/* prepare.h - bytecode -> prepared code: 16-bit units, slot offsets, cache indices, fused pairs (D3, D8)
 * In:     linked Method; Out: method->code, cache, positions, frame_slots and entry
 * Effects: may throw OutOfMemoryError, VerifyError for code that does not decode. Locks: the loader's lock.
 * Keeps:  every instruction that is a branch target or a border of an exception range begins a prepared one.
 * Tests:  tests/unit/prepare_test.c
 */
#ifndef MOKA_CLASSLOADER_PREPARE_PREPARE_H
#define MOKA_CLASSLOADER_PREPARE_PREPARE_H

#include "vm/model/method.h"
#include "vm/model/thread.h"

/* Prepared code to bytecode and back, one row per prepared instruction, in order of both. */
typedef struct PositionRow {
    u32 unit;
    u16 bci;       /* where it starts */
    u16 throw_bci; /* a fused form's: the part that can throw */
} PositionRow;

typedef struct PositionTable {
    u32 count;
    PositionRow rows[];
} PositionTable;

/* What a switch's cache entry points at (bits). Distances are in units from the instruction. A tableswitch
 * has count distances in `rows`; a lookupswitch count pairs of key and distance, keys ascending. */
typedef struct SwitchTable {
    i32 low; /* tableswitch */
    u32 count;
    i32 fallback;
    i32 rows[];
} SwitchTable;

/* Set before any method is prepared: prepared code then follows the bytecode instruction by instruction, nops
 * included, with nothing fused or simplified and no frameless entries. For tracing. */
extern bool prepare_plain;

/* Once; later calls return at once. Abstract methods only get their entry; natives are bound by
 * vm/exec/call/native.h. */
bool prepare_method(Thread *t, Method *m);
/* Prepared position -> bci of the instruction there (for a fused pair: of the part that can throw), and back:
 * the first prepared instruction at or after the bci. */
u32 prepare_bci(const Method *m, const u16 *position);
/* Does a bytecode instruction begin at the position? Some become two prepared ones. */
bool prepare_begins(const Method *m, const u16 *position, u32 *ret_bci);
u16 *prepare_position(const Method *m, u32 bci);

#endif
