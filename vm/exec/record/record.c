/* record.c - see record.h.
 * A step tells first what the one before it has done (an instruction that became its quick form, a call site
 * that met another class, contents that changed, classes that went on, a collection), then which frames have
 * gone or come, and then itself. */
#include "vm/exec/record/record.h"

#include "gc/heap.h"
#include "vm/base/json.h"
#include "vm/base/map.h"
#include "vm/base/state.h"
#include "vm/bytecode/attribute.h"
#include "vm/bytecode/bytecode.h"
#include "vm/bytecode/cache.h"
#include "vm/exec/interp/describe.h"
#include "vm/exec/interp/trace_bytecode.h"
#include "vm/exec/record/record_parts.h"
#include "vm/library/wellknown.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

SNAPSHOT_STATE(host) Recording record_state;

SNAPSHOT_STATE(host) static struct {
    RecordOptions options;
    bool is_requested, is_begun, is_finished;
    Map method_ids; /* Method -> id + 1 */
    Map class_ids;
    RecordThreads threads;
    u32 current; /* the thread of the last event; 0: none */
    u32 next_frame;
    u32 calls_seen; /* of options.from */
    u64 collections;
    size_t kept_bytes;
    size_t output; /* bytes */
    bool outside; /* something has run that is not recorded, since the last step */
    bool has_events; /* in the current chunk */
} state;

/* ---- events ---- */

bool record_as_text(void)
{
    return state.options.as_text;
}

static RecordChunk *chunk(void)
{
    return &record_state.chunks.items[record_state.chunks.count - 1];
}

FILE *record_out(void)
{
    FILE *out = chunk()->out;
    if (state.has_events && !record_as_text())
        fputs(",\n", out);
    state.has_events = true;
    chunk()->event_count++;
    return out;
}

/* ---- names ---- */

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* Is the class the program's own, and not the JDK's? */
static bool is_own(const Class *c)
{
    static const char *const others[] = {"java/", "javax/", "jdk/", "sun/", "com/sun/"};
    if (c->loader == boot_loader)
        return false;
    for (u32 i = 0; i < COUNT_OF(others); i++)
        if (starts_with(c->name->text, others[i]))
            return false;
    return true;
}

static bool matches(const char *pattern, const Method *m)
{
    Line line = {.used = 0};
    describe_class(&line, m->holder);
    describe_append(&line, ".%s", m->name->text);
    return fnmatch(pattern, line.text, 0) == 0;
}

static bool wants(const Method *m)
{
    return state.options.only ? matches(state.options.only, m) : is_own(m->holder);
}

/* Instance fields, inherited ones first. */
static void list_fields(RecordClass *class)
{
    u32 count = 0;
    for (const Class *c = class->class; c; c = c->super)
        count += c->field_count;
    class->fields = calloc(count + 1, sizeof *class->fields);
    if (!class->fields)
        return;
    for (u32 depth = 0; depth <= class->class->depth; depth++) {
        const Class *c = class->class;
        while (c->depth > depth)
            c = c->super;
        for (u32 i = 0; i < c->field_count; i++)
            if (!(c->fields[i].access & ACC_STATIC))
                class->fields[class->field_count++] = &c->fields[i];
    }
}

const char *record_state_word(u32 class_state)
{
    static const char *const words[] = {[CLASS_LOADED] = "loaded",
                                        [CLASS_LINKED] = "linked",
                                        [CLASS_INITIALIZING] = "initializing",
                                        [CLASS_INITIALIZED] = "initialized",
                                        [CLASS_FAILED] = "failed"};
    return class_state < COUNT_OF(words) && words[class_state] ? words[class_state] : "being loaded";
}

static void tell_class_state(u32 id)
{
    RecordClass *class = &record_state.classes.items[id];
    class->state = (u8)class_state(class->class);
    const char *word = record_state_word(class->state);
    FILE *out = record_out();
    if (record_as_text()) {
        Line line = {.used = 0};
        describe_class(&line, class->class);
        fprintf(out, "       class %s is %s\n", line.text, word);
    } else {
        fprintf(out, "[\"class\",%u,\"%s\"]", id, word);
    }
}

u32 record_class(Class *c)
{
    u32 id = (u32)map_get_u64(&state.class_ids, (u64)(uintptr_t)c);
    if (id)
        return id - 1;
    RecordClass class = {.class = c};
    if (c->kind == CLASS_INSTANCE && is_own(c))
        list_fields(&class);
    vec_push(&record_state.classes, class);
    id = record_state.classes.count;
    map_put_u64(&state.class_ids, (u64)(uintptr_t)c, id);
    if (c->kind == CLASS_INSTANCE && is_own(c))
        tell_class_state(id - 1);
    return id - 1;
}

