/* trace_bytecode.c - see trace_bytecode.h. */
#include "vm/exec/interp/trace_bytecode.h"

#include "classloader/prepare/positions.h"
#include "classloader/prepare/prepare.h"
#include "gc/heap.h"
#include "vm/base/map.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/bytecode/opcode.h"
#include "vm/exec/flow/slot_types.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/exec/interp/describe.h"
#include "vm/exec/interp/interp.h"
#include "vm/exec/walk/walk.h"
#include "vm/model/throw.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

SNAPSHOT_STATE(rebuilt) bool trace_bytecode_on;

SNAPSHOT_STATE(rebuilt) static struct {
    bool explains; /* each line ends with what the instruction does */
    char *only;    /* a shell pattern for Class.method, NULL: everything */
    const TraceReader *reader; /* NULL: steps are printed */
    /* Guards everything below. A leaf; whoever holds it neither polls nor collects. */
    pthread_mutex_t lock;
    Map methods; /* Method -> SlotTypes, emptied when a collection may have unloaded some */
    u64 collections;
    SlotTypes not_wanted; /* of methods whose name does not match */
} trace = {.lock = PTHREAD_MUTEX_INITIALIZER};

void trace_bytecode_start(const char *pattern, bool explain)
{
    free(trace.only);
    trace.only = pattern && *pattern ? strdup(pattern) : NULL;
    trace.explains = explain;
    trace_bytecode_on = prepare_plain = true;
    stack_map_keep_dead(true);
}

/* ---- parts of a line ---- */

static void append_meaning(Line *line, const Method *m, u32 bci)
{
    char text[256];
    describe_append(line, "  %s",
                    opcode_explain(method_bytecode(m), m->bytecode_length, bci, text, sizeof text));
}

static void append_value(Line *line, SlotType type, Slot slot)
{
    const Object *object = (const Object *)(uintptr_t)slot;
    Value value = {slot};
    switch (type) {
    case SLOT_INT: describe_append(line, "%d", value.i); break;
    case SLOT_FLOAT: describe_float(line, value.f); break;
    case SLOT_LONG: describe_append(line, "%" PRId64 "L", value.j); break;
    case SLOT_DOUBLE: describe_double(line, value.d); break;
    case SLOT_RETURN: describe_append(line, "return address"); break;
    case SLOT_REF:
        if (!object || !heap_is_object(object)) {
            describe_append(line, object ? "<not an object>" : "null");
            break;
        }
        describe_append(line, "<");
        describe_class(line, object_class(object));
        describe_append(line, ">");
        break;
    default: describe_append(line, "-"); break;
    }
}

/* An operand that is the other half of a long or double has no text of its own. */
static void append_operands(Line *line, const Method *m, const SlotState *state, const Slot *fp)
{
    const char *separator = "";
    describe_append(line, " [");
    for (u32 i = 0; i < state->depth; i++) {
        SlotType type = (SlotType)state->types[m->max_locals + i];
        if (type == SLOT_HALF)
            continue;
        describe_append(line, "%s", separator);
        append_value(line, type, *(fp - m->frame_slots - 1 - i));
        separator = ", ";
    }
    describe_append(line, "]");
}

/* The locals in the order of their numbers, up to the last that has a value. */
static void append_locals(Line *line, const Method *m, const SlotState *state, const Slot *fp)
{
    const char *separator = "";
    describe_append(line, " {");
    for (u32 i = 0; i < m->max_locals; i++) {
        SlotType type = (SlotType)state->types[i];
        if (type == SLOT_UNKNOWN || type == SLOT_HALF)
            continue;
        describe_append(line, "%s%u=", separator, i);
        bool is_wide = type == SLOT_LONG || type == SLOT_DOUBLE;
        append_value(line, type, fp[method_local_offset(m, is_wide ? i + 1 : i)]);
        separator = ", ";
    }
    describe_append(line, "}");
}

