/* record_text.c - see record_parts.h: a step as two lines for people, `less` and screen readers. */
#include "vm/bytecode/attribute.h"
#include "vm/exec/interp/describe.h"
#include "vm/exec/record/record_parts.h"
#include "vm/string/strings.h"

#include <string.h>

enum { TEXT_CHARACTERS = 40 };

static void write_value(FILE *out, RecordCell cell)
{
    const Object *object = cell.type == SLOT_REF ? record_object((u32)cell.bits) : NULL;
    record_write_cell(out, cell);
    if (!object)
        return;
    Line line = {.used = 0};
    describe_class(&line, object_class(object));
    const char *dot = strrchr(line.text, '.');
    fprintf(out, " (%s)", dot ? dot + 1 : line.text);
}

void record_text_step(FILE *out, u64 number, const RecordThread *thread, const RecordFrame *frame)
{
    const Method *m = frame->method;
    Line line = {.used = 0};
    const char *separator = "";
    describe_class(&line, m->holder);
    describe_append(&line, ".%s %u: ", m->name->text, frame->bci);
    describe_instruction(&line, m, frame->bci);
    i32 source = attribute_line(m, frame->bci);
    fprintf(out, "%6llu %s", (unsigned long long)number, line.text);
    if (source >= 0)
        fprintf(out, ", line %d", source);
    fprintf(out, ", depth %u", frame->depth);
    fprintf(out, thread->id == 1 ? "\n" : ", thread %u\n", thread->id);
    fputs("       stack [", out);
    for (u32 i = 0; i < frame->count; i++, separator = ", ") {
        fputs(separator, out);
        write_value(out, frame->cells[m->max_locals + i]);
    }
    separator = "";
    fputs("] locals {", out);
    for (u32 i = 0; i < m->max_locals; i++) {
        RecordCell cell = frame->cells[i];
        if (cell.type == SLOT_UNKNOWN || cell.type == SLOT_HALF)
            continue;
        const Symbol *name = attribute_local_name(m, i, frame->bci);
        fputs(separator, out);
        if (name)
            fprintf(out, "%s=", name->text);
        else
            fprintf(out, "%u=", i);
        write_value(out, cell);
        separator = ", ";
    }
    fputs("}\n", out);
}
