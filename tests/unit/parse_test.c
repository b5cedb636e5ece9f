/* parse_test.c - the class-file parser: what it accepts, HotSpot 17's message for what it does not, and that
 * no file makes it read outside its bytes. The texts were taken from HotSpot's output for the same files. */
#include "classloader/parse/parse.h"

#include "tests/unit/class_builder.h"
#include "tests/unit/expect.h"
#include "vm/base/region.h"

#include <stdio.h>
#include <stdlib.h>

static ClassBuilder b;
static Arena scratch;
static ClassFile file;
static Fail fail;
static ParseOptions options;

static void setup(void)
{
    ASSERT_TRUE(base_init(64 * MB));
    ASSERT_TRUE(symbol_init());
    options = (ParseOptions){.max_major = 61};
    arena_init_scratch(&scratch);
    cb_start(&b, "T", "java/lang/Object");
}

/* Exactly as many bytes as the file has, so that a sanitizer sees each read past them. */
static bool parse(void)
{
    size_t length;
    const u8 *data = cb_finish(&b, &length);
    static u8 *copy;
    free(copy);
    copy = malloc(length);
    memcpy(copy, data, length);
    return parse_class(copy, length, &options, &scratch, &file, &fail);
}

static void expect(const char *error, const char *text)
{
    ASSERT_FALSE(parse(), "accepted, but expected: %s", text);
    EXPECT_STR(fail.error->text, error);
    EXPECT_STR(fail.text, text);
}

static void expect_format_error(const char *text)
{
    expect("java/lang/ClassFormatError", text);
}

static void expect_good(void)
{
    ASSERT_TRUE(parse(), "%s", fail.text);
}

TestSuite(parse, .init = setup);

/* ---- What comes out ---- */

Test(parse, a_class_comes_out_as_written)
{
    cb_interface(&b, "java/lang/Runnable");
    cb_field(&b, ACC_PRIVATE, "count", "J");
    u8 value[2] = {0, (u8)cb_int(&b, 7)};
    cb_field_with(&b, ACC_STATIC | ACC_FINAL, "LIMIT", "I", "ConstantValue", value, 2);
    cb_empty_method(&b, ACC_PUBLIC, "run", "()V");
    cb_method(&b, ACC_NATIVE, "get", "(IJLjava/lang/String;[[D)Ljava/lang/String;");
    expect_good();
    EXPECT_STR(file.name->text, "T");
    EXPECT_STR(file.super_name->text, "java/lang/Object");
    ASSERT_INT(file.interface_count, 1);
    EXPECT_STR(pool_class_name(&file.pool, file.interfaces[0])->text, "java/lang/Runnable");
    ASSERT_INT(file.field_count, 2);
    EXPECT_INT(file.fields[0].type, T_LONG);
    EXPECT_INT(file.fields[1].constant_value, value[1]);
    EXPECT_INT(file.pool.entries[file.fields[1].constant_value].i, 7);
    ASSERT_INT(file.method_count, 2);
    const Method *run = &file.methods[0], *get = &file.methods[1];
    EXPECT_INT(run->arg_slots, 1);
    EXPECT_INT(run->return_type, T_VOID);
    EXPECT_HAS(run->flags, METHOD_EMPTY_BODY);
    EXPECT_INT(file.bytes[run->bytecode], 0xB1);
    EXPECT_INT(get->arg_slots, 6);
    EXPECT_INT(get->param_count, 4);
    EXPECT_HAS(get->flags, METHOD_RETURN_REF);
    EXPECT_INT(get->bytecode, 0);
}

Test(parse, longs_take_two_pool_indices)
{
    u16 index = cb_long(&b, 0x123456789ABCDEF0u), next = cb_int(&b, 5);
    expect_good();
    EXPECT_INT(next, index + 2);
    EXPECT_INT(file.pool.entries[index].j, 0x123456789ABCDEF0);
    EXPECT_INT(file.pool.tags[index + 1], 0);
    EXPECT_INT(file.pool.entries[next].i, 5);
}

Test(parse, special_methods_are_noted)
{
    cb_empty_method(&b, ACC_STATIC, "<clinit>", "()V");
    cb_empty_method(&b, ACC_PUBLIC, "<init>", "()V");
    static const u8 code[] = {0, 0xB1};
    static CbCode busy;
    busy = (CbCode){.locals = 1, .code = code, .length = 2};
    cb_code(&b, ACC_PROTECTED, "finalize", "()V", &busy);
    expect_good();
    EXPECT_HAS(file.class_flags, CLASS_HAS_CLINIT);
    EXPECT_HAS(file.class_flags, CLASS_HAS_FINALIZER);
    EXPECT_HAS(file.methods[0].flags, METHOD_IS_CLINIT);
    EXPECT_HAS(file.methods[1].flags, METHOD_IS_INIT);
}

