/* loop.c - see loop.h: which loops, what changes in them, which accesses are covered. */
#include "jit/loop.h"

#include "classloader/link/resolve.h"
#include "jit/emit.h"
#include "jit/operand.h"
#include "vm/bytecode/form.h"

enum { MOST_BYTES = 400, FARTHEST = 1 << 20 };

/* ---- the instructions of the loop ---- */

static const u8 *at_bci(const Compilation *c, u32 bci)
{
    return c->root->code + bci;
}

/* A getfield or putfield whose field is known. NULL: it is not, or volatile. */
static const Field *plain_field(const Compilation *c, u32 bci)
{
    const Field *f = resolve_known_field(c->root->method->holder, bytecode_pool_index(at_bci(c, bci)));
    return f && !(f->access & ACC_STATIC) && f->offset <= 0xFFFF && !form_is_volatile(f) ? f : NULL;
}

static bool is_numeric_constant(const Compilation *c, u32 bci)
{
    u32 tag = pool_tag(&c->root->method->holder->pool, bytecode_pool_index(at_bci(c, bci))) & CP_TAG_MASK;
    return tag == CP_INTEGER || tag == CP_FLOAT || tag == CP_LONG || tag == CP_DOUBLE;
}

/* It changes no reference that another instruction reads, and neither calls nor orders anything. */
static bool is_pure(const Compilation *c, u32 bci, u32 op)
{
    const Field *f;
    switch (op) {
    case OP_aastore:
    case OP_frem:
    case OP_drem:
    case OP_f2i:
    case OP_f2l:
    case OP_d2i:
    case OP_d2l: return false;
    case OP_ldc:
    case OP_ldc_w:
    case OP_ldc2_w: return is_numeric_constant(c, bci);
    case OP_arraylength: return true;
    case OP_getfield: return plain_field(c, bci) != NULL;
    case OP_putfield: f = plain_field(c, bci); return f && effect_letter((Type)f->type) != 'A';
    default: return op <= OP_goto;
    }
}

static bool is_int_load(const u8 *at)
{
    return bytecode_is_load(bytecode_op(at)) && bytecode_local_letter(bytecode_op(at)) == 'I';
}

static bool is_target(const Compilation *c, u32 bci)
{
    return c->root->blocks[bci].first_from != NO_JUMP;
}

/* x += y for locals: the store's step is y's value. */
static u32 stride_of_store(const Compilation *c, const u32 *before, u32 local)
{
    const u8 *code = c->root->code;
    bool is_sum = code[before[0]] == OP_iadd && is_int_load(code + before[1]) &&
                  is_int_load(code + before[2]) && !is_target(c, before[0]) && !is_target(c, before[1]);
    return is_sum && bytecode_local(code + before[2]) == local ? bytecode_local(code + before[1]) + 1 : 0;
}

static void note_write(LoopLocal *local, u32 bci, i32 step, u32 stride)
{
    if (local->writes++ == 0)
        local->first_write = bci;
    local->step = step;
    local->stride = (u16)stride;
}

static void note_writes(const Compilation *c, Loop *loop, u32 bci, u32 op, const u32 *before)
{
    u32 local = bytecode_local(at_bci(c, bci));
    if (op == OP_iinc) {
        note_write(&loop->locals[local], bci, bytecode_immediate(at_bci(c, bci)), 0);
        return;
    }
    char letter = bytecode_local_letter(op);
    bool may_step = letter == 'I' && !is_target(c, bci);
    note_write(&loop->locals[local], bci, 0, may_step ? stride_of_store(c, before, local) : 0);
    if (effect_cells(letter) == 2)
        note_write(&loop->locals[local + 1], bci, 0, 0);
}

/* Jumps stay in the loop or leave it for good; nobody comes into its middle. */
static bool note_jumps(const Compilation *c, Loop *loop, u32 bci)
{
    i64 target;
    for (Targets targets = bytecode_targets(c->root->code, bci); bytecode_next_target(&targets, &target);) {
        if (target == loop->start)
            loop->steps_once &= bci == loop->end;
        else if (target > loop->start && target <= loop->end && target > loop->row)
            loop->row = (u32)target;
    }
    const Block *block = &c->root->blocks[bci];
    bool is_head = bci == loop->start;
    return !block->is_handler && (is_head || (!block->is_loop && block->first_from >= loop->start &&
                                              block->last_from <= loop->end));
}

