/* compile.c - see compile.h.
 * The order of work: find blocks, walk the bytecode with a template for each instruction, emit cold code,
 * copy all of it into the code cache. */
#include "jit/compile.h"

#include "jit/again.h"
#include "jit/bottom.h"
#include "jit/codecache.h"
#include "jit/cold.h"
#include "jit/compilation.h"
#include "jit/constant.h"
#include "jit/deopt.h"
#include "jit/fork.h"
#include "jit/loop.h"
#include "jit/operand.h"
#include "jit/print.h"
#include "jit/report.h"
#include "vm/base/panic.h"
#include "vm/base/scratch.h"
#include "vm/base/state.h"
#include "vm/bytecode/attribute.h"
#include "vm/bytecode/effect.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/walk/deopt.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BUFFER = 32 * 1024,
    LAST_BUFFER = 4 * 1024 * 1024,
    MOST_BYTECODE = 8000,
    MOST_FRAME = 450 /* slots: less than a page */
};

const char compile_full[] = "the code cache is full", compile_no_memory[] = "no memory",
           compile_interrupted[] = "interrupted", compile_plainly[] = "not with loops of two kinds";

/* ---- what templates use ---- */

void compile_fail(Compilation *c, const char *reason)
{
    if (!c->reason)
        c->reason = reason;
}

Mem compile_empty(const Compilation *c)
{
    return mem(RBP, -(i32)sizeof(Slot) * (i32)c->root->method->frame_slots);
}

enum { UNKNOWN_REST = -0x10000 }; /* takes four bytes, which are written at the end */

void compile_rest(Compilation *c)
{
    x64_lea(&c->x, 8, RSP, mem(RBP, UNKNOWN_REST));
    vec_push(&c->rests, x64_offset(&c->x));
}

/* The callee has read rbp from its frame. That takes longer than to compute it from rsp, and whatever comes
 * next would wait for it: a third of the time of a small call. */
void compile_find_frame(Compilation *c, i32 disp)
{
    x64_lea(&c->x, 8, RBP, mem(RSP, -disp));
    compile_rest(c);
}

static void note_far(Compilation *c)
{
    vec_push(&c->far, x64_offset(&c->x));
}

void compile_forget_registers(Compilation *c)
{
    ASSERT(!c->dirty);
    if (c->dirty)
        compile_fail(c, compile_plainly);
    c->valid = c->dirty = c->not_null = 0;
    c->address = 0;
}

void compile_call_stub(Compilation *c, Stub stub)
{
    x64_call_far(&c->x, stubs_address(stub));
    note_far(c);
    compile_forget_registers(c);
}

void compile_call_leaf(Compilation *c, Stub stub)
{
    u32 valid = c->valid & locals_saved_by_leaves(c);
    compile_call_stub(c, stub);
    c->valid = valid;
}

/* The immediate is filled when the code's place is known. */
void compile_mov_label(Compilation *c, Reg reg, const Label *label)
{
    x64_mov_ri(&c->x, reg, INT32_MAX);
    if (!c->x.overflow)
        c->x.at -= 4;
    compile_label_word(c, label);
}

void compile_label_word(Compilation *c, const Label *label)
{
    vec_push(&c->words, ((LabelledPlace){x64_offset(&c->x), label}));
    x64_word(&c->x, 0);
}

static void note_point(Compilation *c, u32 offset, u32 bci)
{
    CodePoint point = {.offset = offset, .resume = CODE_NO_RESUME};
    vec_push(&c->first_places, c->places.count);
    for (const Frame *f = c->frame; f; bci = f->call_bci, f = f->outer, point.count++)
        vec_push(&c->places, ((CodePlace){f->method, bci, f->base}));
    vec_push(&c->points, point);
}

void compile_note_point(Compilation *c, u32 bci)
{
    note_point(c, x64_offset(&c->x), bci);
}

