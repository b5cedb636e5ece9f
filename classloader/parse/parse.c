/* parse.c - see parse.h and parse_parts.h.
 * Header, flags, supertypes and fields. The order of checks is HotSpot's, because it decides which of a
 * file's errors is reported. */
#include "classloader/parse/parse.h"

#include "classloader/parse/parse_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAGIC = 0xCAFEBABE, PREVIEW_MINOR = 65535, CLASS_FLAGS = 0x7631, FEW = 16 };

/* ---- Errors ---- */

static bool format_error(Parser *p, const char *format, va_list args, bool add_class)
{
    Fail *fail = p->fail;
    fail->error = SYM(x_ClassFormatError);
    fail->offset = bytes_offset(&p->in);
    /* Once the end of the file was met, zeros were read; any error is due to that. */
    if (p->in.failed) {
        snprintf(fail->text, sizeof fail->text, "Truncated class file");
        return false;
    }
    int used = vsnprintf(fail->text, sizeof fail->text, format, args);
    if (add_class && used >= 0 && (size_t)used < sizeof fail->text)
        snprintf(fail->text + used, sizeof fail->text - (size_t)used, " in class file %s",
                 p->class_name->text);
    return false;
}

bool parse_bad(Parser *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    format_error(p, format, args, true);
    va_end(args);
    return false;
}

bool parse_bad_text(Parser *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    format_error(p, format, args, false);
    va_end(args);
    return false;
}

bool parse_truncated(Parser *p)
{
    return parse_bad_text(p, "Truncated class file");
}

static int compare_keys(const void *a, const void *b)
{
    u64 x = *(const u64 *)a, y = *(const u64 *)b;
    return (x > y) - (x < y);
}

bool parse_find_duplicate(u64 *keys, u32 count, u64 *ret_key)
{
    if (count > FEW) {
        qsort(keys, count, sizeof *keys, compare_keys);
    } else {
        for (u32 i = 1; i < count; i++) {
            u64 key = keys[i];
            u32 at = i;
            for (; at > 0 && keys[at - 1] > key; at--)
                keys[at] = keys[at - 1];
            keys[at] = key;
        }
    }
    for (u32 i = 1; i < count; i++) {
        if (keys[i] == keys[i - 1]) {
            *ret_key = keys[i];
            return true;
        }
    }
    return false;
}

/* Symbols lie in the region, whose addresses have 32 bits. */
u64 parse_member_key(const Symbol *name, const Symbol *desc)
{
    return (u64)(uintptr_t)name << 32 | (u64)(uintptr_t)desc;
}

/* In this message HotSpot writes the descriptor with dots for slashes. */
bool parse_bad_twice(Parser *p, const char *what, u64 key)
{
    const Symbol *name = (Symbol *)(uintptr_t)(key >> 32), *desc = (Symbol *)(uintptr_t)(u32)key;
    char text[sizeof p->fail->text];
    symbol_dotted(text, sizeof text, desc->text, desc->length);
    return parse_bad(p, "Duplicate %s name \"%s\" with signature \"%s\"", what, name->text, text);
}

/* ---- Version (4.1) ---- */

static bool unsupported(Parser *p, const char *why)
{
    return fail_set(p->fail, SYM(x_UnsupportedClassVersionError), bytes_offset(&p->in),
                    "%s (class file version %u.%u) was compiled with %s", p->class_name->text, p->major,
                    p->file->minor, why);
}

static bool check_version(Parser *p)
{
    u32 major = p->major, minor = p->file->minor, newest = p->options->max_major;
    const char *name = p->class_name->text;
    char text[160];
    if (major < JAVA_1_1)
        return unsupported(p, "an invalid major version");
    if (major > newest)
        return fail_set(
            p->fail, SYM(x_UnsupportedClassVersionError), bytes_offset(&p->in),
            "%s has been compiled by a more recent version of the Java Runtime (class file version %u.%u), "
            "this version of the Java Runtime only recognizes class file versions up to %u.0",
            name, major, minor, newest);
    if (major < JAVA_12 || minor == 0)
        return true;
    if (minor != PREVIEW_MINOR)
        return unsupported(p, "an invalid non-zero minor version");
    if (major != newest) {
        snprintf(
            text, sizeof text,
            "preview features that are unsupported. This version of the Java Runtime only recognizes preview "
            "features for class file version %u.%u",
            newest, PREVIEW_MINOR);
        return unsupported(p, text);
    }
    return p->options->preview ||
           fail_set(p->fail, SYM(x_UnsupportedClassVersionError), bytes_offset(&p->in),
                    "Preview features are not enabled for %s (class file version %u.%u). Try running with "
                    "'--enable-preview'",
                    name, major, minor);
}

