/* attribute_test.c - the iterators over a class file's attributes, each on bytes written by hand: rows in
 * order, the last one included, and tables that end too early. */
#include "vm/bytecode/attribute.h"

#include "tests/unit/expect.h"
#include "vm/base/host_slot.h"
#include "vm/base/region.h"

#include <string.h>

enum { POOL_SIZE = 16, ROOM = 256 };

static u8 file[ROOM];
static u32 filled;
static u8 tags[POOL_SIZE];
static CpEntry entries[POOL_SIZE];
static Class class;
static Method method;

/* Offset 0 means that there is no attribute. */
static void setup(void)
{
    ASSERT_TRUE(region_reserve(16 * MB));
    ASSERT_TRUE(symbol_init());
    filled = 1;
    class = (Class){.kind = CLASS_INSTANCE, .source_slot = host_slot_add(file), .source_length = ROOM};
    class.pool = (ConstPool){.count = POOL_SIZE, .tags = tags, .entries = entries};
    method = (Method){.holder = &class};
}

TestSuite(attribute, .init = setup);

static void put_u16(u32 value)
{
    file[filled++] = (u8)(value >> 8);
    file[filled++] = (u8)value;
}

static void put_u32(u32 value)
{
    put_u16(value >> 16);
    put_u16(value);
}

#define PUT(...) put_all((const u16[]){__VA_ARGS__}, COUNT_OF(((const u16[]){__VA_ARGS__})))

/* Where they begin. */
static u32 put_all(const u16 *values, size_t count)
{
    u32 start = filled;
    for (size_t i = 0; i < count; i++)
        put_u16(values[i]);
    return start;
}

/* The file ends behind what was put. */
static void end_file(void)
{
    class.source_length = filled;
}

static void name(u32 index, const Symbol *symbol)
{
    tags[index] = CP_UTF8;
    entries[index].ref = (u32)(uintptr_t)symbol;
}

static void name_class(u32 index, u32 utf8, const char *text)
{
    name(utf8, symbol_from(text));
    tags[index] = CP_CLASS;
    entries[index].a = (u16)utf8;
}

Test(attribute, attributes_come_in_order_with_their_own_bytes)
{
    AttributeRow row;
    name(1, SYM(attr_Signature));
    name(2, SYM(attr_Synthetic));
    u32 table = PUT(3);
    PUT(2), put_u32(0);
    PUT(1), put_u32(2), PUT(77);
    PUT(2), put_u32(0);
    end_file();
    Attributes it = attribute_table(&class, table);
    ASSERT_TRUE(attribute_next(&it, &row));
    EXPECT_PTR(row.name, SYM(attr_Synthetic));
    EXPECT_INT(bytes_left(&row.info), 0);
    ASSERT_TRUE(attribute_next(&it, &row));
    EXPECT_PTR(row.name, SYM(attr_Signature));
    EXPECT_INT(bytes_left(&row.info), 2);
    EXPECT_INT(bytes_u16(&row.info), 77);
    ASSERT_TRUE(attribute_next(&it, &row));
    EXPECT_FALSE(attribute_next(&it, &row));
    EXPECT_INT(attribute_find(&class, table, SYM(attr_Signature)), table + 14);
    EXPECT_INT(attribute_find_index(&class, table, SYM(attr_Signature)), 77);
    Bytes info = attribute_info(&class, table + 14);
    EXPECT_INT(bytes_left(&info), 2);
    EXPECT_INT(attribute_find(&class, table, SYM(attr_SourceFile)), 0);
    EXPECT_INT(attribute_find_index(&class, table, SYM(attr_SourceFile)), 0);
    EXPECT_INT(attribute_find(&class, 0, SYM(attr_Signature)), 0);
}

Test(attribute, a_table_that_is_cut_short_ends_early)
{
    AttributeRow row;
    name(1, SYM(attr_Signature));
    u32 table = PUT(2, 1);
    put_u32(3), PUT(5);
    end_file();
    Attributes it = attribute_table(&class, table);
    EXPECT_FALSE(attribute_next(&it, &row));
    EXPECT_INT(attribute_find(&class, table, SYM(attr_Signature)), 0);
}