void compile_call_gate_point(Compilation *c, Stub stub)
{
    compile_call_stub(c, stub);
    compile_note_point(c, c->bci);
}

u32 compile_length_at(const Frame *f, u32 bci)
{
    return opcode_length(f->code, f->method->bytecode_length, bci);
}

static bool only_pushes(const Frame *f, u32 bci)
{
    if (effect_is_shuffle(bytecode_op(f->code + bci)))
        return false;
    Effect effect = effect_of(&f->method->holder->pool, f->code + bci);
    return effect.popped == 0 && effect.pushed;
}

/* What the interpreter does in one with the instruction at the bci, and before it, is done once more. */
static bool may_repeat(const Frame *f, u32 start, u32 bci)
{
    while (start < bci && only_pushes(f, start))
        start += compile_length_at(f, start);
    return start == bci;
}

/* Behind the last call, with `depth` operand cells, the interpreter can go on at the bci. */
static void note_resumption(Compilation *c, u32 bci, u32 depth)
{
    const Frame *f = c->frame;
    CodePoint *point = &c->points.items[c->points.count - 1];
    u32 start = deopt_start(f->method, bci);
    if (depth != f->types.states[bci].depth || !may_repeat(f, start, bci))
        return;
    point->resume = (u16)start;
    point->resume_depth = f->types.states[start].depth;
}

void compile_call_gate(Compilation *c, Stub stub)
{
    compile_call_gate_point(c, stub);
    note_resumption(c, c->bci, c->frame->depth);
}

void compile_call_final_gate(Compilation *c, Stub stub, u32 popped)
{
    compile_call_gate_point(c, stub);
    note_resumption(c, c->bci + compile_length_at(c->frame, c->bci), c->frame->depth - popped);
}

void compile_note_access(Compilation *c, const Label *label)
{
    vec_push(&c->accesses, ((LabelledPlace){x64_offset(&c->x), label}));
    if (!label)
        note_point(c, x64_offset(&c->x) + CODE_FAULT_POINT, c->bci);
}

/* Other threads may stop the world here. */
static void pause_for_others(Compilation *c)
{
    if (c->pause && !c->pause())
        compile_fail(c, compile_interrupted);
}

/* ---- cold code ---- */

static void emit_cold(Compilation *c)
{
    c->is_behind = true;
    c->loop = NULL;
    for (Cold *cold = c->cold; cold && !c->reason; cold = cold->next) {
        pause_for_others(c);
        locals_begin_row(c);
        x64_bind(&c->x, &cold->label);
        c->not_null = 0;
        c->bci = cold->bci;
        c->valid = cold->valid;
        c->dirty = 0;
        locals_store(c, cold->dirty);
        c->frame = cold->frame;
        c->frame->depth = c->frame->types.states[c->bci].depth;
        print_mark(c, true);
        c->held = 0;
        cold->emit(c, cold);
    }
}

/* ---- blocks ---- */

static void note_jump(Block *block, u32 from, bool is_back)
{
    block->is_loop |= is_back;
    block->first_from = from < block->first_from ? (u16)from : block->first_from;
    block->last_from = from > block->last_from ? (u16)from : block->last_from;
}

static void find_blocks(Compilation *c)
{
    u32 length;
    for (u32 bci = 0; bci < c->frame->method->bytecode_length; bci += length) {
        length = compile_length_at(c->frame, bci);
        if (!c->frame->types.states[bci].types)
            continue;
        u32 op = bytecode_op(c->frame->code + bci);
        c->frame->blocks[bci + length].is_fallen_into = bytecode_falls_through(op);
        i64 target;
        Targets targets = bytecode_targets(c->frame->code, bci);
        while (bytecode_next_target(&targets, &target))
            note_jump(&c->frame->blocks[target], bci, target <= bci);
    }
    if (c->frame->outer)
        return; /* its handlers are the interpreter's: cold_is_caught */
    HandlerRow row;
    for (Handlers it = attribute_handlers(c->frame->method); attribute_next_handler(&it, &row);)
        c->frame->blocks[row.handler].is_handler = true;
}

