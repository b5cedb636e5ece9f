/* emit.h - the templates, one function for each group of opcodes that differ in a detail
 * In:     the instruction at c->bci; op as bytecode_op has it
 * Out:    code, and the operand stack as it is afterwards
 * Keeps:  an opcode's row in the table (emit.c) names its template, as opcodes.def names its handler
 */
#ifndef MOKA_JIT_EMIT_H
#define MOKA_JIT_EMIT_H

#include "jit/cold.h"
#include "jit/compilation.h"
#include "jit/operand.h"

/* emit_const.c */
Template emit_nop, emit_aconst_null, emit_iconst, emit_lconst, emit_fconst, emit_dconst, emit_push, emit_ldc;
/* emit_local.c */
Template emit_load, emit_store, emit_iinc;
/* emit_stack.c */
Template emit_shuffle;
/* emit_math.c */
Template emit_alu, emit_mul, emit_div, emit_neg, emit_shift, emit_lcmp, emit_sse, emit_frem, emit_fneg,
    emit_fcmp, emit_i2l, emit_l2i, emit_narrow, emit_int_to_float, emit_float_to_int, emit_float_to_float;
/* emit_control.c */
Template emit_if, emit_if_compare, emit_if_null, emit_goto, emit_tableswitch, emit_lookupswitch, emit_return,
    emit_athrow;
/* emit_array.c */
Template emit_array_load, emit_array_store, emit_aastore, emit_arraylength;
/* emit_object.c */
Template emit_getfield, emit_putfield, emit_getstatic, emit_putstatic, emit_new, emit_newarray,
    emit_anewarray, emit_multianewarray, emit_checkcast, emit_instanceof;
/* emit_lock.c */
Template emit_monitor;
/* emit_invoke.c */
Template emit_invoke;

/* The instruction's entry in the method's cache, for this use of its constant. NULL: there is none, and the
 * compilation has failed. */
CacheEntry *emit_entry(Compilation *c, CacheUse use);
/* Calls gate(thread, method of the instruction, entry, rcx), with all operands in their slots. */
void emit_link_gate(Compilation *c, const CacheEntry *entry, Stub gate);
/* The code tests whether the entry has come to the state, and links it if it has not. */
void emit_test_state(Compilation *c, const CacheEntry *entry, CacheState state);
/* The call itself, before which all operands go to their slots. Returns the letter of the result, which is in
 * rax or xmm0; the arguments are still operands. */
char emit_site_call(Compilation *c, CacheEntry *entry);
/* Calls the method with as many slots of arguments, which go to their slots before; the result takes their
 * place. NULL: the method is in rax, and they are there already. */
void emit_call(Compilation *c, const Method *m, u32 slots, Type result);
/* The same of a native method by the wrapper at the address. */
void emit_call_code(Compilation *c, const Method *m, u32 code);
/* instanceof of the entry's class. */
void emit_instance_of(Compilation *c, CacheEntry *entry);
/* Bytes of a field or element. */
static inline u32 emit_size(Type type)
{
    return 1u << type_shift(type);
}

/* The next instruction loads the element at the index that is the sum of the topmost operands: true, if both
 * are emitted at once. sum: as loop_sum marks it. */
bool emit_load_at_sum(Compilation *c, Operand sum);
/* Pushes a value from memory; the access faults if `object`, of which it is part, is null. REG_NONE: it
 * cannot be. */
void emit_push_loaded(Compilation *c, Type type, Mem from, Reg object);
/* The object with `under` values above it, where operand_pop and operand_hold have it; null throws. */
Reg emit_pop_object(Compilation *c);
Reg emit_hold_object(Compilation *c, u32 under);
/* If the object with `under` values above it is null, that throws, whatever the template does with it. */
void emit_check_null(Compilation *c, u32 under);
/* How a template branches: `cond` is the instruction's condition, that of signed ints; with `emitted`, which
 * is that or its opposite, the code jumps to the label. */
typedef struct Branch {
    Cond cond, emitted;
    Label *label;
} Branch;

/* A template compares, and the next instruction, ifeq to ifle, branches by the outcome. Brings operands and
 * locals to where the target wants them; then comes the comparison with the jump, and the end. */
Branch emit_begin_fused(Compilation *c);
void emit_end_branch(Compilation *c, Branch branch);
/* Of ifeq to ifle, if_icmpeq to if_acmpne: when it branches. */
Cond emit_condition(u32 op);
/* Compares and releases. */
void emit_compare(Compilation *c, u32 size, Reg a, Source b);
/* Of a synchronized method that is inlined: before its frame is entered, what is locked, in a register that
 * is kept; then its lock is taken, and given up before it returns, the result being an operand. */
Reg emit_hold_lock(Compilation *c, const Method *m);
void emit_begin_synchronized(Compilation *c, Reg object);
void emit_end_synchronized(Compilation *c);
/* Pops the value that returns into rax or xmm0; '\0': there is none. */
void emit_take_result(Compilation *c, char letter);
/* Shifts the value below the top one by that, which goes. */
void emit_shift_by_top(Compilation *c, Shift shift, char letter);
/* For a template that stands for a call. Cold code that makes the call after all, with the operands as they
 * are; and where it comes back: the main path has its result as top operand in the place of the arguments. */
Cold *emit_cold_call(Compilation *c, CacheEntry *entry);
void emit_meet_call(Compilation *c, Cold *cold, char letter);
/* Cuts the int in the register to the type. */
void emit_narrow_register(Compilation *c, Type type, Reg reg);

#endif
