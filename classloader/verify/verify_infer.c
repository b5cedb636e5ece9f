/* verify_infer.c - see verify_parts.h: type inference (JVMS 4.10.2), until nothing changes.
 * A state is kept for each place where paths may join: targets of jumps, handlers, instructions behind a jsr,
 * and the jsr itself. States that have changed are run again in the order of the code, pass by pass.
 *
 * Subroutines (4.10.2.5): a state lists the subroutines that are active in it, outermost first, each with the
 * locals touched since it was called. Behind the jsr a touched local has the type that it has at ret, and any
 * other the type that it had at the jsr. So a subroutine may be called with different types in the locals
 * that it leaves alone. */
#include "classloader/verify/verify_parts.h"

#include <string.h>

typedef struct Active {
    u32 entry;
    u64 *touched; /* bit per local */
} Active;

typedef struct State {
    TypeFrame frame; /* its bci is set from the start, the rest when control has come here */
    Active *active;
    u32 ret_bci; /* at a subroutine's entry: 1 + the bci of its only ret; 0: not known */
    u16 active_count;
    bool reached, changed;
} State;

typedef struct Inference {
    State *states; /* one for each of the verifier's places */
    u32 touched_words;
    bool pending;
    /* of the current frame */
    Active *active;
    u32 active_count, active_capacity;
} Inference;

static State *state_at(const Verifier *v, u32 bci)
{
    return &v->inference->states[frame_find_place(v, bci)];
}

static bool has_state(const Verifier *v, u32 bci)
{
    return (v->marks[bci] & MARK_PLACE) != 0;
}

/* ---- active subroutines ---- */

static const Active *find_active(const Active *list, u32 count, u32 entry)
{
    for (u32 i = 0; i < count; i++)
        if (list[i].entry == entry)
            return &list[i];
    return NULL;
}

static u64 *new_touched(Verifier *v)
{
    return ARENA_ARRAY(&v->method_arena, u64, v->inference->touched_words);
}

static void touch(u64 *touched, u32 index)
{
    touched[index / 64] |= (u64)1 << (index % 64);
}

static bool is_touched(const u64 *touched, u32 index)
{
    return (touched[index / 64] >> (index % 64)) & 1;
}

void infer_touch_local(Verifier *v, u32 index, bool wide)
{
    const Inference *in = v->inference;
    for (u32 i = 0; i < in->active_count; i++) {
        touch(in->active[i].touched, index);
        if (wide)
            touch(in->active[i].touched, index + 1);
        v->locals_changed = true; /* so that handlers' states are joined with this one */
    }
}

static Active *copy_active(Verifier *v, const Active *from, u32 count)
{
    u32 words = v->inference->touched_words;
    Active *copy = count ? ARENA_ARRAY(&v->method_arena, Active, count) : NULL;
    for (u32 i = 0; i < count; i++) {
        copy[i] = (Active){from[i].entry, new_touched(v)};
        memcpy(copy[i].touched, from[i].touched, words * sizeof(u64));
    }
    return copy;
}

/* Subroutines that are active on both paths stay; a local that was touched on either path is touched. */
static bool merge_active(Verifier *v, State *into)
{
    const Inference *in = v->inference;
    u32 kept = 0;
    bool changed = false;
    for (u32 i = 0; i < into->active_count; i++) {
        const Active *other = find_active(in->active, in->active_count, into->active[i].entry);
        if (!other) {
            changed = true;
            continue;
        }
        Active *mine = &into->active[kept++];
        *mine = into->active[i];
        for (u32 word = 0; word < in->touched_words; word++) {
            changed |= (other->touched[word] & ~mine->touched[word]) != 0;
            mine->touched[word] |= other->touched[word];
        }
    }
    into->active_count = (u16)kept;
    return changed;
}

/* ---- joining paths (4.10.2.2) ---- */

static void copy_frame(Verifier *v, TypeFrame *to, const TypeFrame *from)
{
    *to = *from;
    to->locals = ARENA_ARRAY(&v->method_arena, VType, from->local_count + from->depth);
    to->stack = to->locals + from->local_count;
    memcpy(to->locals, from->locals, from->local_count * sizeof(VType));
    memcpy(to->stack, from->stack, from->depth * sizeof(VType));
}