/* Notes the cache entries of calls by their instructions; others are found by constant and use
 * (emit_entry). */
static void find_entries(Compilation *c)
{
    const Method *m = c->frame->method;
    for (u32 i = 0; i < m->cache_count; i++)
        if (cache_is_call(&m->cache[i]))
            c->frame->entries[m->cache[i].bci] = &m->cache[i];
}

/* The loop may go on in newer code. What was found before it may have changed meanwhile. */
static void emit_poll(Compilation *c, Cold *cold)
{
    compile_call_gate(c, GATE_poll);
    const Loop *loop = cold->pointer;
    x64_jmp(&c->x, loop && loop_is_checked(loop) ? &loop->before->label : &cold->back);
}

/* A branch less: in the smallest loops that is half of the time. */
static void poll(Compilation *c)
{
    Cold *cold = cold_new(c, emit_poll);
    cold->pointer = c->loop;
    if (UNLIKELY(deopt_is_hostile())) {
        x64_jmp(&c->x, &cold->label);
        x64_bind(&c->x, &cold->back);
        return;
    }
    if (code_blob_faults_are_caught) {
        Reg at = operand_new_register(c);
        x64_load(&c->x, 8, at, mem(R15, (i32)offsetof(Thread, poll_at)));
        compile_note_access(c, &cold->label);
        x64_alu_mi(&c->x, ALU_CMP, 4, mem(at, 0), 0);
        operand_release(c, at);
    } else {
        x64_alu_rm(&c->x, ALU_CMP, 8, RSP, mem(R15, (i32)offsetof(Thread, limit)));
        x64_jcc(&c->x, COND_B, &cold->label);
    }
    x64_bind(&c->x, &cold->back);
}

/* Where a block is entered after an exception, or by the interpreter in the middle of a loop. */
static void emit_block_entry(Compilation *c, Cold *cold)
{
    vec_push(&c->starts, ((CodeBlock){cold->bci, x64_offset(&c->x)}));
    compile_rest(c);
    locals_load(c, cold->valid);
    x64_jmp(&c->x, &c->frame->blocks[cold->bci].label);
}

/* A loop in two lines of code takes twice the time, if it is so small that nothing else does. */
void compile_align_loop(Compilation *c, u32 head)
{
    enum { LINE = 64, SMALL = 40, BYTES_EACH = 3, BYTES_MORE = 12 };
    u32 span = c->frame->blocks[head].last_from - head, size = span * BYTES_EACH + BYTES_MORE;
    u32 at = (c->skew + x64_offset(&c->x)) % LINE;
    if (span <= SMALL && at + size > LINE && !c->is_behind && !c->copied)
        x64_nop(&c->x, LINE - at);
}

/* Where a loop begins, also what the jumps back may bring. */
static u32 dirty_at(const Compilation *c, const Block *block)
{
    u32 before = block->dirty | (c->reachable ? c->dirty : 0);
    bool is_head = block->is_loop && c->frame == c->root && !c->is_plain;
    return is_head ? before | locals_written_in(c, c->bci, block->last_from) : before;
}

static void begin_block(Compilation *c)
{
    if (c->frame == c->root)
        locals_begin_row(c);
    if (fork_begin_block(c))
        return;
    u32 wanted = c->frame->outer ? c->frame->wanted : locals_at(c, c->bci);
    if (!c->reachable)
        operand_abandon(c);
    operand_meet(c);
    if (c->reachable)
        locals_require(c, wanted);
    operand_begin_block(c);
    Block *block = &c->frame->blocks[c->bci];
    c->dirty = block->dirty = dirty_at(c, block) & wanted;
    c->valid = wanted;
    Loop *loop = loop_find(c);
    bool has_bottom = block->is_loop && bottom_begin(c);
    if (block->is_loop && !loop && !has_bottom)
        compile_align_loop(c, c->bci);
    x64_bind(&c->x, &block->label);
    if ((block->is_loop || block->is_handler) && !c->copied)
        cold_new(c, emit_block_entry)->dirty = 0;
    if (loop)
        loop_begin(c, loop, !has_bottom);
    if (block->is_loop)
        poll(c);
    if (loop)
        x64_bind(&c->x, &loop->before->back);
    c->reachable = true;
}

