/* class_builder.h - making class files, good and bad ones, for unit tests
 * Usage:  cb_start(&b, "T", "java/lang/Object"); cb_field(&b, …); cb_code(…); data = cb_finish(&b, &length);
 * Constants are added by cb_utf, cb_class, … and may repeat. Nothing is checked: that is the parser's turn.
 * Uses:   tests/fuzz/class_model.h, which knows the form of a class file and writes it.
 */
#ifndef MOKA_TESTS_UNIT_CLASS_BUILDER_H
#define MOKA_TESTS_UNIT_CLASS_BUILDER_H

#include "tests/fuzz/class_model.h"
#include "vm/model/pool.h"

#include <string.h>

typedef ClassModel ClassBuilder;

#define CB static __attribute__((unused))

static Arena cb_arena;

/* ---- constants ---- */

CB u16 cb_utf(ClassBuilder *b, const char *text)
{
    return class_model_add_utf8(b, text);
}

CB u16 cb_pair(ClassBuilder *b, u32 tag, u32 first, u32 second)
{
    return class_model_pair(b, (u8)tag, (u16)first, (u16)second);
}

CB u16 cb_single(ClassBuilder *b, u32 tag, u32 index)
{
    u8 data[] = {(u8)(index >> 8), (u8)index};
    return class_model_add(b, (u8)tag, data, 2);
}

CB u16 cb_class(ClassBuilder *b, const char *name)
{
    return cb_single(b, CP_CLASS, cb_utf(b, name));
}

CB u16 cb_string(ClassBuilder *b, const char *text)
{
    return cb_single(b, CP_STRING, cb_utf(b, text));
}

CB u16 cb_int(ClassBuilder *b, u32 value)
{
    return cb_pair(b, CP_INTEGER, value >> 16, value);
}

/* Takes two indices. */
CB u16 cb_long(ClassBuilder *b, u64 value)
{
    ByteWriter data = {.arena = b->arena};
    byte_writer_put(&data, value, 8);
    return class_model_add(b, CP_LONG, data.bytes, 8);
}

CB u16 cb_name_and_type(ClassBuilder *b, const char *name, const char *desc)
{
    u16 name_index = cb_utf(b, name), desc_index = cb_utf(b, desc);
    return cb_pair(b, CP_NAME_AND_TYPE, name_index, desc_index);
}

/* tag: a field's, a method's or an interface method's */
CB u16 cb_ref(ClassBuilder *b, u32 tag, const char *class, const char *name, const char *desc)
{
    u16 class_index = cb_class(b, class), pair = cb_name_and_type(b, name, desc);
    return cb_pair(b, tag, class_index, pair);
}

CB u16 cb_handle(ClassBuilder *b, u32 kind, u32 ref)
{
    u8 data[] = {(u8)kind, (u8)(ref >> 8), (u8)ref};
    return class_model_add(b, CP_METHOD_HANDLE, data, 3);
}

/* tag: CP_DYNAMIC or CP_INVOKE_DYNAMIC */
CB u16 cb_dynamic(ClassBuilder *b, u32 tag, u32 bootstrap, const char *name, const char *desc)
{
    u16 pair = cb_name_and_type(b, name, desc);
    return cb_pair(b, tag, bootstrap, pair);
}

/* ---- the class ---- */

CB void cb_start(ClassBuilder *b, const char *name, const char *super)
{
    arena_init_scratch(&cb_arena);
    *b = (ClassBuilder){.arena = &cb_arena, .magic = 0xCAFEBABE, .major = 61, .access = 0x21};
    b->pool = ARENA_NEW(b->arena, Constant);
    b->pool_count = 1;
    b->this_index = cb_class(b, name);
    b->super_index = super ? cb_class(b, super) : 0;
}

/* A copy of an array with one more item at its end, which it returns. */
#define CB_GROW(b, items, count)                                                                             \
    ((items) = class_model_make_room((b)->arena, (items), (count), (count), sizeof *(items)), (count)++,     \
     &(items)[(count)-1])

CB void cb_interface(ClassBuilder *b, const char *name)
{
    u16 index = cb_class(b, name);
    *CB_GROW(b, b->interfaces, b->interface_count) = index;
}

CB void cb_attribute(ClassBuilder *b, Attributes *to, const char *name, const void *info, size_t length)
{
    ByteWriter copy = {.arena = b->arena};
    byte_writer_copy(&copy, info, length);
    Attribute attribute = {cb_utf(b, name), (u32)length, copy.bytes};
    *CB_GROW(b, to->items, to->count) = attribute;
}

CB void cb_class_attribute(ClassBuilder *b, const char *name, const void *info, size_t length)
{
    cb_attribute(b, &b->attributes, name, info, length);
}

/* A member with one attribute; name NULL: none. */
CB void cb_member(ClassBuilder *b, Members *to, u32 access, const char *name, const char *desc,
                  const char *attribute, const void *info, size_t length)
{
    Member member = {.access = (u16)access};
    member.name = cb_utf(b, name);
    member.desc = cb_utf(b, desc);
    if (attribute)
        cb_attribute(b, &member.attributes, attribute, info, length);
    *CB_GROW(b, to->items, to->count) = member;
}

CB void cb_field_with(ClassBuilder *b, u32 access, const char *name, const char *desc, const char *attribute,
                      const void *info, size_t length)
{
    cb_member(b, &b->fields, access, name, desc, attribute, info, length);
}

CB void cb_field(ClassBuilder *b, u32 access, const char *name, const char *desc)
{
    cb_field_with(b, access, name, desc, NULL, NULL, 0);
}

CB void cb_method_with(ClassBuilder *b, u32 access, const char *name, const char *desc, const char *attribute,
                       const void *info, size_t length)
{
    cb_member(b, &b->methods, access, name, desc, attribute, info, length);
}

/* Without Code: native or abstract. */
CB void cb_method(ClassBuilder *b, u32 access, const char *name, const char *desc)
{
    cb_method_with(b, access, name, desc, NULL, NULL, 0);
}

/* The code as bytes: it need not hold instructions. */
typedef struct CbCode {
    u32 stack, locals;
    const u8 *code;
    u32 length;
    u16 handlers[8][4];
    u32 handler_count;
    Attributes attributes;
} CbCode;

/* One method with this Code attribute. */
CB void cb_code(ClassBuilder *b, u32 access, const char *name, const char *desc, const CbCode *code)
{
    ByteWriter info = {.arena = b->arena};
    byte_writer_put(&info, code->stack, 2);
    byte_writer_put(&info, code->locals, 2);
    byte_writer_put(&info, code->length, 4);
    byte_writer_copy(&info, code->code, code->length);
    byte_writer_put(&info, code->handler_count, 2);
    for (u32 i = 0; i < code->handler_count; i++)
        for (int k = 0; k < 4; k++)
            byte_writer_put(&info, code->handlers[i][k], 2);
    class_model_write_attributes(&info, &code->attributes);
    cb_method_with(b, access, name, desc, "Code", info.bytes, info.used);
}

/* A method that only returns. */
CB void cb_empty_method(ClassBuilder *b, u32 access, const char *name, const char *desc)
{
    static const u8 code[] = {0xB1};
    cb_code(b, access, name, desc, &(CbCode){.stack = 0, .locals = 8, .code = code, .length = 1});
}

CB const u8 *cb_finish(ClassBuilder *b, size_t *ret_length)
{
    return class_model_write(b, ret_length);
}

#endif
