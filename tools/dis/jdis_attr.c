/* jdis_attr.c - see jdis.h.
 * Attributes by name (JVMS 4.7). Each has a printer, which starts on the line with the attribute's name; one
 * without a printer is shown by its length. */
#include "tools/dis/jdis.h"

enum { MAX_DEPTH = 16 };

typedef void (*Printer)(Dis *d, Bytes *info, int indent);

/* ---- small parts ---- */

static void print_index(Dis *d, Bytes *info, int indent)
{
    (void)indent;
    jdis_print_index(d, bytes_u16(info));
}

static void print_nothing(Dis *d, Bytes *info, int indent)
{
    (void)d, (void)info, (void)indent;
}

/* Prints a counted list of pool indices, one a line. */
static void print_indices(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        jdis_line(d, indent);
        jdis_print_index(d, bytes_u16(info));
    }
}

/* Prints an index with its purpose before it: name #3 "x" */
static void print_named(Dis *d, Bytes *info, const char *what)
{
    fprintf(d->out, " %s ", what);
    jdis_print_index(d, bytes_u16(info));
}

/* ---- of classes ---- */

static void print_inner_classes(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        jdis_line(d, indent);
        jdis_print_index(d, bytes_u16(info));
        print_named(d, info, "outer");
        print_named(d, info, "name");
        fputs(" flags ", d->out);
        jdis_print_flags(d, bytes_u16(info), FLAGS_CLASS);
    }
}

static void print_enclosing_method(Dis *d, Bytes *info, int indent)
{
    (void)indent;
    jdis_print_index(d, bytes_u16(info));
    print_named(d, info, "method");
}

static void print_debug_extension(Dis *d, Bytes *info, int indent)
{
    (void)indent;
    fprintf(d->out, "%zu bytes", bytes_left(info));
}

static void print_bootstrap_methods(Dis *d, Bytes *info, int indent)
{
    u32 count = bytes_u16(info);
    for (u32 i = 0; i < count && !info->failed; i++) {
        jdis_line(d, indent);
        fprintf(d->out, "%u: ", i);
        jdis_print_index(d, bytes_u16(info));
        print_indices(d, info, indent + 1);
    }
}

static void print_record(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        jdis_line(d, indent);
        jdis_print_index(d, bytes_u16(info));
        print_named(d, info, "type");
        jdis_print_attributes(d, info, indent + 1);
    }
}

/* ---- of modules (4.7.25) ---- */

static void print_module_row(Dis *d, Bytes *info, const char *what, int indent)
{
    jdis_line(d, indent);
    fprintf(d->out, "%s ", what);
    jdis_print_index(d, bytes_u16(info));
}

static void print_module_flags(Dis *d, Bytes *info)
{
    fputs(" flags ", d->out);
    jdis_print_flags(d, bytes_u16(info), FLAGS_MODULE);
}

/* exports and opens: a package, flags, the modules that it is for */
static void print_module_packages(Dis *d, Bytes *info, const char *what, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        print_module_row(d, info, what, indent);
        print_module_flags(d, info);
        print_indices(d, info, indent + 1);
    }
}

static void print_module(Dis *d, Bytes *info, int indent)
{
    jdis_print_index(d, bytes_u16(info));
    print_module_flags(d, info);
    print_named(d, info, "version");
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        print_module_row(d, info, "requires", indent);
        print_module_flags(d, info);
        print_named(d, info, "version");
    }
    print_module_packages(d, info, "exports", indent);
    print_module_packages(d, info, "opens", indent);
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--)
        print_module_row(d, info, "uses", indent);
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        print_module_row(d, info, "provides", indent);
        print_indices(d, info, indent + 1);
    }
}

/* ---- of methods and code ---- */

static void print_parameters(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u8(info); left > 0 && !info->failed; left--) {
        jdis_line(d, indent);
        jdis_print_index(d, bytes_u16(info));
        fputs(" flags ", d->out);
        jdis_print_flags(d, bytes_u16(info), FLAGS_PARAMETER);
    }
}

static void print_line_numbers(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        u32 bci = bytes_u16(info);
        jdis_line(d, indent);
        fprintf(d->out, "%5u line %u", bci, bytes_u16(info));
    }
}

