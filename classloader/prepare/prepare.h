/* prepare.h - bytecode -> prepared code: 16-bit units, slot offsets, cache indices, fused pairs
 * In:     linked Method
 * Out:    method->code, cache, positions, frame_slots and entry
 * Effects: may throw OutOfMemoryError, VerifyError for code that does not decode.
 * Locks:  the loader's lock.
 * Keeps:  what positions.h promises of where prepared instructions begin.
 * Tests:  tests/unit/prepare_test.c
 */
#ifndef MOKA_CLASSLOADER_PREPARE_PREPARE_H
#define MOKA_CLASSLOADER_PREPARE_PREPARE_H

#include "vm/model/method.h"
#include "vm/model/thread.h"

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

#endif