void compile_begin_round(Compilation *c)
{
    c->bci = c->next;
    locals_begin_row(c);
    c->valid = locals_at(c, c->bci);
    c->dirty = c->frame->blocks[c->bci].dirty;
    operand_begin_block(c);
    poll(c);
}

static bool is_entered(const Block *block)
{
    return block->is_reached || block->is_loop || block->is_handler;
}

bool compile_is_dead_until(const Compilation *c, i64 bci)
{
    for (i64 i = c->next; i <= bci; i++)
        if (is_entered(&c->frame->blocks[i]))
            return false;
    return bci >= c->next;
}

/* False: control does not come to the instruction, as far as is known when all before it is compiled. */
static bool enter_instruction(Compilation *c)
{
    Frame *f = c->frame;
    if (c->loop && f == c->root && c->bci > c->loop->end)
        c->loop = NULL;
    c->reachable |= f->resume == c->bci;
    if (!f->types.states[c->bci].types)
        c->reachable = false;
    else if (is_entered(&f->blocks[c->bci]))
        begin_block(c);
    return c->reachable;
}

/* ---- the method's ends ---- */

static void lock_method(Compilation *c)
{
    const Method *m = c->frame->method;
    if (method_is_static(m))
        x64_load(&c->x, 8, RSI, mem_absolute((u32)(uintptr_t)&m->holder->mirror));
    else
        x64_load(&c->x, 8, RSI, local_slot(c, 0, 'A'));
    compile_call_gate(c, STUB_LOCK);
}

/* For a hostile mode: a call may be the last that comes from the caller's machine code. */
static void tell_entry(Compilation *c)
{
    if (LIKELY(!deopt_is_hostile()))
        return;
    x64_mov_rr(&c->x, 8, RDI, RBP);
    x64_mov_rr(&c->x, 8, RSI, RSP);
    compile_call_stub(c, LEAF_deopt_entered);
    x64_mov_ri(&c->x, RAX, low_address(c->frame->method));
}

_Static_assert((MOST_FRAME + 4) * sizeof(Slot) <= THREAD_FRAME_RESERVE, "begin_method looks at rsp alone");

/* Makes the frame: below the return address come the caller's frame pointer and the method, which is in rax;
 * rsp goes below all operands. */
static void begin_method(Compilation *c)
{
    x64_alu_rm(&c->x, ALU_CMP, 8, RSP, mem(R15, (i32)offsetof(Thread, limit)));
    x64_jcc_far(&c->x, COND_B, stubs_address(STUB_ENTER));
    note_far(c);
    tell_entry(c);
    x64_push(&c->x, RBP);
    x64_mov_rr(&c->x, 8, RBP, RSP);
    x64_push(&c->x, RAX);
    compile_rest(c);
    if (c->frame->method->access & ACC_SYNCHRONIZED)
        lock_method(c);
    c->reachable = true;
}

static void emit_instruction(Compilation *c, bool is_cold)
{
    u32 op = bytecode_op(c->frame->code + c->bci);
    Template *emit = emit_template(op);
    print_mark(c, is_cold);
    c->held = 0;
    if (emit)
        emit(c, op);
    else
        compile_fail(c, opcode_info(op)->name);
}

void compile_next(Compilation *c)
{
    c->bci = c->next;
    c->next = c->bci + compile_length_at(c->frame, c->bci);
    emit_instruction(c, true);
}

/* ---- paths that end with a throw ---- */

