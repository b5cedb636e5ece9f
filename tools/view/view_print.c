/* view_print.c - see view.h. */
#include "tools/view/view.h"

#include "classloader/prepare/positions.h"
#include "vm/base/json.h"
#include "vm/bytecode/attribute.h"
#include "vm/bytecode/opcode.h"
#include "vm/exec/interp/describe.h"

#include <string.h>

enum { TEXT_SIZE = 256, FORMULA_COLUMN = 30, FRAME_COLUMN = 58 };

/* The instruction as the class file has it, whole or cut to what a column holds. */
static const char *instruction_text(Line *line, const Method *m, u32 bci)
{
    *line = (Line){.used = 0};
    describe_instruction(line, m, bci);
    return line->text;
}

/* Columns count characters, and formulas have arrows of three bytes. */
static u32 width_of(const char *text)
{
    u32 width = 0;
    for (; *text; text++)
        width += ((u8)*text & 0xC0) != 0x80;
    return width;
}

static void print_padding(FILE *out, u32 used, u32 column)
{
    fprintf(out, "%*s", used < column ? (int)(column - used) : 2, "");
}

/* ---- text ---- */

static void print_head(FILE *out, const ViewMethod *method)
{
    const Method *m = method->m;
    Line line = {.used = 0};
    describe_method(&line, m);
    fprintf(out, "%s%s: ", line.text, method_is_static(m) ? ", static" : "");
    if (!m->bytecode) {
        fprintf(out, "%s\n", method_is_native(m) ? "native" : "abstract");
        return;
    }
    fprintf(out, "%u bytes, stack %u, locals %u\n", m->bytecode_length, m->max_stack, m->max_locals);
}

static void print_bytecode(FILE *out, const ViewMethod *method)
{
    const Method *m = method->m;
    const u8 *code = method_bytecode(m);
    i32 line_before = -1;
    char formula[TEXT_SIZE];
    Line line;
    fputs("\n  line   bci  instruction, what it does, what the verifier knows: locals | stack\n", out);
    for (u32 bci = 0, length; bci < m->bytecode_length; bci += length) {
        length = opcode_length(code, m->bytecode_length, bci);
        i32 source = attribute_line(m, bci);
        if (source >= 0 && source != line_before)
            fprintf(out, "%6d ", source);
        else
            fputs("       ", out);
        line_before = source;
        fprintf(out, "%5u  %s", bci, instruction_text(&line, m, bci));
        opcode_explain(code, m->bytecode_length, bci, formula, sizeof formula);
        u32 used = width_of(line.text);
        print_padding(out, used, FORMULA_COLUMN);
        used = (used < FORMULA_COLUMN ? FORMULA_COLUMN : used + 2) + width_of(formula);
        fputs(formula, out);
        print_padding(out, used, FRAME_COLUMN);
        const ViewFrame *frame = method->frames ? &method->frames[bci] : NULL;
        if (frame && frame->locals)
            fprintf(out, "%s%s |%s%s", frame->in_file ? "* " : "  ", frame->locals, *frame->stack ? " " : "",
                    frame->stack);
        else
            fputs(frame ? "  not reached" : "  not verified", out);
        fputc('\n', out);
    }
    HandlerRow row;
    for (Handlers it = attribute_handlers(m); attribute_next_handler(&it, &row);)
        fprintf(out, "              from %u to before %u, %s goes on at %u\n", row.start, row.end,
                row.catch_type ? pool_class_name(&m->holder->pool, row.catch_type)->text : "any exception",
                row.handler);
    if (m->stack_map)
        fputs("              *: in the class file (StackMapTable); the others follow from it\n", out);
}

static void print_prepared(FILE *out, const ViewMethod *method)
{
    char text[TEXT_SIZE];
    if (!method->is_prepared) {
        fputs("\n  It cannot be prepared.\n", out);
        return;
    }
    const PrepareListing *listing = &method->prepared;
    fprintf(out, "\n  unit   bci  prepared code before it has run: %u instructions, %u units of 16 bits\n",
            listing->positions->count, listing->units);
    for (u32 i = 0; i < listing->positions->count; i++) {
        const PositionRow *row = &listing->positions->rows[i];
        u32 unit = positions_unit(row);
        fprintf(out, "%6u %5u  %s\n", unit, row->bci,
                opcode_print_prepared(listing->code + unit, text, sizeof text));
    }
}

static void print_code(FILE *out, const ViewMethod *method)
{
    if (!method->code_head) {
        const char *why = method->why_no_code ? method->why_no_code : "not asked for";
        fprintf(out, "\n  No machine code: %s.\n", why);
        return;
    }
    fprintf(out, "\n   bci  machine code before anything that it names has been used: %s\n",
            strrchr(method->code_head, ':') ? strrchr(method->code_head, ':') + 2 : "");
    for (u32 i = 0; i < method->code_count; i++) {
        const ViewCode *row = &method->code[i];
        if (row->offset < 0)
            fprintf(out, "        %s%s\n", row->text, row->is_behind ? "  (behind)" : "");
        else
            fprintf(out, "        +0x%03x  %s\n", (u32)row->offset, row->text);
    }
}

void view_print_text(FILE *out, const ViewMethod *method)
{
    print_head(out, method);
    if (!method->m->bytecode)
        return;
    print_bytecode(out, method);
    print_prepared(out, method);
    print_code(out, method);
}

/* ---- JSON ---- */

