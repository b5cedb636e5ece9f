/* class_model.c - see class_model.h. */
#include "tests/fuzz/class_model.h"

#include "vm/base/bytes.h"
#include "vm/model/pool.h"

#include <string.h>

enum { MAGIC = 0xCAFEBABEu };

/* ---- growing and writing ---- */

void *class_model_make_room(Arena *arena, const void *items, u32 count, u32 at, size_t item_size)
{
    u8 *copy = arena_alloc(arena, (count + 1) * item_size);
    if (at > 0)
        memcpy(copy, items, at * item_size);
    if (count > at)
        memcpy(copy + (at + 1) * item_size, (const u8 *)items + at * item_size, (count - at) * item_size);
    return copy;
}

static u8 *reserve(ByteWriter *w, size_t size)
{
    if (w->room - w->used < size) {
        size_t room = 2 * w->room + size + 256;
        u8 *bytes = arena_alloc(w->arena, room);
        if (w->used)
            memcpy(bytes, w->bytes, w->used);
        w->bytes = bytes;
        w->room = room;
    }
    w->used += size;
    return w->bytes + w->used - size;
}

static void put_at(u8 *at, u64 value, u32 size)
{
    for (u32 i = size; i > 0; i--, value >>= 8)
        at[i - 1] = (u8)value;
}

void byte_writer_put(ByteWriter *w, u64 value, u32 size)
{
    put_at(reserve(w, size), value, size);
}

void byte_writer_copy(ByteWriter *w, const void *bytes, size_t size)
{
    u8 *at = reserve(w, size);
    if (size)
        memcpy(at, bytes, size);
}

void byte_writer_set(ByteWriter *w, size_t at, u64 value, u32 size)
{
    put_at(w->bytes + at, value, size);
}

/* ---- reading ---- */

static u32 constant_size(Bytes *in, u8 tag)
{
    switch (tag) {
    case CP_UTF8: return bytes_left(in) >= 2 ? 2u + bytes_peek_u16(in->at) : 2;
    case CP_CLASS:
    case CP_STRING:
    case CP_METHOD_TYPE:
    case CP_MODULE:
    case CP_PACKAGE: return 2;
    case CP_METHOD_HANDLE: return 3;
    case CP_LONG:
    case CP_DOUBLE: return 8;
    case CP_INTEGER:
    case CP_FLOAT:
    case CP_FIELDREF:
    case CP_METHODREF:
    case CP_INTERFACE_METHODREF:
    case CP_NAME_AND_TYPE:
    case CP_DYNAMIC:
    case CP_INVOKE_DYNAMIC: return 4;
    default: return 0;
    }
}

static bool read_pool(ClassModel *m, Bytes *in)
{
    m->pool_count = bytes_u16(in);
    m->pool = ARENA_ARRAY(m->arena, Constant, m->pool_count + 1);
    for (u32 i = 1; i < m->pool_count; i++) {
        u8 tag = bytes_u8(in);
        u32 size = constant_size(in, tag);
        const u8 *data = size ? bytes_skip(in, size) : NULL;
        if (!data || size > UINT16_MAX)
            return false;
        m->pool[i] = (Constant){tag, (u16)size, data};
        i += tag == CP_LONG || tag == CP_DOUBLE;
    }
    return true;
}

static void read_attributes(Attributes *attributes, Arena *arena, Bytes *in)
{
    attributes->count = bytes_u16(in);
    if (attributes->count * 6 > bytes_left(in))
        in->failed = true;
    if (in->failed)
        return;
    attributes->items = ARENA_ARRAY(arena, Attribute, attributes->count);
    for (u32 i = 0; i < attributes->count && !in->failed; i++) {
        Attribute *a = &attributes->items[i];
        a->name = bytes_u16(in);
        a->size = bytes_u32(in);
        a->info = bytes_skip(in, a->size);
    }
}

static void read_members(Members *members, Arena *arena, Bytes *in)
{
    members->count = bytes_u16(in);
    if (members->count * 8 > bytes_left(in))
        in->failed = true;
    if (in->failed)
        return;
    members->items = ARENA_ARRAY(arena, Member, members->count);
    for (u32 i = 0; i < members->count && !in->failed; i++) {
        Member *member = &members->items[i];
        member->access = bytes_u16(in);
        member->name = bytes_u16(in);
        member->desc = bytes_u16(in);
        read_attributes(&member->attributes, arena, in);
    }
}

bool class_model_read(ClassModel *m, Arena *arena, const u8 *bytes, size_t size)
{
    Bytes in = bytes_make(bytes, size);
    *m = (ClassModel){.arena = arena, .magic = bytes_u32(&in)};
    if (m->magic != MAGIC)
        return false;
    m->minor = bytes_u16(&in);
    m->major = bytes_u16(&in);
    if (!read_pool(m, &in))
        return false;
    m->access = bytes_u16(&in);
    m->this_index = bytes_u16(&in);
    m->super_index = bytes_u16(&in);
    m->interface_count = bytes_u16(&in);
    if (m->interface_count * 2 > bytes_left(&in))
        return false;
    m->interfaces = ARENA_ARRAY(arena, u16, m->interface_count);
    for (u32 i = 0; i < m->interface_count; i++)
        m->interfaces[i] = bytes_u16(&in);
    read_members(&m->fields, arena, &in);
    if (!in.failed)
        read_members(&m->methods, arena, &in);
    if (!in.failed)
        read_attributes(&m->attributes, arena, &in);
    return !in.failed && bytes_left(&in) == 0;
}

