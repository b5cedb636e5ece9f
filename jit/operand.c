/* operand.c - where operands are while a method is compiled: see compilation.h.
 * Registers are shared by what has the same value (dup); `uses` counts, and a register is free at 0. */
#include "jit/operand.h"

#include "jit/constant.h"
#include "jit/fresh.h"
#include "jit/inline.h"
#include "jit/loop.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"

#include <string.h>

/* Those that division, shifts and results want come last. */
static const Reg registers[] = {R10, R11, RSI, RDI, R8, R9, RBX, R12, R13, R14, RDX, RCX, RAX};

/* ---- cells ---- */

static void push_cell(Compilation *c, Operand operand)
{
    Frame *f = c->frame;
    if (f->depth >= f->method->max_stack) {
        compile_fail(c, "operand stack");
        return;
    }
    f->stack[f->depth++] = operand;
}

static void push_value(Compilation *c, Operand operand)
{
    if (is_wide_letter(operand.letter))
        push_cell(c, (Operand){.place = PLACE_HALF});
    push_cell(c, operand);
}

static Operand *top(Compilation *c)
{
    return &c->frame->stack[c->frame->depth - 1];
}

static Operand pop_value(Compilation *c)
{
    Operand operand = c->frame->stack[--c->frame->depth];
    if (is_wide_letter(operand.letter))
        c->frame->depth--;
    return operand;
}

/* The cell of the value with `under` values above it. */
static u32 cell_under(const Compilation *c, u32 under)
{
    u32 cell = c->frame->depth - 1;
    while (under-- > 0)
        cell -= is_wide_letter(c->frame->stack[cell].letter) ? 2 : 1;
    return cell;
}

void operand_add_use(Compilation *c, const Operand *operand)
{
    if (operand->place == PLACE_REGISTER)
        (is_float_letter(operand->letter) ? c->xmm_uses : c->uses)[operand->reg]++;
}

/* ---- between places ---- */

static const Variable *variable_of(const Compilation *c, const Operand *o)
{
    return o->place == PLACE_LOCAL ? locals_find(c, o->local, o->letter) : NULL;
}

/* What the code names. */
static void keep_constant(Compilation *c, const Operand *o)
{
    if (o->letter == 'A' && o->value)
        constant_keep(c, (Object *)(uintptr_t)o->value);
}

void operand_store(Compilation *c, const Operand *o, Mem home)
{
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
        keep_constant(c, o);
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
        x64_mov_ri(&c->x, reg, register_value(o->letter, o->value));
    else
        x64_load(&c->x, size_of_letter(o->letter), reg, local_slot(c, o->local, o->letter));
    x64_store(&c->x, 8, home, reg);
    operand_release(c, reg);
}

static void forget_place(Compilation *c, Operand *o)
{
    if (o->place == PLACE_REGISTER && is_float_letter(o->letter))
        c->xmm_uses[o->reg]--;
    else if (o->place == PLACE_REGISTER && --c->uses[o->reg] == 0)
        fresh_forget(c, (Reg)o->reg);
    if (o->place != PLACE_HALF)
        o->place = PLACE_HOME;
}

/* A constant is still known afterwards. */
void operand_to_home(Compilation *c, Operand *o, Mem slot)
{
    if (!o->is_saved)
        operand_store(c, o, slot);
    o->is_saved = operand_is_lasting(o);
    if (!o->is_saved)
        forget_place(c, o);
}

/* The frame that is inlined in f. */
static Frame *inner_of(const Compilation *c, const Frame *f)
{
    Frame *inner = c->frame;
    while (inner->outer != f)
        inner = inner->outer;
    return inner;
}

static bool is_in(const Operand *o, u32 reg, bool is_float)
{
    return o->place == PLACE_REGISTER && o->reg == reg && is_float_letter(o->letter) == is_float;
}

