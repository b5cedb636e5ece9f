/* emit_math.c - templates: arithmetic, comparisons and conversions; what is special in them is arith.h's */
#include "jit/emit.h"

#include "jit/constant.h"
#include "jit/fold.h"
#include "jit/loop.h"

/* ---- integers ---- */

static Alu alu_of(u32 op)
{
    switch (op) {
    case OP_iadd:
    case OP_ladd: return ALU_ADD;
    case OP_isub:
    case OP_lsub: return ALU_SUB;
    case OP_iand:
    case OP_land: return ALU_AND;
    case OP_ior:
    case OP_lor: return ALU_OR;
    default: return ALU_XOR;
    }
}

static char letter_of(u32 op)
{
    return *opcode_info(op)->pushes;
}

static bool is_commutative(u32 op)
{
    return op != OP_isub && op != OP_lsub;
}

/* A sum in another register than its parts. */
static bool add_by_lea(Compilation *c, u32 op, Source b)
{
    bool is_sum = (alu_of(op) == ALU_ADD || (alu_of(op) == ALU_SUB && b.value != INT32_MIN)) &&
                  b.kind == SOURCE_IMMEDIATE && !operand_has_target(c, b);
    if (!is_sum)
        return false;
    Reg a = operand_pop(c);
    operand_release(c, a);
    Reg sum = operand_new_register(c);
    x64_lea(&c->x, size_of_letter(letter_of(op)), sum, mem(a, alu_of(op) == ALU_ADD ? b.value : -b.value));
    operand_push_register(c, letter_of(op), sum);
    return true;
}

static void emit_sum_or_logic(Compilation *c, u32 op)
{
    u32 size = size_of_letter(letter_of(op));
    Source b = operand_pop_source(c);
    if (add_by_lea(c, op, b))
        return;
    Reg a = operand_pop_target(c, b);
    switch (b.kind) {
    case SOURCE_REGISTER: x64_alu_rr(&c->x, alu_of(op), size, a, b.reg); break;
    case SOURCE_MEMORY: x64_alu_rm(&c->x, alu_of(op), size, a, b.mem); break;
    case SOURCE_IMMEDIATE: x64_alu_ri(&c->x, alu_of(op), size, a, b.value); break;
    }
    operand_release_source(c, b);
    operand_push_register(c, letter_of(op), a);
}

void emit_alu(Compilation *c, u32 op)
{
    if (fold_binary(c, op))
        return;
    Operand marks = loop_sum(c, op);
    if (emit_load_at_sum(c, marks))
        return;
    if (is_commutative(op))
        operand_commute(c);
    emit_sum_or_logic(c, op);
    operand_mark(c, marks);
}

/* By a power of two, or one less or more than that. */
static bool multiply_by_shifting(Compilation *c, char letter, u64 factor)
{
    u32 size = size_of_letter(letter);
    bool is_power = (factor & (factor - 1)) == 0, is_less = (factor & (factor + 1)) == 0;
    u32 shift = (u32)__builtin_ctzll(is_power ? factor : is_less ? factor + 1 : factor - 1);
    bool is_scale = factor == 3 || factor == 5 || factor == 9;
    if (factor < 2 || shift >= size * 8 || (!is_power && !is_less && !is_scale))
        return false;
    operand_drop(c);
    if (is_power) {
        Reg a = operand_pop_target(c, (Source){.kind = SOURCE_IMMEDIATE});
        x64_shift_imm(&c->x, SHIFT_SHL, size, a, shift);
        operand_push_register(c, letter, a);
        return true;
    }
    Reg a = operand_pop(c), product = operand_new_register(c);
    if (is_less && factor != 3) {
        x64_mov_rr(&c->x, size, product, a);
        x64_shift_imm(&c->x, SHIFT_SHL, size, product, shift);
        x64_alu_rr(&c->x, ALU_SUB, size, product, a);
    } else {
        x64_lea(&c->x, size, product, mem_indexed(a, a, (u32)factor - 1, 0));
    }
    operand_release(c, a);
    operand_push_register(c, letter, product);
    return true;
}