bool compile_only_throws(const Compilation *c, i64 bci)
{
    enum { MOST_BYTES = 48 };
    const Frame *f = c->frame;
    u32 first = (u32)bci, at = first, end = f->method->bytecode_length;
    for (; at < end && at - first < MOST_BYTES; at += compile_length_at(f, at)) {
        u32 op = bytecode_op(f->code + at);
        if (op == OP_athrow)
            return !c->is_behind;
        if (opcode_info(op)->flags & (OPF_BRANCH | OPF_END))
            return false;
    }
    return false;
}

static void emit_throwing(Compilation *c, Cold *cold)
{
    cold_save(c, cold);
    c->reachable = true;
    for (c->next = (u32)cold->value; c->reachable && !c->reason && !c->x.overflow;)
        compile_next(c);
}

Label *compile_throwing(Compilation *c, i64 bci)
{
    Cold *cold = cold_new_call(c, emit_throwing);
    cold->value = (u64)bci;
    return &cold->label;
}

bool compile_is_row(const Frame *f, u32 bci, u32 count)
{
    u32 end = f->method->bytecode_length;
    for (; count > 0 && bci < end; count--) {
        if (is_entered(&f->blocks[bci]))
            return false;
        bci += compile_length_at(f, bci);
    }
    return true;
}

bool compile_next_is(const Compilation *c, u32 first_op, u32 last_op)
{
    const Frame *f = c->frame;
    if (c->next >= f->method->bytecode_length || is_entered(&f->blocks[c->next]))
        return false;
    u32 op = bytecode_op(f->code + c->next);
    return op >= first_op && op <= last_op;
}

u32 compile_take_next(Compilation *c)
{
    c->bci = c->next;
    c->next = c->bci + compile_length_at(c->frame, c->bci);
    print_mark(c, false);
    return bytecode_op(c->frame->code + c->bci);
}

void compile_part(Compilation *c, u32 first, u32 last)
{
    for (c->bci = first; c->bci <= last && !c->reason && !c->x.overflow; c->bci = c->next) {
        c->next = c->bci + compile_length_at(c->frame, c->bci);
        c->held = 0;
        pause_for_others(c);
        if (!c->reason && enter_instruction(c))
            emit_instruction(c, c->copied != NULL);
    }
}

void compile_instructions(Compilation *c)
{
    compile_part(c, 0, c->frame->method->bytecode_length - 1);
}

/* ---- into the cache ---- */

/* An empty list has no items. */
static void copy_items(void *to, const void *items, size_t size)
{
    if (size > 0)
        memcpy(to, items, size);
}

static CodeFault fault_of(const LabelledPlace *access)
{
    return (CodeFault){access->offset, access->label ? (u32)access->label->at : 0};
}

/* The blob and its tables are one piece of host memory. */
static CodeBlob *new_blob(Compilation *c, u8 *code)
{
    u32 points = c->points.count, places = c->places.count, blocks = c->starts.count;
    u32 faults = c->accesses.count;
    CodeBlob *blob = malloc(sizeof *blob + points * sizeof(CodePoint) + places * sizeof(CodePlace) +
                            blocks * sizeof(CodeBlock) + faults * sizeof(CodeFault));
    if (!blob)
        return NULL;
    CodePoint *point = (CodePoint *)(blob + 1);
    CodePlace *place = (CodePlace *)(point + points);
    CodeBlock *block = (CodeBlock *)(place + places);
    CodeFault *fault = (CodeFault *)(block + blocks);
    copy_items(place, c->places.items, places * sizeof *place);
    for (u32 i = 0; i < points; i++) {
        point[i] = c->points.items[i];
        point[i].places = &place[c->first_places.items[i]];
    }
    copy_items(block, c->starts.items, blocks * sizeof *block);
    for (u32 i = 0; i < faults; i++)
        fault[i] = fault_of(&c->accesses.items[i]);
    *blob = (CodeBlob){.start = code, .end = code + x64_offset(&c->x), .method = c->root->method,
                       .points = point,
                       .count = points, .blocks = block, .block_count = blocks, .faults = fault,
                       .fault_count = faults, .slots = c->deepest,
                       .bytecode = c->root->method->bytecode_length + c->inlined + c->inlined_forms};
    return blob;
}

