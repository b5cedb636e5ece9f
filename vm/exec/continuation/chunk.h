/* chunk.h - the frames of a continuation that is not mounted, in a StackChunk
 * In:     a part of a running stack, and the youngest entries of its thread's lock stack
 * Out:    the same in an array of longs that the StackChunk holds: packed, or as frames like any others
 * Uses:   frame_part.h stack_map.h
 * Used by: continuation.c; gc/mark.c through doors.h
 * Owner:  the heap: the array dies with the StackChunk, and is used again when there is room in it
 * Locks:  the visit takes one, a leaf, since several markers may come
 * Keeps:  objects do not move, so frame pointers in the array are addresses; `sp` and `bottom` differ while
 *         there are frames in it
 * Tests:  tests/java25/Continuations.java, PackedFrames.java, with collections at every 61st allocation
 */
#ifndef MOKA_VM_EXEC_CONTINUATION_CHUNK_H
#define MOKA_VM_EXEC_CONTINUATION_CHUNK_H

#include "vm/exec/walk/frame_part.h"
#include "vm/exec/walk/walk.h"

/* chunk_visit_references is in doors.h. */

/* How the frames lie in the array: PACKED takes half of the room, but cannot be walked where it is, and none
 * of the frames may be written to before chunk_fill. */
typedef enum ChunkForm { CHUNK_PACKED, CHUNK_PLAIN } ChunkForm;

/* The continuation's chunk, with room for the part; it may collect. NULL: OutOfMemoryError is pending. */
Object *chunk_with_room(Thread *t, Object *continuation, const FramePart *part, u32 locks, ChunkForm form);
/* Does not collect. The part is left as it is. locks: the oldest of the entries that move to the chunk. */
void chunk_fill(Thread *t, Object *chunk, const FramePart *part, u32 locks, ChunkForm form);
bool chunk_is_empty(const Object *chunk);
/* How many slots its frames take on a stack. */
size_t chunk_slots(const Object *chunk);
u32 chunk_lock_count(const Object *chunk);
/* Lays the frames at `to` and their locks on the thread's lock stack, which has room for them. */
FramePart chunk_empty(Thread *t, Object *chunk, Slot *to);
/* Makes packed frames plain; it may collect. False: OutOfMemoryError is pending. */
bool chunk_unpack(Thread *t, Object *chunk);
/* Plain frames where they lie. */
FramePart chunk_part(const Object *chunk);

/* The frames to be walked by who cannot allocate; those of a packed chunk are a copy. */
typedef struct ChunkView {
    FramePart part; /* no frames: there is no memory for the copy */
    LockEntry *locks;
    u32 lock_count;
    void *memory;
} ChunkView;

ChunkView chunk_view(const Object *chunk);
void chunk_view_free(ChunkView *view);

#endif
