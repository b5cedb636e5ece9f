/* inline.c - a called method is compiled in the place of the call: see compilation.h.
 * Small ones without loops, handlers and locks. Their arguments stay where they are as operands; what has
 * branches keeps its values in slots at their meeting points. */
#include "jit/compilation.h"

#include "jit/emit.h"
#include "vm/base/region.h"
#include "vm/bytecode/form.h"
#include "vm/model/frame.h"
#include "vm/model/loader_data.h"

enum { MOST_BYTES = 35, MOST_DEPTH = 6, MOST_INLINED = 1200, MOST_SLOTS = 300 };

/* ---- may it be inlined ---- */

static bool has_loop(const Method *m, const u8 *code, bool *ret_branches)
{
    u32 length;
    for (u32 bci = 0; bci < m->bytecode_length; bci += length) {
        length = opcode_length(code, m->bytecode_length, bci);
        i64 target;
        for (Targets targets = bytecode_targets(code, bci); bytecode_next_target(&targets, &target);) {
            *ret_branches = true;
            if (target <= bci)
                return true;
        }
        if (bytecode_op(code + bci) == OP_athrow)
            return true; /* not worth it */
    }
    return false;
}

static bool is_prepared(const Method *m)
{
    u16 entry = __atomic_load_n(&m->entry, __ATOMIC_ACQUIRE);
    return entry == ENTRY_BYTECODE || entry == ENTRY_EMPTY || entry == ENTRY_GETTER ||
           entry == ENTRY_COMPILED;
}

static bool is_recursive(const Compilation *c, const Method *m)
{
    u32 depth = 0;
    for (const Frame *f = c->frame; f; f = f->outer, depth++)
        if (f->method == m)
            return true;
    return depth > MOST_DEPTH;
}

static bool may_inline(const Compilation *c, const Method *m, bool *ret_branches)
{
    u32 unwanted = METHOD_DONT_INLINE | METHOD_SCOPED | METHOD_RESERVED_STACK | METHOD_CALLER_SENSITIVE;
    u32 most = m->flags & METHOD_FORCE_INLINE ? 2 * MOST_BYTES : MOST_BYTES;
    *ret_branches = false;
    return is_prepared(m) && m->bytecode_length <= most && m->handler_count == 0 && !(m->flags & unwanted) &&
           !(m->code_flags & CODE_LOCKS) && c->inlined + m->bytecode_length <= MOST_INLINED &&
           c->frame->base + m->frame_slots + m->max_stack < MOST_SLOTS && !is_recursive(c, m) &&
           !has_loop(m, method_bytecode(m), ret_branches);
}

/* ---- into it, and out ---- */

/* The letters of the arguments, by slot; 0 for the second slot of a long or double. */
static void take_arguments(Compilation *c, Frame *f)
{
    Frame *outer = c->frame;
    u32 first = outer->depth - f->method->arg_slots;
    f->locals = ARENA_ARRAY(&c->scratch, Operand, f->method->max_locals);
    for (u32 i = 0; i < f->method->arg_slots; i++) {
        Operand o = outer->stack[first + i];
        bool is_pair = o.place == PLACE_HALF; /* the value is in the upper cell, of locals in the first */
        if (is_pair)
            o = outer->stack[first + i + 1];
        o.is_saved = o.place == PLACE_HOME;
        f->locals[i] = o;
        if (is_pair)
            f->locals[++i] = (Operand){.place = PLACE_HALF};
    }
    outer->depth = first;
}

/* After the call, in the method itself. */
static u32 wanted_after(Compilation *c)
{
    const Frame *root = c->root;
    u32 bci = c->bci;
    for (const Frame *f = c->frame; f->outer; f = f->outer)
        bci = f->call_bci;
    u32 next = bci + opcode_length(root->code, root->method->bytecode_length, bci);
    return next < root->method->bytecode_length && root->types.states[next].types ? locals_at(c, next) : 0;
}

static void enter(Compilation *c, Frame *f, bool has_branches)
{
    if (has_branches) {
        operand_flush(c);
        f->wanted = wanted_after(c);
        locals_require(c, f->wanted);
    }
    f->outer = c->frame;
    f->call_bci = c->bci;
    f->base = c->frame->base + c->frame->method->frame_slots + c->frame->depth + FRAME_RECORD_ABOVE;
    f->has_blocks = has_branches;
    take_arguments(c, f);
    c->frame = f;
    c->inlined += f->method->bytecode_length;
    compile_begin_frame(c);
}

static void forget_frame(Compilation *c)
{
    Frame *f = c->frame;
    while (f->depth > 0)
        operand_drop(c);
    for (u32 i = 0; i < f->method->max_locals; i++)
        if (f->locals[i].letter)
            operand_forget(c, f->locals[i]);
    c->frame = f->outer;
}