static void first_arrival(Verifier *v, State *into, const TypeFrame *from)
{
    const Inference *in = v->inference;
    u32 bci = into->frame.bci;
    copy_frame(v, &into->frame, from);
    into->frame.bci = bci;
    into->active = copy_active(v, in->active, in->active_count);
    into->active_count = (u16)in->active_count;
    into->reached = true;
}

static bool merge_stack(Verifier *v, TypeFrame *into, const TypeFrame *from, bool *changed)
{
    if (into->depth != from->depth)
        return verify_fail(v, PROBLEM_MERGE_DEPTH, &(Why){.number = from->depth, .other = into->depth});
    for (u32 i = 0; i < into->depth; i++) {
        if (into->stack[i] == from->stack[i])
            continue;
        VType merged = verify_merge(v, into->stack[i], from->stack[i]);
        if (v->t->exception || (merged == VT_TOP && into->stack[i] != VT_TOP))
            return verify_fail_code(v, PROBLEM_MERGE_STACK, 0);
        *changed |= merged != into->stack[i];
        into->stack[i] = merged;
    }
    return true;
}

static void merge_locals(Verifier *v, TypeFrame *into, const TypeFrame *from, bool *changed)
{
    *changed |= from->local_count < into->local_count;
    into->local_count = (u16)min_u32(into->local_count, from->local_count);
    for (u32 i = 0; i < into->local_count; i++) {
        if (into->locals[i] == from->locals[i])
            continue;
        VType merged = verify_merge(v, into->locals[i], from->locals[i]);
        *changed |= merged != into->locals[i];
        into->locals[i] = merged;
    }
    while (into->local_count && into->locals[into->local_count - 1] == VT_TOP)
        into->local_count--;
}

static bool join(Verifier *v, State *into, const TypeFrame *from)
{
    bool changed = false;
    if (!into->reached) {
        first_arrival(v, into, from);
        changed = true;
    } else {
        if (!merge_stack(v, &into->frame, from, &changed))
            return false;
        merge_locals(v, &into->frame, from, &changed);
        if (v->t->exception)
            return verify_fail_code(v, PROBLEM_MERGE_STACK, 0);
        changed |= merge_active(v, into) | (from->this_uninit && !into->frame.this_uninit);
        into->frame.this_uninit |= from->this_uninit;
    }
    into->changed |= changed;
    v->inference->pending |= changed;
    return true;
}

/* The targets of all jumps have been checked before (verify_operand.c). */
bool infer_branch(Verifier *v, i64 target)
{
    return join(v, state_at(v, (u32)target), &v->frame);
}

/* An exception finds the locals as they are before the instruction. */
static bool join_handlers(Verifier *v)
{
    if (v->bci < v->try_start || v->bci >= v->try_end)
        return true;
    if (!v->locals_changed && !(v->marks[v->bci] & MARK_HANDLER))
        return true;
    v->locals_changed = false;
    for (u32 i = 0, count = handler_seek(v); i < count; i++) {
        VType type;
        TypeFrame frame = v->frame;
        if (v->m->max_stack == 0)
            return verify_fail_code(v, PROBLEM_OVERFLOW, 0);
        if (!handler_type(v, v->covering[i], &type))
            return false;
        frame.stack = &type;
        frame.depth = 1;
        if (!join(v, state_at(v, v->covering[i]->target), &frame))
            return false;
    }
    return true;
}

/* ---- jsr and ret (4.10.2.5) ---- */

static bool is_new(VType type)
{
    return type >> 32 == V_UNINIT;
}

/* An uninitialized object of `new` is forgotten when a subroutine begins or ends, since objects of two calls
 * could be confused. */
static void forget_uninit(Verifier *v)
{
    TypeFrame *f = &v->frame;
    for (u32 i = 0; i < f->depth; i++)
        if (is_new(f->stack[i]))
            f->stack[i] = VT_TOP;
    for (u32 i = 0; i < f->local_count; i++)
        if (is_new(f->locals[i]))
            frame_own_locals(v)[i] = VT_TOP;
}

