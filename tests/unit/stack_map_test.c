/* stack_map_test.c - which slots of Java frames are reported as references (stack_map.c), and which
 * locals are live (vm/exec/flow/slot_live.c), on frames made by hand */
#include "vm/exec/flow/stack_map.h"

#include "classloader/prepare/positions.h"
#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"
#include "vm/model/frame.h"

enum { STACK = 64, AT = 40 };

static Thread *t;
static Slot stack[STACK];
static bool exact[STACK], inexact[STACK];

static void setup(void)
{
    t = prepare_start();
}

TestSuite(stack_map, .init = setup);

static Method *make(const char *desc, u32 locals, const u8 *code, u32 length)
{
    Method *m = prepare_make(desc, locals, 8, code, length);
    ASSERT_TRUE(prepare_method(t, m));
    return m;
}

#define MAKE(desc, locals, code) make(desc, locals, code, sizeof code)

static void note(void *start, void *end, bool is_exact, void *context)
{
    (void)context;
    for (Slot *at = start; at < (Slot *)end; at++)
        if (at >= stack && at < stack + STACK)
            (is_exact ? exact : inexact)[at - stack] = true;
}

static void visit(Slot *fp, Slot *sp)
{
    memset(exact, 0, sizeof exact);
    memset(inexact, 0, sizeof inexact);
    stack_map_visit(walk_part(t, fp, NULL, FRAME_RETURN_C), sp, note, NULL);
}

static Slot *put_frame(Slot *fp, Method *m, u32 bci, Slot *caller)
{
    fp[FRAME_RETURN_PC] = FRAME_RETURN_INTERPRETER;
    fp[FRAME_SAVED_FP] = (Slot)(uintptr_t)caller;
    fp[FRAME_METHOD] = (Slot)(uintptr_t)m;
    fp[FRAME_POSITION] = m && m->code ? (Slot)(uintptr_t)positions_find(m, bci) : 0;
    return fp;
}

static char letter(const Slot *slot)
{
    return exact[slot - stack] ? 'A' : inexact[slot - stack] ? 'W' : '-';
}

/* "locals/operands" of the frame last visited. */
static const char *letters(Slot *fp, const Method *m, u32 depth)
{
    static char text[64];
    size_t used = 0;
    for (u32 i = 0; i < m->max_locals; i++)
        text[used++] = letter(fp + method_local_offset(m, i));
    text[used++] = '/';
    for (u32 i = 0; i < depth; i++)
        text[used++] = letter(fp - m->frame_slots - 1 - i);
    text[used] = '\0';
    return text;
}

/* An innermost frame at the bci with so many operands. */
static const char *seen(Method *m, u32 bci, u32 depth)
{
    Slot *fp = put_frame(stack + AT, m, bci, NULL);
    visit(fp, fp - m->frame_slots - depth);
    return letters(fp, m, depth);
}

Test(stack_map, references_that_are_read_later)
{
    static const u8 code[] = {OP_aload_1, OP_pop, OP_lload_2, OP_pop2, OP_aload, 4, OP_pop, OP_return};
    Method *m = MAKE("(Ljava/lang/Object;Ljava/lang/Object;J[I)V", 6, code);
    EXPECT_STR(seen(m, 0, 0), "-A--A-/");
    EXPECT_STR(seen(m, 1, 1), "----A-/A");
    EXPECT_STR(seen(m, 3, 2), "----A-/--");
    EXPECT_STR(seen(m, 6, 1), "------/A");
}

Test(stack_map, a_local_is_dead_until_it_is_written_and_after_its_last_read)
{
    /* local1 = null; while (local0 != null) local0 = local1; local1 = local0; return */
    static const u8 code[] = {OP_aconst_null, OP_astore_1, OP_aload_0, OP_ifnull, 0,    8,
                              OP_aload_1,     OP_astore_0, OP_goto,    0xFF,      0xFA, OP_aload_0,
                              OP_astore_1,    OP_return};
    Method *m = MAKE("(Ljava/lang/Object;)V", 2, code);
    EXPECT_STR(seen(m, 0, 0), "A-/");
    EXPECT_STR(seen(m, 2, 0), "AA/");
    EXPECT_STR(seen(m, 6, 0), "-A/");
    EXPECT_STR(seen(m, 11, 0), "A-/");
    EXPECT_STR(seen(m, 13, 0), "--/");
}

