/* code_model.c - see class_model.h.
 * Code as a list of instructions: what points into it (branches, handlers, frames) points at instructions. */
#include "tests/fuzz/class_model.h"

#include "vm/base/bytes.h"
#include "vm/bytecode/opcode.h"

#include <string.h>

enum { MAX_CODE = 65535, NONE = UINT32_MAX };
enum { VTYPE_OBJECT = 7, VTYPE_UNINITIALIZED = 8 };

/* ---- reading instructions ---- */

/* index_of[bci]: the instruction that begins there; NONE elsewhere */
typedef struct Reader {
    Arena *arena;
    const u8 *code;
    u32 length;
    u32 *index_of;
    bool failed;
} Reader;

static u32 index_at(Reader *r, i64 bci)
{
    if (bci < 0 || bci > r->length || r->index_of[bci] == NONE) {
        r->failed = true;
        return 0;
    }
    return r->index_of[bci];
}

static bool is_switch(u8 op)
{
    return op == OP_tableswitch || op == OP_lookupswitch;
}

static bool is_wide_branch(u8 op)
{
    return op == OP_goto_w || op == OP_jsr_w;
}

/* Without its padding; the targets in the bytes stay as they were and are written anew. */
static void read_switch(Reader *r, Insn *insn, u32 bci, u32 size)
{
    u32 start = (bci + 4) & ~3u, used = size - (start - bci);
    u8 *bytes = arena_alloc(r->arena, used + 1);
    bytes[0] = r->code[bci];
    memcpy(bytes + 1, r->code + start, used);
    bool is_table = bytes[0] == OP_tableswitch;
    u32 count = is_table ? (used - 12) / 4 : (used - 8) / 8;
    insn->bytes = bytes;
    insn->size = used + 1;
    insn->target_count = count + 1;
    insn->targets = ARENA_ARRAY(r->arena, u32, count + 1);
    insn->targets[0] = index_at(r, (i64)bci + (i32)bytes_peek_u32(bytes + 1));
    for (u32 i = 0; i < count; i++) {
        const u8 *at = bytes + 1 + (is_table ? 12 + 4 * i : 12 + 8 * i);
        insn->targets[i + 1] = index_at(r, (i64)bci + (i32)bytes_peek_u32(at));
    }
}

static void read_insn(Reader *r, Insn *insn, u32 bci, u32 size)
{
    u8 op = r->code[bci];
    *insn = (Insn){.bytes = r->code + bci, .size = size, .bci = bci};
    if (is_switch(op)) {
        read_switch(r, insn, bci, size);
    } else if (opcode_info(op)->flags & OPF_BRANCH && op != OP_ret) {
        i32 offset = is_wide_branch(op) ? (i32)bytes_peek_u32(r->code + bci + 1)
                                        : (i16)bytes_peek_u16(r->code + bci + 1);
        insn->target_count = 1;
        insn->targets = ARENA_ARRAY(r->arena, u32, 1);
        insn->targets[0] = index_at(r, (i64)bci + offset);
    }
}

static void read_insns(Reader *r, CodeModel *code)
{
    u32 count = 0;
    r->index_of = ARENA_ARRAY(r->arena, u32, r->length + 1);
    memset(r->index_of, 0xFF, (r->length + 1) * sizeof(u32));
    for (u32 bci = 0, size; bci < r->length; bci += size) {
        size = opcode_length(r->code, r->length, bci);
        if (size == 0) {
            r->failed = true;
            return;
        }
        r->index_of[bci] = count++;
    }
    r->index_of[r->length] = count;
    code->count = count;
    code->insns = ARENA_ARRAY(r->arena, Insn, count);
    for (u32 bci = 0, i = 0; i < count; i++) {
        u32 size = opcode_length(r->code, r->length, bci);
        read_insn(r, &code->insns[i], bci, size);
        bci += size;
    }
}

/* ---- reading frames ---- */

static VType *read_types(Reader *r, Bytes *in, u32 count)
{
    if (count > bytes_left(in)) {
        in->failed = true;
        return NULL;
    }
    VType *types = ARENA_ARRAY(r->arena, VType, count);
    for (u32 i = 0; i < count; i++) {
        types[i].tag = bytes_u8(in);
        if (types[i].tag == VTYPE_OBJECT)
            types[i].value = bytes_u16(in);
        else if (types[i].tag == VTYPE_UNINITIALIZED)
            types[i].value = index_at(r, bytes_u16(in));
    }
    return types;
}

