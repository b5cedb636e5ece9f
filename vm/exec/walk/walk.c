/* walk.c - see walk.h. */
#include "vm/exec/walk/walk.h"

#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/library/wellknown.h"
#include "vm/model/class.h"

/* A frame does not tell its own kind; the return pc of the code above it does. */
static CodeKind kind_of(Slot return_pc, const Method *m)
{
    if (!m)
        return CODE_ENTRY;
    if (LIKELY(return_pc == FRAME_RETURN_INTERPRETER))
        return CODE_INTERPRETED;
    if (return_pc == FRAME_RETURN_C)
        return method_is_native(m) || m->entry == ENTRY_INTRINSIC ? CODE_NATIVE : CODE_INTERPRETED;
    return code_blob_leaves(return_pc) ? CODE_INTERPRETED : CODE_COMPILED;
}

/* A marked frame keeps its place in its own record: deopt.h. */
static Slot place_behind(const Slot *fp, Slot return_pc)
{
    return UNLIKELY(return_pc == code_blob_deopt) ? fp[FRAME_POSITION] : return_pc;
}

static const CodePoint *machine_point(const void *pc)
{
    const CodePoint *point = code_blob_point(pc);
    if (!point)
        panic("no code returns to %p", pc);
    return point;
}

/* Inlined, so that a walk that is returned by value is built in its final place: copying what has just been
 * stored word by word costs more than a step. */
static inline __attribute__((always_inline)) void look(FrameWalk *walk, Slot *fp, Slot return_pc)
{
    walk->fp = fp;
    if (fp == walk->end || !fp) {
        walk->fp = NULL;
        walk->method = NULL;
        return;
    }
    walk->is_marked = return_pc == code_blob_deopt;
    return_pc = place_behind(fp, return_pc);
    walk->method = frame_method(fp);
    walk->kind = kind_of(return_pc, walk->method);
    walk->pc = walk->kind == CODE_INTERPRETED ? frame_position(fp) : NULL;
    walk->inner = 0;
    if (UNLIKELY(walk->kind == CODE_COMPILED)) {
        walk->pc = (const void *)(uintptr_t)return_pc;
        walk->point = machine_point(walk->pc);
        walk->method = walk->point->places[0].method;
    }
}

bool walk_begins_virtual(const Slot *fp)
{
    const Method *m = frame_method(fp);
    return m && m == WK_METHOD(Continuation_enter) && fp[FRAME_RECORD_ABOVE] != 0;
}

static inline __attribute__((always_inline)) void look_at_caller(FrameWalk *walk)
{
    if (UNLIKELY(walk->is_bounded && walk_begins_virtual(walk->fp))) {
        walk->fp = NULL;
        walk->method = NULL;
        return;
    }
    look(walk, frame_caller(walk->fp), walk->fp[FRAME_RETURN_PC]);
}

static inline __attribute__((always_inline)) void skip_entries(FrameWalk *walk)
{
    while (walk->fp && walk->kind == CODE_ENTRY)
        look_at_caller(walk);
}

FrameWalk walk_part(Thread *thread, Slot *fp, const Slot *end, Slot return_pc)
{
    FrameWalk walk = {.thread = thread, .end = end};
    look(&walk, fp, return_pc);
    return walk;
}

FrameWalk walk_frames(Thread *t)
{
    FrameWalk walk = {.thread = t};
    look(&walk, t->fp, t->machine_pc);
    return walk;
}

static FrameWalk begin(Thread *t, bool is_bounded)
{
    FrameWalk walk = {.thread = t, .is_bounded = is_bounded};
    look(&walk, t->fp, t->machine_pc);
    skip_entries(&walk);
    return walk;
}

FrameWalk walk_begin(Thread *t)
{
    return begin(t, true);
}

FrameWalk walk_begin_all(Thread *t)
{
    return begin(t, false);
}

FrameWalk walk_begin_carrier(Thread *t)
{
    FrameWalk walk = walk_begin_all(t), outer = walk;
    for (; walk_valid(&walk); walk_next_frame(&walk))
        if (walk_begins_virtual(walk.fp)) {
            outer = walk;
            walk_next_frame(&outer);
        }
    skip_entries(&outer);
    return outer;
}

FrameWalk walk_begin_virtual(Thread *t)
{
    for (FrameWalk walk = walk_begin_all(t); walk_valid(&walk); walk_next_frame(&walk))
        if (walk_begins_virtual(walk.fp))
            return walk_begin(t);
    return (FrameWalk){.thread = t};
}

void walk_next_frame(FrameWalk *walk)
{
    look_at_caller(walk);
}

void walk_next_step(FrameWalk *walk)
{
    if (walk->kind == CODE_COMPILED && walk->inner + 1 < walk->point->count)
        walk->method = walk->point->places[++walk->inner].method;
    else
        look_at_caller(walk);
}

void walk_next(FrameWalk *walk)
{
    walk_next_step(walk);
    skip_entries(walk);
}

/* ---- broken stacks ---- */

static bool has_room(const Thread *t, const Slot *fp)
{
    const Slot *low = (const Slot *)t->stack_memory, *high = t->stack_base;
    return fp >= low + FRAME_RECORD_BELOW && fp <= high - FRAME_RECORD_ABOVE;
}

static bool is_plausible(const Thread *t, const Slot *fp, Slot return_pc)
{
    if (!has_room(t, fp))
        return false;
    const Method *m = frame_method(fp);
    return_pc = place_behind(fp, return_pc);
    return !m || (region_contains(m) && (kind_of(return_pc, m) != CODE_COMPILED ||
                                         code_blob_point((const void *)(uintptr_t)return_pc)));
}

FrameWalk walk_frames_carefully(Thread *t)
{
    return walk_part(t, is_plausible(t, t->fp, t->machine_pc) ? t->fp : NULL, NULL, t->machine_pc);
}

void walk_next_frame_carefully(FrameWalk *walk)
{
    Slot *caller = frame_caller(walk->fp), return_pc = walk->fp[FRAME_RETURN_PC];
    look(walk, is_plausible(walk->thread, caller, return_pc) ? caller : NULL, return_pc);
}

FrameWalk walk_caller_carefully(Thread *t, const Method *m, Slot *fp, const Slot *sp)
{
    Slot return_pc = has_room(t, sp) ? *sp : FRAME_RETURN_C;
    if (has_room(t, fp) && frame_method(fp) == m) {
        return_pc = fp[FRAME_RETURN_PC];
        fp = frame_caller(fp);
    }
    return walk_part(t, is_plausible(t, fp, return_pc) ? fp : NULL, NULL, return_pc);
}

/* ---- what a step tells ---- */

bool walk_is_hidden(const FrameWalk *walk)
{
    return (walk->method->flags & METHOD_HIDDEN) || (walk->method->holder->flags & CLASS_IS_HIDDEN);
}

Slot *walk_high(const FrameWalk *walk)
{
    const Method *m = frame_method(walk->fp);
    return walk->fp + FRAME_RECORD_ABOVE + (m ? m->arg_slots : 0);
}
