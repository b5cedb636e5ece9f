/* positions.c - see positions.h. Both columns of the table ascend, so both ways are binary searches. */
#include "classloader/prepare/positions.h"

static u32 row_of(const Method *m, const u16 *position)
{
    const PositionTable *table = m->positions;
    u32 unit = (u32)(position - m->code), low = 0, high = table->count;
    while (high - low > 1) { /* rows[low].unit <= unit < rows[high].unit */
        u32 middle = (low + high) / 2;
        if (table->rows[middle].unit <= unit)
            low = middle;
        else
            high = middle;
    }
    return low;
}

u32 positions_bci(const Method *m, const u16 *position)
{
    return m->positions->rows[row_of(m, position)].throw_bci;
}

bool positions_begins(const Method *m, const u16 *position, u32 *ret_bci)
{
    u32 row = row_of(m, position);
    *ret_bci = m->positions->rows[row].bci;
    return row == 0 || m->positions->rows[row - 1].bci != *ret_bci;
}

/* If two prepared instructions stand for the one at the bci, the first is returned. */
u16 *positions_find(const Method *m, u32 bci)
{
    const PositionTable *table = m->positions;
    u32 low = 0, high = table->count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (table->rows[middle].bci < bci)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->count && table->rows[low].bci == bci ? m->code + table->rows[low].unit : NULL;
}
