/* operand.c - where operands are while a method is compiled: see compilation.h.
 * Registers are shared by what has the same value (dup); `uses` counts, and a register is free at 0. */
#include "jit/compilation.h"
#include "vm/base/panic.h"

#include <string.h>

/* Those that division, shifts and results want come last. */
static const Reg registers[] = {R10, R11, RSI, RDI, R8, R9, RBX, R12, R13, R14, RDX, RCX, RAX};

/* ---- cells ---- */

static void push_cell(Compilation *c, Operand operand)
{
    if (c->depth >= c->method->max_stack)
        compile_fail(c, "operand stack");
    else
        c->stack[c->depth++] = operand;
}

static void push_value(Compilation *c, Operand operand)
{
    if (is_wide_letter(operand.letter))
        push_cell(c, (Operand){.place = PLACE_HALF});
    push_cell(c, operand);
}

static Operand *top(Compilation *c)
{
    return &c->stack[c->depth - 1];
}

static Operand pop_value(Compilation *c)
{
    Operand operand = c->stack[--c->depth];
    if (is_wide_letter(operand.letter))
        c->depth--;
    return operand;
}

/* The cell of the value with `under` values above it. */
static u32 cell_under(const Compilation *c, u32 under)
{
    u32 cell = c->depth - 1;
    while (under-- > 0)
        cell -= is_wide_letter(c->stack[cell].letter) ? 2 : 1;
    return cell;
}

static void add_use(Compilation *c, const Operand *operand)
{
    if (operand->place == PLACE_REGISTER)
        (is_float_letter(operand->letter) ? c->xmm_uses : c->uses)[operand->reg]++;
}

/* ---- between places ---- */

static const Variable *variable_of(const Compilation *c, const Operand *o)
{
    return o->place == PLACE_LOCAL ? locals_find(c, o->local, o->letter) : NULL;
}

void operand_store(Compilation *c, u32 cell)
{
    Operand *o = &c->stack[cell];
    Mem home = home_of(c, cell);
    switch ((Place)o->place) {
    case PLACE_HOME:
    case PLACE_HALF: return;
    case PLACE_REGISTER:
        if (is_float_letter(o->letter))
            x64_fstore(&c->x, 8, home, (Xmm)o->reg);
        else
            x64_store(&c->x, 8, home, (Reg)o->reg);
        return;
    case PLACE_CONSTANT:
        if (o->value == (i32)o->value && (o->value >= 0 || size_of_letter(o->letter) == 8)) {
            x64_store_imm(&c->x, 8, home, (i32)o->value);
            return;
        }
        break;
    case PLACE_LOCAL: break;
    }
    const Variable *v = variable_of(c, o);
    if (v && is_float_letter(v->letter)) {
        x64_fstore(&c->x, 8, home, (Xmm)locals_read(c, v));
        return;
    }
    if (v) {
        x64_store(&c->x, 8, home, (Reg)locals_read(c, v));
        return;
    }
    Reg reg = operand_new_register(c);
    if (o->place == PLACE_CONSTANT)
        x64_mov_ri(&c->x, reg, size_of_letter(o->letter) == 4 ? (i64)(u32)o->value : o->value);
    else
        x64_load(&c->x, size_of_letter(o->letter), reg, local_slot(c, o->local, o->letter));
    x64_store(&c->x, 8, home, reg);
    operand_release(c, reg);
}

static void forget_place(Compilation *c, Operand *o)
{
    if (o->place == PLACE_REGISTER && is_float_letter(o->letter))
        c->xmm_uses[o->reg]--;
    else if (o->place == PLACE_REGISTER)
        c->uses[o->reg]--;
    if (o->place != PLACE_HALF)
        o->place = PLACE_HOME;
}

/* Writes operands that are in the register to their slots. */
static void spill(Compilation *c, u32 reg, bool is_float)
{
    for (u32 i = 0; i < c->depth; i++) {
        Operand *o = &c->stack[i];
        if (o->place == PLACE_REGISTER && o->reg == reg && is_float_letter(o->letter) == is_float) {
            operand_store(c, i);
            forget_place(c, o);
        }
    }
}