static void read_frame(Reader *r, Bytes *in, MapFrame *frame, u32 *bci)
{
    u8 kind = bytes_u8(in);
    u32 delta = kind < 64 ? kind : kind < 128 ? kind - 64u : bytes_u16(in);
    *frame = (MapFrame){.kind = kind};
    if (kind < 64 || kind == 251) {
        frame->kind = 0;
    } else if (kind < 128 || kind == 247) {
        frame->kind = 64;
        frame->stack_count = 1;
        frame->stack = read_types(r, in, 1);
    } else if (kind < 247) {
        r->failed = true;
    } else if (kind >= 252 && kind < 255) {
        frame->local_count = kind - 251u;
        frame->locals = read_types(r, in, frame->local_count);
    } else if (kind == 255) {
        frame->local_count = bytes_u16(in);
        frame->locals = read_types(r, in, frame->local_count);
        frame->stack_count = bytes_u16(in);
        frame->stack = read_types(r, in, frame->stack_count);
    }
    *bci += delta + 1; /* the first one counts from -1 */
    frame->at = index_at(r, *bci);
}

static void read_frames(Reader *r, CodeModel *code, const Attribute *attribute)
{
    Bytes in = bytes_make(attribute->info, attribute->size);
    u32 bci = NONE;
    code->frames_name = attribute->name;
    code->frame_count = bytes_u16(&in);
    if (code->frame_count > bytes_left(&in)) {
        r->failed = true;
        return;
    }
    code->frames = ARENA_ARRAY(r->arena, MapFrame, code->frame_count);
    for (u32 i = 0; i < code->frame_count && !in.failed && !r->failed; i++)
        read_frame(r, &in, &code->frames[i], &bci);
    r->failed |= in.failed || bytes_left(&in) != 0;
}

/* ---- reading the attribute ---- */

static bool is_dropped(const ClassModel *model, const Attribute *a)
{
    return class_model_is_utf8(model, a->name, "LineNumberTable") ||
           class_model_is_utf8(model, a->name, "LocalVariableTable") ||
           class_model_is_utf8(model, a->name, "LocalVariableTypeTable");
}

static void read_attributes(Reader *r, CodeModel *code, const ClassModel *model, Bytes *in)
{
    u32 count = bytes_u16(in);
    code->attributes.items = ARENA_ARRAY(r->arena, Attribute, count);
    for (u32 i = 0; i < count && !in->failed; i++) {
        Attribute a = {.name = bytes_u16(in), .size = bytes_u32(in)};
        a.info = bytes_skip(in, a.size);
        if (in->failed)
            return;
        if (!code->frames_name && class_model_is_utf8(model, a.name, "StackMapTable"))
            read_frames(r, code, &a);
        else if (!is_dropped(model, &a))
            code->attributes.items[code->attributes.count++] = a;
    }
}

bool code_model_read(CodeModel *code, const ClassModel *model, const Attribute *attribute)
{
    Bytes in = bytes_make(attribute->info, attribute->size);
    Reader r = {.arena = model->arena};
    *code = (CodeModel){.max_stack = bytes_u16(&in), .max_locals = bytes_u16(&in)};
    r.length = bytes_u32(&in);
    r.code = bytes_skip(&in, r.length);
    if (!r.code || r.length == 0 || r.length > MAX_CODE)
        return false;
    read_insns(&r, code);
    if (r.failed)
        return false;
    code->handler_count = bytes_u16(&in);
    if (code->handler_count * 8 > bytes_left(&in))
        return false;
    code->handlers = ARENA_ARRAY(r.arena, Handler, code->handler_count);
    for (u32 i = 0; i < code->handler_count; i++) {
        Handler *h = &code->handlers[i];
        h->start = index_at(&r, bytes_u16(&in));
        h->end = index_at(&r, bytes_u16(&in));
        h->handler = index_at(&r, bytes_u16(&in));
        h->type = bytes_u16(&in);
    }
    if (!r.failed)
        read_attributes(&r, code, model, &in);
    return !r.failed && !in.failed && bytes_left(&in) == 0;
}

