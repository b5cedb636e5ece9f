/* slot_types_test.c - kinds of values per local and operand (vm/exec/flow/slot_types.c): joins, long values,
 * handlers, subroutines, and code that does not hang together. */
#include "vm/exec/flow/slot_types.h"

#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"

static void setup(void)
{
    prepare_start();
}

TestSuite(slot_types, .init = setup);

#define MAKE(desc, locals, code) prepare_make(desc, locals, 8, code, sizeof code)

/* "locals/operands" before the instruction at bci, one letter per cell. */
static const char *types_at(const Method *m, u32 bci)
{
    static char text[64];
    SlotTypes types;
    slot_types_begin(&types, m);
    const SlotState *state = &types.states[bci];
    size_t used = 0;
    for (u32 i = 0; state->types && i < m->max_locals + state->depth; i++) {
        if (i == m->max_locals)
            text[used++] = '/';
        text[used++] = "-IFJDARh"[state->types[i]];
    }
    text[used] = '\0';
    strcpy(text + used, types.failed ? " failed" : "");
    slot_types_end(&types);
    return text;
}

Test(slot_types, arguments_are_known_and_other_locals_are_not)
{
    static const u8 code[] = {OP_return};
    EXPECT_STR(types_at(MAKE("(IJLjava/lang/Object;[ID)V", 9, code), 0), "IJhAADh--");
}

Test(slot_types, the_value_of_a_long_lies_in_the_upper_cell)
{
    static const u8 code[] = {OP_lconst_1, OP_iconst_0, OP_i2f, OP_dup_x2,
                              OP_pop,      OP_pop2,     OP_pop, OP_return};
    Method *m = MAKE("()V", 0, code);
    EXPECT_STR(types_at(m, 3), "/hJF");
    EXPECT_STR(types_at(m, 4), "/FhJF");
    EXPECT_STR(types_at(m, 6), "/F");
}

Test(slot_types, what_differs_between_paths_is_unknown)
{
    /* if (a == 0) local1 = 0, local2 = 1; else local1 = 1.0f; */
    static const u8 code[] = {OP_iload_0, OP_ifeq, 0, 8, OP_fconst_1, OP_fstore_1, OP_goto, 0, 7,
                              OP_iconst_0, OP_istore_1, OP_iconst_1, OP_istore_2, OP_return};
    Method *m = MAKE("(I)V", 3, code);
    EXPECT_STR(types_at(m, 6), "IF-");
    EXPECT_STR(types_at(m, 13), "I--");
}

Test(slot_types, a_store_into_half_of_a_long_ends_it)
{
    static const u8 code[] = {OP_iconst_0, OP_istore_1, OP_return};
    EXPECT_STR(types_at(MAKE("(J)V", 2, code), 2), "-I");
}

Test(slot_types, a_loop_is_followed_until_nothing_changes)
{
    /* local1 is an int at first, a reference when the loop comes round */
    static const u8 code[] = {OP_iconst_0, OP_istore_1, OP_aconst_null, OP_astore_1, OP_iload_0,
                              OP_ifne,     0xFF,        0xFD,           OP_return};
    Method *m = MAKE("(I)V", 2, code);
    EXPECT_STR(types_at(m, 2), "I-");
    EXPECT_STR(types_at(m, 8), "IA");
}

Test(slot_types, a_handler_sees_the_exception_and_what_held_throughout)
{
    static const u8 code[] = {OP_iconst_0, OP_istore_1, OP_iconst_0, OP_istore_0,
                              OP_return,   OP_pop,      OP_return};
    static const u16 row[] = {2, 5, 5, 0};
    Method *m = MAKE("(F)V", 2, code);
    prepare_handlers(m, row, 1);
    EXPECT_STR(types_at(m, 5), "-I/A");
}

Test(slot_types, a_subroutine_returns_to_all_its_callers)
{
    /* jsr s; jsr s; return; s: astore_1; iconst_0; istore_0; ret 1 */
    static const u8 code[] = {OP_jsr,    0,           7,           OP_jsr,      0,      4,
                              OP_return, OP_astore_1, OP_iconst_0, OP_istore_0, OP_ret, 1};
    Method *m = MAKE("(F)V", 2, code);
    EXPECT_STR(types_at(m, 7), "--/R");
    EXPECT_STR(types_at(m, 10), "IR");
    EXPECT_STR(types_at(m, 6), "IR");
}

Test(slot_types, code_that_does_not_hang_together_fails)
{
    static const u8 underflow[] = {OP_pop, OP_return};
    static const u8 depths[] = {OP_iconst_0, OP_iload_0, OP_ifeq, 0xFF, 0xFE, OP_return};
    EXPECT_STR(types_at(MAKE("()V", 0, underflow), 0), " failed");
    EXPECT_STR(types_at(MAKE("(I)V", 1, depths), 0), "I failed");
}
