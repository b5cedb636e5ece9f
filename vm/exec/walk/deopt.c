/* deopt.c - see deopt.h. */
#include "vm/exec/walk/deopt.h"

static const u16 *position_of(const CodePlace *place)
{
    return positions_find(place->method, place->bci);
}

static bool may_convert(const CodePoint *point)
{
    for (u32 i = 0; i < point->count; i++)
        if (!position_of(&point->places[i]))
            return false;
    return true;
}

void deopt_mark(Slot *fp, Slot *return_pc)
{
    const CodePoint *point = code_blob_point((const void *)(uintptr_t)*return_pc);
    if (!point || !may_convert(point))
        return;
    fp[FRAME_POSITION] = *return_pc;
    *return_pc = code_blob_deopt;
}

/* Of one that has been called by the code at the next place. */
static void make_record(Slot *fp, Slot *caller, const Method *m)
{
    fp[FRAME_RETURN_PC] = FRAME_RETURN_INTERPRETER;
    fp[FRAME_SAVED_FP] = (Slot)(uintptr_t)caller;
    fp[FRAME_METHOD] = (Slot)(uintptr_t)m;
}

void deopt_convert(FrameWalk *walk)
{
    const CodePlace *places = walk->point->places;
    u32 last = walk->point->count - 1;
    Slot *fp = walk_frame_pointer(walk);
    for (u32 i = walk->inner; i <= last; i++) {
        Slot *at = walk->fp - places[i].base;
        at[FRAME_POSITION] = (Slot)(uintptr_t)position_of(&places[i]);
        if (i < last)
            make_record(at, walk->fp - places[i + 1].base, places[i].method);
    }
    walk->fp = fp;
    walk->kind = CODE_INTERPRETED;
    walk->pc = frame_position(fp);
    walk->is_marked = false;
}

u32 deopt_start(const Method *m, u32 bci)
{
    return positions_start(m, bci);
}

bool deopt_resume(FrameWalk *walk, Slot **ret_sp)
{
    const CodePoint *point = walk->point;
    const Method *m = point->places[0].method;
    if (point->resume == CODE_NO_RESUME)
        return false;
    deopt_convert(walk);
    walk->pc = positions_find(m, point->resume);
    walk->fp[FRAME_POSITION] = (Slot)(uintptr_t)walk->pc;
    *ret_sp = walk->fp - m->frame_slots - point->resume_depth;
    return true;
}
