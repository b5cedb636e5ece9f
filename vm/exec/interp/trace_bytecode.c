/* trace_bytecode.c - see trace_bytecode.h. */
#include "vm/exec/interp/trace_bytecode.h"

#include "classloader/prepare/positions.h"
#include "classloader/prepare/prepare.h"
#include "gc/heap.h"
#include "vm/base/map.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/bytecode/bytecode.h"
#include "vm/exec/flow/slot_types.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/exec/interp/interp.h"
#include "vm/exec/walk/walk.h"
#include "vm/model/throw.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <math.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 4096, STRING_BYTES = 40 };

SNAPSHOT_STATE(rebuilt) bool trace_bytecode_on;

SNAPSHOT_STATE(rebuilt) static struct {
    bool explains; /* each line ends with what the instruction does */
    char *only;    /* a shell pattern for Class.method, NULL: everything */
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

/* ---- one line ---- */

typedef struct Line {
    char text[LINE_BYTES];
    size_t used;
} Line;

static PRINTF_LIKE(2, 3) void append(Line *line, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int written = vsnprintf(line->text + line->used, sizeof line->text - line->used, format, list);
    va_end(list);
    if (written > 0)
        line->used = min_u32((u32)line->used + (u32)written, sizeof line->text - 1);
}

/* The name of a hidden class without its end, which is an address. */
static void append_class(Line *line, const Class *c)
{
    char name[1024];
    class_external_name(c, name, sizeof name);
    char *suffix = c->flags & CLASS_IS_HIDDEN ? strrchr(name, '/') : NULL;
    if (suffix)
        *suffix = '\0';
    append(line, "%s", name);
}

static void append_method(Line *line, const Method *m)
{
    char name[2048];
    append_class(line, m->holder);
    method_external_name(m, name, sizeof name);
    const char *parameters = strchr(name, '(');
    append(line, ".%s%s", m->name->text, parameters ? parameters : "");
}

static void append_value(Line *line, SlotType type, Slot slot)
{
    const Object *object = (const Object *)(uintptr_t)slot;
    Value value = {slot};
    switch (type) {
    case SLOT_INT: append(line, "%d", value.i); break;
    case SLOT_FLOAT: append(line, isnan(value.f) ? "NaNf" : "%.9gf", (double)value.f); break;
    case SLOT_LONG: append(line, "%" PRId64 "L", value.j); break;
    case SLOT_DOUBLE: append(line, isnan(value.d) ? "NaN" : "%.17g", value.d); break;
    case SLOT_RETURN: append(line, "return address"); break;
    case SLOT_REF:
        if (!object)
            append(line, "null");
        else if (heap_is_object(object))
            append(line, "<"), append_class(line, object_class(object)), append(line, ">");
        else
            append(line, "<not an object>");
        break;
    default: append(line, "-"); break;
    }
}

/* ---- operands of instructions ---- */

static void append_string(Line *line, const Symbol *text)
{
    append(line, "\"");
    for (u32 i = 0; i < text->length && i < STRING_BYTES; i++) {
        u8 c = (u8)text->text[i];
        append(line, c < ' ' || c == 0x7F ? "\\x%02x" : c == '"' || c == '\\' ? "\\%c" : "%c", c);
    }
    append(line, text->length > STRING_BYTES ? "...\"" : "\"");
}

/* As the class file names it, with dots. */
static void append_class_name(Line *line, const Symbol *name)
{
    const char *suffix = strstr(name->text, "+0x"); /* in the name of a hidden class */
    size_t length = suffix ? (size_t)(suffix - name->text) : name->length, start = line->used;
    append(line, "%.*s", (int)length, name->text);
    symbol_dotted(line->text + start, sizeof line->text - start, line->text + start, line->used - start);
}

/* Class, name and descriptor of a field or method; of a call site only name and descriptor. */
static void append_member(Line *line, const ConstPool *pool, u32 index)
{
    u8 tag = pool_tag(pool, index) & CP_TAG_MASK;
    if (tag == CP_FIELDREF || tag == CP_METHODREF || tag == CP_INTERFACE_METHODREF) {
        append_class_name(line, pool_class_name(pool, pool->entries[index].a));
        append(line, ".");
    }
    append(line, tag == CP_FIELDREF ? "%s %s" : "%s%s", pool_member_name(pool, index)->text,
           pool_member_desc(pool, index)->text);
}

static void append_constant(Line *line, const ConstPool *pool, u32 index)
{
    const CpEntry *entry = &pool->entries[index];
    switch (pool_tag(pool, index) & CP_TAG_MASK) {
    case CP_INTEGER: append_value(line, SLOT_INT, (u32)entry->i); break;
    case CP_FLOAT: append_value(line, SLOT_FLOAT, (u32)entry->i); break;
    case CP_LONG: append_value(line, SLOT_LONG, entry->raw); break;
    case CP_DOUBLE: append_value(line, SLOT_DOUBLE, entry->raw); break;
    case CP_STRING: append_string(line, pool_symbol(pool, entry->a)); break;
    case CP_CLASS: append_class_name(line, pool_class_name(pool, index)); break;
    case CP_METHOD_TYPE: append(line, "%s", pool_symbol(pool, entry->a)->text); break;
    case CP_METHOD_HANDLE: append_member(line, pool, entry->b); break;
    default: append_member(line, pool, index); break;
    }
}

/* The instruction as the class file has it, with the names that its pool indices stand for. */
static void append_instruction(Line *line, const Method *m, u32 bci)
{
    const u8 *code = method_bytecode(m);
    const OpcodeInfo *info = opcode_info(code[bci]);
    char text[64];
    switch (info->operands[0]) {
    case 'k':
    case 'K':
        append(line, "%s ", info->name);
        append_constant(line, &m->holder->pool, bytecode_pool_index(code + bci));
        if (code[bci] == OP_multianewarray)
            append(line, " %u", code[bci + 3]);
        break;
    case 't': append(line, "%s %s", info->name, type_keyword(code[bci + 1])); break;
    default: append(line, "%s", opcode_print(code, m->bytecode_length, bci, text, sizeof text)); break;
    }
}

static void append_meaning(Line *line, const Method *m, u32 bci)
{
    char text[256];
    append(line, "  %s", opcode_explain(method_bytecode(m), m->bytecode_length, bci, text, sizeof text));
}

/* ---- values ---- */

/* An operand that is the other half of a long or double has no text of its own. */
static void append_operands(Line *line, const Method *m, const SlotState *state, const Slot *fp)
{
    const char *separator = "";
    append(line, " [");
    for (u32 i = 0; i < state->depth; i++) {
        SlotType type = (SlotType)state->types[m->max_locals + i];
        if (type == SLOT_HALF)
            continue;
        append(line, "%s", separator);
        append_value(line, type, *(fp - m->frame_slots - 1 - i));
        separator = ", ";
    }
    append(line, "]");
}

/* The locals in the order of their numbers, up to the last that has a value. */
static void append_locals(Line *line, const Method *m, const SlotState *state, const Slot *fp)
{
    const char *separator = "";
    append(line, " {");
    for (u32 i = 0; i < m->max_locals; i++) {
        SlotType type = (SlotType)state->types[i];
        if (type == SLOT_UNKNOWN || type == SLOT_HALF)
            continue;
        append(line, "%s%u=", separator, i);
        bool is_wide = type == SLOT_LONG || type == SLOT_DOUBLE;
        append_value(line, type, fp[method_local_offset(m, is_wide ? i + 1 : i)]);
        separator = ", ";
    }
    append(line, "}");
}

/* ---- steps ---- */

static u32 depth_of(Thread *t)
{
    u32 depth = 0;
    for (FrameWalk walk = walk_begin(t); walk_valid(&walk); walk_next(&walk))
        depth++;
    return depth;
}

static bool is_wanted(const Method *m)
{
    Line line = {.used = 0};
    append_class(&line, m->holder);
    append(&line, ".%s", m->name->text);
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
    append(&line, "%u %3u ", t->id, depth_of(t));
    append_method(&line, m);
    append(&line, " %u: ", bci);
    append_instruction(&line, m, bci);
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
    const SlotTypes *types = types_of_locked(m);
    if (types != &trace.not_wanted)
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

void trace_bytecode_reset(void)
{
    free(trace.only);
    forget_methods_locked();
    STATE_CLEAR(trace);
    trace_bytecode_on = prepare_plain = false;
    stack_map_keep_dead(false);
}
