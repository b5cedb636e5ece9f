/* operand.h - where operands and locals are while a method is compiled
 * In:     the stack of the frame being compiled, and those of the methods that inline it
 * Out:    registers that templates may use, and the code that brings values there
 * Keeps:  a register that a template has got is its own until it releases or pushes it
 */
#ifndef MOKA_JIT_OPERAND_H
#define MOKA_JIT_OPERAND_H

#include "jit/compilation.h"
#include "jit/constant.h"

/* ---- places in the frame ---- */

static inline Mem home_of(const Compilation *c, u32 cell)
{
    const Frame *f = c->frame;
    return mem(RBP, -(i32)sizeof(Slot) * (i32)(f->base + f->method->frame_slots + 1 + cell));
}

/* Of a local of the frame. A long or double: the slot that holds the value. */
static inline Mem frame_slot(const Frame *f, u32 index, char letter)
{
    u32 cell = letter == 'J' || letter == 'D' ? index + 1 : index;
    return mem(RBP, (i32)sizeof(Slot) * (method_local_offset(f->method, cell) - (i32)f->base));
}

/* Of a local of the method itself. */
static inline Mem local_slot(const Compilation *c, u32 index, char letter)
{
    return frame_slot(c->root, index, letter);
}

/* ---- locals in registers (locals.c) ---- */

void locals_assign(Compilation *c);
/* NULL: it has no register. */
const Variable *locals_find(const Compilation *c, u32 slot, char letter);
/* The variables that are read at the instruction or later, which every jump to it brings in registers. */
u32 locals_at(const Compilation *c, u32 bci);
void locals_require(Compilation *c, u32 mask);
/* Reads the variables from their slots into their registers. */
void locals_load(Compilation *c, u32 mask);
/* Those that a C function leaves where they are. */
u32 locals_saved_by_leaves(const Compilation *c);
/* The top operand is about to be stored into the local. */
void locals_note_value(Compilation *c, u32 local);
/* The local changes, and nothing is known of its value. */
void locals_forget_value(Compilation *c, u32 local);
/* Control comes to the method's own next instruction from elsewhere, too: the last values do not count. */
void locals_begin_row(Compilation *c);
/* The word of the class whose objects alone the local holds here; 0: none is known. */
u32 locals_class(const Compilation *c, u32 local);
/* The local's value here; NULL: it is no constant. */
const Constant *locals_constant(const Compilation *c, u32 local);
bool locals_is_valid(const Compilation *c, const Variable *v);
/* One bit each: no variable has it. */
u32 locals_spare_registers(const Compilation *c);
/* The variable's register, which holds its value afterwards. */
u8 locals_read(Compilation *c, const Variable *v);
/* Writes the variables to their slots. */
void locals_store(Compilation *c, u32 mask);
/* All locals are in their slots, then. */
void locals_save(Compilation *c);
/* Before a jump to the block, which wants these in registers: which it has written to their slots. */
u32 locals_carry(Compilation *c, Block *block, u32 wanted);
/* Those that the method itself writes between the bcis. */
u32 locals_written_in(const Compilation *c, u32 first, u32 last);
/* Its register has a new value. */
void locals_written(Compilation *c, const Variable *v);
/* The slot has a new value, which is in no register. */
void locals_lost(Compilation *c, u32 slot, char letter);

/* ---- operands (operand.c) ---- */

void operand_push_constant(Compilation *c, char letter, i64 value);
void operand_push_known(Compilation *c, Constant constant);
/* Of a call site, above the arguments: the stack has room for one operand that the bytecode does not push. */
void operand_push_appendix(Compilation *c, Object *appendix);
void operand_push_local(Compilation *c, char letter, u32 index);
/* Takes over one use of the register. */
void operand_push_register(Compilation *c, char letter, Reg reg);
void operand_push_xmm(Compilation *c, char letter, Xmm xmm);
/* A value in memory, into a new register. */
void operand_push_loaded(Compilation *c, char letter, Mem from);
/* What a call has left in rax or xmm0, which nobody else uses; '\0': nothing. */
void operand_push_result(Compilation *c, char letter);
/* Takes the top value off, wherever it is. */
void operand_drop(Compilation *c);
/* Takes the top value off. It is in a register, which the caller must not change and has to release. */
Reg operand_pop(Compilation *c);
Xmm operand_pop_xmm(Compilation *c);
/* The same, in a register that no operand shares, so that the caller may change it. */
Reg operand_pop_own(Compilation *c);
Xmm operand_pop_own_xmm(Compilation *c);
/* The same for what is stored at once: the register may be that of the variable which is written next. */
Reg operand_pop_result(Compilation *c);
/* Takes the top value off, as an instruction names it: in a register, in memory, as 32 bits. */
typedef struct Source {
    enum { SOURCE_REGISTER, SOURCE_MEMORY, SOURCE_IMMEDIATE } kind;
    Reg reg;
    Mem mem;
    i32 value;
    u64 number; /* not 0: the memory lies behind the code, and needs constant_note_number */
} Source;
Source operand_pop_source(Compilation *c);
void operand_release_source(Compilation *c, Source source);
/* The same for floating point, where reg is an Xmm. */
Source operand_pop_float_source(Compilation *c);
void operand_release_float_source(Compilation *c, Source source);
/* operand_pop_own for the left side of an operation that reads `right` once and then has its result in the
 * register. Where the next instruction stores that in a variable, it is the variable's register, if it can
 * be. */
