/* live_frame.h - what a frame holds, for java.lang.LiveStackFrame (the extended StackWalker)
 * In:     a frame of the current thread that is in the middle of an instruction
 * Out:    a LiveStackFrameInfo's locals, operands and monitors: objects, and PrimitiveSlots of 64 bits
 * Uses:   vm/exec/flow/slot_types.h
 * Used by: jvm_stack.c
 * Effects: allocates, runs Java code (LiveStackFrameInfo.asPrimitive); false: exception pending
 * Tests:  tests/java/LiveFrames.java
 */
#ifndef MOKA_STDLIB_REFLECT_LIVE_FRAME_H
#define MOKA_STDLIB_REFLECT_LIVE_FRAME_H

#include "vm/exec/walk/walk.h"

/* info: a LiveStackFrameInfo, whose arrays are made here. */
bool live_frame_fill(Thread *t, const FrameWalk *walk, Object *info);

#endif