static void push_active(Verifier *v, u32 entry)
{
    Inference *in = v->inference;
    if (in->active_count == in->active_capacity) {
        u32 capacity = 2 * in->active_capacity + 4;
        Active *larger = ARENA_ARRAY(&v->method_arena, Active, capacity);
        if (in->active_count)
            memcpy(larger, in->active, in->active_count * sizeof(Active));
        in->active = larger;
        in->active_capacity = capacity;
    }
    in->active[in->active_count++] = (Active){entry, new_touched(v)};
}

bool infer_call_subroutine(Verifier *v, i64 target)
{
    Inference *in = v->inference;
    u32 entry = (u32)target;
    State *subroutine = state_at(v, entry);
    if (find_active(in->active, in->active_count, entry))
        return verify_fail_code(v, PROBLEM_JSR_RECURSION, 0);
    forget_uninit(v);
    if (!frame_push(v, vtype_return_address(entry)))
        return false;
    push_active(v, entry);
    if (!join(v, subroutine, &v->frame))
        return false;
    /* The subroutine's ret may lead behind this jsr, too. */
    if (subroutine->ret_bci) {
        State *ret = state_at(v, subroutine->ret_bci - 1);
        ret->changed |= ret->reached;
        in->pending |= ret->reached;
    }
    return true;
}

/* The locals behind a jsr: those that the subroutine touched as they are at ret, the others as they were at
 * the jsr. */
static void combine_locals(Verifier *v, const State *call, const u64 *touched, TypeFrame *ret)
{
    u32 count = max_u32(call->frame.local_count, v->frame.local_count);
    ret->locals = ARENA_ARRAY(&v->method_arena, VType, count);
    ret->local_count = count;
    for (u32 i = 0; i < count; i++) {
        const TypeFrame *from = is_touched(touched, i) ? &v->frame : &call->frame;
        ret->locals[i] = i < from->local_count ? from->locals[i] : VT_TOP;
    }
}

static bool return_behind(Verifier *v, const State *call, const u64 *touched)
{
    Inference *in = v->inference;
    u32 next = call->frame.bci + opcode_length(v->code, v->length, call->frame.bci);
    if (next >= v->length)
        return verify_fail_code(v, PROBLEM_FALLS_OFF, 0);
    TypeFrame frame = v->frame;
    combine_locals(v, call, touched, &frame);
    /* The subroutines around this one have touched what this one touched. */
    Active *active = in->active;
    u32 active_count = in->active_count;
    in->active = copy_active(v, call->active, call->active_count);
    in->active_count = call->active_count;
    for (u32 i = 0; i < in->active_count; i++)
        for (u32 word = 0; word < in->touched_words; word++)
            in->active[i].touched[word] |= touched[word];
    bool good = join(v, state_at(v, next), &frame);
    in->active = active;
    in->active_count = active_count;
    return good;
}

static bool calls(const Verifier *v, const State *state, u32 entry)
{
    u32 bci = state->frame.bci;
    return bytecode_is_jsr(v->code[bci]) && bytecode_branch_target(v->code, bci) == entry;
}

static bool return_to_callers(Verifier *v, u32 entry, const u64 *touched)
{
    Inference *in = v->inference;
    for (u32 i = 0; i < v->place_count; i++)
        if (in->states[i].reached && calls(v, &in->states[i], entry) &&
            !return_behind(v, &in->states[i], touched))
            return false;
    return true;
}

/* A return address is always that of the subroutine's latest call: at its entry every local's type covers the
 * one at the first call, when there was no address of the subroutine yet. */
bool infer_return_from_subroutine(Verifier *v, u32 local)
{
    const Inference *in = v->inference;
    VType address = local < v->frame.local_count ? v->frame.locals[local] : VT_TOP;
    infer_touch_local(v, local, false);
    if (vtype_is_array(address) || vtype_tag(address) != V_RETURN)
        return verify_fail_code(v, local < v->frame.local_count ? PROBLEM_LOCAL_TYPE : PROBLEM_LOCAL_UNSET,
                                local);
    u32 entry = vtype_bci(address);
    State *subroutine = state_at(v, entry);
    const Active *self = find_active(in->active, in->active_count, entry);
    if (!self || (subroutine->ret_bci && subroutine->ret_bci != v->bci + 1))
        return verify_fail_code(v, PROBLEM_JSR_RETURNS, 0);
    subroutine->ret_bci = v->bci + 1;
    forget_uninit(v);
    return return_to_callers(v, entry, self->touched);
}

