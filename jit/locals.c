/* locals.c - locals in registers: see compilation.h.
 * A variable is a local with one kind of value, since javac uses a slot again for others. The variables that
 * are read and written most, more so in loops, have a register for the whole method. In a loop a write goes
 * to the register alone; before whatever may look at the frame, the slot is written, and after a call the
 * value is only read again. Elsewhere a write goes to both. */
#include "jit/operand.h"

/* Registers for variables. The others serve templates; some instructions want rax, rcx and rdx. */
static const Reg general[] = {RBX, RSI, RDI, R8, R9, R12, R13, R14};
static const Xmm floating[] = {XMM6, XMM7, XMM8, XMM9, XMM10, XMM11, XMM12, XMM13, XMM14, XMM15};

/* A local that is stored into in one place, a constant or a new object. */
typedef struct Single {
    u8 stores; /* 2: more than one */
    bool is_known;
    u32 exact; /* as an operand's */
    Constant value;
    u32 row; /* the last value that was stored was known in that row of code: */
    u32 last_exact;
    Constant last; /* letter 0: it is no constant */
} Single;

enum { DEEPEST = 4, LOOP_SHIFT = 3 };

static u32 letter_index(char letter)
{
    switch (letter) {
    case 'I': return 0;
    case 'J': return 1;
    case 'F': return 2;
    case 'D': return 3;
    default: return 4;
    }
}

enum { LETTERS = 5 };

static const char letters[LETTERS] = {'I', 'J', 'F', 'D', 'A'};

/* ---- which ones ---- */

/* depth: for each instruction, how many jumps back span it. */
static void count_loops(const Compilation *c, i32 *depth)
{
    u32 length, end = c->root->method->bytecode_length;
    for (u32 bci = 0; bci < end; bci += length) {
        length = compile_length_at(c->root, bci);
        i64 target;
        for (Targets targets = bytecode_targets(c->root->code, bci); bytecode_next_target(&targets, &target);)
            if (target <= bci) {
                depth[target]++;
                depth[bci + 1]--;
            }
    }
    for (u32 bci = 1; bci < end; bci++)
        depth[bci] += depth[bci - 1];
}

/* Two stores are as many as any. */
static void note_store(Compilation *c, u32 local, u32 op)
{
    if (!bytecode_is_store(op) && op != OP_iinc)
        return;
    u32 cells = effect_cells(bytecode_local_letter(op));
    for (u32 i = 0; i < cells; i++)
        c->singles[local + i].stores += c->singles[local + i].stores < 2;
}

/* Until control may come from elsewhere, the local is what was stored last. */
static void note_last(Compilation *c, u32 local, const Operand *o)
{
    Single *single = &c->singles[local];
    bool is_known = o->place == PLACE_CONSTANT && !is_float_letter(o->letter);
    single->row = c->row;
    single->last_exact = o->exact;
    single->last = is_known ? (Constant){o->letter, o->stable, o->value} : (Constant){.letter = '\0'};
    if (is_wide_letter(o->letter))
        locals_forget_value(c, local + 1);
}

/* What is stored in one place only, a constant or an object of a known class there, is that wherever it is
 * read: code that reads a local which was not stored is not verified. Of arguments nothing is known. A frame
 * that comes from the interpreter in the middle of a loop may have read a stable field before that had its
 * value. */
void locals_note_value(Compilation *c, u32 local)
{
    Single *single = &c->singles[local];
    const Operand *o = operand_at(c, 0);
    bool is_single = single->stores == 1 && local >= c->root->method->arg_slots;
    single->exact = is_single ? o->exact : 0;
    single->is_known = is_single && o->place == PLACE_CONSTANT && !c->has_stable;
    if (single->is_known)
        single->value = (Constant){o->letter, o->stable, o->value};
    note_last(c, local, o);
}

void locals_begin_row(Compilation *c)
{
    c->row++;
}

void locals_forget_value(Compilation *c, u32 local)
{
    c->singles[local].row = 0;
}

