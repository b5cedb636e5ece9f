/* emit_control.c - templates: branches, switches, returns and throw
 * Before a branch the operands that stay are put into their slots, where every block finds them. */
#include "jit/bottom.h"
#include "jit/emit.h"
#include "jit/fork.h"
#include "jit/inline.h"
#include "jit/loop.h"

#include "vm/bytecode/form.h"

Cond emit_condition(u32 op)
{
    /* eq ne lt ge gt le */
    static const u8 conditions[] = {COND_E, COND_NE, COND_L, COND_GE, COND_G, COND_LE};
    return (Cond)conditions[(op - OP_ifeq) % COUNT_OF(conditions)];
}

static bool leaves_copy(const Compilation *c, i64 bci)
{
    return c->copied && c->frame == c->root && (bci < c->copied->start || bci > c->copied->end);
}

/* The target finds locals in their registers. A loop that is compiled once more goes on where the first one
 * does. */
static void reach(Compilation *c, i64 bci)
{
    Block *block = &c->frame->blocks[bci];
    u32 wanted = c->frame->outer ? c->frame->wanted : locals_at(c, (u32)bci);
    if (leaves_copy(c, bci) && !block->label.bound)
        compile_fail(c, compile_plainly);
    block->is_reached = true;
    locals_require(c, wanted);
    c->dirty &= ~locals_carry(c, block, wanted);
}

/* Whoever goes on at the target finds operands in their slots and locals in their registers. */
static void prepare_jump(Compilation *c, i64 bci)
{
    if (c->frame->outer)
        inline_begin_blocks(c);
    operand_meet(c);
    reach(c, bci);
}

/* Past code that nobody enters control goes on with operands and registers as they are. */
static void go_to(Compilation *c, i64 bci)
{
    if (!leaves_copy(c, bci) && compile_is_dead_until(c, bci)) {
        c->frame->resume = (u32)bci;
    } else {
        prepare_jump(c, bci);
        if (bottom_repeat(c, bci))
            return;
        if (bci != c->next)
            x64_jmp(&c->x, loop_target(c, bci));
    }
    c->reachable = false;
}

/* ---- branches ---- */

static bool holds(Cond cond, i64 a, i64 b)
{
    switch (cond) {
    case COND_E: return a == b;
    case COND_NE: return a != b;
    case COND_L: return a < b;
    case COND_GE: return a >= b;
    case COND_G: return a > b;
    default: return a <= b;
    }
}

/* A branch whose operands are known, the `count` topmost ones, is a jump or nothing. */
static bool is_decided(Compilation *c, Cond cond, u32 count)
{
    i64 a, b = 0;
    if (!operand_is_constant(c, count - 1, &a) || (count == 2 && !operand_is_constant(c, 0, &b)))
        return false;
    for (u32 i = 0; i < count; i++)
        operand_drop(c);
    if (holds(cond, a, b))
        go_to(c, bytecode_branch_target(c->frame->code, c->bci));
    return true;
}

/* A path that only throws leaves the main path as it is: it is put behind, and `emitted` leads there. */
static Branch begin_branch(Compilation *c, Cond cond)
{
    i64 bci = bytecode_branch_target(c->frame->code, c->bci);
    Branch repeated;
    if (bottom_branch(c, cond, &repeated))
        return repeated;
    if (bci > c->bci && compile_only_throws(c, bci))
        return (Branch){cond, cond, compile_throwing(c, bci)};
    if (compile_only_throws(c, c->next))
        return (Branch){cond, cond_inverse(cond), compile_throwing(c, c->next)};
    if (c->frame->outer)
        inline_begin_blocks(c);
    if (fork_note(c, bci))
        return (Branch){cond, cond, &c->frame->blocks[bci].label};
    operand_save(c);
    reach(c, bci);
    return (Branch){cond, cond, loop_target(c, bci)};
}

Branch emit_begin_fused(Compilation *c)
{
    u32 op = compile_take_next(c);
    return begin_branch(c, emit_condition(op));
}

void emit_end_branch(Compilation *c, Branch branch)
{
    if (branch.emitted != branch.cond)
        go_to(c, bytecode_branch_target(c->frame->code, c->bci));
    else
        bottom_note(c);
}

static void jump(Compilation *c, Branch branch)
{
    x64_jcc(&c->x, branch.emitted, branch.label);
    emit_end_branch(c, branch);
}

void emit_if(Compilation *c, u32 op)
{
    Cond cond = emit_condition(op);
    if (is_decided(c, cond, 1))
        return;
    Source a = operand_pop_source(c);
    Branch branch = begin_branch(c, cond);
    if (a.kind == SOURCE_REGISTER)
        x64_test_rr(&c->x, 4, a.reg, a.reg);
    else
        x64_alu_mi(&c->x, ALU_CMP, 4, a.mem, 0);
    operand_release_source(c, a);
    jump(c, branch);
}

