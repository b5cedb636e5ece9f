/* fork.c - see fork.h */
#include "jit/fork.h"

#include "jit/cold.h"
#include "jit/operand.h"

struct Fork {
    Saved *saved;
    const struct Loop *loop;
    u32 valid, dirty, not_null;
};

Fork *fork_here(Compilation *c)
{
    Fork *fork = ARENA_NEW(&c->scratch, Fork);
    *fork = (Fork){cold_snapshot(c), c->loop, c->valid, c->dirty, c->not_null};
    return fork;
}

/* In a loop marks are those of its indices and arrays (loop.h). */
static void forget_mark(Compilation *c, Operand *o, Mem slot)
{
    (void)c;
    (void)slot;
    if (o->place != PLACE_CONSTANT)
        o->mark = 0;
}

static void count_use(Compilation *c, Operand *o, Mem slot)
{
    (void)slot;
    operand_add_use(c, o);
}

void fork_again(Compilation *c, const Fork *fork)
{
    locals_begin_row(c);
    cold_recall(fork->saved);
    operand_free_registers(c);
    operand_visit(c, count_use);
    if (fork->loop != c->loop)
        operand_visit(c, forget_mark);
    c->valid = fork->valid;
    c->dirty = fork->dirty;
    c->not_null = fork->not_null;
    c->reachable = true;
}

bool fork_note(Compilation *c, i64 bci)
{
    Block *block = &c->frame->blocks[bci];
    if (bci <= c->bci || block->first_from != block->last_from || block->is_loop || block->is_handler ||
        block->is_fallen_into || c->is_behind || c->copied || c->is_plain)
        return false;
    block->fork = fork_here(c);
    block->is_reached = true;
    return true;
}

bool fork_begin_block(Compilation *c)
{
    Block *block = &c->frame->blocks[c->bci];
    if (!block->fork)
        return false;
    fork_again(c, block->fork);
    x64_bind(&c->x, &block->label);
    return true;
}
