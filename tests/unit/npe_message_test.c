/* npe_message_test.c - helpful NullPointerException texts, for bytecode that javac does not write: joins,
 * stack shuffles, wide forms, and code made to exhaust. The texts are HotSpot 17's for the same methods. */
#include "vm/exec/throw/npe_message.h"

#include "classloader/parse/parse.h"
#include "tests/unit/class_builder.h"
#include "tests/unit/expect.h"
#include "vm/base/host_slot.h"
#include "vm/base/region.h"
#include "vm/bytecode/opcode.h"

#include <stdlib.h>

/* Constants that every test class has; their indices follow from the order of setup. */
static u16 field_f, field_g, field_h, field_long, static_s, method_m, method_init, method_dynamic;
static ClassBuilder b;
static CbCode code;
static ByteWriter bytes;
static Class class;
static Method *method;

static void setup(void)
{
    ASSERT_TRUE(base_init(64 * MB));
    ASSERT_TRUE(symbol_init());
    cb_start(&b, "T", "java/lang/Object");
    field_f = cb_ref(&b, CP_FIELDREF, "T", "f", "LT;");
    field_g = cb_ref(&b, CP_FIELDREF, "T", "g", "LT;");
    field_h = cb_ref(&b, CP_FIELDREF, "T", "h", "LT;");
    field_long = cb_ref(&b, CP_FIELDREF, "T", "j", "J");
    static_s = cb_ref(&b, CP_FIELDREF, "java/lang/Object", "s", "LT;");
    method_m = cb_ref(&b, CP_METHODREF, "a/B", "m", "(J[Ljava/lang/Object;Ljava/lang/StringBuilder;)LT;");
    method_init = cb_ref(&b, CP_METHODREF, "T", "<init>", "()V");
    method_dynamic = cb_dynamic(&b, CP_INVOKE_DYNAMIC, 0, "d", "()LT;");
    code = (CbCode){.stack = 400, .locals = 400};
    bytes = (ByteWriter){.arena = b.arena};
}

TestSuite(npe_message, .init = setup);

static void op(u32 opcode)
{
    byte_writer_put(&bytes, opcode, 1);
}

static void op_u8(u32 opcode, u32 operand)
{
    op(opcode);
    byte_writer_put(&bytes, operand, 1);
}

static void op_u16(u32 opcode, u32 operand)
{
    op(opcode);
    byte_writer_put(&bytes, operand, 2);
}

/* The branch's distance is filled in by `land`. */
static u32 jump(u32 opcode)
{
    op_u16(opcode, 0);
    return bytes.used - 3;
}

static void land_at(u32 branch, u32 target)
{
    u16 distance = (u16)(target - branch);
    bytes.bytes[branch + 1] = (u8)(distance >> 8);
    bytes.bytes[branch + 2] = (u8)distance;
}

static void land(u32 branch)
{
    land_at(branch, bytes.used);
}

static u32 get(u16 field)
{
    op_u16(OP_getfield, field);
    return bytes.used - 3;
}

static void handler(u32 start, u32 end, u32 target)
{
    u16 row[] = {(u16)start, (u16)end, (u16)target, 0};
    memcpy(code.handlers[code.handler_count++], row, sizeof row);
}

/* The class with this one method, ready for questions. */
static void finish(u32 access, const char *desc)
{
    static Arena scratch;
    static ClassFile file;
    ParseOptions options = {.max_major = 61, .trusted = true};
    Fail fail;
    code.code = bytes.bytes;
    code.length = bytes.used;
    cb_code(&b, access, "test", desc, &code);
    const u8 bootstrap[] = {0, 1, 0, 0, 0, 0};
    u8 *methods = memcpy(malloc(sizeof bootstrap), bootstrap, sizeof bootstrap);
    u16 handle = cb_handle(&b, 6, cb_ref(&b, CP_METHODREF, "T", "b", "()V"));
    methods[2] = (u8)(handle >> 8);
    methods[3] = (u8)handle;
    cb_class_attribute(&b, "BootstrapMethods", methods, sizeof bootstrap);
    free(methods);
    arena_init_scratch(&scratch);
    size_t length;
    const u8 *data = cb_finish(&b, &length);
    ASSERT_TRUE(parse_class(data, length, &options, &scratch, &file, &fail), "%s", fail.text);
    class = (Class){.pool = file.pool, .name = file.name, .source_length = (u32)length};
    class.source_slot = host_slot_add((void *)data);
    method = &file.methods[0];
    method->holder = &class;
}

static void expect(u32 bci, const char *expected)
{
    NpeText text = {0};
    bool any = npe_message_write(method, bci, &text);
    vec_push(&text, '\0');
    EXPECT_STR(any ? text.items : "(none)", expected, "bci %u: %s", bci, text.items);
    vec_free(&text);
}

