/* opcode_test.c - the opcode table: lengths in the class file and in prepared code, inverses, printing, and
 * what its rows say that an instruction does. */
#include "vm/bytecode/opcode.h"
#include "vm/model/frame.h"

#include "tests/unit/expect.h"

#include <stdarg.h>
#include <string.h>

static u32 length_of(u32 size, ...)
{
    u8 code[64] = {0};
    va_list list;
    va_start(list, size);
    for (u32 i = 0; i < size; i++)
        code[i] = (u8)va_arg(list, int);
    va_end(list);
    return opcode_length(code, size, 0);
}

Test(opcode, lengths_follow_from_the_operands)
{
    EXPECT_INT(length_of(1, OP_iadd), 1);
    EXPECT_INT(length_of(2, OP_bipush, 5), 2);
    EXPECT_INT(length_of(3, OP_sipush, 1, 2), 3);
    EXPECT_INT(length_of(5, OP_invokeinterface, 0, 1, 2, 0), 5);
    EXPECT_INT(length_of(5, OP_invokedynamic, 0, 1, 0, 0), 5);
    EXPECT_INT(length_of(4, OP_multianewarray, 0, 1, 2), 4);
    EXPECT_INT(length_of(5, OP_goto_w, 0, 0, 0, 9), 5);
    EXPECT_INT(length_of(4, OP_wide, OP_iload, 1, 2), 4);
    EXPECT_INT(length_of(6, OP_wide, OP_iinc, 1, 2, 0, 1), 6);
    EXPECT_INT(length_of(4, OP_wide, OP_ret, 0, 7), 4);
}

Test(opcode, switches_count_their_padding_and_rows)
{
    EXPECT_INT(length_of(24, OP_tableswitch, 0, 0, 0, /* default */ 0, 0, 0, 9, /* low */ 0, 0, 0, 1,
                         /* high */ 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 9),
               24);
    EXPECT_INT(
        length_of(20, OP_lookupswitch, 0, 0, 0, 0, 0, 0, 9, /* pairs */ 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 9),
        20);
}

Test(opcode, what_does_not_fit_or_exist_has_no_length)
{
    EXPECT_INT(length_of(1, OP_sipush), 0);
    EXPECT_INT(length_of(1, 202), 0);
    EXPECT_INT(length_of(1, 255), 0);
    EXPECT_INT(length_of(2, OP_wide, OP_iadd), 0);
    EXPECT_INT(length_of(4, OP_wide, OP_wide, OP_iload, 1), 0);
    EXPECT_INT(length_of(3, OP_wide, OP_iload, 1), 0);
    EXPECT_INT(length_of(8, OP_tableswitch, 0, 0, 0, 0, 0, 0, 9), 0);
    EXPECT_INT(length_of(16, OP_tableswitch, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 1), 0);
    EXPECT_INT(length_of(12, OP_lookupswitch, 0, 0, 0, 0, 0, 0, 9, 0xFF, 0xFF, 0xFF, 0xFF), 0);
}

/* A return finds the next instruction of its caller by this constant (frame.h). */
Test(opcode, every_call_is_two_units)
{
    for (u32 op = 0; op < OP_COUNT; op++)
        if (opcode_flags(op) & OPF_CALL)
            EXPECT_INT(opcode_units(op), FRAME_CALL_UNITS, "%s", opcode_info(op)->name);
}

Test(opcode, fused_forms_have_the_operands_and_flags_of_their_parts)
{
    EXPECT_INT(opcode_units(OP_load_load), 3);
    EXPECT_INT(opcode_units(OP_load_push_if_icmplt), 4);
    EXPECT_HAS(opcode_flags(OP_load_push_if_icmplt), OPF_BRANCH);
    EXPECT_HAS(opcode_flags(OP_load_load_array_get4), OPF_THROW);
    EXPECT_INT(opcode_info(OP_load_load_array_get4)->part_count, 3);
    for (u32 op = 0; op < OP_COUNT; op++) {
        const OpcodeInfo *info = opcode_info(op);
        u32 throwing = 0;
        for (u32 i = 0; info->part_count > 1 && i < info->part_count; i++)
            throwing += (opcode_info(info->parts[i])->flags & OPF_THROW) != 0;
        /* An exception's bci must be certain. */
        EXPECT_AT_MOST(throwing, 1, "%s", info->name);
    }
}

Test(opcode, inverses_come_in_pairs)
{
    static const u16 pairs[][2] = {{OP_ifeq, OP_ifne},           {OP_iflt, OP_ifge},
                                   {OP_ifgt, OP_ifle},           {OP_if_icmpeq, OP_if_icmpne},
                                   {OP_if_icmplt, OP_if_icmpge}, {OP_if_icmpgt, OP_if_icmple},
                                   {OP_if_acmpeq, OP_if_acmpne}, {OP_ifnull, OP_ifnonnull}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        EXPECT_INT(opcode_inverse(pairs[i][0]), pairs[i][1]);
        EXPECT_INT(opcode_inverse(pairs[i][1]), pairs[i][0]);
    }
}

