/* x64.h - the encoder: instructions of x86-64 as bytes (Intel SDM volume 2, AMD APM volume 3)
 * In:      registers, addresses, immediates
 * Out:     bytes at `at`, which moves on
 * Owner:   the caller owns the buffer
 * Effects: none but the bytes: no policy, no knowledge of Java or of frames
 * Keeps:   past the buffer's end nothing is written and `overflow` is set, which is asked once, at the end. A
 *          size is 1, 2, 4 or 8 bytes; a write of 4 bytes to a register clears its upper half. Each function
 *          emits the shortest form with its meaning. The first operand is the destination, as in Intel's
 *          syntax; names end in the kinds of the operands: r register, m memory, i immediate.
 * Tests:   tests/unit/x64_test.c, which asks the assembler for the same bytes
 */
#ifndef MOKA_JIT_X64_H
#define MOKA_JIT_X64_H

#include "vm/base/base.h"

/* Numbered as the processor does. */
typedef enum Reg {
    RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15,
    REG_COUNT, REG_NONE = 0xFF
} Reg;

typedef enum Xmm {
    XMM0, XMM1, XMM2, XMM3, XMM4, XMM5, XMM6, XMM7, XMM8, XMM9, XMM10, XMM11, XMM12, XMM13, XMM14, XMM15
} Xmm;

/* base + index * scale + disp. Without a base: the address disp, of 32 bits, sign-extended. */
typedef struct Mem {
    u8 base, index; /* Reg; the index may not be RSP */
    u8 scale;       /* 1, 2, 4, 8 */
    i32 disp;
} Mem;

static inline Mem mem(Reg base, i32 disp)
{
    return (Mem){(u8)base, REG_NONE, 1, disp};
}

static inline Mem mem_indexed(Reg base, Reg index, u32 scale, i32 disp)
{
    return (Mem){(u8)base, (u8)index, (u8)scale, disp};
}

static inline Mem mem_absolute(u32 address)
{
    return (Mem){REG_NONE, REG_NONE, 1, (i32)address};
}

typedef struct X64 {
    u8 *start, *at, *end;
    bool overflow;
    u32 binds; /* labels so far */
} X64;

/* Emission starts at the buffer, which has `size` bytes. */
static inline void x64_begin(X64 *x, u8 *buffer, size_t size)
{
    *x = (X64){buffer, buffer, buffer + size, false, 0};
}

/* Bytes emitted so far. */
static inline u32 x64_offset(const X64 *x)
{
    return (u32)(x->at - x->start);
}

/* ---- conditions, as the last four bits of jcc, setcc and cmovcc ---- */

typedef enum Cond {
    COND_O, COND_NO, COND_B, COND_AE, COND_E, COND_NE, COND_BE, COND_A,
    COND_S, COND_NS, COND_P, COND_NP, COND_L, COND_GE, COND_LE, COND_G
} Cond;

static inline Cond cond_inverse(Cond cond)
{
    return (Cond)(cond ^ 1);
}

/* ---- labels: places that jumps name before or after they are bound ---- */

enum { LABEL_FREE = -1 };

/* While a label is not bound, `at` is the offset of the last jump's displacement, and each displacement holds
 * the offset of the one before. */
typedef struct Label {
    i32 at;
    bool bound;
} Label;

static inline Label label_new(void)
{
    return (Label){LABEL_FREE, false};
}

/* The label is here: jumps to it so far are completed. Once only. */
void x64_bind(X64 *x, Label *label);
/* A label that is bound and near is reached by the short form, one that is not bound yet always by the long
 * form. */
void x64_jmp(X64 *x, Label *label);
void x64_jcc(X64 *x, Cond cond, Label *label);
void x64_call(X64 *x, Label *label);
/* To an address below 2 GB, from code whose own place is not known yet: the four bytes before `at` are the
 * address itself until somebody makes a displacement of them. */
