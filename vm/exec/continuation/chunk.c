/* chunk.c - see chunk.h. */
#include "vm/exec/continuation/chunk.h"

#include "gc/heap.h"
#include "vm/base/state.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/exec/thread/monitor.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <string.h>

/* What the array begins with; then come the slots, and the locks, whose frame pointers are in the array. */
typedef struct Frozen {
    u64 slots, locks;
    u64 fp, outermost; /* indices of slots */
    Slot return_pc;
    Slot stack[];
} Frozen;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock; /* maps of stacks are made by one thread at a time */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static Object *frames_of(const Object *chunk)
{
    return ref_load(chunk, WK_FIELD(StackChunk_frames));
}

static Frozen *frozen_in(const Object *chunk)
{
    return array_data(frames_of(chunk));
}

static LockEntry *locks_in(Frozen *frozen)
{
    return (LockEntry *)(void *)(frozen->stack + frozen->slots);
}

static size_t words_for(size_t slots, u32 locks)
{
    return (sizeof(Frozen) + slots * sizeof(Slot) + locks * sizeof(LockEntry)) / sizeof(u64);
}

Object *chunk_with_room(Thread *t, Object *continuation, size_t slots, u32 locks)
{
    size_t words = words_for(slots, locks);
    Object *chunk = ref_load(continuation, WK_FIELD(Continuation_tail));
    if (!chunk) {
        chunk = heap_new_object(t, WK(StackChunk));
        if (!chunk)
            return NULL;
        ref_store(continuation, WK_FIELD(Continuation_tail), chunk);
    }
    Object *frames = frames_of(chunk);
    if (frames && (size_t)array_length(frames) >= words && (size_t)array_length(frames) / 4 <= words)
        return chunk;
    frames = heap_new_array(t, wk_primitive_array[T_LONG], (i32)words);
    if (!frames)
        return NULL;
    ref_store(chunk, WK_FIELD(StackChunk_frames), frames);
    *FIELD_AT(chunk, WK_FIELD(StackChunk_size), i32) = array_length(frames);
    return chunk;
}

/* ---- filling and emptying ---- */

static void set_bounds(Object *chunk, size_t slots)
{
    *FIELD_AT(chunk, WK_FIELD(StackChunk_bottom), i32) = (i32)slots;
    *FIELD_AT(chunk, WK_FIELD(StackChunk_sp), i32) = 0;
}

bool chunk_is_empty(const Object *chunk)
{
    const i32 *sp = FIELD_AT(chunk, WK_FIELD(StackChunk_sp), i32);
    return *sp == *FIELD_AT(chunk, WK_FIELD(StackChunk_bottom), i32);
}

static void move_locks(LockEntry *to, const LockEntry *from, size_t count, ptrdiff_t distance)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (LockEntry){from[i].object, from[i].fp + distance, from[i].is_nested};
}

void chunk_fill(Thread *t, Object *chunk, const FramePart *part, u32 locks)
{
    Frozen *frozen = frozen_in(chunk);
    FramePart moved = frame_part_move(part, frozen->stack);
    frame_part_unlink(&moved);
    frozen->slots = (u64)(moved.high - moved.low);
    frozen->fp = (u64)(moved.fp - moved.low);
    frozen->outermost = (u64)(moved.outermost - moved.low);
    frozen->return_pc = moved.return_pc;
    frozen->locks = thread_lock_count(t) - locks;
    move_locks(locks_in(frozen), t->locks + locks, frozen->locks, moved.low - part->low);
    monitor_leave_locks(t, locks);
    set_bounds(chunk, frozen->slots);
}

FramePart chunk_part(const Object *chunk)
{
    Frozen *frozen = frozen_in(chunk);
    Slot *low = frozen->stack;
    return (FramePart){low, low + frozen->slots, low + frozen->fp, low + frozen->outermost,
                       frozen->return_pc};
}

u32 chunk_lock_count(const Object *chunk)
{
    return (u32)frozen_in(chunk)->locks;
}

const LockEntry *chunk_locks(const Object *chunk)
{
    return locks_in(frozen_in(chunk));
}

FramePart chunk_empty(Thread *t, Object *chunk, Slot *to)
{
    Frozen *frozen = frozen_in(chunk);
    FramePart part = chunk_part(chunk), moved = frame_part_move(&part, to);
    move_locks(t->lock_top, locks_in(frozen), frozen->locks, moved.low - part.low);
    t->lock_top += frozen->locks;
    set_bounds(chunk, 0);
    return moved;
}

/* ---- for the collector ---- */

/* Code in which only such frames stand is not freed: jit/again.c. */
static void keep_code(FrameWalk walk)
{
    for (; walk_valid(&walk); walk_next_frame(&walk))
        if (walk.kind == CODE_COMPILED)
            code_blob_of(walk.pc)->is_used = true;
}

void chunk_visit_references(Object *chunk, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context)
{
    if (!WK(StackChunk) || chunk_is_empty(chunk))
        return;
    Frozen *frozen = frozen_in(chunk);
    FramePart part = chunk_part(chunk);
    FrameWalk walk = walk_part(NULL, part.fp, NULL, part.return_pc);
    LockEntry *locks = locks_in(frozen);
    pthread_mutex_lock(&state.lock);
    keep_code(walk);
    stack_map_visit(walk, part.low, visit, context);
    pthread_mutex_unlock(&state.lock);
    for (u64 i = 0; i < frozen->locks; i++)
        visit(&locks[i].object, &locks[i].object + 1, true, context);
}
