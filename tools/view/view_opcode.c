/* view_opcode.c - see view.h: rows of vm/bytecode/opcodes.def as answers to `moka explain iadd`. */
#include "tools/view/view.h"

#include "vm/base/json.h"
#include "vm/bytecode/bytecode.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 256 };

static const char *const groups[OP_COUNT] = {
#define OP(code, name, operands, pops, pushes, flags, group, meaning) [OP_##name] = #group,
#define QUICK(base, name, operands, flags, group, meaning)            [OP_##name] = #group,
#define FUSED(count, name, first, second, third)                      [OP_##name] = "fused",
#include "vm/bytecode/opcodes.def"
#undef OP
#undef QUICK
#undef FUSED
};

static const struct {
    const char *group, *title;
} titles[] = {
    {"const", "constants"},         {"local", "local variables"}, {"stack", "the operand stack"},
    {"math", "arithmetic"},         {"control", "control"},       {"object", "fields, arrays, objects"},
    {"invoke", "calls"},            {"fused", "fused forms"},
};

static const struct {
    u32 flag;
    const char *word;
} effects[] = {
    {OPF_THROW, "throw an exception"}, {OPF_GC, "stop for a collection"},
    {OPF_BRANCH, "jump"},              {OPF_RETURN, "leave the method"},
    {OPF_QUICK, "become a quick form"}, {OPF_WIDE, "follow wide"},
};

typedef struct Operand {
    char letter;
    const char *meaning;
} Operand;

static const Operand letters[] = {
    {'b', "a byte with its sign"},
    {'s', "two bytes with their sign"},
    {'l', "the number of a local variable"},
    {'k', "an index of the constant pool, one byte"},
    {'K', "an index of the constant pool, two bytes"},
    {'o', "the distance of a jump, two bytes"},
    {'O', "the distance of a jump, four bytes"},
    {'t', "the type of an array's elements"},
    {'n', "the number of argument slots"},
    {'z', "a zero"},
    {'d', "the number of dimensions"},
    {'T', "padding, default, lowest and highest key, a distance for each"},
    {'S', "padding, default, the number of keys, a key and a distance for each"},
};

static const Operand units[] = {
    {'l', "a local, in slots from the frame pointer"},
    {'c', "an entry of the method's constant cache"},
    {'i', "a number of 16 bits"},
    {'I', "a number of 32 bits, in two units"},
    {'b', "the distance of a jump in units"},
    {'B', "the same in two units"},
    {'t', "the type of an array's elements"},
    {'r', "slots from the frame to the caller's stack"},
    {'f', "the offset of a field"},
    {'w', "the instruction that wide widens, and its operands"},
};

u32 view_opcode_find(const char *name)
{
    char *end;
    unsigned long number = strtoul(name, &end, 0);
    if (*name >= '0' && *name <= '9' && *end == '\0')
        return number < OP_JVM_COUNT ? (u32)number : OP_COUNT;
    for (u32 op = 0; op < OP_COUNT; op++)
        if (strcmp(opcode_info(op)->name, name) == 0)
            return op;
    return OP_COUNT;
}

static bool is_fused(u32 op)
{
    return opcode_info(op)->part_count > 1;
}

static bool has_part(u32 fused, u32 op)
{
    const OpcodeInfo *info = opcode_info(fused);
    for (u32 i = 0; i < info->part_count; i++)
        if (info->parts[i] == op)
            return true;
    return false;
}

static bool is_quick_form(u32 form, u32 op)
{
    return !is_fused(form) && opcode_info(form)->base == op && form != op;
}

static const char *title_of(u32 op)
{
    for (u32 i = 0; i < COUNT_OF(titles); i++)
        if (strcmp(titles[i].group, groups[op]) == 0)
            return titles[i].title;
    return groups[op];
}

/* ---- text ---- */

static void print_label(FILE *out, const char *label)
{
    fprintf(out, "  %-14s", label);
}

static void print_operands(FILE *out, u32 op)
{
    bool is_jvm = op < OP_JVM_COUNT;
    const char *operands = is_jvm ? opcode_info(op)->operands : opcode_format(op);
    const Operand *known = is_jvm ? letters : units;
    u32 count = is_jvm ? (u32)COUNT_OF(letters) : (u32)COUNT_OF(units);
    const char *label = "operands";
    for (; *operands; operands++, label = "")
        for (u32 i = 0; i < count; i++) {
            if (known[i].letter != *operands)
                continue;
            print_label(out, label);
            fprintf(out, "%c  %s\n", known[i].letter, known[i].meaning);
        }
}

static void print_effects(FILE *out, u32 op)
{
    u32 flags = opcode_flags(op);
    const char *separator = "";
    for (u32 i = 0; i < COUNT_OF(effects); i++) {
        if (!(flags & effects[i].flag))
            continue;
        if (!*separator)
            print_label(out, "may");
        fprintf(out, "%s%s", separator, effects[i].word);
        separator = ", ";
    }
    fputs(*separator ? "\n" : "", out);
    if (flags & OPF_END) {
        print_label(out, "then");
        fputs("control never goes on to the next instruction\n", out);
    }
}

