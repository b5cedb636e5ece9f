/* walk_test.c - walks over hand-made frames of every kind: interpreted, native, entries, and machine code
 * whose place follows from the younger frame and whose frame may stand for several methods */
#include "vm/exec/walk/walk.h"

#include "classloader/prepare/positions.h"
#include "tests/unit/expect.h"
#include "tests/unit/prepare_fixture.h"

enum { STACK = 64 };
/* Where the frames are: the youngest lies lowest. */
enum { AT_INNER = 5, AT_ENTRY = 15, AT_NATIVE = 25, AT_MACHINE = 35, AT_OUTER = 45, AT_OLDEST = 55 };
enum { RETURNS_INLINED = 4, RETURNS_PLAIN = 9 }; /* in the machine code */

/* Of two blobs. */
static const u8 machine_code[128] __attribute__((aligned(64)));
static const u8 *const other_code = machine_code + 64;
static Thread *t;
static Slot stack[STACK];
static Method *outer, *inner, *native, *machine, *inlined;
static CodePlace places[2];
static CodePoint points[2];
static CodeBlob blob;

static void setup(void)
{
    static const u8 code[] = {OP_nop, OP_iconst_1, OP_pop, OP_return};
    t = prepare_start();
    Method **methods[] = {&outer, &inner, &machine, &inlined};
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        *methods[i] = prepare_make("(II)V", 3, 1, code, sizeof code);
        ASSERT_TRUE(prepare_method(t, *methods[i]));
    }
    native = prepare_make("(J)V", 2, 0, code, sizeof code);
    native->access |= ACC_NATIVE;
    places[0] = (CodePlace){inlined, 3, 8};
    places[1] = (CodePlace){machine, 2, 0};
    points[0] = (CodePoint){.offset = RETURNS_INLINED, .count = 2, .places = places};
    points[1] = (CodePoint){.offset = RETURNS_PLAIN, .count = 1, .places = places + 1};
    blob = (CodeBlob){.start = machine_code, .end = machine_code + 16, .method = machine, .points = points,
                      .count = COUNT_OF(points)};
    ASSERT_TRUE(code_blob_init(machine_code, sizeof machine_code));
    code_blob_add(&blob);
}

static void teardown(void)
{
    code_blob_reset();
}

TestSuite(walk, .init = setup, .fini = teardown);

/* A frame at stack[at] whose caller is at stack[caller], or none. */
static Slot *put(u32 at, Method *m, u32 bci, u32 caller, Slot return_pc)
{
    Slot *fp = stack + at;
    fp[FRAME_RETURN_PC] = return_pc;
    fp[FRAME_SAVED_FP] = caller ? (Slot)(uintptr_t)(stack + caller) : 0;
    fp[FRAME_METHOD] = (Slot)(uintptr_t)m;
    fp[FRAME_POSITION] = m && !method_is_native(m) ? (Slot)(uintptr_t)positions_find(m, bci) : 0;
    return fp;
}

static Slot machine_pc(u32 offset)
{
    return (Slot)(uintptr_t)(machine_code + offset);
}

/* C called outer, which called machine code at the place, which called C, which called the native method,
 * from which inner was called. */
static void put_stack(u32 place)
{
    memset(stack, 0, sizeof stack);
    frame_make_entry(stack + AT_OLDEST, NULL, FRAME_RETURN_C, outer);
    put(AT_OUTER, outer, 1, AT_OLDEST, FRAME_RETURN_ENTRY);
    put(AT_MACHINE, machine, 0, AT_OUTER, FRAME_RETURN_INTERPRETER)[FRAME_POSITION] = 0;
    put(AT_NATIVE, native, 0, AT_MACHINE, machine_pc(place));
    frame_make_entry(stack + AT_ENTRY, stack + AT_NATIVE, FRAME_RETURN_C, inner);
    put(AT_INNER, inner, 3, AT_ENTRY, FRAME_RETURN_ENTRY);
    t->fp = stack + AT_INNER;
}

static void expect_step(const FrameWalk *walk, CodeKind kind, u32 at, const Method *m, u32 bci)
{
    EXPECT_INT(walk->kind, kind, "at %u", at);
    EXPECT_PTR(walk->fp, stack + at, "at %u", at);
    EXPECT_PTR(walk->method, m, "at %u", at);
    EXPECT_INT(walk_bci(walk), bci, "at %u", at);
    EXPECT_PTR(walk->thread, t);
}

Test(walk, methods_of_every_kind_and_no_entries)
{
    put_stack(RETURNS_INLINED);
    FrameWalk walk = walk_begin(t);
    expect_step(&walk, CODE_INTERPRETED, AT_INNER, inner, 3);
    EXPECT_PTR(walk.pc, positions_find(inner, 3));
    walk_next(&walk);
    expect_step(&walk, CODE_NATIVE, AT_NATIVE, native, 0);
    EXPECT_NULL(walk.pc);
    walk_next(&walk);
    expect_step(&walk, CODE_COMPILED, AT_MACHINE, inlined, 3);
    EXPECT_PTR(walk.pc, machine_code + RETURNS_INLINED);
    walk_next(&walk);
    expect_step(&walk, CODE_COMPILED, AT_MACHINE, machine, 2);
    EXPECT_INT(walk.inner, 1);
    walk_next(&walk);
    expect_step(&walk, CODE_INTERPRETED, AT_OUTER, outer, 1);
    walk_next(&walk);
    EXPECT_FALSE(walk_valid(&walk));
}

