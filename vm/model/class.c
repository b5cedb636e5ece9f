/* class.c - see class.h.
 * Member lookup and subtype tests. Everything here only reads metadata, except that secondary_hit is
 * updated. */
#include "vm/model/class.h"

#include "vm/base/host_slot.h"
#include "vm/model/method.h"

#include <stdio.h>
#include <string.h>

enum { INDEX_FROM = 8 /* with fewer methods, a scan is faster than hashing */ };

/* ---- Names ---- */

const u8 *class_bytes(const Class *c)
{
    if (c->source_length == 0)
        return NULL;
    return (const u8 *)((uintptr_t)host_slot_get(c->source_slot) + c->source_offset);
}

/* '/' becomes '.'; in a hidden class's name the '+' behind the file's name becomes '/'. */
static void copy_dotted(const Class *c, const char *text, size_t length, char *out)
{
    const char *plus = NULL;
    while (class_is_array(c))
        c = c->element;
    if (c->flags & CLASS_IS_HIDDEN)
        plus = memrchr(text, '+', length);
    for (size_t i = 0; i < length; i++)
        out[i] = text + i == plus ? '/' : symbol_dot(text[i]);
    out[length] = '\0';
}

const char *class_binary_name(const Class *c, char *buffer, size_t size)
{
    size_t length = c->name->length < size ? c->name->length : size - 1;
    copy_dotted(c, c->name->text, length, buffer);
    return buffer;
}

const char *class_external_name(const Class *c, char *buffer, size_t size)
{
    u32 dimensions = 0;
    const Class *element = c;
    for (; class_is_array(element); element = element->element)
        dimensions++;
    class_binary_name(element, buffer, size);
    size_t length = strlen(buffer);
    for (; dimensions && length + 2 < size; dimensions--, length += 2)
        memcpy(buffer + length, "[]", 3);
    return buffer;
}

/* ---- Members ---- */

static u32 member_hash(const Symbol *name, const Symbol *desc)
{
    return name->hash + desc->hash * 31;
}

u32 class_method_index_size(u32 method_count)
{
    if (method_count < INDEX_FROM)
        return 0;
    return 1u << (32 - __builtin_clz(method_count * 2 - 1));
}

void class_fill_method_index(Class *c)
{
    u32 mask = class_method_index_size(c->method_count) - 1;
    for (u32 slot = 0; slot < c->method_count; slot++) {
        u32 i = member_hash(c->methods[slot].name, c->methods[slot].desc) & mask;
        while (c->method_index[i])
            i = (i + 1) & mask;
        c->method_index[i] = (u16)(slot + 1);
    }
}

static Method *find_indexed(const Class *c, const Symbol *name, const Symbol *desc)
{
    u32 mask = class_method_index_size(c->method_count) - 1;
    for (u32 i = member_hash(name, desc) & mask; c->method_index[i]; i = (i + 1) & mask) {
        Method *m = &c->methods[c->method_index[i] - 1];
        if (m->name == name && m->desc == desc)
            return m;
    }
    return NULL;
}

Method *class_declared_method(const Class *c, const Symbol *name, const Symbol *desc)
{
    if (c->method_index)
        return find_indexed(c, name, desc);
    for (u32 i = 0; i < c->method_count; i++)
        if (c->methods[i].name == name && c->methods[i].desc == desc)
            return &c->methods[i];
    return NULL;
}

Field *class_declared_field(const Class *c, const Symbol *name, const Symbol *desc)
{
    u32 count = (u32)c->field_count + c->injected_field_count;
    for (u32 i = 0; i < count; i++)
        if (c->fields[i].name == name && c->fields[i].desc == desc)
            return &c->fields[i];
    return NULL;
}

Method *class_find_method(const Class *c, const Symbol *name, const Symbol *desc)
{
    for (; c; c = c->super) {
        Method *m = class_declared_method(c, name, desc);
        if (m)
            return m;
    }
    return NULL;
}

/* JVMS 5.4.3.2: the class, its superinterfaces, then the same for its superclass. */
Field *class_find_field(const Class *c, const Symbol *name, const Symbol *desc)
{
    for (; c; c = c->super) {
        Field *field = class_declared_field(c, name, desc);
        for (u32 i = 0; !field && i < c->interface_count; i++)
            field = class_find_field(c->interfaces[i], name, desc);
        if (field)
            return field;
        if (class_is_interface(c))
            return NULL; /* an interface's superclass, Object, declares no fields */
    }
    return NULL;
}

ItableEntry *class_itable(const Class *c, const Class *interface)
{
    for (u32 i = 0; i < c->itable_length; i++)
        if (c->itable[i].interface == interface)
            return &c->itable[i];
    return NULL;
}

/* ---- Subtypes (JVMS 4.10.1.2, 6.5 checkcast) ---- */

bool class_is_subtype_slow(Class *sub, const Class *super)
{
    if (sub == super)
        return true;
    if (class_is_decided_by_display(super))
        return false;
    for (u32 i = 0; i < sub->secondary_count; i++) {
        if (sub->secondaries[i] == super) {
            __atomic_store_n(&sub->secondary_hit, (Class *)super, __ATOMIC_RELAXED);
            return true;
        }
    }
    /* Arrays of references are covariant. */
    if (sub->kind != CLASS_REF_ARRAY || super->kind != CLASS_REF_ARRAY)
        return false;
    return class_is_subtype(sub->element, super->element);
}
