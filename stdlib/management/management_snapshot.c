/* management_snapshot.c - see management_snapshot.h. */
#include "stdlib/management/management_snapshot.h"

#include "gc/inspect.h"
#include "stdlib/reflect/mirror.h"
#include "vm/exec/continuation/chunk.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/thread/virtual_queue.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"
#include "vm/thread/thread_list.h"

/* ---- while the world stands still ---- */

/* A thread's frames and locks: on a stack, or in the chunk of a virtual thread that no stack has. */
typedef struct SeenStack {
    FrameWalk walk;
    const LockEntry *locks;
    u32 lock_count;
    Object *blocked_object; /* what the thread waits in or for */
} SeenStack;

/* The monitor that the thread waits in or for stays on its lock stack. If it is the youngest of a frame's
 * locks, it is not reported as held; if the frame has a younger one, it is, as by the reference VM. */
static void note_monitors(SnapshotRequest *request, ThreadSnapshot *s, const SeenStack *stack, const Slot *fp,
                          i32 depth)
{
    bool is_youngest = !request->for_dump || s->status == THREAD_STATUS_BLOCKED;
    for (u32 i = stack->lock_count; i > 0; i--) {
        const LockEntry *entry = &stack->locks[i - 1];
        if (entry->fp != fp || (is_youngest && entry->object == stack->blocked_object))
            continue;
        is_youngest = false;
        vec_push(&s->monitors, handles_local(request->current, entry->object));
        vec_push(&s->monitor_depths, depth);
    }
}

static void note_stack(SnapshotRequest *request, ThreadSnapshot *s, const SeenStack *stack)
{
    i32 depth = 0;
    for (FrameWalk walk = stack->walk; walk_valid(&walk) && depth != request->max_depth; walk_next(&walk)) {
        if (request->for_dump && walk_is_hidden(&walk))
            continue;
        vec_push(&s->methods, walk.method);
        vec_push(&s->bcis, walk_bci(&walk));
        handles_local(request->current, walk.method->holder->mirror); /* keeps the method */
        if (request->monitors)
            note_monitors(request, s, stack, walk_frame_pointer(&walk), depth);
        depth++;
    }
    if (request->monitors)
        note_monitors(request, s, stack, NULL, -1);
}

static void note_blocker(SnapshotRequest *request, ThreadSnapshot *s, const SeenStack *stack,
                         const Object *java_thread)
{
    Object *blocker = NULL;
    switch (s->status) {
    case THREAD_STATUS_BLOCKED:
    case THREAD_STATUS_WAITING:
    case THREAD_STATUS_WAITING_TIMED: blocker = stack->blocked_object; break;
    case THREAD_STATUS_PARKED:
    case THREAD_STATUS_PARKED_TIMED: blocker = thread_object_park_blocker(java_thread); break;
    default: break;
    }
    s->blocker = handles_local(request->current, blocker);
    if (!blocker && s->status == THREAD_STATUS_BLOCKED)
        s->status = THREAD_STATUS_RUNNABLE; /* it has set the status and does not wait yet */
}

static SeenStack running_stack(const Thread *thread, FrameWalk walk)
{
    return (SeenStack){walk, thread->locks, thread_lock_count(thread), thread->blocked_object};
}

static void take_snapshot(SnapshotRequest *request, Thread *thread, i32 place)
{
    ThreadSnapshot s = {.place = place, .blocked = thread->blocked_count, .waited = thread->waited_count};
    s.blocked_nanos = __atomic_load_n(&thread->blocked_nanos, __ATOMIC_RELAXED);
    s.waited_nanos = __atomic_load_n(&thread->waited_nanos, __ATOMIC_RELAXED);
    Object *java_thread = thread_carrier_object(thread);
    s.thread = handles_local(request->current, java_thread);
    s.status = thread_object_status(java_thread);
    s.in_native = thread != request->current && thread->state == THREAD_IN_NATIVE;
    SeenStack stack = running_stack(thread, walk_begin_carrier(thread));
    note_blocker(request, &s, &stack, thread_current_object(thread));
    note_stack(request, &s, &stack);
    vec_push(&request->found, s);
}

/* Frames that are on no stack; those of the view, which the caller frees. */
static SeenStack stack_in_chunk(const Object *java_thread, ChunkView *ret_view)
{
    const Object *continuation = ref_load(java_thread, WK_FIELD(VirtualThread_cont));
    const Object *chunk = continuation ? ref_load(continuation, WK_FIELD(Continuation_tail)) : NULL;
    if (!chunk || chunk_is_empty(chunk))
        return (SeenStack){0};
    *ret_view = chunk_view(chunk);
    const FramePart *part = &ret_view->part;
    if (!part->fp)
        return (SeenStack){0};
    return (SeenStack){walk_part(NULL, part->fp, NULL, part->return_pc), ret_view->locks,
                       ret_view->lock_count, virtual_object(java_thread)};
}

