/* inline.c - a called method is compiled in the place of the call: see compilation.h.
 * Small ones without loops. Their arguments stay where they are as operands; what has
 * branches keeps its values in slots at their meeting points. */
#include "jit/inline.h"

#include "jit/constant.h"
#include "jit/directive.h"
#include "jit/emit.h"
#include "jit/intrinsic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/bytecode/attribute.h"
#include "vm/bytecode/form.h"
#include "vm/library/wellknown.h"
#include "vm/model/frame.h"
#include "vm/model/loader_data.h"

enum { MOST_DEPTH = 9, MOST_RECURSION = 1, MOST_INLINED = 1200, MOST_SLOTS = 420 };
enum { MOST_FORM_BYTES = 325, MOST_FORM_DEPTH = 40, MOST_SAME_FORMS = 6, MOST_FORMS = 6000 };

SNAPSHOT_STATE(dropped) static struct {
    bool is_off;
    u32 bytes, depth;
} state;

void inline_init(bool is_off, u32 bytes, u32 depth)
{
    state.is_off = is_off;
    state.bytes = bytes;
    state.depth = depth < MOST_DEPTH ? depth : MOST_DEPTH;
}

void inline_reset(void)
{
    STATE_CLEAR(state);
}

/* ---- may it be inlined ---- */

/* Loops; locks of the code's own; also what is not worth it: subroutines. */
static bool has_unwanted_code(const Method *m, const u8 *code)
{
    u32 length;
    for (u32 bci = 0; bci < m->bytecode_length; bci += length) {
        length = opcode_length(code, m->bytecode_length, bci);
        i64 target;
        for (Targets targets = bytecode_targets(code, bci); bytecode_next_target(&targets, &target);)
            if (target <= bci)
                return true;
        u32 op = bytecode_op(code + bci);
        if (bytecode_is_jsr(op) || op == OP_monitorenter || op == OP_monitorexit)
            return true;
    }
    return false;
}

/* Where an inlined method catches, its frame goes on in the interpreter, so it should do so rarely. Its own
 * lock is taken outside of its handlers' ranges, though at their first bci. */
static bool is_catching(const Method *m)
{
    bool is_often = (__atomic_load_n(&m->code_flags, __ATOMIC_RELAXED) & CODE_CATCHES) == CODE_CATCHES;
    return m->handler_count > 0 && (is_often || (m->access & ACC_SYNCHRONIZED));
}

static bool is_prepared(const Method *m)
{
    u16 entry = __atomic_load_n(&m->entry, __ATOMIC_ACQUIRE);
    return entry == ENTRY_BYTECODE || entry == ENTRY_EMPTY || entry == ENTRY_GETTER ||
           entry == ENTRY_COMPILED;
}

/* Adapters of java.lang.invoke, and what says that it belongs into its callers. They have bounds of their
 * own: a handle is many of them, one in the other, and little is left of each. */
static bool is_form(const Method *m)
{
    return (m->flags & (METHOD_LAMBDA_COMPILED | METHOD_FORCE_INLINE)) != 0;
}

static bool is_too_deep(const Compilation *c, const Method *m)
{
    u32 forms = 0, others = 0, same = 0;
    for (const Frame *f = c->frame; f; f = f->outer) {
        *(is_form(f->method) ? &forms : &others) += 1;
        same += f->method == m;
    }
    if (is_form(m))
        return forms > MOST_FORM_DEPTH || same > MOST_SAME_FORMS;
    return others > state.depth || same > MOST_RECURSION;
}

/* What the library says that compilers may know mostly asks about its arguments: little is left of it when
 * they are known. */
static bool is_decided(const Compilation *c, const Method *m)
{
    if (!(m->flags & METHOD_INTRINSIC_CANDIDATE))
        return false;
    for (u32 i = 1; i <= m->arg_slots && i <= c->frame->depth; i++) {
        const Operand *o = &c->frame->stack[c->frame->depth - i];
        const Object *object =
            o->letter == 'A' && o->place == PLACE_CONSTANT ? (Object *)(uintptr_t)o->value : NULL;
        if (object && object_class(object) == WK(Class))
            return true;
    }
    return false;
}