Reg operand_new_register(Compilation *c)
{
    for (size_t i = 0; i < COUNT_OF(registers); i++)
        if (c->uses[registers[i]] == 0) {
            c->uses[registers[i]] = 1;
            return registers[i];
        }
    for (u32 i = 0; i < c->depth; i++) {
        Operand *o = &c->stack[i];
        if (o->place != PLACE_REGISTER || is_float_letter(o->letter))
            continue;
        Reg reg = (Reg)o->reg;
        spill(c, reg, false);
        if (c->uses[reg] == 0) {
            c->uses[reg] = 1;
            return reg;
        }
    }
    panic("a template holds all registers");
}

Xmm operand_new_xmm(Compilation *c)
{
    for (u32 i = 0; i < REG_COUNT; i++)
        if (c->xmm_uses[i] == 0) {
            c->xmm_uses[i] = 1;
            return (Xmm)i;
        }
    for (u32 i = 0; i < c->depth; i++) {
        Operand *o = &c->stack[i];
        if (o->place != PLACE_REGISTER || !is_float_letter(o->letter))
            continue;
        u32 xmm = o->reg;
        spill(c, xmm, true);
        if (c->xmm_uses[xmm] == 0) {
            c->xmm_uses[xmm] = 1;
            return (Xmm)xmm;
        }
    }
    panic("a template holds all XMM registers");
}

void operand_release(Compilation *c, Reg reg)
{
    ASSERT(c->uses[reg] > 0);
    c->uses[reg]--;
}

void operand_release_xmm(Compilation *c, Xmm xmm)
{
    ASSERT(c->xmm_uses[xmm] > 0);
    c->xmm_uses[xmm]--;
}

void operand_claim(Compilation *c, Reg reg)
{
    if (c->uses[reg] > 0) {
        Reg other = operand_new_register(c);
        bool moved = false;
        for (u32 i = 0; i < c->depth; i++) {
            Operand *o = &c->stack[i];
            if (o->place != PLACE_REGISTER || is_float_letter(o->letter) || o->reg != reg)
                continue;
            if (!moved)
                x64_mov_rr(&c->x, 8, other, reg);
            moved = true;
            o->reg = (u8)other;
            c->uses[other]++;
            c->uses[reg]--;
        }
        operand_release(c, other);
    }
    ASSERT(c->uses[reg] == 0);
    c->uses[reg] = 1;
}

/* ---- pushing ---- */

void operand_push_constant(Compilation *c, char letter, i64 value)
{
    push_value(c, (Operand){.place = PLACE_CONSTANT, .letter = letter, .value = value});
}

void operand_push_local(Compilation *c, char letter, u32 index)
{
    push_value(c, (Operand){.place = PLACE_LOCAL, .letter = letter, .local = (u16)index});
}

void operand_push_register(Compilation *c, char letter, Reg reg)
{
    push_value(c, (Operand){.place = PLACE_REGISTER, .letter = letter, .reg = (u8)reg});
}

void operand_push_xmm(Compilation *c, char letter, Xmm xmm)
{
    push_value(c, (Operand){.place = PLACE_REGISTER, .letter = letter, .reg = (u8)xmm});
}

void operand_push_home(Compilation *c, char letter)
{
    push_value(c, (Operand){.place = PLACE_HOME, .letter = letter});
}

/* ---- popping ---- */

static Mem memory_of(const Compilation *c, u32 cell)
{
    const Operand *o = &c->stack[cell];
    return o->place == PLACE_LOCAL ? local_slot(c, o->local, o->letter) : home_of(c, cell);
}