void emit_mul(Compilation *c, u32 op)
{
    i64 factor;
    if (fold_binary(c, op))
        return;
    u32 size = size_of_letter(letter_of(op));
    operand_commute(c);
    if (operand_is_constant(c, 0, &factor) && multiply_by_shifting(c, letter_of(op), (u64)factor))
        return;
    Source b = operand_pop_source(c);
    Reg a = operand_pop_target(c, b);
    switch (b.kind) {
    case SOURCE_REGISTER: x64_imul_rr(&c->x, size, a, b.reg); break;
    case SOURCE_MEMORY: x64_imul_rm(&c->x, size, a, b.mem); break;
    case SOURCE_IMMEDIATE: x64_imul_rri(&c->x, size, a, a, b.value); break;
    }
    operand_release_source(c, b);
    operand_push_register(c, letter_of(op), a);
}

/* ---- division of an int by a constant, whose magnitude is 2 at least ---- */

static u32 log2_ceiling(u32 value)
{
    return 32 - (u32)__builtin_clz(value - 1);
}

/* (n + (n < 0 ? 2^k - 1 : 0)) >> k */
static void divide_by_power(Compilation *c, Reg n, Reg quotient, u32 k)
{
    x64_mov_rr(&c->x, 4, quotient, n);
    x64_shift_imm(&c->x, SHIFT_SAR, 4, quotient, 31);
    x64_shift_imm(&c->x, SHIFT_SHR, 4, quotient, 32 - k);
    x64_alu_rr(&c->x, ALU_ADD, 4, quotient, n);
    x64_shift_imm(&c->x, SHIFT_SAR, 4, quotient, k);
}

/* floor(n * m / 2^(32 + s)), plus 1 for a negative n, where 2^s < d <= 2^(s + 1) and m is the least integer
 * above 2^(32 + s) / d: m * d exceeds that power by d at most, too little to matter for 31 bits of n. The
 * product fits 64 bits. */
static void divide_by_multiplying(Compilation *c, Reg n, Reg quotient, u32 d)
{
    Reg scratch = operand_new_register(c);
    u32 s = log2_ceiling(d) - 1;
    u64 m = ((u64)1 << (32 + s)) / d + 1;
    x64_extend_signed(&c->x, 4, quotient, n);
    x64_mov_ri(&c->x, scratch, (i64)m);
    x64_imul_rr(&c->x, 8, quotient, scratch);
    x64_shift_imm(&c->x, SHIFT_SAR, 8, quotient, 32 + s);
    x64_mov_rr(&c->x, 4, scratch, n);
    x64_shift_imm(&c->x, SHIFT_SHR, 4, scratch, 31);
    x64_alu_rr(&c->x, ALU_ADD, 4, quotient, scratch);
    operand_release(c, scratch);
}

static void divide_by_constant(Compilation *c, i32 divisor, bool is_rem)
{
    u32 magnitude = divisor < 0 ? 0 - (u32)divisor : (u32)divisor;
    operand_drop(c);
    Reg n = operand_pop(c), quotient = operand_new_register(c);
    if ((magnitude & (magnitude - 1)) == 0)
        divide_by_power(c, n, quotient, (u32)__builtin_ctz(magnitude));
    else
        divide_by_multiplying(c, n, quotient, magnitude);
    if (is_rem) { /* its sign is the dividend's, whatever the divisor's */
        Reg product = operand_new_register(c);
        x64_imul_rri(&c->x, 4, product, quotient, (i32)magnitude);
        x64_mov_rr(&c->x, 4, quotient, n);
        x64_alu_rr(&c->x, ALU_SUB, 4, quotient, product);
        operand_release(c, product);
    } else if (divisor < 0) {
        x64_unary(&c->x, UNARY_NEG, 4, quotient);
    }
    operand_release(c, n);
    operand_push_register(c, 'I', quotient);
}

