/* slot_types.c - see slot_types.h.
 * Passes over the code in order until nothing changes: two or three for what compilers write. */
#include "vm/exec/flow/slot_types.h"

#include "vm/base/bytes.h"
#include "vm/exec/flow/flow.h"
#include "vm/model/opcode.h"

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

static SlotType slot_type_of(Type type)
{
    switch (type) {
    case T_FLOAT: return SLOT_FLOAT;
    case T_LONG: return SLOT_LONG;
    case T_DOUBLE: return SLOT_DOUBLE;
    case T_OBJECT:
    case T_ARRAY: return SLOT_REF;
    default: return SLOT_INT;
    }
}

static SlotType slot_type_of_letter(char letter)
{
    if (letter == 'R')
        return SLOT_RETURN;
    return letter == 'N' || letter == 'A' ? SLOT_REF : slot_type_of(type_of_char(letter));
}

/* By the letters of opcodes.def; what is left of '?' by then is a reference. */
static void apply_letters(SlotTypes *s, const OpcodeInfo *info)
{
    for (const char *at = info->pops; *at; at++) {
        bool array = *at == '[';
        at += array;
        pop_cells(s, !array && (*at == 'J' || *at == 'D') ? 2 : 1);
    }
    if (*info->pushes)
        push_value(s, *info->pushes == '?' ? SLOT_REF : slot_type_of_letter(*info->pushes));
}

/* How dup and its kin leave the top cells: a is the top, b the one below; the result from the bottom up. */
static void shuffle(SlotTypes *s, u32 op)
{
    static const struct {
        u8 taken;
        char left[7];
    } shuffles[] = {{1, ""},     {2, ""},      {1, "aa"},     {2, "aba"}, {3, "acba"},
                    {2, "baba"}, {3, "bacba"}, {4, "badcba"}, {2, "ab"}};
    _Static_assert(COUNT_OF(shuffles) == OP_swap - OP_pop + 1, "one row each from pop to swap");
    SlotType top[4] = {SLOT_UNKNOWN};
    for (u32 i = 0; i < shuffles[op - OP_pop].taken; i++)
        top[i] = pop(s);
    for (const char *letter = shuffles[op - OP_pop].left; *letter; letter++)
        push(s, top[*letter - 'a']);
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

/* The local that a store names, wide and short forms included. */
static u32 stored_local(const u8 *at)
{
    if (*at == OP_wide)
        return bytes_peek_u16(at + 2);
    return *at >= OP_istore_0 ? (*at - OP_istore_0) & 3u : at[1];
}

static void push_constant(SlotTypes *s, u32 pool_index)
{
    const ConstPool *pool = &s->method->holder->pool;
    switch (pool_tag(pool, pool_index) & CP_TAG_MASK) {
    case CP_INTEGER: push(s, SLOT_INT); break;
    case CP_FLOAT: push(s, SLOT_FLOAT); break;
    case CP_LONG: push_value(s, SLOT_LONG); break;
    case CP_DOUBLE: push_value(s, SLOT_DOUBLE); break;
    case CP_DYNAMIC:
        push_value(s, slot_type_of(type_of_char(pool_member_desc(pool, pool_index)->text[0])));
        break;
    default: push(s, SLOT_REF); break;
    }
}

static void interpret_field(SlotTypes *s, u32 op, const Symbol *desc)
{
    SlotType type = slot_type_of(type_of_char(desc->text[0]));
    bool is_put = op == OP_putstatic || op == OP_putfield;
    pop_cells(s, (is_put ? 1u + is_wide(type) : 0) + (op == OP_getfield || op == OP_putfield));
    if (!is_put)
        push_value(s, type);
}

static void interpret_invoke(SlotTypes *s, u32 op, const Symbol *desc)
{
    u32 params;
    Type result;
    pop_cells(s, sig_arg_slots(desc, &params, &result) + (op != OP_invokestatic && op != OP_invokedynamic));
    if (result != T_VOID)
        push_value(s, slot_type_of(result));
}

static void interpret(SlotTypes *s)
{
    const u8 *at = s->code + s->bci;
    u32 op = *at == OP_wide ? at[1] : *at;
    if (op == OP_ldc)
        push_constant(s, at[1]);
    else if (op == OP_ldc_w || op == OP_ldc2_w)
        push_constant(s, bytes_peek_u16(at + 1));
    else if (op >= OP_getstatic && op <= OP_putfield)
        interpret_field(s, op, pool_member_desc(&s->method->holder->pool, bytes_peek_u16(at + 1)));
    else if (op >= OP_invokevirtual && op <= OP_invokedynamic)
        interpret_invoke(s, op, pool_member_desc(&s->method->holder->pool, bytes_peek_u16(at + 1)));
    else if (op >= OP_istore && op <= OP_astore_3)
        store(s, stored_local(at));
    else if (op >= OP_pop && op <= OP_swap)
        shuffle(s, op);
    else if (op == OP_multianewarray)
        pop_cells(s, at[3]), push(s, SLOT_REF);
    else
        apply_letters(s, opcode_info(op));
}

/* ---- joins ---- */

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
        s->changed = true;
        return;
    }
    s->failed |= into->depth != s->current.depth;
    for (u32 i = 0; i < count && !s->failed; i++)
        if (into->types[i] != s->current.types[i] && into->types[i] != SLOT_UNKNOWN) {
            into->types[i] = SLOT_UNKNOWN;
            s->changed = true;
        }
}

static void join_successor(void *context, i64 bci)
{
    join(context, bci);
}

/* To after every jsr: which one it was is not followed. */
static void join_returns(SlotTypes *s)
{
    for (u32 bci = 0, length; bci < s->method->bytecode_length; bci += length) {
        length = opcode_length(s->code, s->method->bytecode_length, bci);
        bool is_jsr = s->code[bci] == OP_jsr || s->code[bci] == OP_jsr_w;
        if (is_jsr && s->states[bci].types && s->states[bci].depth == s->current.depth)
            join(s, bci + length);
    }
}

static void join_successors(SlotTypes *s, u32 length)
{
    const u8 *at = s->code + s->bci;
    if (*at == OP_ret || (*at == OP_wide && at[1] == OP_ret))
        join_returns(s);
    s->has_subroutine |= *at == OP_jsr || *at == OP_jsr_w;
    flow_successors(s->code, s->bci, length, join_successor, s);
}

/* The exception alone is on the stack of a handler, whatever the instruction does. */
static void join_handlers(SlotTypes *s)
{
    const u8 *row = class_bytes(s->method->holder) + s->method->handlers;
    u32 depth = s->current.depth;
    u8 bottom = *operands(s);
    for (u32 i = 0; i < s->method->handler_count; i++, row += 8) {
        if (s->bci < bytes_peek_u16(row) || s->bci >= bytes_peek_u16(row + 2))
            continue;
        s->current.depth = 0;
        push(s, SLOT_REF);
        join(s, bytes_peek_u16(row + 4));
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
        *local++ = (u8)slot_type_of(it.type);
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
