/* stack_map.h - which slots of a thread's Java stack hold references (architecture D3, D17)
 * In:     frames as frame.h lays them out, published by SAVE or PUBLISH; world stopped
 * Out:    each slot that holds a reference still to be read, one by one; the mirrors of the running methods'
 *         classes. A local that is not read again is set to null.
 * Uses:   slot_types.h slot_live.h prepare.h      Used by: gc/roots.c, through doors.h
 * Owner:  host memory: a map for each position that a collection has met, bounded
 * Locks:  none: the world is stopped by the caller. Effects: allocates host memory
 * Keeps:  a slot's kind is that before the instruction whose position the frame bears. What the instruction
 *         has taken off already lies below Thread.sp or belongs to the callee, as its arguments do.
 * Tests:  tests/unit/stack_map_test.c, tests/java/NoStaleSlots.java
 */
#ifndef MOKA_VM_EXEC_FLOW_STACK_MAP_H
#define MOKA_VM_EXEC_FLOW_STACK_MAP_H

#include "vm/model/doors.h"

/* stack_visit_references and stack_forget_methods are in doors.h. */

/* Frames scanned word by word since the start: those of methods with subroutines. */
u64 stack_inexact_frames(void);

#endif