/* ---- places that have a state ---- */

static void want_state(Verifier *v, i64 bci)
{
    if (bci < v->length)
        v->marks[bci] |= MARK_PLACE;
}

static void want_targets(Verifier *v)
{
    i64 target;
    for (Targets targets = bytecode_targets(v->code, v->bci); bytecode_next_target(&targets, &target);)
        want_state(v, target);
    if (bytecode_is_jsr(v->op) || v->op == OP_ret) {
        want_state(v, v->bci);
        want_state(v, v->next);
    }
}

/* The operands of every instruction are checked on the way, whether it can be reached or not. */
static bool find_places(Verifier *v)
{
    for (u32 bci = 0; bci < v->length; bci = v->next) {
        operand_decode(v, bci);
        if (!operand_check(v))
            return false;
        want_targets(v);
    }
    want_state(v, 0);
    for (u32 i = 0; i < v->m->handler_count; i++)
        want_state(v, v->handlers[i].target);
    return true;
}

static void make_states(Verifier *v, Inference *in)
{
    u32 count = 0;
    for (u32 bci = 0; bci < v->length; bci++)
        count += (v->marks[bci] & MARK_PLACE) != 0;
    in->states = ARENA_ARRAY(&v->method_arena, State, count);
    in->touched_words = (v->m->max_locals + 63u) / 64;
    v->places = ARENA_ARRAY(&v->method_arena, u16, count);
    for (u32 bci = 0; bci < v->length; bci++) {
        if (!(v->marks[bci] & MARK_PLACE))
            continue;
        in->states[v->place_count].frame.bci = bci;
        v->places[v->place_count++] = (u16)bci;
    }
}

/* ---- passes ---- */

static void load_state(Verifier *v, const State *state)
{
    Inference *in = v->inference;
    TypeFrame *f = &v->frame;
    f->locals = state->frame.locals;
    f->local_count = state->frame.local_count;
    f->depth = state->frame.depth;
    f->this_uninit = state->frame.this_uninit;
    memcpy(f->stack, state->frame.stack, f->depth * sizeof(VType));
    /* The locals are copied, because a state that jumps to itself changes while it runs. */
    frame_own_locals(v);
    in->active = copy_active(v, state->active, state->active_count);
    in->active_count = in->active_capacity = state->active_count;
}

/* Runs from a state to the end of straight control, or to the next state. */
static bool run(Verifier *v, State *state)
{
    state->changed = false;
    load_state(v, state);
    for (u32 bci = state->frame.bci;;) {
        operand_decode(v, bci);
        v->frame.bci = bci;
        v->start_depth = v->frame.depth;
        if (v->observer)
            verify_observe(v, false);
        if (!join_handlers(v) || !op_apply(v))
            return false;
        /* A constructor may throw after it has initialized its object, so handlers see the object in both
         * forms. */
        if (v->op == OP_invokespecial && !join_handlers(v))
            return false;
        if (!bytecode_falls_through(v->op))
            return true;
        bci = v->next;
        if (bci >= v->length)
            return verify_fail_code(v, PROBLEM_FALLS_OFF, 0);
        if (has_state(v, bci))
            return join(v, state_at(v, bci), &v->frame);
    }
}

bool infer_method(Verifier *v)
{
    Inference in = {0};
    if (!find_places(v))
        return false;
    make_states(v, &in);
    v->inference = &in;
    if (!join(v, &in.states[0], &v->frame))
        return false;
    while (in.pending) {
        in.pending = false;
        for (u32 i = 0; i < v->place_count; i++) {
            v->place = i;
            if (in.states[i].changed && !run(v, &in.states[i]))
                return false;
        }
    }
    return true;
}
