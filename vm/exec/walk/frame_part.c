/* frame_part.c - see frame_part.h. */
#include "vm/exec/walk/frame_part.h"

#include <string.h>

static Slot *past_arguments(Slot *fp)
{
    return fp + FRAME_RECORD_ABOVE + frame_method(fp)->arg_slots;
}

FramePart frame_part_caller(Slot *fp)
{
    return (FramePart){.low = past_arguments(fp), .fp = frame_caller(fp), .return_pc = fp[FRAME_RETURN_PC]};
}

Slot *frame_part_find(Slot *fp, const Method *method)
{
    while (fp && frame_method(fp) && frame_method(fp) != method)
        fp = frame_caller(fp);
    return fp && frame_method(fp) ? fp : NULL;
}

bool frame_part_extend(FramePart *part, const Method *outermost)
{
    part->outermost = frame_part_find(part->fp, outermost);
    if (!part->outermost)
        return false;
    part->high = past_arguments(part->outermost);
    return true;
}

FramePart frame_part_move(const FramePart *part, Slot *to)
{
    ptrdiff_t distance = to - part->low;
    FramePart moved = {to, part->high + distance, part->fp + distance, part->outermost + distance,
                       part->return_pc};
    memmove(to, part->low, (size_t)((char *)part->high - (char *)part->low));
    for (Slot *fp = moved.fp; fp != moved.outermost; fp = frame_caller(fp))
        fp[FRAME_SAVED_FP] = (Slot)(uintptr_t)(frame_caller(fp) + distance);
    return moved;
}

void frame_part_link(const FramePart *part, const FramePart *caller)
{
    part->outermost[FRAME_SAVED_FP] = (Slot)(uintptr_t)caller->fp;
    part->outermost[FRAME_RETURN_PC] = caller->return_pc;
}

void frame_part_unlink(const FramePart *part)
{
    part->outermost[FRAME_SAVED_FP] = 0;
    part->outermost[FRAME_RETURN_PC] = FRAME_RETURN_INTERPRETER;
}

FramePart frame_part_outside(const FramePart *part)
{
    return frame_part_caller(part->outermost);
}

void frame_part_step_over_lock(Slot *fp, Slot **sp)
{
    if (*sp == fp - frame_method(fp)->frame_slots)
        return;
    fp[FRAME_POSITION] = (Slot)(uintptr_t)(frame_position(fp) + 1);
    ++*sp;
}
