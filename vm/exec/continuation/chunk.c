/* chunk.c - see chunk.h. */
#include "vm/exec/continuation/chunk.h"

#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/walk/frame_pack.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <stdlib.h>

/* What the array begins with; then come the frames, and the locks, whose frame pointers are such as if the
 * frames lay plain in the array. */
typedef struct Frozen {
    u32 slots, locks;
    u32 fp, outermost; /* indices of slots */
    Slot return_pc;
    u64 packed; /* bytes; 0: the frames are plain */
    Slot stack[];
} Frozen;

/* Maps of stacks are made by one thread at a time, which unpacks the frames to here. */
SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    Slot *scratch;
    size_t scratch_slots;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static Object *frames_of(const Object *chunk)
{
    return ref_load(chunk, WK_FIELD(StackChunk_frames));
}

static Frozen *frozen_in(const Object *chunk)
{
    return array_data(frames_of(chunk));
}

static size_t frame_bytes(const Frozen *frozen)
{
    return frozen->packed ? frozen->packed : frozen->slots * sizeof(Slot);
}

static LockEntry *locks_in(Frozen *frozen)
{
    return (LockEntry *)(void *)((char *)frozen->stack + frame_bytes(frozen));
}

static size_t words_for(const FramePart *part, u32 locks, ChunkForm form)
{
    size_t plain = (size_t)(part->high - part->low) * sizeof(Slot);
    size_t frames = form == CHUNK_PACKED ? frame_pack_bytes(part) : plain;
    return (sizeof(Frozen) + frames + locks * sizeof(LockEntry)) / sizeof(u64);
}

static Object *new_frames(Thread *t, Object *chunk, size_t words)
{
    Object *frames = heap_new_array(t, wk_primitive_array[T_LONG], (i32)words);
    if (frames)
        *FIELD_AT(chunk, WK_FIELD(StackChunk_size), i32) = array_length(frames);
    return frames;
}

/* A collection does not allocate, so what it needs for such frames is there before them. */
static bool reserve_scratch(size_t slots)
{
    bool is_enough = __atomic_load_n(&state.scratch_slots, __ATOMIC_RELAXED) >= slots;
    if (is_enough)
        return true;
    pthread_mutex_lock(&state.lock);
    Slot *larger = state.scratch_slots < slots ? realloc(state.scratch, 2 * slots * sizeof(Slot)) : NULL;
    if (larger) {
        state.scratch = larger;
        __atomic_store_n(&state.scratch_slots, 2 * slots, __ATOMIC_RELAXED);
    }
    is_enough = state.scratch_slots >= slots;
    pthread_mutex_unlock(&state.lock);
    return is_enough;
}

Object *chunk_with_room(Thread *t, Object *continuation, const FramePart *part, u32 locks, ChunkForm form)
{
    size_t words = words_for(part, locks, form);
    Object *chunk = ref_load(continuation, WK_FIELD(Continuation_tail));
    if (form == CHUNK_PACKED && !reserve_scratch((size_t)(part->high - part->low))) {
        throw_out_of_memory(t, "unable to keep the frames of a continuation");
        return NULL;
    }
    if (!chunk) {
        chunk = heap_new_object(t, WK(StackChunk));
        if (!chunk)
            return NULL;
        ref_store(continuation, WK_FIELD(Continuation_tail), chunk);
    }
    Object *frames = frames_of(chunk);
    if (frames && (size_t)array_length(frames) >= words && (size_t)array_length(frames) / 4 <= words)
        return chunk;
    frames = new_frames(t, chunk, words);
    if (!frames)
        return NULL;
    ref_store(chunk, WK_FIELD(StackChunk_frames), frames);
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

/* Those that C has entered are no frame's. */
static void move_locks(LockEntry *to, const LockEntry *from, size_t count, ptrdiff_t distance)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (LockEntry){from[i].object, from[i].fp ? from[i].fp + distance : NULL, from[i].is_nested};
}

static void lay_frames(Frozen *frozen, const FramePart *part, ChunkForm form)
{
    frozen->slots = (u32)(part->high - part->low);
    frozen->fp = (u32)(part->fp - part->low);
    frozen->outermost = (u32)(part->outermost - part->low);
    frozen->return_pc = part->return_pc;
    if (form == CHUNK_PACKED) {
        frozen->packed = frame_pack(part, frozen->stack);
    } else {
        frozen->packed = 0;
        FramePart moved = frame_part_move(part, frozen->stack);
        frame_part_unlink(&moved);
    }
}

void chunk_fill(Thread *t, Object *chunk, const FramePart *part, u32 locks, ChunkForm form)
{
    Frozen *frozen = frozen_in(chunk);
    u32 count = thread_lock_count(t) - locks;
    ASSERT(words_for(part, count, form) <= (size_t)array_length(frames_of(chunk)));
    lay_frames(frozen, part, form);
    frozen->locks = count;
    move_locks(locks_in(frozen), t->locks + locks, count, frozen->stack - part->low);
    monitor_leave_locks(t, locks);
    set_bounds(chunk, frozen->slots);
}