static size_t length_at(u32 bci)
{
    NpeText text = {0};
    EXPECT_TRUE(npe_message_write(method, bci, &text));
    size_t length = text.count;
    vec_free(&text);
    return length;
}

/* ---- Sources ---- */

Test(npe_message, instructions_that_cannot_find_null_have_none)
{
    op(OP_aload_0);
    op_u16(OP_invokespecial, method_init);
    op(OP_return);
    finish(ACC_STATIC, "(LT;)V");
    expect(0, "(none)");
    expect(1, "(none)");
    expect(4, "(none)");
    expect(5, "(none)"); /* past the end */
}

Test(npe_message, a_call_names_its_class_and_parameters)
{
    op(OP_aload_0);
    op(OP_lconst_0);
    op(OP_aconst_null);
    op(OP_aconst_null);
    op_u16(OP_invokevirtual, method_m);
    u32 result = get(field_f), deeper = get(field_g);
    op_u16(OP_getstatic, static_s);
    u32 of_static = get(field_h);
    op(OP_return);
    finish(0, "()V");
    expect(4, "Cannot invoke \"a.B.m(long, Object[], StringBuilder)\" because \"this\" is null");
    expect(result, "Cannot read field \"f\" because the return value of "
                   "\"a.B.m(long, Object[], StringBuilder)\" is null");
    expect(deeper, "Cannot read field \"g\" because \"a.B.m(long, Object[], StringBuilder).f\" is null");
    expect(of_static, "Cannot read field \"h\" because \"Object.s\" is null");
}

Test(npe_message, what_has_no_name_is_left_out)
{
    op_u16(OP_invokedynamic, method_dynamic);
    byte_writer_put(&bytes, 0, 2);
    u32 direct = get(field_f), inner = get(field_g);
    op_u16(OP_invokedynamic, method_dynamic);
    byte_writer_put(&bytes, 0, 2);
    op(OP_iconst_0);
    op(OP_iconst_0);
    op(OP_iadd);
    op(OP_aaload);
    u32 element = get(field_h);
    op(OP_return);
    finish(ACC_STATIC, "()V");
    expect(direct, "Cannot read field \"f\"");
    expect(inner, "Cannot read field \"g\" because \"f\" is null");
    expect(element, "Cannot read field \"h\" because \"<array>[...]\" is null");
}

Test(npe_message, the_outermost_of_more_than_five_parts_are_dropped)
{
    op(OP_aload_0);
    for (int i = 0; i < 6; i++)
        get(i & 1 ? field_g : field_f);
    op(OP_iload_1);
    op(OP_aaload);
    u32 last = get(field_h);
    op(OP_return);
    finish(ACC_STATIC, "(LT;I)V");
    expect(last, "Cannot read field \"h\" because \"f.g.f.g[<parameter2>]\" is null");
}

Test(npe_message, values_below_operands_of_two_slots_are_found)
{
    op(OP_aload_0);
    op(OP_lconst_0);
    op_u16(OP_putfield, field_long);
    op(OP_aload_1);
    op(OP_iconst_0);
    op(OP_dconst_0);
    op(OP_dastore);
    op(OP_return);
    finish(ACC_STATIC, "(LT;[D)V");
    expect(2, "Cannot assign field \"j\" because \"<parameter1>\" is null");
    expect(8, "Cannot store to double array because \"<parameter2>\" is null");
}

Test(npe_message, shuffled_operands_keep_their_names)
{
    static const struct Shuffle {
        u32 op;
        const char *order; /* parameters from the top down */
    } rows[] = {{OP_dup, "44321"},      {OP_dup_x1, "43421"},   {OP_dup_x2, "43241"}, {OP_dup2, "434321"},
                {OP_dup2_x1, "432431"}, {OP_dup2_x2, "432143"}, {OP_swap, "3421"}};
    u32 reads[COUNT_OF(rows)][8];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        for (u32 local = 0; local < 4; local++)
            op(OP_aload_0 + local);
        op(rows[i].op);
        for (u32 k = 0; rows[i].order[k]; k++) {
            reads[i][k] = get(field_f);
            op(OP_pop);
        }
    }
    op(OP_return);
    finish(ACC_STATIC, "(LT;LT;LT;LT;)V");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (u32 k = 0; rows[i].order[k]; k++) {
            char expected[] = "Cannot read field \"f\" because \"<parameter?>\" is null";
            *strchr(expected, '?') = rows[i].order[k];
            expect(reads[i][k], expected);
        }
}

/* ---- Local variables ---- */

