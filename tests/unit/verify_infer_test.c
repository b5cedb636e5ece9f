/* verify_infer_test.c - the inference verifier (verify_infer.c): joins, loops, handlers, subroutines; and the
 * type checker on the same code where it has frames */
#include "classloader/verify/verify_parts.h"

#include "tests/unit/expect.h"
#include "tests/unit/verify_fixture.h"

static void setup(void)
{
    verify_start();
    prepare_class->major = 49;
}

TestSuite(verify_infer, .init = setup);

#define INFER(desc, locals, code)                                                                            \
    (verify_make(desc, locals, 4, code, sizeof code), verify_text(VERIFY_INFERENCE))
#define IN_M "(class: T, method: m signature: "

Test(verify_infer, paths_that_leave_different_types_leave_none)
{
    /* if (a == 0) b = 0; else b = 0f; use b */
    static const u8 code[] = {OP_iload_0,  OP_ifeq,    0,      8,        OP_iconst_0,
                              OP_istore_1, OP_goto,    0,      5,        OP_fconst_0,
                              OP_fstore_1, OP_iload_1, OP_pop, OP_return};
    EXPECT_STR(INFER("(I)V", 2, code), IN_M "(I)V) Accessing value from uninitialized register 1");
    EXPECT_STR(fail.rule, "iload");
    EXPECT_STR(fail.section, "4.10.1.9.iload");
    EXPECT_INT(fail.offset, 11);
}

Test(verify_infer, classes_join_to_their_superclass)
{
    static const u8 code[] = {OP_iload_0, OP_ifeq, 0, 7, OP_aload_1, OP_goto, 0, 4, OP_aload_2, OP_areturn};
    EXPECT_STR(INFER("(ILLeft;LRight;)LBase;", 3, code), "");
    EXPECT_STR(INFER("(ILLeft;LRight;)LLeft;", 3, code),
               IN_M "(ILLeft;LRight;)LLeft;) Wrong return type in function");
}

Test(verify_infer, depths_must_agree)
{
    static const u8 code[] = {OP_iload_0, OP_ifeq, 0, 4, OP_iconst_0, OP_return};
    EXPECT_STR(INFER("(I)V", 1, code), IN_M "(I)V) Inconsistent stack height 1 != 0");
}

/* The second time round the local is an Object, which the first time it was not. */
Test(verify_infer, a_loop_runs_until_nothing_changes)
{
    static const u8 good[] = {OP_aload_0,  OP_astore_1, OP_aload_1, OP_pop, OP_aload_2, OP_astore_1,
                              OP_iconst_0, OP_ifeq,     0xFF,       0xFB,   OP_return};
    static const u8 bad[] = {OP_aload_0,  OP_astore_1, OP_aload_1, OP_areturn, OP_aload_2,
                             OP_astore_1, OP_goto,     0xFF,       0xFC};
    static const u8 worse[] = {OP_aload_0, OP_astore_1, OP_iconst_0, OP_ifeq, 0,    5,   OP_aload_1,
                               OP_areturn, OP_aload_2,  OP_astore_1, OP_goto, 0xFF, 0xF8};
    EXPECT_STR(INFER("(LLeft;LLeft;LRight;)V", 3, good), "");
    EXPECT_STR(INFER("(LLeft;LLeft;LRight;)LLeft;", 3, bad), "", "the loop is never reached");
    EXPECT_STR(INFER("(LLeft;LLeft;LRight;)LLeft;", 3, worse),
               IN_M "(LLeft;LLeft;LRight;)LLeft;) Wrong return type in function");
}

Test(verify_infer, a_handler_sees_the_locals_before_each_instruction)
{
    static const u8 code[] = {OP_iconst_0, OP_istore_0, OP_nop, OP_return,
                              OP_pop,      OP_iload_0,  OP_pop, OP_return};
    static const u16 after_store[] = {2, 3, 4, 0}, before_store[] = {1, 3, 4, 0};
    Method *m = verify_make("(F)V", 1, 1, code, sizeof code);
    prepare_handlers(m, after_store, 1);
    EXPECT_STR(verify_text(VERIFY_INFERENCE), "");
    prepare_handlers(m, before_store, 1);
    EXPECT_STR(verify_text(VERIFY_INFERENCE), IN_M "(F)V) Accessing value from uninitialized register 0");
}

/* ---- subroutines ---- */

/* Called with an int and with a float in local 1. */
#define TWO_CALLS(...)                                                                                       \
    {                                                                                                        \
        OP_iconst_0, OP_istore_1, OP_jsr, 0, 13, OP_iload_1, OP_pop, OP_fconst_0, OP_fstore_1, OP_jsr, 0, 6, \
            OP_fload_1, OP_pop, OP_return, __VA_ARGS__                                                       \
    }

Test(verify_infer, locals_that_a_subroutine_leaves_alone_keep_their_types)
{
    static const u8 code[] = TWO_CALLS(OP_astore_0, OP_ret, 0);
    EXPECT_STR(INFER("()V", 2, code), "");
}

