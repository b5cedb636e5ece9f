/* intrinsic_text.c - templates: strings, and bytes that are characters */
#include "jit/emit.h"
#include "jit/intrinsic.h"
#include "vm/library/wellknown.h"

static Mem coder_of(Reg string)
{
    return mem(string, (i32)WK_FIELD(String_coder));
}

static Mem length_of(Reg array)
{
    return mem(array, ARRAY_LENGTH_OFFSET);
}

/* A string that nobody has constructed has no value: that is the method's. */
static void load_value(Compilation *c, Reg value, Reg string, Cold *cold)
{
    x64_load(&c->x, 8, value, mem(string, (i32)WK_FIELD(String_value)));
    x64_test_rr(&c->x, 8, value, value);
    x64_jcc(&c->x, COND_E, &cold->label);
}

static void finish(Compilation *c, Cold *cold, u32 arguments, Reg result)
{
    while (arguments-- > 0)
        operand_drop(c);
    operand_push_register(c, 'I', result);
    emit_meet_call(c, cold, 'I');
}

/* What a string has that is known; false: it is not, or nobody has constructed it. Nothing stores into a
 * string that has a value. */
static bool find_known(const Compilation *c, i32 *ret_bytes, u8 *ret_coder)
{
    const Object *string = operand_object(c, 0);
    const Object *value = string ? ref_load(string, WK_FIELD(String_value)) : NULL;
    if (!value)
        return false;
    *ret_bytes = array_length(value);
    *ret_coder = *FIELD_AT(string, WK_FIELD(String_coder), u8);
    return true;
}

static void answer(Compilation *c, i32 value)
{
    operand_drop(c);
    operand_push_constant(c, 'I', value);
}

/* String.charAt of both coders */
void intrinsic_char_at(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    Label is_utf16 = label_new(), done = label_new();
    Reg index = operand_hold(c, 0), string = emit_hold_object(c, 1);
    Reg value = operand_new_register(c), result = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    load_value(c, value, string, cold);
    x64_load(&c->x, 4, result, length_of(value));
    x64_alu_mi(&c->x, ALU_CMP, 1, coder_of(string), 0);
    x64_jcc(&c->x, COND_NE, &is_utf16);
    x64_alu_rr(&c->x, ALU_CMP, 4, index, result);
    x64_jcc(&c->x, COND_AE, &cold->label);
    x64_load_zero(&c->x, 1, result, mem_indexed(value, index, 1, ARRAY_DATA_OFFSET));
    x64_jmp(&c->x, &done);
    x64_bind(&c->x, &is_utf16);
    x64_shift_imm(&c->x, SHIFT_SHR, 4, result, 1);
    x64_alu_rr(&c->x, ALU_CMP, 4, index, result);
    x64_jcc(&c->x, COND_AE, &cold->label);
    x64_load_zero(&c->x, 2, result, mem_indexed(value, index, 2, ARRAY_DATA_OFFSET));
    x64_bind(&c->x, &done);
    operand_release(c, value);
    finish(c, cold, 2, result);
}

/* StringLatin1.charAt and StringUTF16.getChar; detail: the size of a character */
void intrinsic_char_in(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    Reg index = operand_hold(c, 0), value = operand_hold(c, 1), result = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    x64_test_rr(&c->x, 8, value, value);
    x64_jcc(&c->x, COND_E, &cold->label);
    x64_load(&c->x, 4, result, length_of(value));
    if (row->detail == 2)
        x64_shift_imm(&c->x, SHIFT_SHR, 4, result, 1);
    x64_alu_rr(&c->x, ALU_CMP, 4, index, result);
    x64_jcc(&c->x, COND_AE, &cold->label);
    x64_load_zero(&c->x, row->detail, result, mem_indexed(value, index, row->detail, ARRAY_DATA_OFFSET));
    finish(c, cold, 2, result);
}

/* The coder says by how much the bytes are to be shifted. */
void intrinsic_string_length(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    i32 bytes;
    u8 coder;
    if (find_known(c, &bytes, &coder)) {
        answer(c, bytes >> coder);
        return;
    }
    operand_claim(c, RCX);
    Reg string = emit_hold_object(c, 0), result = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    load_value(c, result, string, cold);
    x64_load_zero(&c->x, 1, RCX, coder_of(string));
    x64_load(&c->x, 4, result, length_of(result));
    x64_shift_cl(&c->x, SHIFT_SHR, 4, result);
    operand_release(c, RCX);
    finish(c, cold, 1, result);
}

void intrinsic_string_is_empty(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    i32 bytes;
    u8 coder;
    if (find_known(c, &bytes, &coder)) {
        answer(c, bytes == 0);
        return;
    }
    Reg string = emit_hold_object(c, 0), result = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    load_value(c, result, string, cold);
    x64_alu_mi(&c->x, ALU_CMP, 4, length_of(result), 0);
    x64_setcc(&c->x, COND_E, result);
    x64_extend_zero(&c->x, 1, result, result);
    finish(c, cold, 1, result);
}

/* The hash that the string has kept; 0: it is to be computed. */
void intrinsic_string_hash(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    Reg string = emit_hold_object(c, 0), result = operand_new_register(c);
    Cold *cold = emit_cold_call(c, entry);
    x64_load(&c->x, 4, result, mem(string, (i32)WK_FIELD(String_hash)));
    x64_test_rr(&c->x, 4, result, result);
    x64_jcc(&c->x, COND_E, &cold->label);
    finish(c, cold, 1, result);
}

/* Without compact strings every coder says UTF-16. detail: the result is the coder itself, or whether it is
 * Latin-1. */
void intrinsic_string_coder(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)entry;
    i32 bytes;
    u8 coder;
    if (find_known(c, &bytes, &coder)) {
        answer(c, row->detail ? !coder : coder);
        return;
    }
    Reg string = emit_pop_object(c), result = operand_new_register(c);
    x64_load_zero(&c->x, 1, result, coder_of(string));
    if (row->detail)
        x64_alu_ri(&c->x, ALU_XOR, 4, result, 1);
    operand_release(c, string);
    operand_push_register(c, 'I', result);
}

/* Does the character fit a byte? */
void intrinsic_fits_latin1(Compilation *c, const Intrinsic *row, CacheEntry *entry)
{
    (void)row;
    (void)entry;
    Reg character = operand_pop(c), result = operand_new_register(c);
    x64_alu_ri(&c->x, ALU_CMP, 4, character, 0xFF);
    x64_setcc(&c->x, COND_BE, result);
    x64_extend_zero(&c->x, 1, result, result);
    operand_release(c, character);
    operand_push_register(c, 'I', result);
    operand_note_bit(c);
}