Test(walk, frames_with_entries_each_once)
{
    static const u32 wanted[] = {AT_INNER, AT_ENTRY, AT_NATIVE, AT_MACHINE, AT_OUTER, AT_OLDEST};
    put_stack(RETURNS_INLINED);
    FrameWalk walk = walk_frames(t);
    for (size_t i = 0; i < COUNT_OF(wanted); i++, walk_next_frame(&walk)) {
        ASSERT_TRUE(walk_valid(&walk));
        EXPECT_PTR(walk.fp, stack + wanted[i]);
    }
    EXPECT_FALSE(walk_valid(&walk));
}

Test(walk, a_return_pc_tells_the_place_in_machine_code)
{
    put_stack(RETURNS_PLAIN);
    FrameWalk walk = walk_part(t, stack + AT_NATIVE, NULL, FRAME_RETURN_C);
    walk_next(&walk);
    expect_step(&walk, CODE_COMPILED, AT_MACHINE, machine, 2);
    walk_next(&walk);
    expect_step(&walk, CODE_INTERPRETED, AT_OUTER, outer, 1);
}

/* As after a call of the VM from machine code: no frame above tells the place. */
Test(walk, the_innermost_frame_may_be_machine_code)
{
    put_stack(RETURNS_PLAIN);
    FrameWalk walk = walk_part(t, stack + AT_MACHINE, NULL, machine_pc(RETURNS_INLINED));
    expect_step(&walk, CODE_COMPILED, AT_MACHINE, inlined, 3);
}

Test(walk, an_entry_names_what_c_calls)
{
    put_stack(RETURNS_PLAIN);
    FrameWalk walk = walk_part(t, stack + AT_ENTRY, NULL, FRAME_RETURN_C);
    expect_step(&walk, CODE_ENTRY, AT_ENTRY, NULL, 0);
    EXPECT_PTR(walk_callee(&walk), inner);
    EXPECT_PTR(walk_high(&walk), stack + AT_ENTRY + FRAME_RECORD_ABOVE);
}

Test(walk, a_frame_ends_with_its_arguments)
{
    put_stack(RETURNS_PLAIN);
    FrameWalk walk = walk_begin(t);
    EXPECT_PTR(walk_low(&walk), stack + AT_INNER - FRAME_RECORD_BELOW);
    EXPECT_PTR(walk_high(&walk), stack + AT_INNER + FRAME_RECORD_ABOVE + 2);
    EXPECT_PTR(walk_local(&walk, 0), stack + AT_INNER + 3);
    EXPECT_PTR(walk_local(&walk, 2), stack + AT_INNER + FRAME_FIRST_LOCAL);
}

Test(walk, a_part_ends_before_the_frame_that_is_named)
{
    put_stack(RETURNS_PLAIN);
    FrameWalk walk = walk_part(NULL, stack + AT_INNER, stack + AT_MACHINE, FRAME_RETURN_C);
    EXPECT_NULL(walk.thread, "a stack that no thread runs on");
    walk_next(&walk);
    EXPECT_PTR(walk.method, native);
    walk_next(&walk);
    EXPECT_FALSE(walk_valid(&walk));
    walk = walk_part(t, stack + AT_INNER, stack + AT_INNER, FRAME_RETURN_C);
    EXPECT_FALSE(walk_valid(&walk));
}

/* frames of a broken stack, for the crash report */
static u32 count_carefully(void)
{
    u32 count = 0;
    for (FrameWalk walk = walk_frames_carefully(t); walk_valid(&walk); walk_next_frame_carefully(&walk))
        count++;
    return count;
}

Test(walk, a_careful_walk_ends_at_what_is_no_frame)
{
    put_stack(RETURNS_PLAIN);
    EXPECT_INT(count_carefully(), 0, "not in the thread's stack");
    t->stack_memory = (char *)stack;
    t->stack_base = stack + STACK;
    EXPECT_INT(count_carefully(), 6);
    stack[AT_OUTER + FRAME_METHOD] = 0x1234;
    EXPECT_INT(count_carefully(), 4, "no method");
    stack[AT_NATIVE + FRAME_RETURN_PC] = 0x5678;
    EXPECT_INT(count_carefully(), 3, "no code");
    stack[AT_ENTRY + FRAME_SAVED_FP] = (Slot)(uintptr_t)&t;
    EXPECT_INT(count_carefully(), 2, "no frame");
}

Test(walk, code_is_found_among_several_blobs)
{
    const CodePoint point = {.offset = 3, .count = 1, .places = places};
    CodeBlob other = {
        .start = other_code, .end = other_code + 8, .method = inner, .points = &point, .count = 1};
    code_blob_add(&other);
    EXPECT_PTR(code_blob_point(other_code + 3), &point);
    EXPECT_PTR(code_blob_point(machine_code + RETURNS_PLAIN), &points[1]);
    EXPECT_NULL(code_blob_point(machine_code + RETURNS_PLAIN + 1));
    EXPECT_NULL(code_blob_point(other_code + 8));
    code_blob_remove(&other);
    EXPECT_NULL(code_blob_point(other_code + 3));
    EXPECT_PTR(code_blob_point(machine_code + RETURNS_INLINED), &points[0]);
}
