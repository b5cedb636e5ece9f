/* emit_local.c - templates: local variables */
#include "jit/emit.h"

void emit_load(Compilation *c, u32 op)
{
    char letter = bytecode_local_letter(op);
    u32 index = bytecode_local(c->frame->code + c->bci);
    const Constant *known = c->frame->locals ? NULL : locals_constant(c, index);
    if (c->frame->locals)
        operand_push(c, operand_of_local(c, index, letter));
    else if (known)
        operand_push_known(c, *known);
    else
        operand_push_local(c, letter, index);
}

static void local_changes(Compilation *c, u32 index, char letter)
{
    operand_local_changes(c, index);
    if (is_wide_letter(letter))
        operand_local_changes(c, index + 1);
}

/* The top operand is a number, or null. An object that the code names is kept (operand_pop). */
static bool is_immediate(const Compilation *c, char letter, i64 *ret_value)
{
    return operand_is_constant(c, 0, ret_value) && !is_float_letter(letter) &&
           (letter != 'A' || *ret_value == 0);
}

static void store_variable(Compilation *c, const Variable *v)
{
    i64 value;
    if (is_immediate(c, v->letter, &value)) {
        operand_drop(c);
        local_changes(c, v->slot, v->letter);
        x64_mov_ri(&c->x, (Reg)v->reg, register_value(v->letter, value));
        c->not_null &= ~(1u << v->reg);
    } else if (is_float_letter(v->letter)) {
        Xmm xmm = operand_pop_xmm(c);
        if (xmm == (Xmm)v->reg)
            operand_release_xmm(c, xmm);
        local_changes(c, v->slot, v->letter);
        if (xmm != (Xmm)v->reg) {
            x64_fmov_rr(&c->x, (Xmm)v->reg, xmm);
            operand_release_xmm(c, xmm);
        }
    } else {
        Reg reg = operand_pop(c);
        if (reg == (Reg)v->reg)
            operand_release(c, reg);
        local_changes(c, v->slot, v->letter);
        if (reg != (Reg)v->reg) {
            x64_mov_rr(&c->x, size_of_letter(v->letter), (Reg)v->reg, reg);
            c->not_null = (c->not_null & ~(1u << v->reg)) | (c->not_null >> reg & 1) << v->reg;
            operand_release(c, reg);
        }
    }
    locals_written(c, v);
}

void emit_store(Compilation *c, u32 op)
{
    u32 index = bytecode_local(c->frame->code + c->bci);
    char letter = bytecode_local_letter(op);
    if (c->frame->locals) {
        operand_set_local(c, index, operand_take(c));
        return;
    }
    locals_note_value(c, index);
    const Variable *v = locals_find(c, index, letter);
    if (v) {
        store_variable(c, v);
        return;
    }
    Mem slot = local_slot(c, index, letter);
    i64 value;
    if (is_immediate(c, letter, &value) && value == (i32)value && (value >= 0 || letter == 'J')) {
        operand_drop(c);
        local_changes(c, index, letter);
        x64_store_imm(&c->x, 8, slot, (i32)value);
    } else if (is_float_letter(letter)) {
        Xmm xmm = operand_pop_xmm(c);
        local_changes(c, index, letter);
        x64_fstore(&c->x, 8, slot, xmm);
        operand_release_xmm(c, xmm);
    } else {
        Reg reg = operand_pop(c);
        local_changes(c, index, letter);
        x64_store(&c->x, 8, slot, reg);
        operand_release(c, reg);
    }
    locals_lost(c, index, letter);
}

void emit_iinc(Compilation *c, u32 op)
{
    (void)op;
    const u8 *at = c->frame->code + c->bci;
    u32 index = bytecode_local(at);
    if (c->frame->locals) {
        operand_push(c, operand_of_local(c, index, 'I'));
        Reg reg = operand_pop_own(c);
        x64_alu_ri(&c->x, ALU_ADD, 4, reg, bytecode_immediate(at));
        operand_set_local(c, index, (Operand){.place = PLACE_REGISTER, .letter = 'I', .reg = (u8)reg});
        return;
    }
    locals_forget_value(c, index);
    const Variable *v = locals_find(c, index, 'I');
    if (!v) {
        operand_local_changes(c, index);
        x64_alu_mi(&c->x, ALU_ADD, 4, local_slot(c, index, 'I'), bytecode_immediate(at));
        return;
    }
    locals_read(c, v);
    operand_local_changes(c, index);
    x64_alu_ri(&c->x, ALU_ADD, 4, (Reg)v->reg, bytecode_immediate(at));
    locals_written(c, v);
}
