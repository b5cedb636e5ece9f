/* intrinsic_math.c - templates: java.lang.Math, bits of integers, bits of floating point */
#include "jit/emit.h"
#include "jit/intrinsic.h"

/* ---- one value in, one out; detail: the size ---- */

static char float_letter(u32 size)
{
    return size == 4 ? 'F' : 'D';
}

static char int_letter(u32 size)
{
    return size == 4 ? 'I' : 'J';
}

/* A clean register, or the instruction waits for what was in it. */
static Xmm new_zero(Compilation *c)
{
    Xmm xmm = operand_new_xmm(c);
    x64_logic_rr(&c->x, LOGIC_XOR, xmm, xmm);
    return xmm;
}

/* One instruction, which rounds as IEEE 754 and so Java want it. */
void intrinsic_sqrt(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    Xmm a = operand_pop_xmm(c), root = new_zero(c);
    x64_sse_rr(&c->x, SSE_SQRT, 8, root, a);
    operand_release_xmm(c, a);
    operand_push_xmm(c, 'D', root);
}

/* detail: Round */
void intrinsic_round(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Xmm a = operand_pop_xmm(c), result = new_zero(c);
    x64_round(&c->x, 8, (Round)row->detail, result, a);
    operand_release_xmm(c, a);
    operand_push_xmm(c, 'D', result);
}

/* The sign bit is cleared, of NaNs too. */
void intrinsic_float_abs(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Xmm a = operand_pop_own_xmm(c), mask = operand_new_xmm(c);
    Reg bits = operand_new_register(c);
    x64_mov_ri(&c->x, bits, row->detail == 4 ? INT32_MAX : INT64_MAX);
    x64_bits_to_float(&c->x, 8, mask, bits);
    x64_logic_rr(&c->x, LOGIC_AND, a, mask);
    operand_release(c, bits);
    operand_release_xmm(c, mask);
    operand_push_xmm(c, float_letter(row->detail), a);
}

/* The instructions take the second operand when both are zeros, or one is NaN: of zeros, which may differ in
 * their sign, `zeros` makes the right one; of NaNs it is the first, as in Java's own code. */
static void float_extreme(Compilation *c, u32 size, Sse extreme, Logic zeros)
{
    Label done = label_new(), equal = label_new(), unordered = label_new();
    Xmm b = operand_pop_xmm(c), a = operand_pop_own_xmm(c);
    x64_fcompare_rr(&c->x, size, a, b);
    x64_jcc(&c->x, COND_P, &unordered);
    x64_jcc(&c->x, COND_E, &equal);
    x64_sse_rr(&c->x, extreme, size, a, b);
    x64_jmp(&c->x, &done);
    x64_bind(&c->x, &equal);
    x64_logic_rr(&c->x, zeros, a, b);
    x64_jmp(&c->x, &done);
    x64_bind(&c->x, &unordered);
    x64_fcompare_rr(&c->x, size, a, a);
    x64_jcc(&c->x, COND_P, &done);
    x64_fmov_rr(&c->x, a, b);
    x64_bind(&c->x, &done);
    operand_release_xmm(c, b);
    operand_push_xmm(c, float_letter(size), a);
}

void intrinsic_float_max(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    float_extreme(c, row->detail, SSE_MAX, LOGIC_AND);
}

void intrinsic_float_min(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    float_extreme(c, row->detail, SSE_MIN, LOGIC_OR);
}

/* a * b + c, rounded once */
void intrinsic_fma(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Xmm addend = operand_pop_xmm(c), b = operand_pop_xmm(c), a = operand_pop_own_xmm(c);
    x64_fma(&c->x, row->detail, a, b, addend);
    operand_release_xmm(c, addend);
    operand_release_xmm(c, b);
    operand_push_xmm(c, float_letter(row->detail), a);
}

/* ---- integers; detail: the size ---- */

/* The least number stays what it is. */
void intrinsic_abs(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Reg a = operand_pop(c), result = operand_new_register(c);
    x64_mov_rr(&c->x, row->detail, result, a);
    x64_unary(&c->x, UNARY_NEG, row->detail, result);
    x64_cmov(&c->x, COND_S, row->detail, result, a);
    operand_release(c, a);
    operand_push_register(c, int_letter(row->detail), result);
}

static void extreme(Compilation *c, u32 size, Cond replaced)
{
    Reg b = operand_pop(c), a = operand_pop_own(c);
    x64_alu_rr(&c->x, ALU_CMP, size, a, b);
    x64_cmov(&c->x, replaced, size, a, b);
    operand_release(c, b);
    operand_push_register(c, int_letter(size), a);
}

void intrinsic_max(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    extreme(c, row->detail, COND_L);
}

void intrinsic_min(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    extreme(c, row->detail, COND_G);
}

void intrinsic_multiply_high(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    operand_claim(c, RAX);
    operand_claim(c, RDX);
    Reg b = operand_pop(c), a = operand_pop(c);
    x64_mov_rr(&c->x, 8, RAX, a);
    x64_unary(&c->x, UNARY_IMUL, 8, b);
    operand_release(c, a);
    operand_release(c, b);
    operand_release(c, RAX);
    operand_push_register(c, 'J', RDX);
}

/* ---- exact arithmetic: the method itself throws ---- */

typedef struct Exact {
    Reg a, b, result;
    u32 size;
    Cold *cold;
} Exact;