static bool parse_header(Parser *p)
{
    u32 magic = bytes_left(&p->in) >= 8 ? bytes_u32(&p->in) : (p->in.failed = true, MAGIC);
    if (!parse_ok(p))
        return false;
    if (magic != MAGIC)
        return parse_bad(p, "Incompatible magic value %u", magic);
    p->file->minor = bytes_u16(&p->in);
    p->file->major = p->major = bytes_u16(&p->in);
    return parse_ok(p) && check_version(p);
}

/* ---- Flags and names ---- */

bool parse_check_class_flags(Parser *p, u32 flags)
{
    if (flags & ACC_MODULE)
        return fail_set(p->fail, SYM(x_NoClassDefFoundError), bytes_offset(&p->in),
                        "%s is not a class because access_flag ACC_MODULE is set", p->class_name->text);
    if (!p->verify)
        return true;
    bool is_interface = flags & ACC_INTERFACE, is_abstract = flags & ACC_ABSTRACT,
         since_5 = p->major >= JAVA_1_5;
    bool illegal = (is_abstract && (flags & ACC_FINAL)) || (is_interface && !is_abstract) ||
                   (is_interface && since_5 && (flags & (ACC_SUPER | ACC_ENUM))) ||
                   (!is_interface && since_5 && (flags & ACC_ANNOTATION));
    return !illegal ||
           parse_bad_text(p, "Illegal class modifiers in class %s: 0x%X", p->class_name->text, flags);
}

static bool parse_class_flags(Parser *p)
{
    if (!parse_need(p, 8)) /* flags, class, superclass, number of interfaces */
        return false;
    u32 flags = bytes_u16(&p->in);
    flags &= CLASS_FLAGS | (p->major >= JAVA_9 ? ACC_MODULE : 0);
    if ((flags & ACC_INTERFACE) && p->major < JAVA_6)
        flags |= ACC_ABSTRACT; /* old compilers did not set it */
    p->file->access = (u16)flags;
    if (!parse_check_class_flags(p, flags))
        return false;
    return !p->module_tag || parse_bad(p, "Unknown constant tag %u", p->module_tag);
}

/* The file must have the class that was asked for; else NoClassDefFoundError. */
static bool check_expected_name(Parser *p)
{
    const Symbol *expected = p->options->expected_name, *name = p->file->name;
    if (!expected || expected == name)
        return true;
    return fail_set(p->fail, SYM(x_NoClassDefFoundError), bytes_offset(&p->in), "%s (wrong name: %s)",
                    expected->text, name->text);
}

static bool parse_this_class(Parser *p)
{
    ClassFile *file = p->file;
    file->this_index = bytes_u16(&p->in);
    if (!parse_is_tag(p, file->this_index, CP_CLASS))
        return parse_bad(p, "Invalid this class index %u in constant pool", file->this_index);
    file->name = pool_class_name(&file->pool, file->this_index);
    if (file->name->text[0] == '[')
        return parse_bad(p, "Bad class name");
    p->class_name = file->name;
    return check_expected_name(p);
}

static bool parse_super_class(Parser *p)
{
    ClassFile *file = p->file;
    file->super_index = bytes_u16(&p->in);
    if (file->super_index == 0 && file->name == SYM(java_lang_Object))
        return true;
    if (!parse_is_tag(p, file->super_index, CP_CLASS))
        return parse_bad(p, "Invalid superclass index %u", file->super_index);
    file->super_name = pool_class_name(&file->pool, file->super_index);
    if (file->super_name->text[0] == '[')
        return parse_bad(p, "Bad superclass name");
    if ((file->access & ACC_INTERFACE) && file->super_name != SYM(java_lang_Object))
        return parse_bad(p, "Interfaces must have java.lang.Object as superclass");
    return true;
}

