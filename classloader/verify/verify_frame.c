/* verify_frame.c - see verify_parts.h: the current frame, and when one frame does for another
 * (JVMS 4.10.1.4). Popped cells stay above the depth until something is pushed, because messages show the
 * stack as it was. Locals are shared with the StackMapTable frame that they came from until the first
 * store. */
#include "classloader/verify/verify_parts.h"

#include <string.h>

static bool fail_why(Verifier *v, Problem problem, WhyKind kind, u32 number)
{
    return verify_fail(v, problem, &(Why){.kind = kind, .number = number});
}

static Origin expected(VType type)
{
    return (Origin){ORIGIN_IMPLIED, 0, type};
}

/* ---- the start ---- */

static VType initial_this(const Verifier *v)
{
    bool must_call_init = (v->m->flags & METHOD_IS_INIT) && v->c->super;
    return must_call_init ? VTYPE(V_UNINIT_THIS) : v->this_type;
}

bool frame_enter_method(Verifier *v)
{
    const Method *m = v->m;
    const Signature *signature = verify_own_signature(v, m->desc);
    if (!signature)
        return false;
    v->result = signature->result;
    v->own_locals = ARENA_ARRAY(&v->method_arena, VType, m->max_locals + 1);
    VType *locals = ARENA_ARRAY(&v->method_arena, VType, m->arg_slots + 1);
    bool has_this = !method_is_static(m);
    if (has_this)
        locals[0] = initial_this(v);
    memcpy(locals + has_this, signature->params, signature->cells * sizeof(VType));
    v->frame = (TypeFrame){.local_count = has_this + signature->cells,
                           .this_uninit = has_this && locals[0] == VTYPE(V_UNINIT_THIS),
                           .locals = locals,
                           .stack = ARENA_ARRAY(&v->method_arena, VType, m->max_stack + 1)};
    v->locals_changed = true;
    return true;
}

/* ---- the stack ---- */

bool frame_push(Verifier *v, VType type)
{
    TypeFrame *f = &v->frame;
    bool wide = vtype_is_wide(type);
    if (f->depth + wide >= v->m->max_stack)
        return fail_why(v, PROBLEM_OVERFLOW, WHY_OVERFLOW, 0);
    f->stack[f->depth++] = type;
    if (wide)
        f->stack[f->depth++] = vtype_second(type);
    return true;
}

bool frame_push_value(Verifier *v, VType type)
{
    TypeFrame *f = &v->frame;
    u32 cells = 1 + vtype_is_wide(type);
    for (u32 i = 0; i < cells; i++) {
        if (f->depth >= v->m->max_stack)
            return fail_why(v, PROBLEM_OVERFLOW, WHY_OVERFLOW, 0);
        f->stack[f->depth++] = i ? vtype_second(type) : type;
    }
    return true;
}

Origin frame_popped(const Verifier *v, VType type)
{
    return (Origin){ORIGIN_STACK, v->frame.depth, type};
}

static bool pop_cells(Verifier *v, u32 cells, VType want, Problem problem, VType *ret)
{
    TypeFrame *f = &v->frame;
    if (f->depth < cells && !(v->infer && f->depth))
        return fail_why(v, PROBLEM_UNDERFLOW, WHY_UNDERFLOW, 0);
    f->depth -= min_u32(cells, f->depth);
    VType found = f->stack[f->depth];
    if (ret)
        *ret = found;
    if (found == want || verify_is_assignable(v, found, want))
        return true;
    Why why = {.kind = WHY_TYPE, .found = frame_popped(v, found), .expected = expected(want)};
    /* For a type that is no object the inference verifier has a single text. */
    bool is_specific =
        !v->infer || problem == PROBLEM_SPLIT || problem == PROBLEM_ARRAY_TYPE || vtype_is_reference(found);
    return verify_fail(v, is_specific ? problem : PROBLEM_POP_TYPE, &why);
}

bool frame_pop_as(Verifier *v, VType want, Problem problem, VType *ret)
{
    return pop_cells(v, 1 + vtype_is_wide(want), want, problem, ret);
}

bool frame_pop_value(Verifier *v, VType want, Problem problem, VType *ret)
{
    VType found;
    if (v->infer && vtype_is_reference(want)) {
        if (!frame_pop(v, vtype_class(SYM(java_lang_Object)), &found))
            return false;
        v->late[v->late_count++] = (LateCheck){found, want, problem};
        if (ret)
            *ret = found;
        return true;
    }
    if (v->infer)
        return frame_pop(v, want, ret);
    if (!vtype_is_wide(want))
        return frame_pop_as(v, want, problem, ret);
    return pop_cells(v, 1, vtype_second(want), problem, NULL) && pop_cells(v, 1, want, problem, ret);
}

bool frame_check_late(Verifier *v)
{
    while (v->late_count) {
        const LateCheck *late = &v->late[--v->late_count];
        if (late->found != late->want && !verify_is_assignable(v, late->found, late->want))
            return verify_fail_code(v, late->problem, 0);
    }
    return true;
}

bool frame_pop(Verifier *v, VType want, VType *ret)
{
    return frame_pop_as(v, want, PROBLEM_POP_TYPE, ret);
}

/* ---- locals ---- */

