/* deopt.c - see deopt.h. */
#include "jit/deopt.h"

#include "jit/stubs.h"
#include "vm/base/state.h"
#include "vm/exec/walk/deopt.h"

#include <stdatomic.h>

SNAPSHOT_STATE(dropped) static struct {
    u32 every;
    _Atomic u32 turn, count;
} state;

void deopt_begin(u32 every)
{
    state.every = every;
}

bool deopt_is_hostile(void)
{
    return state.every > 0;
}

u32 deopt_count(void)
{
    return atomic_load(&state.count);
}

static bool is_due(void)
{
    return atomic_fetch_add_explicit(&state.turn, 1, memory_order_relaxed) % state.every == 0;
}

void deopt_returned(Thread *t)
{
    FrameWalk walk = walk_frames(t);
    deopt_convert(&walk);
    atomic_fetch_add_explicit(&state.count, 1, memory_order_relaxed);
    t->fp = walk.fp;
    t->machine_pc = FRAME_RETURN_C;
}

void deopt_entered(Slot *fp, Slot *return_pc)
{
    if (is_due())
        deopt_mark(fp, return_pc);
}

bool deopt_left_gate(Thread *t, const void *pc)
{
    if (!is_due())
        return false;
    FrameWalk walk = walk_part(t, t->fp, NULL, (Slot)(uintptr_t)pc);
    Slot *sp;
    if (!deopt_resume(&walk, &sp))
        return false;
    atomic_fetch_add_explicit(&state.count, 1, memory_order_relaxed);
    t->fp = walk.fp;
    t->sp = sp;
    t->transfer.pc = walk.pc;
    return true;
}
