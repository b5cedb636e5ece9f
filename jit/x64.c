/* x64.c - see x64.h.
 * An instruction is: legacy prefix, REX, opcode, ModRM, SIB, displacement, immediate. `emit` writes all but
 * the immediate; everything else here is a choice of its arguments. */
#include "jit/x64.h"

#include "vm/base/panic.h"

#include <string.h>

/* ---- bytes ---- */

static void put(X64 *x, const void *bytes, size_t count)
{
    if (x->overflow || (size_t)(x->end - x->at) < count) {
        x->overflow = true;
        return;
    }
    memcpy(x->at, bytes, count);
    x->at += count;
}

static void put_u8(X64 *x, u32 value)
{
    u8 byte = (u8)value;
    put(x, &byte, 1);
}

static void put_u16(X64 *x, u32 value)
{
    u16 word = (u16)value;
    put(x, &word, 2);
}

static void put_u32(X64 *x, u32 value)
{
    put(x, &value, 4);
}

static void put_imm(X64 *x, u32 size, i32 value)
{
    if (size == 1)
        put_u8(x, (u32)value);
    else if (size == 2)
        put_u16(x, (u32)value);
    else
        put_u32(x, (u32)value);
}

static bool fits_i8(i64 value)
{
    return value == (i8)value;
}

/* ---- one instruction ---- */

/* What comes before ModRM. An opcode is in the map that its escape bytes name: none, 0F, 0F 38 or 0F 3A. */
enum { MAP_0F = 0x0F00, MAP_0F3A = 0x0F3A00 };

typedef struct Form {
    u8 prefix; /* 66, F2, F3; 0 for none */
    bool wide; /* REX.W */
    bool byte; /* operands are the lowest bytes of registers; those from SPL to DIL need a REX */
    u32 opcode;
    bool lock;
} Form;

static void put_opcode(X64 *x, u32 opcode)
{
    if (opcode >= MAP_0F3A)
        put_u8(x, opcode >> 16 & 0xFF);
    if (opcode >= MAP_0F)
        put_u8(x, opcode >> 8 & 0xFF);
    put_u8(x, opcode & 0xFF);
}

static void put_head(X64 *x, Form form, u32 reg, u32 index, u32 base, bool needs_rex)
{
    u32 rex = (u32)form.wide << 3 | (reg >> 3 & 1) << 2 | (index >> 3 & 1) << 1 | (base >> 3 & 1);
    if (form.prefix)
        put_u8(x, form.prefix);
    if (form.lock)
        put_u8(x, 0xF0);
    if (rex || needs_rex)
        put_u8(x, 0x40 | rex);
    put_opcode(x, form.opcode);
}

static bool needs_rex_as_byte(Form form, u32 reg)
{
    return form.byte && reg >= RSP && reg <= RDI;
}

static void put_registers(X64 *x, u32 reg, u32 rm)
{
    put_u8(x, 0xC0 | (reg & 7) << 3 | (rm & 7));
}

static void emit_rr(X64 *x, Form form, u32 reg, u32 rm)
{
    put_head(x, form, reg, 0, rm, needs_rex_as_byte(form, reg) || needs_rex_as_byte(form, rm));
    put_registers(x, reg, rm);
}

/* A group of instructions shares an opcode; the digit in the place of a register selects one. */
static void emit_group_r(X64 *x, Form form, u32 digit, u32 rm)
{
    put_head(x, form, 0, 0, rm, needs_rex_as_byte(form, rm));
    put_registers(x, digit, rm);
}

static u32 scale_bits(u32 scale)
{
    ASSERT(scale == 1 || scale == 2 || scale == 4 || scale == 8);
    return scale == 1 ? 0 : scale == 2 ? 1 : scale == 4 ? 2 : 3;
}

/* rm 100 announces a SIB byte; there, index 100 is none, and base 101 with mod 00 is none. */
enum { RM_SIB = 4, SIB_NO_INDEX = 4, SIB_NO_BASE = 5 };