Test(parse, an_empty_finalizer_does_not_count)
{
    cb_empty_method(&b, ACC_PROTECTED, "finalize", "()V");
    expect_good();
    EXPECT_HAS_NOT(file.class_flags, CLASS_HAS_FINALIZER);
}

Test(parse, vm_annotations_need_permission)
{
    u8 info[] = {0, 1, 0, 0, 0, 0};
    u16 type = cb_utf(&b, "Ljdk/internal/reflect/CallerSensitive;");
    info[2] = (u8)(type >> 8), info[3] = (u8)type;
    cb_method_with(&b, ACC_NATIVE, "m", "()V", "RuntimeVisibleAnnotations", info, sizeof info);
    expect_good();
    EXPECT_HAS_NOT(file.methods[0].flags, METHOD_CALLER_SENSITIVE);
    options.vm_annotations = true;
    expect_good();
    EXPECT_HAS(file.methods[0].flags, METHOD_CALLER_SENSITIVE);
}

/* ---- Header ---- */

Test(parse, magic_and_versions)
{
    b.magic = 0x12345678;
    expect_format_error("Incompatible magic value 305419896 in class file <Unknown>");
    b.magic = 0xCAFEBABE;
    b.major = 44;
    expect("java/lang/UnsupportedClassVersionError",
           "<Unknown> (class file version 44.0) was compiled with an invalid major version");
    b.major = 62;
    options.expected_name = symbol_from("p/T");
    expect("java/lang/UnsupportedClassVersionError",
           "p/T has been compiled by a more recent version of the Java Runtime (class file version 62.0), "
           "this version "
           "of the Java Runtime only recognizes class file versions up to 61.0");
    options.expected_name = NULL;
    b.major = 61, b.minor = 65535;
    expect("java/lang/UnsupportedClassVersionError",
           "Preview features are not enabled for <Unknown> (class file version 61.65535). Try running with "
           "'--enable-preview'");
    options.preview = true;
    expect_good();
    b.major = 55, b.minor = 1;
    expect_good();
}

Test(parse, names_must_agree)
{
    options.expected_name = symbol_from("p/B");
    expect("java/lang/NoClassDefFoundError", "p/B (wrong name: T)");
}

Test(parse, modules_are_no_classes)
{
    b.access = ACC_MODULE;
    expect("java/lang/NoClassDefFoundError",
           "<Unknown> is not a class because access_flag ACC_MODULE is set");
}

Test(parse, superclasses)
{
    b.super_index = 0;
    expect_format_error("Invalid superclass index 0 in class file T");
    b.super_index = cb_class(&b, "[I");
    expect_format_error("Bad superclass name in class file T");
    b.super_index = cb_class(&b, "java/lang/String");
    b.access = ACC_INTERFACE | ACC_ABSTRACT;
    expect_format_error("Interfaces must have java.lang.Object as superclass in class file T");
}

Test(parse, repeated_interfaces)
{
    cb_interface(&b, "I");
    cb_interface(&b, "I");
    expect_format_error("Duplicate interface name \"I\" in class file T");
}

Test(parse, class_flags)
{
    b.access = ACC_FINAL | ACC_ABSTRACT;
    expect_format_error("Illegal class modifiers in class <Unknown>: 0x410");
    options.trusted = true;
    expect_good();
}

/* ---- Constant pool ---- */

Test(parse, pool_entries_name_the_right_kind)
{
    cb_single(&b, 7, 999);
    expect_format_error("Invalid constant pool index 999 in class file <Unknown>");
}

Test(parse, pool_unknown_tag)
{
    cb_single(&b, 13, 1);
    expect_format_error("Unknown constant tag 13 in class file <Unknown>");
}

Test(parse, pool_tags_by_version)
{
    cb_single(&b, 16, cb_utf(&b, "()V"));
    expect_good();
    b.major = 50;
    expect_format_error("Class file version does not support constant tag 16 in class file <Unknown>");
}

Test(parse, pool_handles)
{
    u16 field = cb_ref(&b, 9, "T", "f", "I");
    cb_handle(&b, 5, field);
    char text[100];
    snprintf(text, sizeof text, "Invalid constant pool index %u in class file <Unknown> (not a method)",
             field);
    expect_format_error(text);
}