const Constant *locals_constant(const Compilation *c, u32 local)
{
    const Single *single = &c->singles[local];
    if (single->is_known)
        return &single->value;
    return single->row == c->row && single->last.letter ? &single->last : NULL;
}

u32 locals_class(const Compilation *c, u32 local)
{
    const Single *single = &c->singles[local];
    return single->row == c->row && single->last_exact ? single->last_exact : single->exact;
}

static void weigh(Compilation *c, u32 *weights)
{
    u32 length, end = c->root->method->bytecode_length;
    i32 *depth = ARENA_ARRAY(&c->scratch, i32, end + 1);
    count_loops(c, depth);
    c->loop_depth = depth;
    c->has_receiver = !method_is_static(c->root->method);
    for (u32 bci = 0; bci < end; bci += length) {
        length = compile_length_at(c->root, bci);
        u32 op = bytecode_op(c->root->code + bci);
        if (!bytecode_names_local(op) || !c->root->types.states[bci].types)
            continue;
        if (bytecode_is_store(op) && bytecode_local(c->root->code + bci) == 0)
            c->has_receiver = false;
        note_store(c, bytecode_local(c->root->code + bci), op);
        u32 deep = depth[bci] > DEEPEST ? DEEPEST : (u32)depth[bci];
        weights[bytecode_local(c->root->code + bci) * LETTERS + letter_index(bytecode_local_letter(op))] +=
            1u << deep * LOOP_SHIFT;
    }
}

static void add_variable(Compilation *c, u32 cell, u32 reg)
{
    Variable *v = &c->variables[c->variable_count++];
    *v = (Variable){.slot = (u16)(cell / LETTERS), .letter = letters[cell % LETTERS], .reg = (u8)reg};
    c->variable_of[cell] = (u8)c->variable_count;
}

/* The heaviest variable of the kind that has no register yet. False: none is used more than once. */
static bool choose(const Compilation *c, const u32 *weights, bool is_float, u32 *ret_cell)
{
    u32 best = 1;
    for (u32 i = 0; i < c->root->method->max_locals * (u32)LETTERS; i++)
        if (is_float_letter(letters[i % LETTERS]) == is_float && !c->variable_of[i] && weights[i] > best) {
            best = weights[i];
            *ret_cell = i;
        }
    return best > 1;
}

void locals_assign(Compilation *c)
{
    u32 cells = c->root->method->max_locals * (u32)LETTERS, cell = 0;
    u32 *weights = ARENA_ARRAY(&c->scratch, u32, cells);
    c->variable_of = ARENA_ARRAY(&c->scratch, u8, cells);
    c->singles = ARENA_ARRAY(&c->scratch, Single, c->root->method->max_locals + 1u);
    c->row = 1;
    weigh(c, weights);
    for (size_t i = 0; i < COUNT_OF(general) && choose(c, weights, false, &cell); i++)
        add_variable(c, cell, general[i]);
    for (size_t i = 0; i < COUNT_OF(floating) && choose(c, weights, true, &cell); i++)
        add_variable(c, cell, floating[i]);
}

const Variable *locals_find(const Compilation *c, u32 slot, char letter)
{
    u32 found = c->variable_of[slot * LETTERS + letter_index(letter)];
    return found ? &c->variables[found - 1] : NULL;
}

/* ---- where they are ---- */

static u32 bit_of(const Compilation *c, const Variable *v)
{
    return 1u << (v - c->variables);
}

u32 locals_at(const Compilation *c, u32 bci)
{
    u32 mask = 0;
    const u8 *types = c->root->types.states[bci].types;
    for (u32 i = 0; i < c->variable_count && types; i++) {
        const Variable *v = &c->variables[i];
        if (slot_type_letter(types[v->slot]) == v->letter && slot_live_has(&c->root->live, bci, v->slot))
            mask |= 1u << i;
    }
    return mask;
}

