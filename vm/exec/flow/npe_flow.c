/* npe_flow.c - see npe_flow.h.
 * Bytecode is taken as verified; where it is not, the run gives up instead of leaving its arrays. */
#include "vm/exec/flow/npe_flow.h"

#include "vm/base/bytes.h"
#include "vm/model/opcode.h"

#include <string.h>

/* Stack slots moved in all: far beyond what sensible code needs, and 32 MB of states at most. */
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

/* Of opcodes.def's letters; one that is by a rule of its own ('?') and gets here is a reference or an int. */
static u32 letters_slots(const char *types)
{
    u32 slots = 0;
    for (; *types; types++) {
        if (*types == '[')
            types++, slots++;
        else
            slots += *types == 'J' || *types == 'D' ? 2 : 1;
    }
    return slots;
}

/* How dup and its kin arrange the top slots: a is the top, b the one below; the result from the bottom up. */
static const char *const shuffles[][2] = {
    {"a", ""},      {"ab", ""},       {"a", "aa"},        {"ab", "aba"}, {"abc", "acba"},
    {"ab", "baba"}, {"abc", "bacba"}, {"abcd", "badcba"}, {"ab", "ab"},
};
_Static_assert(OP_swap - OP_pop + 1 == COUNT_OF(shuffles), "one row each from pop to swap");

static void shuffle_slots(NpeFlow *f, u32 op)
{
    const char *const *row = shuffles[op - OP_pop];
    u32 taken = (u32)strlen(row[0]);
    u16 top[4] = {0};
    pop_slots(f, taken);
    for (u32 i = 0; i < taken && !f->failed; i++)
        top[i] = f->current.pushers[f->current.depth + taken - 1 - i];
    for (const char *letter = row[1]; *letter; letter++)
        push_slots(f, 1, top[*letter - 'a']);
}

/* ---- instructions ---- */

static const Symbol *member_desc(const NpeFlow *f)
{
    return pool_member_desc(&f->method->holder->pool, bytes_peek_u16(f->code + f->current_bci + 1));
}

static void interpret_field(NpeFlow *f, u32 op)
{
    u32 slots = type_slots(type_of_char(member_desc(f)->text[0]));
    bool is_put = op == OP_putstatic || op == OP_putfield;
    pop_slots(f, (is_put ? slots : 0) + (op == OP_getfield || op == OP_putfield));
    push_slots(f, is_put ? 0 : slots, f->current_bci);
}

static void interpret_invoke(NpeFlow *f, u32 op)
{
    Type result;
    u32 slots = sig_arg_slots(member_desc(f), NULL, &result);
    pop_slots(f, slots + (op != OP_invokestatic && op != OP_invokedynamic));
    push_slots(f, type_slots(result), f->current_bci);
}

static void note_store(NpeFlow *f, u32 op)
{
    if (!(op >= OP_istore && op <= OP_astore_3))
        return;
    u32 local = npe_flow_local(f->code, f->current_bci);
    if (local < NPE_FLOW_LOCALS)
        f->current.written |= (u64)1 << local;
}

static void interpret(NpeFlow *f)
{
    u32 bci = f->current_bci, op = f->code[bci] == OP_wide ? f->code[bci + 1] : f->code[bci];
    switch (op) {
    case OP_checkcast: return; /* the value stays that of its pusher */
    case OP_ldc2_w: push_slots(f, 2, bci); return;
    case OP_getstatic:
    case OP_putstatic:
    case OP_getfield:
    case OP_putfield: interpret_field(f, op); return;
    case OP_invokevirtual:
    case OP_invokespecial:
    case OP_invokestatic:
    case OP_invokeinterface:
    case OP_invokedynamic: interpret_invoke(f, op); return;
    case OP_multianewarray:
        pop_slots(f, f->code[bci + 3]);
        push_slots(f, 1, bci);
        return;
    default: break;
    }
    if (op >= OP_pop && op <= OP_swap) {
        shuffle_slots(f, op);
        return;
    }
    note_store(f, op);
    pop_slots(f, letters_slots(opcode_info(op)->pops));
    push_slots(f, letters_slots(opcode_info(op)->pushes), bci);
}

/* ---- joins ---- */

static void mark_pending(NpeFlow *f, u32 bci)
{
    f->states[bci].pending = true;
    if (bci > f->current_bci) {
        f->last = max_u32(f->last, bci);
    } else {
        f->next_first = min_u32(f->next_first, bci);
        f->next_last = max_u32(f->next_last, bci);
    }
}

