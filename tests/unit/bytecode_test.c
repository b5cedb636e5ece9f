/* bytecode_test.c - what an instruction names and where control goes next, for each kind of operand, narrow
 * and wide, and each kind of branch. */
#include "vm/bytecode/bytecode.h"

#include "tests/unit/expect.h"

#include <stdio.h>
#include <string.h>

/* The instruction at bci as "successor successor ..."; targets alone have a bar behind them. */
static const char *flow_of(const u8 *code, u32 length, u32 bci)
{
    static char text[256];
    size_t used = 0;
    i64 next;
    for (Targets t = bytecode_targets(code, bci); bytecode_next_target(&t, &next);)
        used += (size_t)snprintf(text + used, sizeof text - used, "%lld ", (long long)next);
    used += (size_t)snprintf(text + used, sizeof text - used, "|");
    u32 size = opcode_length(code, length, bci);
    ASSERT_NOT_INT(size, 0);
    for (Successors s = bytecode_successors(code, bci, size); bytecode_next_successor(&s, &next);)
        used += (size_t)snprintf(text + used, sizeof text - used, " %lld", (long long)next);
    return text;
}

#define FLOW(bci, ...) flow_of((const u8[]){__VA_ARGS__}, sizeof((const u8[]){__VA_ARGS__}), bci)

Test(bytecode, the_opcode_is_found_behind_wide)
{
    EXPECT_INT(bytecode_op((const u8[]){OP_iload, 1}), OP_iload);
    EXPECT_INT(bytecode_op((const u8[]){OP_wide, OP_iinc, 0, 1, 0, 1}), OP_iinc);
}

Test(bytecode, constants_are_named_by_one_byte_or_two)
{
    EXPECT_INT(bytecode_pool_index((const u8[]){OP_ldc, 0xFE}), 0xFE);
    EXPECT_INT(bytecode_pool_index((const u8[]){OP_ldc_w, 1, 2}), 0x102);
    EXPECT_INT(bytecode_pool_index((const u8[]){OP_invokeinterface, 0xFF, 0xFE, 1, 0}), 0xFFFE);
}

Test(bytecode, immediate_operands_have_a_sign)
{
    EXPECT_INT(bytecode_immediate((const u8[]){OP_bipush, 0xFF}), -1);
    EXPECT_INT(bytecode_immediate((const u8[]){OP_sipush, 0x80, 0}), -32768);
    EXPECT_INT(bytecode_immediate((const u8[]){OP_iinc, 7, 0x80}), -128);
    EXPECT_INT(bytecode_immediate((const u8[]){OP_wide, OP_iinc, 0, 7, 0xFF, 0}), -256);
}

Test(bytecode, each_load_and_store_names_a_local_of_its_type)
{
    static const char letters[] = "IJFDA";
    for (u32 type = 0; type < 5; type++) {
        const u8 load[4] = {(u8)(OP_iload + type), 200}, store[4] = {(u8)(OP_istore + type), 201};
        const u8 wide_load[] = {OP_wide, load[0], 1, 2}, wide_store[] = {OP_wide, store[0], 3, 4};
        EXPECT_INT(bytecode_local(load), 200);
        EXPECT_INT(bytecode_local(store), 201);
        EXPECT_INT(bytecode_local(wide_load), 0x102);
        EXPECT_INT(bytecode_local(wide_store), 0x304);
        EXPECT_INT(bytecode_local_letter(load[0]), letters[type]);
        EXPECT_INT(bytecode_local_letter(store[0]), letters[type]);
        for (u32 n = 0; n < 4; n++) {
            const u8 short_load[4] = {(u8)(OP_iload_0 + 4 * type + n)},
                     short_store[4] = {(u8)(OP_istore_0 + 4 * type + n)};
            EXPECT_INT(bytecode_local(short_load), n);
            EXPECT_INT(bytecode_local(short_store), n);
            EXPECT_INT(bytecode_local_letter(*short_load), letters[type]);
            EXPECT_INT(bytecode_local_letter(*short_store), letters[type]);
        }
    }
    EXPECT_INT(bytecode_local_letter(OP_iinc), 'I');
    EXPECT_INT(bytecode_local_letter(OP_ret), 'R');
    EXPECT_INT(bytecode_local((const u8[]){OP_ret, 9}), 9);
    EXPECT_INT(bytecode_local((const u8[]){OP_wide, OP_ret, 1, 0}), 256);
}

/* By name, as the specification groups them: xload, xload_n, xstore, xstore_n, iinc, ret. */
Test(bytecode, no_other_instruction_names_a_local)
{
    for (u32 op = 0; op < OP_JVM_COUNT; op++) {
        const char *name = opcode_info(op)->name;
        bool is_array = name[0] && strchr("ilfdabcs", name[0]) && name[1] == 'a' && name[2] != 'd';
        bool loads = strncmp(name + 1, "load", 4) == 0 && !is_array;
        bool stores = strncmp(name + 1, "store", 5) == 0 && !is_array;
        EXPECT_INT(bytecode_is_load(op), loads, "%s", name);
        EXPECT_INT(bytecode_is_store(op), stores, "%s", name);
        EXPECT_INT(bytecode_names_local(op), loads || stores || op == OP_iinc || op == OP_ret, "%s", name);
    }
}

