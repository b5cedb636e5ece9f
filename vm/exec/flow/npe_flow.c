/* npe_flow.c - see npe_flow.h.
 * Bytecode is taken as verified; where it is not, the run gives up instead of leaving its arrays. */
#include "vm/exec/flow/npe_flow.h"

#include "vm/bytecode/attribute.h"
#include "vm/bytecode/effect.h"

#include <string.h>

/* How many stack slots a run may move: far more than sensible code needs, and at most 32 MB of states. */
enum { WORK_LIMIT = 1 << 24 };

/* ---- the interpreted instruction's stack ---- */

static void pop_slots(NpeFlow *f, u32 slots)
{
    f->failed |= slots > f->current.depth;
    f->current.depth = f->failed ? 0 : (u16)(f->current.depth - slots);
}

static void push_slots(NpeFlow *f, u32 slots, u32 pusher)
{
    f->failed |= f->current.depth + slots > f->method->max_stack;
    for (; slots && !f->failed; slots--)
        f->current.pushers[f->current.depth++] = (u16)pusher;
}

static void shuffle_slots(NpeFlow *f, u32 op)
{
    const Shuffle *row = effect_shuffle(op);
    u32 taken = effect_shuffle_taken(row);
    u8 from[SHUFFLE_LEFT];
    u16 top[SHUFFLE_TAKEN] = {0};
    pop_slots(f, taken);
    for (u32 i = 0; i < taken && !f->failed; i++)
        top[i] = f->current.pushers[f->current.depth + taken - 1 - i];
    u32 left = effect_shuffle_cells(row, from);
    for (u32 i = 0; i < left; i++)
        push_slots(f, 1, top[from[i]]);
}

/* ---- instructions ---- */

static void note_store(NpeFlow *f, const u8 *at)
{
    u32 local = bytecode_is_store(bytecode_op(at)) ? bytecode_local(at) : NPE_FLOW_LOCALS;
    if (local < NPE_FLOW_LOCALS)
        f->current.written |= (u64)1 << local;
}

static void interpret(NpeFlow *f)
{
    const u8 *at = f->code + f->current_bci;
    if (*at == OP_checkcast) /* the value stays that of its pusher */
        return;
    if (effect_is_shuffle(*at)) {
        shuffle_slots(f, *at);
        return;
    }
    Effect effect = effect_of(&f->method->holder->pool, at);
    note_store(f, at);
    pop_slots(f, effect.popped);
    push_slots(f, effect_cells(effect.pushed), f->current_bci);
}

/* ---- joins ---- */

static void merge(NpeFlowState *into, const NpeFlowState *from)
{
    into->written |= from->written;
    for (u32 i = 0; i < into->depth; i++)
        if (into->pushers[i] != from->pushers[i])
            into->pushers[i] = NPE_FLOW_UNKNOWN;
}

/* The current state also holds at bci. What is known there already holds for the successors after it, too:
 * HotSpot's texts show that a case of a switch knows what was assigned before the switch's end. */
static void join(NpeFlow *f, i64 bci)
{
    u32 cost = 1u + f->current.depth;
    f->failed |= bci < 0 || bci >= f->length || cost > f->work_left;
    if (f->failed)
        return;
    f->work_left -= cost;
    NpeFlowState *into = &f->states[bci];
    if (into->pushers) {
        f->failed |= into->depth != f->current.depth;
        if (f->failed)
            return;
        merge(into, &f->current);
        f->current.written = into->written;
        memcpy(f->current.pushers, into->pushers, into->depth * sizeof(u16));
        return;
    }
    *into = f->current;
    into->pushers = ARENA_ARRAY(&f->arena, u16, f->current.depth + 1);
    memcpy(into->pushers, f->current.pushers, f->current.depth * sizeof(u16));
    f->reached_more = true;
}

/* The next instruction comes first. Of jsr and ret, the subroutine is followed and the way back from it is
 * not; HotSpot does the same. */
static void join_successors(NpeFlow *f, u32 length)
{
    i64 target;
    Successors it = bytecode_successors(f->code, f->current_bci, length);
    if (it.next >= 0)
        join(f, it.next);
    while (!f->failed && bytecode_next_target(&it.targets, &target))
        join(f, target);
}

/* ---- passes ---- */

static void interpret_at(NpeFlow *f, u32 bci, u32 length)
{
    const NpeFlowState *state = &f->states[bci];
    u16 *room = f->current.pushers;
    memcpy(room, state->pushers, state->depth * sizeof(u16));
    f->current = *state;
    f->current.pushers = room;
    f->current_bci = bci;
    interpret(f);
    join_successors(f, length);
}

/* Interprets what has been reached. True: the next instruction is the one asked about. */
static bool run_pass(NpeFlow *f)
{
    for (u32 bci = 0, length; bci < f->length; bci += length) {
        length = opcode_length(f->code, f->length, bci);
        f->failed |= length == 0;
        if (f->failed)
            return false;
        if (!f->states[bci].pushers)
            continue;
        if (bci == f->asked)
            return true;
        interpret_at(f, bci, length);
    }
    return false;
}

/* The method's start with nothing on the stack; each handler with the exception, and no local assigned. */
static void join_entries(NpeFlow *f)
{
    HandlerRow row;
    join(f, 0);
    push_slots(f, f->method->handler_count ? 1 : 0, NPE_FLOW_UNKNOWN);
    for (Handlers it = attribute_handlers(f->method); attribute_next_handler(&it, &row);)
        join(f, row.handler);
}

bool npe_flow_run(NpeFlow *f, const Method *method, u32 asked_bci)
{
    *f = (NpeFlow){.method = method, .code = method_bytecode(method), .length = method->bytecode_length};
    f->asked = asked_bci;
    f->work_left = WORK_LIMIT;
    arena_init_scratch(&f->arena);
    f->states = ARENA_ARRAY(&f->arena, NpeFlowState, f->length);
    f->current.pushers = ARENA_ARRAY(&f->arena, u16, method->max_stack + 1);
    join_entries(f);
    bool found = false;
    while (f->reached_more && !found && !f->failed) {
        f->reached_more = false;
        found = run_pass(f);
    }
    return found;
}

void npe_flow_end(NpeFlow *f)
{
    arena_free(&f->arena);
}

u32 npe_flow_pusher(const NpeFlow *f, u32 bci, u32 slot)
{
    const NpeFlowState *state = &f->states[bci];
    return state->pushers && slot < state->depth ? state->pushers[state->depth - 1 - slot] : NPE_FLOW_UNKNOWN;
}

bool npe_flow_is_written(const NpeFlow *f, u32 bci, u32 local)
{
    return local >= NPE_FLOW_LOCALS || ((f->states[bci].written >> local) & 1);
}