Test(stack_map, what_holds_different_kinds_is_no_reference)
{
    /* if (a == 0) local1 = 1; else local1 = null; local1 (which a verifier would refuse) */
    static const u8 code[] = {OP_iload_0,  OP_ifeq,    0,      8,        OP_aconst_null,
                              OP_astore_1, OP_goto,    0,      5,        OP_iconst_1,
                              OP_istore_1, OP_aload_1, OP_pop, OP_return};
    Method *m = MAKE("(I)V", 2, code);
    EXPECT_STR(seen(m, 11, 0), "--/");
}

Test(stack_map, a_handler_keeps_what_it_reads)
{
    /* try { local1 = null; nop } catch (x) { x; local0 } */
    static const u8 code[] = {OP_aconst_null, OP_astore_1, OP_nop, OP_return,
                              OP_pop,         OP_aload_0,  OP_pop, OP_return};
    Method *m = prepare_make("(Ljava/lang/Object;)V", 2, 8, code, sizeof code);
    prepare_handlers(m, (u16[]){0, 3, 4, 0}, 1);
    ASSERT_TRUE(prepare_method(t, m));
    EXPECT_STR(seen(m, 0, 0), "A-/");
    EXPECT_STR(seen(m, 3, 0), "--/");
    EXPECT_STR(seen(m, 4, 1), "A-/A");
}

Test(stack_map, operands_that_were_taken_off_are_not_looked_at)
{
    static const u8 code[] = {OP_aload_0, OP_dup, OP_if_acmpeq, 0xFF, 0xFE, OP_return};
    Method *m = MAKE("(Ljava/lang/Object;)V", 1, code);
    EXPECT_STR(seen(m, 2, 2), "A/AA");
    Slot *fp = put_frame(stack + AT, m, 2, NULL);
    visit(fp, fp - m->frame_slots);
    EXPECT_STR(letters(fp, m, 2), "A/--");
}

Test(stack_map, arguments_belong_to_the_callee)
{
    static const u8 caller_code[] = {OP_aload_0, OP_aload_0, OP_aload_0, OP_pop, OP_pop, OP_pop, OP_return};
    static const u8 callee_code[] = {OP_aload_1, OP_pop, OP_return};
    Method *caller = MAKE("(Ljava/lang/Object;)V", 1, caller_code),
           *callee = MAKE("(Ljava/lang/Object;Ljava/lang/Object;)V", 2, callee_code);
    Slot *outer = put_frame(stack + AT, caller, 3, NULL);
    Slot *inner = put_frame(outer - caller->frame_slots - 3 - FRAME_RECORD_ABOVE, callee, 0, outer);
    visit(inner, inner - callee->frame_slots);
    EXPECT_STR(letters(inner, callee, 0), "-A/");
    EXPECT_STR(letters(outer, caller, 3), "-/A-A", "the callee does not read its first argument");
}

Test(stack_map, native_frames_and_calls_from_c_go_by_the_descriptor)
{
    static const u8 code[] = {OP_return};
    Method *native = prepare_make("(JLjava/lang/Object;[I)V", 4, 0, code, 1);
    native->access = ACC_NATIVE;
    native->arg_slots = 5;
    Slot *entry = stack + AT;
    frame_make_entry(entry, NULL, FRAME_RETURN_C, native);
    Slot *first = entry - FRAME_RECORD_BELOW - 1;
    visit(entry, first - 4);
    for (int i = 0; i < 5; i++)
        EXPECT_INT(letter(first - i), i == 1 || i == 2 ? '-' : 'A', "argument slot %d", i);
    Slot *fp = put_frame(first - 4 - FRAME_RECORD_ABOVE, native, 0, entry);
    visit(fp, fp - FRAME_RECORD_BELOW);
    for (int i = 0; i < 5; i++)
        EXPECT_INT(letter(first - i), i == 1 || i == 2 ? '-' : 'A', "argument slot %d", i);
}

