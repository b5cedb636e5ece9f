/* jdis_anno.c - see jdis.h.
 * Annotations (JVMS 4.7.16 to 4.7.22), written nearly as in a source: @Ljava/lang/Deprecated;(since="9"). */
#include "tools/dis/jdis.h"

enum { MAX_DEPTH = 100 };

static void print_annotation(Dis *d, Bytes *info, int depth);

static void print_value(Dis *d, Bytes *info, int depth)
{
    u8 tag = bytes_u8(info);
    if (depth > MAX_DEPTH) {
        info->failed = true;
        return;
    }
    switch (tag) {
    case 'B':
    case 'C':
    case 'S':
    case 'Z': /* the constant is an Integer */
        fprintf(d->out, "(%c)", tag);
        jdis_print_constant(d, bytes_u16(info));
        break;
    case 'D':
    case 'F':
    case 'I':
    case 'J':
    case 's': jdis_print_constant(d, bytes_u16(info)); break;
    case 'c': jdis_print_text(d, bytes_u16(info)); break;
    case 'e':
        jdis_print_text(d, bytes_u16(info));
        fputc('.', d->out);
        jdis_print_text(d, bytes_u16(info));
        break;
    case '@': print_annotation(d, info, depth + 1); break;
    case '[': {
        u32 count = bytes_u16(info);
        fputc('{', d->out);
        for (u32 i = 0; i < count && !info->failed; i++) {
            fputs(i ? ", " : "", d->out);
            print_value(d, info, depth + 1);
        }
        fputc('}', d->out);
        break;
    }
    default: info->failed = true; break;
    }
}

static void print_annotation(Dis *d, Bytes *info, int depth)
{
    fputc('@', d->out);
    jdis_print_text(d, bytes_u16(info));
    u32 count = bytes_u16(info);
    for (u32 i = 0; i < count && !info->failed; i++) {
        fputs(i ? ", " : "(", d->out);
        jdis_print_text(d, bytes_u16(info));
        fputc('=', d->out);
        print_value(d, info, depth + 1);
    }
    if (count)
        fputc(')', d->out);
}

void jdis_print_annotations(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        jdis_line(d, indent);
        print_annotation(d, info, 0);
    }
}

void jdis_print_parameter_annotations(Dis *d, Bytes *info, int indent)
{
    u32 count = bytes_u8(info);
    for (u32 i = 0; i < count && !info->failed; i++) {
        jdis_line(d, indent);
        fprintf(d->out, "parameter %u", i);
        jdis_print_annotations(d, info, indent + 1);
    }
}

/* The part of a member or its code that the annotation is on: a kind, and numbers that depend on the kind
 * (4.7.20.1). */
static void print_target(Dis *d, Bytes *info)
{
    u32 kind = bytes_u8(info);
    fprintf(d->out, "target 0x%02X", kind);
    if (kind <= 0x01 || kind == 0x16) {
        fprintf(d->out, " %u", bytes_u8(info));
    } else if (kind == 0x11 || kind == 0x12) {
        u32 parameter = bytes_u8(info);
        fprintf(d->out, " %u %u", parameter, bytes_u8(info));
    } else if (kind == 0x10 || kind == 0x17 || (kind >= 0x42 && kind <= 0x46)) {
        fprintf(d->out, " %u", bytes_u16(info));
    } else if (kind == 0x40 || kind == 0x41) {
        for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
            u32 start = bytes_u16(info), length = bytes_u16(info);
            fprintf(d->out, " local %u in %u..%u", bytes_u16(info), start, start + length);
        }
    } else if (kind >= 0x47 && kind <= 0x4B) {
        u32 bci = bytes_u16(info);
        fprintf(d->out, " %u %u", bci, bytes_u8(info));
    } else if (kind < 0x13 || kind > 0x15) {
        info->failed = true;
    }
}

static void print_path(Dis *d, Bytes *info)
{
    static const char *const steps[] = {"element", "nested", "bound", "argument"};
    for (u32 left = bytes_u8(info); left > 0 && !info->failed; left--) {
        u32 kind = bytes_u8(info), argument = bytes_u8(info);
        if (kind >= COUNT_OF(steps))
            info->failed = true;
        else if (kind == 3)
            fprintf(d->out, " argument %u", argument);
        else
            fprintf(d->out, " %s", steps[kind]);
    }
}

void jdis_print_type_annotations(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        jdis_line(d, indent);
        print_target(d, info);
        print_path(d, info);
        fputc(' ', d->out);
        if (!info->failed)
            print_annotation(d, info, 0);
    }
}

void jdis_print_default(Dis *d, Bytes *info, int indent)
{
    (void)indent;
    print_value(d, info, 0);
}
