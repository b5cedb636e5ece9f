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

/* One row per prepared instruction; units and bcis both ascend. A bytecode instruction of one byte may become
 * two units, so that units need 17 bits. */
typedef struct PositionRow {
    u16 unit_low;
    u16 bci;         /* of the instruction, or of a fused form's first part */
    u8 unit_high;
    u8 throw_offset; /* from there to a fused form's part that can throw */
} PositionRow;

_Static_assert(sizeof(PositionRow) == 6, "there are as many of them as instructions");

typedef struct PositionTable {
    u32 count;
    PositionRow rows[];
} PositionTable;

static inline u32 positions_unit(const PositionRow *row)
{
    return row->unit_low | (u32)row->unit_high << 16;
}

static inline u32 positions_throw_bci(const PositionRow *row)
{
    return (u32)row->bci + row->throw_offset;
}

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
