/* jdis_class.c - see jdis.h.
 * The parser checks the whole file first; then the bytes are read again, in order, and printed. */
#include "tools/dis/jdis.h"

#include "vm/base/panic.h"

/* ---- flags ---- */

static const char *const flag_names[][16] = {
    [FLAGS_CLASS] = {"PUBLIC", "PRIVATE", "PROTECTED", "STATIC", "FINAL", "SUPER", NULL, NULL, NULL,
                     "INTERFACE", "ABSTRACT", NULL, "SYNTHETIC", "ANNOTATION", "ENUM", "MODULE"},
    [FLAGS_FIELD] = {"PUBLIC", "PRIVATE", "PROTECTED", "STATIC", "FINAL", NULL, "VOLATILE", "TRANSIENT", NULL,
                     NULL, NULL, NULL, "SYNTHETIC", NULL, "ENUM", NULL},
    [FLAGS_METHOD] = {"PUBLIC", "PRIVATE", "PROTECTED", "STATIC", "FINAL", "SYNCHRONIZED", "BRIDGE",
                      "VARARGS", "NATIVE", NULL, "ABSTRACT", "STRICT", "SYNTHETIC", NULL, NULL, NULL},
    [FLAGS_PARAMETER] = {NULL, NULL, NULL, NULL, "FINAL", NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                         "SYNTHETIC", NULL, NULL, "MANDATED"},
    [FLAGS_MODULE] = {NULL, NULL, NULL, NULL, NULL, "OPEN|TRANSITIVE", "STATIC_PHASE", NULL, NULL, NULL, NULL,
                      NULL, "SYNTHETIC", NULL, NULL, "MANDATED"},
};

void jdis_print_flags(Dis *d, u32 flags, FlagPlace place)
{
    fprintf(d->out, "0x%04X", flags);
    for (u32 bit = 0; bit < 16; bit++)
        if (flags >> bit & 1)
            fprintf(d->out, " %s", flag_names[place][bit] ? flag_names[place][bit] : "?");
}

/* ---- members ---- */

static void print_members(Dis *d, Bytes *at, const char *what, FlagPlace place)
{
    u32 count = bytes_u16(at);
    fprintf(d->out, "%s %u\n", what, count);
    for (u32 i = 0; i < count && !at->failed; i++) {
        u32 flags = bytes_u16(at), name = bytes_u16(at), desc = bytes_u16(at);
        fputs("  ", d->out);
        jdis_print_text(d, name);
        fputc(':', d->out);
        jdis_print_text(d, desc);
        jdis_line(d, 2);
        fputs("flags ", d->out);
        jdis_print_flags(d, flags, place);
        jdis_print_attributes(d, at, 2);
        fputc('\n', d->out);
    }
}

/* ---- the class ---- */

/* The parser has checked that the pool lies within the file. */
static void skip_pool(Bytes *at)
{
    static const u8 lengths[] = {
        [CP_INTEGER] = 4,       [CP_FLOAT] = 4,          [CP_LONG] = 8,
        [CP_DOUBLE] = 8,        [CP_CLASS] = 2,          [CP_STRING] = 2,
        [CP_FIELDREF] = 4,      [CP_METHODREF] = 4,      [CP_INTERFACE_METHODREF] = 4,
        [CP_NAME_AND_TYPE] = 4, [CP_METHOD_HANDLE] = 3,  [CP_METHOD_TYPE] = 2,
        [CP_DYNAMIC] = 4,       [CP_INVOKE_DYNAMIC] = 4, [CP_MODULE] = 2,
        [CP_PACKAGE] = 2,
    };
    u32 count = bytes_u16(at);
    for (u32 i = 1; i < count && !at->failed; i++) {
        u8 tag = bytes_u8(at);
        bytes_skip(at, tag == CP_UTF8 ? bytes_u16(at) : tag < sizeof lengths ? lengths[tag] : 0);
        i += tag == CP_LONG || tag == CP_DOUBLE;
    }
}

static void print_class(Dis *d, Bytes *at)
{
    bytes_skip(at, 4);
    u32 minor = bytes_u16(at), major = bytes_u16(at);
    skip_pool(at);
    u32 flags = bytes_u16(at), this_index = bytes_u16(at), super_index = bytes_u16(at);
    fputs("class ", d->out);
    jdis_print_constant(d, this_index);
    fprintf(d->out, "\n  version %u.%u\n  flags ", major, minor);
    jdis_print_flags(d, flags, FLAGS_CLASS);
    if (super_index) {
        fputs("\n  super ", d->out);
        jdis_print_constant(d, super_index);
    }
    for (u32 left = bytes_u16(at); left > 0 && !at->failed; left--) {
        fputs("\n  interface ", d->out);
        jdis_print_constant(d, bytes_u16(at));
    }
    fputc('\n', d->out);
    jdis_print_pool(d);
    print_members(d, at, "fields", FLAGS_FIELD);
    print_members(d, at, "methods", FLAGS_METHOD);
    fputs("attributes", d->out);
    jdis_print_attributes(d, at, 1);
    fputs(at->failed ? " (truncated)\n\n" : "\n\n", d->out);
}

/* For the VM a module descriptor is no class. If that is all that the parser complains of, its pool has been
 * checked. */
static bool is_module(const ClassFile *file, const Fail *fail)
{
    return (file->access & ACC_MODULE) && fail->error == SYM(x_NoClassDefFoundError);
}

bool jdis_print_class(FILE *out, bool explain, const void *bytes, size_t length, Fail *fail)
{
    Bytes at = bytes_make(bytes, length);
    /* Any version is accepted, since the meaning of instructions has not changed. */
    u16 major = length >= 8 ? bytes_peek_u16((const u8 *)bytes + 6) : 0;
    ParseOptions options = {.max_major = major, .preview = true, .modules = true};
    ClassFile file;
    Arena scratch;
    arena_init_scratch(&scratch);
    bool good = parse_class(bytes, length, &options, &scratch, &file, fail) || is_module(&file, fail);
    if (good) {
        Dis dis = {.out = out, .pool = &file.pool, .explain = explain};
        print_class(&dis, &at);
    }
    arena_free(&scratch);
    return good;
}