/* ---- writing ---- */

void class_model_write_attributes(ByteWriter *w, const Attributes *attributes)
{
    byte_writer_put(w, attributes->count, 2);
    for (u32 i = 0; i < attributes->count; i++) {
        const Attribute *a = &attributes->items[i];
        byte_writer_put(w, a->name, 2);
        byte_writer_put(w, a->size, 4);
        byte_writer_copy(w, a->info, a->size);
    }
}

static void write_members(ByteWriter *w, const Members *members)
{
    byte_writer_put(w, members->count, 2);
    for (u32 i = 0; i < members->count; i++) {
        const Member *member = &members->items[i];
        byte_writer_put(w, member->access, 2);
        byte_writer_put(w, member->name, 2);
        byte_writer_put(w, member->desc, 2);
        class_model_write_attributes(w, &member->attributes);
    }
}

u8 *class_model_write(const ClassModel *m, size_t *ret_size)
{
    ByteWriter w = {.arena = m->arena};
    if (m->pool_count > UINT16_MAX || m->interface_count > UINT16_MAX || m->fields.count > UINT16_MAX ||
        m->methods.count > UINT16_MAX || m->attributes.count > UINT16_MAX)
        return NULL;
    byte_writer_put(&w, m->magic, 4);
    byte_writer_put(&w, m->minor, 2);
    byte_writer_put(&w, m->major, 2);
    byte_writer_put(&w, m->pool_count, 2);
    for (u32 i = 1; i < m->pool_count; i++) {
        if (m->pool[i].tag == 0)
            continue;
        byte_writer_put(&w, m->pool[i].tag, 1);
        byte_writer_copy(&w, m->pool[i].data, m->pool[i].size);
    }
    byte_writer_put(&w, m->access, 2);
    byte_writer_put(&w, m->this_index, 2);
    byte_writer_put(&w, m->super_index, 2);
    byte_writer_put(&w, m->interface_count, 2);
    for (u32 i = 0; i < m->interface_count; i++)
        byte_writer_put(&w, m->interfaces[i], 2);
    write_members(&w, &m->fields);
    write_members(&w, &m->methods);
    class_model_write_attributes(&w, &m->attributes);
    *ret_size = w.used;
    return w.bytes;
}

/* ---- the pool ---- */

bool class_model_is_utf8(const ClassModel *m, u32 index, const char *text)
{
    size_t length = strlen(text);
    if (index >= m->pool_count || m->pool[index].tag != CP_UTF8)
        return false;
    return m->pool[index].size == length + 2 && memcmp(m->pool[index].data + 2, text, length) == 0;
}

u16 class_model_add(ClassModel *m, u8 tag, const void *data, u16 size)
{
    u32 slots = tag == CP_LONG || tag == CP_DOUBLE ? 2 : 1;
    if (m->pool_count + slots > UINT16_MAX)
        return 0;
    u8 *copy = arena_alloc(m->arena, size);
    memcpy(copy, data, size);
    for (u32 i = 0; i < slots; i++) {
        m->pool = class_model_make_room(m->arena, m->pool, m->pool_count, m->pool_count, sizeof *m->pool);
        m->pool[m->pool_count++] = i == 0 ? (Constant){tag, size, copy} : (Constant){0};
    }
    return (u16)(m->pool_count - slots);
}

u16 class_model_add_utf8(ClassModel *m, const char *text)
{
    size_t length = strlen(text);
    u8 *data = arena_alloc(m->arena, length + 2);
    if (length + 2 > UINT16_MAX)
        return 0;
    put_at(data, length, 2);
    memcpy(data + 2, text, length);
    return class_model_add(m, CP_UTF8, data, (u16)(length + 2));
}

u16 class_model_utf8(ClassModel *m, const char *text)
{
    for (u32 i = 1; i < m->pool_count; i++)
        if (class_model_is_utf8(m, i, text))
            return (u16)i;
    return class_model_add_utf8(m, text);
}

u16 class_model_pair(ClassModel *m, u8 tag, u16 a, u16 b)
{
    u8 data[4];
    put_at(data, a, 2);
    put_at(data + 2, b, 2);
    return class_model_add(m, tag, data, 4);
}

Attribute *class_model_attribute(const ClassModel *m, const Attributes *in, const char *name)
{
    for (u32 i = 0; i < in->count; i++)
        if (class_model_is_utf8(m, in->items[i].name, name))
            return &in->items[i];
    return NULL;
}