static Exact begin_exact(Compilation *c, u32 size, u32 operands, CacheEntry *entry)
{
    Exact e = {.b = REG_NONE, .size = size};
    e.a = operand_hold(c, operands - 1);
    if (operands == 2)
        e.b = operand_hold(c, 0);
    e.result = operand_new_register(c);
    e.cold = emit_cold_call(c, entry);
    x64_mov_rr(&c->x, size, e.result, e.a);
    return e;
}

/* After the instruction that has set the flags. */
static void end_exact(Compilation *c, const Exact *e)
{
    char letter = int_letter(e->size);
    x64_jcc(&c->x, COND_O, &e->cold->label);
    operand_drop(c);
    if (e->b != REG_NONE)
        operand_drop(c);
    operand_push_register(c, letter, e->result);
    emit_meet_call(c, e->cold, letter);
}

/* detail: size, and Alu above the lowest byte */
void intrinsic_exact(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    Exact e = begin_exact(c, row->detail & 0xFF, 2, entry);
    x64_alu_rr(&c->x, (Alu)(row->detail >> 8), e.size, e.result, e.b);
    end_exact(c, &e);
}

void intrinsic_exact_mul(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    Exact e = begin_exact(c, row->detail, 2, entry);
    x64_imul_rr(&c->x, e.size, e.result, e.b);
    end_exact(c, &e);
}

/* By 1. */
void intrinsic_exact_step(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    Exact e = begin_exact(c, row->detail & 0xFF, 1, entry);
    x64_alu_ri(&c->x, (Alu)(row->detail >> 8), e.size, e.result, 1);
    end_exact(c, &e);
}

void intrinsic_exact_neg(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    Exact e = begin_exact(c, row->detail, 1, entry);
    x64_unary(&c->x, UNARY_NEG, e.size, e.result);
    end_exact(c, &e);
}

/* ---- bits of integers; the results are ints, but of intrinsic_swap_bytes and intrinsic_rotate ---- */

/* detail: size, and Bits above the lowest byte: an instruction that answers for 0, too */
void intrinsic_bits(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Reg a = operand_pop(c), result = operand_new_register(c);
    x64_bits(&c->x, (Bits)(row->detail >> 8), row->detail & 0xFF, result, a);
    operand_release(c, a);
    operand_push_register(c, 'I', result);
}

/* By bsf or bsr, which find no bit in 0: the result is `of_zero` then. */
static Reg scan(Compilation *c, Bits direction, u32 size, i64 of_zero)
{
    Reg a = operand_pop(c), result = operand_new_register(c), none = operand_new_register(c);
    x64_mov_ri(&c->x, none, of_zero);
    x64_bits(&c->x, direction, size, result, a);
    x64_cmov(&c->x, COND_E, 4, result, none);
    operand_release(c, a);
    operand_release(c, none);
    return result;
}

/* size * 8 - 1 - the highest bit, which is -1 of 0 */
void intrinsic_leading_zeros(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Reg result = scan(c, BITS_BSR, row->detail, (i64)UINT32_MAX);
    x64_unary(&c->x, UNARY_NEG, 4, result);
    x64_alu_ri(&c->x, ALU_ADD, 4, result, (i32)row->detail * 8 - 1);
    operand_push_register(c, 'I', result);
}

void intrinsic_trailing_zeros(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    operand_push_register(c, 'I', scan(c, BITS_BSF, row->detail, row->detail * 8));
}

/* detail: the Type */
void intrinsic_swap_bytes(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Type type = (Type)row->detail;
    Reg a = operand_pop_own(c);
    x64_bswap(&c->x, type == T_LONG ? 8 : 4, a);
    if (type == T_SHORT || type == T_CHAR)
        x64_shift_imm(&c->x, type == T_SHORT ? SHIFT_SAR : SHIFT_SHR, 4, a, 16);
    operand_push_register(c, effect_letter(type), a);
}

/* detail: size, and Shift above the lowest byte */
void intrinsic_rotate(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    emit_shift_by_top(c, (Shift)(row->detail >> 8), int_letter(row->detail & 0xFF));
}

/* ---- bits of floating point; detail: the size ---- */

void intrinsic_to_bits(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Xmm a = operand_pop_xmm(c);
    Reg bits = operand_new_register(c);
    x64_float_to_bits(&c->x, row->detail, bits, a);
    operand_release_xmm(c, a);
    operand_push_register(c, int_letter(row->detail), bits);
}

void intrinsic_from_bits(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Reg bits = operand_pop(c);
    Xmm a = operand_new_xmm(c);
    x64_bits_to_float(&c->x, row->detail, a, bits);
    operand_release(c, bits);
    operand_push_xmm(c, float_letter(row->detail), a);
}

/* All NaNs have the same bits. */
void intrinsic_to_one_nan(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    Label number = label_new();
    Xmm a = operand_pop_xmm(c);
    Reg bits = operand_new_register(c);
    x64_float_to_bits(&c->x, row->detail, bits, a);
    x64_fcompare_rr(&c->x, row->detail, a, a);
    x64_jcc(&c->x, COND_NP, &number);
    x64_mov_ri(&c->x, bits, row->detail == 4 ? 0x7FC00000 : 0x7FF8000000000000);
    x64_bind(&c->x, &number);
    operand_release_xmm(c, a);
    operand_push_register(c, int_letter(row->detail), bits);
}