static void patch(u8 *at, u32 value)
{
    memcpy(at, &value, sizeof value);
}

static u32 word_at(const u8 *at)
{
    u32 value;
    memcpy(&value, at, sizeof value);
    return value;
}

/* Fills in what depends on the code's place: displacements to stubs, and addresses of labels. */
static void write_code(Compilation *c, u8 *code)
{
    u32 place = (u32)(uintptr_t)code;
    for (u32 i = 0; i < c->far.count; i++) {
        u32 end = c->far.items[i];
        patch(c->x.start + end - 4, word_at(c->x.start + end - 4) - (place + end));
    }
    for (u32 i = 0; i < c->words.count; i++)
        patch(c->x.start + c->words.items[i].offset, place + (u32)c->words.items[i].label->at);
    i32 rest = -(i32)sizeof(Slot) * (i32)c->deepest;
    for (u32 i = 0; i < c->rests.count; i++)
        patch(c->x.start + c->rests.items[i] - 4, (u32)rest);
    memcpy(codecache_writable(code), c->x.start, x64_offset(&c->x));
}

static CodeBlob *publish(Compilation *c)
{
    size_t size = x64_offset(&c->x);
    if (!constant_publish(c)) {
        compile_fail(c, compile_no_memory);
        return NULL;
    }
    u8 *code = codecache_take(size, c->skew);
    if (!code) {
        compile_fail(c, compile_full);
        return NULL;
    }
    CodeBlob *blob = new_blob(c, code);
    if (!blob) {
        codecache_give_back(code, size);
        compile_fail(c, compile_no_memory);
        return NULL;
    }
    write_code(c, code);
    code_blob_add(blob);
    print_code(c, blob);
    return blob;
}

void compile_free(CodeBlob *blob)
{
    code_blob_remove(blob);
    codecache_give_back((u8 *)(uintptr_t)blob->start, (size_t)(blob->end - blob->start));
    free(blob);
}

/* ---- one attempt ---- */

static const char *refusal(const Method *m)
{
    if (m->bytecode_length > MOST_BYTECODE)
        return "too large";
    if (m->frame_slots + m->max_stack > MOST_FRAME)
        return "frame over a page";
    return NULL;
}

static size_t memory_of(const Compilation *c)
{
    return (size_t)(c->x.end - c->x.start) + c->scratch.allocated + c->far.capacity * sizeof *c->far.items +
           c->rests.capacity * sizeof *c->rests.items + c->words.capacity * sizeof *c->words.items +
           c->accesses.capacity * sizeof *c->accesses.items + c->points.capacity * sizeof *c->points.items +
           c->places.capacity * sizeof *c->places.items + c->starts.capacity * sizeof *c->starts.items;
}

static void free_tables(Compilation *c)
{
    vec_free(&c->far);
    vec_free(&c->rests);
    vec_free(&c->words);
    vec_free(&c->accesses);
    vec_free(&c->points);
    vec_free(&c->places);
    vec_free(&c->first_places);
    vec_free(&c->starts);
    vec_free(&c->kept);
}

/* Of inlined methods, too, when all is compiled: cold code asks for them. */
static void free_frames(Compilation *c)
{
    for (Frame *f = c->last_frame; f; f = f->older) {
        slot_types_end(&f->types);
        slot_live_end(&f->live);
    }
}

