/* verify_map_test.c - StackMapTable in all forms (verify_map.c) and frames that fit or do not
 * (verify_frame.c) */
#include "classloader/verify/verify_parts.h"

#include <stdio.h>

#include "tests/unit/expect.h"
#include "tests/unit/verify_fixture.h"

static Verifier verifier;

static void setup(void)
{
    verify_start();
}

TestSuite(verify_map, .init = setup);

/* Ten nops and a return, and in between the frames. */
static Method *make(const char *desc, u32 locals, u32 stack, u32 count, const u8 *frames, u32 length)
{
    static const u8 code[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, OP_return};
    Method *m = verify_make(desc, locals, stack, code, sizeof code);
    verify_map(m, count, frames, length);
    return m;
}

#define MAKE(desc, locals, stack, count, frames) make(desc, locals, stack, count, frames, sizeof frames)

/* "bci locals/stack" of each frame, one letter per cell. */
static const char *decode(const Method *m)
{
    static char text[256];
    size_t used = 0;
    verifier = (Verifier){.t = thread, .c = prepare_class, .fail = &fail, .scratch = &scratch};
    verifier.known = ARENA_ARRAY(&scratch, u64, 1);
    verifier.m = m;
    verifier.code = method_bytecode(m);
    verifier.length = m->bytecode_length;
    ASSERT_TRUE(operand_mark_code(&verifier));
    ASSERT_TRUE(frame_enter_method(&verifier));
    TypeFrame initial = verifier.frame;
    if (!map_decode(&verifier, &initial))
        return fail.text;
    for (u32 i = 0; i < verifier.place_count; i++) {
        const TypeFrame *f = &verifier.frames[i];
        used += (size_t)sprintf(text + used, "%s%u ", i ? ", " : "", f->bci);
        for (u32 cell = 0; cell < f->local_count; cell++)
            text[used++] = "-IFJjDdNTU"[vtype_tag(f->locals[cell])];
        text[used++] = '/';
        for (u32 cell = 0; cell < f->depth; cell++)
            text[used++] = "-IFJjDdNTU"[vtype_tag(f->stack[cell])];
    }
    text[used] = '\0';
    return text;
}

Test(verify_map, same_frames_have_the_locals_of_the_frame_before)
{
    static const u8 frames[] = {2, 1, 251, 0, 2};
    EXPECT_STR(decode(MAKE("(IJ)V", 3, 0, 3, frames)), "2 IJj/, 4 IJj/, 7 IJj/");
}

Test(verify_map, one_stack_item_in_both_forms)
{
    static const u8 frames[] = {64 + 1, 1, 247, 0, 1, 4};
    EXPECT_STR(decode(MAKE("(F)V", 1, 2, 2, frames)), "1 F/I, 3 F/Jj");
}

Test(verify_map, chop_and_append_count_values_and_not_cells)
{
    static const u8 frames[] = {250, 0, 1, 254, 0, 0, 3, 5, 1, 248, 0, 0};
    EXPECT_STR(decode(MAKE("(IJ)V", 5, 0, 3, frames)), "1 I/, 2 IDdNI/, 3 I/");
}

Test(verify_map, a_full_frame_says_all)
{
    static const u8 frames[] = {255, 0, 4, 0, 3, 0, 4, 2, 0, 2, 1, 5};
    EXPECT_STR(decode(MAKE("(I)V", 4, 2, 1, frames)), "4 -JjF/IN");
}

Test(verify_map, frames_that_add_nothing_share_their_locals)
{
    static const u8 frames[] = {0, 252, 0, 0, 1, 0, 250, 0, 0};
    EXPECT_STR(decode(MAKE("(I)V", 2, 0, 4, frames)), "0 I/, 1 II/, 2 II/, 3 I/");
    EXPECT_PTR(verifier.frames[1].locals, verifier.frames[2].locals);
    EXPECT_PTR(verifier.frames[2].locals, verifier.frames[3].locals);
    EXPECT_NOT_PTR(verifier.frames[0].locals, verifier.frames[1].locals);
}

Test(verify_map, uninitialized_this_in_a_local_sets_the_flag)
{
    static const u8 frames[] = {255, 0, 0, 0, 1, 6, 0, 0, 250, 0, 0};
    decode(MAKE("()V", 1, 0, 2, frames));
    EXPECT_TRUE(verifier.frames[0].this_uninit);
    EXPECT_FALSE(verifier.frames[1].this_uninit);
}

#define EXPECT_BAD(text, ...)                                                                                \
    do {                                                                                                     \
        static const u8 frames[] = {__VA_ARGS__};                                                            \
        EXPECT_STR(decode(MAKE("()V", 1, 1, 1, frames)), text);                                              \
    } while (0)

Test(verify_map, bad_bytes)
{
    EXPECT_BAD("StackMapTable format error: access beyond the end of attribute", 255, 0, 0, 0);
    EXPECT_BAD("StackMapTable format error: wrong attribute size", 0, 0);
    EXPECT_BAD("StackMapTable format error: reserved frame type", 128, 0, 0);
    EXPECT_BAD("StackMapTable format error: bad verification type", 64, 9);
    EXPECT_BAD("StackMapTable format error: bad class index", 64, 7, 0, 1);
    EXPECT_BAD("StackMapTable format error: bad offset for Uninitialized in method 'void T.m()'", 64, 8, 0,
               0);
    EXPECT_BAD("StackMapTable format error: bad type array size in method 'void T.m()'", 250, 0, 0);
    EXPECT_BAD("StackMapTable format error: bad type array size in method 'void T.m()'", 64, 4);
    EXPECT_BAD("StackMapTable format error: bad type array size in method 'void T.m()'", 253, 0, 0, 1, 1);
    EXPECT_BAD("StackMapTable error: bad offset", 11);
}

/* ---- frameIsAssignable ---- */

static WhyKind misfit(const TypeFrame *from, const TypeFrame *to)
{
    Why why = {.kind = WHY_CODE};
    return frame_is_assignable(&verifier, from, to, &why) ? WHY_CODE : why.kind;
}

Test(verify_map, frames_fit_by_stack_locals_and_flag)
{
    verifier = (Verifier){.t = thread, .c = prepare_class, .fail = &fail, .scratch = &scratch};
    VType one[] = {VT_INT}, other[] = {VTYPE(V_FLOAT)}, two[] = {VT_INT, VT_TOP};
    TypeFrame ints = {.locals = one, .local_count = 1, .stack = one, .depth = 1};
    TypeFrame floats = {.locals = one, .local_count = 1, .stack = other, .depth = 1};
    TypeFrame deep = {.locals = one, .local_count = 1, .stack = two, .depth = 2};
    TypeFrame more = {.locals = two, .local_count = 2, .stack = one, .depth = 1};
    TypeFrame none = {.locals = one, .local_count = 0, .stack = one, .depth = 1};
    TypeFrame flag = ints;
    flag.this_uninit = true;
    EXPECT_INT(misfit(&ints, &ints), WHY_CODE);
    EXPECT_INT(misfit(&ints, &more), WHY_CODE, "locals beyond are top");
    EXPECT_INT(misfit(&more, &ints), WHY_CODE, "a frame may forget locals");
    EXPECT_INT(misfit(&ints, &none), WHY_CODE);
    EXPECT_INT(misfit(&none, &ints), WHY_TYPE);
    EXPECT_INT(misfit(&ints, &floats), WHY_TYPE);
    EXPECT_INT(misfit(&ints, &deep), WHY_STACK_SIZE);
    EXPECT_INT(misfit(&flag, &ints), WHY_FLAGS);
    EXPECT_INT(misfit(&ints, &flag), WHY_CODE);
}