/* Puts the cell's value into a register; it stays on the stack. */
static void load_cell(Compilation *c, u32 cell)
{
    Operand *o = &c->stack[cell];
    if (o->place == PLACE_REGISTER)
        return;
    const Variable *v = variable_of(c, o);
    if (v) {
        o->reg = locals_read(c, v);
        o->place = PLACE_REGISTER;
        add_use(c, o);
        return;
    }
    Mem from = memory_of(c, cell);
    if (is_float_letter(o->letter)) {
        Xmm xmm = operand_new_xmm(c);
        if (o->place == PLACE_CONSTANT) {
            Reg bits = operand_new_register(c);
            x64_mov_ri(&c->x, bits, o->value);
            x64_bits_to_float(&c->x, 8, xmm, bits);
            operand_release(c, bits);
        } else {
            x64_fload(&c->x, size_of_letter(o->letter), xmm, from);
        }
        o->reg = (u8)xmm;
    } else {
        Reg reg = operand_new_register(c);
        if (o->place == PLACE_CONSTANT)
            x64_mov_ri(&c->x, reg, size_of_letter(o->letter) == 4 ? (i64)(u32)o->value : o->value);
        else
            x64_load(&c->x, size_of_letter(o->letter), reg, from);
        o->reg = (u8)reg;
    }
    o->place = PLACE_REGISTER;
}

void operand_drop(Compilation *c)
{
    Operand o = pop_value(c);
    forget_place(c, &o);
}

Reg operand_pop(Compilation *c)
{
    load_cell(c, c->depth - 1);
    return (Reg)pop_value(c).reg;
}

Xmm operand_pop_xmm(Compilation *c)
{
    load_cell(c, c->depth - 1);
    return (Xmm)pop_value(c).reg;
}

Reg operand_pop_own(Compilation *c)
{
    Reg reg = operand_pop(c);
    if (c->uses[reg] == 1)
        return reg;
    Reg own = operand_new_register(c);
    x64_mov_rr(&c->x, 8, own, reg);
    operand_release(c, reg);
    return own;
}

Xmm operand_pop_own_xmm(Compilation *c)
{
    Xmm xmm = operand_pop_xmm(c);
    if (c->xmm_uses[xmm] == 1)
        return xmm;
    Xmm own = operand_new_xmm(c);
    x64_fmov_rr(&c->x, own, xmm);
    operand_release_xmm(c, xmm);
    return own;
}

Source operand_pop_source(Compilation *c)
{
    Operand *o = top(c);
    i64 value = size_of_letter(o->letter) == 4 ? (i32)o->value : o->value;
    if (o->place == PLACE_CONSTANT && value == (i32)value) {
        pop_value(c);
        return (Source){.kind = SOURCE_IMMEDIATE, .value = (i32)value};
    }
    if (o->place == PLACE_HOME || (o->place == PLACE_LOCAL && !variable_of(c, o))) {
        Mem from = memory_of(c, c->depth - 1);
        pop_value(c);
        return (Source){.kind = SOURCE_MEMORY, .mem = from};
    }
    return (Source){.kind = SOURCE_REGISTER, .reg = operand_pop(c)};
}

void operand_release_source(Compilation *c, Source source)
{
    if (source.kind == SOURCE_REGISTER)
        operand_release(c, source.reg);
}

Source operand_pop_float_source(Compilation *c)
{
    Operand *o = top(c);
    if (o->place == PLACE_HOME || (o->place == PLACE_LOCAL && !variable_of(c, o))) {
        Mem from = memory_of(c, c->depth - 1);
        pop_value(c);
        return (Source){.kind = SOURCE_MEMORY, .mem = from};
    }
    return (Source){.kind = SOURCE_REGISTER, .reg = (Reg)operand_pop_xmm(c)};
}

void operand_release_float_source(Compilation *c, Source source)
{
    if (source.kind == SOURCE_REGISTER)
        operand_release_xmm(c, (Xmm)source.reg);
}

bool operand_is_constant(const Compilation *c, u32 under, i64 *ret_value)
{
    const Operand *o = &c->stack[cell_under(c, under)];
    *ret_value = o->value;
    return o->place == PLACE_CONSTANT;
}