static bool is_access(u32 op)
{
    return (op >= OP_iaload && op <= OP_saload) || (op >= OP_iastore && op <= OP_sastore);
}

/* False: it is not of the kind. */
static bool look_at(const Compilation *c, Loop *loop)
{
    bool has_access = false;
    u32 before[3] = {loop->start, loop->start, loop->start};
    loop->is_pure = loop->steps_once = true;
    for (u32 bci = loop->start; bci <= loop->end; bci += compile_length_at(c->root, bci)) {
        u32 op = bytecode_op(at_bci(c, bci));
        if (bytecode_is_switch(op) || bytecode_is_jsr(op) || op == OP_ret || !note_jumps(c, loop, bci))
            return false;
        if (bytecode_is_store(op) || op == OP_iinc)
            note_writes(c, loop, bci, op, before);
        loop->is_pure &= is_pure(c, bci, op);
        has_access |= is_access(op);
        loop->has_objects |= op == OP_aaload || op == OP_getfield;
        before[2] = before[1];
        before[1] = before[0];
        before[0] = bci;
    }
    return has_access;
}

/* ---- the comparison at its head ---- */

/* One side of it. False: it is something else. */
static bool read_side(const Compilation *c, u32 *bci, LoopBound *ret)
{
    const u8 *at = at_bci(c, *bci);
    u32 op = bytecode_op(at);
    *ret = (LoopBound){.kind = BOUND_CONSTANT};
    *bci += compile_length_at(c->root, *bci);
    if (op >= OP_iconst_m1 && op <= OP_iconst_5) {
        ret->value = (i32)op - OP_iconst_0;
    } else if (op == OP_bipush || op == OP_sipush) {
        ret->value = bytecode_immediate(at);
    } else if ((op == OP_ldc || op == OP_ldc_w) && is_numeric_constant(c, (u32)(at - c->root->code))) {
        ret->value = c->root->method->holder->pool.entries[bytecode_pool_index(at)].i;
    } else if (is_int_load(at)) {
        ret->kind = BOUND_LOCAL;
        ret->local = (u16)bytecode_local(at);
    } else if (bytecode_is_load(op) && bytecode_local_letter(op) == 'A' &&
               c->root->code[*bci] == OP_arraylength) {
        ret->kind = BOUND_LENGTH;
        ret->local = (u16)bytecode_local(at);
        *bci += compile_length_at(c->root, *bci);
    } else {
        return false;
    }
    return true;
}

static bool is_fixed(const Loop *loop, LoopBound bound)
{
    return bound.kind == BOUND_CONSTANT || loop->locals[bound.local].writes == 0;
}

/* The loop goes on while the counter is so to the bound. */
static bool take_counter(Loop *loop, LoopBound counter, LoopBound bound, Cond cond)
{
    if (counter.kind != BOUND_LOCAL || !is_fixed(loop, bound))
        return false;
    const LoopLocal *local = &loop->locals[counter.local];
    loop->counter = counter.local;
    loop->bound = bound;
    loop->is_down = cond == COND_G || cond == COND_GE;
    loop->is_inclusive = cond == COND_LE || cond == COND_GE;
    bool steps = local->stride ? loop->locals[local->stride - 1].writes == 0 && !loop->is_down
                               : local->step != 0 && (local->step < 0) == loop->is_down;
    return local->writes == 1 && steps && cond != COND_E && cond != COND_NE;
}

static Cond mirrored(Cond cond)
{
    switch (cond) {
    case COND_L: return COND_G;
    case COND_LE: return COND_GE;
    case COND_G: return COND_L;
    case COND_GE: return COND_LE;
    default: return cond;
    }
}