Test(bytecode, conditional_branches_go_to_their_target_or_on)
{
    for (u32 op = 0; op < OP_JVM_COUNT; op++) {
        const char *name = opcode_info(op)->name;
        EXPECT_INT(bytecode_is_conditional(op), strncmp(name, "if", 2) == 0, "%s", name);
        if (!bytecode_is_conditional(op))
            continue;
        EXPECT_STR(FLOW(1, OP_nop, (u8)op, 0x00, 0x07), "8 | 8 4", "%s", name);
        EXPECT_STR(FLOW(1, OP_nop, (u8)op, 0xFF, 0xFF), "0 | 0 4", "%s", name);
    }
}

Test(bytecode, jumps_and_subroutine_calls_do_not_fall_through)
{
    EXPECT_STR(FLOW(0, OP_goto, 0x7F, 0xFF), "32767 | 32767");
    EXPECT_STR(FLOW(0, OP_goto, 0x80, 0x00), "-32768 | -32768");
    EXPECT_STR(FLOW(1, OP_nop, OP_goto_w, 0, 1, 0, 0), "65537 | 65537");
    EXPECT_STR(FLOW(1, OP_nop, OP_goto_w, 0xFF, 0xFF, 0xFF, 0xFE), "-1 | -1");
    EXPECT_STR(FLOW(0, OP_jsr, 0, 9), "9 | 9");
    EXPECT_STR(FLOW(0, OP_jsr_w, 0, 0, 0, 9), "9 | 9");
    EXPECT_STR(FLOW(0, OP_ret, 1), "|");
    EXPECT_STR(FLOW(0, OP_wide, OP_ret, 0, 1), "|");
    EXPECT_STR(FLOW(0, OP_wide, OP_iload, 0, 1), "| 4");
    EXPECT_INT(bytecode_branch_target((const u8[]){OP_nop, OP_ifeq, 0xFF, 0xFF}, 1), 0);
    EXPECT_INT(bytecode_branch_target((const u8[]){OP_jsr_w, 0, 1, 0, 0}, 0), 65536);
}

Test(bytecode, all_other_instructions_go_on_or_end)
{
    static const u8 ends[] = {OP_ireturn, OP_lreturn, OP_freturn, OP_dreturn,
                              OP_areturn, OP_return,  OP_athrow};
    for (u32 op = 0; op < OP_JVM_COUNT; op++) {
        const OpcodeInfo *info = opcode_info(op);
        u8 code[8] = {(u8)op};
        i64 target;
        if ((info->flags & OPF_BRANCH) || op == OP_wide || op == OP_ret)
            continue;
        Targets t = bytecode_targets(code, 0);
        EXPECT_FALSE(bytecode_next_target(&t, &target), "%s", info->name);
        EXPECT_INT(bytecode_falls_through(op), !memchr(ends, (int)op, sizeof ends), "%s", info->name);
    }
}

/* The switch behind each amount of padding: keys, targets, and nothing past the last row. */
Test(bytecode, a_tableswitch_has_its_default_first_and_keys_in_a_row)
{
    static const u8 rows[] = {0,
                              0,
                              1,
                              0,
                              /* low */ 0xFF,
                              0xFF,
                              0xFF,
                              0xFF,
                              /* high */ 0,
                              0,
                              0,
                              1,
                              0,
                              0,
                              0,
                              2,
                              0xFF,
                              0xFF,
                              0xFF,
                              0xFF,
                              0,
                              0,
                              0,
                              4};
    for (u32 bci = 0; bci < 4; bci++) {
        u8 code[64] = {0};
        u32 head = (bci + 4) & ~3u;
        char text[64];
        code[bci] = OP_tableswitch;
        memcpy(code + head, rows, sizeof rows);
        Switch s = bytecode_switch(code, bci);
        EXPECT_INT(s.count, 3);
        EXPECT_INT(bytecode_switch_key(&s, 0), -1);
        EXPECT_INT(bytecode_switch_key(&s, 2), 1);
        EXPECT_INT(bytecode_switch_target(&s, 1), (i64)bci - 1);
        EXPECT_INT(bytecode_switch_default(&s), 256 + bci);
        EXPECT_PTR(s.rows + 3 * s.stride, code + head + sizeof rows);
        snprintf(text, sizeof text, "%u %u %d %u | %u %u %d %u", bci + 256, bci + 2, (int)bci - 1, bci + 4,
                 bci + 256, bci + 2, (int)bci - 1, bci + 4);
        EXPECT_STR(flow_of(code, head + sizeof rows, bci), text);
    }
}

Test(bytecode, a_lookupswitch_has_pairs_or_its_default_alone)
{
    static const u8 rows[] = {0, 0, 0, 99, 0, 0, 0, 2, /* pairs */ 0x80, 0, 0, 0, 0, 0, 0, 20,
                              0, 0, 0, 5,  0, 0, 0, 30};
    for (u32 bci = 0; bci < 4; bci++) {
        u8 code[64] = {0};
        u32 head = (bci + 4) & ~3u;
        char text[64];
        code[bci] = OP_lookupswitch;
        memcpy(code + head, rows, sizeof rows);
        Switch s = bytecode_switch(code, bci);
        EXPECT_INT(s.count, 2);
        EXPECT_INT(bytecode_switch_key(&s, 0), INT32_MIN);
        EXPECT_INT(bytecode_switch_key(&s, 1), 5);
        EXPECT_INT(bytecode_switch_target(&s, 1), bci + 30);
        snprintf(text, sizeof text, "%u %u %u | %u %u %u", bci + 99, bci + 20, bci + 30, bci + 99, bci + 20,
                 bci + 30);
        EXPECT_STR(flow_of(code, head + sizeof rows, bci), text);
        code[head + 7] = 0;
        snprintf(text, sizeof text, "%u | %u", bci + 99, bci + 99);
        EXPECT_STR(flow_of(code, head + 8, bci), text);
    }
}
