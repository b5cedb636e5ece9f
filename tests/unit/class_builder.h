/* class_builder.h - writing class files, good and bad ones, for unit tests
 * Usage:  cb_start(&b, "T", "java/lang/Object"); cb_field(&b, …); cb_code(…); data = cb_finish(&b, &length);
 * Constants are added by cb_utf, cb_class, … and may repeat. Nothing is checked: that is the parser's turn.
 */
#ifndef MOKA_TESTS_UNIT_CLASS_BUILDER_H
#define MOKA_TESTS_UNIT_CLASS_BUILDER_H

#include "vm/base/base.h"

#include <string.h>

typedef struct CbBytes {
    u8 data[100 * 1024];
    u32 length;
} CbBytes;

typedef struct ClassBuilder {
    CbBytes pool, interfaces, fields, methods, attributes, file;
    u32 pool_count, interface_count, field_count, method_count, attribute_count;
    u32 magic;
    u16 minor, major, access, this_index, super_index;
    u32 declared_pool_count; /* 0: the true one */
} ClassBuilder;

#define CB static __attribute__((unused))

/* Big-endian, `size` bytes. */
CB void cb_put(CbBytes *to, u32 size, u64 value)
{
    while (size-- > 0)
        to->data[to->length++] = (u8)(value >> (8 * size));
}

CB void cb_append(CbBytes *to, const void *data, size_t length)
{
    memcpy(to->data + to->length, data, length);
    to->length += (u32)length;
}

CB u16 cb_raw(ClassBuilder *b, u32 tag, const void *data, size_t length)
{
    cb_put(&b->pool, 1, tag);
    cb_append(&b->pool, data, length);
    return (u16)b->pool_count++;
}

CB u16 cb_pair(ClassBuilder *b, u32 tag, u32 first, u32 second)
{
    u8 data[] = {(u8)(first >> 8), (u8)first, (u8)(second >> 8), (u8)second};
    return cb_raw(b, tag, data, 4);
}

CB u16 cb_single(ClassBuilder *b, u32 tag, u32 index)
{
    u8 data[] = {(u8)(index >> 8), (u8)index};
    return cb_raw(b, tag, data, 2);
}

CB u16 cb_utf(ClassBuilder *b, const char *text)
{
    size_t length = strlen(text);
    cb_put(&b->pool, 1, 1);
    cb_put(&b->pool, 2, (u32)length);
    cb_append(&b->pool, text, length);
    return (u16)b->pool_count++;
}

CB u16 cb_class(ClassBuilder *b, const char *name)
{
    return cb_single(b, 7, cb_utf(b, name));
}

CB u16 cb_int(ClassBuilder *b, u32 value)
{
    return cb_pair(b, 3, value >> 16, value);
}

/* Takes two indices. */
CB u16 cb_long(ClassBuilder *b, u64 value)
{
    cb_put(&b->pool, 1, 5);
    cb_put(&b->pool, 8, value);
    b->pool_count += 2;
    return (u16)(b->pool_count - 2);
}

CB u16 cb_string(ClassBuilder *b, const char *text)
{
    return cb_single(b, 8, cb_utf(b, text));
}

CB u16 cb_name_and_type(ClassBuilder *b, const char *name, const char *desc)
{
    u16 name_index = cb_utf(b, name), desc_index = cb_utf(b, desc);
    return cb_pair(b, 12, name_index, desc_index);
}

/* tag: 9 field, 10 method, 11 interface method */
CB u16 cb_ref(ClassBuilder *b, u32 tag, const char *class, const char *name, const char *desc)
{
    u16 class_index = cb_class(b, class), pair = cb_name_and_type(b, name, desc);
    return cb_pair(b, tag, class_index, pair);
}

CB u16 cb_handle(ClassBuilder *b, u32 kind, u32 ref)
{
    u8 data[] = {(u8)kind, (u8)(ref >> 8), (u8)ref};
    return cb_raw(b, 15, data, 3);
}

/* tag: 17 dynamic, 18 invokedynamic */
CB u16 cb_dynamic(ClassBuilder *b, u32 tag, u32 bootstrap, const char *name, const char *desc)
{
    u16 pair = cb_name_and_type(b, name, desc);
    return cb_pair(b, tag, bootstrap, pair);
}

CB void cb_start(ClassBuilder *b, const char *name, const char *super)
{
    memset(b, 0, sizeof *b);
    b->pool_count = 1;
    b->magic = 0xCAFEBABE;
    b->major = 61;
    b->access = 0x21;
    b->this_index = cb_class(b, name);
    b->super_index = super ? cb_class(b, super) : 0;
}

