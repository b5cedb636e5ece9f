/* method.c - see method.h.
 * The parser has checked descriptors and class files, so nothing here has to doubt their form. */
#include "vm/model/method.h"

#include "vm/base/state.h"

#include <stdio.h>
#include <string.h>

SNAPSHOT_STATE(rebuilt) u32 method_stubs[ENTRY_COUNT];

const u8 *method_bytecode(const Method *m)
{
    return m->bytecode ? class_bytes(m->holder) + m->bytecode : NULL;
}

/* ---- Descriptors (JVMS 4.3) ---- */

static SigIter type_at(const char *at)
{
    SigIter it = {.at = at, .text = at};
    while (*at == '[')
        at++;
    it.type = at > it.text ? T_ARRAY : type_of_char(*at);
    at = *at == 'L' ? strchr(at, ';') + 1 : at + 1;
    it.length = (u32)(at - it.text);
    it.at = at;
    return it;
}

SigIter sig_begin(const Symbol *method_desc)
{
    return (SigIter){.at = method_desc->text + 1, .text = method_desc->text, .type = T_ILLEGAL};
}

bool sig_next(SigIter *it)
{
    if (*it->at == ')')
        return false;
    *it = type_at(it->at);
    return true;
}

/* A class's name may contain a parenthesis, so the parameters are visited to find the last one. */
const char *sig_parameters_end(const Symbol *method_desc)
{
    SigIter it = sig_begin(method_desc);
    while (sig_next(&it)) {
    }
    return it.at;
}

SigIter sig_return(const Symbol *method_desc)
{
    return type_at(sig_parameters_end(method_desc) + 1);
}

u32 sig_arg_slots(const Symbol *method_desc, u32 *ret_params, Type *ret_type)
{
    u32 slots = 0, params = 0;
    SigIter it = sig_begin(method_desc);
    for (; sig_next(&it); params++)
        slots += type_slots(it.type);
    if (ret_params)
        *ret_params = params;
    if (ret_type)
        *ret_type = type_at(it.at + 1).type;
    return slots;
}

/* ---- Printable names ---- */

/* A buffer to which as much is appended as fits; `used` is at most size - 1. */
typedef struct Text {
    char *buffer;
    size_t used, size;
} Text;

static void append(Text *out, const char *text, size_t length, bool dots)
{
    for (size_t i = 0; i < length && out->used + 1 < out->size; i++)
        out->buffer[out->used++] = dots ? symbol_dot(text[i]) : text[i];
    out->buffer[out->used] = '\0';
}

/* [[Ljava/lang/String; -> java.lang.String[][] */
static void append_type(Text *out, const SigIter *it)
{
    u32 dimensions = 0;
    while (it->text[dimensions] == '[')
        dimensions++;
    const char *element = it->text + dimensions;
    if (*element == 'L') {
        append(out, element + 1, it->length - dimensions - 2, true);
    } else {
        const char *name = type_keyword(type_of_char(*element));
        append(out, name, strlen(name), false);
    }
    for (; dimensions; dimensions--)
        append(out, "[]", 2, false);
}

static void append_member(Text *out, const Symbol *name, const Symbol *desc)
{
    append(out, ".", 1, false);
    append(out, name->text, name->length, false);
    append(out, "(", 1, false);
    SigIter it = sig_begin(desc);
    for (bool first = true; sig_next(&it); first = false) {
        if (!first)
            append(out, ", ", 2, false);
        append_type(out, &it);
    }
    append(out, ")", 1, false);
}

static void append_return(Text *out, const Symbol *desc)
{
    SigIter it = sig_return(desc);
    append_type(out, &it);
    append(out, " ", 1, false);
}

const char *method_external_of(const Symbol *class_name, const Symbol *name, const Symbol *desc,
                               bool with_return, char *buffer, size_t size)
{
    Text out = {buffer, 0, size};
    if (with_return)
        append_return(&out, desc);
    append(&out, class_name->text, class_name->length, true);
    append_member(&out, name, desc);
    return buffer;
}

const char *method_external_name(const Method *m, char *buffer, size_t size)
{
    Text out = {buffer, 0, size};
    char holder[512];
    class_binary_name(m->holder, holder, sizeof holder);
    append(&out, holder, strlen(holder), false);
    append_member(&out, m->name, m->desc);
    return buffer;
}

const char *method_external_signature(const Method *m, char *buffer, size_t size)
{
    Text out = {buffer, 0, size};
    append_return(&out, m->desc);
    size_t used = out.used;
    method_external_name(m, buffer + used, size - used);
    return buffer;
}

const char *method_external_type(const Symbol *desc, char *buffer, size_t size)
{
    Text out = {buffer, 0, size};
    SigIter it = {.text = desc->text, .length = desc->length};
    append_type(&out, &it);
    return buffer;
}

i32 method_vtable_index(const Method *m, const Class *in)
{
    if (!class_is_interface(m->holder) || class_is_interface(in))
        return m->vtable_index;
    for (u32 i = 0; i < in->vtable_length; i++)
        if (in->vtable[i] && in->vtable[i]->name == m->name && in->vtable[i]->desc == m->desc)
            return (i32)i;
    return VTABLE_NONE;
}