static void print_forms(FILE *out, u32 op)
{
    char text[TEXT_SIZE];
    const char *label = "quick forms";
    for (u32 form = OP_JVM_COUNT; form < OP_COUNT; form++) {
        if (!is_quick_form(form, op))
            continue;
        print_label(out, label);
        fprintf(out, "%-24s %s\n", opcode_info(form)->name, opcode_formula(form, text, sizeof text));
        label = "";
    }
}

static void print_fused(FILE *out, u32 op)
{
    const char *label = "fused in";
    for (u32 form = OP_JVM_COUNT; form < OP_COUNT; form++) {
        if (!is_fused(form) || !has_part(form, op))
            continue;
        print_label(out, label);
        fprintf(out, "%s\n", opcode_info(form)->name);
        label = "";
    }
}

static void print_parts(FILE *out, u32 op)
{
    const OpcodeInfo *info = opcode_info(op);
    char text[TEXT_SIZE];
    for (u32 i = 0; i < info->part_count; i++) {
        print_label(out, i == 0 ? "its parts" : "");
        fprintf(out, "%-24s %s\n", opcode_info(info->parts[i])->name,
                opcode_formula(info->parts[i], text, sizeof text));
    }
}

static void print_length(FILE *out, u32 op)
{
    u8 code[8] = {(u8)op};
    u32 length = op == OP_wide || bytecode_is_switch(op) ? 0 : opcode_length(code, sizeof code, 0);
    if (length)
        fprintf(out, "%u byte%s", length, length == 1 ? "" : "s");
    else
        fputs(op == OP_wide ? "that of the widened instruction" : "as many bytes as its rows need", out);
    fprintf(out, "%s\n", opcode_flags(op) & OPF_WIDE ? "; after wide with operands of two bytes" : "");
}

void view_opcode_text(FILE *out, u32 op)
{
    const OpcodeInfo *info = opcode_info(op);
    char text[TEXT_SIZE];
    if (op < OP_JVM_COUNT)
        fprintf(out, "%s, 0x%02x: %s (JVMS 6.5)\n", info->name, op, title_of(op));
    else if (is_fused(op))
        fprintf(out, "%s: prepared code's form of %u instructions in one dispatch\n", info->name,
                info->part_count);
    else
        fprintf(out, "%s: prepared code's form of %s\n", info->name, opcode_info(info->base)->name);
    if (is_fused(op)) {
        print_parts(out, op);
    } else {
        print_label(out, "what it does");
        fprintf(out, "%s\n", opcode_formula(op, text, sizeof text));
    }
    print_operands(out, op);
    print_label(out, "length");
    if (op >= OP_JVM_COUNT)
        fprintf(out, "%u units of 16 bits in prepared code\n", opcode_units(op));
    else
        print_length(out, op);
    print_effects(out, op);
    if (is_fused(op))
        return;
    print_forms(out, op);
    print_fused(out, op);
}

/* ---- JSON ---- */

static void print_key(FILE *out, const char *key, const char *text)
{
    fprintf(out, ",\"%s\":", key);
    json_print_text(out, text);
}

static void print_names(FILE *out, const char *key, u32 op, bool fused)
{
    const char *separator = "";
    fprintf(out, ",\"%s\":[", key);
    for (u32 form = OP_JVM_COUNT; form < OP_COUNT; form++) {
        if (!(fused ? is_fused(form) && has_part(form, op) : is_quick_form(form, op)))
            continue;
        fputs(separator, out);
        json_print_text(out, opcode_info(form)->name);
        separator = ",";
    }
    fputc(']', out);
}

void view_opcode_json(FILE *out, u32 op)
{
    const OpcodeInfo *info = opcode_info(op);
    char text[TEXT_SIZE];
    const char *separator = "";
    fputs("{\"kind\":\"opcode\",\"name\":", out);
    json_print_text(out, info->name);
    if (op < OP_JVM_COUNT)
        fprintf(out, ",\"code\":%u", op);
    print_key(out, "group", groups[op]);
    print_key(out, "operands", op < OP_JVM_COUNT ? info->operands : is_fused(op) ? "" : opcode_format(op));
    print_key(out, "formula", opcode_formula(op, text, sizeof text));
    fputs(",\"may\":[", out);
    for (u32 i = 0; i < COUNT_OF(effects); i++) {
        if (!(opcode_flags(op) & effects[i].flag))
            continue;
        fputs(separator, out);
        json_print_text(out, effects[i].word);
        separator = ",";
    }
    fputc(']', out);
    if (op >= OP_JVM_COUNT)
        fprintf(out, ",\"units\":%u", opcode_units(op));
    if (!is_fused(op) && op >= OP_JVM_COUNT)
        print_key(out, "of", opcode_info(info->base)->name);
    fputs(",\"parts\":[", out);
    for (u32 i = 0; i < info->part_count && is_fused(op); i++) {
        fputs(i == 0 ? "" : ",", out);
        json_print_text(out, opcode_info(info->parts[i])->name);
    }
    fputc(']', out);
    print_names(out, "quick", op, false);
    print_names(out, "fused", op, true);
    fputs("}\n", out);
}
