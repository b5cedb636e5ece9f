/* operand_meet.c - all operands at once: see operand.h.
 * Where paths meet, and where C is called, each is in its slot; what is a constant on all paths needs none.
 */
#include "jit/loop.h"
#include "jit/operand.h"

#include <string.h>

void operand_visit(Compilation *c, void (*visit)(Compilation *c, Operand *o, Mem slot))
{
    Frame *innermost = c->frame;
    for (Frame *f = innermost; f; f = f->outer) {
        c->frame = f;
        for (u32 i = 0; i < f->depth; i++)
            visit(c, &f->stack[i], home_of(c, i));
        for (u32 i = 0; f->locals && i < f->method->max_locals; i++)
            if (f->locals[i].letter)
                visit(c, &f->locals[i], frame_slot(f, i, f->locals[i].letter));
    }
    c->frame = innermost;
}

static bool is_written(const Frame *f, u32 local)
{
    return f->written[local / 64] >> local % 64 & 1;
}

/* Calls `visit` for those that are constants on all paths through the innermost method: what its callers
 * have, and its locals that no instruction changes behind the first branch. */
static void visit_constants(Compilation *c, void (*visit)(Operand *o))
{
    for (Frame *f = c->frame; f; f = f->outer) {
        for (u32 i = 0; f != c->frame && i < f->depth; i++)
            if (operand_is_lasting(&f->stack[i]))
                visit(&f->stack[i]);
        for (u32 i = 0; f->locals && i < f->method->max_locals; i++)
            if (operand_is_lasting(&f->locals[i]) && (f != c->frame || !is_written(f, i)))
                visit(&f->locals[i]);
    }
}

static void mark(Operand *o)
{
    o->stays = true;
}

static void save_operand(Compilation *c, Operand *o, Mem slot)
{
    if (!o->is_saved && !o->stays)
        operand_store(c, o, slot);
    o->is_saved |= !o->stays;
    o->stays = false;
}

static void meet_operand(Compilation *c, Operand *o, Mem slot)
{
    if (!o->stays)
        operand_to_home(c, o, slot);
    else
        o->is_saved = false; /* on this path, perhaps, but not on each */
    o->stays = false;
}

/* The path that was compiled last may have thrown, and so have written nothing. */
static void forget_slot(Compilation *c, Operand *o, Mem slot)
{
    (void)c;
    (void)slot;
    o->is_saved = false;
    if (!operand_is_lasting(o) && o->place != PLACE_HALF)
        o->place = PLACE_HOME;
}

/* Paths that meet need no slots for constants. */
void operand_save(Compilation *c)
{
    visit_constants(c, mark);
    operand_visit(c, save_operand);
}

void operand_meet(Compilation *c)
{
    visit_constants(c, mark);
    operand_visit(c, meet_operand);
}

void operand_met(Compilation *c)
{
    operand_visit(c, forget_slot);
}

void operand_abandon(Compilation *c)
{
    Frame *f = c->frame;
    f->depth = 0;
    for (u32 i = 0; f->locals && i < f->method->max_locals; i++)
        f->locals[i].is_saved = true;
}

/* Behind a gate the interpreter may do a fused form again, which has read the local before. */
bool operand_is_dead(const Frame *f, u32 bci, u32 local)
{
    enum { FUSED_BYTES = 12 };
    if (!f->last_read)
        return false;
    bool is_call = (opcode_info(bytecode_op(f->code + bci))->flags & OPF_CALL) != 0;
    return f->last_read[local] + (is_call ? 0u : FUSED_BYTES) < bci;
}

static void forget_dead(Compilation *c)
{
    u32 bci = c->bci;
    for (Frame *f = c->frame; f; bci = f->call_bci, f = f->outer)
        for (u32 i = 0; f->locals && i < f->method->max_locals; i++)
            if (f->locals[i].letter && operand_is_dead(f, bci, i)) {
                operand_forget(c, f->locals[i]);
                f->locals[i] = (Operand){.place = PLACE_HALF};
            }
}

void operand_flush(Compilation *c)
{
    locals_save(c);
    forget_dead(c);
    operand_visit(c, operand_to_home);
}

void operand_pass(Compilation *c)
{
    operand_flush(c);
    x64_lea(&c->x, 8, RSP, home_of(c, c->frame->depth - 1)); /* without any: the slot above the first one */
}

static void register_to_home(Compilation *c, Operand *o, Mem slot)
{
    if (o->place == PLACE_REGISTER)
        operand_to_home(c, o, slot);
}

void operand_flush_registers(Compilation *c)
{
    operand_visit(c, register_to_home);
}

void operand_flush_for_leaf(Compilation *c, u32 cells)
{
    locals_save(c);
    operand_flush_registers(c);
    for (u32 i = c->frame->depth - cells; i < c->frame->depth; i++)
        operand_to_home(c, &c->frame->stack[i], home_of(c, i));
}

void operand_free_registers(Compilation *c)
{
    c->not_null = 0;
    c->address = 0;
    memset(c->uses, 0, sizeof c->uses);
    memset(c->xmm_uses, 0, sizeof c->xmm_uses);
    c->uses[RSP] = c->uses[RBP] = c->uses[R15] = 1;
    for (u32 i = 0; i < c->variable_count; i++)
        (is_float_letter(c->variables[i].letter) ? c->xmm_uses : c->uses)[c->variables[i].reg] = 1;
    loop_keep_registers(c);
}

/* What is of no kind on every path is not read either. */
static Operand in_home(u8 type)
{
    char letter = slot_type_letter(type);
    return (Operand){.place = letter ? PLACE_HOME : PLACE_HALF, .letter = letter};
}

/* Of an inlined method. What is known of the value stays known if no path has changed it. */
static void begin_local(Frame *f, u32 index, u8 type)
{
    Operand *local = &f->locals[index];
    bool is_same = !is_written(f, index);
    u32 exact = is_same ? local->exact : 0;
    if (is_same && operand_is_lasting(local))
        return;
    *local = in_home(type);
    if (local->letter == 'A')
        local->exact = exact;
}

void operand_begin_block(Compilation *c)
{
    operand_free_registers(c);
    const SlotState *state = &c->frame->types.states[c->bci];
    const u8 *types = state->types + c->frame->method->max_locals;
    c->frame->depth = state->depth;
    for (u32 i = 0; i < c->frame->depth; i++)
        c->frame->stack[i] = in_home(types[i]);
    for (u32 i = 0; c->frame->locals && i < c->frame->method->max_locals; i++)
        begin_local(c->frame, i, state->types[i]);
}
