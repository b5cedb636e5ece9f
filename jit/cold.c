/* cold.c - what the main path leaves to code behind it: see compilation.h. */
#include "jit/cold.h"

#include "jit/operand.h"
#include "vm/bytecode/attribute.h"

#include <string.h>

Cold *cold_new(Compilation *c, void (*emit)(Compilation *c, Cold *cold))
{
    Cold *cold = ARENA_NEW(&c->scratch, Cold);
    cold->emit = emit;
    cold->label = cold->back = label_new();
    cold->regs[0] = cold->regs[1] = REG_NONE;
    cold->bci = c->bci;
    cold->valid = c->valid;
    cold->dirty = c->dirty;
    cold->frame = c->frame;
    *c->last_cold = cold;
    c->last_cold = &cold->next;
    c->address = 0; /* what comes back does not restore it */
    return cold;
}

static Operand *copy_of(Compilation *c, const Operand *operands, u32 count)
{
    Operand *copy = ARENA_ARRAY(&c->scratch, Operand, count);
    memcpy(copy, operands, count * sizeof *copy);
    return copy;
}

Saved *cold_snapshot(Compilation *c)
{
    Saved *first = NULL, **last = &first;
    for (Frame *f = c->frame; f; f = f->outer) {
        Saved *saved = ARENA_NEW(&c->scratch, Saved);
        *saved = (Saved){.frame = f, .depth = f->depth, .stack = copy_of(c, f->stack, f->depth)};
        saved->locals = f->locals ? copy_of(c, f->locals, f->method->max_locals) : NULL;
        *last = saved;
        last = &saved->outer;
    }
    return first;
}

Cold *cold_new_call(Compilation *c, void (*emit)(Compilation *c, Cold *cold))
{
    Cold *cold = cold_new(c, emit);
    cold->saved = cold_snapshot(c);
    return cold;
}

static bool has_handler_at(const Method *m, u32 bci)
{
    HandlerRow row;
    for (Handlers it = attribute_handlers(m); attribute_next_handler(&it, &row);)
        if (attribute_covers(&row, bci))
            return true;
    return false;
}

bool cold_is_caught(const Compilation *c)
{
    u32 bci = c->bci;
    for (const Frame *f = c->frame; f->outer; bci = f->call_bci, f = f->outer)
        if (f->method->handler_count > 0 && has_handler_at(f->method, bci))
            return true;
    return false;
}

void cold_throw_now(Compilation *c, Stub stub)
{
    if (cold_is_caught(c))
        compile_rest(c);
    else
        x64_lea(&c->x, 8, RSP, compile_empty(c));
    compile_call_gate_point(c, stub);
    x64_int3(&c->x);
}

Cold *cold_new_throw(Compilation *c, void (*emit)(Compilation *c, Cold *cold))
{
    return cold_is_caught(c) ? cold_new_call(c, emit) : cold_new(c, emit);
}

void cold_begin_throw(Compilation *c, const Cold *cold)
{
    if (cold->saved)
        cold_save(c, cold);
}

static void emit_throw(Compilation *c, Cold *cold)
{
    cold_begin_throw(c, cold);
    cold_throw_now(c, (Stub)cold->value);
}

/* Throws of one kind at one instruction share their code. */
Label *cold_throw_label(Compilation *c, Stub stub)
{
    Cold *last = (Cold *)((char *)c->last_cold - offsetof(Cold, next));
    if (c->cold && last->emit == emit_throw && last->bci == c->bci && last->frame == c->frame &&
        last->value == stub && last->dirty == c->dirty && !last->saved)
        return &last->label;
    Cold *cold = cold_new_throw(c, emit_throw);
    cold->value = stub;
    return &cold->label;
}

void cold_null_check(Compilation *c, Reg reg)
{
    if (c->not_null >> reg & 1)
        return;
    x64_test_rr(&c->x, 8, reg, reg);
    x64_jcc(&c->x, COND_E, cold_throw_label(c, GATE_throw_null));
    c->not_null |= 1u << reg;
}

void cold_null_access_to(Compilation *c, Reg reg, u32 offset, Label *label)
{
    c->not_null &= ~(1u << reg);
    if (code_blob_faults_are_caught && offset < CODE_NULL_BYTES) {
        compile_note_access(c, label);
        return;
    }
    x64_test_rr(&c->x, 8, reg, reg);
    x64_jcc(&c->x, COND_E, label);
}

void cold_null_access(Compilation *c, Reg reg, u32 offset)
{
    if (!code_blob_faults_are_caught || offset >= CODE_NULL_BYTES) {
        cold_null_check(c, reg);
        return;
    }
    if (!(c->not_null >> reg & 1))
        compile_note_access(c, c->dirty || cold_is_caught(c) ? cold_throw_label(c, GATE_throw_null) : NULL);
    c->not_null |= 1u << reg;
}

/* ---- around a call in cold code ---- */

void cold_recall(const Saved *saved)
{
    for (; saved; saved = saved->outer) {
        Frame *f = saved->frame;
        f->depth = saved->depth;
        memcpy(f->stack, saved->stack, saved->depth * sizeof *f->stack);
        if (f->locals)
            memcpy(f->locals, saved->locals, f->method->max_locals * sizeof *f->locals);
    }
}

/* What is in registers goes to its slots. The rest needs some. */
static void save_registers(Compilation *c, const Cold *cold)
{
    c->frame = cold->frame;
    cold_recall(cold->saved);
    memset(c->uses, 2, sizeof c->uses);
    memset(c->xmm_uses, 2, sizeof c->xmm_uses);
    operand_flush_registers(c);
    operand_free_registers(c);
}