static void emit_rm(X64 *x, Form form, u32 reg, Mem m)
{
    bool has_base = m.base != REG_NONE, has_index = m.index != REG_NONE;
    ASSERT(m.index != RSP);
    put_head(x, form, reg, has_index ? m.index : 0, has_base ? m.base : 0, needs_rex_as_byte(form, reg));
    /* RBP and R13 as a base cannot go without a displacement; RSP and R12 as a base need a SIB. */
    u32 mod = !has_base ? 0 : m.disp == 0 && (m.base & 7) != RBP ? 0 : fits_i8(m.disp) ? 1 : 2;
    bool sib = has_index || !has_base || (m.base & 7) == RSP;
    put_u8(x, mod << 6 | (reg & 7) << 3 | (sib ? RM_SIB : m.base & 7u));
    if (sib)
        put_u8(x, scale_bits(m.scale) << 6 | (has_index ? m.index & 7u : SIB_NO_INDEX) << 3 |
                      (has_base ? m.base & 7u : SIB_NO_BASE));
    if (mod == 1)
        put_u8(x, (u32)m.disp);
    else if (mod == 2 || !has_base)
        put_u32(x, (u32)m.disp);
}

static void emit_group_m(X64 *x, Form form, u32 digit, Mem m)
{
    form.byte = false;
    emit_rm(x, form, digit, m);
}

/* An integer instruction whose even opcode is for bytes and whose odd one is for the other sizes. */
static Form sized(u32 size, u32 opcode)
{
    return (Form){
        .prefix = size == 2 ? 0x66 : 0, .wide = size == 8, .byte = size == 1, .opcode = opcode | (size != 1)};
}

/* An instruction that has no form for bytes, or whose opcode alone tells it. */
static Form plain(u32 size, u32 opcode)
{
    return (Form){.prefix = size == 2 ? 0x66 : 0, .wide = size == 8, .opcode = opcode};
}

static Form scalar(u32 size, u32 opcode)
{
    return (Form){.prefix = size == 4 ? 0xF3 : 0xF2, .opcode = MAP_0F | opcode};
}

/* ---- labels ---- */

static i32 read_i32(const X64 *x, i32 offset)
{
    i32 value;
    memcpy(&value, x->start + offset, 4);
    return value;
}

static void write_i32(X64 *x, i32 offset, i32 value)
{
    memcpy(x->start + offset, &value, 4);
}

void x64_bind(X64 *x, Label *label)
{
    ASSERT(!label->bound);
    i32 here = (i32)x64_offset(x);
    for (i32 at = label->at; at != LABEL_FREE && !x->overflow;) {
        i32 before = read_i32(x, at);
        write_i32(x, at, here - (at + 4));
        at = before;
    }
    *label = (Label){here, true};
    x->binds++;
}

/* The displacement of 32 bits at the end of a jump. */
static void put_target(X64 *x, Label *label)
{
    i32 here = (i32)x64_offset(x);
    if (label->bound) {
        put_u32(x, (u32)(label->at - (here + 4)));
        return;
    }
    put_u32(x, (u32)label->at);
    label->at = here;
}

/* A short jump is two bytes long. */
static bool is_near(const X64 *x, const Label *label)
{
    return label->bound && fits_i8((i64)label->at - ((i64)x64_offset(x) + 2));
}

static void put_short(X64 *x, u32 opcode, const Label *label)
{
    i32 distance = label->at - ((i32)x64_offset(x) + 2);
    put_u8(x, opcode);
    put_u8(x, (u32)distance);
}

void x64_jmp(X64 *x, Label *label)
{
    if (is_near(x, label)) {
        put_short(x, 0xEB, label);
        return;
    }
    put_u8(x, 0xE9);
    put_target(x, label);
}

void x64_jcc(X64 *x, Cond cond, Label *label)
{
    if (is_near(x, label)) {
        put_short(x, 0x70u | cond, label);
        return;
    }
    put_opcode(x, MAP_0F | 0x80u | cond);
    put_target(x, label);
}

