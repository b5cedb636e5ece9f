/* stack_map.h - which slots of a thread's Java stack hold references
 * In:     frames as frame.h lays them out, published by SAVE or PUBLISH; world stopped
 * Out:    each slot that holds a reference still to be read, one by one; the mirrors of the running methods'
 *         classes. A local that is not read again is set to null.
 * Uses:   walk.h slot_types.h slot_live.h positions.h
 * Used by: gc/roots.c, through doors.h
 * Owner:  host memory: a map for each position that a collection has met, bounded
 * Locks:  none: the world is stopped by the caller.
 * Effects: allocates host memory
 * Keeps:  a slot's kind is its kind before the instruction whose position the frame bears. Operands that the
 *         instruction has already taken off lie below Thread.sp, or belong to the callee as its arguments.
 * Tests:  tests/unit/stack_map_test.c, tests/java/NoStaleSlots.java
 */
#ifndef MOKA_VM_EXEC_FLOW_STACK_MAP_H
#define MOKA_VM_EXEC_FLOW_STACK_MAP_H

#include "vm/exec/walk/walk.h"
#include "vm/model/doors.h"

/* stack_visit_references and stack_forget_methods are in doors.h. */

/* Does for any frames what stack_visit_references does for a thread's; sp is the lowest slot that belongs to
 * the first frame. */
void stack_map_visit(FrameWalk frames, Slot *sp,
                     void (*visit)(void *start, void *end, bool exact, void *context), void *context);
/* How many frames were scanned word by word since the start: those of methods with subroutines. */
u64 stack_inexact_frames(void);
/* Locals that are not read again are neither set to null nor left out, so that a trace can print all. */
void stack_map_keep_dead(bool keep);
/* Forgets all maps; they are made again when they are asked for. World stopped. Whoever frees machine code
 * calls it: a map is found by the address of what the code's tables say of a place. */
void stack_map_forget(void);
void stack_map_reset(void);

#endif
