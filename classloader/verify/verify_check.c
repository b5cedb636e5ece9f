/* verify_check.c - see verify_parts.h: type checking (JVMS 4.10.1.6), one pass along the code.
 * At a StackMapTable frame the current state must fit it and is then replaced by it; at every jump and for
 * every handler the state must fit the frame at the target. */
#include "classloader/verify/verify_parts.h"

#include "vm/base/bytes.h"

#include <string.h>

static const TypeFrame *frame_at(const Verifier *v, i64 bci)
{
    bool has_frame = bci >= 0 && bci < v->length && (v->marks[bci] & MARK_PLACE);
    return has_frame ? &v->frames[frame_find_place(v, (u32)bci)] : NULL;
}

static bool fail_mismatch(Verifier *v, Problem problem, u32 number, const TypeFrame *map, Why *why)
{
    why->number = number;
    why->map = map;
    return verify_fail(v, problem, why);
}

static bool fail_no_frame(Verifier *v, i64 target)
{
    return verify_fail(v, PROBLEM_TARGET_NO_FRAME, &(Why){.kind = WHY_NO_MAP, .number = (u32)target});
}

/* Behind the last frame HotSpot names another reason. */
static bool fail_unreachable(Verifier *v)
{
    bool is_last = v->place == v->place_count;
    return verify_fail(v, PROBLEM_FRAME_MISSING, &(Why){.kind = is_last ? WHY_CODE : WHY_NO_MAP});
}

/* ---- targets ---- */

bool check_branch(Verifier *v, i64 target)
{
    const TypeFrame *map = frame_at(v, target);
    Why why;
    if (!map)
        return fail_no_frame(v, target);
    return frame_is_assignable(v, &v->frame, map, &why) ||
           fail_mismatch(v, PROBLEM_TARGET_MISMATCH, (u32)target, map, &why);
}

/* A handler begins with the current locals and the exception alone on the stack. In a handler around this()
 * or super() the call may have left `this` half made; its frame must say so, and code that starts from such a
 * frame cannot return. Hence initHandlerIsLegal and noAttemptToReturnNormally need no search of the code. */
static bool check_handler(Verifier *v, const Handler *handler)
{
    VType type;
    const TypeFrame *map = frame_at(v, handler->target);
    TypeFrame frame = v->frame;
    Why why;
    if (!handler_type(v, handler, &type))
        return false;
    if (v->m->max_stack == 0) /* the stack has no room for the exception */
        return verify_fail(v, PROBLEM_OVERFLOW, &(Why){.kind = WHY_OVERFLOW});
    if (!map)
        return fail_no_frame(v, handler->target);
    frame.stack = &type;
    frame.depth = 1;
    frame.this_uninit |= v->init_this_call;
    if (frame_is_assignable(v, &frame, map, &why))
        return true;
    why.frame = &frame;
    return fail_mismatch(v, PROBLEM_HANDLER_MISMATCH, handler->target, map, &why);
}

/* instructionSatisfiesHandlers. If locals and handlers are those of the instruction before, they have been
 * checked. */
bool check_handlers(Verifier *v)
{
    if (v->bci < v->try_start || v->bci >= v->try_end)
        return true;
    if (!v->locals_changed && !(v->marks[v->bci] & MARK_HANDLER))
        return true;
    v->locals_changed = false;
    for (u32 i = 0, count = handler_seek(v); i < count; i++)
        if (!check_handler(v, v->covering[i]))
            return false;
    return true;
}

/* ---- the pass ---- */

static void continue_as(Verifier *v, const TypeFrame *map)
{
    TypeFrame *f = &v->frame;
    f->locals = map->locals;
    f->local_count = map->local_count;
    f->depth = map->depth;
    f->this_uninit = map->this_uninit;
    memcpy(f->stack, map->stack, map->depth * sizeof(VType));
    v->locals_changed = true;
}

/* mergedCodeIsTypeSafe: the state before the instruction, if there is a frame. */
static bool enter_instruction(Verifier *v, bool reachable)
{
    bool has_frame = v->place < v->place_count && v->places[v->place] == v->bci;
    const TypeFrame *map = has_frame ? &v->frames[v->place++] : NULL;
    Why why;
    v->frame.bci = v->bci;
    v->start_depth = v->frame.depth;
    v->init_this_call = false;
    if (!map)
        return reachable || fail_unreachable(v);
    if (reachable && !frame_is_assignable(v, &v->frame, map, &why))
        return fail_mismatch(v, PROBLEM_FRAME_MISMATCH, v->bci, map, &why);
    continue_as(v, map);
    v->start_depth = v->frame.depth;
    return true;
}

/* Handlers are checked before the instruction is applied: an exception finds the locals as they are before a
 * store. */
static bool check_instruction(Verifier *v)
{
    bool is_store = bytecode_is_store(v->op);
    if (is_store && !check_handlers(v))
        return false;
    if (!operand_check(v) || !op_apply(v))
        return false;
    return is_store || check_handlers(v);
}

bool check_method(Verifier *v)
{
    bool reachable = true;
    TypeFrame initial = v->frame;
    if (!map_decode(v, &initial))
        return false;
    for (u32 bci = 0; bci < v->length; bci = v->next) {
        operand_decode(v, bci);
        u32 place = v->place;
        if (!enter_instruction(v, reachable))
            return false;
        if (v->observer)
            verify_observe(v, v->place > place);
        if (!check_instruction(v))
            return false;
        reachable = bytecode_falls_through(v->op);
    }
    v->bci = v->length;
    return !reachable || verify_fail_code(v, PROBLEM_FALLS_OFF, 0);
}