Frame *compile_frame(Compilation *c, Method *m)
{
    Frame *f = ARENA_NEW(&c->scratch, Frame);
    f->older = c->last_frame;
    c->last_frame = f;
    f->method = m;
    f->code = method_bytecode(m);
    f->resume = UINT32_MAX;
    f->end = label_new();
    f->blocks = ARENA_ARRAY(&c->scratch, Block, m->bytecode_length + 1);
    for (u32 i = 0; i <= m->bytecode_length; i++)
        f->blocks[i] = (Block){.label = label_new(), .first_from = NO_JUMP};
    f->entries = ARENA_ARRAY(&c->scratch, CacheEntry *, m->bytecode_length);
    f->stack = ARENA_ARRAY(&c->scratch, Operand, m->max_stack + 1u);
    slot_types_begin(&f->types, m);
    return f;
}

void compile_begin_frame(Compilation *c)
{
    const Method *m = c->frame->method;
    u32 lowest = c->frame->base + m->frame_slots + m->max_stack + 2;
    if (lowest > c->deepest)
        c->deepest = lowest;
    find_blocks(c);
    find_entries(c);
}

static void compile_root(Compilation *c)
{
    slot_live_begin(&c->frame->live, c->frame->method);
    locals_assign(c);
    operand_free_registers(c);
    compile_begin_frame(c);
    begin_method(c);
    compile_instructions(c);
    emit_cold(c);
    constant_emit_numbers(c);
}

typedef struct Task {
    Compilation *c;
    Method *method;
} Task;

static void run_task(void *context)
{
    const Task *task = context;
    Compilation *c = task->c;
    c->root = c->frame = compile_frame(c, task->method);
    if (c->root->types.failed || c->root->types.has_subroutine)
        c->reason = "subroutines";
    else
        compile_root(c);
}

/* Processors tell the targets of an indirect call apart by the lowest four bits of their addresses, too: a
 * call of several methods that all began at a multiple of 16 would be predicted wrongly each time. */
static u32 next_skew(void)
{
    SNAPSHOT_STATE(dropped) static u32 turn;
    return turn++ * 5 % 16;
}

/* Also when the thread is cancelled in a pause. */
static void free_compilation(void *compilation)
{
    Compilation *c = compilation;
    free_frames(c);
    arena_free(&c->scratch);
    free_tables(c);
    free(c->x.start);
}

static void translate(Compilation *c, Method *m)
{
    c->last_cold = &c->cold;
    c->notes = !again_is_last(m);
    c->skew = print_begin(m) ? 0 : next_skew(); /* what is printed is to be the same each time */
    if (!scratch_try(run_task, &(Task){c, m}))
        c->reason = compile_no_memory;
    if (!c->reason && !c->x.overflow)
        c->blob = publish(c);
    report_memory(memory_of(c));
}

static CodeBlob *attempt(Method *m, bool (*pause)(void), size_t size, bool is_plain, const char **ret_reason,
                         bool *ret_more)
{
    Compilation c = {.pause = pause, .is_plain = is_plain};
    u8 *buffer = malloc(size);
    *ret_more = false;
    if (!buffer) {
        *ret_reason = compile_no_memory;
        return NULL;
    }
    arena_init_scratch(&c.scratch);
    x64_begin(&c.x, buffer, size);
    pthread_cleanup_push(free_compilation, &c);
    translate(&c, m);
    pthread_cleanup_pop(1);
    *ret_more = c.x.overflow && c.reason != compile_no_memory;
    *ret_reason = c.reason;
    return c.blob;
}

CodeBlob *compile_method(Method *m, bool (*pause)(void), const char **ret_reason)
{
    *ret_reason = refusal(m);
    if (*ret_reason)
        return NULL;
    bool more = true, is_plain = false;
    CodeBlob *blob = NULL;
    for (size_t size = FIRST_BUFFER; more && size <= LAST_BUFFER; size *= 4) {
        blob = attempt(m, pause, size, is_plain, ret_reason, &more);
        if (*ret_reason != compile_plainly || is_plain)
            continue;
        is_plain = more = true;
        size /= 4;
    }
    if (more)
        *ret_reason = "too much code";
    return blob;
}