/* ---- changing ---- */

typedef void (*PointerVisit)(u32 *pointer, u32 at);

static void visit_types(VType *types, u32 count, u32 at, PointerVisit visit)
{
    for (u32 i = 0; i < count; i++)
        if (types[i].tag == VTYPE_UNINITIALIZED)
            visit(&types[i].value, at);
}

/* What leads to instructions: branches, handlers, frames. */
static void visit_pointers(CodeModel *code, u32 at, PointerVisit visit)
{
    for (u32 i = 0; i < code->count; i++)
        for (u32 j = 0; j < code->insns[i].target_count; j++)
            visit(&code->insns[i].targets[j], at);
    for (u32 i = 0; i < code->handler_count; i++) {
        visit(&code->handlers[i].start, at);
        visit(&code->handlers[i].end, at);
        visit(&code->handlers[i].handler, at);
    }
    for (u32 i = 0; i < code->frame_count; i++)
        visit(&code->frames[i].at, at);
}

/* What names instructions: the types of objects that they have made. */
static void visit_names(CodeModel *code, u32 at, PointerVisit visit)
{
    for (u32 i = 0; i < code->frame_count; i++) {
        visit_types(code->frames[i].locals, code->frames[i].local_count, at, visit);
        visit_types(code->frames[i].stack, code->frames[i].stack_count, at, visit);
    }
}

static void move_up(u32 *pointer, u32 at)
{
    *pointer += *pointer >= at;
}

static void move_up_behind(u32 *pointer, u32 at)
{
    *pointer += *pointer > at;
}

static void move_down(u32 *pointer, u32 at)
{
    *pointer -= *pointer > at;
}

Insn *code_model_insert(CodeModel *code, Arena *arena, u32 at, const u8 *bytes, u32 size, bool takes_branches)
{
    u8 *copy = arena_alloc(arena, size);
    memcpy(copy, bytes, size);
    visit_pointers(code, at, takes_branches ? move_up_behind : move_up);
    visit_names(code, at, move_up);
    code->insns = class_model_make_room(arena, code->insns, code->count++, at, sizeof *code->insns);
    code->insns[at] = (Insn){.bytes = copy, .size = size, .bci = NONE};
    return &code->insns[at];
}

void code_model_delete(CodeModel *code, u32 at)
{
    code->count--;
    memmove(code->insns + at, code->insns + at + 1, (code->count - at) * sizeof *code->insns);
    visit_pointers(code, at, move_down);
    visit_names(code, at, move_down);
}

/* ---- writing ---- */

static u32 position_of(const CodeModel *code, u32 index, u32 length)
{
    return index < code->count ? code->insns[index].position : length;
}

static u32 lay_out(const CodeModel *code)
{
    u32 position = 0;
    for (u32 i = 0; i < code->count; i++) {
        Insn *insn = &code->insns[i];
        insn->position = position;
        position += insn->size + (is_switch(insn->bytes[0]) ? 3 - position % 4 : 0);
    }
    return position;
}

static void write_switch(ByteWriter *w, const CodeModel *code, const Insn *insn, u32 length, size_t code_at)
{
    byte_writer_put(w, insn->bytes[0], 1);
    while ((w->used - code_at) % 4 != 0)
        byte_writer_put(w, 0, 1);
    size_t start = w->used;
    byte_writer_copy(w, insn->bytes + 1, insn->size - 1);
    for (u32 i = 0; i < insn->target_count; i++) {
        size_t at = i == 0                             ? 0
                    : insn->bytes[0] == OP_tableswitch ? 12 + 4 * (size_t)(i - 1)
                                                       : 12 + 8 * (size_t)(i - 1);
        byte_writer_set(w, start + at, position_of(code, insn->targets[i], length) - insn->position, 4);
    }
}