Test(parse, pool_handle_of_constructor)
{
    cb_handle(&b, 8, cb_ref(&b, 10, "T", "make", "()V"));
    ASSERT_FALSE(parse());
    EXPECT_TRUE(strstr(fail.text, "Bad constructor name at constant pool index"), "in %s", fail.text);
}

Test(parse, pool_dynamic_needs_bootstrap_methods)
{
    cb_dynamic(&b, 18, 0, "m", "()V");
    expect_format_error("Missing BootstrapMethods attribute in class file T");
    u16 handle = cb_handle(&b, 6, cb_ref(&b, 10, "T", "b", "()V"));
    u8 info[] = {0, 1, (u8)(handle >> 8), (u8)handle, 0, 0};
    cb_class_attribute(&b, "BootstrapMethods", info, sizeof info);
    expect_good();
    EXPECT_INT(file.bootstrap_count, 1);
    cb_dynamic(&b, 17, 1, "c", "I");
    expect_format_error("Short length on BootstrapMethods in class file T");
}

Test(parse, pool_long_at_the_end)
{
    cb_long(&b, 1);
    b.pool_count--;
    ASSERT_FALSE(parse());
    EXPECT_TRUE(strstr(fail.text, "Invalid constant pool entry"), "in %s", fail.text);
}

/* ---- Names and descriptors ---- */

Test(parse, field_names)
{
    cb_field(&b, 0, "a/b", "I");
    expect_format_error("Illegal field name \"a/b\" in class T");
    options.relax_names = true;
    expect_good();
}

Test(parse, old_names_are_identifiers)
{
    cb_field(&b, 0, "a b", "I");
    expect_good();
    b.major = 48;
    expect_format_error("Illegal field name \"a b\" in class T");
}

Test(parse, field_descriptors)
{
    cb_field(&b, 0, "f", "V");
    expect_format_error("Field \"f\" in class T has illegal signature \"V\"");
}

Test(parse, class_names_in_descriptors)
{
    cb_field(&b, 0, "f", "La//b;");
    expect_format_error("Class name is empty or contains illegal character in descriptor in class file T");
}

Test(parse, method_descriptors)
{
    cb_method(&b, ACC_NATIVE, "m", "(V)V");
    expect_format_error("Method \"m\" in class T has illegal signature \"(V)V\"");
}

Test(parse, arguments_take_255_slots_at_most)
{
    char desc[300] = "(";
    for (int i = 0; i < 255; i++)
        strcat(desc, "I");
    strcat(desc, ")V");
    cb_method(&b, ACC_NATIVE | ACC_STATIC, "m", desc);
    expect_good();
    cb_method(&b, ACC_NATIVE, "n", desc);
    expect_format_error("Too many arguments in method signature in class file T");
}

Test(parse, descriptor_functions)
{
    u32 slots = 0;
    EXPECT_TRUE(parse_is_field_descriptor("[[J", 3));
    EXPECT_FALSE(parse_is_field_descriptor("[V", 2));
    EXPECT_FALSE(parse_is_field_descriptor("La", 2));
    EXPECT_TRUE(parse_is_method_descriptor("(IJ[D)V", 7, &slots));
    EXPECT_INT(slots, 4);
    EXPECT_FALSE(parse_is_method_descriptor("(I)", 3, &slots));
    EXPECT_TRUE(parse_is_class_name("[Ljava/lang/String;", 19));
    EXPECT_FALSE(parse_is_class_name("a//b", 4));
    EXPECT_FALSE(parse_is_class_name("", 0));
}

/* ---- Members ---- */

Test(parse, duplicates)
{
    cb_field(&b, 0, "f", "I");
    cb_field(&b, ACC_STATIC, "f", "J");
    expect_good();
    cb_field(&b, 0, "f", "I");
    expect_format_error("Duplicate field name \"f\" with signature \"I\" in class file T");
}

Test(parse, duplicate_methods)
{
    for (int i = 0; i < 40; i++) {
        char name[16];
        snprintf(name, sizeof name, "m%d", i);
        cb_method(&b, ACC_NATIVE, name, "()V");
    }
    expect_good();
    cb_method(&b, ACC_NATIVE, "m20", "()V");
    expect_format_error("Duplicate method name \"m20\" with signature \"()V\" in class file T");
}

Test(parse, member_flags)
{
    cb_field(&b, ACC_PUBLIC | ACC_PRIVATE, "f", "I");
    expect_format_error("Illegal field modifiers in class T: 0x3");
}