Test(npe_message, parameters_are_counted_and_lose_their_number_when_assigned)
{
    u32 reads[5];
    for (u32 local = 0; local < 5; local++) {
        op_u8(OP_aload, local);
        reads[local] = get(field_f);
        op(OP_pop);
    }
    op(OP_aconst_null);
    op(OP_astore_0);
    op(OP_wide);
    op_u16(OP_iinc, 3); /* not taken for an assignment */
    byte_writer_put(&bytes, 1000, 2);
    op(OP_aload_0);
    u32 assigned = get(field_g);
    op(OP_pop);
    op(OP_aload_3);
    u32 counted = get(field_h);
    op(OP_return);
    finish(0, "(JLT;)V");
    expect(reads[0], "Cannot read field \"f\" because \"this\" is null");
    expect(reads[1], "Cannot read field \"f\" because \"<parameter1>\" is null");
    expect(reads[3], "Cannot read field \"f\" because \"<parameter2>\" is null");
    expect(reads[4], "Cannot read field \"f\" because \"<local4>\" is null");
    expect(assigned, "Cannot read field \"g\" because \"<local0>\" is null");
    expect(counted, "Cannot read field \"h\" because \"<parameter2>\" is null");
}

Test(npe_message, wide_loads_and_locals_beyond_63)
{
    op(OP_wide);
    op_u16(OP_aload, 300);
    u32 wide = get(field_f);
    op_u8(OP_aload, 63);
    u32 last = get(field_f);
    op_u8(OP_aload, 64);
    u32 beyond = get(field_f);
    op(OP_return);
    char desc[300] = "(";
    for (int i = 0; i < 80; i++)
        strcat(desc, "LT;");
    strcat(desc, ")V");
    finish(ACC_STATIC, desc);
    expect(wide, "Cannot read field \"f\" because \"<local300>\" is null");
    expect(last, "Cannot read field \"f\" because \"<parameter64>\" is null");
    expect(beyond, "Cannot read field \"f\" because \"<local64>\" is null");
}

Test(npe_message, a_variable_has_its_name_where_the_table_says)
{
    u32 reads[3];
    for (int i = 0; i < 3; i++) {
        op(OP_aload_0);
        reads[i] = get(field_f);
        op(OP_pop);
    }
    op(OP_return);
    u16 rows[][5] = {{5, 5, cb_utf(&b, "x"), cb_utf(&b, "LT;"), 0}, {5, 9, cb_utf(&b, "late"), 0, 0}};
    rows[1][3] = rows[0][3];
    ByteWriter table = {.arena = b.arena};
    byte_writer_put(&table, 2, 2);
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 5; k++)
            byte_writer_put(&table, rows[i][k], 2);
    cb_attribute(&b, &code.attributes, "LocalVariableTable", table.bytes, table.used);
    finish(ACC_STATIC, "(LT;)V");
    expect(reads[0], "Cannot read field \"f\" because \"<parameter1>\" is null");
    expect(reads[1], "Cannot read field \"f\" because \"x\" is null");
    expect(reads[2], "Cannot read field \"f\" because \"late\" is null");
}

/* ---- Joins ---- */

Test(npe_message, two_pushers_are_none)
{
    op(OP_iconst_0);
    u32 otherwise = jump(OP_ifeq);
    op(OP_aload_0);
    u32 end = jump(OP_goto);
    land(otherwise);
    op(OP_aload_0);
    land(end);
    u32 joined = get(field_f), next = get(field_g);
    op(OP_return);
    finish(ACC_STATIC, "(LT;)V");
    expect(joined, "Cannot read field \"f\"");
    expect(next, "Cannot read field \"g\" because \"f\" is null");
}

Test(npe_message, a_loop_counts_for_what_is_asked_after_it)
{
    op(OP_aload_0);
    u32 head = get(field_f);
    op(OP_iload_2);
    u32 leave = jump(OP_ifeq);
    op(OP_pop);
    op(OP_aload_1);
    land_at(jump(OP_goto), head);
    land(leave);
    u32 after = get(field_g);
    op(OP_return);
    finish(ACC_STATIC, "(LT;LT;I)V");
    expect(head, "Cannot read field \"f\" because \"<parameter1>\" is null");
    expect(after, "Cannot read field \"g\" because \"f\" is null");
}

Test(npe_message, backward_branches_are_followed_in_passes)
{
    u32 start = jump(OP_goto);
    u32 other = bytes.used;
    op(OP_aload_1);
    u32 meet = jump(OP_goto);
    land(meet);
    u32 joined = get(field_f);
    op(OP_return);
    u32 single = get(field_g);
    op(OP_return);
    land(start);
    op(OP_iload_2);
    land_at(jump(OP_ifeq), other);
    op(OP_aload_0);
    op(OP_iload_2);
    land_at(jump(OP_ifeq), joined);
    land_at(jump(OP_goto), single);
    finish(ACC_STATIC, "(LT;LT;I)V");
    expect(joined, "Cannot read field \"f\"");
    expect(single, "Cannot read field \"g\" because \"<parameter1>\" is null");
}