static bool write_insn(ByteWriter *w, const CodeModel *code, const Insn *insn, u32 length, size_t code_at)
{
    if (is_switch(insn->bytes[0])) {
        write_switch(w, code, insn, length, code_at);
        return true;
    }
    size_t start = w->used;
    byte_writer_copy(w, insn->bytes, insn->size);
    if (insn->target_count == 0)
        return true;
    i64 offset = (i64)position_of(code, insn->targets[0], length) - insn->position;
    if (is_wide_branch(insn->bytes[0]))
        byte_writer_set(w, start + 1, (u64)offset, 4);
    else
        byte_writer_set(w, start + 1, (u64)offset, 2);
    return is_wide_branch(insn->bytes[0]) || (offset >= INT16_MIN && offset <= INT16_MAX);
}

static void write_types(ByteWriter *w, const CodeModel *code, const VType *types, u32 count, u32 length)
{
    for (u32 i = 0; i < count; i++) {
        byte_writer_put(w, types[i].tag, 1);
        if (types[i].tag == VTYPE_OBJECT)
            byte_writer_put(w, types[i].value, 2);
        else if (types[i].tag == VTYPE_UNINITIALIZED)
            byte_writer_put(w, position_of(code, types[i].value, length), 2);
    }
}

/* Frames that have moved past each other have offsets that no table can say: those come out modulo 65536. */
static void write_frame(ByteWriter *w, const CodeModel *code, const MapFrame *frame, u32 delta, u32 length)
{
    if (frame->kind == 0 && delta < 64) {
        byte_writer_put(w, delta, 1);
    } else if (frame->kind == 64 && delta < 64) {
        byte_writer_put(w, 64 + delta, 1);
    } else {
        byte_writer_put(w, frame->kind == 0 ? 251 : frame->kind == 64 ? 247 : frame->kind, 1);
        byte_writer_put(w, delta, 2);
    }
    if (frame->kind == 255)
        byte_writer_put(w, frame->local_count, 2);
    write_types(w, code, frame->locals, frame->local_count, length);
    if (frame->kind == 255)
        byte_writer_put(w, frame->stack_count, 2);
    write_types(w, code, frame->stack, frame->stack_count, length);
}

static void write_frames(ByteWriter *w, const CodeModel *code, u32 length)
{
    byte_writer_put(w, code->frames_name, 2);
    size_t size_at = w->used;
    byte_writer_put(w, 0, 4);
    byte_writer_put(w, code->frame_count, 2);
    u32 before = NONE;
    for (u32 i = 0; i < code->frame_count; i++) {
        u32 position = position_of(code, code->frames[i].at, length);
        write_frame(w, code, &code->frames[i], position - before - 1, length);
        before = position;
    }
    byte_writer_set(w, size_at, w->used - size_at - 4, 4);
}

static void write_attributes(ByteWriter *w, const CodeModel *code, u32 length)
{
    byte_writer_put(w, code->attributes.count + (code->frames_name ? 1 : 0), 2);
    if (code->frames_name)
        write_frames(w, code, length);
    for (u32 i = 0; i < code->attributes.count; i++) {
        const Attribute *a = &code->attributes.items[i];
        byte_writer_put(w, a->name, 2);
        byte_writer_put(w, a->size, 4);
        byte_writer_copy(w, a->info, a->size);
    }
}

bool code_model_write(const CodeModel *code, const ClassModel *model, Attribute *attribute)
{
    ByteWriter w = {.arena = model->arena};
    u32 length = lay_out(code);
    if (length > MAX_CODE)
        return false;
    byte_writer_put(&w, code->max_stack, 2);
    byte_writer_put(&w, code->max_locals, 2);
    byte_writer_put(&w, length, 4);
    for (u32 i = 0; i < code->count; i++)
        if (!write_insn(&w, code, &code->insns[i], length, 8))
            return false;
    byte_writer_put(&w, code->handler_count, 2);
    for (u32 i = 0; i < code->handler_count; i++) {
        const Handler *h = &code->handlers[i];
        byte_writer_put(&w, position_of(code, h->start, length), 2);
        byte_writer_put(&w, position_of(code, h->end, length), 2);
        byte_writer_put(&w, position_of(code, h->handler, length), 2);
        byte_writer_put(&w, h->type, 2);
    }
    write_attributes(&w, code, length);
    attribute->info = w.bytes;
    attribute->size = (u32)w.used;
    return true;
}
