/* jdis_pool.c - see jdis.h.
 * The constant pool (JVMS 4.4): every entry with its meaning spelt out. */
#include "tools/dis/jdis.h"

#include "vm/base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static const char *const tag_names[] = {
    [CP_UTF8] = "Utf8",
    [CP_INTEGER] = "Integer",
    [CP_FLOAT] = "Float",
    [CP_LONG] = "Long",
    [CP_DOUBLE] = "Double",
    [CP_CLASS] = "Class",
    [CP_STRING] = "String",
    [CP_FIELDREF] = "Fieldref",
    [CP_METHODREF] = "Methodref",
    [CP_INTERFACE_METHODREF] = "InterfaceMethodref",
    [CP_NAME_AND_TYPE] = "NameAndType",
    [CP_METHOD_HANDLE] = "MethodHandle",
    [CP_METHOD_TYPE] = "MethodType",
    [CP_DYNAMIC] = "Dynamic",
    [CP_INVOKE_DYNAMIC] = "InvokeDynamic",
    [CP_MODULE] = "Module",
    [CP_PACKAGE] = "Package",
};

const char *jdis_handle_kind(u32 kind)
{
    static const char *const names[] = {"?",
                                        "getField",
                                        "getStatic",
                                        "putField",
                                        "putStatic",
                                        "invokeVirtual",
                                        "invokeStatic",
                                        "invokeSpecial",
                                        "newInvokeSpecial",
                                        "invokeInterface"};
    return names[kind < COUNT_OF(names) ? kind : 0];
}

/* ---- text ---- */

static void print_unit(Dis *d, u16 unit, const u8 *start, const u8 *stop)
{
    static const char plain[] = "\b\t\n\f\r\"\\", escaped[] = "btnfr\"\\";
    for (u32 i = 0; i < sizeof plain - 1; i++)
        if (unit == (u8)plain[i]) {
            fprintf(d->out, "\\%c", escaped[i]);
            return;
        }
    /* In modified UTF-8 surrogates come one by one, and a terminal takes none for a character. */
    if (unit < 0x20 || (unit >= 0x7F && unit < 0xA0) || (unit >= 0xD800 && unit < 0xE000))
        fprintf(d->out, "\\u%04X", unit);
    else
        fwrite(start, 1, (size_t)(stop - start), d->out);
}

void jdis_print_quoted(Dis *d, const char *text, size_t length)
{
    const u8 *at = (const u8 *)text, *stop = at + length;
    fputc('"', d->out);
    while (at < stop) {
        const u8 *start = at;
        u16 unit = utf8_next(&at);
        print_unit(d, unit, start, at);
    }
    fputc('"', d->out);
}

static void print_symbol(Dis *d, const Symbol *symbol)
{
    jdis_print_quoted(d, symbol->text, symbol->length);
}

/* ---- numbers ---- */

/* Prints the fewest digits that give the same value again, and the bits of a value that has no digits. */
static void print_float(Dis *d, const CpEntry *entry)
{
    char text[32];
    for (int digits = 1; digits <= 9; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, (double)entry->f);
        if (strtof(text, NULL) == entry->f)
            break;
    }
    fprintf(d->out, "%sf", text);
    if (!isfinite(entry->f))
        fprintf(d->out, " 0x%08" PRIX32, (u32)entry->i);
}

static void print_double(Dis *d, const CpEntry *entry)
{
    char text[32];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, entry->d);
        if (strtod(text, NULL) == entry->d)
            break;
    }
    fprintf(d->out, "%sd", text);
    if (!isfinite(entry->d))
        fprintf(d->out, " 0x%016" PRIX64, entry->raw);
}

/* ---- entries ---- */

static u8 tag_at(const Dis *d, u32 index)
{
    return index < d->pool->count ? d->pool->tags[index] : 0;
}

void jdis_print_constant(Dis *d, u32 index)
{
    const ConstPool *pool = d->pool;
    const CpEntry *entry = &pool->entries[tag_at(d, index) ? index : 0];
    switch (tag_at(d, index)) {
    case CP_UTF8: print_symbol(d, pool_symbol(pool, index)); break;
    case CP_INTEGER: fprintf(d->out, "%" PRId32, entry->i); break;
    case CP_FLOAT: print_float(d, entry); break;
    case CP_LONG: fprintf(d->out, "%" PRId64 "L", entry->j); break;
    case CP_DOUBLE: print_double(d, entry); break;
    case CP_STRING: print_symbol(d, pool_symbol(pool, entry->a)); break;
    case CP_CLASS:
    case CP_METHOD_TYPE:
    case CP_MODULE:
    case CP_PACKAGE: fputs(pool_symbol(pool, entry->a)->text, d->out); break;
    case CP_FIELDREF:
    case CP_METHODREF:
    case CP_INTERFACE_METHODREF:
        fprintf(d->out, "%s.%s:%s", pool_class_name(pool, entry->a)->text,
                pool_member_name(pool, index)->text, pool_member_desc(pool, index)->text);
        break;
    case CP_NAME_AND_TYPE:
        fprintf(d->out, "%s:%s", pool_symbol(pool, entry->a)->text, pool_symbol(pool, entry->b)->text);
        break;
    case CP_METHOD_HANDLE:
        fprintf(d->out, "%s ", jdis_handle_kind(entry->a));
        jdis_print_constant(d, entry->b);
        break;
    case CP_DYNAMIC:
    case CP_INVOKE_DYNAMIC:
        fprintf(d->out, "bootstrap %u %s:%s", entry->a, pool_member_name(pool, index)->text,
                pool_member_desc(pool, index)->text);
        break;
    default: fputs("(no such constant)", d->out); break;
    }
}

void jdis_print_text(Dis *d, u32 index)
{
    if (tag_at(d, index) == CP_UTF8)
        fputs(pool_symbol(d->pool, index)->text, d->out);
    else
        jdis_print_index(d, index);
}

void jdis_print_index(Dis *d, u32 index)
{
    if (index == 0) {
        fputs("none", d->out);
        return;
    }
    fprintf(d->out, "#%u ", index);
    jdis_print_constant(d, index);
}

void jdis_print_pool(Dis *d)
{
    fprintf(d->out, "constants %u\n", d->pool->count);
    for (u32 i = 1; i < d->pool->count; i++) {
        u8 tag = tag_at(d, i);
        if (!tag) /* the second index of a long or double */
            continue;
        fprintf(d->out, "  #%-5u %-18s ", i, tag_names[tag]);
        jdis_print_constant(d, i);
        fputc('\n', d->out);
    }
}
