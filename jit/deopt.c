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

/* The frame is converted when its gate has returned: until then it is published as machine code. */
const void *deopt_at_poll(Thread *t)
{
    const void *pc = (const void *)(uintptr_t)t->machine_pc;
    const CodePoint *point = code_blob_point(pc);
    const CodeBlock *block;
    if (!state.every || !is_due() || !point || !deopt_position(point))
        return NULL;
    block = code_blob_find_block(code_blob_of(pc), point->places[0].bci);
    if (!block)
        return NULL;
    atomic_fetch_add_explicit(&state.count, 1, memory_order_relaxed);
    t->transfer.pc = deopt_position(point);
    t->transfer.value = (u64)(uintptr_t)(t->fp - point->places[0].method->frame_slots - block->depth);
    return (const void *)(uintptr_t)stubs_address(STUB_RESUME);
}