Test(opcode, instructions_print_with_their_operands)
{
    static const u8 code[] = {OP_bipush, 0xFF, OP_goto, 0xFF, 0xFE, OP_wide, OP_iinc, 1, 0, 0, 5, OP_ldc, 3};
    static const u16 prepared[] = {OP_load_push_if_icmplt, 0xFFFD, 7, 0xFFF0};
    static const u16 wide[] = {OP_push_bits, 0x86A0, 1};
    char text[64];
    EXPECT_STR(opcode_print(code, sizeof code, 0, text, sizeof text), "bipush -1");
    EXPECT_STR(opcode_print(code, sizeof code, 2, text, sizeof text), "goto 0");
    EXPECT_STR(opcode_print(code, sizeof code, 5, text, sizeof text), "wide iinc 256 5");
    EXPECT_STR(opcode_print(code, sizeof code, 11, text, sizeof text), "ldc #3");
    EXPECT_STR(opcode_print_prepared(prepared, text, sizeof text), "load_push_if_icmplt -3 7 -16");
    EXPECT_STR(opcode_print_prepared(wide, text, sizeof text), "push_bits 100000");
}

/* ---- meanings ---- */

/* How many values a list names. */
static u32 values_in(const char *from, const char *to)
{
    u32 count = 0, depth = 0;
    bool inside = false;
    for (; from < to && *from != ';'; from++) {
        depth += (*from == '(') - (*from == ')');
        if (*from == ',' && depth == 0)
            inside = false;
        else if (*from != ' ')
            count += !inside, inside = true;
    }
    return count;
}

static u32 letters_in(const char *types)
{
    u32 count = 0;
    for (; *types; types++)
        count += *types != '[';
    return count;
}

Test(opcode, every_row_says_what_it_does)
{
    for (u32 op = 0; op < OP_COUNT; op++) {
        const OpcodeInfo *info = opcode_info(op);
        ASSERT_INT(info->meaning == NULL, info->part_count > 1, "%s", info->name);
        if (!info->meaning)
            continue;
        const char *arrow = strstr(info->meaning, "→");
        const char *operands = info->units ? info->units : info->operands;
        ASSERT_NOT_NULL(arrow, "%s", info->name);
        for (const char *at = info->meaning; (at = strchr(at, '$')) != NULL; at++)
            EXPECT_NOT_NULL(strchr(operands, at[1]), "%s has no operand %c", info->name, at[1]);
        const char *after = arrow + strlen("→"), *end = info->meaning + strlen(info->meaning);
        if (op < OP_JVM_COUNT && !strchr(info->pops, '?'))
            EXPECT_INT(values_in(info->meaning, arrow), letters_in(info->pops), "%s pops %s, but: %s",
                       info->name, info->pops, info->meaning);
        if (op < OP_JVM_COUNT && !strchr(info->pushes, '?'))
            EXPECT_INT(values_in(after, end), letters_in(info->pushes), "%s pushes %s, but: %s", info->name,
                       info->pushes, info->meaning);
    }
}

static const char *explained(u32 size, ...)
{
    static u8 code[64];
    static char text[256];
    va_list list;
    va_start(list, size);
    for (u32 i = 0; i < size; i++)
        code[i] = (u8)va_arg(list, int);
    va_end(list);
    return opcode_explain(code, size, 0, text, sizeof text);
}

Test(opcode, explanations_hold_the_operands)
{
    EXPECT_STR(explained(1, OP_iadd), "…, a, b → …, a + b");
    EXPECT_STR(explained(1, OP_nop), "… → …");
    EXPECT_STR(explained(1, OP_pop), "…, a → …");
    EXPECT_STR(explained(2, OP_bipush, 0xFF), "… → …, -1");
    EXPECT_STR(explained(2, OP_astore, 7), "…, v → …; local[7] = v");
    EXPECT_STR(explained(6, OP_wide, OP_iinc, 1, 0, 0xFF, 0xFE), "… → …; local[256] += -2");
    EXPECT_STR(explained(3, OP_ifle, 0, 9), "…, a → …; if (a <= 0) goto 9");
    EXPECT_STR(explained(2, OP_newarray, 10), "…, n → …, new int[n]");
    EXPECT_STR(explained(2, OP_newarray, 3), "…, n → …, new 3[n]");
    EXPECT_STR(explained(3, OP_ldc2_w, 1, 2), "… → …, constant[#258]");
    EXPECT_STR(explained(1, OP_sipush), "");
}
