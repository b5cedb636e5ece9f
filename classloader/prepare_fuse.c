/* prepare_fuse.c - see prepare_parts.h.
 * Joins neighbours as the FUSED rows of opcodes.def say, longest match first, left to right. */
#include "classloader/prepare_parts.h"

#include <pthread.h>

typedef struct FuseRow {
    u16 op;
    u16 count;
    u16 parts[3];
    u16 next; /* another row with the same first part: index + 1, 0 none */
} FuseRow;

static FuseRow rows[] = {
#define OP(code, name, operands, pops, pushes, flags, group)
#define QUICK(base, name, operands, flags, group)
#define FUSED(count, name, first, second, third) {OP_##name, count, {OP_##first, OP_##second, OP_##third}, 0},
#include "vm/model/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
};

static u16 first_row[OP_COUNT]; /* by first part: index + 1 into rows */
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Chains the rows by first part. Pairs go in before triples, so that triples come first in each chain. */
static void link_rows(void)
{
    for (u16 count = 2; count <= 3; count++)
        for (u16 i = 0; i < COUNT_OF(rows); i++)
            if (rows[i].count == count) {
                rows[i].next = first_row[rows[i].parts[0]];
                first_row[rows[i].parts[0]] = (u16)(i + 1);
            }
}

/* Control may enter between the two, or an exception range starts or ends there. A nop between them counts
 * too. */
static bool is_separated(const Preparation *p, const Insn *from, const Insn *to)
{
    for (u32 bci = from->bci + 1; bci <= to->bci; bci++)
        if (p->marks[bci])
            return true;
    return false;
}

static bool matches(const Preparation *p, u32 at, const FuseRow *row)
{
    if (at + row->count > p->count)
        return false;
    for (u32 i = 1; i < row->count; i++)
        if (p->insns[at + i].op != row->parts[i] || is_separated(p, &p->insns[at + i - 1], &p->insns[at + i]))
            return false;
    return true;
}

void prepare_fuse(Preparation *p)
{
    pthread_once(&once, link_rows);
    for (u32 at = 0; at < p->count; at += p->insns[at].parts)
        for (u32 row = first_row[p->insns[at].op]; row; row = rows[row - 1].next)
            if (matches(p, at, &rows[row - 1])) {
                p->insns[at].op = rows[row - 1].op;
                p->insns[at].parts = rows[row - 1].count;
                break;
            }
}
