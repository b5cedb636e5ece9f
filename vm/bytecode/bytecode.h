/* bytecode.h - one instruction of the class file, decoded: what it names, where control goes (JVMS 6.5)
 * In:      code in which opcode_length has found the instruction whole
 * Out:     its constant or local, its successors. A target is what the code says, and may lie outside of the
 *         code
 * Uses:    opcode.h
 * Effects: none
 * Keeps:   the flags of an instruction's row tell whether it can throw, collect, end a block or call:
 *          opcode_info(bytecode_op(at))->flags
 * Tests:   tests/unit/bytecode_test.c
 */
#ifndef MOKA_VM_BYTECODE_BYTECODE_H
#define MOKA_VM_BYTECODE_BYTECODE_H

#include "vm/base/bytes.h"
#include "vm/bytecode/opcode.h"

/* `at` is an instruction's first byte everywhere. */

/* The opcode; for a wide, the opcode that it widens. */
static inline u32 bytecode_op(const u8 *at)
{
    return *at == OP_wide ? at[1] : *at;
}

/* ---- operands ---- */

/* The constant's index; for instructions whose rows have k or K. */
static inline u32 bytecode_pool_index(const u8 *at)
{
    return *at == OP_ldc ? at[1] : bytes_peek_u16(at + 1);
}

/* The value that bipush and sipush push and iinc adds. */
i32 bytecode_immediate(const u8 *at);

/* ---- local variables ---- */

static inline bool bytecode_is_load(u32 op)
{
    return op >= OP_iload && op <= OP_aload_3;
}

static inline bool bytecode_is_store(u32 op)
{
    return op >= OP_istore && op <= OP_astore_3;
}

/* A load, a store, iinc (which does both) or ret (which reads). */
static inline bool bytecode_names_local(u32 op)
{
    return bytecode_is_load(op) || bytecode_is_store(op) || op == OP_iinc || op == OP_ret;
}

/* The local that such an instruction names; xload_<n> and xstore_<n> come in fours. */
static inline u32 bytecode_local(const u8 *at)
{
    if (*at == OP_wide)
        return bytes_peek_u16(at + 2);
    if (*at >= OP_iload_0 && *at <= OP_aload_3)
        return (*at - OP_iload_0) & 3u;
    if (*at >= OP_istore_0 && *at <= OP_astore_3)
        return (*at - OP_istore_0) & 3u;
    return at[1];
}

/* The kind of the local's value, as a letter of opcodes.def: I J F D A, or R for ret. J and D take the next
 * local, too. An astore, for which the answer is A, may also store a return address. */
static inline char bytecode_local_letter(u32 op)
{
    if (bytecode_is_load(op))
        return *opcode_info(op)->pushes;
    if (!bytecode_is_store(op))
        return op == OP_iinc ? 'I' : 'R';
    char letter = *opcode_info(op)->pops;
    return letter == '?' ? 'A' : letter;
}

/* ---- control ---- */

static inline bool bytecode_is_switch(u32 op)
{
    return op == OP_tableswitch || op == OP_lookupswitch;
}

static inline bool bytecode_is_jsr(u32 op)
{
    return op == OP_jsr || op == OP_jsr_w;
}

/* Is it one of the branches that opcode_inverse inverts: ifeq to if_acmpne, ifnull, ifnonnull? */
static inline bool bytecode_is_conditional(u32 op)
{
    return (op >= OP_ifeq && op <= OP_if_acmpne) || op == OP_ifnull || op == OP_ifnonnull;
}

static inline bool bytecode_falls_through(u32 op)
{
    return !(opcode_info(op)->flags & OPF_END);
}

/* A tableswitch or lookupswitch. */
typedef struct Switch {
    const u8 *head;  /* behind the padding: the default's distance */
    const u8 *rows;  /* distances, or pairs of key and distance */
    i64 count;       /* of rows; in code that is wrong it may be negative */
    u32 bci, stride; /* stride: bytes from row to row */
    i32 low;         /* tableswitch: the first row's key */
} Switch;

Switch bytecode_switch(const u8 *code, u32 bci);

static inline i32 bytecode_switch_key(const Switch *s, u32 row)
{
    return s->stride == 4 ? s->low + (i32)row : (i32)bytes_peek_u32(s->rows + 8 * row);
}

static inline i64 bytecode_switch_target(const Switch *s, u32 row)
{
    return (i64)s->bci + (i32)bytes_peek_u32(s->rows + (row + 1) * s->stride - 4);
}

static inline i64 bytecode_switch_default(const Switch *s)
{
    return (i64)s->bci + (i32)bytes_peek_u32(s->head);
}

/* The bcis that a branch, a jsr or a switch names, the default first:
 * for (Targets t = bytecode_targets(code, bci); bytecode_next_target(&t, &target);) */
typedef struct Targets {
    const u8 *at; /* the next distance */
    u32 bci, left;
    u8 is_long; /* distances have four bytes */
    u8 step, first_step;
} Targets;

Targets bytecode_switch_targets(const u8 *code, u32 bci);

static inline Targets bytecode_targets(const u8 *code, u32 bci)
{
    u32 op = code[bci];
    if (!(opcode_info(op)->flags & OPF_BRANCH))
        return (Targets){.left = 0};
    if (bytecode_is_switch(op))
        return bytecode_switch_targets(code, bci);
    bool is_long = op == OP_goto_w || op == OP_jsr_w;
    return (Targets){.at = code + bci + 1, .bci = bci, .left = 1, .is_long = is_long};
}

static inline bool bytecode_next_target(Targets *t, i64 *ret_bci)
{
    if (t->left == 0)
        return false;
    *ret_bci = (i64)t->bci + (t->is_long ? (i32)bytes_peek_u32(t->at) : (i16)bytes_peek_u16(t->at));
    t->at += t->first_step;
    t->first_step = t->step;
    t->left--;
    return true;
}

/* The target of an instruction that has just one: a branch or a jsr. */
static inline i64 bytecode_branch_target(const u8 *code, u32 bci)
{
    i64 target = bci;
    Targets t = bytecode_targets(code, bci);
    bytecode_next_target(&t, &target);
    return target;
}

/* The targets, then the next instruction if control falls through to it. The paths of ret and of exceptions
 * are left to the caller, since analyses treat them differently. */
typedef struct Successors {
    Targets targets;
    i64 next; /* -1: none, or given already */
} Successors;

static inline Successors bytecode_successors(const u8 *code, u32 bci, u32 length)
{
    bool falls = bytecode_falls_through(bytecode_op(code + bci));
    return (Successors){bytecode_targets(code, bci), falls ? (i64)bci + length : -1};
}

static inline bool bytecode_next_successor(Successors *s, i64 *ret_bci)
{
    if (bytecode_next_target(&s->targets, ret_bci))
        return true;
    *ret_bci = s->next;
    s->next = -1;
    return *ret_bci >= 0;
}

#endif