static bool read_test(const Compilation *c, Loop *loop)
{
    u32 bci = loop->start;
    LoopBound a, b = {.kind = BOUND_CONSTANT};
    if (!read_side(c, &bci, &a))
        return false;
    u32 op = c->root->code[bci];
    bool is_single = op >= OP_ifeq && op <= OP_ifle;
    if (!is_single && !read_side(c, &bci, &b))
        return false;
    op = c->root->code[bci];
    if (!is_single && (op < OP_if_icmpeq || op > OP_if_icmple))
        return false;
    i64 target = bytecode_branch_target(c->root->code, bci);
    Cond stays = cond_inverse(emit_condition(op));
    loop->test = bci;
    return (target < loop->start || target > loop->end) &&
           (take_counter(loop, a, b, stays) || take_counter(loop, b, a, mirrored(stays)));
}

Loop *loop_find(Compilation *c)
{
    const Block *block = &c->frame->blocks[c->bci];
    if (c->frame != c->root || c->copied || c->is_plain || !block->is_loop || c->frame->depth > 0 ||
        block->last_from - c->bci > MOST_BYTES || c->frame->code[block->last_from] != OP_goto)
        return NULL;
    Loop *loop = ARENA_NEW(&c->scratch, Loop);
    loop->start = loop->row = c->bci;
    loop->end = block->last_from;
    loop->locals = ARENA_ARRAY(&c->scratch, LoopLocal, c->root->method->max_locals + 1u);
    if (!look_at(c, loop) || !read_test(c, loop))
        return NULL;
    loop->again = label_new();
    loop->spare = loop->is_pure && loop->has_objects ? locals_spare_registers(c) : 0;
    loop->inlined = c->inlined;
    return loop;
}

Label *loop_target(Compilation *c, i64 bci)
{
    return c->loop && c->frame == c->root && bci == c->loop->start ? &c->loop->again
                                                                   : &c->frame->blocks[bci].label;
}

bool loop_is_checked(const Loop *loop)
{
    return loop->need_count + loop->registers > 0;
}

/* ---- marks of operands ---- */

static u8 find_index(Loop *loop, LoopIndex index)
{
    for (u32 i = 0; i < loop->index_count; i++)
        if (loop->indices[i].kind == index.kind && loop->indices[i].local == index.local)
            return (u8)(i + 1);
    if (loop->index_count == LOOP_INDICES)
        return 0;
    loop->indices[loop->index_count] = index;
    return (u8)++loop->index_count;
}

/* The array's number + 1; 0: there is no room. Only those that are not locals need registers. */
static u8 find_array(Loop *loop, LoopArray array)
{
    for (u32 i = 0; i < loop->array_count; i++)
        if (loop->arrays[i].kind == array.kind && loop->arrays[i].object == array.object &&
            loop->arrays[i].index == array.index && loop->arrays[i].at == array.at)
            return (u8)(i + 1);
    if (loop->array_count == LOOP_ARRAYS)
        return 0;
    loop->arrays[loop->array_count] = array;
    return (u8)++loop->array_count;
}

/* One that steps by one counts the rounds. */
static bool counts_rounds(const Loop *loop)
{
    const LoopLocal *counter = &loop->locals[loop->counter];
    return loop->steps_once && !counter->stride && (counter->step == 1 || counter->step == -1) &&
           counter->first_write >= loop->row;
}

static u8 mark_int(Compilation *c, Loop *loop, u16 local)
{
    const LoopLocal *l = &loop->locals[local];
    if (l->writes == 0)
        return find_index(loop, (LoopIndex){.kind = INDEX_FIXED, .local = local});
    if (l->writes > 1 || c->bci <= loop->test || c->bci >= l->first_write)
        return 0;
    if (local == loop->counter)
        return find_index(loop, (LoopIndex){.kind = INDEX_COUNTER, .local = local});
    if (l->step == 0 || !counts_rounds(loop))
        return 0;
    return find_index(loop, (LoopIndex){.kind = INDEX_PARALLEL, .local = local, .step = l->step});
}

void loop_mark_load(Compilation *c, Operand *operand)
{
    Loop *loop = c->loop;
    if (!loop || c->frame != c->root)
        return;
    if (operand->letter == 'I')
        operand->mark = mark_int(c, loop, operand->local);
    else if (operand->letter == 'A' && loop->locals[operand->local].writes == 0)
        operand->mark = find_array(loop, (LoopArray){.kind = ARRAY_LOCAL, .at = operand->local});
}

