/* emit_array.c - templates: elements of arrays
 * An index is checked where it is used, unless that was done before: in the loop's beginning (loop.h), or for
 * the same two operands. */
#include "jit/emit.h"

#include "gc/heap.h"
#include "jit/fold.h"
#include "jit/loop.h"
#include "vm/library/wellknown.h"

#include <string.h>

/* Off the stack: an array, and an index that is a register's value plus a number, or that alone. */
typedef struct Element {
    Reg array, index; /* REG_NONE: the index is `number` */
    i32 number;       /* with a register not 0 only where the index is inside */
    bool is_inside;
} Element;

enum { MOST_NUMBER = 1 << 20 };

/* Of a load or store; boolean arrays share baload and bastore with byte. */
static Type element_type(u32 op)
{
    static const u8 types[] = {T_INT, T_LONG, T_FLOAT, T_DOUBLE, T_OBJECT, T_BYTE, T_CHAR, T_SHORT};
    return (Type)types[op >= OP_iastore ? op - OP_iastore : op - OP_iaload];
}

/* Of the index with `under` values above it, in the array below. */
static bool is_inside(Compilation *c, u32 under)
{
    bool is_inside = operand_at(c, under)->is_inside ||
                     loop_covers(c, operand_at(c, under), operand_at(c, under + 1));
    operand_note_inside(c, under);
    return is_inside;
}

static Element pop_element(Compilation *c, bool is_inside)
{
    Element e = {.index = REG_NONE, .is_inside = is_inside};
    i64 number;
    if (operand_is_constant(c, 0, &number) && number >= 0 && number <= MOST_NUMBER) {
        e.number = (i32)number;
        operand_drop(c);
    } else {
        e.index = operand_pop(c);
    }
    e.array = operand_pop(c);
    return e;
}

static void release_element(Compilation *c, Element e)
{
    operand_release(c, e.array);
    if (e.index != REG_NONE)
        operand_release(c, e.index);
}

static Mem memory_of(Element e, Type type)
{
    i32 disp = ARRAY_DATA_OFFSET + e.number * (i32)emit_size(type);
    return e.index == REG_NONE ? mem(e.array, disp) : mem_indexed(e.array, e.index, emit_size(type), disp);
}

static void emit_throw_index(Compilation *c, Cold *cold)
{
    cold_begin_throw(c, cold);
    if (cold->regs[0] == REG_NONE) {
        x64_load(&c->x, 4, RDX, mem(cold->regs[1], ARRAY_LENGTH_OFFSET));
        x64_mov_ri(&c->x, RSI, (i64)cold->value);
    } else {
        x64_push(&c->x, cold->regs[0]);
        x64_load(&c->x, 4, RDX, mem(cold->regs[1], ARRAY_LENGTH_OFFSET));
        x64_pop(&c->x, RSI);
    }
    cold_throw_now(c, GATE_throw_index);
}

static void check_element(Compilation *c, Element e)
{
    if (e.is_inside)
        return;
    Cold *cold = cold_new_throw(c, emit_throw_index);
    cold->regs[0] = e.index;
    cold->regs[1] = e.array;
    cold->value = (u64)e.number;
    cold_null_access(c, e.array, ARRAY_LENGTH_OFFSET);
    Mem length = mem(e.array, ARRAY_LENGTH_OFFSET);
    if (e.index == REG_NONE)
        x64_alu_mi(&c->x, ALU_CMP, 4, length, e.number);
    else
        x64_alu_rm(&c->x, ALU_CMP, 4, e.index, length);
    x64_jcc(&c->x, e.index == REG_NONE ? COND_BE : COND_AE, &cold->label);
}

/* ---- loads ---- */

/* A byte that the next two instructions, sipush 255 and iand, make unsigned. They are taken, too. */
static bool take_unsigned_byte(Compilation *c, u32 op)
{
    static const u8 wanted[] = {OP_sipush, 0, 0xFF, OP_iand};
    const Frame *f = c->frame;
    if (op != OP_baload || c->next + sizeof wanted > f->method->bytecode_length ||
        memcmp(f->code + c->next, wanted, sizeof wanted) != 0 || !compile_is_row(f, c->next, 2))
        return false;
    compile_take_next(c);
    compile_take_next(c);
    return true;
}

static void load_element(Compilation *c, Element e, u32 op)
{
    Type type = element_type(op);
    check_element(c, e);
    if (take_unsigned_byte(c, op)) {
        Reg reg = operand_new_register(c);
        x64_load_zero(&c->x, 1, reg, memory_of(e, type));
        operand_push_register(c, 'I', reg);
    } else {
        emit_push_loaded(c, type, memory_of(e, type), REG_NONE);
    }
    release_element(c, e);
}

void emit_array_load(Compilation *c, u32 op)
{
    if (fold_array_load(c, element_type(op)) || (op == OP_aaload && loop_take_element(c)))
        return;
    load_element(c, pop_element(c, is_inside(c, 0)), op);
}

/* An index is what a sum or difference of it and a constant comes to: no register needs to hold that. */
bool emit_load_at_sum(Compilation *c, Operand sum)
{
    i64 value;
    u32 above = operand_is_constant(c, 0, &value) ? 1 : 0;
    if (!sum.mark || !compile_next_is(c, OP_iaload, OP_saload) ||
        !loop_covers(c, &sum, operand_at(c, 2)))
        return false;
    Element e = {.is_inside = true, .number = (i32)(sum.value - operand_at(c, above)->value)};
    if (above)
        operand_drop(c);
    e.index = operand_pop(c);
    if (!above)
        operand_drop(c);
    e.array = operand_pop(c);
    load_element(c, e, compile_take_next(c));
    return true;
}

