/* walk.c - see walk.h. */
#include "vm/exec/walk/walk.h"

#include "classloader/prepare/positions.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/model/class.h"

/* A frame does not tell its own kind: the return pc of the code above it does. */
static CodeKind kind_of(Slot return_pc, const Method *m)
{
    if (return_pc != FRAME_RETURN_INTERPRETER && return_pc != FRAME_RETURN_C)
        return CODE_COMPILED;
    if (!m)
        return CODE_ENTRY;
    return method_is_native(m) ? CODE_NATIVE : CODE_INTERPRETED;
}

static bool is_plausible(const FrameWalk *walk)
{
    const Slot *low = (const Slot *)walk->thread->stack_memory, *high = walk->thread->stack_base;
    if (walk->fp < low + FRAME_RECORD_BELOW || walk->fp > high - FRAME_RECORD_ABOVE)
        return false;
    const Method *m = frame_method(walk->fp);
    return !m || region_contains(m);
}

static void look_at_machine_code(FrameWalk *walk, Slot return_pc)
{
    walk->pc = (const void *)(uintptr_t)return_pc;
    walk->point = code_blob_point(walk->pc);
    if (walk->point)
        walk->method = walk->point->places[0].method;
    else if (walk->is_careful)
        walk->fp = NULL;
    else
        panic("no code returns to %p", walk->pc);
}

static void look(FrameWalk *walk, Slot *fp, Slot return_pc)
{
    walk->fp = fp == walk->end ? NULL : fp;
    walk->method = NULL;
    walk->pc = NULL;
    walk->inner = 0;
    if (walk->fp && walk->is_careful && !is_plausible(walk))
        walk->fp = NULL;
    if (!walk->fp)
        return;
    walk->method = frame_method(fp);
    walk->kind = kind_of(return_pc, walk->method);
    if (walk->kind == CODE_INTERPRETED)
        walk->pc = frame_position(fp);
    else if (walk->kind == CODE_COMPILED)
        look_at_machine_code(walk, return_pc);
}

static void skip_entries(FrameWalk *walk)
{
    while (walk->fp && walk->kind == CODE_ENTRY)
        walk_next_frame(walk);
}

FrameWalk walk_part(Thread *thread, Slot *fp, const Slot *end, Slot return_pc)
{
    FrameWalk walk = {.thread = thread, .end = end};
    look(&walk, fp, return_pc);
    return walk;
}

FrameWalk walk_frames(Thread *t)
{
    return walk_part(t, t->fp, NULL, FRAME_RETURN_C);
}

FrameWalk walk_frames_carefully(Thread *t)
{
    FrameWalk walk = {.thread = t, .is_careful = true};
    look(&walk, t->fp, FRAME_RETURN_C);
    return walk;
}

FrameWalk walk_begin(Thread *t)
{
    FrameWalk walk = walk_frames(t);
    skip_entries(&walk);
    return walk;
}

void walk_next_frame(FrameWalk *walk)
{
    look(walk, frame_caller(walk->fp), walk->fp[FRAME_RETURN_PC]);
}

void walk_next(FrameWalk *walk)
{
    if (walk->kind == CODE_COMPILED && walk->inner + 1 < walk->point->count) {
        walk->method = walk->point->places[++walk->inner].method;
        return;
    }
    walk_next_frame(walk);
    skip_entries(walk);
}

u32 walk_bci(const FrameWalk *walk)
{
    switch (walk->kind) {
    case CODE_INTERPRETED: return walk->pc ? positions_bci(walk->method, walk->pc) : 0;
    case CODE_COMPILED: return walk->point->places[walk->inner].bci;
    default: return 0;
    }
}

bool walk_is_hidden(const FrameWalk *walk)
{
    return (walk->method->flags & METHOD_HIDDEN) || (walk->method->holder->flags & CLASS_IS_HIDDEN);
}

Slot *walk_high(const FrameWalk *walk)
{
    const Method *m = frame_method(walk->fp);
    return walk->fp + FRAME_RECORD_ABOVE + (m ? m->arg_slots : 0);
}