Test(parse, interface_method_flags)
{
    b.access = ACC_INTERFACE | ACC_ABSTRACT;
    cb_empty_method(&b, ACC_PUBLIC, "m", "()V");
    expect_good();
    EXPECT_HAS(file.class_flags, CLASS_HAS_DEFAULTS);
    b.major = 51;
    expect_format_error("Method m in class T has illegal modifiers: 0x1");
}

Test(parse, constant_values_fit_their_field)
{
    u8 value[2] = {0, (u8)cb_string(&b, "x")};
    cb_field_with(&b, ACC_STATIC, "f", "I", "ConstantValue", value, 2);
    expect_format_error("Inconsistent constant value type in class file T");
}

/* ---- Code ---- */

static const u8 two_nops[] = {0, 0, 0xB1};

static CbCode *code_of_three(void)
{
    static CbCode code;
    code = (CbCode){.stack = 1, .locals = 4, .code = two_nops, .length = 3};
    return &code;
}

Test(parse, code_is_where_it_belongs)
{
    cb_method(&b, 0, "m", "()V");
    expect_format_error("Absent Code attribute in method that is not native or abstract in class file T");
}

Test(parse, native_methods_have_no_code)
{
    cb_code(&b, ACC_NATIVE, "m", "()V", code_of_three());
    expect_format_error("Code attribute in native or abstract methods in class file T");
}

Test(parse, code_needs_room_for_arguments)
{
    CbCode *code = code_of_three();
    code->locals = 3;
    cb_code(&b, 0, "m", "(IJ)V", code);
    expect_format_error("Arguments can't fit into locals in class file T");
}

Test(parse, exception_table)
{
    CbCode *code = code_of_three();
    code->handler_count = 1;
    memcpy(code->handlers[0], (u16[]){0, 3, 2, 0}, 8);
    cb_code(&b, 0, "m", "()V", code);
    expect_good();
    EXPECT_INT(file.methods[0].handler_count, 1);
    EXPECT_INT(bytes_peek_u16(file.bytes + file.methods[0].handlers + 2), 3);
    memcpy(code->handlers[0], (u16[]){0, 4, 2, 0}, 8);
    cb_code(&b, 0, "n", "()V", code);
    expect_format_error("Illegal exception table range in class file T");
}

Test(parse, exception_handler_in_range)
{
    CbCode *code = code_of_three();
    code->handler_count = 1;
    memcpy(code->handlers[0], (u16[]){0, 1, 3, 0}, 8);
    cb_code(&b, 0, "m", "()V", code);
    expect_format_error("Illegal exception table handler in class file T");
}

Test(parse, local_variables)
{
    CbCode *code = code_of_three();
    u16 name = cb_utf(&b, "x"), desc = cb_utf(&b, "J");
    u8 table[] = {0, 1, 0, 0, 0, 3, (u8)(name >> 8), (u8)name, (u8)(desc >> 8), (u8)desc, 0, 3};
    cb_attribute(&b, &code->attributes, "LocalVariableTable", table, sizeof table);
    cb_code(&b, 0, "m", "()V", code);
    expect_format_error("Invalid index 3 in LocalVariableTable in class file T");
}

Test(parse, local_variables_do_not_repeat)
{
    CbCode *code = code_of_three();
    u16 name = cb_utf(&b, "x"), desc = cb_utf(&b, "I");
    u8 table[] = {0, 1, 0, 0, 0, 3, (u8)(name >> 8), (u8)name, (u8)(desc >> 8), (u8)desc, 0, 1};
    cb_attribute(&b, &code->attributes, "LocalVariableTable", table, sizeof table);
    cb_attribute(&b, &code->attributes, "LocalVariableTable", table, sizeof table);
    cb_code(&b, 0, "m", "()V", code);
    expect_format_error("Duplicated LocalVariableTable attribute entry for 'x' in class file T");
}

Test(parse, one_stack_map_at_most)
{
    CbCode *code = code_of_three();
    cb_attribute(&b, &code->attributes, "StackMapTable", "\0\0", 2);
    cb_attribute(&b, &code->attributes, "StackMapTable", "\0\0", 2);
    cb_code(&b, 0, "m", "()V", code);
    expect_format_error("Multiple StackMapTable attributes in class file T");
}

/* ---- Class attributes ---- */

Test(parse, inner_classes)
{
    u16 inner = cb_class(&b, "T$A");
    u8 info[] = {0, 1, (u8)(inner >> 8), (u8)inner, 0, (u8)b.this_index, 0, 1, 0x06, 0x10};
    cb_class_attribute(&b, "InnerClasses", info, sizeof info);
    expect_format_error("Illegal class modifiers in class T: 0x610");
}