/* MIN / -1 would trap: it is MIN, and the remainder 0. */
void emit_div(Compilation *c, u32 op)
{
    if (fold_binary(c, op))
        return;
    u32 size = size_of_letter(letter_of(op));
    bool is_rem = op == OP_irem || op == OP_lrem;
    i64 constant;
    bool is_constant = operand_is_constant(c, 0, &constant);
    if (is_constant && size == 4 && (constant > 1 || (constant < -1 && constant > INT32_MIN))) {
        divide_by_constant(c, (i32)constant, is_rem);
        return;
    }
    Label special = label_new(), done = label_new();
    operand_claim(c, RAX);
    operand_claim(c, RDX);
    Reg divisor = operand_pop(c);
    Reg dividend = operand_pop(c);
    x64_mov_rr(&c->x, size, RAX, dividend);
    operand_release(c, dividend);
    if (!is_constant || constant == 0) {
        x64_test_rr(&c->x, size, divisor, divisor);
        x64_jcc(&c->x, COND_E, cold_throw_label(c, GATE_throw_division));
    }
    if (!is_constant || constant == -1) {
        x64_alu_ri(&c->x, ALU_CMP, size, divisor, -1);
        x64_jcc(&c->x, COND_E, &special);
    }
    x64_sign_into_rdx(&c->x, size);
    x64_unary(&c->x, UNARY_IDIV, size, divisor);
    if (!is_constant || constant == -1) {
        x64_jmp(&c->x, &done);
        x64_bind(&c->x, &special);
        x64_unary(&c->x, UNARY_NEG, size, RAX);
        x64_alu_rr(&c->x, ALU_XOR, 4, RDX, RDX);
        x64_bind(&c->x, &done);
    }
    operand_release(c, divisor);
    operand_release(c, is_rem ? RAX : RDX);
    operand_push_register(c, letter_of(op), is_rem ? RDX : RAX);
}

void emit_neg(Compilation *c, u32 op)
{
    if (fold_unary(c, op))
        return;
    Reg a = operand_pop_own(c);
    x64_unary(&c->x, UNARY_NEG, size_of_letter(letter_of(op)), a);
    operand_push_register(c, letter_of(op), a);
}

static Shift shift_of(u32 op)
{
    switch (op) {
    case OP_ishl:
    case OP_lshl: return SHIFT_SHL;
    case OP_ishr:
    case OP_lshr: return SHIFT_SAR;
    default: return SHIFT_SHR;
    }
}

/* The processor looks at as many bits of the distance as Java does. */
void emit_shift_by_top(Compilation *c, Shift shift, char letter)
{
    u32 size = size_of_letter(letter);
    i64 distance;
    if (operand_is_constant(c, 0, &distance)) {
        operand_drop(c);
        Reg a = operand_pop_target(c, (Source){.kind = SOURCE_IMMEDIATE});
        x64_shift_imm(&c->x, shift, size, a, (u32)distance & (size * 8 - 1));
        operand_push_register(c, letter, a);
        return;
    }
    operand_claim(c, RCX);
    Reg count = operand_pop(c);
    x64_mov_rr(&c->x, 4, RCX, count);
    operand_release(c, count);
    Reg a = operand_pop_own(c);
    x64_shift_cl(&c->x, shift, size, a);
    operand_release(c, RCX);
    operand_push_register(c, letter, a);
}

void emit_shift(Compilation *c, u32 op)
{
    if (fold_binary(c, op))
        return;
    emit_shift_by_top(c, shift_of(op), letter_of(op));
}

static void compare_long_and_branch(Compilation *c)
{
    Source b = operand_pop_source(c);
    Reg a = operand_pop(c);
    Branch branch = emit_begin_fused(c);
    emit_compare(c, 8, a, b);
    x64_jcc(&c->x, branch.emitted, branch.label);
    emit_end_branch(c, branch);
}

void emit_lcmp(Compilation *c, u32 op)
{
    if (fold_binary(c, op))
        return;
    if (compile_next_is(c, OP_ifeq, OP_ifle)) {
        compare_long_and_branch(c);
        return;
    }
    Reg b = operand_pop(c), a = operand_pop(c);
    Reg greater = operand_new_register(c), less = operand_new_register(c);
    x64_alu_rr(&c->x, ALU_CMP, 8, a, b);
    x64_setcc(&c->x, COND_G, greater);
    x64_setcc(&c->x, COND_L, less);
    x64_extend_zero(&c->x, 1, greater, greater);
    x64_extend_zero(&c->x, 1, less, less);
    x64_alu_rr(&c->x, ALU_SUB, 4, greater, less);
    operand_release(c, a);
    operand_release(c, b);
    operand_release(c, less);
    operand_push_register(c, 'I', greater);
}

/* ---- floating point ---- */

static Sse sse_of(u32 op)
{
    switch (op) {
    case OP_fadd:
    case OP_dadd: return SSE_ADD;
    case OP_fsub:
    case OP_dsub: return SSE_SUB;
    case OP_fmul:
    case OP_dmul: return SSE_MUL;
    default: return SSE_DIV;
    }
}