Test(attribute, handlers_in_the_order_of_their_table)
{
    HandlerRow row;
    method.handlers = PUT(1, 2, 3, 0, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF);
    method.handler_count = 2;
    end_file();
    Handlers it = attribute_handlers(&method);
    ASSERT_TRUE(attribute_next_handler(&it, &row));
    EXPECT_INT(row.start, 1);
    EXPECT_INT(row.catch_type, 0);
    ASSERT_TRUE(attribute_next_handler(&it, &row));
    EXPECT_INT(row.start, 0xFFFC);
    EXPECT_INT(row.end, 0xFFFD);
    EXPECT_INT(row.handler, 0xFFFE);
    EXPECT_INT(row.catch_type, 0xFFFF);
    EXPECT_FALSE(attribute_next_handler(&it, &row));
    EXPECT_INT(attribute_handler(&method, 1).handler, 0xFFFE);
    EXPECT_FALSE(attribute_covers(&row, 0xFFFB));
    EXPECT_TRUE(attribute_covers(&row, 0xFFFC));
    EXPECT_FALSE(attribute_covers(&row, 0xFFFD));
    method.handler_count = 0;
    it = attribute_handlers(&method);
    EXPECT_FALSE(attribute_next_handler(&it, &row));
}

Test(attribute, lines_and_variables_of_a_method_lie_behind_its_handlers)
{
    AttributeRow attribute;
    LineRow line;
    VariableRow variable;
    name(1, SYM(attr_LineNumberTable));
    name(2, SYM(attr_LocalVariableTable));
    method.handlers = PUT(0, 1, 1, 0);
    method.handler_count = 1;
    method.bytecode = 1;
    PUT(2);
    PUT(1), put_u32(10), PUT(2, 0, 10, 5, 11);
    PUT(2), put_u32(12), PUT(1, 1, 2, 3, 4, 5);
    end_file();
    Attributes it = attribute_of_code(&method);
    ASSERT_TRUE(attribute_next(&it, &attribute));
    Rows lines = attribute_rows(attribute.info);
    ASSERT_TRUE(attribute_next_line(&lines, &line));
    EXPECT_INT(line.line, 10);
    ASSERT_TRUE(attribute_next_line(&lines, &line));
    EXPECT_INT(line.start, 5);
    EXPECT_INT(line.line, 11);
    EXPECT_FALSE(attribute_next_line(&lines, &line));
    ASSERT_TRUE(attribute_next(&it, &attribute));
    Rows variables = attribute_rows(attribute.info);
    ASSERT_TRUE(attribute_next_variable(&variables, &variable));
    EXPECT_INT(variable.start, 1);
    EXPECT_INT(variable.length, 2);
    EXPECT_INT(variable.name, 3);
    EXPECT_INT(variable.desc, 4);
    EXPECT_INT(variable.local, 5);
    EXPECT_FALSE(attribute_next_variable(&variables, &variable));
    method.bytecode = 0;
    it = attribute_of_code(&method);
    EXPECT_FALSE(attribute_next(&it, &attribute));
}

Test(attribute, rows_end_with_their_attribute)
{
    LineRow line;
    VariableRow variable;
    const u8 bytes[] = {0, 3, 0, 1, 0, 2, 0, 3};
    Rows lines = attribute_rows(bytes_make(bytes, sizeof bytes));
    EXPECT_TRUE(attribute_next_line(&lines, &line));
    EXPECT_FALSE(attribute_next_line(&lines, &line));
    Rows variables = attribute_rows(bytes_make(bytes, sizeof bytes));
    EXPECT_FALSE(attribute_next_variable(&variables, &variable));
    Rows none = attribute_rows(bytes_make(bytes, 1));
    EXPECT_FALSE(attribute_next_line(&none, &line));
}

Test(attribute, lists_of_classes)
{
    name_class(3, 4, "a/B");
    name_class(5, 6, "C");
    u32 info = PUT(2, 3, 5);
    end_file();
    IndexList list = attribute_indices(&class, info);
    EXPECT_INT(list.count, 2);
    EXPECT_INT(attribute_index(&list, 1), 5);
    EXPECT_TRUE(attribute_lists_class(&class, info, symbol_from("C")));
    EXPECT_FALSE(attribute_lists_class(&class, info, symbol_from("B")));
    EXPECT_INT(attribute_indices(&class, 0).count, 0);
    EXPECT_FALSE(attribute_lists_class(&class, 0, symbol_from("C")));
}

static Frames frames_of(const u8 *info, size_t length)
{
    return attribute_frames(bytes_make(info, length));
}