Reg operand_pop_target(Compilation *c, Source right);
Xmm operand_pop_target_xmm(Compilation *c, Source right);
bool operand_has_target(const Compilation *c, Source right);
/* The value with `under` values above it. */
const Operand *operand_at(const Compilation *c, u32 under);
/* The two topmost values change places where that saves work: their operation means the same both ways. */
void operand_commute(Compilation *c);
/* The top value gets the marks of a loop (loop.h). */
void operand_mark(Compilation *c, Operand marks);
/* The index with `under` values above it is inside of the array below it, and so are the same two operands
 * where they are on the stack once more, below these. */
void operand_note_inside(Compilation *c, u32 under);
/* Is the value with `under` values above it a constant? */
bool operand_is_constant(const Compilation *c, u32 under, i64 *ret_value);
/* The object with `under` values above it, if it is known and not null; in how many dimensions it is
 * stable. */
Object *operand_object(const Compilation *c, u32 under);
/* Another object takes the place of one that is known. */
void operand_set_object(Compilation *c, u32 under, Object *object);
u8 operand_stable(const Compilation *c, u32 under);
/* The class of the object with `under` values above it, if that is known and not null. */
Class *operand_class(const Compilation *c, u32 under);
/* The top value is 0 or 1. */
void operand_note_bit(Compilation *c);
/* The top value is a new object of the class. */
void operand_note_class(Compilation *c, const Class *class);
/* Puts the value with `under` values above it into a register, where it stays until the instruction's end,
 * however many the template takes; it stays on the stack, too. */
Reg operand_hold(Compilation *c, u32 under);
/* The same in this register, which no other operand shares then. */
void operand_hold_in(Compilation *c, u32 under, Reg reg);
/* A register that nobody uses; the caller releases it or pushes it. */
Reg operand_new_register(Compilation *c);
Xmm operand_new_xmm(Compilation *c);
/* The address of an object, in a register that the caller does not change, but releases. Who wants it next
 * finds it there, if nothing has happened meanwhile. */
Reg operand_address(Compilation *c, i64 address);
/* operand_new_register for this register; operands that are in it move to another. */
void operand_claim(Compilation *c, Reg reg);
void operand_release(Compilation *c, Reg reg);
void operand_release_xmm(Compilation *c, Xmm xmm);
/* For dup and its like: takes cells off and puts `left` back, in another order (effect_shuffle_cells). */
void operand_shuffle(Compilation *c, u32 taken, const u8 *from, u32 left);
/* Writes all operands to their slots, those of the outer methods too, and the locals of inlined ones but dead
 * ones. */
void operand_flush(Compilation *c);
/* Nothing reads the local of the inlined method, whose instruction at the bci is at work, any more. */
bool operand_is_dead(const Frame *f, u32 bci, u32 local);
/* The same for a call, and rsp is at the last argument. */
void operand_pass(Compilation *c);
/* For a leaf: the topmost cells go to their slots, and what else is in registers. */
void operand_flush_for_leaf(Compilation *c, u32 cells);
/* The same as operand_flush, but they stay where they are, too, for who goes on. */
void operand_save(Compilation *c);
/* The same where paths meet: nothing is in registers, constants stay known and are in no slots. */
void operand_meet(Compilation *c);
/* Behind a place where paths have met so. */
void operand_met(Compilation *c);
/* Nobody goes on with the operands and locals of the innermost method. */
void operand_abandon(Compilation *c);
/* Local `index` is about to change: operands that are read from it there are put into registers. */
void operand_local_changes(Compilation *c, u32 index);
/* At a block's start: depth and types of the stack come from the analysis; all values are in their slots. */
void operand_begin_block(Compilation *c);

/* A constant that is still known when others go to their slots. */
static inline bool operand_is_lasting(const Operand *o)
{
    return o->place == PLACE_CONSTANT && !is_float_letter(o->letter);
}

/* Writes the value to its slot, where it is afterwards, too; or there alone, if it is no constant. */
void operand_store(Compilation *c, const Operand *o, Mem slot);
void operand_to_home(Compilation *c, Operand *o, Mem slot);
/* If it is in a register, that has one use more. */
void operand_add_use(Compilation *c, const Operand *operand);
/* Calls `visit` for every operand and every local of an inlined method, with its slot. */
void operand_visit(Compilation *c, void (*visit)(Compilation *c, Operand *o, Mem slot));

/* For cold.c: all that is in registers goes to its slots; all registers are free. */
void operand_flush_registers(Compilation *c);
void operand_free_registers(Compilation *c);
/* For inlined methods (inline.c): the top value, out of its slot, is the caller's; it is pushed again. */
Operand operand_take(Compilation *c);
void operand_push(Compilation *c, Operand operand);
void operand_forget(Compilation *c, Operand operand);
/* Of an inlined method: one more use of the local's value, which is in a register or needs none. */
Operand operand_of_local(Compilation *c, u32 index, char letter);
void operand_set_local(Compilation *c, u32 index, Operand operand);

#endif