Reg operand_hold(Compilation *c, u32 under)
{
    u32 cell = cell_under(c, under);
    load_cell(c, cell);
    return (Reg)c->stack[cell].reg;
}

/* ---- all of them ---- */

void operand_flush(Compilation *c)
{
    for (u32 i = 0; i < c->depth; i++) {
        operand_store(c, i);
        forget_place(c, &c->stack[i]);
    }
}

/* Operands in the variable's register get one of their own. */
static void leave_register(Compilation *c, const Variable *v)
{
    bool is_float = is_float_letter(v->letter);
    i32 other = -1;
    for (u32 i = 0; i < c->depth; i++) {
        Operand *o = &c->stack[i];
        if (o->place != PLACE_REGISTER || o->reg != v->reg || is_float_letter(o->letter) != is_float)
            continue;
        if (other < 0 && is_float)
            x64_fmov_rr(&c->x, (Xmm)(other = (i32)operand_new_xmm(c)), (Xmm)v->reg);
        else if (other < 0)
            x64_mov_rr(&c->x, 8, (Reg)(other = (i32)operand_new_register(c)), (Reg)v->reg);
        if (o->place != PLACE_REGISTER)
            continue; /* it was spilled for that */
        forget_place(c, o);
        o->place = PLACE_REGISTER;
        o->reg = (u8)other;
        add_use(c, o);
    }
    if (other >= 0 && is_float)
        operand_release_xmm(c, (Xmm)other);
    else if (other >= 0)
        operand_release(c, (Reg)other);
}

void operand_local_changes(Compilation *c, u32 index)
{
    for (u32 i = 0; i < c->depth; i++) {
        const Operand *o = &c->stack[i];
        bool is_second = is_wide_letter(o->letter) && o->local + 1u == index;
        if (o->place == PLACE_LOCAL && (o->local == index || is_second))
            load_cell(c, i);
    }
    for (u32 i = 0; i < c->variable_count; i++)
        if (c->variables[i].slot == index)
            leave_register(c, &c->variables[i]);
}

static char letter_of(u8 type)
{
    switch ((SlotType)type) {
    case SLOT_FLOAT: return 'F';
    case SLOT_LONG: return 'J';
    case SLOT_DOUBLE: return 'D';
    case SLOT_REF: return 'A';
    default: return 'I';
    }
}

void operand_free_registers(Compilation *c)
{
    memset(c->uses, 0, sizeof c->uses);
    memset(c->xmm_uses, 0, sizeof c->xmm_uses);
    c->uses[RSP] = c->uses[RBP] = c->uses[R15] = 1;
    for (u32 i = 0; i < c->variable_count; i++)
        (is_float_letter(c->variables[i].letter) ? c->xmm_uses : c->uses)[c->variables[i].reg] = 1;
}

void operand_begin_block(Compilation *c)
{
    operand_free_registers(c);
    const SlotState *state = &c->types.states[c->bci];
    const u8 *types = state->types + c->method->max_locals;
    c->depth = state->depth;
    for (u32 i = 0; i < c->depth; i++)
        c->stack[i] = types[i] == SLOT_HALF ? (Operand){.place = PLACE_HALF}
                                            : (Operand){.place = PLACE_HOME, .letter = letter_of(types[i])};
}

void operand_shuffle(Compilation *c, u32 taken, const u8 *from, u32 left)
{
    Operand before[SHUFFLE_TAKEN];
    u32 base = c->depth - taken;
    for (u32 i = 0; i < taken && left > 0; i++)
        if (c->stack[base + i].place == PLACE_HOME)
            load_cell(c, base + i);
    for (u32 i = 0; i < taken; i++)
        before[i] = c->stack[base + i];
    c->depth = base;
    for (u32 i = 0; i < left; i++) {
        push_cell(c, before[taken - 1 - from[i]]);
        add_use(c, top(c));
    }
    for (u32 i = 0; i < taken; i++)
        forget_place(c, &before[i]);
}