void emit_sse(Compilation *c, u32 op)
{
    u32 size = size_of_letter(letter_of(op));
    Source b = operand_pop_float_source(c);
    Xmm a = operand_pop_target_xmm(c, b);
    if (b.kind == SOURCE_MEMORY)
        x64_sse_rm(&c->x, sse_of(op), size, a, b.mem);
    else
        x64_sse_rr(&c->x, sse_of(op), size, a, (Xmm)b.reg);
    if (b.number)
        constant_note_number(c, b.number);
    operand_release_float_source(c, b);
    operand_push_xmm(c, letter_of(op), a);
}

/* C's fmod on the native stack. All registers are the function's: the operands below go to their slots. */
void emit_frem(Compilation *c, u32 op)
{
    char letter = letter_of(op);
    u32 size = size_of_letter(letter), cells = letter == 'D' ? 2 : 1;
    operand_flush(c);
    x64_fload(&c->x, size, XMM0, home_of(c, c->frame->depth - 1 - cells));
    x64_fload(&c->x, size, XMM1, home_of(c, c->frame->depth - 1));
    compile_call_leaf(c, letter == 'D' ? LEAF_drem : LEAF_frem);
    operand_drop(c);
    operand_drop(c);
    operand_push_result(c, letter);
}

/* The sign alone changes, of zeros and NaNs too. */
void emit_fneg(Compilation *c, u32 op)
{
    char letter = letter_of(op);
    u32 size = size_of_letter(letter);
    Xmm a = operand_pop_own_xmm(c), mask = operand_new_xmm(c);
    Reg bits = operand_new_register(c);
    x64_mov_ri(&c->x, bits, size == 4 ? (i64)0x80000000 : INT64_MIN);
    x64_bits_to_float(&c->x, 8, mask, bits);
    x64_logic_rr(&c->x, LOGIC_XOR, a, mask);
    operand_release(c, bits);
    operand_release_xmm(c, mask);
    operand_push_xmm(c, letter, a);
}

/* Equal values are ordered. */
static void jump_if_equal(Compilation *c, Branch branch)
{
    Label unordered = label_new();
    if (branch.emitted == COND_NE) {
        x64_jcc(&c->x, COND_P, branch.label);
        x64_jcc(&c->x, COND_NE, branch.label);
        return;
    }
    x64_jcc(&c->x, COND_P, &unordered);
    x64_jcc(&c->x, COND_E, branch.label);
    x64_bind(&c->x, &unordered);
}

/* ucomis says "below" of what is less and of NaN. So where NaN counts as less, a is compared with b, and
 * where it counts as greater, b with a. */
static Cond float_condition(Cond cond, bool swapped)
{
    switch (cond) {
    case COND_L: return swapped ? COND_A : COND_B;
    case COND_GE: return swapped ? COND_BE : COND_AE;
    case COND_G: return swapped ? COND_B : COND_A;
    default: return swapped ? COND_AE : COND_BE;
    }
}

static void compare_float_and_branch(Compilation *c, u32 size, bool nan_is_less)
{
    Xmm b = operand_pop_xmm(c), a = operand_pop_xmm(c);
    Branch branch = emit_begin_fused(c);
    x64_fcompare_rr(&c->x, size, nan_is_less ? a : b, nan_is_less ? b : a);
    operand_release_xmm(c, a);
    operand_release_xmm(c, b);
    if (branch.emitted == COND_E || branch.emitted == COND_NE)
        jump_if_equal(c, branch);
    else
        x64_jcc(&c->x, float_condition(branch.emitted, !nan_is_less), branch.label);
    emit_end_branch(c, branch);
}

void emit_fcmp(Compilation *c, u32 op)
{
    u32 size = op == OP_fcmpl || op == OP_fcmpg ? 4 : 8;
    bool nan_is_less = op == OP_fcmpl || op == OP_dcmpl;
    if (compile_next_is(c, OP_ifeq, OP_ifle)) {
        compare_float_and_branch(c, size, nan_is_less);
        return;
    }
    Xmm b = operand_pop_xmm(c), a = operand_pop_xmm(c);
    Reg result = operand_new_register(c), other = operand_new_register(c);
    Label unordered = label_new(), done = label_new();
    x64_fcompare_rr(&c->x, size, a, b);
    x64_jcc(&c->x, COND_P, &unordered);
    x64_setcc(&c->x, COND_A, result);
    x64_setcc(&c->x, COND_B, other);
    x64_extend_zero(&c->x, 1, result, result);
    x64_extend_zero(&c->x, 1, other, other);
    x64_alu_rr(&c->x, ALU_SUB, 4, result, other);
    x64_jmp(&c->x, &done);
    x64_bind(&c->x, &unordered);
    x64_mov_ri(&c->x, result, nan_is_less ? (i64)UINT32_MAX : 1);
    x64_bind(&c->x, &done);
    operand_release_xmm(c, a);
    operand_release_xmm(c, b);
    operand_release(c, other);
    operand_push_register(c, 'I', result);
}

