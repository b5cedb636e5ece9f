/* describe.c - see describe.h. */
#include "vm/exec/interp/describe.h"

#include "vm/bytecode/bytecode.h"
#include "vm/model/method.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { STRING_BYTES = 40 };

void describe_append(Line *line, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int written = vsnprintf(line->text + line->used, sizeof line->text - line->used, format, list);
    va_end(list);
    if (written > 0)
        line->used = min_u32((u32)line->used + (u32)written, sizeof line->text - 1);
}

void describe_float(Line *line, float value)
{
    describe_append(line, isnan(value) ? "NaNf" : "%.9gf", (double)value);
}

void describe_double(Line *line, double value)
{
    describe_append(line, isnan(value) ? "NaN" : "%.17g", value);
}

void describe_class(Line *line, const Class *c)
{
    char name[1024];
    class_external_name(c, name, sizeof name);
    char *suffix = c->flags & CLASS_IS_HIDDEN ? strrchr(name, '/') : NULL;
    if (suffix)
        *suffix = '\0';
    describe_append(line, "%s", name);
}

void describe_method(Line *line, const Method *m)
{
    char name[2048];
    describe_class(line, m->holder);
    method_external_name(m, name, sizeof name);
    const char *parameters = strchr(name, '(');
    describe_append(line, ".%s%s", m->name->text, parameters ? parameters : "");
}

/* ---- operands of instructions ---- */

static void append_string(Line *line, const Symbol *text)
{
    describe_append(line, "\"");
    for (u32 i = 0; i < text->length && i < STRING_BYTES; i++) {
        u8 c = (u8)text->text[i];
        describe_append(line, c < ' ' || c == 0x7F ? "\\x%02x" : c == '"' || c == '\\' ? "\\%c" : "%c", c);
    }
    describe_append(line, text->length > STRING_BYTES ? "...\"" : "\"");
}

/* As the class file names it, with dots. */
static void append_class_name(Line *line, const Symbol *name)
{
    const char *suffix = strstr(name->text, "+0x"); /* in the name of a hidden class */
    size_t length = suffix ? (size_t)(suffix - name->text) : name->length, start = line->used;
    describe_append(line, "%.*s", (int)length, name->text);
    symbol_dotted(line->text + start, sizeof line->text - start, line->text + start, line->used - start);
}

/* Class, name and descriptor of a field or method; of a call site only name and descriptor. */
static void append_member(Line *line, const ConstPool *pool, u32 index)
{
    u8 tag = pool_tag(pool, index) & CP_TAG_MASK;
    if (tag == CP_FIELDREF || tag == CP_METHODREF || tag == CP_INTERFACE_METHODREF) {
        append_class_name(line, pool_class_name(pool, pool->entries[index].a));
        describe_append(line, ".");
    }
    describe_append(line, tag == CP_FIELDREF ? "%s %s" : "%s%s", pool_member_name(pool, index)->text,
                    pool_member_desc(pool, index)->text);
}

static void append_constant(Line *line, const ConstPool *pool, u32 index)
{
    const CpEntry *entry = &pool->entries[index];
    switch (pool_tag(pool, index) & CP_TAG_MASK) {
    case CP_INTEGER: describe_append(line, "%d", entry->i); break;
    case CP_FLOAT: describe_float(line, (Value){(u32)entry->i}.f); break;
    case CP_LONG: describe_append(line, "%" PRId64 "L", (i64)entry->raw); break;
    case CP_DOUBLE: describe_double(line, (Value){entry->raw}.d); break;
    case CP_STRING: append_string(line, pool_symbol(pool, entry->a)); break;
    case CP_CLASS: append_class_name(line, pool_class_name(pool, index)); break;
    case CP_METHOD_TYPE: describe_append(line, "%s", pool_symbol(pool, entry->a)->text); break;
    case CP_METHOD_HANDLE: append_member(line, pool, entry->b); break;
    default: append_member(line, pool, index); break;
    }
}

void describe_instruction(Line *line, const Method *m, u32 bci)
{
    const u8 *code = method_bytecode(m);
    const OpcodeInfo *info = opcode_info(code[bci]);
    char text[64];
    switch (info->operands[0]) {
    case 'k':
    case 'K':
        describe_append(line, "%s ", info->name);
        append_constant(line, &m->holder->pool, bytecode_pool_index(code + bci));
        if (code[bci] == OP_multianewarray)
            describe_append(line, " %u", code[bci + 3]);
        break;
    case 't': describe_append(line, "%s %s", info->name, type_keyword(code[bci + 1])); break;
    default:
        describe_append(line, "%s", opcode_print(code, m->bytecode_length, bci, text, sizeof text));
        break;
    }
}