Test(stack_map, subroutines_are_scanned_word_by_word)
{
    /* jsr 4; return; 4: astore_1; ret 1 */
    static const u8 code[] = {OP_jsr, 0, 4, OP_return, OP_astore_1, OP_ret, 1};
    Method *m = MAKE("(Ljava/lang/Object;)V", 2, code);
    u64 before = stack_inexact_frames();
    EXPECT_STR(seen(m, 5, 0), "WW/");
    EXPECT_INT(stack_inexact_frames(), before + 1);
}

/* Machine code keeps the frame's values where the interpreter has them, and those of an inlined method where
 * they would be had it been called: its argument is the caller's operand, and dead here. */
Test(stack_map, machine_code_is_looked_up_by_the_return_pc)
{
    static const u8 caller_code[] = {OP_aload_0, OP_aload_1, OP_pop, OP_pop, OP_aload_0, OP_pop, OP_return};
    static const u8 callee_code[] = {OP_return}, machine_code[64] __attribute__((aligned(64)));
    Method *caller = MAKE("(Ljava/lang/Object;Ljava/lang/Object;)V", 2, caller_code),
           *callee = MAKE("(I)V", 1, callee_code),
           *inlined = MAKE("(Ljava/lang/Object;)V", 1, callee_code);
    CodePlace places[] = {{inlined, 0, caller->frame_slots + 1 + FRAME_RECORD_ABOVE}, {caller, 1, 0}};
    const CodePoint points[] = {{.offset = 5, .count = 1, .places = places + 1},
                                 {.offset = 10, .count = 2, .places = places}};
    CodeBlob blob = {.start = machine_code, .end = machine_code + sizeof machine_code, .method = caller,
                     .points = points, .count = COUNT_OF(points)};
    ASSERT_TRUE(code_blob_init(machine_code, sizeof machine_code));
    code_blob_add(&blob);
    Slot *outer = put_frame(stack + AT, caller, 0, NULL);
    outer[FRAME_POSITION] = 0;
    Slot *inner = put_frame(outer - caller->frame_slots - 2 - FRAME_RECORD_ABOVE, callee, 0, outer);
    inner[FRAME_RETURN_PC] = (Slot)(uintptr_t)(machine_code + 5);
    visit(inner, inner - callee->frame_slots);
    EXPECT_STR(letters(outer, caller, 1), "AA/A");
    inner[FRAME_RETURN_PC] = (Slot)(uintptr_t)(machine_code + 10);
    visit(inner, inner - callee->frame_slots);
    EXPECT_STR(letters(outer, caller, 1), "AA/-");
    places[1].bci = 4; /* other code's table where one was freed: the second argument is dead */
    stack_map_forget();
    inner[FRAME_RETURN_PC] = (Slot)(uintptr_t)(machine_code + 5);
    visit(inner, inner - callee->frame_slots);
    EXPECT_STR(letters(outer, caller, 0), "A-/");
    code_blob_reset();
}

static bool every_one(const Method *m)
{
    return m != NULL;
}

Test(stack_map, maps_are_forgotten_with_their_methods)
{
    static const u8 reads[] = {OP_aload_0, OP_pop, OP_return};
    static const u8 ignores[] = {OP_aconst_null, OP_pop, OP_return};
    Method *m = MAKE("(Ljava/lang/Object;)V", 1, reads);
    EXPECT_STR(seen(m, 0, 0), "A/");
    stack_forget_methods(every_one);
    memcpy((u8 *)(uintptr_t)m->bytecode, ignores, sizeof ignores); /* as if another were at the address */
    EXPECT_STR(seen(m, 0, 0), "-/");
}