void emit_if_compare(Compilation *c, u32 op)
{
    bool is_reference = op >= OP_if_acmpeq;
    Cond cond = emit_condition(op);
    if (is_decided(c, cond, 2))
        return;
    Source b = operand_pop_source(c);
    Reg a = operand_pop(c);
    Branch branch = begin_branch(c, cond);
    emit_compare(c, is_reference ? 8 : 4, a, b);
    jump(c, branch);
}

void emit_compare(Compilation *c, u32 size, Reg a, Source b)
{
    switch (b.kind) {
    case SOURCE_REGISTER: x64_alu_rr(&c->x, ALU_CMP, size, a, b.reg); break;
    case SOURCE_MEMORY: x64_alu_rm(&c->x, ALU_CMP, size, a, b.mem); break;
    case SOURCE_IMMEDIATE: x64_alu_ri(&c->x, ALU_CMP, size, a, b.value); break;
    }
    operand_release(c, a);
    operand_release_source(c, b);
}

/* The same for what is known not to be null. */
static void decide_object(Compilation *c, Cond cond)
{
    if (holds(cond, 1, 0))
        go_to(c, bytecode_branch_target(c->frame->code, c->bci));
}

void emit_if_null(Compilation *c, u32 op)
{
    Cond cond = op == OP_ifnull ? COND_E : COND_NE;
    if (is_decided(c, cond, 1))
        return;
    Reg a = operand_pop(c);
    if (c->not_null >> a & 1) {
        operand_release(c, a);
        decide_object(c, cond);
        return;
    }
    Branch branch = begin_branch(c, cond);
    x64_test_rr(&c->x, 8, a, a);
    operand_release(c, a);
    jump(c, branch);
}

/* Is there a return and nothing else to be done for it? Then it is done here: a conditional expression's
 * value need not go through its slot, and if all do so, nobody enters the code there. */
static bool may_return_here(const Compilation *c, i64 bci)
{
    const Frame *f = c->frame;
    u32 op = bytecode_op(f->code + bci);
    if (op < OP_ireturn || op > OP_return || bci <= c->bci || compile_is_dead_until(c, bci))
        return false;
    bool has_locks = (f->method->code_flags & CODE_LOCKS) != 0;
    FormReturn form = form_of_return(f->method, (u8)op, has_locks);
    return !form.looks_for_locks && !form.registers && (!f->outer || f->has_blocks);
}

void emit_goto(Compilation *c, u32 op)
{
    (void)op;
    i64 bci = bytecode_branch_target(c->frame->code, c->bci);
    if (may_return_here(c, bci))
        emit_return(c, bytecode_op(c->frame->code + bci));
    else
        go_to(c, bci);
}

/* ---- switches ---- */

/* The key is known. */
static bool is_switch_decided(Compilation *c, const Switch *rows)
{
    i64 key, target = bytecode_switch_default(rows);
    if (!operand_is_constant(c, 0, &key))
        return false;
    operand_drop(c);
    for (u32 i = 0; i < rows->count; i++)
        if (bytecode_switch_key(rows, i) == key)
            target = bytecode_switch_target(rows, i);
    go_to(c, target);
    return true;
}

static void prepare_switch(Compilation *c, const Switch *rows)
{
    prepare_jump(c, bytecode_switch_default(rows));
    for (u32 i = 0; i < rows->count; i++)
        prepare_jump(c, bytecode_switch_target(rows, i));
}

static Label *row_label(Compilation *c, const Switch *rows, u32 row)
{
    return &c->frame->blocks[bytecode_switch_target(rows, row)].label;
}

static Label *default_label(Compilation *c, const Switch *rows)
{
    return &c->frame->blocks[bytecode_switch_default(rows)].label;
}

/* All labels are bound when the cold code is emitted. */
static void emit_table(Compilation *c, Cold *cold)
{
    Switch rows = bytecode_switch(c->frame->code, cold->bci);
    for (u32 i = 0; i < rows.count; i++)
        compile_label_word(c, row_label(c, &rows, i));
}

static void compare_chain(Compilation *c, const Switch *rows, Reg key, u32 low, u32 high)
{
    enum { FEW = 3 };
    if (high - low <= FEW) {
        for (u32 i = low; i < high; i++) {
            x64_alu_ri(&c->x, ALU_CMP, 4, key, bytecode_switch_key(rows, i));
            x64_jcc(&c->x, COND_E, row_label(c, rows, i));
        }
        x64_jmp(&c->x, default_label(c, rows));
        return;
    }
    u32 middle = (low + high) / 2;
    Label less = label_new();
    x64_alu_ri(&c->x, ALU_CMP, 4, key, bytecode_switch_key(rows, middle));
    x64_jcc(&c->x, COND_L, &less);
    compare_chain(c, rows, key, middle, high);
    x64_bind(&c->x, &less);
    compare_chain(c, rows, key, low, middle);
}