Test(attribute, frames_of_each_form)
{
    static const u8 info[] = {
        0, 8,                                         /* frames */
        2,                                            /* same */
        65, MAP_INT,                                  /* same, one on the stack */
        247, 0, 9, MAP_OBJECT, 1, 2,                  /* the same, extended */
        249, 0, 0,                                    /* two chopped */
        251, 1, 0,                                    /* same, extended */
        253, 0, 0, MAP_LONG, MAP_UNINIT, 0, 7,        /* two appended */
        255, 0, 0, 0, 1, 9, 0, 2, MAP_TOP, MAP_NULL,  /* full, with a tag that is none */
        128, 0, 0,                                    /* no form */
    };
    static const struct {
        FrameForm form;
        u32 bci, chopped, locals, stack;
    } expected[] = {
        {FRAME_SAME, 2, 0, 0, 0},   {FRAME_SAME_1, 4, 0, 0, 1},          {FRAME_SAME_1_EXTENDED, 14, 0, 0, 1},
        {FRAME_CHOP, 15, 2, 0, 0},  {FRAME_SAME_EXTENDED, 272, 0, 0, 0}, {FRAME_APPEND, 273, 0, 2, 0},
        {FRAME_FULL, 274, 0, 1, 2}, {FRAME_RESERVED, 275, 0, 0, 0},
    };
    FrameRow row;
    Frames it = frames_of(info, sizeof info);
    for (u32 i = 0; i < COUNT_OF(expected); i++) {
        ASSERT_TRUE(attribute_next_frame(&it, &row));
        EXPECT_INT(row.form, expected[i].form);
        EXPECT_INT(row.bci, expected[i].bci);
        EXPECT_INT(row.chopped, expected[i].chopped);
        EXPECT_INT(row.locals.left, expected[i].locals);
        EXPECT_INT(row.stack.left, expected[i].stack);
    }
    EXPECT_FALSE(attribute_next_frame(&it, &row));
    EXPECT_FALSE(it.rows.in.failed);
    EXPECT_INT(bytes_left(&it.rows.in), 0);
}

Test(attribute, types_of_a_frame)
{
    static const u8 info[] = {0, 1, 255, 0, 0, 0, 2, MAP_UNINIT, 1, 2, MAP_INT, 0, 1, MAP_OBJECT, 0, 3};
    FrameRow row;
    MapTypeRow type;
    Frames it = frames_of(info, sizeof info);
    ASSERT_TRUE(attribute_next_frame(&it, &row));
    ASSERT_TRUE(attribute_next_type(&row.locals, &type));
    EXPECT_INT(type.tag, MAP_UNINIT);
    EXPECT_INT(type.operand, 0x102);
    ASSERT_TRUE(attribute_next_type(&row.locals, &type));
    EXPECT_INT(type.tag, MAP_INT);
    EXPECT_FALSE(attribute_next_type(&row.locals, &type));
    ASSERT_TRUE(attribute_next_type(&row.stack, &type));
    EXPECT_INT(type.tag, MAP_OBJECT);
    EXPECT_INT(type.operand, 3);
    EXPECT_FALSE(attribute_next_type(&row.stack, &type));
}

Test(attribute, a_frame_that_is_cut_short_is_the_last)
{
    static const u8 info[] = {0, 3, 0, 255, 0, 0, 0, 2, MAP_INT, MAP_OBJECT, 0};
    FrameRow row;
    MapTypeRow type;
    Frames it = frames_of(info, sizeof info);
    ASSERT_TRUE(attribute_next_frame(&it, &row));
    ASSERT_TRUE(attribute_next_frame(&it, &row));
    ASSERT_TRUE(attribute_next_type(&row.locals, &type));
    EXPECT_FALSE(attribute_next_type(&row.locals, &type));
    EXPECT_TRUE(row.locals.in.failed);
    EXPECT_TRUE(row.stack.in.failed);
    EXPECT_FALSE(attribute_next_frame(&it, &row));
    EXPECT_TRUE(it.rows.in.failed);
    it = frames_of(info, 7);
    ASSERT_TRUE(attribute_next_frame(&it, &row));
    ASSERT_TRUE(attribute_next_frame(&it, &row));
    EXPECT_TRUE(row.locals.in.failed);
    it = frames_of(info, 5);
    ASSERT_TRUE(attribute_next_frame(&it, &row));
    EXPECT_FALSE(attribute_next_frame(&it, &row));
}

