/* jdis_code.c - see jdis.h.
 * Instructions with what their constants mean, handlers, and the frames of StackMapTable (JVMS 4.7.3, 4.7.4).
 */
#include "tools/dis/jdis.h"

#include "vm/bytecode/bytecode.h"

enum { MEANING_COLUMN = 26, COMMENT_COLUMN = 34 };

/* ---- instructions ---- */

static void print_comment(Dis *d, int used, u32 index)
{
    fprintf(d->out, "%*s // ", used < COMMENT_COLUMN ? COMMENT_COLUMN - used : 0, "");
    jdis_print_constant(d, index);
}

static void print_array_type(Dis *d, u32 type)
{
    const char *name = type >= T_BOOLEAN && type <= T_LONG ? type_keyword(type) : NULL;
    fprintf(d->out, " %s", name ? name : "(no such type)");
}

/* What opcode_print leaves out: the tables of switches. The instruction lies within the code. */
static void print_switch(Dis *d, const u8 *code, u32 bci, int indent)
{
    Switch s = bytecode_switch(code, bci);
    for (u32 row = 0; row < s.count; row++) {
        jdis_line(d, indent + 4);
        fprintf(d->out, "%d: %d", bytecode_switch_key(&s, row), (i32)bytecode_switch_target(&s, row));
    }
    jdis_line(d, indent + 4);
    fprintf(d->out, "default: %d", (i32)bytecode_switch_default(&s));
}

/* In a column of its own, before the constant that an index names. */
static int print_meaning(Dis *d, int used, const u8 *code, u32 length, u32 bci)
{
    char text[256];
    return fprintf(d->out, "%*s%s", used < MEANING_COLUMN ? MEANING_COLUMN - used : 2, "",
                   opcode_explain(code, length, bci, text, sizeof text));
}

static void print_instruction(Dis *d, const u8 *code, u32 length, u32 bci, int indent)
{
    char text[128];
    opcode_print(code, length, bci, text, sizeof text);
    int used = fprintf(d->out, "%5u %s", bci, text);
    if (d->explain)
        used += print_meaning(d, used, code, length, bci);
    switch (opcode_info(code[bci])->operands[0]) {
    case 'k':
    case 'K': print_comment(d, used, bytecode_pool_index(code + bci)); break;
    case 't': print_array_type(d, code[bci + 1]); break;
    case 'T':
    case 'S': print_switch(d, code, bci, indent); break;
    default: break;
    }
}

static void print_instructions(Dis *d, const u8 *code, u32 length, int indent)
{
    for (u32 bci = 0, size; bci < length; bci += size) {
        size = opcode_length(code, length, bci);
        jdis_line(d, indent);
        if (size == 0) {
            fprintf(d->out, "%5u (no instruction: byte 0x%02X)", bci, code[bci]);
            return;
        }
        print_instruction(d, code, length, bci, indent);
    }
}

void jdis_print_code(Dis *d, Bytes *info, int indent)
{
    u32 max_stack = bytes_u16(info), max_locals = bytes_u16(info), length = bytes_u32(info);
    fprintf(d->out, "stack %u locals %u bytes %u", max_stack, max_locals, length);
    const u8 *code = bytes_skip(info, length);
    if (!code)
        return;
    print_instructions(d, code, length, indent);
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        u32 start = bytes_u16(info), end = bytes_u16(info), handler = bytes_u16(info), type = bytes_u16(info);
        jdis_line(d, indent);
        fprintf(d->out, "catch %u..%u -> %u ", start, end, handler);
        if (type)
            jdis_print_constant(d, type);
        else
            fputs("any", d->out);
    }
    jdis_print_attributes(d, info, indent);
}

/* ---- frames ---- */

static void print_type(Dis *d, Bytes *info)
{
    static const char *const names[] = {"top", "int", "float", "double", "long", "null", "uninitializedThis"};
    u32 tag = bytes_u8(info);
    if (tag < COUNT_OF(names))
        fputs(names[tag], d->out);
    else if (tag == 7)
        jdis_print_constant(d, bytes_u16(info));
    else if (tag == 8)
        fprintf(d->out, "uninitialized(%u)", bytes_u16(info));
    else
        info->failed = true;
}

static void print_types(Dis *d, Bytes *info, const char *what, u32 count)
{
    fprintf(d->out, " %s[", what);
    for (u32 i = 0; i < count && !info->failed; i++) {
        fputs(i ? ", " : "", d->out);
        print_type(d, info);
    }
    fputc(']', d->out);
}

/* The frame's kind says how the offset is coded (4.7.4). */
static u32 frame_delta(Bytes *info, u32 kind)
{
    if (kind < 64)
        return kind;
    return kind < 128 ? kind - 64 : bytes_u16(info);
}

void jdis_print_frames(Dis *d, Bytes *info, int indent)
{
    u32 count = bytes_u16(info), bci = 0;
    for (u32 i = 0; i < count && !info->failed; i++) {
        u32 kind = bytes_u8(info);
        bci += frame_delta(info, kind) + (i > 0);
        jdis_line(d, indent);
        fprintf(d->out, "%5u ", bci);
        if (kind < 64 || kind == 251) {
            fputs("same", d->out);
        } else if (kind < 128 || kind == 247) {
            fputs("same", d->out);
            print_types(d, info, "stack", 1);
        } else if (kind >= 248 && kind <= 250) {
            fprintf(d->out, "chop %u", 251 - kind);
        } else if (kind >= 252 && kind <= 254) {
            fputs("append", d->out);
            print_types(d, info, "", kind - 251);
        } else if (kind == 255) {
            fputs("full", d->out);
            print_types(d, info, "locals", bytes_u16(info));
            print_types(d, info, "stack", bytes_u16(info));
        } else {
            info->failed = true;
        }
    }
}