/* UINT32_MAX: there are too many. */
static u32 method_id(const Method *m)
{
    u32 id = (u32)map_get_u64(&state.method_ids, (u64)(uintptr_t)m);
    if (id)
        return id - 1;
    if (record_state.methods.count == RECORD_METHODS) {
        record_state.left_methods++;
        return UINT32_MAX;
    }
    record_class(m->holder);
    vec_push(&record_state.methods, (Method *)m);
    id = record_state.methods.count;
    map_put_u64(&state.method_ids, (u64)(uintptr_t)m, id);
    return id - 1;
}

/* ---- chunks ---- */

static void write_frame(FILE *out, const RecordFrame *frame)
{
    const Method *m = frame->method;
    const char *separator = "";
    fprintf(out, "[%u,%u,%u,[", frame->id, frame->depth, frame->bci);
    for (u32 i = 0; i < frame->count; i++) {
        fputs(i == 0 ? "" : ",", out);
        record_write_cell(out, frame->cells[m->max_locals + i]);
    }
    fputs("],{", out);
    for (u32 i = 0; i < m->max_locals; i++) {
        if (frame->cells[i].type == SLOT_UNKNOWN || frame->cells[i].type == SLOT_HALF)
            continue;
        fprintf(out, "%s\"%u\":", separator, i);
        record_write_cell(out, frame->cells[i]);
        separator = ",";
    }
    fputs("}]", out);
}

static void write_key(FILE *out)
{
    fprintf(out, "{\"step\":%" PRIu64 ",\"thread\":%u,\"frames\":{", record_state.steps, state.current);
    for (u32 i = 0; i < state.threads.count; i++) {
        const RecordThread *thread = state.threads.items[i];
        fprintf(out, "%s\"%u\":[", i == 0 ? "" : ",", thread->id);
        for (u32 k = 0; k < thread->frames.count; k++) {
            fputs(k == 0 ? "" : ",", out);
            write_frame(out, &thread->frames.items[k]);
        }
        fputc(']', out);
    }
    fputs("}}", out);
}

static char *text_of(void (*write)(FILE *out))
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    write(out);
    fclose(out);
    return text;
}

static u64 frames_alive(void)
{
    u64 count = 0;
    for (u32 i = 0; i < state.threads.count; i++)
        count += state.threads.items[i]->frames.count;
    return count;
}

static bool begin_chunk(void)
{
    RecordChunk fresh = {.first_step = record_state.steps + 1};
    vec_push(&record_state.chunks, fresh);
    RecordChunk *c = chunk();
    c->out = open_memstream(&c->events, &c->size);
    c->key = text_of(write_key);
    c->objects = state.options.keeps_last ? text_of(record_write_objects) : NULL;
    state.has_events = false;
    return c->out != NULL;
}

static void end_chunk(void)
{
    RecordChunk *c = chunk();
    fclose(c->out);
    c->out = NULL;
    state.kept_bytes += c->size;
}

static void drop_first_chunk(void)
{
    RecordChunk *first = &record_state.chunks.items[0];
    state.kept_bytes -= first->size;
    record_state.dropped_steps += first->steps;
    free(first->events);
    free(first->key);
    free(first->objects);
    record_state.chunks.count--;
    memmove(first, first + 1, record_state.chunks.count * sizeof *first);
}

/* Deep stacks make a state large, so it is written less often. */
static bool is_chunk_full(void)
{
    return chunk()->steps >= RECORD_CHUNK && chunk()->steps >= 8 * frames_alive();
}

static void end_recording(const char *limit)
{
    record_state.limit = limit;
    if (record_as_text())
        fprintf(record_out(), "The recording ends here: limit of %s. The program went on.\n", limit);
    else
        fprintf(record_out(), "[\"limit\",\"%s\"]", limit);
}

static u64 steps_behind_first(void)
{
    return record_state.steps - record_state.dropped_steps - record_state.chunks.items[0].steps;
}

static void go_on_in_chunks(void)
{
    const RecordOptions *o = &state.options;
    if (!o->keeps_last && record_state.steps >= o->steps) {
        end_recording("steps");
        return;
    }
    if (!is_chunk_full())
        return;
    end_chunk();
    while (o->keeps_last && record_state.chunks.count > 1 &&
           (steps_behind_first() >= o->steps || state.kept_bytes > RECORD_BYTES))
        drop_first_chunk();
    if (!begin_chunk())
        record_state.limit = "memory";
    else if (!o->keeps_last && state.kept_bytes > RECORD_BYTES)
        end_recording("bytes");
}