/* As if they lay at `low`. */
static FramePart part_at(const Frozen *frozen, Slot *low)
{
    return (FramePart){low, low + frozen->slots, low + frozen->fp, low + frozen->outermost,
                       frozen->return_pc};
}

FramePart chunk_part(const Object *chunk)
{
    Frozen *frozen = frozen_in(chunk);
    ASSERT(!frozen->packed);
    return part_at(frozen, frozen->stack);
}

size_t chunk_slots(const Object *chunk)
{
    return frozen_in(chunk)->slots;
}

u32 chunk_lock_count(const Object *chunk)
{
    return frozen_in(chunk)->locks;
}

static FramePart copy_frames(Frozen *frozen, Slot *to)
{
    FramePart there = part_at(frozen, to), here = part_at(frozen, frozen->stack);
    if (!frozen->packed)
        return frame_part_move(&here, to);
    frame_unpack(frozen->stack, &there);
    return there;
}

FramePart chunk_empty(Thread *t, Object *chunk, Slot *to)
{
    Frozen *frozen = frozen_in(chunk);
    FramePart part = copy_frames(frozen, to);
    move_locks(t->lock_top, locks_in(frozen), frozen->locks, to - frozen->stack);
    t->lock_top += frozen->locks;
    set_bounds(chunk, 0);
    return part;
}

bool chunk_unpack(Thread *t, Object *chunk)
{
    Frozen *packed = frozen_in(chunk);
    if (!packed->packed)
        return true;
    FramePart part = part_at(packed, packed->stack);
    Object *frames = new_frames(t, chunk, words_for(&part, packed->locks, CHUNK_PLAIN));
    if (!frames)
        return false;
    Frozen *plain = array_data(frames);
    *plain = (Frozen){packed->slots, packed->locks, packed->fp, packed->outermost, packed->return_pc, 0};
    copy_frames(packed, plain->stack);
    move_locks(locks_in(plain), locks_in(packed), packed->locks, plain->stack - packed->stack);
    ref_store(chunk, WK_FIELD(StackChunk_frames), frames);
    return true;
}

/* ---- for those who look ---- */

static ChunkView view_at(Frozen *frozen, Slot *low)
{
    return (ChunkView){.part = part_at(frozen, low), .locks = locks_in(frozen), .lock_count = frozen->locks};
}

ChunkView chunk_view(const Object *chunk)
{
    Frozen *frozen = frozen_in(chunk);
    if (!frozen->packed)
        return view_at(frozen, frozen->stack);
    size_t slots = frozen->slots * sizeof(Slot);
    Slot *copy = malloc(slots + frozen->locks * sizeof(LockEntry));
    if (!copy)
        return (ChunkView){0};
    ChunkView view = view_at(frozen, copy);
    view.memory = copy;
    view.locks = (LockEntry *)(void *)(copy + frozen->slots);
    copy_frames(frozen, copy);
    move_locks(view.locks, locks_in(frozen), frozen->locks, copy - frozen->stack);
    return view;
}

void chunk_view_free(ChunkView *view)
{
    free(view->memory);
    *view = (ChunkView){0};
}

/* ---- for the collector ---- */

/* Code in which only such frames stand is not freed: jit/again.c. */
static void keep_code(FrameWalk walk)
{
    for (; walk_valid(&walk); walk_next_frame(&walk))
        if (walk.kind == CODE_COMPILED)
            code_blob_of(walk.pc)->is_used = true;
}

/* Packed frames are laid in the scratch memory, which chunk_with_room has made large enough. */
static FramePart part_to_visit(Frozen *frozen)
{
    ASSERT(!frozen->packed || frozen->slots <= state.scratch_slots);
    return frozen->packed ? copy_frames(frozen, state.scratch) : part_at(frozen, frozen->stack);
}

void chunk_visit_references(Object *chunk, void (*visit)(void *start, void *end, bool exact, void *context),
                            void *context)
{
    if (!WK(StackChunk) || chunk_is_empty(chunk))
        return;
    Frozen *frozen = frozen_in(chunk);
    LockEntry *locks = locks_in(frozen);
    pthread_mutex_lock(&state.lock);
    FramePart part = part_to_visit(frozen);
    FrameWalk walk = walk_part(NULL, part.fp, NULL, part.return_pc);
    keep_code(walk);
    stack_map_visit(walk, part.low, visit, context);
    pthread_mutex_unlock(&state.lock);
    for (u32 i = 0; i < frozen->locks; i++)
        visit(&locks[i].object, &locks[i].object + 1, true, context);
}