static void print_names(FILE *out, const Method *m)
{
    AttributeRow attribute;
    const char *separator = "";
    fputs(",\"names\":[", out);
    for (Attributes it = attribute_of_code(m); attribute_next(&it, &attribute);) {
        VariableRow row;
        if (attribute.name != SYM(attr_LocalVariableTable))
            continue;
        for (Rows rows = attribute_rows(attribute.info); attribute_next_variable(&rows, &row);) {
            const Symbol *name = attribute_variable_name(&m->holder->pool, &row);
            if (!name)
                continue;
            fprintf(out, "%s[%u,", separator, row.local);
            json_print_text(out, name->text);
            fprintf(out, ",%u,%u]", row.start, (u32)row.start + row.length);
            separator = ",";
        }
    }
    fputc(']', out);
}

static void print_hex(FILE *out, const u8 *code, u32 length)
{
    fputc('"', out);
    for (u32 i = 0; i < length && i < 16; i++)
        fprintf(out, "%s%02x", i == 0 ? "" : " ", code[i]);
    fputs(length > 16 ? " ...\"" : "\"", out);
}

static void print_bytecode_rows(FILE *out, const Method *m)
{
    const u8 *code = method_bytecode(m);
    char formula[TEXT_SIZE];
    Line line;
    fputs(",\"bytecode\":[", out);
    for (u32 bci = 0, length; bci < m->bytecode_length; bci += length) {
        length = opcode_length(code, m->bytecode_length, bci);
        fprintf(out, "%s[%u,", bci == 0 ? "" : ",", bci);
        print_hex(out, code + bci, length);
        fputc(',', out);
        json_print_text(out, instruction_text(&line, m, bci));
        fprintf(out, ",%d,", attribute_line(m, bci));
        json_print_text(out, opcode_explain(code, m->bytecode_length, bci, formula, sizeof formula));
        fputc(']', out);
    }
    fputc(']', out);
}

static void print_checker_rows(FILE *out, const ViewMethod *method)
{
    const char *separator = "";
    fputs(",\"checker\":[", out);
    for (u32 bci = 0; method->frames && bci < method->m->bytecode_length; bci++) {
        const ViewFrame *frame = &method->frames[bci];
        if (!frame->locals)
            continue;
        fprintf(out, "%s[%u,", separator, bci);
        json_print_text(out, frame->locals);
        fputc(',', out);
        json_print_text(out, frame->stack);
        fprintf(out, ",\"%s\"]", frame->in_file ? "map" : "derived");
        separator = ",";
    }
    fputc(']', out);
}

static void print_prepared_rows(FILE *out, const PrepareListing *listing)
{
    char text[TEXT_SIZE];
    fputs(",\"prepared\":[", out);
    for (u32 i = 0; i < listing->positions->count; i++) {
        const PositionRow *row = &listing->positions->rows[i];
        fprintf(out, "%s[%u,%u,%u,", i == 0 ? "" : ",", positions_unit(row), row->bci,
                positions_throw_bci(row));
        json_print_text(out, opcode_print_prepared(listing->code + positions_unit(row), text, sizeof text));
        fputc(']', out);
    }
    fputc(']', out);
}

static void print_machine_rows(FILE *out, const ViewMethod *method)
{
    const char *separator = "";
    fputs(",\"machine\":[", out);
    for (u32 i = 0; i < method->code_count; i++) {
        const ViewCode *row = &method->code[i];
        fprintf(out, "%s[%d,", separator, row->offset);
        json_print_text(out, row->text);
        fprintf(out, ",%u,%d]", row->bci, row->is_behind);
        separator = ",";
    }
    fputc(']', out);
    if (!method->code_head && method->why_no_code) {
        fputs(",\"no_machine\":", out);
        json_print_text(out, method->why_no_code);
    }
}

static void print_handler_rows(FILE *out, const Method *m)
{
    HandlerRow row;
    const char *separator = "";
    fputs(",\"handlers\":[", out);
    for (Handlers it = attribute_handlers(m); attribute_next_handler(&it, &row); separator = ",") {
        fprintf(out, "%s[%u,%u,%u,", separator, row.start, row.end, row.handler);
        const ConstPool *pool = &m->holder->pool;
        json_print_text(out, row.catch_type ? pool_class_name(pool, row.catch_type)->text : "any");
        fputc(']', out);
    }
    fputc(']', out);
}

void view_print_json(FILE *out, const ViewMethod *method, i32 id)
{
    const Method *m = method->m;
    char name[2048];
    Line line = {.used = 0};
    fputs("{\"kind\":\"method\"", out);
    if (id >= 0)
        fprintf(out, ",\"id\":%d", id);
    fputs(",\"class\":", out);
    json_print_text(out, class_external_name(m->holder, name, sizeof name));
    fputs(",\"name\":", out);
    json_print_text(out, m->name->text);
    fputs(",\"desc\":", out);
    json_print_text(out, m->desc->text);
    fputs(",\"text\":", out);
    describe_method(&line, m);
    json_print_text(out, line.text);
    fprintf(out, ",\"access\":%u", m->access);
    if (m->bytecode) {
        fprintf(out, ",\"arguments\":%u,\"max_locals\":%u,\"max_stack\":%u,\"offsets\":[", m->arg_slots,
                m->max_locals, m->max_stack);
        for (u32 i = 0; i < m->max_locals; i++)
            fprintf(out, "%s%d", i == 0 ? "" : ",", method_local_offset(m, i));
        fprintf(out, "],\"frame_slots\":%u", 3 + (u32)m->max_locals - m->arg_slots);
        print_names(out, m);
        print_bytecode_rows(out, m);
        print_handler_rows(out, m);
        print_checker_rows(out, method);
        if (method->is_prepared)
            print_prepared_rows(out, &method->prepared);
        print_machine_rows(out, method);
    }
    fputs("}", out);
}