void x64_call(X64 *x, Label *label)
{
    put_u8(x, 0xE8);
    put_target(x, label);
}

void x64_jmp_far(X64 *x, u32 address)
{
    put_u8(x, 0xE9);
    put_u32(x, address);
}

void x64_jcc_far(X64 *x, Cond cond, u32 address)
{
    put_u8(x, 0x0F);
    put_u8(x, 0x80u | cond);
    put_u32(x, address);
}

void x64_call_far(X64 *x, u32 address)
{
    put_u8(x, 0xE8);
    put_u32(x, address);
}

void x64_word(X64 *x, u32 word)
{
    put_u32(x, word);
}

/* ---- moves ---- */

void x64_mov_rr(X64 *x, u32 size, Reg to, Reg from)
{
    emit_rr(x, plain(size, 0x89), from, to);
}

void x64_mov_ri(X64 *x, Reg to, i64 value)
{
    if (value >= 0 && value <= UINT32_MAX) {
        put_head(x, (Form){.opcode = 0xB8u | (to & 7)}, 0, 0, to, false);
        put_u32(x, (u32)value);
    } else if (value == (i32)value) {
        emit_group_r(x, plain(8, 0xC7), 0, to);
        put_u32(x, (u32)value);
    } else {
        put_head(x, (Form){.wide = true, .opcode = 0xB8u | (to & 7)}, 0, 0, to, false);
        put(x, &value, 8);
    }
}

void x64_load(X64 *x, u32 size, Reg to, Mem from)
{
    ASSERT(size >= 4);
    emit_rm(x, plain(size, 0x8B), to, from);
}

void x64_load_of_thread(X64 *x, Reg to, i32 offset)
{
    put_u8(x, 0x64);
    x64_load(x, 8, to, mem_absolute((u32)offset));
}

static Form extending(u32 size, bool is_signed)
{
    if (size == 4)
        return plain(8, 0x63);
    return plain(4, MAP_0F | (is_signed ? 0xBEu : 0xB6u) | (size == 2));
}

void x64_load_signed(X64 *x, u32 size, Reg to, Mem from)
{
    emit_rm(x, extending(size, true), to, from);
}

void x64_load_zero(X64 *x, u32 size, Reg to, Mem from)
{
    ASSERT(size <= 2);
    emit_rm(x, extending(size, false), to, from);
}

void x64_store(X64 *x, u32 size, Mem to, Reg from)
{
    emit_rm(x, sized(size, 0x88), from, to);
}

void x64_store_imm(X64 *x, u32 size, Mem to, i32 value)
{
    emit_group_m(x, sized(size, 0xC6), 0, to);
    put_imm(x, size, value);
}

/* Only the source is a byte; the destination is a whole register. */
static void emit_extend(X64 *x, u32 size, bool is_signed, Reg to, Reg from)
{
    Form form = extending(size, is_signed);
    put_head(x, form, to, 0, from, size == 1 && from >= RSP && from <= RDI);
    put_registers(x, to, from);
}

void x64_extend_signed(X64 *x, u32 size, Reg to, Reg from)
{
    emit_extend(x, size, true, to, from);
}

void x64_extend_zero(X64 *x, u32 size, Reg to, Reg from)
{
    ASSERT(size <= 2);
    emit_extend(x, size, false, to, from);
}

void x64_lea(X64 *x, u32 size, Reg to, Mem address)
{
    emit_rm(x, plain(size, 0x8D), to, address);
}

void x64_push(X64 *x, Reg reg)
{
    put_head(x, (Form){.opcode = 0x50u | (reg & 7)}, 0, 0, reg, false);
}

void x64_push_imm(X64 *x, i32 value)
{
    put_u8(x, fits_i8(value) ? 0x6A : 0x68);
    put_imm(x, fits_i8(value) ? 1 : 4, value);
}

