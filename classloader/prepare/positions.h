/* positions.h - from prepared code to the bytecode that it stands for, and back
 * In:     a prepared Method, a position in its code or a bytecode index
 * Out:    the other of the two
 * Uses:   the table that prepare made with the code
 * Keeps:  a prepared instruction begins at each block's start (bci 0, branch targets, handlers, borders of
 *         exception ranges) and after each call: where control arrives, and where a frame may be taken over.
 * Tests:  tests/unit/prepare_test.c; tests/embed/invariants.c asks for all methods that have run
 */
#ifndef MOKA_CLASSLOADER_PREPARE_POSITIONS_H
#define MOKA_CLASSLOADER_PREPARE_POSITIONS_H

#include "vm/model/method.h"

/* One row per prepared instruction; units and bcis both ascend. */
typedef struct PositionRow {
    u32 unit;
    u16 bci;       /* of the instruction, or of a fused form's first part */
    u16 throw_bci; /* of a fused form's part that can throw */
} PositionRow;

typedef struct PositionTable {
    u32 count;
    PositionRow rows[];
} PositionTable;

/* The bci of the prepared instruction at the position; of a fused form, the bci of its part that can
 * throw. */
u32 positions_bci(const Method *m, const u16 *position);
/* Does a bytecode instruction begin at the position? It does not at the second of two prepared instructions
 * that stand for one. *ret_bci: the bci of the bytecode instruction, in either case. */
bool positions_begins(const Method *m, const u16 *position, u32 *ret_bci);
/* Where the prepared instruction begins that the one at the bci belongs to: before the bci within a fused
 * form. */
u32 positions_start(const Method *m, u32 bci);
/* The prepared instruction that begins at the bci; NULL: none does, because the bci lies within a fused form,
 * is that of a nop that was left out, or is no instruction's. */
u16 *positions_find(const Method *m, u32 bci);

#endif