Test(parse, nest_host_excludes_members)
{
    cb_class_attribute(&b, "NestMembers", "\0\0", 2);
    u8 info[] = {0, (u8)b.this_index};
    cb_class_attribute(&b, "NestHost", info, 2);
    expect_format_error("Conflicting NestMembers and NestHost attributes in class file T");
    b.major = 54;
    expect_good();
}

Test(parse, sealed_classes_are_not_final)
{
    b.access |= ACC_FINAL;
    cb_class_attribute(&b, "PermittedSubclasses", "\0\0", 2);
    expect_format_error("PermittedSubclasses attribute in final class file T");
}

Test(parse, records)
{
    u16 name = cb_utf(&b, "x"), desc = cb_utf(&b, "V");
    u8 info[] = {0, 1, (u8)(name >> 8), (u8)name, (u8)(desc >> 8), (u8)desc, 0, 0};
    cb_class_attribute(&b, "Record", info, sizeof info);
    expect_format_error("Field \"x\" in class T has illegal signature \"V\"");
}

Test(parse, unknown_attributes_are_passed_over)
{
    cb_class_attribute(&b, "Frobnicated", "anything", 8);
    u8 info[2] = {0, (u8)cb_utf(&b, "T.java")};
    cb_class_attribute(&b, "SourceFile", info, 2);
    expect_good();
    EXPECT_INT(file.source_file, info[1]);
}

/* ---- Bounds ---- */

/* A bit of everything that the parser follows. */
static size_t build_rich_class(const u8 **ret_data)
{
    size_t length;
    CbCode *code = code_of_three();
    u16 handle = cb_handle(&b, 6, cb_ref(&b, 10, "T", "b", "()V")), name = cb_utf(&b, "x"),
        desc = cb_utf(&b, "I");
    u8 bootstrap[] = {0, 1, (u8)(handle >> 8), (u8)handle, 0, 1, (u8)(handle >> 8), (u8)handle};
    u8 locals[] = {0, 1, 0, 0, 0, 3, (u8)(name >> 8), (u8)name, (u8)(desc >> 8), (u8)desc, 0, 1};
    u8 inner[] = {0, 1, 0, (u8)cb_class(&b, "T$A"), 0, (u8)b.this_index, 0, 1, 0, 1};
    u8 record[] = {0, 1, (u8)(name >> 8), (u8)name, (u8)(desc >> 8), (u8)desc, 0, 0};
    cb_dynamic(&b, 18, 0, "m", "()V");
    cb_interface(&b, "java/lang/Runnable");
    cb_field(&b, ACC_STATIC, "f", "[Ljava/lang/String;");
    cb_attribute(&b, &code->attributes, "LineNumberTable", "\0\1\0\1\0\5", 6);
    cb_attribute(&b, &code->attributes, "LocalVariableTable", locals, sizeof locals);
    code->handler_count = 1;
    memcpy(code->handlers[0], (u16[]){0, 3, 2, b.this_index}, 8);
    cb_code(&b, 0, "m", "(IJ)V", code);
    cb_class_attribute(&b, "BootstrapMethods", bootstrap, sizeof bootstrap);
    cb_class_attribute(&b, "InnerClasses", inner, sizeof inner);
    cb_class_attribute(&b, "Record", record, sizeof record);
    expect_good();
    *ret_data = cb_finish(&b, &length);
    return length;
}

Test(parse, every_prefix_is_refused)
{
    const u8 *data;
    size_t length = build_rich_class(&data);
    for (size_t cut = 0; cut < length; cut++) {
        u8 *copy = malloc(cut ? cut : 1);
        memcpy(copy, data, cut);
        ASSERT_FALSE(parse_class(copy, cut, &options, &scratch, &file, &fail), "accepted %zu bytes of %zu",
                     cut, length);
        ASSERT_PTR(fail.error, SYM(x_ClassFormatError));
        free(copy);
    }
}

Test(parse, no_damage_leads_outside, .timeout = 100)
{
    const u8 *data;
    size_t length = build_rich_class(&data);
    u8 *copy = malloc(length);
    srand(17);
    for (int round = 0; round < 60000; round++) {
        memcpy(copy, data, length);
        for (int flips = rand() % 3 + 1; flips; flips--)
            copy[rand() % (int)length] = (u8)rand();
        options.trusted = round % 2;
        options.vm_annotations = round % 4 < 2;
        Arena arena;
        arena_init_scratch(&arena);
        bool good = parse_class(copy, length, &options, &arena, &file, &fail);
        ASSERT_TRUE(good || fail.error);
        arena_free(&arena);
    }
    free(copy);
}