void x64_push_mem(X64 *x, Mem from)
{
    emit_group_m(x, plain(4, 0xFF), 6, from);
}

void x64_pop(X64 *x, Reg reg)
{
    put_head(x, (Form){.opcode = 0x58u | (reg & 7)}, 0, 0, reg, false);
}

void x64_xchg(X64 *x, u32 size, Mem with, Reg reg)
{
    emit_rm(x, sized(size, 0x86), reg, with);
}

/* ---- integers ---- */

void x64_alu_rr(X64 *x, Alu op, u32 size, Reg to, Reg from)
{
    emit_rr(x, sized(size, (u32)op << 3), from, to);
}

/* Group 1 has a form with a sign-extended byte, for values that fit. */
static u32 group1_opcode(u32 size, i32 value)
{
    return size != 1 && fits_i8(value) ? 0x82 : 0x80;
}

void x64_alu_ri(X64 *x, Alu op, u32 size, Reg to, i32 value)
{
    u32 opcode = group1_opcode(size, value);
    if (to == RAX && opcode == 0x80) { /* one byte shorter */
        put_head(x, sized(size, (u32)op << 3 | 4), 0, 0, 0, false);
        put_imm(x, size, value);
        return;
    }
    emit_group_r(x, sized(size, opcode), op, to);
    put_imm(x, opcode == 0x82 ? 1 : size, value);
}

void x64_alu_rm(X64 *x, Alu op, u32 size, Reg to, Mem from)
{
    emit_rm(x, sized(size, (u32)op << 3 | 2), to, from);
}

void x64_alu_mr(X64 *x, Alu op, u32 size, Mem to, Reg from)
{
    emit_rm(x, sized(size, (u32)op << 3), from, to);
}

void x64_alu_mi(X64 *x, Alu op, u32 size, Mem to, i32 value)
{
    u32 opcode = group1_opcode(size, value);
    emit_group_m(x, sized(size, opcode), op, to);
    put_imm(x, opcode == 0x82 ? 1 : size, value);
}

void x64_test_rr(X64 *x, u32 size, Reg a, Reg b)
{
    emit_rr(x, sized(size, 0x84), b, a);
}

void x64_test_ri(X64 *x, u32 size, Reg a, i32 value)
{
    if (a == RAX)
        put_head(x, sized(size, 0xA8), 0, 0, 0, false);
    else
        emit_group_r(x, sized(size, 0xF6), 0, a);
    put_imm(x, size, value);
}

void x64_test_mi(X64 *x, u32 size, Mem a, i32 value)
{
    emit_group_m(x, sized(size, 0xF6), 0, a);
    put_imm(x, size, value);
}

void x64_imul_rr(X64 *x, u32 size, Reg to, Reg from)
{
    emit_rr(x, plain(size, MAP_0F | 0xAF), to, from);
}

void x64_imul_rm(X64 *x, u32 size, Reg to, Mem from)
{
    emit_rm(x, plain(size, MAP_0F | 0xAF), to, from);
}

void x64_imul_rri(X64 *x, u32 size, Reg to, Reg from, i32 value)
{
    bool is_short = fits_i8(value);
    emit_rr(x, plain(size, is_short ? 0x6B : 0x69), to, from);
    put_imm(x, is_short ? 1 : 4, value);
}

void x64_unary(X64 *x, Unary op, u32 size, Reg reg)
{
    emit_group_r(x, sized(size, 0xF6), op, reg);
}

void x64_sign_into_rdx(X64 *x, u32 size)
{
    put_head(x, plain(size, 0x99), 0, 0, 0, false);
}

void x64_shift_imm(X64 *x, Shift op, u32 size, Reg reg, u32 count)
{
    emit_group_r(x, sized(size, count == 1 ? 0xD0 : 0xC0), op, reg);
    if (count != 1)
        put_u8(x, count);
}

void x64_shift_cl(X64 *x, Shift op, u32 size, Reg reg)
{
    emit_group_r(x, sized(size, 0xD2), op, reg);
}

