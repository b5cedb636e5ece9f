/* prepare_fuse.c - see prepare_parts.h.
 * Simplifies what Java compilers write, then joins neighbours as the FUSED rows of opcodes.def say, so that
 * each stretch of code takes the fewest dispatches. */
#include "classloader/prepare/prepare_parts.h"

#include <pthread.h>

typedef struct FuseRow {
    u16 op;
    u16 count;
    u16 parts[3];
} FuseRow;

static const FuseRow rows[] = {
#define OP(code, name, operands, pops, pushes, flags, group, meaning)
#define QUICK(base, name, operands, flags, group, meaning)
#define FUSED(count, name, first, second, third) {OP_##name, count, {OP_##first, OP_##second, OP_##third}},
#include "vm/base/state.h"
#include "vm/bytecode/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
};

/* Chains of rows by their first part; an index + 1 into rows, 0 for none. */
SNAPSHOT_STATE(rebuilt) static struct {
    pthread_once_t once;
    u16 first_row[OP_COUNT];
    u16 next_row[COUNT_OF(rows)];
} state = {.once = PTHREAD_ONCE_INIT};

/* Chains the rows by first part. Pairs go in before triples, so that triples come first in each chain. */
static void link_rows(void)
{
    for (u16 count = 2; count <= 3; count++)
        for (u16 i = 0; i < COUNT_OF(rows); i++)
            if (rows[i].count == count) {
                state.next_row[i] = state.first_row[rows[i].parts[0]];
                state.first_row[rows[i].parts[0]] = (u16)(i + 1);
            }
}

/* May control enter between the two, or does an exception range begin or end there, or at a nop between
 * them? */
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
    return p->insns[at + row->count - 1].bci - p->insns[at].bci <= UINT8_MAX; /* for a PositionRow */
}

/* ---- simplification ---- */

static bool is_plain_return(u32 op)
{
    return op == OP_return1 || op == OP_return2 || op == OP_return ||
           (op >= OP_return1_z && op <= OP_return1_s);
}

/* A jump to a return becomes that return: `a ? b : c` and `a && b` end in such jumps. */
static void thread_jump(Preparation *p, Insn *insn)
{
    const Insn *target = &p->insns[p->first[insn->target]];
    if (is_plain_return(target->op)) {
        insn->op = target->op;
        insn->a = target->a;
    }
}

/* The return of a constant that fits the narrow return type needs no narrowing. */
static void widen_return(const Insn *constant, Insn *next)
{
    i32 value = constant->a;
    bool fits = next->op == OP_return1_z   ? value == (value & 1)
                : next->op == OP_return1_b ? value == (i8)value
                : next->op == OP_return1_c ? value == (u16)value
                                           : next->op == OP_return1_s;
    if (fits)
        next->op = OP_return1;
}

static void simplify(Preparation *p)
{
    for (u32 at = 0; at < p->count; at++) {
        Insn *insn = &p->insns[at];
        if (insn->op == OP_goto || insn->op == OP_goto_w)
            thread_jump(p, insn);
    }
    for (u32 at = 0; at + 1 < p->count; at++)
        if (p->insns[at].op == OP_push && !is_separated(p, &p->insns[at], &p->insns[at + 1]))
            widen_return(&p->insns[at], &p->insns[at + 1]);
}

/* ---- fusing ---- */

/* Goes from the end backwards and finds the fewest dispatches from each instruction on; among equals the
 * longer form is chosen. */
void prepare_fuse(Preparation *p)
{
    pthread_once(&state.once, link_rows);
    simplify(p);
    u32 *cost = ARENA_ARRAY(&p->scratch, u32, p->count + 1);
    u16 *choice = ARENA_ARRAY(&p->scratch, u16, p->count); /* index + 1 into rows */
    for (u32 at = p->count; at-- > 0;) {
        cost[at] = cost[at + 1] + 1;
        for (u32 row = state.first_row[p->insns[at].op]; row; row = state.next_row[row - 1]) {
            if (!matches(p, at, &rows[row - 1]))
                continue;
            u32 with_row = cost[at + rows[row - 1].count] + 1;
            if (with_row < cost[at]) {
                cost[at] = with_row;
                choice[at] = (u16)row;
            }
        }
    }
    for (u32 at = 0; at < p->count; at += p->insns[at].parts)
        if (choice[at]) {
            p->insns[at].op = rows[choice[at] - 1].op;
            p->insns[at].parts = rows[choice[at] - 1].count;
        }
}
