/* frame_test.c - the frame layout, and the interpreter on hand-made methods: arguments are locals of the
 * callee, a call leaves nothing behind, results of both widths arrive. */
#include "vm/model/frame.h"

#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"
#include "vm/base/host_slot.h"
#include "vm/bytecode/cache.h"
#include "vm/exec/interp/interp.h"
#include "vm/model/call.h"

static Thread *t;

static void setup(void)
{
    t = prepare_start();
    interp_init();
}

TestSuite(frame, .init = setup);

#define MAKE(desc, locals, code) prepare_make(desc, locals, 8, code, sizeof code)

Test(frame, locals_stand_on_both_sides_of_the_record)
{
    Method m = {.arg_slots = 3, .max_locals = 5};
    EXPECT_INT(method_local_offset(&m, 0), 4);
    EXPECT_INT(method_local_offset(&m, 2), 2);
    EXPECT_INT(method_local_offset(&m, 3), FRAME_FIRST_LOCAL);
    EXPECT_INT(method_local_offset(&m, 4), FRAME_FIRST_LOCAL - 1);
}

static u64 call(Method *m, const Value *args)
{
    Slot *sp = t->sp, *fp = t->fp;
    Value result = {0};
    ASSERT_TRUE(call_method(t, m, args, &result));
    EXPECT_PTR(t->sp, sp, "the stack is as it was");
    EXPECT_PTR(t->fp, fp);
    return result.raw;
}

Test(frame, a_loop_runs)
{
    /* sum = 0; do sum += n; while (--n > 0); return sum */
    static const u8 code[] = {OP_iconst_0, OP_istore_1, OP_iload_1, OP_iload_0, OP_iadd,
                              OP_istore_1, OP_iinc,     0,          0xFF,       OP_iload_0,
                              OP_ifgt,     0xFF,        0xF8,       OP_iload_1, OP_ireturn};
    Value args[] = {{.i = 100}};
    EXPECT_INT(call(MAKE("(I)I", 2, code), args), 5050);
}

Test(frame, longs_travel_in_two_slots)
{
    static const u8 code[] = {OP_lload_1, OP_iload_0, OP_i2l, OP_lsub, OP_lload_3, OP_lmul, OP_lreturn};
    Value args[] = {{.i = -3}, {.j = (i64)1 << 40}, {.j = 5}};
    EXPECT_INT((i64)call(MAKE("(IJJ)J", 5, code), args), (((i64)1 << 40) + 3) * 5);
}

Test(frame, negative_results_are_zero_extended_slots)
{
    static const u8 code[] = {OP_iload_0, OP_ineg, OP_ireturn};
    Value args[] = {{.i = 7}};
    EXPECT_INT(call(MAKE("(I)I", 1, code), args), (u32)-7);
}

/* Calls between hand-made methods, through a cache entry as linking would leave it. */
Test(frame, calls_copy_nothing_and_leave_nothing)
{
    static const u8 callee_code[] = {OP_iload_0, OP_iload_1, OP_isub, OP_ireturn};
    static const u8 caller_code[] = {OP_iconst_5, OP_bipush, 40,     OP_iload_0, OP_iadd,   OP_iload_0,
                                     OP_nop,      OP_nop,    OP_nop, OP_iadd,    OP_ireturn};
    Method *callee = MAKE("(II)I", 2, callee_code), *caller = MAKE("(I)I", 1, caller_code);
    ASSERT_TRUE(prepare_method(t, caller));
    /* 5, 40 + x, x on the stack: make a call of the two last out of what the nops left room for. */
    u16 code[] = {OP_sipush, 5,       OP_sipush,  40, OP_load_iadd, 2, OP_iload, 2, OP_invokestatic_quick,
                  0,         OP_iadd, OP_ireturn, 3};
    caller->code = arena_alloc(&fixture_arena, sizeof code);
    memcpy(caller->code, code, sizeof code);
    caller->cache = ARENA_NEW(&fixture_arena, CacheEntry);
    caller->cache->method = callee;
    Value args[] = {{.i = 2}};
    EXPECT_INT(call(caller, args), 45);
    EXPECT_INT(callee->entry, ENTRY_BYTECODE);
}

Test(frame, subroutines_return_to_their_caller)
{
    /* jsr s; iload_1; ireturn; s: astore_2; iinc 1 by 5; ret 2, called twice */
    static const u8 code[] = {OP_iconst_0, OP_istore_1, OP_jsr,      0,       8, OP_jsr, 0,      5,
                              OP_iload_1,  OP_ireturn,  OP_astore_2, OP_iinc, 1, 5,      OP_ret, 2};
    Value args[] = {{.i = 0}};
    EXPECT_INT(call(MAKE("(I)I", 3, code), args), 10);
}

/* ---- the entry decides, whatever code the method has ---- */

static u64 instead(Thread *thread, Slot *args)
{
    (void)thread;
    return (u32)(1000 + arg_int(args, 0));
}

static Method *method_with_entry_of_its_own(void)
{
    static const u8 code[] = {OP_iload_0, OP_ireturn};
    Method *m = MAKE("(I)I", 1, code);
    ASSERT_TRUE(prepare_method(t, m));
    m->native_slot = host_slot_add((void *)(uintptr_t)instead);
    m->entry = ENTRY_INTRINSIC;
    return m;
}

Test(frame, a_call_from_c_goes_through_the_entry)
{
    Value args[] = {{.i = 3}};
    EXPECT_INT(call(method_with_entry_of_its_own(), args), 1003);
}

/* Forms that are linked to a method; the style check method_entry sees to it that there is one dispatch. */
Test(frame, each_form_of_call_goes_through_the_entry)
{
    static const u16 forms[] = {OP_invokestatic_quick, OP_invokespecial_quick};
    static const u8 code[] = {OP_iload_0, OP_nop, OP_nop, OP_nop, OP_ireturn};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        Method *caller = MAKE("(I)I", 1, code);
        ASSERT_TRUE(prepare_method(t, caller));
        u16 units[] = {OP_iload, (u16)method_local_offset(caller, 0), forms[i], 0, OP_ireturn, 3};
        caller->code = arena_alloc(&fixture_arena, sizeof units);
        memcpy(caller->code, units, sizeof units);
        caller->entry = ENTRY_BYTECODE;
        caller->cache = ARENA_NEW(&fixture_arena, CacheEntry);
        caller->cache->method = method_with_entry_of_its_own();
        caller->cache->arg_slots = 1;
        Value args[] = {{.i = 4}};
        EXPECT_INT(call(caller, args), 1004, "%s", opcode_info(forms[i])->name);
    }
}