/* ---- conversions ---- */

void emit_i2l(Compilation *c, u32 op)
{
    if (fold_unary(c, op))
        return;
    Reg a = operand_pop_own(c);
    x64_extend_signed(&c->x, 4, a, a);
    operand_push_register(c, 'J', a);
}

void emit_l2i(Compilation *c, u32 op)
{
    if (fold_unary(c, op))
        return;
    Reg a = operand_pop_own(c);
    x64_mov_rr(&c->x, 4, a, a);
    operand_push_register(c, 'I', a);
}

void emit_narrow(Compilation *c, u32 op)
{
    if (fold_unary(c, op))
        return;
    Reg a = operand_pop_own(c);
    emit_narrow_register(c, op == OP_i2b ? T_BYTE : op == OP_i2c ? T_CHAR : T_SHORT, a);
    operand_push_register(c, 'I', a);
}

void emit_narrow_register(Compilation *c, Type type, Reg reg)
{
    switch (type) {
    case T_BOOLEAN: x64_alu_ri(&c->x, ALU_AND, 4, reg, 1); break;
    case T_BYTE: x64_extend_signed(&c->x, 1, reg, reg); break;
    case T_CHAR: x64_extend_zero(&c->x, 2, reg, reg); break;
    case T_SHORT: x64_extend_signed(&c->x, 2, reg, reg); break;
    default: break;
    }
}

void emit_int_to_float(Compilation *c, u32 op)
{
    u32 from = op == OP_i2f || op == OP_i2d ? 4 : 8;
    Reg a = operand_pop(c);
    Xmm xmm = operand_new_xmm(c);
    x64_logic_rr(&c->x, LOGIC_XOR, xmm, xmm); /* or the conversion waits for what was in it */
    x64_int_to_float(&c->x, from, size_of_letter(letter_of(op)), xmm, a);
    operand_release(c, a);
    operand_push_xmm(c, letter_of(op), xmm);
}

static Stub conversion_leaf(u32 op)
{
    switch (op) {
    case OP_f2i: return LEAF_f2i;
    case OP_f2l: return LEAF_f2l;
    case OP_d2i: return LEAF_d2i;
    default: return LEAF_d2l;
    }
}

static void emit_conversion(Compilation *c, Cold *cold)
{
    cold_save(c, cold);
    x64_fmov_rr(&c->x, XMM0, cold->xmm);
    compile_call_stub(c, (Stub)cold->value);
    bool is_int = cold->value == LEAF_f2i || cold->value == LEAF_d2i;
    x64_mov_rr(&c->x, is_int ? 4 : 8, cold->regs[0], RAX);
    cold_restore(c, cold);
    x64_jmp(&c->x, &cold->back);
}

/* The processor answers 0x80… where Java saturates, or has 0 for NaN. */
void emit_float_to_int(Compilation *c, u32 op)
{
    u32 from = op == OP_f2i || op == OP_f2l ? 4 : 8, to = size_of_letter(letter_of(op));
    Xmm a = operand_pop_xmm(c);
    Reg result = operand_new_register(c), least = operand_new_register(c);
    Cold *cold = cold_new_call(c, emit_conversion);
    cold->value = conversion_leaf(op);
    cold->xmm = a;
    cold->regs[0] = result;
    x64_float_to_int(&c->x, from, to, result, a);
    if (to == 4) {
        x64_alu_ri(&c->x, ALU_CMP, 4, result, INT32_MIN);
    } else {
        x64_mov_ri(&c->x, least, INT64_MIN);
        x64_alu_rr(&c->x, ALU_CMP, 8, result, least);
    }
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_bind(&c->x, &cold->back);
    operand_release_xmm(c, a);
    operand_release(c, least);
    operand_push_register(c, letter_of(op), result);
}

void emit_float_to_float(Compilation *c, u32 op)
{
    Xmm a = operand_pop_xmm(c), xmm = operand_new_xmm(c);
    x64_float_to_float(&c->x, op == OP_f2d ? 4 : 8, xmm, a);
    operand_release_xmm(c, a);
    operand_push_xmm(c, letter_of(op), xmm);
}