VType *frame_own_locals(Verifier *v)
{
    TypeFrame *f = &v->frame;
    if (f->locals != v->own_locals) {
        memcpy(v->own_locals, f->locals, f->local_count * sizeof(VType));
        f->locals = v->own_locals;
    }
    v->locals_changed = true;
    return v->own_locals;
}

static bool fail_load(Verifier *v, u32 index, VType found, VType want)
{
    bool wide = vtype_is_wide(want);
    Problem problem = wide ? PROBLEM_LOCAL_PAIR_TYPE : PROBLEM_LOCAL_TYPE;
    if (v->infer && index + wide >= v->frame.local_count)
        problem = wide ? PROBLEM_LOCAL_PAIR_UNSET : PROBLEM_LOCAL_UNSET;
    if (!wide && !vtype_is_array(found) && vtype_tag(found) == V_RETURN)
        problem = PROBLEM_LOCAL_RETURN_ADDRESS;
    Why why = {
        .kind = WHY_TYPE, .number = index, .found = {ORIGIN_LOCAL, index, found}, .expected = expected(want)};
    return verify_fail(v, problem, &why);
}

bool frame_load(Verifier *v, u32 index, VType want, VType *ret)
{
    const TypeFrame *f = &v->frame;
    if (!v->infer && vtype_is_wide(want) && index + 1 >= f->local_count)
        return fail_why(v, PROBLEM_LOCAL_PAIR_UNSET, WHY_LOCAL, index);
    VType found = index < f->local_count ? f->locals[index] : VT_TOP;
    *ret = found;
    return found == want || verify_is_assignable(v, found, want) || fail_load(v, index, found, want);
}

/* A store into one half of a long or double destroys the other half as well. */
void frame_store(Verifier *v, u32 index, VType type)
{
    TypeFrame *f = &v->frame;
    VType *locals = frame_own_locals(v);
    u32 end = index + 1 + vtype_is_wide(type);
    for (u32 i = f->local_count; i < end; i++)
        locals[i] = VT_TOP;
    f->local_count = max_u32(f->local_count, end);
    if (index && vtype_is_second(locals[index]))
        locals[index - 1] = VT_TOP;
    if (end < f->local_count && vtype_is_second(locals[end]))
        locals[end] = VT_TOP;
    locals[index] = type;
    if (vtype_is_wide(type))
        locals[index + 1] = vtype_second(type);
}

void frame_replace(Verifier *v, VType from, VType to)
{
    TypeFrame *f = &v->frame;
    for (u32 i = 0; i < f->depth; i++)
        if (f->stack[i] == from)
            f->stack[i] = to;
    for (u32 i = 0; i < f->local_count; i++)
        if (f->locals[i] == from)
            frame_own_locals(v)[i] = to;
}

/* ---- places ---- */

/* Most jumps are short, so the search goes outwards from the verifier's place, in steps that double until the
 * place that is looked for lies between two of them. */
u32 frame_find_place(const Verifier *v, u32 bci)
{
    u32 low = 0, high = v->place_count, step = 1;
    for (u32 at = min_u32(v->place, v->place_count - 1); at < v->place_count; step *= 2) {
        if (v->places[at] == bci)
            return at;
        if (v->places[at] < bci) {
            low = at + 1;
            at += step;
        } else {
            high = at;
            at -= min_u32(step, at);
        }
        if (low > at || high <= at)
            break;
    }
    while (low + 1 < high) {
        u32 middle = (low + high) / 2;
        if (v->places[middle] <= bci)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- frameIsAssignable ---- */

static bool cells_are_assignable(Verifier *v, const VType *from, const VType *to, u32 count, u32 *ret_index)
{
    for (u32 i = 0; i < count; i++)
        if (from[i] != to[i] && !verify_is_assignable(v, from[i], to[i])) {
            *ret_index = i;
            return false;
        }
    return true;
}

/* Locals beyond those of `from` are top. */
static bool locals_are_assignable(Verifier *v, const TypeFrame *from, const TypeFrame *to, Why *ret_why)
{
    u32 shared = min_u32(from->local_count, to->local_count), index = 0;
    bool good =
        from->locals == to->locals || cells_are_assignable(v, from->locals, to->locals, shared, &index);
    for (u32 i = shared; good && i < to->local_count; i++) {
        good = to->locals[i] == VT_TOP;
        index = i;
    }
    if (good)
        return true;
    VType found = index < from->local_count ? from->locals[index] : VT_TOP;
    *ret_why = (Why){.kind = WHY_TYPE,
                     .found = {ORIGIN_LOCAL, index, found},
                     .expected = {ORIGIN_MAP_LOCAL, index, to->locals[index]}};
    return false;
}

bool frame_is_assignable(Verifier *v, const TypeFrame *from, const TypeFrame *to, Why *ret_why)
{
    u32 index = 0;
    if (from->depth != to->depth) {
        *ret_why = (Why){.kind = WHY_STACK_SIZE};
        return false;
    }
    if (!locals_are_assignable(v, from, to, ret_why))
        return false;
    if (!cells_are_assignable(v, from->stack, to->stack, from->depth, &index)) {
        *ret_why = (Why){.kind = WHY_TYPE,
                         .found = {ORIGIN_STACK, index, from->stack[index]},
                         .expected = {ORIGIN_MAP_STACK, index, to->stack[index]}};
        return false;
    }
    if (from->this_uninit && !to->this_uninit) {
        *ret_why = (Why){.kind = WHY_FLAGS};
        return false;
    }
    return true;
}
