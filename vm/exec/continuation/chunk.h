/* chunk.h - the frames of a continuation that is not mounted, in a StackChunk
 * In:     a part of a running stack, and the youngest entries of its thread's lock stack
 * Out:    the same in an array of longs that the StackChunk holds, as frames like any others
 * Uses:   frame_part.h stack_map.h
 * Used by: continuation.c; gc/mark.c through doors.h
 * Owner:  the heap: the array dies with the StackChunk, and is used again when there is room in it
 * Locks:  the visit takes one, a leaf, since several markers may come
 * Keeps:  objects do not move, so frame pointers in the array are addresses; `sp` and `bottom` differ while
 *         there are frames in it
 * Tests:  tests/java25/Continuations.java, with collections at every 61st allocation
 */
#ifndef MOKA_VM_EXEC_CONTINUATION_CHUNK_H
#define MOKA_VM_EXEC_CONTINUATION_CHUNK_H

#include "vm/exec/walk/frame_part.h"
#include "vm/exec/walk/walk.h"

/* chunk_visit_references is in doors.h. */

/* The continuation's chunk, with room for so much; it may collect. NULL: OutOfMemoryError is pending. */
Object *chunk_with_room(Thread *t, Object *continuation, size_t slots, u32 locks);
/* Does not collect. The part is left as it is. locks: the oldest of the entries that move to the chunk. */
void chunk_fill(Thread *t, Object *chunk, const FramePart *part, u32 locks);
bool chunk_is_empty(const Object *chunk);
/* The frames where they lie. */
FramePart chunk_part(const Object *chunk);
u32 chunk_lock_count(const Object *chunk);
const LockEntry *chunk_locks(const Object *chunk);
/* Lays the frames at `to` and their locks on the thread's lock stack, which has room for them. */
FramePart chunk_empty(Thread *t, Object *chunk, Slot *to);

#endif