void emit_tableswitch(Compilation *c, u32 op)
{
    (void)op;
    Switch rows = bytecode_switch(c->frame->code, c->bci);
    if (is_switch_decided(c, &rows))
        return;
    Reg key = rows.low == 0 ? operand_pop(c) : operand_pop_own(c);
    prepare_switch(c, &rows);
    if (rows.count <= 4) {
        compare_chain(c, &rows, key, 0, (u32)rows.count);
    } else {
        Cold *cold = cold_new(c, emit_table);
        cold->dirty = 0;
        Reg table = operand_new_register(c);
        if (rows.low != 0)
            x64_alu_ri(&c->x, ALU_SUB, 4, key, rows.low);
        x64_alu_ri(&c->x, ALU_CMP, 4, key, (i32)rows.count);
        x64_jcc(&c->x, COND_AE, default_label(c, &rows));
        compile_mov_label(c, table, &cold->label);
        x64_load(&c->x, 4, table, mem_indexed(table, key, 4, 0));
        x64_jmp_reg(&c->x, table);
        operand_release(c, table);
    }
    operand_release(c, key);
    c->reachable = false;
}

void emit_lookupswitch(Compilation *c, u32 op)
{
    (void)op;
    Switch rows = bytecode_switch(c->frame->code, c->bci);
    if (is_switch_decided(c, &rows))
        return;
    Reg key = operand_pop(c);
    prepare_switch(c, &rows);
    compare_chain(c, &rows, key, 0, (u32)rows.count);
    operand_release(c, key);
    c->reachable = false;
}

/* ---- returns ---- */

void emit_take_result(Compilation *c, char letter)
{
    if (is_float_letter(letter)) {
        Xmm xmm = operand_pop_xmm(c);
        x64_fmov_rr(&c->x, XMM0, xmm);
        operand_release_xmm(c, xmm);
    } else if (letter) {
        Reg reg = operand_pop(c);
        x64_mov_rr(&c->x, size_of_letter(letter), RAX, reg);
        operand_release(c, reg);
    }
}

static void leave_frame(Compilation *c)
{
    x64_mov_rr(&c->x, 8, RSP, RBP);
    x64_pop(&c->x, RBP);
    x64_ret_imm(&c->x, (u32)c->frame->method->arg_slots * (u32)sizeof(Slot));
    c->reachable = false;
}

/* The result is in its slot meanwhile. */
static void release_locks(Compilation *c)
{
    operand_flush(c);
    x64_mov_ri(&c->x, RSI, low_address(c->frame->method));
    compile_call_gate_point(c, c->frame->method->access & ACC_SYNCHRONIZED ? STUB_UNLOCK : STUB_UNLOCKED);
}

static void emit_register(Compilation *c, Cold *cold)
{
    x64_load(&c->x, 8, RSI, local_slot(c, 0, 'A'));
    compile_call_gate_point(c, GATE_register_finalizer);
    x64_jmp(&c->x, &cold->back);
}

/* Object.<init> itself: the object may have a finalizer (JLS 12.6.1). The receiver's slot is read again where
 * the interpreter reads it. */
static void register_finalizable(Compilation *c)
{
    Cold *cold = cold_new(c, emit_register);
    operand_flush(c);
    x64_load(&c->x, 8, RAX, local_slot(c, 0, 'A'));
    x64_load(&c->x, 4, RAX, mem(RAX, (i32)offsetof(Object, class_ref)));
    x64_test_mi(&c->x, 4, mem(RAX, (i32)offsetof(Class, flags)), CLASS_HAS_FINALIZER);
    x64_jcc(&c->x, COND_NE, &cold->label);
    x64_bind(&c->x, &cold->back);
}

/* Into rax; a float or double into xmm0, and into rax as well, since STUB_LEAVE takes results from there. */
static void take_result(Compilation *c, char letter, Type narrow)
{
    emit_take_result(c, letter);
    if (is_float_letter(letter))
        x64_float_to_bits(&c->x, size_of_letter(letter), RAX, XMM0);
    else
        emit_narrow_register(c, narrow, RAX);
}

void emit_return(Compilation *c, u32 op)
{
    if (c->frame->outer) {
        inline_return(c, op);
        return;
    }
    bool has_locks = (c->frame->method->code_flags & CODE_LOCKS) != 0;
    FormReturn form = form_of_return(c->frame->method, (u8)op, has_locks);
    if (form.looks_for_locks)
        release_locks(c);
    if (form.registers)
        register_finalizable(c);
    take_result(c, *opcode_info(op)->pops, form.narrow);
    leave_frame(c);
}

void emit_athrow(Compilation *c, u32 op)
{
    (void)op;
    Reg thrown = operand_pop(c);
    cold_null_check(c, thrown);
    if (cold_is_caught(c))
        operand_flush(c);
    locals_save(c);
    x64_mov_rr(&c->x, 8, RSI, thrown);
    operand_release(c, thrown);
    cold_throw_now(c, GATE_throw_object);
    c->reachable = false;
}
