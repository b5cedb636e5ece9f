/* loop_entry.c - what runs before a counted loop, and the loop with all its checks: see loop.h.
 * Both lie behind the main path. */
#include "jit/cold.h"
#include "jit/loop.h"
#include "jit/operand.h"

#include <string.h>

/* Registers that are free at the loop's head. */
static const Reg last = RAX, low = RCX, high = RDX, object = R10, length = R11;

/* ---- values ---- */

/* With its sign, in 64 bits. */
static void load_int(Compilation *c, Reg to, u16 local)
{
    const Variable *v = locals_find(c, local, 'I');
    if (v && locals_is_valid(c, v))
        x64_extend_signed(&c->x, 4, to, (Reg)v->reg);
    else
        x64_load_signed(&c->x, 4, to, local_slot(c, local, 'I'));
}

/* The loop's array or object: where it is, or in the register `object`. */
static Reg load_array(Compilation *c, const Loop *loop, u32 number)
{
    const LoopArray *array = &loop->arrays[number];
    if (array->kind != ARRAY_LOCAL)
        return (Reg)array->reg;
    const Variable *v = locals_find(c, array->at, 'A');
    if (v && locals_is_valid(c, v))
        return (Reg)v->reg;
    x64_load(&c->x, 8, object, local_slot(c, array->at, 'A'));
    return object;
}

static void refuse_null(Compilation *c, Reg reg, Label *slow)
{
    x64_test_rr(&c->x, 8, reg, reg);
    x64_jcc(&c->x, COND_E, slow);
}

/* ---- how far the counter comes ---- */

static void load_bound(Compilation *c, const Loop *loop, Label *slow)
{
    switch (loop->bound.kind) {
    case BOUND_CONSTANT: x64_mov_ri(&c->x, last, loop->bound.value); break;
    case BOUND_LOCAL: load_int(c, last, loop->bound.local); break;
    case BOUND_LENGTH: {
        const Variable *v = locals_find(c, loop->bound.local, 'A');
        bool is_there = v && locals_is_valid(c, v);
        Reg array = is_there ? (Reg)v->reg : object;
        if (!is_there)
            x64_load(&c->x, 8, object, local_slot(c, loop->bound.local, 'A'));
        refuse_null(c, array, slow);
        x64_load(&c->x, 4, last, mem(array, ARRAY_LENGTH_OFFSET));
        break;
    }
    }
}

/* Its last value is in `last` then. Behind it the counter must come to a value that ends the loop, without a
 * change of its sign. */
static void find_last(Compilation *c, const Loop *loop, Label *slow)
{
    const LoopLocal *counter = &loop->locals[loop->counter];
    load_bound(c, loop, slow);
    if (!loop->is_inclusive)
        x64_alu_ri(&c->x, ALU_ADD, 8, last, loop->is_down ? 1 : -1);
    if (!loop->is_inclusive && !counter->stride && (counter->step == 1 || counter->step == -1))
        return;
    if (counter->stride) {
        load_int(c, low, (u16)(counter->stride - 1));
        x64_test_rr(&c->x, 8, low, low);
        x64_jcc(&c->x, COND_LE, slow);
        x64_alu_rr(&c->x, ALU_ADD, 8, low, last);
    } else {
        x64_lea(&c->x, 8, low, mem(last, counter->step));
    }
    x64_alu_ri(&c->x, ALU_CMP, 8, low, loop->is_down ? INT32_MIN : INT32_MAX);
    x64_jcc(&c->x, loop->is_down ? COND_L : COND_G, slow);
}

static bool needs_last(const Loop *loop)
{
    for (u32 i = 0; i < loop->need_count; i++)
        if (loop->indices[loop->needs[i].index].kind >= INDEX_COUNTER)
            return true;
    return false;
}

/* The least and the greatest value that the index has in the loop, in `low` and `high`. */
static void find_range(Compilation *c, const Loop *loop, const LoopIndex *index)
{
    switch (index->kind) {
    case INDEX_CONSTANT:
        x64_mov_ri(&c->x, low, 0);
        x64_mov_ri(&c->x, high, 0);
        break;
    case INDEX_FIXED:
        load_int(c, low, index->local);
        x64_mov_rr(&c->x, 8, high, low);
        break;
    case INDEX_COUNTER:
        load_int(c, loop->is_down ? high : low, index->local);
        x64_mov_rr(&c->x, 8, loop->is_down ? low : high, last);
        break;
    case INDEX_PARALLEL: /* rounds * step away from where it begins */
        load_int(c, object, loop->counter);
        x64_mov_rr(&c->x, 8, high, loop->is_down ? object : last);
        x64_alu_rr(&c->x, ALU_SUB, 8, high, loop->is_down ? last : object);
        x64_imul_rri(&c->x, 8, high, high, index->step);
        load_int(c, low, index->local);
        x64_alu_rr(&c->x, ALU_ADD, 8, high, low);
        if (index->step > 0)
            break;
        x64_mov_rr(&c->x, 8, object, low);
        x64_mov_rr(&c->x, 8, low, high);
        x64_mov_rr(&c->x, 8, high, object);
        break;
    }
}