static void load(Compilation *c, const Variable *v)
{
    Mem slot = local_slot(c, v->slot, v->letter);
    if (is_float_letter(v->letter))
        x64_fload(&c->x, size_of_letter(v->letter), (Xmm)v->reg, slot);
    else
        x64_load(&c->x, size_of_letter(v->letter), (Reg)v->reg, slot);
    if (!is_float_letter(v->letter))
        c->not_null &= ~(1u << v->reg);
}

void locals_load(Compilation *c, u32 mask)
{
    for (; mask; mask &= mask - 1)
        load(c, &c->variables[__builtin_ctz(mask)]);
}

void locals_require(Compilation *c, u32 mask)
{
    locals_load(c, mask & ~c->valid);
    c->valid |= mask;
}

bool locals_is_valid(const Compilation *c, const Variable *v)
{
    return (c->valid & bit_of(c, v)) != 0;
}

u32 locals_spare_registers(const Compilation *c)
{
    u32 mask = 0;
    for (size_t i = 0; i < COUNT_OF(general); i++)
        mask |= 1u << general[i];
    for (u32 i = 0; i < c->variable_count; i++)
        if (!is_float_letter(c->variables[i].letter))
            mask &= ~(1u << c->variables[i].reg);
    return mask;
}

/* In the System V ABI. */
static bool is_callee_saved(u32 reg)
{
    return reg == RBX || (reg >= R12 && reg <= R14);
}

u32 locals_saved_by_leaves(const Compilation *c)
{
    u32 mask = 0;
    for (u32 i = 0; i < c->variable_count; i++)
        if (!is_float_letter(c->variables[i].letter) && is_callee_saved(c->variables[i].reg))
            mask |= 1u << i;
    return mask;
}

u8 locals_read(Compilation *c, const Variable *v)
{
    locals_require(c, bit_of(c, v));
    return v->reg;
}

void locals_store(Compilation *c, u32 mask)
{
    for (; mask; mask &= mask - 1) {
        const Variable *v = &c->variables[__builtin_ctz(mask)];
        Mem slot = local_slot(c, v->slot, v->letter);
        if (is_float_letter(v->letter))
            x64_fstore(&c->x, 8, slot, (Xmm)v->reg);
        else
            x64_store(&c->x, 8, slot, (Reg)v->reg);
    }
}

void locals_save(Compilation *c)
{
    locals_store(c, c->dirty);
    c->dirty = 0;
}

/* Other variables in the same slots lose their values. Of cold code no loop is known. */
void locals_written(Compilation *c, const Variable *v)
{
    u32 bit = bit_of(c, v);
    locals_lost(c, v->slot, v->letter);
    c->valid |= bit;
    if (c->is_plain || c->is_behind || c->loop_depth[c->bci] == 0)
        locals_store(c, bit);
    else
        c->dirty |= bit;
}

/* A block that is compiled already expects what it was compiled with: what else would be in registers alone
 * goes to its slot. */
u32 locals_carry(Compilation *c, Block *block, u32 wanted)
{
    u32 dirty = c->dirty & wanted, other = dirty & ~block->dirty;
    if (!block->label.bound) {
        block->dirty |= dirty;
        return 0;
    }
    locals_store(c, other);
    return other;
}

u32 locals_written_in(const Compilation *c, u32 first, u32 last)
{
    u32 mask = 0;
    for (u32 bci = first; bci <= last; bci += compile_length_at(c->root, bci)) {
        const u8 *at = c->root->code + bci;
        u32 op = bytecode_op(at);
        if (!bytecode_is_store(op) && op != OP_iinc)
            continue;
        const Variable *v = locals_find(c, bytecode_local(at), bytecode_local_letter(op));
        mask |= v ? bit_of(c, v) : 0;
    }
    return mask;
}

void locals_lost(Compilation *c, u32 slot, char letter)
{
    u32 last = is_wide_letter(letter) ? slot + 1 : slot;
    for (u32 i = 0; i < c->variable_count; i++) {
        const Variable *v = &c->variables[i];
        u32 end = is_wide_letter(v->letter) ? v->slot + 1u : v->slot;
        if (v->slot <= last && end >= slot)
            c->valid &= ~(1u << i);
    }
    c->dirty &= c->valid;
}