/* ---- what the step before has done ---- */

static bool is_noted_site(u32 opcode)
{
    u32 base = opcode < OP_JVM_COUNT ? opcode : opcode_info(opcode)->base;
    return base == OP_invokevirtual || base == OP_invokeinterface;
}

static u64 site_of(const Method *m, const u16 *pc)
{
    return is_noted_site(*pc) ? m->cache[pc[1]].inline_cache : 0;
}

static void tell_site(const RecordFrame *frame)
{
    const CacheEntry *entry = &frame->method->cache[frame->pc[1]];
    Class *receiver = (Class *)(uintptr_t)entry->receiver;
    Method *chosen = (Method *)(uintptr_t)entry->chosen;
    Line target = {.used = 0};
    if (!receiver)
        return;
    u32 class = record_class(receiver);
    if (chosen)
        describe_method(&target, chosen);
    FILE *out = record_out();
    if (record_as_text()) {
        Line line = {.used = 0};
        describe_class(&line, receiver);
        fprintf(out, "       the call site now knows %s%s%s\n", line.text, chosen ? ": " : "", target.text);
        return;
    }
    fprintf(out, "[\"site\",%u,%u,%u", frame->id, frame->bci, class);
    if (chosen) {
        fputc(',', out);
        json_print(out, target.text, target.used);
    }
    fputc(']', out);
}

static void tell_quick(const RecordFrame *frame)
{
    const char *name = opcode_info(*frame->pc)->name;
    FILE *out = record_out();
    if (record_as_text())
        fprintf(out, "       the instruction is %s now\n", name);
    else
        fprintf(out, "[\"link\",%u,%u,\"%s\"]", frame->id, frame->bci, name);
}

static void tell_static(const RecordFrame *frame)
{
    const u8 *at = method_bytecode(frame->method) + frame->bci;
    const ConstPool *pool = &frame->method->holder->pool;
    u32 index = bytecode_pool_index(at);
    if (frame->count == 0)
        return;
    Line line = {.used = 0};
    describe_append(&line, "%s.%s", pool_class_name(pool, pool->entries[index].a)->text,
                    pool_member_name(pool, index)->text);
    for (char *c = line.text; *c; c++)
        *c = *c == '/' ? '.' : *c;
    FILE *out = record_out();
    RecordCell value = frame->cells[frame->method->max_locals + frame->count - 1];
    if (record_as_text()) {
        fprintf(out, "       %s = ", line.text);
        record_write_cell(out, value);
        fputc('\n', out);
        return;
    }
    fputs("[\"static\",", out);
    json_print(out, line.text, line.used);
    fputc(',', out);
    record_write_cell(out, value);
    fputc(']', out);
}

static void tell_lock(const RecordFrame *frame, bool is_entered)
{
    if (frame->count == 0)
        return;
    RecordCell object = frame->cells[frame->method->max_locals + frame->count - 1];
    FILE *out = record_out();
    if (record_as_text())
        fprintf(out, "       %s ", is_entered ? "locked:" : "unlocked:");
    else
        fprintf(out, "[\"%s\",", is_entered ? "lock" : "unlock");
    record_write_cell(out, object);
    fputs(record_as_text() ? "\n" : "]", out);
}

/* Of the thread's innermost recorded frame: what its last instruction has done to the frame's own code. */
static void tell_effects(RecordThread *thread)
{
    if (thread->frames.count == 0)
        return;
    RecordFrame *frame = &thread->frames.items[thread->frames.count - 1];
    if (*frame->pc != frame->opcode) {
        tell_quick(frame);
        frame->opcode = *frame->pc;
    }
    u64 site = site_of(frame->method, frame->pc);
    if (site != frame->site) {
        frame->site = site;
        tell_site(frame);
    }
}

/* When control has gone on in the frame, and so the instruction was completed. */
static void tell_completed(const RecordFrame *frame)
{
    switch (bytecode_op(method_bytecode(frame->method) + frame->bci)) {
    case OP_putstatic: tell_static(frame); break;
    case OP_monitorenter: tell_lock(frame, true); break;
    case OP_monitorexit: tell_lock(frame, false); break;
    default: break;
    }
}