void x64_setcc(X64 *x, Cond cond, Reg to)
{
    emit_group_r(x, (Form){.byte = true, .opcode = MAP_0F | 0x90u | cond}, 0, to);
}

void x64_cmov(X64 *x, Cond cond, u32 size, Reg to, Reg from)
{
    emit_rr(x, plain(size, MAP_0F | 0x40u | cond), to, from);
}

void x64_bswap(X64 *x, u32 size, Reg reg)
{
    put_head(x, plain(size, MAP_0F | 0xC8u | (reg & 7)), 0, 0, reg, false);
}

void x64_bits(X64 *x, Bits op, u32 size, Reg to, Reg from)
{
    static const u8 opcodes[] = {
        [BITS_POPCNT] = 0xB8, [BITS_LZCNT] = 0xBD, [BITS_TZCNT] = 0xBC, [BITS_BSF] = 0xBC, [BITS_BSR] = 0xBD};
    Form form = plain(size, MAP_0F | (u32)opcodes[op]);
    form.prefix = op <= BITS_TZCNT ? 0xF3 : 0;
    emit_rr(x, form, to, from);
}

/* ---- atomics ---- */

static Form locked(u32 size, u32 opcode)
{
    Form form = sized(size, MAP_0F | opcode);
    form.lock = true;
    return form;
}

void x64_lock_cmpxchg(X64 *x, u32 size, Mem at, Reg value)
{
    emit_rm(x, locked(size, 0xB0), value, at);
}

void x64_lock_xadd(X64 *x, u32 size, Mem at, Reg value)
{
    emit_rm(x, locked(size, 0xC0), value, at);
}

void x64_store_mxcsr(X64 *x, Mem to)
{
    emit_group_m(x, plain(4, MAP_0F | 0xAE), 3, to);
}

void x64_load_mxcsr(X64 *x, Mem from)
{
    emit_group_m(x, plain(4, MAP_0F | 0xAE), 2, from);
}

/* lock or dword [rsp], 0: processors take a multiple of that time for mfence. */
void x64_fence(X64 *x)
{
    put(x, "\xF0\x83\x0C\x24\x00", 5);
}

/* ---- control ---- */

enum { GROUP5_CALL = 2, GROUP5_JMP = 4 };

void x64_jmp_reg(X64 *x, Reg to)
{
    emit_group_r(x, plain(4, 0xFF), GROUP5_JMP, to);
}

void x64_jmp_mem(X64 *x, Mem to)
{
    emit_group_m(x, plain(4, 0xFF), GROUP5_JMP, to);
}

void x64_call_reg(X64 *x, Reg to)
{
    emit_group_r(x, plain(4, 0xFF), GROUP5_CALL, to);
}

void x64_call_mem(X64 *x, Mem to)
{
    emit_group_m(x, plain(4, 0xFF), GROUP5_CALL, to);
}

void x64_ret(X64 *x)
{
    put_u8(x, 0xC3);
}

void x64_ret_imm(X64 *x, u32 bytes)
{
    if (bytes == 0) {
        x64_ret(x);
        return;
    }
    put_u8(x, 0xC2);
    put_u16(x, bytes);
}

void x64_int3(X64 *x)
{
    put_u8(x, 0xCC);
}

void x64_ud2(X64 *x)
{
    put(x, "\x0F\x0B", 2);
}

void x64_nop(X64 *x, u32 bytes)
{
    static const char *const nops[] = {"",
                                       "\x90",
                                       "\x66\x90",
                                       "\x0F\x1F\x00",
                                       "\x0F\x1F\x40\x00",
                                       "\x0F\x1F\x44\x00\x00",
                                       "\x66\x0F\x1F\x44\x00\x00",
                                       "\x0F\x1F\x80\x00\x00\x00\x00",
                                       "\x0F\x1F\x84\x00\x00\x00\x00\x00"};
    for (u32 size; bytes > 0; bytes -= size) {
        size = min_u32(bytes, COUNT_OF(nops) - 1);
        put(x, nops[size], size);
    }
}

