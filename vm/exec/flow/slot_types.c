/* slot_types.c - see slot_types.h.
 * Passes over the code in order until nothing changes at an instruction that the pass has left behind: one
 * for code without loops, two for most other code. */
#include "vm/exec/flow/slot_types.h"

#include "vm/bytecode/attribute.h"
#include "vm/bytecode/effect.h"

#include <string.h>

/* ---- the operand stack ---- */

static u8 *operands(SlotTypes *s)
{
    return s->current.types + s->method->max_locals;
}

static void push(SlotTypes *s, SlotType type)
{
    s->failed |= s->current.depth >= s->method->max_stack;
    if (!s->failed)
        operands(s)[s->current.depth++] = (u8)type;
}

static SlotType pop(SlotTypes *s)
{
    s->failed |= s->current.depth == 0;
    return s->failed ? SLOT_UNKNOWN : (SlotType)operands(s)[--s->current.depth];
}

static void pop_cells(SlotTypes *s, u32 cells)
{
    while (cells-- > 0)
        pop(s);
}

static bool is_wide(SlotType type)
{
    return type == SLOT_LONG || type == SLOT_DOUBLE;
}

static void push_value(SlotTypes *s, SlotType type)
{
    if (is_wide(type))
        push(s, SLOT_HALF);
    push(s, type);
}

/* The kind that a letter of effect.h stands for. */
static SlotType slot_type_of(char letter)
{
    switch (letter) {
    case 'F': return SLOT_FLOAT;
    case 'J': return SLOT_LONG;
    case 'D': return SLOT_DOUBLE;
    case 'A': return SLOT_REF;
    case 'R': return SLOT_RETURN;
    default: return SLOT_INT;
    }
}

static void shuffle(SlotTypes *s, u32 op)
{
    const Shuffle *row = effect_shuffle(op);
    u8 from[SHUFFLE_LEFT];
    SlotType top[SHUFFLE_TAKEN];
    for (u32 i = 0; i < effect_shuffle_taken(row); i++)
        top[i] = pop(s);
    u32 left = effect_shuffle_cells(row, from);
    for (u32 i = 0; i < left; i++)
        push(s, top[from[i]]);
}

/* ---- instructions ---- */

static void store(SlotTypes *s, u32 local)
{
    u8 *locals = s->current.types;
    SlotType type = pop(s);
    if (is_wide(type))
        pop(s);
    s->failed |= local + is_wide(type) >= s->method->max_locals;
    if (s->failed)
        return;
    if (local > 0 && is_wide((SlotType)locals[local - 1]))
        locals[local - 1] = SLOT_UNKNOWN;
    locals[local] = (u8)type;
    if (is_wide(type))
        locals[local + 1] = SLOT_HALF;
}

static void apply_effect(SlotTypes *s, const u8 *at)
{
    Effect effect = effect_of(&s->method->holder->pool, at);
    pop_cells(s, effect.popped);
    if (effect.pushed)
        push_value(s, slot_type_of(effect.pushed));
}

static void interpret(SlotTypes *s)
{
    const u8 *at = s->code + s->bci;
    u32 op = bytecode_op(at);
    if (bytecode_is_store(op))
        store(s, bytecode_local(at));
    else if (effect_is_shuffle(op))
        shuffle(s, op);
    else
        apply_effect(s, at);
}

/* ---- joins ---- */

/* A state that lies ahead is looked at in the same pass. */
static void note_change(SlotTypes *s, i64 bci)
{
    s->changed |= bci <= s->bci;
}

/* The current state also holds at `bci`. */
static void join(SlotTypes *s, i64 bci)
{
    s->failed |= bci < 0 || bci >= s->method->bytecode_length;
    if (s->failed)
        return;
    SlotState *into = &s->states[bci];
    u32 count = s->method->max_locals + s->current.depth;
    if (!into->types) {
        into->types = ARENA_ARRAY(&s->arena, u8, count + 1);
        memcpy(into->types, s->current.types, count);
        into->depth = s->current.depth;
        note_change(s, bci);
        return;
    }
    s->failed |= into->depth != s->current.depth;
    for (u32 i = 0; i < count && !s->failed; i++)
        if (into->types[i] != s->current.types[i] && into->types[i] != SLOT_UNKNOWN) {
            into->types[i] = SLOT_UNKNOWN;
            note_change(s, bci);
        }
}

/* The current state also holds after every jsr, since it is not followed which of them the subroutine came
 * from. */
static void join_returns(SlotTypes *s)
{
    for (u32 bci = 0, length; bci < s->method->bytecode_length; bci += length) {
        length = opcode_length(s->code, s->method->bytecode_length, bci);
        if (bytecode_is_jsr(s->code[bci]) && s->states[bci].types && s->states[bci].depth == s->current.depth)
            join(s, bci + length);
    }
}

static void join_successors(SlotTypes *s, u32 length)
{
    u32 op = bytecode_op(s->code + s->bci);
    if (op == OP_ret)
        join_returns(s);
    s->has_subroutine |= bytecode_is_jsr(op);
    i64 next;
    for (Successors it = bytecode_successors(s->code, s->bci, length); bytecode_next_successor(&it, &next);)
        join(s, next);
}

/* A handler begins with the exception alone on its stack and the locals as they are before the
 * instruction. */
static void join_handlers(SlotTypes *s)
{
    HandlerRow row;
    u32 depth = s->current.depth;
    u8 bottom = *operands(s);
    for (Handlers it = attribute_handlers(s->method); attribute_next_handler(&it, &row);) {
        if (!attribute_covers(&row, s->bci))
            continue;
        s->current.depth = 0;
        push(s, SLOT_REF);
        join(s, row.handler);
    }
    s->current.depth = depth;
    *operands(s) = bottom;
}

/* ---- passes ---- */

static void join_start(SlotTypes *s)
{
    u8 *local = s->current.types;
    if (!method_is_static(s->method))
        *local++ = SLOT_REF;
    for (SigIter it = sig_begin(s->method->desc); sig_next(&it);) {
        *local++ = (u8)slot_type_of(effect_letter(it.type));
        if (is_wide((SlotType)local[-1]))
            *local++ = SLOT_HALF;
    }
    join(s, 0);
}

static void run_pass(SlotTypes *s)
{
    const Method *m = s->method;
    for (u32 length; s->bci < m->bytecode_length && !s->failed; s->bci += length) {
        length = opcode_length(s->code, m->bytecode_length, s->bci);
        s->failed |= length == 0;
        const SlotState *state = &s->states[s->bci];
        if (s->failed || !state->types)
            continue;
        memcpy(s->current.types, state->types, m->max_locals + state->depth);
        s->current.depth = state->depth;
        join_handlers(s);
        interpret(s);
        join_successors(s, length);
    }
}

void slot_types_begin(SlotTypes *s, const Method *method)
{
    *s = (SlotTypes){.method = method, .code = method_bytecode(method)};
    arena_init_scratch(&s->arena);
    s->states = ARENA_ARRAY(&s->arena, SlotState, method->bytecode_length + 1);
    s->current.types = ARENA_ARRAY(&s->arena, u8, method->max_locals + method->max_stack + 1);
    join_start(s);
    while (s->changed && !s->failed) {
        s->changed = false;
        s->bci = 0;
        run_pass(s);
    }
}

void slot_types_end(SlotTypes *s)
{
    arena_free(&s->arena);
}