/* Operands that are in the register go to their slots. */
static void spill(Compilation *c, u32 reg, bool is_float)
{
    c->spills++;
    Frame *innermost = c->frame;
    for (Frame *f = innermost; f; f = f->outer) {
        c->frame = f;
        for (u32 i = 0; i < f->depth; i++)
            if (is_in(&f->stack[i], reg, is_float))
                operand_to_home(c, &f->stack[i], home_of(c, i));
        for (u32 i = 0; f->locals && i < f->method->max_locals; i++)
            if (is_in(&f->locals[i], reg, is_float))
                operand_to_home(c, &f->locals[i], frame_slot(f, i, f->locals[i].letter));
    }
    c->frame = innermost;
}

/* A register of the kind that spilling makes free; what templates hold stays. */
static bool free_one(Compilation *c, bool is_float, u32 *ret_reg)
{
    const u8 *uses = is_float ? c->xmm_uses : c->uses;
    for (Frame *f = c->root; f; f = f == c->frame ? NULL : inner_of(c, f))
        for (u32 i = 0; i < f->depth + (f->locals ? f->method->max_locals : 0u); i++) {
            const Operand *o = i < f->depth ? &f->stack[i] : &f->locals[i - f->depth];
            if (o->place != PLACE_REGISTER || is_float_letter(o->letter) != is_float ||
                (!is_float && c->held >> o->reg & 1))
                continue;
            *ret_reg = o->reg;
            spill(c, *ret_reg, is_float);
            if (uses[*ret_reg] == 0)
                return true;
        }
    return false;
}

/* The one with an address comes last. */
static u32 free_register(const Compilation *c)
{
    u32 last = REG_NONE;
    for (size_t i = 0; i < COUNT_OF(registers); i++) {
        if (c->uses[registers[i]] > 0)
            continue;
        if (!c->address || registers[i] != c->address_reg)
            return registers[i];
        last = registers[i];
    }
    return last;
}

static void begin_use(Compilation *c, u32 reg)
{
    c->not_null &= ~(1u << reg);
    if (reg == c->address_reg)
        c->address = 0;
}

Reg operand_new_register(Compilation *c)
{
    u32 reg = free_register(c);
    if (reg == REG_NONE && !free_one(c, false, &reg)) {
        compile_fail(c, "registers"); /* any will do for what is thrown away */
        reg = RAX;
    }
    c->uses[reg]++;
    begin_use(c, reg);
    return (Reg)reg;
}

Reg operand_address(Compilation *c, i64 address)
{
    if (address && c->address == address) {
        c->uses[c->address_reg]++;
        return c->address_reg;
    }
    Reg reg = operand_new_register(c);
    x64_mov_ri(&c->x, reg, address);
    c->address = address;
    c->address_reg = reg;
    return reg;
}