/* True when `into` knows less than before. */
static bool merge(NpeFlowState *into, const NpeFlowState *from)
{
    bool changed = (into->written | from->written) != into->written;
    into->written |= from->written;
    for (u32 i = 0; i < into->depth; i++)
        if (into->pushers[i] != from->pushers[i] && into->pushers[i] != NPE_FLOW_UNKNOWN) {
            into->pushers[i] = NPE_FLOW_UNKNOWN;
            changed = true;
        }
    return changed;
}

/* The current state also holds at bci. */
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
        if (!f->failed && merge(into, &f->current))
            mark_pending(f, (u32)bci);
        return;
    }
    *into = f->current;
    into->pushers = ARENA_ARRAY(&f->arena, u16, f->current.depth + 1);
    memcpy(into->pushers, f->current.pushers, f->current.depth * sizeof(u16));
    mark_pending(f, (u32)bci);
}

static void join_switch(NpeFlow *f, u32 op)
{
    u32 at = (f->current_bci + 4) & ~3u;
    i64 bci = f->current_bci;
    bool table = op == OP_tableswitch;
    u32 low = bytes_peek_u32(f->code + at + 4), high = bytes_peek_u32(f->code + at + 8);
    u32 count = table ? high - low + 1 : low; /* lookupswitch has its number of pairs there */
    join(f, bci + (i32)bytes_peek_u32(f->code + at));
    for (u32 i = 0; i < count && !f->failed; i++)
        join(f, bci + (i32)bytes_peek_u32(f->code + at + 12 + i * (table ? 4 : 8)));
}

/* jsr and ret: the subroutine is followed, the way back from it is not, nor does HotSpot. */
static void join_successors(NpeFlow *f, u32 op, u32 length)
{
    const u8 *operand = f->code + f->current_bci + 1;
    const OpcodeInfo *info = opcode_info(op);
    i64 bci = f->current_bci;
    if (op == OP_tableswitch || op == OP_lookupswitch)
        join_switch(f, op);
    else if (info->operands[0] == 'o')
        join(f, bci + (i16)bytes_peek_u16(operand));
    else if (info->operands[0] == 'O')
        join(f, bci + (i32)bytes_peek_u32(operand));
    if (!(info->flags & OPF_END) && !(op == OP_wide && operand[0] == OP_ret))
        join(f, bci + length);
}

/* ---- passes ---- */

/* Interprets what is pending from `bci` on; true when it came to the instruction asked about. */
static bool run_pass(NpeFlow *f, u32 bci)
{
    while (bci <= f->last && !f->failed) {
        u32 length = opcode_length(f->code, f->length, bci);
        f->failed |= length == 0;
        if (f->failed || (f->states[bci].pending && bci == f->asked))
            return !f->failed;
        if (f->states[bci].pending) {
            NpeFlowState *state = &f->states[bci];
            state->pending = false;
            u16 *room = f->current.pushers;
            memcpy(room, state->pushers, state->depth * sizeof(u16));
            f->current = *state;
            f->current.pushers = room;
            f->current_bci = bci;
            interpret(f);
            join_successors(f, f->code[bci], length);
        }
        bci += length;
    }
    return false;
}

/* The method's start with nothing on the stack; each handler with the exception, and no local assigned. */
static void join_entries(NpeFlow *f)
{
    const u8 *row = class_bytes(f->method->holder) + f->method->handlers;
    f->current_bci = f->next_first = f->length; /* all of them lie before it: for the first pass */
    join(f, 0);
    push_slots(f, f->method->handler_count ? 1 : 0, NPE_FLOW_UNKNOWN);
    for (u32 i = 0; i < f->method->handler_count; i++, row += 8)
        join(f, bytes_peek_u16(row + 4));
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
    for (u32 first = f->next_first; first < f->length && !found && !f->failed; first = f->next_first) {
        f->last = f->next_last;
        f->next_first = f->length;
        f->next_last = 0;
        found = run_pass(f, first);
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

u32 npe_flow_local(const u8 *code, u32 bci)
{
    u32 op = code[bci];
    if (op == OP_wide)
        return bytes_peek_u16(code + bci + 2);
    if (op >= OP_iload_0 && op <= OP_aload_3)
        return (op - OP_iload_0) & 3;
    if (op >= OP_istore_0 && op <= OP_astore_3)
        return (op - OP_istore_0) & 3;
    return code[bci + 1];
}
