/* prepare.h - bytecode -> prepared code: 16-bit units, slot offsets, cache indices, fused pairs
 * In:     a linked Method
 * Out:    method->code, cache, positions, frame_slots and entry
 * Owner:  what it makes belongs to the loader's arena
 * Locks:  the loader's, inside
 * Effects: may throw OutOfMemoryError, and VerifyError for code that does not decode
 * Keeps:  the promise of positions.h about the places where prepared instructions begin
 * Tests:  tests/unit/prepare_test.c
 */
#ifndef MOKA_CLASSLOADER_PREPARE_PREPARE_H
#define MOKA_CLASSLOADER_PREPARE_PREPARE_H

#include "vm/base/arena.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

/* The `bits` of a switch's cache entry point at such a table. Distances are in units from the instruction. A
 * tableswitch has `count` distances in `rows`; a lookupswitch has `count` pairs of key and distance, keys
 * ascending. */
typedef struct SwitchTable {
    i32 low; /* tableswitch */
    u32 count;
    i32 fallback;
    i32 rows[];
} SwitchTable;

/* For tracing; set before any method is prepared. Prepared code then follows the bytecode instruction by
 * instruction, nops included: nothing is fused or simplified, and no method has a frameless entry. */
extern bool prepare_plain;

/* Prepares the method at its first call; later calls return at once. An abstract method only gets its entry;
 * native.h of vm/exec/call binds native ones. False: an exception is pending. */
bool prepare_method(Thread *t, Method *m);

/* What prepare makes of the method when nothing is traced, for people to read: nothing of it runs. */
typedef struct PrepareListing {
    u16 *code; /* before any of it is quickened */
    u32 units;
    struct PositionTable *positions;
} PrepareListing;

/* For a method with bytecode; the listing is in the scratch arena. False: the code does not decode. */
bool prepare_listing(Thread *t, Method *m, Arena *scratch, PrepareListing *ret);

#endif