Test(verify_infer, locals_that_it_touches_do_not)
{
    static const u8 stores[] = TWO_CALLS(OP_astore_0, OP_iconst_0, OP_istore_1, OP_ret, 0);
    static const u8 loads[] = TWO_CALLS(OP_astore_0, OP_iload_1, OP_pop, OP_ret, 0);
    EXPECT_STR(INFER("()V", 2, stores), IN_M "()V) Register 1 contains wrong type");
    EXPECT_STR(INFER("()V", 2, loads), IN_M "()V) Accessing value from uninitialized register 1");
}

Test(verify_infer, what_an_inner_subroutine_touches_the_outer_touches)
{
    /* local 2 is set by the inner subroutine and read behind the outer */
    static const u8 code[] = {OP_jsr,      0,           6,           OP_iload_2, OP_pop, OP_return,
                              OP_astore_0, OP_jsr,      0,           5,          OP_ret, 0,
                              OP_astore_1, OP_iconst_0, OP_istore_2, OP_ret,     1};
    EXPECT_STR(INFER("()V", 3, code), "");
}

Test(verify_infer, subroutines_do_not_recur)
{
    static const u8 code[] = {OP_jsr, 0, 4, OP_return, OP_astore_0, OP_jsr, 0xFF, 0xFF, OP_ret, 0};
    EXPECT_STR(INFER("()V", 1, code), IN_M "()V) Recursive call to jsr entry");
}

Test(verify_infer, a_subroutine_has_one_ret)
{
    static const u8 code[] = {OP_jsr, 0, 4,      OP_return, OP_astore_0, OP_iconst_0, OP_ifeq, 0, 5,
                              OP_ret, 0, OP_ret, 0};
    EXPECT_STR(INFER("()V", 1, code), IN_M "()V) Multiple returns to single jsr");
}

Test(verify_infer, a_return_address_is_used_up)
{
    static const u8 again[] = {OP_jsr, 0, 5, OP_ret, 0, OP_astore_0, OP_ret, 0};
    static const u8 load[] = {OP_jsr, 0, 4, OP_return, OP_astore_0, OP_aload_0, OP_pop, OP_return};
    EXPECT_NOT_STR(INFER("()V", 1, again), "");
    EXPECT_STR(INFER("()V", 1, load), IN_M "()V) Cannot load return address from register 0");
}

Test(verify_infer, newer_files_have_no_subroutines)
{
    static const u8 code[] = {OP_jsr, 0, 4, OP_return, OP_astore_0, OP_ret, 0};
    prepare_class->major = 51;
    EXPECT_STR(INFER("()V", 1, code), IN_M "()V) Illegal instruction found at offset 0");
    EXPECT_STR(verify_text(VERIFY_DEFAULT), "Bad instruction: a8");
}

/* ---- which verifier ---- */

/* A branch without frames: only the inference verifier takes it. */
Test(verify_infer, the_version_chooses_and_50_may_fail_over)
{
    static const u8 code[] = {OP_iconst_0, OP_ifeq, 0, 3, OP_return};
    verify_make("()V", 0, 1, code, sizeof code);
    EXPECT_STR(verify_text(VERIFY_DEFAULT), "");
    prepare_class->major = 50;
    EXPECT_STR(verify_text(VERIFY_DEFAULT), "");
    EXPECT_STR(verify_text(VERIFY_TYPE_CHECK), "Expecting a stackmap frame at branch target 4");
    prepare_class->major = 51;
    EXPECT_STR(verify_text(VERIFY_DEFAULT), "Expecting a stackmap frame at branch target 4");
    EXPECT_STR(fail.rule, "targetIsTypeSafe");
    EXPECT_STR(verify_text(VERIFY_INFERENCE), "");
}

Test(verify_infer, if_both_reject_the_type_checker_is_quoted)
{
    static const u8 code[] = {OP_aconst_null, OP_ireturn};
    prepare_class->major = 50;
    verify_make("()I", 0, 1, code, sizeof code);
    EXPECT_STR(verify_text(VERIFY_DEFAULT), "Bad type on operand stack");
}

Test(verify_infer, details_show_location_reason_and_frame)
{
    static const u8 code[] = {OP_aconst_null, OP_ireturn};
    prepare_class->major = 61;
    verify_make("()I", 0, 1, code, sizeof code);
    verify_text(VERIFY_DEFAULT);
    EXPECT_STR(fail_message(&fail),
               "Bad type on operand stack\nException Details:\n  Location:\n    T.m()I @1: ireturn\n"
               "  Reason:\n    Type null (current frame, stack[0]) is not assignable to integer\n"
               "  Current Frame:\n    bci: @1\n    flags: { }\n    locals: { }\n    stack: { null }\n"
               "  Bytecode:\n    0000000: 01ac                                   \n");
}