/* One that has a carrier may be about to get or to lose its frames there. */
static void take_snapshot_of_virtual(SnapshotRequest *request, Object *java_thread)
{
    const Object *carrier = thread_object_carrier(java_thread);
    Thread *thread = carrier ? thread_of_java(carrier) : NULL;
    FrameWalk walk = thread ? walk_begin_virtual(thread) : (FrameWalk){0};
    ThreadSnapshot s = {.status = virtual_status(java_thread)};
    if (s.status == THREAD_STATUS_NEW || s.status == THREAD_STATUS_TERMINATED)
        return;
    s.thread = handles_local(request->current, java_thread);
    ChunkView view = {0};
    SeenStack stack = walk_valid(&walk) ? running_stack(thread, walk) : stack_in_chunk(java_thread, &view);
    if (walk_valid(&walk))
        s.carrier = handles_local(request->current, thread_carrier_object(thread));
    note_blocker(request, &s, &stack, java_thread);
    note_stack(request, &s, &stack);
    chunk_view_free(&view);
    vec_push(&request->found, s);
}

/* Called with the thread list's lock held, for which a thread that ends has to wait. */
static void visit_thread(Thread *thread, void *context)
{
    SnapshotRequest *request = context;
    if (!thread_is_alive(thread))
        return;
    if (!request->ids)
        take_snapshot(request, thread, -1);
    for (i32 i = 0; i < request->id_count; i++)
        if (request->ids[i] == management_id_of(thread))
            take_snapshot(request, thread, i);
}

/* The owner of what a thread waits for: of a monitor, or of a synchronizer that says so. */
static void note_owner(SnapshotRequest *request, ThreadSnapshot *s)
{
    Object *blocker = handles_get(s->blocker), *owner = NULL;
    if (!blocker)
        return;
    if (s->status == THREAD_STATUS_PARKED || s->status == THREAD_STATUS_PARKED_TIMED) {
        owner = mirror_synchronizer_owner(blocker);
    } else {
        const Thread *thread = monitor_owner(blocker);
        owner = thread ? thread_current_object(thread) : NULL;
    }
    s->owner = handles_local(request->current, owner);
}

static void note_synchronizer(Object *object, void *context)
{
    SnapshotRequest *request = context;
    const Object *owner = mirror_synchronizer_owner(object);
    for (u32 i = 0; owner && i < request->found.count; i++)
        if (handles_get(request->found.items[i].thread) == owner)
            vec_push(&request->found.items[i].synchronizers, handles_local(request->current, object));
}

/* The list has the youngest thread first; Java is told of the oldest first. */
static void reverse(SnapshotRequest *request)
{
    u32 count = request->found.count;
    for (u32 i = 0; i < count / 2; i++) {
        ThreadSnapshot other = request->found.items[i];
        request->found.items[i] = request->found.items[count - 1 - i];
        request->found.items[count - 1 - i] = other;
    }
    for (u32 i = 0; i < count; i++)
        request->found.items[i].place = (i32)i;
}

void management_take_snapshot_of(SnapshotRequest *request, HandleRef java_thread)
{
    Object *object = handles_get(java_thread);
    safepoint_begin(request->current);
    if (WK(VirtualThread) && object_class(object) == WK(VirtualThread)) {
        take_snapshot_of_virtual(request, object);
    } else {
        Thread *thread = thread_of_java(object);
        if (thread && thread_is_alive(thread))
            take_snapshot(request, thread, 0);
    }
    safepoint_end(request->current);
}

void management_take_snapshots(SnapshotRequest *request)
{
    if (request->synchronizers) /* the walk sees what the last collection found alive */
        heap_collect(request->current, GC_CAUSE_JNI);
    safepoint_begin(request->current);
    thread_for_each(visit_thread, request);
    if (!request->ids)
        reverse(request);
    for (u32 i = 0; i < request->found.count; i++)
        note_owner(request, &request->found.items[i]);
    if (request->synchronizers)
        heap_walk(note_synchronizer, request);
    safepoint_end(request->current);
}

void management_free_snapshots(SnapshotRequest *request)
{
    for (u32 i = 0; i < request->found.count; i++) {
        ThreadSnapshot *s = &request->found.items[i];
        vec_free(&s->methods);
        vec_free(&s->bcis);
        vec_free(&s->monitors);
        vec_free(&s->monitor_depths);
        vec_free(&s->synchronizers);
    }
    vec_free(&request->found);
}
