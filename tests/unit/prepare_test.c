/* prepare_test.c - bytecode to prepared code: slot offsets, fusing and what forbids it, branches of all
 * lengths, switches, positions there and back. */
#include "classloader/prepare/prepare.h"

#include "classloader/prepare/positions.h"
#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"
#include "vm/bytecode/cache.h"

#include <stdio.h>
#include <stdlib.h>

static Thread *t;

static void setup(void)
{
    t = prepare_start();
}

TestSuite(prepare, .init = setup);

#define MAKE(desc, locals, code) prepare_make(desc, locals, 8, code, sizeof code)

/* The whole method as text, instructions separated by "; ". */
static const char *listing(const Method *m)
{
    static char text[4096];
    size_t used = 0;
    for (u32 unit = 0; unit < m->code_units; unit += opcode_units(m->code[unit])) {
        char one[128];
        opcode_print_prepared(m->code + unit, one, sizeof one);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", unit ? "; " : "", one);
    }
    return text;
}

static void expect(Method *m, const char *text)
{
    ASSERT_TRUE(prepare_method(t, m));
    EXPECT_STR(listing(m), text);
}

Test(prepare, locals_become_slot_offsets)
{
    static const u8 code[] = {OP_iload_0, OP_lload_1, OP_l2i, OP_iadd,    OP_istore_3, OP_iload_3,
                              OP_i2l,     OP_lstore,  4,      OP_iload_0, OP_ireturn};
    /* Three argument slots: local 0 at 4, the long of 1 and 2 at 2; local 3 at -3, that of 4 and 5 at -5. */
    expect(MAKE("(IJ)I", 6, code),
           "load 4; load2 2; l2i; iadd; store_load -3 -3; i2l; store2 -5; load_return1 4 5");
}

Test(prepare, constants_take_the_shortest_form)
{
    static const u8 code[] = {OP_iconst_m1, OP_pop,      OP_bipush, 0x80,           OP_pop,    OP_fconst_2,
                              OP_pop,       OP_lconst_1, OP_pop2,   OP_aconst_null, OP_areturn};
    expect(MAKE("()Ljava/lang/Object;", 0, code),
           "push -1; pop; push -128; pop; push_bits 1073741824; pop; "
           "push2 1; pop2; push_return1 0 2");
}

Test(prepare, a_product_with_a_local_is_one_instruction)
{
    static const u8 code[] = {OP_iload_0, OP_iload_1, OP_iadd, OP_iload_2, OP_imul, OP_ireturn};
    expect(MAKE("(III)I", 3, code), "load_load_iadd 4 3; load_imul 2; return1 5");
}

Test(prepare, a_branch_target_is_not_fused)
{
    /* The branch goes between the two loads. */
    static const u8 code[] = {OP_iload_0, OP_ifeq, 0, 4, OP_iload_0, OP_iload_1, OP_iadd, OP_ireturn};
    expect(MAKE("(II)I", 2, code), "load_ifeq 3 5; load 3; load_iadd 2; return1 4");
}

Test(prepare, the_border_of_an_exception_range_is_not_crossed)
{
    static const u8 code[] = {OP_iload_0, OP_iload_1, OP_iadd, OP_ireturn, OP_athrow};
    static const u16 row[] = {1, 3, 4, 0};
    Method *m = MAKE("(II)I", 2, code);
    prepare_handlers(m, row, 1);
    expect(m, "load 3; load_iadd 2; return1 4; athrow");
}

Test(prepare, a_backward_branch_is_inverted_over_a_polling_goto)
{
    static const u8 code[] = {OP_iinc, 0, 0xFF, OP_iload_0, OP_ifgt, 0xFF, 0xFC, OP_return};
    Method *m = MAKE("(I)V", 1, code);
    expect(m, "iinc 2 -1; load_ifle 2 5; goto_back -6; return 3");
    EXPECT_INT(positions_bci(m, m->code + 6), 4); /* the goto stands for the branch */
    EXPECT_PTR(positions_find(m, 7), m->code + 8);
}

Test(prepare, positions_name_the_part_that_throws)
{
    static const u8 code[] = {OP_nop, OP_aload_0, OP_iload_1, OP_iaload, OP_ireturn};
    Method *m = MAKE("([II)I", 2, code);
    expect(m, "nop; load_load_array_get4 3 2; return1 4");
    EXPECT_INT(positions_bci(m, m->code + 1), 3);
    EXPECT_PTR(positions_find(m, 0), m->code);
    EXPECT_PTR(positions_find(m, 1), m->code + 1);
    EXPECT_PTR(positions_find(m, 4), m->code + 4);
    EXPECT_INT(positions_bci(m, m->code + 4), 4);
}

Test(prepare, where_no_prepared_instruction_begins_there_is_no_position)
{
    static const u8 code[] = {OP_aload_0, OP_iload_1, OP_iaload, OP_nop, OP_ireturn};
    Method *m = MAKE("([II)I", 2, code);
    expect(m, "load_load_array_get4 3 2; return1 4");
    EXPECT_NULL(positions_find(m, 1), "within a fused form");
    EXPECT_NULL(positions_find(m, 3), "a nop that was left out");
    EXPECT_NULL(positions_find(m, 5), "behind the end");
    EXPECT_PTR(positions_find(m, 4), m->code + 3);
}

