/* opcode.c - see opcode.h.
 * Everything here is an expansion of opcodes.def or a reading of its operand letters. */
#include "vm/bytecode/opcode.h"

#include "vm/base/panic.h"
#include "vm/bytecode/bytecode.h"
#include "vm/model/value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const OpcodeInfo opcode_table[OP_COUNT] = {
#define OP(code, name, operands, pops, pushes, flags, group, meaning)                                        \
    [code] = {#name, operands, pops, pushes, NULL, meaning, flags, code, 1, {code}},
#define QUICK(base, name, operands, flags, group, meaning)                                                   \
    [OP_##name] = {#name, "", "", "", operands, meaning, flags, OP_##base, 1, {OP_##name}},
#define FUSED(count, name, first, second, third)                                                             \
    [OP_##name] = {#name, "", "", "", NULL, NULL, 0,                                                         \
                   OP_##first, count, {OP_##first, OP_##second, OP_##third}},
#include "vm/bytecode/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
};

/* Of an operand in the class file, where it is not widened; of no letter none. */
#define LETTER_BYTES(letter)                                                                                 \
    ((letter) == 's' || (letter) == 'K' || (letter) == 'o' ? 2u : (letter) == 'O' ? 4u : (letter) ? 1u : 0u)
#define LETTER(operands, i) (operands)[sizeof(operands) > (i) ? (i) : sizeof(operands) - 1]

/* Of instructions that are neither wide nor switches. Everybody who reads code asks. */
static const u8 plain_lengths[OP_JVM_COUNT] = {
#define OP(code, name, operands, pops, pushes, flags, group, meaning)                                        \
    [code] = 1 + LETTER_BYTES(LETTER(operands, 0)) + LETTER_BYTES(LETTER(operands, 1)) +                     \
             LETTER_BYTES(LETTER(operands, 2)),
#define QUICK(base, name, operands, flags, group, meaning)
#define FUSED(count, name, first, second, third)
#include "vm/bytecode/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
};

/* The operands of JVM opcodes that prepared code uses under their own name: a pool index becomes a cache
 * index, a constant of 8 bits a unit; the dimensions of multianewarray go to the cache. */
static const char *const format_by_operands[][2] = {
    {"b", "i"}, {"s", "i"}, {"l", "l"}, {"lb", "li"}, {"k", "c"},   {"K", "c"},  {"o", "b"}, {"O", "B"},
    {"t", "t"}, {"T", "c"}, {"S", "c"}, {"Knz", "c"}, {"Kzz", "c"}, {"Kd", "c"}, {"?", "w"},
};

const char *opcode_format(u32 op)
{
    const OpcodeInfo *info = opcode_info(op);
    if (info->units)
        return info->units;
    if (info->flags & OPF_RETURN)
        return "r";
    for (size_t i = 0; i < COUNT_OF(format_by_operands); i++)
        if (strcmp(info->operands, format_by_operands[i][0]) == 0)
            return format_by_operands[i][1];
    return "";
}

u32 opcode_flags(u32 op)
{
    const OpcodeInfo *info = opcode_info(op);
    u32 flags = info->flags;
    for (u32 i = 0; info->part_count > 1 && i < info->part_count; i++)
        flags |= opcode_info(info->parts[i])->flags;
    return flags;
}

static u32 format_units(const char *format)
{
    u32 units = 0;
    for (; *format; format++)
        units += *format == 'w' ? 4 : *format == 'I' || *format == 'B' ? 2 : 1;
    return units;
}

u32 opcode_units(u32 op)
{
    const OpcodeInfo *info = opcode_info(op);
    u32 units = 1;
    for (u32 i = 0; i < info->part_count; i++)
        units += format_units(opcode_format(info->parts[i]));
    return units;
}

u32 opcode_inverse(u32 op)
{
    ASSERT(bytecode_is_conditional(op));
    /* Opposite conditions have neighbouring codes. The first of a pair is odd from ifeq on, and even for
     * ifnull. */
    return op >= OP_ifnull ? op ^ 1 : ((op + 1) ^ 1) - 1;
}

/* ---- lengths in the class file ---- */

static u32 switch_length(const u8 *code, u32 code_length, u32 bci)
{
    bool is_table = code[bci] == OP_tableswitch;
    if ((u64)((bci + 4) & ~3u) + (is_table ? 12 : 8) > code_length)
        return 0;
    Switch s = bytecode_switch(code, bci);
    if (s.count < is_table)
        return 0;
    u64 end = (u64)(s.rows - code) + s.stride * (u64)s.count;
    return end > code_length ? 0 : (u32)(end - bci);
}

static u32 operand_bytes(const char *operands, u32 flags, bool wide)
{
    u32 bytes = 0;
    for (; *operands; operands++) {
        bool is_widened = wide && (flags & OPF_WIDE) && (*operands == 'b' || *operands == 'l');
        bytes += is_widened ? 2 : LETTER_BYTES(*operands);
    }
    return bytes;
}

u32 opcode_length(const u8 *code, u32 code_length, u32 bci)
{
    u8 op = code[bci];
    if (op >= OP_JVM_COUNT)
        return 0;
    if (bytecode_is_switch(op))
        return switch_length(code, code_length, bci);
    u32 length;
    if (op == OP_wide) {
        if (bci + 1 >= code_length || code[bci + 1] >= OP_JVM_COUNT || code[bci + 1] == OP_wide)
            return 0;
        const OpcodeInfo *info = opcode_info(code[bci + 1]);
        if (!(info->flags & OPF_WIDE))
            return 0;
        length = 2 + operand_bytes(info->operands, info->flags, true);
    } else {
        length = plain_lengths[op];
    }
    return bci + length > code_length ? 0 : length;
}

/* ---- printing ---- */

typedef struct Printer {
    char *buffer;
    size_t size, used;
} Printer;

static PRINTF_LIKE(2, 3) void print(Printer *p, const char *format, ...)
{
    if (p->used >= p->size)
        return;
    va_list list;
    va_start(list, format);
    int written = vsnprintf(p->buffer + p->used, p->size - p->used, format, list);
    va_end(list);
    if (written > 0)
        p->used += (size_t)written;
}

/* Prints the operand at `at`, unless it needs more than a number. */
static void print_operand(Printer *p, char letter, const u8 *at, u32 bci, bool wide)
{
    switch (letter) {
    case 'b': print(p, "%d", wide ? (i16)bytes_peek_u16(at) : (i8)at[0]); break;
    case 's': print(p, "%d", (i16)bytes_peek_u16(at)); break;
    case 'l': print(p, "%d", wide ? bytes_peek_u16(at) : at[0]); break;
    case 'k': print(p, "#%d", at[0]); break;
    case 'K': print(p, "#%d", bytes_peek_u16(at)); break;
    case 'o': print(p, "%d", (i32)bci + (i16)bytes_peek_u16(at)); break;
    case 'O': print(p, "%d", (i32)(bci + bytes_peek_u32(at))); break;
    case 't':
    case 'd':
    case 'n': print(p, "%d", at[0]); break;
    default: break;
    }
}

static bool is_printed(char letter)
{
    return letter != 'z' && letter != 'T' && letter != 'S';
}

const char *opcode_print(const u8 *code, u32 code_length, u32 bci, char *buffer, size_t size)
{
    Printer p = {buffer, size, 0};
    if (opcode_length(code, code_length, bci) == 0) {
        print(&p, "illegal %d", code[bci]);
        return buffer;
    }
    bool wide = code[bci] == OP_wide;
    const OpcodeInfo *info = opcode_info(code[bci + wide]);
    print(&p, "%s%s", wide ? "wide " : "", info->name);
    const u8 *at = code + bci + wide + 1;
    for (const char *letter = info->operands; *letter; letter++) {
        char one[2] = {*letter, '\0'};
        if (is_printed(*letter))
            print(&p, " ");
        print_operand(&p, *letter, at, bci, wide);
        at += operand_bytes(one, info->flags, wide);
    }
    return buffer;
}

static u32 print_prepared_operand(Printer *p, char letter, const u16 *at)
{
    switch (letter) {
    case 'l':
    case 'i':
    case 'b': print(p, " %d", (i16)at[0]); return 1;
    case 'c': print(p, " #%d", at[0]); return 1;
    case 'I':
    case 'B': print(p, " %d", opcode_wide_operand(at)); return 2;
    case 'w':
        print(p, " %s %d %d", opcode_info(at[0])->name, opcode_wide_operand(at + 1), (i16)at[3]);
        return 4;
    default: print(p, " %d", at[0]); return 1;
    }
}

const char *opcode_print_prepared(const u16 *position, char *buffer, size_t size)
{
    Printer p = {buffer, size, 0};
    const OpcodeInfo *info = opcode_info(position[0]);
    const u16 *at = position + 1;
    print(&p, "%s", info->name);
    for (u32 i = 0; i < info->part_count; i++)
        for (const char *letter = opcode_format(info->parts[i]); *letter; letter++)
            at += print_prepared_operand(&p, *letter, at);
    return buffer;
}

/* ---- explaining ---- */

/* The address of the operand with this letter, which the instruction has. */
static const u8 *operand_at(const OpcodeInfo *info, const u8 *at, char wanted, bool wide)
{
    for (const char *letter = info->operands; *letter && *letter != wanted; letter++) {
        char one[2] = {*letter, '\0'};
        at += operand_bytes(one, info->flags, wide);
    }
    return at;
}

/* Prints a row's text from `at` to `end`, with the operands of the instruction put in; code NULL: with their
 * letters. */
static void print_meaning(Printer *p, const u8 *code, u32 bci, const char *at, const char *end)
{
    bool wide = code && code[bci] == OP_wide;
    for (; at < end; at++)
        if (*at == '$' && at + 1 < end && code) {
            const u8 *operands = code + bci + wide + 1;
            const u8 *operand = operand_at(opcode_info(code[bci + wide]), operands, *++at, wide);
            const char *keyword = *at == 't' ? type_keyword(operand[0]) : NULL;
            if (keyword)
                print(p, "%s", keyword);
            else
                print_operand(p, *at, operand, bci, wide);
        } else if (*at != '$') {
            print(p, "%c", *at);
        }
}

static void print_formula(Printer *p, const char *meaning, const u8 *code, u32 bci)
{
    static const char arrow[] = "→";
    const char *middle = strstr(meaning, arrow), *end = meaning + strlen(meaning);
    const char *after = middle + strlen(arrow);
    after += *after == ' ';
    print(p, meaning < middle ? "…, " : "… ");
    print_meaning(p, code, bci, meaning, middle);
    print(p, after < end && *after != ';' ? "→ …, " : "→ …");
    print_meaning(p, code, bci, after, end);
}

const char *opcode_explain(const u8 *code, u32 code_length, u32 bci, char *buffer, size_t size)
{
    Printer p = {buffer, size, 0};
    if (opcode_length(code, code_length, bci) == 0)
        return strcpy(buffer, "");
    print_formula(&p, opcode_info(code[bci + (code[bci] == OP_wide)])->meaning, code, bci);
    return buffer;
}

const char *opcode_formula(u32 op, char *buffer, size_t size)
{
    Printer p = {buffer, size, 0};
    buffer[0] = '\0';
    if (opcode_info(op)->meaning)
        print_formula(&p, opcode_info(op)->meaning, NULL, 0);
    return buffer;
}