Test(npe_message, handlers_start_with_an_unnamed_exception_and_unassigned_parameters)
{
    op(OP_aconst_null);
    op(OP_astore_0);
    op_u16(OP_getstatic, static_s);
    op(OP_return);
    handler(0, bytes.used, bytes.used);
    u32 caught = bytes.used;
    op(OP_athrow);
    handler(caught, bytes.used, bytes.used);
    op(OP_pop);
    op(OP_aload_0);
    u32 read = get(field_f);
    op(OP_return);
    finish(ACC_STATIC, "(LT;)V");
    expect(caught, "Cannot throw exception");
    expect(read, "Cannot read field \"f\" because \"<parameter1>\" is null");
}

Test(npe_message, switches_and_subroutines)
{
    op(OP_aload_0);
    op(OP_iload_1);
    u32 at = bytes.used;
    op(OP_lookupswitch);
    while (bytes.used & 3)
        op(0);
    u32 target = bytes.used + 16 - at;
    byte_writer_put(&bytes, target, 4); /* default */
    byte_writer_put(&bytes, 1, 4);
    byte_writer_put(&bytes, 7, 4);
    byte_writer_put(&bytes, target, 4);
    u32 after_switch = get(field_f);
    u32 call = jump(OP_jsr);
    u32 after_call = get(field_g);
    op(OP_return);
    land(call);
    op(OP_astore_2);
    op(OP_aload_0);
    u32 in_subroutine = get(field_h);
    op(OP_pop);
    op_u8(OP_ret, 2);
    finish(ACC_STATIC, "(LT;I)V");
    expect(after_switch, "Cannot read field \"f\" because \"<parameter1>\" is null");
    expect(after_call, "Cannot read field \"g\"");
    expect(in_subroutine, "Cannot read field \"h\" because \"<parameter1>\" is null");
}

Test(npe_message, code_that_is_not_reached_has_no_reason)
{
    op(OP_return);
    op(OP_aload_0);
    u32 read = get(field_f);
    op(OP_return);
    finish(ACC_STATIC, "(LT;)V");
    expect(read, "Cannot read field \"f\"");
}

/* ---- Bounds ---- */

Test(npe_message, indices_in_indices_end)
{
    for (int i = 0; i < 301; i++)
        op(OP_aload_0);
    op(OP_iload_1);
    for (int i = 0; i < 300; i++)
        op(OP_iaload);
    op(OP_aaload);
    u32 asked = bytes.used;
    op(OP_arraylength);
    op(OP_return);
    finish(ACC_STATIC, "([[II)V");
    EXPECT_ABOVE(length_at(asked), 30 * strlen("<parameter1>"));
    EXPECT_BELOW(length_at(asked), 100 * strlen("<parameter1>"));
}

/* k = a[k][k] doubles the text each time. */
Test(npe_message, operands_used_twice_end)
{
    op(OP_iload_1);
    for (int i = 0; i < 60; i++) {
        op(OP_dup);
        op(OP_aload_0);
        op(OP_swap);
        op(OP_aaload);
        op(OP_swap);
        op(OP_iaload);
    }
    op(OP_aload_0);
    op(OP_swap);
    op(OP_aaload);
    u32 asked = bytes.used;
    op(OP_arraylength);
    op(OP_return);
    finish(ACC_STATIC, "([[II)V");
    EXPECT_ABOVE(length_at(asked), 10 * KB);
    EXPECT_BELOW(length_at(asked), 200 * KB);
}

Test(npe_message, much_stack_over_much_code_gives_up)
{
    code.stack = 0xFFFF;
    for (int i = 0; i < 30000; i++)
        op(OP_aload_0);
    for (int i = 0; i < 20000; i++)
        op(OP_nop);
    u32 read = get(field_f);
    op(OP_return);
    finish(ACC_STATIC, "(LT;)V");
    expect(read, "Cannot read field \"f\"");
}

Test(npe_message, code_that_is_not_verifiable_gives_up)
{
    srand(1);
    for (int i = 0; i < 3000; i++)
        op((u32)rand() % OP_JVM_COUNT);
    for (int i = 0; i < 20; i++)
        op(OP_return);
    for (u32 i = 0; i + 2 < bytes.used; i++) /* pool indices are the parser's matter: make them good */
        if (strpbrk(opcode_info(bytes.bytes[i])->operands, "kK"))
            bytes.bytes[i] = OP_dup2_x1;
    finish(ACC_STATIC, "(LT;JD)V");
    NpeText text = {0};
    for (u32 bci = 0; bci < bytes.used; bci++)
        npe_message_write(method, bci, &text);
    vec_free(&text);
}
