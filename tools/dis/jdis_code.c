/* jdis_code.c - see jdis.h.
 * Instructions with the meaning of their constants, handlers, and the frames of StackMapTable (JVMS 4.7.3,
 * 4.7.4). */
#include "tools/dis/jdis.h"

#include "vm/bytecode/attribute.h"
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

/* Prints the table of a switch, which opcode_print leaves out. The instruction lies within the code. */
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

/* Prints the formula in a column of its own, before the constant that an index names. */
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

static bool print_type(Dis *d, MapTypeRow row)
{
    static const char *const names[] = {"top", "int", "float", "double", "long", "null", "uninitializedThis"};
    if (row.tag < COUNT_OF(names))
        fputs(names[row.tag], d->out);
    else if (row.tag == MAP_OBJECT)
        jdis_print_constant(d, row.operand);
    else if (row.tag == MAP_UNINIT)
        fprintf(d->out, "uninitialized(%u)", row.operand);
    return row.tag <= MAP_UNINIT;
}

static bool print_types(Dis *d, const char *what, Rows types)
{
    MapTypeRow row;
    const char *before = "";
    fprintf(d->out, " %s[", what);
    for (; attribute_next_type(&types, &row); before = ", ") {
        fputs(before, d->out);
        if (!print_type(d, row))
            return false;
    }
    fputc(']', d->out);
    return !types.in.failed;
}

/* False: it is malformed, or of a form that there is not. */
static bool print_frame(Dis *d, const FrameRow *row)
{
    fprintf(d->out, "%5u ", row->bci);
    switch (row->form) {
    case FRAME_SAME:
    case FRAME_SAME_EXTENDED: fputs("same", d->out); return true;
    case FRAME_SAME_1:
    case FRAME_SAME_1_EXTENDED: fputs("same", d->out); return print_types(d, "stack", row->stack);
    case FRAME_CHOP: fprintf(d->out, "chop %u", row->chopped); return true;
    case FRAME_APPEND: fputs("append", d->out); return print_types(d, "", row->locals);
    case FRAME_FULL:
        fputs("full", d->out);
        return print_types(d, "locals", row->locals) && print_types(d, "stack", row->stack);
    case FRAME_RESERVED: return false;
    }
    return false;
}

void jdis_print_frames(Dis *d, Bytes *info, int indent)
{
    FrameRow row;
    Frames it = attribute_frames(*info);
    bool good = true;
    while (good && attribute_next_frame(&it, &row)) {
        jdis_line(d, indent);
        good = print_frame(d, &row);
    }
    *info = it.rows.in;
    info->failed |= !good;
}