Test(prepare, a_nop_stays_where_control_arrives)
{
    /* ifeq goes to the nop before the last return; a handler begins at the one before athrow. */
    static const u8 code[] = {OP_iload_0, OP_ifeq, 0,      5,           OP_iload_0, OP_ireturn,
                              OP_nop,     OP_nop,  OP_nop, OP_iconst_0, OP_ireturn, OP_nop,
                              OP_athrow};
    static const u16 row[] = {0, 6, 11, 0};
    Method *m = MAKE("(I)I", 1, code);
    prepare_handlers(m, row, 1);
    expect(m, "load_ifeq 2 6; load_return1 2 3; nop; push_return1 0 3; nop; athrow");
    EXPECT_PTR(positions_find(m, 6), m->code + 6);
    EXPECT_NULL(positions_find(m, 7));
    EXPECT_PTR(positions_find(m, 11), m->code + 10);
}

Test(prepare, switches_keep_their_distances_in_units)
{
    static const u8 code[] = {OP_iload_0,  OP_tableswitch,
                              0,           0,
                              0,           0,
                              0,           27,
                              0,           0,
                              0,           5,
                              0,           0,
                              0,           6,
                              0,           0,
                              0,           23,
                              0,           0,
                              0,           25,
                              OP_iconst_0, OP_ireturn,
                              OP_iconst_1, OP_ireturn,
                              OP_iconst_2, OP_ireturn};
    Method *m = MAKE("(I)I", 1, code);
    expect(m, "load 2; tableswitch #0; push_return1 0 3; push_return1 1 3; push_return1 2 3");
    const SwitchTable *table = (const SwitchTable *)(uintptr_t)m->cache[0].bits;
    EXPECT_INT(table->low, 5);
    EXPECT_INT(table->count, 2);
    EXPECT_INT(table->rows[0], 2);
    EXPECT_INT(table->rows[1], 5);
    EXPECT_INT(table->fallback, 8);
}

Test(prepare, small_methods_have_entries_of_their_own)
{
    static const u8 nothing[] = {OP_return};
    Method *m = MAKE("()V", 0, nothing);
    ASSERT_TRUE(prepare_method(t, m));
    EXPECT_INT(m->entry, ENTRY_EMPTY);
    m = MAKE("()V", 0, nothing);
    m->access |= ACC_SYNCHRONIZED;
    ASSERT_TRUE(prepare_method(t, m));
    EXPECT_INT(m->entry, ENTRY_BYTECODE_SYNC);
    EXPECT_STR(listing(m), "return_locked 2");
    m = MAKE("()V", 0, nothing);
    m->access = ACC_ABSTRACT;
    ASSERT_TRUE(prepare_method(t, m));
    EXPECT_INT(m->entry, ENTRY_ABSTRACT);
}

Test(prepare, results_narrower_than_int_are_narrowed)
{
    static const u8 code[] = {OP_iload_0, OP_ireturn};
    expect(MAKE("(I)Z", 1, code), "load 2; return1_z 3");
    expect(MAKE("(I)B", 1, code), "load 2; return1_b 3");
    expect(MAKE("(I)C", 1, code), "load 2; return1_c 3");
    expect(MAKE("(I)S", 1, code), "load 2; return1_s 3");
}

Test(prepare, distant_locals_use_the_wide_form)
{
    static const u8 code[] = {OP_iload_0, OP_wide, OP_istore, 0xFF, 0xFE, OP_return};
    expect(MAKE("(I)V", 0xFFFF, code), "load 2; wide store -65536 0; return 3");
}

/* 65,000 bytes of code are more units than a branch of 16 bits spans. */
Test(prepare, long_methods_use_far_branches)
{
    enum { LENGTH = 65000 };
    u8 *code = calloc(1, LENGTH);
    code[0] = OP_iload_0;
    code[1] = OP_ifeq;
    code[3] = 8;
    code[4] = OP_goto_w;
    u32 end = LENGTH - 2 - 4;
    code[5] = 0, code[6] = 0, code[7] = (u8)(end >> 8), code[8] = (u8)end;
    for (u32 i = 9; i < LENGTH - 2; i += 2)
        code[i] = OP_iload_0, code[i + 1] = OP_pop;
    code[LENGTH - 3] = OP_nop;
    code[LENGTH - 2] = OP_iload_0;
    code[LENGTH - 1] = OP_ireturn;
    Method *m = prepare_make("(I)I", 1, 2, code, LENGTH);
    ASSERT_TRUE(prepare_method(t, m));
    const u16 *at = m->code;
    EXPECT_INT(at[0], OP_load_ifne);
    EXPECT_INT(at[3], OP_goto_w);
    EXPECT_PTR(at + 3 + opcode_wide_operand(at + 4), positions_find(m, 9));
    EXPECT_INT(at[6], OP_goto_w);
    EXPECT_PTR(at + 6 + opcode_wide_operand(at + 7), positions_find(m, LENGTH - 2));
    EXPECT_ABOVE(m->code_units, 65536);
    free(code);
}