/* offset: what is added to the value. */
static Operand moved(const Operand *operand, i64 offset)
{
    i64 value = operand->value + offset;
    if (!operand->mark || operand->letter != 'I' || value < -FARTHEST || value > FARTHEST)
        return (Operand){.mark = 0};
    return (Operand){.place = PLACE_REGISTER, .letter = 'I', .mark = operand->mark, .value = value};
}

Operand loop_sum(const Compilation *c, u32 op)
{
    i64 value;
    if (op == OP_iadd && operand_is_constant(c, 1, &value))
        return moved(operand_at(c, 0), value);
    if ((op == OP_iadd || op == OP_isub) && operand_is_constant(c, 0, &value))
        return moved(operand_at(c, 1), op == OP_iadd ? value : -value);
    return (Operand){.mark = 0};
}

/* ---- what the code before the loop checks and finds ---- */

static bool add_need(Loop *loop, u32 array, u32 index, i32 offset)
{
    for (u32 i = 0; i < loop->need_count; i++) {
        LoopNeed *need = &loop->needs[i];
        if (need->array != array || need->index != index)
            continue;
        need->low = offset < need->low ? offset : need->low;
        need->high = offset > need->high ? offset : need->high;
        return true;
    }
    if (loop->need_count == LOOP_NEEDS)
        return false;
    loop->needs[loop->need_count++] = (LoopNeed){(u8)array, (u8)index, offset, offset};
    return true;
}

/* The number + 1 of the operand's index; *ret_offset: what is added to it. */
static u8 index_of(Loop *loop, const Operand *operand, i32 *ret_offset)
{
    *ret_offset = (i32)operand->value;
    if (operand->place != PLACE_CONSTANT)
        return operand->mark;
    return *ret_offset >= 0 ? find_index(loop, (LoopIndex){.kind = INDEX_CONSTANT}) : 0;
}

bool loop_covers(Compilation *c, const Operand *index, const Operand *array)
{
    i32 offset;
    if (!c->loop || !array->mark)
        return false;
    u8 number = index_of(c->loop, index, &offset);
    return number && add_need(c->loop, array->mark - 1u, number - 1u, offset);
}

void loop_keep_registers(Compilation *c)
{
    for (u32 mask = c->loop ? c->loop->spare : 0; mask; mask &= mask - 1)
        c->uses[__builtin_ctz(mask)]++;
}

/* In place of the `taken` topmost operands. False: there is no register for it. */
static bool replace(Compilation *c, LoopArray array, u32 taken)
{
    Loop *loop = c->loop;
    u32 count = loop->array_count, left = loop->spare & ~loop->registers;
    array.reg = left ? (u8)__builtin_ctz(left) : REG_NONE;
    u8 number = find_array(loop, array);
    if (!number)
        return false;
    if (loop->array_count > count && !left) {
        loop->array_count--;
        return false;
    }
    Reg reg = (Reg)loop->arrays[number - 1].reg;
    loop->registers |= 1u << reg;
    while (taken-- > 0)
        operand_drop(c);
    c->uses[reg]++;
    operand_push_register(c, 'A', reg);
    operand_mark(c, (Operand){.mark = number});
    return true;
}

bool loop_take_element(Compilation *c)
{
    i32 offset;
    if (!c->loop || !c->loop->is_pure)
        return false;
    const Operand *index = operand_at(c, 0), *array = operand_at(c, 1);
    u8 number = index_of(c->loop, index, &offset);
    bool is_fixed = number && c->loop->indices[number - 1].kind <= INDEX_FIXED;
    return array->mark && is_fixed && offset >= 0 && offset <= UINT16_MAX &&
           replace(c, (LoopArray){.kind = ARRAY_ELEMENT, .object = array->mark - 1,
                                  .index = number - 1, .at = (u16)offset}, 2);
}

bool loop_take_field(Compilation *c, const Field *f)
{
    if (!c->loop || !c->loop->is_pure || effect_letter((Type)f->type) != 'A' || form_is_volatile(f))
        return false;
    u8 object = operand_at(c, 0)->mark;
    return object && replace(c, (LoopArray){.kind = ARRAY_FIELD, .object = object - 1,
                                            .at = (u16)f->offset}, 1);
}
