/* opcode.h - opcodes.def as an enum, a table and answers that follow from it (JVMS 6.5)
 * Two codes share the numbering: 0..201 are the JVM's own opcodes, which prepared code uses, too, where their
 * meaning is the same; the others exist in prepared code only.
 * Uses:   base only.
 * Used by: verifier, prepare, interpreter, disassembler, messages
 * Tests:  tests/unit/opcode_test.c
 */
#ifndef MOKA_VM_BYTECODE_OPCODE_H
#define MOKA_VM_BYTECODE_OPCODE_H

#include "vm/base/base.h"

enum {
    OPF_THROW = 1 << 0,  /* may raise an exception */
    OPF_GC = 1 << 1,     /* may collect, or stop at a safepoint */
    OPF_END = 1 << 2,    /* control never falls through */
    OPF_QUICK = 1 << 3,  /* replaces itself by a faster form */
    OPF_BRANCH = 1 << 4, /* has branch targets */
    OPF_RETURN = 1 << 5,
    OPF_WIDE = 1 << 6, /* may follow wide */
    OPF_CALL = 1 << 7  /* FRAME_CALL_UNITS long in prepared code */
};

typedef enum Opcode {
#define OP(code, name, operands, pops, pushes, flags, group, meaning) OP_##name = (code),
#define QUICK(base, name, operands, flags, group, meaning)            OP_##name,
#define FUSED(count, name, first, second, third)                      OP_##name,
#include "vm/bytecode/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
    OP_COUNT
} Opcode;

enum { OP_JVM_COUNT = 202 };

_Static_assert((int)OP_jsr_w == OP_JVM_COUNT - 1 && (int)OP_push == OP_JVM_COUNT,
               "internal opcodes follow the JVM's");
_Static_assert(OP_COUNT <= 0xFFFF, "an opcode is one unit");

typedef struct OpcodeInfo {
    const char *name;
    const char *operands; /* in the class file; "" for internal forms */
    const char *pops, *pushes;
    const char *units;   /* of an internal form: operands in prepared code; NULL: opcode_format tells */
    const char *meaning; /* as in the row; NULL: a fused form, which does what its parts do */
    u16 flags;           /* OPF_*; for a fused form opcode_flags tells */
    u16 base;            /* internal forms: the JVM opcode that they stand for; fused forms: the first part */
    u16 part_count;      /* 2 or 3 for fused forms, else 1 */
    u16 parts[3];
} OpcodeInfo;

extern const OpcodeInfo opcode_table[OP_COUNT];

static inline const OpcodeInfo *opcode_info(u32 op)
{
    return &opcode_table[op];
}

/* The length in bytes of the instruction at `bci`, also of wide and switches. 0: the opcode is not one of the
 * JVM's, or the instruction does not fit into code_length. */
u32 opcode_length(const u8 *code, u32 code_length, u32 bci);
/* The letters of an instruction's operands in prepared code (see opcodes.def); not for fused forms. */
const char *opcode_format(u32 op);
/* OPF_*; a fused form has the flags of all its parts. */
u32 opcode_flags(u32 op);
/* Length in 16-bit units of a prepared instruction. */
u32 opcode_units(u32 op);
/* The conditional branch with the opposite condition. */
u32 opcode_inverse(u32 op);
/* One line of text, without a newline and without addresses, for an instruction in bytecode and for one in
 * prepared code; in the buffer, which is returned. */
const char *opcode_print(const u8 *code, u32 code_length, u32 bci, char *buffer, size_t size);
const char *opcode_print_prepared(const u16 *position, char *buffer, size_t size);
/* The instruction's formula, with its operands put in: "…, a → …, a + 5". */
const char *opcode_explain(const u8 *code, u32 code_length, u32 bci, char *buffer, size_t size);

/* The same for the instruction as such, with the operands' letters; of an internal form, too. "": a fused
 * form, which does what its parts do. */
const char *opcode_formula(u32 op, char *buffer, size_t size);

/* Operands of 32 bits in prepared code: low half first. */
static inline i32 opcode_wide_operand(const u16 *at)
{
    return (i32)(at[0] | (u32)at[1] << 16);
}

#endif