static void tell_classes(void)
{
    for (u32 i = 0; i < record_state.classes.count; i++) {
        const RecordClass *class = &record_state.classes.items[i];
        if (class->state && class_state(class->class) != class->state)
            tell_class_state(i);
    }
}

static void tell_collection(void)
{
    HeapCollection last;
    u64 number = heap_collections();
    if (number == state.collections)
        return;
    state.collections = number;
    if (heap_last_collection(&last)) {
        FILE *out = record_out();
        if (record_as_text())
            fprintf(out, "       a collection (%s)\n", last.cause);
        else
            fprintf(out, "[\"gc\",\"%s\",%zu,%zu]", last.cause, last.used_before, last.used_after);
    }
    record_collected();
    record_mark(&state.threads);
}

/* ---- frames ---- */

static RecordThread *thread_of(Thread *t)
{
    for (u32 i = 0; i < state.threads.count; i++)
        if (state.threads.items[i]->id == t->id)
            return state.threads.items[i];
    RecordThread *thread = calloc(1, sizeof *thread);
    if (!thread)
        return NULL;
    thread->id = t->id;
    vec_push(&state.threads, thread);
    return thread;
}

static bool is_return(const RecordFrame *frame)
{
    return (opcode_info(bytecode_op(method_bytecode(frame->method) + frame->bci))->flags & OPF_RETURN) != 0;
}

static void pop_frame(RecordThread *thread)
{
    RecordFrame *frame = &thread->frames.items[thread->frames.count - 1];
    bool returns = is_return(frame);
    FILE *out = record_out();
    if (record_as_text()) {
        fprintf(out, "       %s of %s", returns ? "return" : "left by an exception: the frame",
                frame->method->name->text);
        if (returns && frame->count) {
            fputs(" with ", out);
            record_write_cell(out, frame->cells[frame->method->max_locals + frame->count - 1]);
        }
        fputc('\n', out);
    } else if (returns && frame->count) {
        fputs("[\"ret\",", out);
        record_write_cell(out, frame->cells[frame->method->max_locals + frame->count - 1]);
        fputc(']', out);
    } else {
        fputs(returns ? "[\"ret\"]" : "[\"unwound\"]", out);
    }
    free(frame->cells);
    thread->frames.count--;
}

static bool jumps_to(const Method *m, u32 bci, i64 target)
{
    i64 found;
    for (Targets it = bytecode_targets(method_bytecode(m), bci); bytecode_next_target(&it, &found);)
        if (found == target)
            return true;
    return false;
}

/* Is the step in a call that began after the frame's last step? */
static bool is_another_call(const RecordFrame *frame, const Method *m, u32 bci)
{
    if (frame->method != m || is_return(frame))
        return true;
    return bci == 0 && !jumps_to(m, frame->bci, 0);
}

static RecordFrame *push_frame(RecordThread *thread, Thread *t, const Method *m, u32 id)
{
    u32 cells = (u32)m->max_locals + m->max_stack;
    RecordFrame frame = {
        .fp = t->fp, .method = m, .id = id, .depth = trace_bytecode_depth(t),
        .cells = calloc(cells + 1u, sizeof(RecordCell))};
    if (!frame.cells)
        return NULL;
    FILE *out = record_out();
    if (record_as_text())
        fprintf(out, "       call of %s, depth %u\n", m->name->text, frame.depth);
    else
        fprintf(out, "[\"call\",%u,%u]", id, frame.depth);
    vec_push(&thread->frames, frame);
    return &thread->frames.items[thread->frames.count - 1];
}

/* Has control come to a handler? Not from the instruction before, and with one operand, the exception. */
static void tell_caught(const RecordFrame *frame, u32 bci, RecordCell exception)
{
    const u8 *code = method_bytecode(frame->method);
    HandlerRow row;
    bool is_handler = false;
    for (Handlers it = attribute_handlers(frame->method); attribute_next_handler(&it, &row);)
        is_handler |= row.handler == bci;
    u32 length = opcode_length(code, frame->method->bytecode_length, frame->bci);
    u32 op = bytecode_op(code + frame->bci);
    if (!is_handler || (frame->bci + length == bci && bytecode_falls_through(op)) ||
        jumps_to(frame->method, frame->bci, bci))
        return;
    FILE *out = record_out();
    if (record_as_text())
        fputs("       caught here: ", out);
    else
        fputs("[\"catch\",", out);
    record_write_cell(out, exception);
    if (record_as_text())
        fputc('\n', out);
    else
        fprintf(out, ",%u]", frame->bci);
}