void cold_save(Compilation *c, const Cold *cold)
{
    save_registers(c, cold);
    for (size_t i = 0; i < COUNT_OF(cold->regs); i++)
        if (cold->regs[i] != REG_NONE)
            c->uses[cold->regs[i]] = 1;
    operand_flush(c);
}

static bool is_in_rax(const Operand *operands, u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (operands[i].place == PLACE_REGISTER && operands[i].reg == RAX &&
            !is_float_letter(operands[i].letter))
            return true;
    return false;
}

static bool uses_rax(const Saved *saved)
{
    for (; saved; saved = saved->outer)
        if (is_in_rax(saved->stack, saved->depth) ||
            (saved->locals && is_in_rax(saved->locals, saved->frame->method->max_locals)))
            return true;
    return false;
}

/* By way of rax alone. */
void cold_save_keeping(Compilation *c, const Cold *cold)
{
    bool is_used = uses_rax(cold->saved);
    save_registers(c, cold);
    memset(c->uses, 1, sizeof c->uses);
    c->uses[RAX] = 0;
    if (is_used)
        x64_push(&c->x, RAX);
    operand_flush(c);
    if (is_used)
        x64_pop(&c->x, RAX);
}

/* The collector clears the slots of locals that are dead, of inlined methods too, and in cold code several
 * places may share a register or local, of which some are dead. So what is shared is read from all of them,
 * and a place that was cleared does not count. */

/* Of a reference: not when it is null. */
static void load_if_any(Compilation *c, Reg reg, Mem slot)
{
    Label none = label_new();
    x64_alu_mi(&c->x, ALU_CMP, 8, slot, 0);
    x64_jcc(&c->x, COND_E, &none);
    x64_load(&c->x, 8, reg, slot);
    x64_bind(&c->x, &none);
}

/* A local of the method that an operand is still read from, though it may be dead itself. */
static void restore_local(Compilation *c, const Cold *cold, const Operand *o, Mem slot)
{
    Label none = label_new();
    (void)cold;
    if (o->place != PLACE_LOCAL || o->letter != 'A')
        return;
    x64_alu_mi(&c->x, ALU_CMP, 8, slot, 0);
    x64_jcc(&c->x, COND_E, &none);
    x64_push(&c->x, RAX);
    x64_load(&c->x, 8, RAX, slot);
    x64_store(&c->x, 8, local_slot(c, o->local, o->letter), RAX);
    x64_pop(&c->x, RAX);
    x64_bind(&c->x, &none);
}

static void restore_register(Compilation *c, const Cold *cold, const Operand *o, Mem slot)
{
    (void)cold;
    if (o->place == PLACE_REGISTER && is_float_letter(o->letter))
        x64_fload(&c->x, 8, (Xmm)o->reg, slot);
    else if (o->place == PLACE_REGISTER)
        x64_load(&c->x, 8, (Reg)o->reg, slot);
}

static void restore_shared(Compilation *c, const Cold *cold, const Operand *o, Mem slot)
{
    (void)cold;
    if (o->place == PLACE_REGISTER && o->letter == 'A' && c->uses[o->reg] > 1)
        load_if_any(c, (Reg)o->reg, slot);
}

static void count_use(Compilation *c, const Cold *cold, const Operand *o, Mem slot)
{
    (void)cold;
    (void)slot;
    if (o->place == PLACE_REGISTER && o->letter == 'A')
        c->uses[o->reg]++;
}

typedef void Restore(Compilation *c, const Cold *cold, const Operand *o, Mem slot);

static void for_all(Compilation *c, const Cold *cold, const Saved *saved, Restore *restore)
{
    u32 bci = cold->bci;
    for (; saved; bci = saved->frame->call_bci, saved = saved->outer) {
        const Frame *f = saved->frame;
        c->frame = saved->frame;
        for (u32 i = 0; i < saved->depth; i++)
            restore(c, cold, &saved->stack[i], home_of(c, i));
        for (u32 i = 0; saved->locals && i < f->method->max_locals; i++)
            if (saved->locals[i].letter && !operand_is_dead(f, bci, i))
                restore(c, cold, &saved->locals[i], frame_slot(f, i, saved->locals[i].letter));
    }
    c->frame = cold->frame;
}

/* Those of variables count as uses of their own (operand_free_registers). */
static void restore_places(Compilation *c, const Cold *cold, const Saved *saved, u32 valid)
{
    for_all(c, cold, saved, restore_local);
    locals_load(c, valid);
    for_all(c, cold, saved, restore_register);
    operand_free_registers(c);
    for_all(c, cold, saved, count_use);
    for_all(c, cold, saved, restore_shared);
    for (u32 mask = valid; mask; mask &= mask - 1) {
        const Variable *v = &c->variables[__builtin_ctz(mask)];
        if (v->letter == 'A' && c->uses[v->reg] > 1)
            load_if_any(c, (Reg)v->reg, local_slot(c, v->slot, v->letter));
    }
}

void cold_restore(Compilation *c, const Cold *cold)
{
    restore_places(c, cold, cold->saved, cold->valid);
}

void cold_restore_keeping(Compilation *c, const Cold *cold)
{
    for_all(c, cold, cold->saved, restore_local);
}

void cold_restore_after(Compilation *c, const Cold *cold)
{
    restore_places(c, cold, cold->after, cold->valid_after);
}