/* ---- steps ---- */

u32 trace_bytecode_depth(Thread *t)
{
    u32 depth = 0;
    for (FrameWalk walk = walk_begin(t); walk_valid(&walk); walk_next(&walk))
        depth++;
    return depth;
}

static bool is_wanted(const Method *m)
{
    Line line = {.used = 0};
    if (trace.reader)
        return trace.reader->wants(m);
    describe_class(&line, m->holder);
    describe_append(&line, ".%s", m->name->text);
    return !trace.only || fnmatch(trace.only, line.text, 0) == 0;
}

/* After a collection, a new method may be at the address of one that was unloaded. */
static void forget_methods_locked(void)
{
    u64 key, value;
    for (u32 i = 0; map_next(&trace.methods, &i, &key, &value);) {
        SlotTypes *types = (SlotTypes *)(uintptr_t)value;
        if (types == &trace.not_wanted)
            continue;
        slot_types_end(types);
        free(types);
    }
    map_free(&trace.methods);
    map_init(&trace.methods, NULL);
    trace.collections = heap_collections();
}

static SlotTypes *types_of_locked(const Method *m)
{
    if (trace.collections != heap_collections())
        forget_methods_locked();
    SlotTypes *types = map_get(&trace.methods, m);
    if (types)
        return types;
    types = is_wanted(m) ? calloc(1, sizeof *types) : NULL;
    if (types)
        slot_types_begin(types, m);
    else
        types = &trace.not_wanted;
    map_put(&trace.methods, m, types);
    return types;
}

static void print_step(Thread *t, const Method *m, const SlotTypes *types, u32 bci)
{
    Line line = {.used = 0};
    const SlotState *state = &types->states[bci];
    describe_append(&line, "%u %3u ", t->id, trace_bytecode_depth(t));
    describe_method(&line, m);
    describe_append(&line, " %u: ", bci);
    describe_instruction(&line, m, bci);
    if (state->types && !types->failed) {
        append_operands(&line, m, state, t->fp);
        append_locals(&line, m, state, t->fp);
    }
    if (trace.explains)
        append_meaning(&line, m, bci);
    fprintf(trace_file, "%s\n", line.text);
    fflush(trace_file); /* the program's own output goes to the same descriptor */
}

static void trace_step(Thread *t, const u16 *pc)
{
    const Method *m = walk_begin(t).method;
    u32 bci;
    if (!positions_begins(m, pc, &bci))
        return;
    pthread_mutex_lock(&trace.lock);
    if (!trace_bytecode_on) {
        pthread_mutex_unlock(&trace.lock);
        return;
    }
    const SlotTypes *types = types_of_locked(m);
    bool is_wanted_here = types != &trace.not_wanted;
    if (trace.reader && is_wanted_here)
        trace.reader->step(t, types, bci, pc);
    else if (trace.reader)
        trace.reader->outside(t, m, bci);
    else if (is_wanted_here)
        print_step(t, m, types, bci);
    pthread_mutex_unlock(&trace.lock);
}

void trace_bytecode_step(Thread *t, const u16 *pc)
{
    if (trace_bytecode_on)
        trace_step(t, pc);
    if (interp_fuel && --interp_fuel == 0) {
        if (interp_out_of_fuel)
            interp_out_of_fuel(t);
        else
            THROW(t, InternalError, "the interpreter's fuel is used up");
    }
}

void trace_bytecode_read(const TraceReader *reader)
{
    trace.reader = reader;
}

void trace_bytecode_end_reading(void)
{
    pthread_mutex_lock(&trace.lock);
    trace_bytecode_on = false;
    trace.reader = NULL;
    pthread_mutex_unlock(&trace.lock);
}

void trace_bytecode_reset(void)
{
    free(trace.only);
    forget_methods_locked();
    STATE_CLEAR(trace);
    trace_bytecode_on = prepare_plain = false;
    stack_map_keep_dead(false);
}