static void check_need(Compilation *c, const Loop *loop, const LoopNeed *need, Label *slow)
{
    find_range(c, loop, &loop->indices[need->index]);
    Reg array = load_array(c, loop, need->array);
    refuse_null(c, array, slow);
    x64_load(&c->x, 4, length, mem(array, ARRAY_LENGTH_OFFSET));
    x64_alu_ri(&c->x, ALU_ADD, 8, low, need->low);
    x64_jcc(&c->x, COND_S, slow);
    x64_alu_ri(&c->x, ALU_ADD, 8, high, need->high);
    x64_alu_rr(&c->x, ALU_CMP, 8, high, length);
    x64_jcc(&c->x, COND_GE, slow);
}

/* ---- elements and fields ---- */

static void find_array(Compilation *c, const Loop *loop, const LoopArray *array, Label *slow)
{
    Reg from = load_array(c, loop, array->object);
    refuse_null(c, from, slow);
    if (array->kind == ARRAY_FIELD) {
        x64_load(&c->x, 8, (Reg)array->reg, mem(from, array->at));
        return;
    }
    if (loop->indices[array->index].kind == INDEX_CONSTANT)
        x64_mov_ri(&c->x, low, array->at);
    else
        load_int(c, low, loop->indices[array->index].local);
    if (loop->indices[array->index].kind == INDEX_FIXED && array->at)
        x64_alu_ri(&c->x, ALU_ADD, 8, low, array->at);
    x64_load(&c->x, 4, length, mem(from, ARRAY_LENGTH_OFFSET));
    x64_alu_rr(&c->x, ALU_CMP, 8, low, length);
    x64_jcc(&c->x, COND_AE, slow);
    x64_load(&c->x, 8, (Reg)array->reg, mem_indexed(from, low, sizeof(Slot), ARRAY_DATA_OFFSET));
}

enum { JUMP_BYTES = 5 };

/* ---- the code before the loop, and the loop once more ---- */

/* A jump that leads nowhere else than to what comes behind it. */
static void remove_jump(Compilation *c, const Loop *loop)
{
    u8 *at = c->x.at;
    if (c->x.overflow)
        return;
    c->x.at = c->x.start + loop->jump;
    x64_nop(&c->x, JUMP_BYTES);
    c->x.at = at;
}

static void emit_copy(Compilation *c, const Loop *loop, Label *head)
{
    Frame *f = c->root;
    Block *blocks = f->blocks;
    u32 inlined = c->inlined;
    f->blocks = ARENA_ARRAY(&c->scratch, Block, f->method->bytecode_length + 1);
    memcpy(f->blocks, blocks, (f->method->bytecode_length + 1) * sizeof *blocks);
    for (u32 bci = loop->start; bci <= loop->end; bci++) {
        f->blocks[bci].label = label_new();
        f->blocks[bci].is_reached = false;
        f->blocks[bci].fork = NULL;
    }
    f->blocks[loop->start].label = *head;
    c->inlined = loop->inlined;
    c->copied = loop;
    c->is_behind = false;
    c->frame = f;
    f->depth = 0;
    operand_free_registers(c);
    c->dirty = loop->dirty;
    compile_part(c, loop->start, loop->end);
    *head = f->blocks[loop->start].label;
    c->is_behind = true;
    c->copied = NULL;
    c->inlined = inlined > c->inlined ? inlined : c->inlined;
    f->blocks = blocks;
}

static void emit_before(Compilation *c, Cold *cold)
{
    const Loop *loop = cold->pointer;
    Label slow = label_new();
    if (!loop_is_checked(loop)) {
        remove_jump(c, loop);
        return;
    }
    for (u32 i = 0; i < loop->array_count; i++)
        if (loop->arrays[i].kind != ARRAY_LOCAL)
            find_array(c, loop, &loop->arrays[i], &slow);
    if (needs_last(loop))
        find_last(c, loop, &slow);
    for (u32 i = 0; i < loop->need_count; i++)
        check_need(c, loop, &loop->needs[i], &slow);
    x64_jmp(&c->x, &cold->back);
    emit_copy(c, loop, &slow);
}

void loop_begin(Compilation *c, Loop *loop, bool is_round)
{
    loop->before = cold_new(c, emit_before);
    loop->before->pointer = loop;
    loop->before->dirty = 0;
    loop->dirty = c->dirty;
    x64_jmp(&c->x, &loop->before->label);
    loop->jump = x64_offset(&c->x) - JUMP_BYTES;
    c->loop = loop;
    loop_keep_registers(c);
    if (is_round)
        compile_align_loop(c, c->bci);
    x64_bind(&c->x, &loop->again);
}