/* ---- a step ---- */

static void read_operands(const Method *m, const SlotState *types, const Slot *fp, RecordCell *cells,
                          u32 *ret_count)
{
    *ret_count = 0;
    for (u32 i = 0; i < types->depth; i++) {
        SlotType type = (SlotType)types->types[m->max_locals + i];
        if (type != SLOT_HALF)
            cells[(*ret_count)++] = record_value(type, *(fp - m->frame_slots - 1 - i));
    }
}

static void read_locals(const Method *m, const SlotState *types, const Slot *fp, RecordCell *cells)
{
    for (u32 i = 0; i < m->max_locals; i++) {
        SlotType type = (SlotType)types->types[i];
        bool is_wide = type == SLOT_LONG || type == SLOT_DOUBLE;
        cells[i] = type == SLOT_UNKNOWN || type == SLOT_HALF
                       ? (RecordCell){SLOT_UNKNOWN, 0}
                       : record_value(type, fp[method_local_offset(m, is_wide ? i + 1 : i)]);
    }
}

static void write_step(FILE *out, const RecordFrame *frame, u32 bci, const RecordCell *cells, u32 count)
{
    const Method *m = frame->method;
    u32 kept = 0;
    const char *separator = ",{";
    while (kept < count && kept < frame->count &&
           record_cells_equal(frame->cells[m->max_locals + kept], cells[m->max_locals + kept]))
        kept++;
    fprintf(out, "[%u,%u", bci, kept);
    for (u32 i = kept; i < count; i++) {
        fputc(',', out);
        record_write_cell(out, cells[m->max_locals + i]);
    }
    for (u32 i = 0; i < m->max_locals; i++) {
        if (record_cells_equal(frame->cells[i], cells[i]))
            continue;
        fprintf(out, "%s\"%u\":", separator, i);
        if (cells[i].type == SLOT_UNKNOWN)
            fputs("\"\"", out);
        else
            record_write_cell(out, cells[i]);
        separator = ",";
    }
    fputs(*separator && separator[1] ? "]" : "}]", out);
}

/* What the instruction may do that the next step must look for. */
static void note_effects(RecordThread *thread, const RecordFrame *frame)
{
    u32 op = bytecode_op(method_bytecode(frame->method) + frame->bci);
    u32 flags = opcode_info(op)->flags, under = 0;
    bool stores = op == OP_putfield || (op >= OP_iastore && op <= OP_sastore);
    thread->calls = (flags & OPF_CALL) || (flags & OPF_GC);
    thread->written = 0;
    if (!stores)
        return;
    under = op == OP_putfield ? 2 : 3;
    if (frame->count < under)
        return;
    RecordCell target = frame->cells[frame->method->max_locals + frame->count - under];
    thread->written = target.type == SLOT_REF ? (u32)target.bits : 0;
}

/* What has happened since the last step of any thread. */
static void tell_past(RecordThread *thread)
{
    tell_collection();
    bool is_same_thread = state.current == thread->id;
    tell_effects(thread);
    if (state.outside || thread->calls || !is_same_thread) {
        record_compare_all();
        tell_classes();
    } else if (thread->written) {
        record_compare(thread->written);
    }
    state.outside = false;
    if (is_same_thread)
        return;
    state.current = thread->id;
    FILE *out = record_out();
    fprintf(out, record_as_text() ? "       thread %u goes on\n" : "[\"thread\",%u]", thread->id);
}

static void take_step(RecordThread *thread, Thread *t, const SlotTypes *types, u32 bci, const u16 *pc, u32 id)
{
    const Method *m = types->method;
    while (thread->frames.count && thread->frames.items[thread->frames.count - 1].fp < t->fp)
        pop_frame(thread);
    RecordFrame *frame = thread->frames.count ? &thread->frames.items[thread->frames.count - 1] : NULL;
    if (frame && frame->fp == t->fp && is_another_call(frame, m, bci)) {
        pop_frame(thread);
        frame = NULL;
    }
    bool is_new = !frame || frame->fp != t->fp;
    if (!is_new)
        tell_completed(frame);
    else if (!(frame = push_frame(thread, t, m, id)))
        return;
    RecordCell cells[m->max_locals + m->max_stack + 1];
    const SlotState *known = &types->states[bci];
    u32 count = 0;
    memset(cells, 0, sizeof cells);
    if (known->types && !types->failed) {
        read_operands(m, known, t->fp, cells + m->max_locals, &count);
        read_locals(m, known, t->fp, cells);
    }
    if (!is_new && count == 1)
        tell_caught(frame, bci, cells[m->max_locals]);
    if (!record_as_text())
        write_step(record_out(), frame, bci, cells, count);
    memcpy(frame->cells, cells, (m->max_locals + count) * sizeof *cells);
    frame->bci = bci;
    frame->count = count;
    frame->pc = pc;
    frame->opcode = *pc;
    frame->site = site_of(m, pc);
    record_state.steps++;
    chunk()->steps++;
    if (record_as_text())
        record_text_step(record_out(), record_state.steps, thread, frame);
    note_effects(thread, frame);
}