void x64_jmp_far(X64 *x, u32 address);
void x64_jcc_far(X64 *x, Cond cond, u32 address);
void x64_call_far(X64 *x, u32 address);
void x64_word(X64 *x, u32 word); /* data */

/* ---- moves ---- */

void x64_mov_rr(X64 *x, u32 size, Reg to, Reg from);       /* 4 or 8 */
void x64_mov_ri(X64 *x, Reg to, i64 value);                /* all 64 bits; does not touch the flags */
void x64_load(X64 *x, u32 size, Reg to, Mem from);         /* 4 or 8 */
void x64_load_signed(X64 *x, u32 size, Reg to, Mem from);  /* 1, 2: to 32 bits; 4: to 64 */
void x64_load_zero(X64 *x, u32 size, Reg to, Mem from);    /* 1, 2 */
void x64_store(X64 *x, u32 size, Mem to, Reg from);
void x64_store_imm(X64 *x, u32 size, Mem to, i32 value);   /* 8: sign-extended */
void x64_extend_signed(X64 *x, u32 size, Reg to, Reg from); /* 1, 2: to 32 bits; 4: to 64 */
void x64_extend_zero(X64 *x, u32 size, Reg to, Reg from);   /* 1, 2 */
void x64_lea(X64 *x, u32 size, Reg to, Mem address);
void x64_push(X64 *x, Reg reg);
void x64_push_imm(X64 *x, i32 value); /* sign-extended */
void x64_push_mem(X64 *x, Mem from);
void x64_pop(X64 *x, Reg reg);
/* The thread's own variable at an offset from where fs points to. */
void x64_load_of_thread(X64 *x, Reg to, i32 offset);
void x64_xchg(X64 *x, u32 size, Mem with, Reg reg); /* locked by itself */

/* ---- integers; size 4 or 8, for compare and test with memory 1 and 2 too ---- */

typedef enum Alu { ALU_ADD, ALU_OR, ALU_ADC, ALU_SBB, ALU_AND, ALU_SUB, ALU_XOR, ALU_CMP } Alu;

void x64_alu_rr(X64 *x, Alu op, u32 size, Reg to, Reg from);
void x64_alu_ri(X64 *x, Alu op, u32 size, Reg to, i32 value);
void x64_alu_rm(X64 *x, Alu op, u32 size, Reg to, Mem from);
void x64_alu_mr(X64 *x, Alu op, u32 size, Mem to, Reg from);
void x64_alu_mi(X64 *x, Alu op, u32 size, Mem to, i32 value);
void x64_test_rr(X64 *x, u32 size, Reg a, Reg b);
void x64_test_ri(X64 *x, u32 size, Reg a, i32 value);
void x64_test_mi(X64 *x, u32 size, Mem a, i32 value);
void x64_imul_rr(X64 *x, u32 size, Reg to, Reg from);
void x64_imul_rm(X64 *x, u32 size, Reg to, Mem from);
void x64_imul_rri(X64 *x, u32 size, Reg to, Reg from, i32 value);

/* Group 3's instructions with one operand; the other operand of the last four is rdx:rax. */
typedef enum Unary { UNARY_NOT = 2, UNARY_NEG, UNARY_MUL, UNARY_IMUL, UNARY_DIV, UNARY_IDIV } Unary;

void x64_unary(X64 *x, Unary op, u32 size, Reg reg);
void x64_sign_into_rdx(X64 *x, u32 size); /* cdq, cqo */

typedef enum Shift { SHIFT_ROL, SHIFT_ROR, SHIFT_SHL = 4, SHIFT_SHR, SHIFT_SAR = 7 } Shift;

void x64_shift_imm(X64 *x, Shift op, u32 size, Reg reg, u32 count);
void x64_shift_cl(X64 *x, Shift op, u32 size, Reg reg);
void x64_setcc(X64 *x, Cond cond, Reg to); /* the lowest byte alone */
void x64_cmov(X64 *x, Cond cond, u32 size, Reg to, Reg from);
void x64_bswap(X64 *x, u32 size, Reg reg);