/* The instruction of the method itself that is compiled, or in whose place. */
static u32 root_bci(const Compilation *c)
{
    u32 bci = c->bci;
    for (const Frame *f = c->frame; f->outer; f = f->outer)
        bci = f->call_bci;
    return bci;
}

/* Without what is compiled behind, since it only throws (compile_only_throws). */
static u32 weight_of(const Method *m)
{
    const u8 *code = method_bytecode(m);
    u32 weight = 0, straight = 0, length;
    for (u32 bci = 0; bci < m->bytecode_length; bci += length) {
        length = opcode_length(code, m->bytecode_length, bci);
        u32 op = bytecode_op(code + bci);
        straight += length;
        if (op == OP_athrow)
            straight = 0;
        if (opcode_info(op)->flags & (OPF_BRANCH | OPF_END)) {
            weight += straight;
            straight = 0;
        }
    }
    return weight;
}

/* In loops the bound is twice that of other places. */
static bool is_too_heavy(const Compilation *c, const Method *m)
{
    u32 most = state.bytes;
    if (directive_names(DIRECTIVE_INLINE, m))
        most = MOST_FORM_BYTES;
    else if (c->loop_depth[root_bci(c)] > 0)
        most *= 2;
    return m->bytecode_length > most && (m->bytecode_length > 2 * most || weight_of(m) > most);
}

static bool is_too_large(const Compilation *c, const Method *m)
{
    if (is_form(m) || is_decided(c, m))
        return m->bytecode_length > MOST_FORM_BYTES || c->inlined_forms + m->bytecode_length > MOST_FORMS;
    return c->inlined + m->bytecode_length > MOST_INLINED || is_too_heavy(c, m);
}

bool inline_may(const Compilation *c, const Method *m)
{
    u32 unwanted = METHOD_DONT_INLINE | METHOD_SCOPED | METHOD_RESERVED_STACK | METHOD_CALLER_SENSITIVE;
    return !state.is_off && !c->is_behind && is_prepared(m) && !directive_names(DIRECTIVE_DONT_INLINE, m) &&
           !is_catching(m) && !(m->flags & unwanted) && !is_too_large(c, m) &&
           c->frame->base + m->frame_slots + m->max_stack < MOST_SLOTS && !is_too_deep(c, m) &&
           !has_unwanted_code(m, method_bytecode(m));
}

/* ---- into it, and out ---- */

static bool is_synchronized(const Method *m)
{
    return (m->access & ACC_SYNCHRONIZED) != 0;
}

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
        o.is_saved |= o.place == PLACE_HOME; /* in the same slot */
        f->locals[i] = o;
        if (is_pair)
            f->locals[++i] = (Operand){.place = PLACE_HALF};
    }
    outer->depth = first;
}

/* After the call, in the method itself. */
u32 inline_wanted_after(const Compilation *c)
{
    const Frame *root = c->root;
    u32 bci = root_bci(c), next = bci + compile_length_at(root, bci);
    return next < root->method->bytecode_length && root->types.states[next].types ? locals_at(c, next) : 0;
}

/* What is stored before the first branch is so at all blocks, for an inlined method has no way back. */
static void note_written(Compilation *c, Frame *f)
{
    u32 length;
    bool has_branched = false;
    f->written = ARENA_ARRAY(&c->scratch, u64, f->method->max_locals / 64 + 1u);
    for (u32 bci = 0; bci < f->method->bytecode_length; bci += length) {
        length = compile_length_at(f, bci);
        u32 op = bytecode_op(f->code + bci), local = bytecode_local(f->code + bci);
        has_branched |= (opcode_info(op)->flags & OPF_BRANCH) != 0;
        if (has_branched && (bytecode_is_store(op) || op == OP_iinc))
            f->written[local / 64] |= 1ull << local % 64;
    }
}

/* Nobody asks for the locals of a lambda form, or of another hidden class, but the method itself. Where no
 * handler lies before its range, what was read last is read no more. */
static bool may_leave_dead(const Method *m)
{
    HandlerRow row;
    for (Handlers it = attribute_handlers(m); attribute_next_handler(&it, &row);)
        if (row.handler < row.end)
            return false;
    return (m->flags & METHOD_LAMBDA_COMPILED) || (m->holder->flags & CLASS_IS_HIDDEN);
}

