/* cold.c - what the main path leaves to code behind it: see compilation.h. */
#include "jit/compilation.h"

#include <string.h>

Cold *cold_new(Compilation *c, void (*emit)(Compilation *c, Cold *cold))
{
    Cold *cold = ARENA_NEW(&c->scratch, Cold);
    cold->emit = emit;
    cold->label = cold->back = label_new();
    cold->regs[0] = cold->regs[1] = cold->regs[2] = REG_NONE;
    cold->bci = c->bci;
    cold->valid = c->valid;
    *c->last_cold = cold;
    c->last_cold = &cold->next;
    return cold;
}

Cold *cold_new_call(Compilation *c, void (*emit)(Compilation *c, Cold *cold))
{
    Cold *cold = cold_new(c, emit);
    cold->depth = c->depth;
    cold->stack = ARENA_ARRAY(&c->scratch, Operand, c->depth);
    memcpy(cold->stack, c->stack, c->depth * sizeof *c->stack);
    return cold;
}

void cold_throw_now(Compilation *c, Stub stub)
{
    x64_lea(&c->x, 8, RSP, home_of(c, UINT32_MAX)); /* the slot above the first operand's */
    compile_call_gate(c, stub);
    x64_int3(&c->x);
}

static void emit_throw(Compilation *c, Cold *cold)
{
    cold_throw_now(c, (Stub)cold->value);
}

static Cold *new_throw(Compilation *c, Stub stub, u32 bci)
{
    Cold *cold = cold_new(c, emit_throw);
    cold->value = stub;
    cold->bci = bci;
    return cold;
}

/* Throws of one kind at one instruction share their code. */
Label *cold_throw_label(Compilation *c, Stub stub)
{
    Cold *last = (Cold *)((char *)c->last_cold - offsetof(Cold, next));
    if (c->cold && last->emit == emit_throw && last->bci == c->bci && last->value == stub)
        return &last->label;
    return &new_throw(c, stub, c->bci)->label;
}

void cold_null_check(Compilation *c, Reg reg)
{
    x64_test_rr(&c->x, 8, reg, reg);
    x64_jcc(&c->x, COND_E, cold_throw_label(c, GATE_throw_null));
}

/* ---- around a call in cold code ---- */

void cold_save(Compilation *c, const Cold *cold)
{
    c->depth = cold->depth;
    memcpy(c->stack, cold->stack, cold->depth * sizeof *c->stack);
    for (u32 i = 0; i < c->depth; i++)
        if (c->stack[i].place == PLACE_REGISTER) {
            operand_store(c, i);
            c->stack[i].place = PLACE_HOME;
        }
    operand_free_registers(c);
    for (size_t i = 0; i < COUNT_OF(cold->regs); i++)
        if (cold->regs[i] != REG_NONE)
            c->uses[cold->regs[i]] = 1;
    operand_flush(c);
}

/* The collector may have cleared a local that no instruction reads again, while an operand is still read from
 * it: writes it again, from the operand's slot. */
static void restore_local(Compilation *c, const Cold *cold, u32 cell)
{
    static const Reg candidates[] = {RSI, RDI, R8, R9};
    Reg scratch = RSI;
    for (size_t i = 0; i < COUNT_OF(candidates); i++)
        if (cold->regs[0] != candidates[i] && cold->regs[1] != candidates[i] &&
            cold->regs[2] != candidates[i])
            scratch = candidates[i];
    const Operand *o = &cold->stack[cell];
    x64_load(&c->x, 8, scratch, home_of(c, cell));
    x64_store(&c->x, 8, local_slot(c, o->local, o->letter), scratch);
}

void cold_restore(Compilation *c, const Cold *cold)
{
    for (u32 i = 0; i < cold->depth; i++)
        if (cold->stack[i].place == PLACE_LOCAL && cold->stack[i].letter == 'A')
            restore_local(c, cold, i);
    for (u32 i = 0; i < cold->depth; i++) {
        const Operand *o = &cold->stack[i];
        if (o->place != PLACE_REGISTER)
            continue;
        if (is_float_letter(o->letter))
            x64_fload(&c->x, 8, (Xmm)o->reg, home_of(c, i));
        else
            x64_load(&c->x, 8, (Reg)o->reg, home_of(c, i));
    }
    locals_load(c, cold->valid);
}
