/* positions.c - see positions.h. Both columns of the table ascend, so both ways are binary searches: of the
 * rows that are left, half go at each step. They are written so that the compiler makes no jump of the
 * choice, which no processor can predict. */
#include "classloader/prepare/positions.h"

static u32 row_of(const Method *m, const u16 *position)
{
    const PositionTable *table = m->positions;
    u32 unit = (u32)(position - m->code);
    const PositionRow *row = table->rows; /* its unit is not higher */
    for (u32 left = table->count, half; left > 1; left -= half) {
        half = left / 2;
        row = positions_unit(row + half) <= unit ? row + half : row;
    }
    return (u32)(row - table->rows);
}

u32 positions_bci(const Method *m, const u16 *position)
{
    return positions_throw_bci(&m->positions->rows[row_of(m, position)]);
}

bool positions_begins(const Method *m, const u16 *position, u32 *ret_bci)
{
    u32 row = row_of(m, position);
    *ret_bci = m->positions->rows[row].bci;
    return row == 0 || m->positions->rows[row - 1].bci != *ret_bci;
}

/* The first row whose bci is not lower. */
static const PositionRow *row_from(const Method *m, u32 bci)
{
    const PositionTable *table = m->positions;
    const PositionRow *row = table->rows; /* those before it have lower bcis */
    for (u32 left = table->count, half; left > 1; left -= half) {
        half = left / 2;
        row = row[half - 1].bci < bci ? row + half : row;
    }
    return row;
}

u32 positions_start(const Method *m, u32 bci)
{
    const PositionRow *row = row_from(m, bci);
    return row->bci > bci ? row[-1].bci : row->bci;
}

/* If two prepared instructions stand for the one at the bci, the first is returned. */
u16 *positions_find(const Method *m, u32 bci)
{
    const PositionRow *row = row_from(m, bci);
    return row->bci == bci ? m->code + positions_unit(row) : NULL;
}