/* The processor must have popcnt, lzcnt (ABM) and tzcnt (BMI1); every one has the others. */
typedef enum Bits { BITS_POPCNT, BITS_LZCNT, BITS_TZCNT, BITS_BSF, BITS_BSR } Bits;

void x64_bits(X64 *x, Bits op, u32 size, Reg to, Reg from);

/* ---- atomics ---- */

void x64_lock_cmpxchg(X64 *x, u32 size, Mem at, Reg value); /* compares with rax */
void x64_lock_xadd(X64 *x, u32 size, Mem at, Reg value);
void x64_store_mxcsr(X64 *x, Mem to);    /* 4 bytes, as the other one */
void x64_load_mxcsr(X64 *x, Mem from);
void x64_fence(X64 *x); /* orders all loads and stores; the word at rsp must be memory */

/* ---- control ---- */

void x64_jmp_reg(X64 *x, Reg to);
void x64_jmp_mem(X64 *x, Mem to);
void x64_call_reg(X64 *x, Reg to);
void x64_call_mem(X64 *x, Mem to);
void x64_ret(X64 *x);
void x64_ret_imm(X64 *x, u32 bytes); /* which it takes off the stack */
void x64_int3(X64 *x);
void x64_ud2(X64 *x);
void x64_nop(X64 *x, u32 bytes); /* as few instructions as fill them */

/* ---- floating point: size 4 is float, 8 double ---- */

typedef enum Sse {
    SSE_SQRT = 0x51, SSE_ADD = 0x58, SSE_MUL = 0x59, SSE_SUB = 0x5C, SSE_MIN = 0x5D, SSE_DIV = 0x5E,
    SSE_MAX = 0x5F
} Sse;

void x64_sse_rr(X64 *x, Sse op, u32 size, Xmm to, Xmm from);
void x64_sse_rm(X64 *x, Sse op, u32 size, Xmm to, Mem from);
void x64_fmov_rr(X64 *x, Xmm to, Xmm from); /* the whole register */
void x64_fload(X64 *x, u32 size, Xmm to, Mem from);
void x64_fstore(X64 *x, u32 size, Mem to, Xmm from);
void x64_fcompare_rr(X64 *x, u32 size, Xmm a, Xmm b); /* ucomis: unordered sets P, Z and C */
void x64_fcompare_rm(X64 *x, u32 size, Xmm a, Mem b);

typedef enum Logic { LOGIC_AND = 0x54, LOGIC_ANDN = 0x55, LOGIC_OR = 0x56, LOGIC_XOR = 0x57 } Logic;

void x64_logic_rr(X64 *x, Logic op, Xmm to, Xmm from); /* all 128 bits */
void x64_logic_rm(X64 *x, Logic op, Xmm to, Mem from); /* the address is 0 modulo 16 */
void x64_int_to_float(X64 *x, u32 int_size, u32 size, Xmm to, Reg from);
void x64_float_to_int(X64 *x, u32 size, u32 int_size, Reg to, Xmm from); /* truncates; 0x80… when it cannot */
void x64_float_to_float(X64 *x, u32 from_size, Xmm to, Xmm from);
void x64_bits_to_float(X64 *x, u32 size, Xmm to, Reg from); /* movd, movq */
void x64_float_to_bits(X64 *x, u32 size, Reg to, Xmm from);

/* FMA: to = to * factor + addend, rounded once */
void x64_fma(X64 *x, u32 size, Xmm to, Xmm factor, Xmm addend);

/* SSE4.1 */
typedef enum Round { ROUND_NEAREST, ROUND_DOWN, ROUND_UP, ROUND_ZERO } Round;

void x64_round(X64 *x, u32 size, Round mode, Xmm to, Xmm from);

#endif