CB void cb_interface(ClassBuilder *b, const char *name)
{
    cb_put(&b->interfaces, 2, cb_class(b, name));
    b->interface_count++;
}

/* An attribute's name, length and info. */
CB void cb_attribute(ClassBuilder *b, CbBytes *to, const char *name, const void *info, size_t length)
{
    cb_put(to, 2, cb_utf(b, name));
    cb_put(to, 4, (u32)length);
    cb_append(to, info, length);
}

CB void cb_class_attribute(ClassBuilder *b, const char *name, const void *info, size_t length)
{
    cb_attribute(b, &b->attributes, name, info, length);
    b->attribute_count++;
}

/* A member with one attribute; name NULL: none. */
CB void cb_member(ClassBuilder *b, CbBytes *to, u32 access, const char *name, const char *desc,
                  const char *attribute, const void *info, size_t length)
{
    cb_put(to, 2, access);
    cb_put(to, 2, cb_utf(b, name));
    cb_put(to, 2, cb_utf(b, desc));
    cb_put(to, 2, attribute != NULL);
    if (attribute)
        cb_attribute(b, to, attribute, info, length);
}

CB void cb_field_with(ClassBuilder *b, u32 access, const char *name, const char *desc, const char *attribute,
                      const void *info, size_t length)
{
    cb_member(b, &b->fields, access, name, desc, attribute, info, length);
    b->field_count++;
}

CB void cb_field(ClassBuilder *b, u32 access, const char *name, const char *desc)
{
    cb_field_with(b, access, name, desc, NULL, NULL, 0);
}

CB void cb_method_with(ClassBuilder *b, u32 access, const char *name, const char *desc, const char *attribute,
                       const void *info, size_t length)
{
    cb_member(b, &b->methods, access, name, desc, attribute, info, length);
    b->method_count++;
}

/* Without Code: native or abstract. */
CB void cb_method(ClassBuilder *b, u32 access, const char *name, const char *desc)
{
    cb_method_with(b, access, name, desc, NULL, NULL, 0);
}

typedef struct CbCode {
    u32 stack, locals;
    const u8 *code;
    u32 length;
    u16 handlers[8][4];
    u32 handler_count;
    CbBytes attributes;
    u32 attribute_count;
} CbCode;

/* One method with this Code attribute. */
CB void cb_code(ClassBuilder *b, u32 access, const char *name, const char *desc, const CbCode *code)
{
    static CbBytes info;
    info.length = 0;
    cb_put(&info, 2, code->stack);
    cb_put(&info, 2, code->locals);
    cb_put(&info, 4, code->length);
    cb_append(&info, code->code, code->length);
    cb_put(&info, 2, code->handler_count);
    for (u32 i = 0; i < code->handler_count; i++)
        for (int k = 0; k < 4; k++)
            cb_put(&info, 2, code->handlers[i][k]);
    cb_put(&info, 2, code->attribute_count);
    cb_append(&info, code->attributes.data, code->attributes.length);
    cb_method_with(b, access, name, desc, "Code", info.data, info.length);
}

/* A method that only returns. */
CB void cb_empty_method(ClassBuilder *b, u32 access, const char *name, const char *desc)
{
    static const u8 code[] = {0xB1};
    static CbCode empty;
    empty = (CbCode){.stack = 0, .locals = 8, .code = code, .length = 1};
    cb_code(b, access, name, desc, &empty);
}

CB void cb_table(CbBytes *to, u32 count, const CbBytes *rows)
{
    cb_put(to, 2, count);
    cb_append(to, rows->data, rows->length);
}

CB const u8 *cb_finish(ClassBuilder *b, size_t *ret_length)
{
    CbBytes *file = &b->file;
    file->length = 0;
    cb_put(file, 4, b->magic);
    cb_put(file, 2, b->minor);
    cb_put(file, 2, b->major);
    cb_put(file, 2, b->declared_pool_count ? b->declared_pool_count : b->pool_count);
    cb_append(file, b->pool.data, b->pool.length);
    cb_put(file, 2, b->access);
    cb_put(file, 2, b->this_index);
    cb_put(file, 2, b->super_index);
    cb_table(file, b->interface_count, &b->interfaces);
    cb_table(file, b->field_count, &b->fields);
    cb_table(file, b->method_count, &b->methods);
    cb_table(file, b->attribute_count, &b->attributes);
    *ret_length = file->length;
    return file->data;
}

#endif