static void note_read(Compilation *c, Frame *f)
{
    u32 length;
    if (!may_leave_dead(f->method))
        return;
    f->last_read = ARENA_ARRAY(&c->scratch, u16, f->method->max_locals);
    for (u32 bci = 0; bci < f->method->bytecode_length; bci += length) {
        length = compile_length_at(f, bci);
        u32 op = bytecode_op(f->code + bci);
        if (bytecode_names_local(op) && !bytecode_is_store(op))
            f->last_read[bytecode_local(f->code + bci)] = (u16)bci;
    }
}

static void enter(Compilation *c, Frame *f)
{
    f->outer = c->frame;
    f->call_bci = c->bci;
    f->base = c->frame->base + c->frame->method->frame_slots + c->frame->depth + FRAME_RECORD_ABOVE;
    take_arguments(c, f);
    note_written(c, f);
    note_read(c, f);
    c->frame = f;
    *(is_form(f->method) ? &c->inlined_forms : &c->inlined) += f->method->bytecode_length;
    compile_begin_frame(c);
}

/* From the first jump on, what the outer methods have is in slots. */
void inline_begin_blocks(Compilation *c)
{
    if (c->frame->has_blocks)
        return;
    c->frame->has_blocks = true;
    c->frame->wanted = inline_wanted_after(c);
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

/* Something to pop, where control does not come. */
static void push_anything(Compilation *c, char letter)
{
    if (letter)
        operand_push_constant(c, letter, 0);
    c->reachable = false;
}

static void take_last_result(Compilation *c, char letter)
{
    if (!letter) {
        forget_frame(c);
        return;
    }
    Operand result = operand_take(c);
    forget_frame(c);
    operand_push(c, result);
}

static void leave(Compilation *c, u32 bci, u32 next)
{
    Frame *f = c->frame;
    char letter = effect_letter((Type)f->method->return_type);
    c->bci = bci;
    c->next = next;
    c->reachable = true;
    if (c->reason || c->x.overflow) { /* given up in the middle */
        c->frame = f->outer;
        push_anything(c, letter);
    } else if (f->returns) {
        take_last_result(c, letter);
    } else if (f->end.at != LABEL_FREE) { /* returns meet here, with everything but the result in its slots */
        x64_bind(&c->x, &f->end);
        c->frame = f->outer;
        c->valid = f->wanted;
        c->dirty = f->dirty;
        operand_met(c);
        operand_free_registers(c);
        operand_push_result(c, letter);
    } else { /* it always throws */
        forget_frame(c);
        push_anything(c, letter);
    }
}

void inline_call(Compilation *c, Method *m)
{
    Frame *f = compile_frame(c, m);
    u32 bci = c->bci, next = c->next;
    if (f->types.failed)
        compile_fail(c, "inlined code does not hang together");
    constant_keep_class(c, m->holder);
    Reg locked = is_synchronized(m) ? emit_hold_lock(c, m) : REG_NONE;
    enter(c, f);
    c->reachable = true;
    if (is_synchronized(m))
        emit_begin_synchronized(c, locked);
    compile_instructions(c);
    c->frame = f; /* whatever happened inside */
    leave(c, bci, next);
}

/* The instruction is a return that leaves its result where it is, as it is. */
static bool returns_alone(const Frame *f, u32 bci)
{
    u32 length = f->method->bytecode_length;
    u32 op = bci < length ? f->code[bci] : OP_nop;
    return op >= OP_ireturn && op <= OP_areturn && f->end.at == LABEL_FREE && !f->has_blocks &&
           !is_synchronized(f->method) && form_of_return(f->method, (u8)op, false).narrow == T_VOID &&
           compile_is_row(f, bci, UINT32_MAX);
}

const u8 *inline_next(const Compilation *c)
{
    const Frame *f = c->frame;
    u32 next = c->next;
    for (; f->outer; f = f->outer) {
        if (!returns_alone(f, next))
            return NULL;
        next = f->call_bci + compile_length_at(f->outer, f->call_bci);
    }
    return next < f->method->bytecode_length && compile_is_row(f, next, 1) ? f->code + next : NULL;
}

static bool is_bit(const Compilation *c)
{
    i64 value;
    return (operand_is_constant(c, 0, &value) && (value == 0 || value == 1)) || operand_at(c, 0)->is_bit;
}

/* The narrowing that a return does (JVMS 6.5 ireturn) is done to what the caller gets. Of a bit nothing is
 * left to narrow. */
static void narrow_result(Compilation *c, Type narrow)
{
    if (narrow == T_VOID || is_bit(c))
        return;
    Reg reg = operand_pop_own(c);
    emit_narrow_register(c, narrow, reg);
    operand_push_register(c, 'I', reg);
    if (narrow == T_BOOLEAN)
        operand_note_bit(c);
}

void inline_meet(Compilation *c, char letter, bool abandons)
{
    Operand result = letter ? operand_take(c) : (Operand){.place = PLACE_HALF};
    if (abandons)
        operand_abandon(c);
    operand_meet(c);
    if (!letter)
        return;
    operand_push(c, result);
    emit_take_result(c, letter);
}

/* A return that nobody else joins and behind which no code is entered leaves its result where it is. */
void inline_return(Compilation *c, u32 op)
{
    Frame *f = c->frame;
    if (is_synchronized(f->method))
        emit_end_synchronized(c);
    narrow_result(c, form_of_return(f->method, (u8)op, false).narrow);
    c->reachable = false;
    bool is_last = compile_is_dead_until(c, f->method->bytecode_length);
    f->returns = is_last && f->end.at == LABEL_FREE;
    if (f->returns)
        return;
    inline_meet(c, *opcode_info(op)->pops, true);
    locals_require(c, f->wanted);
    f->dirty |= c->dirty & f->wanted;
    if (!is_last)
        x64_jmp(&c->x, &f->end);
}

/* ---- sites ---- */

/* What the site calls for receivers of this class; NULL: it throws, or C finds it. */
static Method *selected(const CacheEntry *entry, const Class *class)
{
    if (cache_state(entry) == CACHE_VTABLE)
        return class->vtable[entry->vtable_index];
    const ItableEntry *row = class_itable(class, entry->method->holder);
    Method *m = row ? row->methods[entry->method->itable_index] : NULL;
    return m && !method_is_abstract(m) ? m : NULL;
}

/* The method that the site calls each time; NULL: that is not known. *ret_checked: it has a receiver. A known
 * receiver may be of another kind where control never comes, since a cast before it throws. */
static Method *known_target(const Compilation *c, const CacheEntry *entry, bool *ret_checked)
{
    CacheState state = cache_state(entry);
    *ret_checked = state != CACHE_STATIC;
    if (state == CACHE_STATIC || state == CACHE_BOUND)
        return entry->method;
    if (state != CACHE_VTABLE && state != CACHE_ITABLE)
        return NULL;
    Class *class = operand_class(c, entry->method->param_count);
    return class && class_is_subtype(class, entry->method->holder) ? selected(entry, class) : NULL;
}

bool inline_site(Compilation *c, CacheEntry *entry)
{
    bool has_receiver;
    Method *target = known_target(c, entry, &has_receiver);
    bool is_selected = target && target != entry->method;
    if (!target || (!is_selected && !inline_may(c, target)))
        return false;
    if (has_receiver)
        emit_check_null(c, entry->method->param_count);
    if (inline_may(c, target)) {
        inline_call(c, target);
    } else {
        constant_keep_class(c, target->holder);
        emit_call(c, target, entry->arg_slots, (Type)entry->type);
    }
    return true;
}

/* The class must live as long as the code that compares with it. */
static bool outlives(const Compilation *c, const Class *class)
{
    return class->loader == boot_loader || class->loader == c->root->method->holder->loader;
}

Method *inline_selected(const Compilation *c, const CacheEntry *entry, const Class *class)
{
    CacheState state = cache_state(entry);
    bool is_selected = state == CACHE_VTABLE || state == CACHE_ITABLE;
    if (is_selected && operand_class(c, entry->method->param_count))
        return NULL; /* what others have called there says nothing */
    return is_selected && outlives(c, class) ? selected(entry, class) : NULL;
}

Method *inline_target(const Compilation *c, const CacheEntry *entry, u32 *ret_class_word)
{
    u32 words[CACHE_RECEIVERS];
    if (cache_receivers(entry, words) != 1)
        return NULL;
    Method *target = inline_selected(c, entry, region_pointer(words[0]));
    *ret_class_word = words[0];
    return target && (intrinsic_of(target) || inline_may(c, target)) ? target : NULL;
}
