/* record_mark.c - see record_parts.h: in which order a marker finds what has survived a collection.
 * The collector's own markers run at once, several of them, and keep no order. So one marker goes through the
 * heap again as they do, over an explicit stack, when the first thread takes a step behind the collection:
 * from the slots of recorded frames and the static fields of recorded classes, through fields and elements,
 * and through a few of the JDK's objects in a row, which have no number. What it does not find on these ways
 * has survived for something that is not recorded. */
#include "vm/base/map.h"
#include "vm/base/vec.h"
#include "vm/exec/interp/describe.h"
#include "vm/exec/record/record_parts.h"
#include "vm/library/wellknown.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_HOPS = 6, MOST_PASSED = 20000 };

/* Who refers to an object: another, a frame's slot, a static field, or nobody that is recorded. */
typedef struct From {
    enum { FROM_OTHERS, FROM_OBJECT, FROM_CLASS, FROM_FRAME } kind;
    u32 number, frame, cell; /* number: of the object, class or thread */
    bool is_operand;
} From;

typedef struct Pending {
    Object *object;
    From from; /* what its references are told to come from */
    u32 hops;  /* objects without a number in a row that lead to it, itself included */
} Pending;

typedef struct Marker {
    VEC(Pending) stack;
    bool *found; /* by number */
    Map passed;  /* objects without a number */
    u32 passed_count;
    FILE *out; /* NULL: nothing has been told yet */
} Marker;

/* ---- telling ---- */

static void write_class(FILE *out, u32 id)
{
    Line line = {.used = 0};
    if (!record_as_text()) {
        fprintf(out, ",\"c%u\"", id);
        return;
    }
    describe_class(&line, record_state.classes.items[id].class);
    fprintf(out, " from a static field of %s", line.text);
}

static void write_from(FILE *out, From from)
{
    bool text = record_as_text();
    switch (from.kind) {
    case FROM_OBJECT: fprintf(out, text ? " from #%u" : ",%u", from.number); break;
    case FROM_CLASS: write_class(out, from.number); break;
    case FROM_FRAME:
        fprintf(out, text ? " from thread %u, frame %u, %s %u" : ",\"%u:%u:%s%u\"", from.number, from.frame,
                text ? (from.is_operand ? "operand" : "local") : (from.is_operand ? "s" : ""), from.cell);
        break;
    default: fputs(text ? " from elsewhere" : ",0", out); break;
    }
}

static void tell(Marker *m, u32 number, From from)
{
    if (record_state.marks == RECORD_MARKS) {
        record_state.left_marks++;
        return;
    }
    record_state.marks++;
    bool is_first = !m->out;
    if (is_first)
        m->out = record_out();
    if (record_as_text())
        fprintf(m->out, "%s#%u", is_first ? "       marked: " : ", ", number);
    else
        fprintf(m->out, is_first ? "[\"mark\",%u" : ",%u", number);
    write_from(m->out, from);
}

/* ---- marking ---- */

/* Marks are set when an object is pushed, as the collector does. */
static void push(Marker *m, Object *object, From from, u32 hops)
{
    u32 number = object ? record_number(object) : 0;
    if (number) {
        if (m->found[number])
            return;
        m->found[number] = true;
        tell(m, number, from);
        vec_push(&m->stack, ((Pending){object, {.kind = FROM_OBJECT, .number = number}, 0}));
        return;
    }
    if (!object || hops == MOST_HOPS || m->passed_count == MOST_PASSED || object_class(object) == WK(Class) ||
        map_get_u64(&m->passed, (u64)(uintptr_t)object))
        return;
    map_put_u64(&m->passed, (u64)(uintptr_t)object, 1);
    m->passed_count++;
    vec_push(&m->stack, ((Pending){object, from, hops + 1}));
}

static void push_references(Marker *m, Pending entry)
{
    const Class *c = object_class(entry.object);
    if (c->kind == CLASS_REF_ARRAY) {
        for (i32 i = 0; i < array_length(entry.object); i++)
            push(m, ref_array_get(entry.object, i), entry.from, entry.hops);
        return;
    }
    for (u32 i = 0; i < c->ref_span_count; i++)
        for (u32 j = 0; j < c->ref_spans[i].count; j++)
            push(m, ref_load(entry.object, c->ref_spans[i].offset + j * sizeof(Object *)), entry.from,
                 entry.hops);
}

static void empty_stack(Marker *m)
{
    while (m->stack.count) {
        Pending entry = m->stack.items[--m->stack.count];
        push_references(m, entry);
    }
}

/* Objects of the frame's last step: a callee's arguments are its own by now, and at the same slots. */
static void push_frame(Marker *m, u32 thread, u32 index, const RecordFrame *frame)
{
    u32 locals = frame->method->max_locals;
    for (u32 i = 0; i < locals + frame->count; i++) {
        RecordCell cell = frame->cells[i];
        bool is_operand = i >= locals;
        From from = {FROM_FRAME, thread, index, is_operand ? i - locals : i, is_operand};
        if (cell.type == SLOT_REF && cell.bits)
            push(m, record_object((u32)cell.bits), from, 0);
    }
}

static void push_statics(Marker *m, u32 id)
{
    const Class *c = record_state.classes.items[id].class;
    for (u32 i = 0; c->mirror && record_state.classes.items[id].fields && i < c->static_ref_count; i++)
        push(m, ref_load(c->mirror, c->static_ref_offset + i * sizeof(Object *)),
             (From){.kind = FROM_CLASS, .number = id}, 0);
}

void record_mark(const RecordThreads *threads)
{
    u32 count = record_object_count();
    Marker m = {.found = calloc(count + 1u, sizeof(bool))};
    if (!m.found)
        return;
    map_init(&m.passed, NULL);
    for (u32 i = 0; i < threads->count; i++)
        for (u32 k = 0; k < threads->items[i]->frames.count; k++)
            push_frame(&m, threads->items[i]->id, k, &threads->items[i]->frames.items[k]);
    for (u32 i = 0; i < record_state.classes.count; i++)
        push_statics(&m, i);
    empty_stack(&m);
    for (u32 number = 1; number <= count; number++)
        if (record_object(number) && !m.found[number]) {
            push(&m, record_object(number), (From){.kind = FROM_OTHERS}, 0);
            empty_stack(&m);
        }
    if (m.out)
        fputs(record_as_text() ? "\n" : "]", m.out);
    map_free(&m.passed);
    vec_free(&m.stack);
    free(m.found);
}
