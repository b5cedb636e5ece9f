/* frame_part.h - a part of a stack, which may be laid elsewhere: frames of a continuation
 * In:     a frame of a stack whose thread cannot run, or the calling thread's own
 * Out:    the frames from there out to one of a given method; the same frames at another address
 * Uses:   frame.h
 * Keeps:  frames refer to each other by saved frame pointers alone, so nothing else changes when they are
 *         laid elsewhere; who keeps a frame pointer besides (locks) adds the distance himself
 * Tests:  tests/java25/Continuations.java
 */
#ifndef MOKA_VM_EXEC_WALK_FRAME_PART_H
#define MOKA_VM_EXEC_WALK_FRAME_PART_H

#include "vm/model/frame.h"

typedef struct FramePart {
    Slot *low, *high; /* [low, high): the innermost frame's operands … the outermost's arguments */
    Slot *fp;         /* the innermost frame */
    Slot *outermost;
    Slot return_pc; /* where the code above fp returns to */
} FramePart;

/* What has called the method of a frame that is about to be left: its lowest slot is the one past the
 * method's arguments. */
FramePart frame_part_caller(Slot *fp);
/* The frames from part->fp, whose fp, return_pc and low are set, out to the nearest of the method; false: a
 * call from C comes first, and where it begins. */
bool frame_part_extend(FramePart *part, const Method *outermost);
/* Lays it with its lowest slot at `to`, where there is room for it. */
FramePart frame_part_move(const FramePart *part, Slot *to);
/* The part's outermost frame goes back to what has called the native method; or to nobody. */
void frame_part_link(const FramePart *part, const FramePart *caller);
void frame_part_unlink(const FramePart *part);
/* What the outermost frame goes back to, and past its arguments. */
FramePart frame_part_outside(const FramePart *part);
/* The interpreted frame waits for a lock, published: in a monitorenter, or before its first instruction.
 * Afterwards it stands where it goes on with the lock; *sp is its lowest slot. */
void frame_part_step_over_lock(Slot *fp, Slot **sp);
/* Is there a frame of the method before the next call from C? NULL: no. */
Slot *frame_part_find(Slot *fp, const Method *method);

#endif