/* ---- floating point ---- */

void x64_sse_rr(X64 *x, Sse op, u32 size, Xmm to, Xmm from)
{
    emit_rr(x, scalar(size, op), to, from);
}

void x64_sse_rm(X64 *x, Sse op, u32 size, Xmm to, Mem from)
{
    emit_rm(x, scalar(size, op), to, from);
}

void x64_fmov_rr(X64 *x, Xmm to, Xmm from)
{
    emit_rr(x, (Form){.opcode = MAP_0F | 0x28}, to, from);
}

void x64_fload(X64 *x, u32 size, Xmm to, Mem from)
{
    emit_rm(x, scalar(size, 0x10), to, from);
}

void x64_fstore(X64 *x, u32 size, Mem to, Xmm from)
{
    emit_rm(x, scalar(size, 0x11), from, to);
}

/* The packed forms' prefixes: none for float, 66 for double. */
static Form packed(u32 size, u32 opcode)
{
    return (Form){.prefix = size == 8 ? 0x66 : 0, .opcode = MAP_0F | opcode};
}

void x64_fcompare_rr(X64 *x, u32 size, Xmm a, Xmm b)
{
    emit_rr(x, packed(size, 0x2E), a, b);
}

void x64_fcompare_rm(X64 *x, u32 size, Xmm a, Mem b)
{
    emit_rm(x, packed(size, 0x2E), a, b);
}

void x64_logic_rr(X64 *x, Logic op, Xmm to, Xmm from)
{
    emit_rr(x, packed(4, op), to, from);
}

void x64_logic_rm(X64 *x, Logic op, Xmm to, Mem from)
{
    emit_rm(x, packed(4, op), to, from);
}

void x64_int_to_float(X64 *x, u32 int_size, u32 size, Xmm to, Reg from)
{
    Form form = scalar(size, 0x2A);
    form.wide = int_size == 8;
    emit_rr(x, form, to, from);
}

void x64_float_to_int(X64 *x, u32 size, u32 int_size, Reg to, Xmm from)
{
    Form form = scalar(size, 0x2C);
    form.wide = int_size == 8;
    emit_rr(x, form, to, from);
}

void x64_float_to_float(X64 *x, u32 from_size, Xmm to, Xmm from)
{
    emit_rr(x, scalar(from_size, 0x5A), to, from);
}

void x64_bits_to_float(X64 *x, u32 size, Xmm to, Reg from)
{
    emit_rr(x, (Form){.prefix = 0x66, .wide = size == 8, .opcode = MAP_0F | 0x6E}, to, from);
}

void x64_float_to_bits(X64 *x, u32 size, Reg to, Xmm from)
{
    emit_rr(x, (Form){.prefix = 0x66, .wide = size == 8, .opcode = MAP_0F | 0x7E}, from, to);
}

/* Bit 3 of the immediate keeps the inexact flag as it was. */
void x64_round(X64 *x, u32 size, Round mode, Xmm to, Xmm from)
{
    emit_rr(x, (Form){.prefix = 0x66, .wide = false, .opcode = MAP_0F3A | (size == 4 ? 0x0Au : 0x0Bu)}, to,
            from);
    put_u8(x, 8u | mode);
}

/* VFMADD213SS and SD. A VEX prefix of three bytes: map 0F 38; W, the inverted second operand, prefix 66. */
void x64_fma(X64 *x, u32 size, Xmm to, Xmm factor, Xmm addend)
{
    u8 bytes[] = {0xC4, (u8)((~(u32)to >> 3 & 1) << 7 | 1u << 6 | (~(u32)addend >> 3 & 1) << 5 | 2u),
                  (u8)((size == 8 ? 0x80u : 0u) | (~(u32)factor & 15) << 3 | 1u), 0xA9,
                  (u8)(0xC0u | (to & 7u) << 3 | (addend & 7u))};
    put(x, bytes, sizeof bytes);
}