/* options.from: "Class.method", the from_call-th call of it. */
static bool begins_here(const Method *m, u32 bci)
{
    const RecordOptions *o = &state.options;
    if (state.is_begun || !o->from)
        return state.is_begun = true;
    if (bci == 0 && matches(o->from, m))
        state.is_begun = ++state.calls_seen >= o->from_call;
    return state.is_begun;
}

static void step(Thread *t, const SlotTypes *types, u32 bci, const u16 *pc)
{
    if (record_state.limit) {
        record_state.left_instructions++;
        return;
    }
    if (!begins_here(types->method, bci))
        return;
    RecordThread *thread = thread_of(t);
    if (!thread || (record_state.chunks.count == 0 && !begin_chunk()))
        return;
    tell_past(thread);
    u32 id = method_id(types->method);
    if (id == UINT32_MAX) {
        state.outside = true;
        return;
    }
    take_step(thread, t, types, bci, pc, id);
    go_on_in_chunks();
}

/* ---- what the program prints ---- */

/* Does the stream write to standard output or standard error? */
static bool is_console(const Object *stream)
{
    const Field *outer = class_find_field(object_class(stream), symbol_from("fd"),
                                          symbol_from("Ljava/io/FileDescriptor;"));
    const Object *descriptor = outer ? ref_load(stream, outer->offset) : NULL;
    const Field *number =
        descriptor ? class_find_field(object_class(descriptor), symbol_from("fd"), symbol_from("I")) : NULL;
    i32 fd = number ? *FIELD_AT(descriptor, number->offset, i32) : -1;
    return fd == 1 || fd == 2;
}

static void tell_output(Thread *t)
{
    enum { MOST_OUTPUT = 65536, MOST_AT_ONCE = 400 };
    const Slot *args = t->fp + FRAME_RECORD_ABOVE + 3; /* this, array, start, length */
    const Object *bytes = arg_ref(args, 1);
    i32 start = arg_int(args, 2), length = arg_int(args, 3);
    bool fits = bytes && start >= 0 && length >= 0 && start <= array_length(bytes) - length;
    if (!fits || !is_console(arg_ref(args, 0)))
        return;
    if (state.output + (u32)length > MOST_OUTPUT || length > MOST_AT_ONCE) {
        record_state.left_output += (u32)length;
        return;
    }
    state.output += (u32)length;
    FILE *out = record_out();
    fputs(record_as_text() ? "       printed: " : "[\"out\",", out);
    json_print(out, (const char *)array_data(bytes) + start, (size_t)length);
    fputs(record_as_text() ? "\n" : "]", out);
}

static void outside(Thread *t, const Method *m, u32 bci)
{
    state.outside = true;
    if (record_state.limit)
        record_state.left_instructions++;
    else if (bci == 0 && record_state.chunks.count && m->arg_slots == 4 &&
             strcmp(m->name->text, "write") == 0 && strcmp(m->desc->text, "([BII)V") == 0 &&
             strcmp(m->holder->name->text, "java/io/FileOutputStream") == 0)
        tell_output(t);
}

/* ---- beginning and end ---- */

static const TraceReader reader = {wants, step, outside};

void record_request(const RecordOptions *options)
{
    state.options = *options;
    state.is_requested = true;
}

bool record_is_requested(void)
{
    return state.is_requested;
}

void record_start(void)
{
    map_init(&state.method_ids, NULL);
    map_init(&state.class_ids, NULL);
    trace_bytecode_start(NULL, false);
    trace_bytecode_read(&reader);
}

const Recording *record_result(void)
{
    return &record_state;
}

void record_finish(Thread *t)
{
    if (!state.is_requested || state.is_finished)
        return;
    state.is_finished = true;
    trace_bytecode_end_reading();
    if (record_state.chunks.count && chunk()->out) {
        fclose(chunk()->out);
        chunk()->out = NULL;
    }
    state.options.finish(t);
}