/* LocalVariableTable and, with signatures, LocalVariableTypeTable */
static void print_local_variables(Dis *d, Bytes *info, int indent)
{
    for (u32 left = bytes_u16(info); left > 0 && !info->failed; left--) {
        u32 start = bytes_u16(info), length = bytes_u16(info), name = bytes_u16(info), type = bytes_u16(info);
        jdis_line(d, indent);
        fprintf(d->out, "%u ", bytes_u16(info));
        jdis_print_index(d, name);
        fputs(" type ", d->out);
        jdis_print_index(d, type);
        fprintf(d->out, " in %u..%u", start, start + length);
    }
}

/* ---- all ---- */

typedef struct AttributeRow {
    const char *name;
    Printer print;
    bool goes_on; /* the printer begins on the line with the name */
} AttributeRow;

static const AttributeRow rows[] = {
    {"AnnotationDefault", jdis_print_default, true},
    {"BootstrapMethods", print_bootstrap_methods, false},
    {"Code", jdis_print_code, true},
    {"ConstantValue", print_index, true},
    {"Deprecated", print_nothing, false},
    {"EnclosingMethod", print_enclosing_method, true},
    {"Exceptions", print_indices, false},
    {"InnerClasses", print_inner_classes, false},
    {"LineNumberTable", print_line_numbers, false},
    {"LocalVariableTable", print_local_variables, false},
    {"LocalVariableTypeTable", print_local_variables, false},
    {"MethodParameters", print_parameters, false},
    {"Module", print_module, true},
    {"ModuleMainClass", print_index, true},
    {"ModulePackages", print_indices, false},
    {"ModuleTarget", print_index, true},
    {"NestHost", print_index, true},
    {"NestMembers", print_indices, false},
    {"PermittedSubclasses", print_indices, false},
    {"Record", print_record, false},
    {"RuntimeInvisibleAnnotations", jdis_print_annotations, false},
    {"RuntimeInvisibleParameterAnnotations", jdis_print_parameter_annotations, false},
    {"RuntimeInvisibleTypeAnnotations", jdis_print_type_annotations, false},
    {"RuntimeVisibleAnnotations", jdis_print_annotations, false},
    {"RuntimeVisibleParameterAnnotations", jdis_print_parameter_annotations, false},
    {"RuntimeVisibleTypeAnnotations", jdis_print_type_annotations, false},
    {"Signature", print_index, true},
    {"SourceDebugExtension", print_debug_extension, true},
    {"SourceFile", print_index, true},
    {"StackMapTable", jdis_print_frames, false},
    {"Synthetic", print_nothing, false},
};

static const AttributeRow *find_row(const Symbol *name)
{
    for (u32 i = 0; i < COUNT_OF(rows); i++)
        if (symbol_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

/* The attribute's length tells its end, whatever the printer has read. */
static void print_attribute(Dis *d, Bytes *at, int indent)
{
    u32 name_index = bytes_u16(at), length = bytes_u32(at);
    Bytes info = bytes_sub(at, length);
    bool has_name = name_index < d->pool->count && d->pool->tags[name_index] == CP_UTF8;
    const Symbol *name = has_name ? pool_symbol(d->pool, name_index) : NULL;
    const AttributeRow *row = name ? find_row(name) : NULL;
    jdis_line(d, indent);
    fputs(name ? name->text : "(no name)", d->out);
    if (!row || d->depth == MAX_DEPTH) {
        fprintf(d->out, " %u bytes", length);
        return;
    }
    if (row->goes_on)
        fputc(' ', d->out);
    d->depth++;
    row->print(d, &info, indent + 1);
    d->depth--;
    if (info.failed)
        fputs(" (malformed)", d->out);
    else if (bytes_left(&info) > 0 && row->print != print_debug_extension)
        fprintf(d->out, " (%zu bytes too many)", bytes_left(&info));
}

void jdis_print_attributes(Dis *d, Bytes *at, int indent)
{
    for (u32 left = bytes_u16(at); left > 0 && !at->failed; left--)
        print_attribute(d, at, indent);
}