void emit_arraylength(Compilation *c, u32 op)
{
    (void)op;
    if (fold_arraylength(c))
        return;
    Reg array = operand_pop(c), length = operand_new_register(c);
    cold_null_access(c, array, ARRAY_LENGTH_OFFSET);
    x64_load(&c->x, 4, length, mem(array, ARRAY_LENGTH_OFFSET));
    operand_release(c, array);
    operand_push_register(c, 'I', length);
}

/* ---- stores of numbers ---- */

static void emit_mask_boolean(Compilation *c, Cold *cold)
{
    x64_alu_ri(&c->x, ALU_AND, 4, cold->regs[0], 1);
    x64_jmp(&c->x, &cold->back);
}

/* A boolean keeps its lowest bit only; bastore learns from the array's class whether it stores one. */
static void mask_boolean(Compilation *c, Reg array, Reg value)
{
    Cold *cold = cold_new(c, emit_mask_boolean);
    cold->dirty = 0;
    cold->regs[0] = value;
    x64_alu_mi(&c->x, ALU_CMP, 4, mem(array, (i32)offsetof(Object, class_ref)),
               low_address(wk_primitive_array[T_BOOLEAN]));
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_bind(&c->x, &cold->back);
}

static void store_float(Compilation *c, Type type, bool is_inside)
{
    Xmm value = operand_pop_xmm(c);
    Element e = pop_element(c, is_inside);
    check_element(c, e);
    x64_fstore(&c->x, emit_size(type), memory_of(e, type), value);
    operand_release_xmm(c, value);
    release_element(c, e);
}

/* A constant that fits a store's immediate. */
static bool store_constant(Compilation *c, u32 op, bool is_inside)
{
    i64 value;
    if (!operand_is_constant(c, 0, &value) || value != (i32)value || (op == OP_bastore && (value & ~1LL)))
        return false;
    operand_drop(c);
    Element e = pop_element(c, is_inside);
    check_element(c, e);
    x64_store_imm(&c->x, emit_size(element_type(op)), memory_of(e, element_type(op)), (i32)value);
    release_element(c, e);
    return true;
}

void emit_array_store(Compilation *c, u32 op)
{
    Type type = element_type(op);
    bool inside = is_inside(c, 1);
    if (is_float_letter(effect_letter(type))) {
        store_float(c, type, inside);
        return;
    }
    if (store_constant(c, op, inside))
        return;
    Reg value = op == OP_bastore ? operand_pop_own(c) : operand_pop(c);
    Element e = pop_element(c, inside);
    check_element(c, e);
    if (op == OP_bastore)
        mask_boolean(c, e.array, value);
    x64_store(&c->x, emit_size(type), memory_of(e, type), value);
    operand_release(c, value);
    release_element(c, e);
}

/* ---- stores of references ---- */

/* regs: the value and the class of elements. */
static void emit_check_store(Compilation *c, Cold *cold)
{
    x64_push(&c->x, cold->regs[0]);
    x64_push(&c->x, cold->regs[1]);
    if (cold->saved) { /* as emit_check_cast does */
        compile_call_stub(c, STUB_TEST_INSTANCE);
        x64_jcc(&c->x, COND_NE, &cold->back);
        cold_begin_throw(c, cold);
        x64_mov_rr(&c->x, 8, RSI, cold->regs[0]);
        cold_throw_now(c, GATE_throw_store);
        return;
    }
    compile_call_gate_point(c, STUB_CHECK_STORE);
    x64_jmp(&c->x, &cold->back);
}

void emit_aastore(Compilation *c, u32 op)
{
    (void)op;
    Label fits = label_new();
    bool inside = is_inside(c, 1);
    Reg value = operand_hold(c, 0), index = operand_hold(c, 1), array = operand_hold(c, 2);
    Reg class = operand_new_register(c);
    check_element(c, (Element){array, index, 0, inside});
    Cold *cold = cold_new_throw(c, emit_check_store);
    cold->regs[0] = value;
    cold->regs[1] = class;
    x64_test_rr(&c->x, 8, value, value);
    x64_jcc(&c->x, COND_E, &fits);
    x64_load(&c->x, 4, class, mem(array, (i32)offsetof(Object, class_ref)));
    x64_load(&c->x, 8, class, mem(class, (i32)offsetof(Class, element)));
    x64_alu_ri(&c->x, ALU_CMP, 4, class, low_address(WK(Object)));
    x64_jcc(&c->x, COND_E, &fits);
    x64_alu_rm(&c->x, ALU_CMP, 4, class, mem(value, (i32)offsetof(Object, class_ref)));
    x64_jcc(&c->x, COND_NE, &cold->label);
    x64_bind(&c->x, &cold->back);
    x64_bind(&c->x, &fits);
    x64_store(&c->x, 8, mem_indexed(array, index, sizeof(Slot), ARRAY_DATA_OFFSET), value);
    operand_release(c, class);
    for (int i = 0; i < 3; i++)
        operand_drop(c);
}