static bool parse_interfaces(Parser *p)
{
    ClassFile *file = p->file;
    file->interface_count = bytes_u16(&p->in);
    u32 length = parse_table_length(p, file->interface_count, 2);
    file->interfaces = ARENA_ARRAY(p->scratch, u16, length);
    u64 *keys = ARENA_ARRAY(p->scratch, u64, length), duplicate;
    for (u32 i = 0; i < file->interface_count; i++) {
        u32 index = bytes_u16(&p->in);
        if (!parse_ok(p))
            return false;
        if (!parse_is_tag(p, index, CP_CLASS))
            return parse_bad(p, "Interface name has bad constant pool index %u", index);
        const Symbol *name = pool_class_name(&file->pool, index);
        if (name->text[0] == '[')
            return parse_bad(p, "Bad interface name");
        file->interfaces[i] = (u16)index;
        keys[i] = (u64)(uintptr_t)name;
    }
    if (parse_find_duplicate(keys, file->interface_count, &duplicate))
        return parse_bad(p, "Duplicate interface name \"%s\"", ((Symbol *)(uintptr_t)duplicate)->text);
    return parse_ok(p);
}

/* ---- Fields (4.5) ---- */

static bool legal_field_flags(Parser *p, u32 flags)
{
    u32 visibility = flags & (ACC_PUBLIC | ACC_PRIVATE | ACC_PROTECTED);
    if (!(p->file->access & ACC_INTERFACE))
        return (visibility & (visibility - 1)) == 0 &&
               (flags & (ACC_FINAL | ACC_VOLATILE)) != (ACC_FINAL | ACC_VOLATILE);
    u32 wanted = ACC_PUBLIC | ACC_STATIC | ACC_FINAL;
    u32 forbidden = ACC_PRIVATE | ACC_PROTECTED | ACC_VOLATILE | ACC_TRANSIENT;
    if (p->major >= JAVA_1_5)
        forbidden |= ACC_ENUM;
    return (flags & wanted) == wanted && !(flags & forbidden);
}

static bool parse_field(Parser *p, Field *field, u32 slot)
{
    if (!parse_need(p, 8)) /* flags, name, descriptor, number of attributes */
        return false;
    field->access = bytes_u16(&p->in) & ACC_OF_FIELDS;
    u32 name_index = bytes_u16(&p->in), desc_index = bytes_u16(&p->in);
    if (p->verify && !legal_field_flags(p, field->access))
        return parse_bad_text(p, "Illegal field modifiers in class %s: 0x%X", p->class_name->text,
                              field->access);
    field->slot = (u16)slot;
    field->name = parse_utf8(p, name_index);
    if (!field->name)
        return parse_bad(p, "Invalid constant pool index %u for field name", name_index);
    if (!parse_check_field_name(p, field->name))
        return false;
    field->desc = parse_utf8(p, desc_index);
    if (!field->desc)
        return parse_bad(p, "Invalid constant pool index %u for field signature", desc_index);
    if (!parse_check_field_desc(p, field->name, field->desc))
        return false;
    field->type = (u8)type_of_char(field->desc->text[0]);
    return parse_field_attributes(p, field);
}

static bool parse_fields(Parser *p)
{
    ClassFile *file = p->file;
    if (!parse_need(p, 2))
        return false;
    file->field_count = bytes_u16(&p->in);
    u32 length = parse_table_length(p, file->field_count, 8);
    file->fields = ARENA_ARRAY(p->scratch, Field, length);
    u64 *keys = ARENA_ARRAY(p->scratch, u64, length), duplicate;
    for (u32 i = 0; i < file->field_count; i++) {
        Field *field = &file->fields[i];
        if (!parse_field(p, field, i))
            return false;
        keys[i] = parse_member_key(field->name, field->desc);
    }
    if (p->verify && parse_find_duplicate(keys, file->field_count, &duplicate))
        return parse_bad_twice(p, "field", duplicate);
    return true;
}

/* ---- The whole file ---- */

static bool check_end(Parser *p)
{
    return bytes_left(&p->in) == 0 ||
           parse_bad_text(p, "Extra bytes at the end of class file %s", p->class_name->text);
}

bool parse_class(const void *bytes, size_t length, const ParseOptions *options, Arena *scratch,
                 ClassFile *ret_file, Fail *fail)
{
    *ret_file = (ClassFile){.bytes = bytes, .length = (u32)length};
    fail->error = NULL;
    Parser parser =
               {
                   .in = bytes_make(bytes, length),
                   .options = options,
                   .scratch = scratch,
                   .file = ret_file,
                   .fail = fail,
                   .class_name = options->expected_name ? options->expected_name : symbol_from("<Unknown>"),
                   .verify = !options->trusted,
                   .check_names = !options->trusted && !options->relax_names,
               },
           *p = &parser;
    return parse_header(p) && parse_pool(p) && parse_class_flags(p) && parse_this_class(p) &&
           parse_super_class(p) && parse_interfaces(p) && parse_fields(p) && parse_methods(p) &&
           parse_class_attributes(p) && check_end(p);
}