Xmm operand_new_xmm(Compilation *c)
{
    u32 xmm = 0;
    while (xmm < REG_COUNT && c->xmm_uses[xmm] > 0)
        xmm++;
    if (xmm == REG_COUNT && !free_one(c, true, &xmm)) {
        compile_fail(c, "registers");
        xmm = XMM0;
    }
    c->xmm_uses[xmm]++;
    return (Xmm)xmm;
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

/* Every use of the register by operands goes over to the other one. */
static void rename_register(Compilation *c, u32 reg, u32 other, bool is_float)
{
    u8 *uses = is_float ? c->xmm_uses : c->uses;
    for (Frame *f = c->frame; f; f = f->outer)
        for (u32 i = 0; i < f->depth + (f->locals ? f->method->max_locals : 0u); i++) {
            Operand *o = i < f->depth ? &f->stack[i] : &f->locals[i - f->depth];
            if (!is_in(o, reg, is_float))
                continue;
            o->reg = (u8)other;
            uses[other]++;
            uses[reg]--;
        }
}

void operand_claim(Compilation *c, Reg reg)
{
    if (c->uses[reg] > 0) {
        Reg other = operand_new_register(c);
        if (c->uses[reg] > 0 && other != reg)
            x64_mov_rr(&c->x, 8, other, reg);
        if (other != reg)
            rename_register(c, reg, other, false);
        operand_release(c, other);
    }
    ASSERT(c->uses[reg] == 0);
    c->uses[reg] = 1;
    begin_use(c, reg);
}

/* Into a new register, or Xmm for F and D. */
static u8 load_value(Compilation *c, char letter, Mem from)
{
    if (is_float_letter(letter)) {
        Xmm xmm = operand_new_xmm(c);
        x64_fload(&c->x, size_of_letter(letter), xmm, from);
        return (u8)xmm;
    }
    Reg reg = operand_new_register(c);
    x64_load(&c->x, size_of_letter(letter), reg, from);
    return (u8)reg;
}

static Xmm load_number(Compilation *c, const Operand *o)
{
    Xmm xmm = operand_new_xmm(c);
    if (o->value == 0) {
        x64_logic_rr(&c->x, LOGIC_XOR, xmm, xmm);
        return xmm;
    }
    x64_fload(&c->x, size_of_letter(o->letter), xmm, mem_absolute(0));
    constant_note_number(c, (u64)o->value);
    return xmm;
}

static u8 load_constant(Compilation *c, const Operand *o)
{
    if (is_float_letter(o->letter))
        return (u8)load_number(c, o);
    Reg reg = operand_new_register(c);
    keep_constant(c, o);
    x64_mov_ri(&c->x, reg, register_value(o->letter, o->value));
    if (o->letter == 'A' && o->value)
        c->not_null |= 1u << reg;
    return (u8)reg;
}

/* ---- pushing ---- */

void operand_push_constant(Compilation *c, char letter, i64 value)
{
    push_value(c, (Operand){.place = PLACE_CONSTANT, .letter = letter, .value = value});
}

void operand_push_known(Compilation *c, Constant constant)
{
    push_value(c, (Operand){.place = PLACE_CONSTANT, .letter = constant.letter, .stable = constant.stable,
                            .value = constant.value});
}

void operand_push_appendix(Compilation *c, Object *appendix)
{
    Frame *f = c->frame;
    i64 value = (i64)(uintptr_t)appendix;
    f->stack[f->depth++] = (Operand){.place = PLACE_CONSTANT, .letter = 'A', .value = value};
}

void operand_push_local(Compilation *c, char letter, u32 index)
{
    Operand operand = {
        .place = PLACE_LOCAL, .letter = letter, .local = (u16)index, .exact = locals_class(c, index)};
    loop_mark_load(c, &operand);
    push_value(c, operand);
}

void operand_push_register(Compilation *c, char letter, Reg reg)
{
    push_value(c, (Operand){.place = PLACE_REGISTER, .letter = letter, .reg = (u8)reg});
}

void operand_push_xmm(Compilation *c, char letter, Xmm xmm)
{
    push_value(c, (Operand){.place = PLACE_REGISTER, .letter = letter, .reg = (u8)xmm});
}

void operand_push_loaded(Compilation *c, char letter, Mem from)
{
    u8 reg = load_value(c, letter, from);
    push_value(c, (Operand){.place = PLACE_REGISTER, .letter = letter, .reg = reg});
}

void operand_push_result(Compilation *c, char letter)
{
    Operand result = {.place = PLACE_REGISTER, .letter = letter, .reg = is_float_letter(letter) ? XMM0 : RAX};
    if (!letter)
        return;
    c->not_null &= ~(1u << RAX);
    operand_add_use(c, &result);
    push_value(c, result);
}

/* ---- popping ---- */

static Mem memory_of(const Compilation *c, u32 cell)
{
    const Operand *o = &c->frame->stack[cell];
    return o->place == PLACE_LOCAL ? local_slot(c, o->local, o->letter) : home_of(c, cell);
}

/* Puts the operand's value into a register; where it is in memory, that is `from`. */
static void load_operand(Compilation *c, Operand *o, Mem from)
{
    if (o->place == PLACE_REGISTER)
        return;
    const Variable *v = variable_of(c, o);
    bool is_object = o->exact || (o->place == PLACE_LOCAL && o->local == 0 && c->has_receiver);
    if (v)
        o->reg = locals_read(c, v);
    else if (o->place == PLACE_CONSTANT)
        o->reg = load_constant(c, o);
    else
        o->reg = load_value(c, o->letter, from);
    o->place = PLACE_REGISTER;
    if (v)
        operand_add_use(c, o);
    if (is_object)
        c->not_null |= 1u << o->reg;
}

/* The cell's value stays on the stack. */
static void load_cell(Compilation *c, u32 cell)
{
    load_operand(c, &c->frame->stack[cell], memory_of(c, cell));
}

void operand_drop(Compilation *c)
{
    Operand o = pop_value(c);
    forget_place(c, &o);
}

Reg operand_pop(Compilation *c)
{
    load_cell(c, c->frame->depth - 1);
    return (Reg)pop_value(c).reg;
}

Xmm operand_pop_xmm(Compilation *c)
{
    load_cell(c, c->frame->depth - 1);
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

Reg operand_pop_result(Compilation *c)
{
    const Operand *o = top(c);
    for (u32 i = 0; i < c->variable_count && o->place == PLACE_REGISTER; i++) {
        const Variable *v = &c->variables[i];
        if (v->reg == o->reg && !is_float_letter(v->letter) && !locals_is_valid(c, v) && c->uses[v->reg] == 2)
            return operand_pop(c);
    }
    return operand_pop_own(c);
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

/* The variable that the result is stored in at once, if it can be made in its register. */
static const Variable *target_of(const Compilation *c, Source right, bool is_float)
{
    const u8 *at = inline_next(c);
    if (!at || !bytecode_is_store(bytecode_op(at)))
        return NULL;
    const Variable *v = locals_find(c, bytecode_local(at), bytecode_local_letter(bytecode_op(at)));
    bool is_free = v && is_float_letter(v->letter) == is_float &&
                   !(right.kind == SOURCE_REGISTER && right.reg == v->reg);
    return is_free ? v : NULL;
}

bool operand_has_target(const Compilation *c, Source right)
{
    return target_of(c, right, false) != NULL;
}

/* A wide variable's second slot may be another one. */
static void variable_changes(Compilation *c, const Variable *v)
{
    operand_local_changes(c, v->slot);
    if (is_wide_letter(v->letter))
        operand_local_changes(c, v->slot + 1u);
}

/* The left side comes into the variable's register. Its slot keeps the old value until the store. */
static u8 pop_into_variable(Compilation *c, const Variable *v)
{
    bool is_float = is_float_letter(v->letter);
    u8 *uses = is_float ? c->xmm_uses : c->uses;
    load_cell(c, c->frame->depth - 1);
    u8 reg = pop_value(c).reg;
    if (reg == v->reg) {
        uses[reg]--;
        variable_changes(c, v);
    } else {
        variable_changes(c, v);
        if (is_float)
            x64_fmov_rr(&c->x, (Xmm)v->reg, (Xmm)reg);
        else
            x64_mov_rr(&c->x, 8, (Reg)v->reg, (Reg)reg);
        uses[reg]--;
    }
    locals_lost(c, v->slot, v->letter);
    if (!is_float)
        c->not_null &= ~(1u << v->reg);
    uses[v->reg]++;
    return v->reg;
}

Reg operand_pop_target(Compilation *c, Source right)
{
    const Variable *v = target_of(c, right, false);
    return v ? (Reg)pop_into_variable(c, v) : operand_pop_own(c);
}

Xmm operand_pop_target_xmm(Compilation *c, Source right)
{
    const Variable *v = target_of(c, right, true);
    return v ? (Xmm)pop_into_variable(c, v) : operand_pop_own_xmm(c);
}

Source operand_pop_source(Compilation *c)
{
    Operand *o = top(c);
    i64 value = size_of_letter(o->letter) == 4 ? (i32)o->value : o->value;
    if (o->place == PLACE_CONSTANT && value == (i32)value) {
        keep_constant(c, o);
        pop_value(c);
        return (Source){.kind = SOURCE_IMMEDIATE, .value = (i32)value};
    }
    if (o->place == PLACE_HOME || (o->place == PLACE_LOCAL && !variable_of(c, o))) {
        Mem from = memory_of(c, c->frame->depth - 1);
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
    if (o->place == PLACE_CONSTANT && o->value != 0)
        return (Source){SOURCE_MEMORY, .mem = mem_absolute(0), .number = (u64)pop_value(c).value};
    if (o->place == PLACE_HOME || (o->place == PLACE_LOCAL && !variable_of(c, o))) {
        Mem from = memory_of(c, c->frame->depth - 1);
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

const Operand *operand_at(const Compilation *c, u32 under)
{
    return &c->frame->stack[cell_under(c, under)];
}

static bool is_own(const Compilation *c, const Operand *o)
{
    return o->place == PLACE_REGISTER && c->uses[o->reg] == 1;
}

/* A constant comes to the right. What is in a register of its own comes to the left, where the result is
 * made, unless the next instruction stores that in a variable. */
void operand_commute(Compilation *c)
{
    u32 cells = is_wide_letter(top(c)->letter) ? 2 : 1;
    Operand *right = top(c), *left = right - cells, other = *right;
    bool is_target = target_of(c, (Source){.kind = SOURCE_IMMEDIATE}, false) != NULL;
    if (right->place == PLACE_CONSTANT ||
        (left->place != PLACE_CONSTANT && (is_target || is_own(c, left) || !is_own(c, right))))
        return;
    if (left->place == PLACE_HOME || right->place == PLACE_HOME)
        return; /* their slots are their own */
    *right = *left;
    *left = other;
    left->is_saved = right->is_saved = left->is_inside = right->is_inside = false;
}

void operand_mark(Compilation *c, Operand marks)
{
    if (!marks.mark || top(c)->place == PLACE_CONSTANT)
        return;
    top(c)->mark = marks.mark;
    top(c)->value = marks.value;
}

static bool is_same(const Operand *a, const Operand *b)
{
    if (a->place != b->place || a->letter != b->letter)
        return false;
    switch ((Place)a->place) {
    case PLACE_REGISTER: return a->reg == b->reg;
    case PLACE_LOCAL: return a->local == b->local;
    case PLACE_CONSTANT: return a->value == b->value;
    default: return false;
    }
}

void operand_note_inside(Compilation *c, u32 under)
{
    Frame *f = c->frame;
    u32 index = cell_under(c, under);
    f->stack[index].is_inside = true;
    if (index >= 3 && is_same(&f->stack[index], &f->stack[index - 2]) &&
        is_same(&f->stack[index - 1], &f->stack[index - 3]))
        f->stack[index - 2].is_inside = true;
}

bool operand_is_constant(const Compilation *c, u32 under, i64 *ret_value)
{
    const Operand *o = &c->frame->stack[cell_under(c, under)];
    *ret_value = o->letter == 'I' ? (i32)o->value : o->value;
    return o->place == PLACE_CONSTANT;
}

Object *operand_object(const Compilation *c, u32 under)
{
    const Operand *o = &c->frame->stack[cell_under(c, under)];
    return o->place == PLACE_CONSTANT ? (Object *)(uintptr_t)o->value : NULL;
}

void operand_set_object(Compilation *c, u32 under, Object *object)
{
    Operand *o = &c->frame->stack[cell_under(c, under)];
    *o = (Operand){.place = PLACE_CONSTANT, .letter = 'A', .value = (i64)(uintptr_t)object};
}

u8 operand_stable(const Compilation *c, u32 under)
{
    return c->frame->stack[cell_under(c, under)].stable;
}

Class *operand_class(const Compilation *c, u32 under)
{
    const Operand *o = operand_at(c, under);
    const Object *object = operand_object(c, under);
    return object ? object_class(object) : o->exact ? region_pointer(o->exact) : NULL;
}

void operand_note_bit(Compilation *c)
{
    top(c)->is_bit = true;
}

/* Before it is linked a class has no table of methods. */
void operand_note_class(Compilation *c, const Class *class)
{
    if (class_state(class) >= CLASS_LINKED)
        top(c)->exact = region_ref(class);
}

Reg operand_hold(Compilation *c, u32 under)
{
    u32 cell = cell_under(c, under);
    load_cell(c, cell);
    if (!is_float_letter(c->frame->stack[cell].letter))
        c->held |= 1u << c->frame->stack[cell].reg;
    return (Reg)c->frame->stack[cell].reg;
}

void operand_hold_in(Compilation *c, u32 under, Reg reg)
{
    u32 cell = cell_under(c, under);
    Operand *o = &c->frame->stack[cell];
    operand_claim(c, reg);
    load_cell(c, cell);
    x64_mov_rr(&c->x, 8, reg, (Reg)o->reg);
    operand_release(c, (Reg)o->reg);
    o->reg = (u8)reg;
    c->held |= 1u << reg;
}

/* Operands in the variable's register get one of their own. */
static void leave_register(Compilation *c, const Variable *v)
{
    bool is_float = is_float_letter(v->letter);
    if ((is_float ? c->xmm_uses : c->uses)[v->reg] == 1)
        return; /* the variable itself */
    if (is_float) {
        Xmm other = operand_new_xmm(c);
        x64_fmov_rr(&c->x, other, (Xmm)v->reg);
        rename_register(c, v->reg, other, true);
        operand_release_xmm(c, other);
    } else {
        Reg other = operand_new_register(c);
        x64_mov_rr(&c->x, 8, other, (Reg)v->reg);
        rename_register(c, v->reg, other, false);
        operand_release(c, other);
    }
}

static void load_if_local(Compilation *c, Operand *o, u32 index)
{
    bool is_second = is_wide_letter(o->letter) && o->local + 1u == index;
    if (o->place == PLACE_LOCAL && (o->local == index || is_second))
        load_operand(c, o, local_slot(c, o->local, o->letter));
}

void operand_local_changes(Compilation *c, u32 index)
{
    for (Frame *f = c->frame; f; f = f->outer) {
        for (u32 i = 0; i < f->depth; i++)
            load_if_local(c, &f->stack[i], index);
        for (u32 i = 0; f->locals && i < f->method->max_locals; i++)
            load_if_local(c, &f->locals[i], index);
    }
    for (u32 i = 0; i < c->variable_count; i++)
        if (c->variables[i].slot == index)
            leave_register(c, &c->variables[i]);
}

void operand_shuffle(Compilation *c, u32 taken, const u8 *from, u32 left)
{
    Operand before[SHUFFLE_TAKEN];
    u32 base = c->frame->depth - taken;
    for (u32 i = 0; i < taken && left > 0; i++)
        if (c->frame->stack[base + i].place == PLACE_HOME)
            load_cell(c, base + i);
    for (u32 i = 0; i < taken; i++)
        before[i] = c->frame->stack[base + i];
    c->frame->depth = base;
    for (u32 i = 0; i < left; i++) {
        before[taken - 1 - from[i]].is_saved = before[taken - 1 - from[i]].is_inside = false;
        push_cell(c, before[taken - 1 - from[i]]);
        operand_add_use(c, top(c));
    }
    for (u32 i = 0; i < taken; i++)
        forget_place(c, &before[i]);
}

/* ---- inlined methods ---- */

Operand operand_take(Compilation *c)
{
    if (top(c)->place == PLACE_HOME)
        load_cell(c, c->frame->depth - 1);
    return pop_value(c);
}

void operand_push(Compilation *c, Operand operand)
{
    operand.is_saved = operand.is_inside = false;
    push_value(c, operand);
}

void operand_forget(Compilation *c, Operand operand)
{
    forget_place(c, &operand);
}

/* What is in its slot is read once, and stays in the register, too. */
Operand operand_of_local(Compilation *c, u32 index, char letter)
{
    Operand *local = &c->frame->locals[index];
    if (local->place == PLACE_HOME) {
        u8 reg = load_value(c, letter, frame_slot(c->frame, index, letter));
        *local = (Operand){
            .place = PLACE_REGISTER, .letter = letter, .reg = reg, .is_saved = true, .exact = local->exact};
        if (local->exact)
            c->not_null |= 1u << reg;
    }
    operand_add_use(c, local);
    return *local;
}

/* Takes over the operand's use. */
void operand_set_local(Compilation *c, u32 index, Operand operand)
{
    Operand *local = &c->frame->locals[index];
    forget_place(c, local);
    operand.is_saved = false;
    *local = operand;
    if (is_wide_letter(operand.letter))
        c->frame->locals[index + 1] = (Operand){.place = PLACE_HALF};
}