Test(attribute, inner_classes_and_what_encloses)
{
    InnerRow row;
    class.inner_classes = PUT(2, 1, 2, 3, 4, 5, 0, 0, 8);
    class.enclosing_method = PUT(9, 10);
    end_file();
    Rows it = attribute_inner_classes(&class);
    ASSERT_TRUE(attribute_next_inner(&it, &row));
    EXPECT_INT(row.inner, 1);
    EXPECT_INT(row.access, 4);
    ASSERT_TRUE(attribute_next_inner(&it, &row));
    EXPECT_INT(row.inner, 5);
    EXPECT_INT(row.outer, 0);
    EXPECT_INT(row.name, 0);
    EXPECT_INT(row.access, 8);
    EXPECT_FALSE(attribute_next_inner(&it, &row));
    EXPECT_INT(attribute_enclosing_method(&class).class, 9);
    EXPECT_INT(attribute_enclosing_method(&class).method, 10);
    class.inner_classes = class.enclosing_method = 0;
    it = attribute_inner_classes(&class);
    EXPECT_FALSE(attribute_next_inner(&it, &row));
    EXPECT_INT(attribute_enclosing_method(&class).class, 0);
}

Test(attribute, the_first_row_about_a_class_counts)
{
    InnerRow row;
    name_class(1, 2, "Other");
    name_class(3, 4, "Self");
    name_class(5, 4, "Self");
    class.inner_classes = PUT(3, 1, 0, 0, 7, 3, 0, 0, 8, 5, 0, 0, 9);
    end_file();
    class.name = symbol_from("Self");
    ASSERT_TRUE(attribute_own_inner(&class, &row));
    EXPECT_INT(row.access, 8);
    class.name = symbol_from("Another");
    EXPECT_FALSE(attribute_own_inner(&class, &row));
}

Test(attribute, components_of_a_record_with_their_attributes)
{
    ComponentRow row;
    name(1, symbol_from("x"));
    name(2, symbol_from("I"));
    name(3, SYM(attr_Signature));
    class.record = PUT(2, 1, 2, 1);
    PUT(3), put_u32(2), PUT(8);
    PUT(2, 1, 0);
    end_file();
    Rows it = attribute_components(&class);
    EXPECT_INT(it.left, 2);
    ASSERT_TRUE(attribute_next_component(&class, &it, &row));
    EXPECT_STR(row.name->text, "x");
    EXPECT_STR(row.desc->text, "I");
    EXPECT_INT(attribute_find_index(&class, row.attributes, SYM(attr_Signature)), 8);
    ASSERT_TRUE(attribute_next_component(&class, &it, &row));
    EXPECT_STR(row.name->text, "I");
    EXPECT_INT(attribute_find_index(&class, row.attributes, SYM(attr_Signature)), 0);
    EXPECT_FALSE(attribute_next_component(&class, &it, &row));
}

Test(attribute, parameters_have_a_count_of_one_byte)
{
    u32 info = filled;
    file[filled++] = 2;
    PUT(1, ACC_FINAL, 0, ACC_SYNTHETIC);
    end_file();
    EXPECT_INT(attribute_parameter_count(&class, info), 2);
    EXPECT_INT(attribute_parameter(&class, info, 0).access, ACC_FINAL);
    EXPECT_INT(attribute_parameter(&class, info, 1).name, 0);
    EXPECT_INT(attribute_parameter(&class, info, 1).access, ACC_SYNTHETIC);
    EXPECT_INT(attribute_parameter_count(&class, 0), 0);
}

Test(attribute, bootstrap_methods_differ_in_length)
{
    class.bootstrap_methods = PUT(3, 10, 2, 11, 12, 20, 0, 30, 1, 31);
    end_file();
    EXPECT_INT(attribute_bootstrap(&class, 0).method, 10);
    EXPECT_INT(attribute_bootstrap(&class, 1).method, 20);
    EXPECT_INT(attribute_bootstrap(&class, 1).arguments.count, 0);
    BootstrapRow last = attribute_bootstrap(&class, 2);
    EXPECT_INT(last.method, 30);
    EXPECT_INT(last.arguments.count, 1);
    EXPECT_INT(attribute_index(&last.arguments, 0), 31);
}