/* Returns meet at the end, with everything but the result in its slots. */
static void push_met_result(Compilation *c, Type type, u32 wanted)
{
    char letter = effect_letter(type);
    operand_free_registers(c);
    c->valid = wanted;
    if (type == T_VOID)
        return;
    if (is_float_letter(letter)) {
        c->xmm_uses[XMM0] = 1;
        operand_push_xmm(c, letter, XMM0);
    } else {
        c->uses[RAX] = 1;
        operand_push_register(c, letter, RAX);
    }
}

static void leave(Compilation *c, u32 bci, u32 next)
{
    Frame *f = c->frame;
    Operand result = {.place = PLACE_HALF};
    Type type = (Type)f->method->return_type;
    if (c->reason || c->x.overflow) { /* given up in the middle: the caller only needs something to pop */
        c->frame = f->outer;
        if (type != T_VOID)
            operand_push_constant(c, effect_letter(type), 0);
    } else if (f->has_blocks) {
        x64_bind(&c->x, &f->end);
        c->frame = f->outer;
        push_met_result(c, type, f->wanted);
    } else {
        if (type != T_VOID)
            result = operand_take(c);
        forget_frame(c);
        if (type != T_VOID)
            operand_push(c, result);
    }
    c->bci = bci;
    c->next = next;
    c->reachable = true;
    slot_types_end(&f->types);
}

bool inline_call(Compilation *c, Method *m)
{
    bool has_branches;
    if (!may_inline(c, m, &has_branches))
        return false;
    Frame *f = compile_frame(c, m);
    if (f->types.failed || f->types.has_subroutine) {
        slot_types_end(&f->types);
        return false;
    }
    u32 bci = c->bci, next = c->next;
    enter(c, f, has_branches);
    c->reachable = true;
    compile_instructions(c);
    c->frame = f; /* whatever happened inside */
    leave(c, bci, next);
    return true;
}

/* The narrowing that a return does (JVMS 6.5 ireturn) is done to what the caller gets. */
static void narrow_result(Compilation *c, Type narrow)
{
    if (narrow == T_VOID)
        return;
    Reg reg = operand_pop_own(c);
    emit_narrow_register(c, narrow, reg);
    operand_push_register(c, 'I', reg);
}

void inline_return(Compilation *c, u32 op)
{
    Frame *f = c->frame;
    narrow_result(c, form_of_return(f->method, (u8)op, false).narrow);
    c->reachable = false;
    if (!f->has_blocks)
        return;
    char letter = *opcode_info(op)->pops;
    if (op != OP_return && is_float_letter(letter)) {
        Xmm xmm = operand_pop_xmm(c);
        x64_fmov_rr(&c->x, XMM0, xmm);
        operand_release_xmm(c, xmm);
    } else if (op != OP_return) {
        Reg reg = operand_pop(c);
        x64_mov_rr(&c->x, 8, RAX, reg);
        operand_release(c, reg);
    }
    locals_require(c, f->wanted);
    if (c->next < f->method->bytecode_length)
        x64_jmp(&c->x, &f->end);
}

/* ---- sites ---- */

static void check_receiver(Compilation *c, const Method *m)
{
    cold_null_check(c, operand_hold(c, m->param_count));
}

bool inline_site(Compilation *c, CacheEntry *entry)
{
    switch (cache_state(entry)) {
    case CACHE_STATIC: return inline_call(c, entry->method);
    case CACHE_BOUND: {
        bool has_branches;
        if (!may_inline(c, entry->method, &has_branches))
            return false;
        check_receiver(c, entry->method);
        return inline_call(c, entry->method);
    }
    default: return false;
    }
}

/* The class must live as long as the code that compares with it. */
static bool outlives(const Compilation *c, const Class *class)
{
    return class->loader == boot_loader || class->loader == c->root->method->holder->loader;
}

Method *inline_target(const Compilation *c, const CacheEntry *entry, u32 *ret_class_word)
{
    CacheState state = cache_state(entry);
    u64 cached = __atomic_load_n(&entry->inline_cache, __ATOMIC_RELAXED);
    *ret_class_word = (u32)(cached >> 32);
    const Class *class = region_pointer(*ret_class_word);
    bool has_branches;
    bool is_selected = state == CACHE_VTABLE || state == CACHE_ITABLE;
    if (!is_selected || entry->misses != 1 || !class || !outlives(c, class))
        return NULL;
    Method *target = state == CACHE_VTABLE ? class->vtable[entry->vtable_index] : region_pointer((u32)cached);
    return target && may_inline(c, target, &has_branches) ? target : NULL;
}
