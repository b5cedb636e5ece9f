/* management_snapshot.c - see management_snapshot.h.
 * And jdk.internal.vm.ThreadSnapshot, from which later releases write thread dumps. */
#include "stdlib/management/management_snapshot.h"

#include "gc/inspect.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "stdlib/reflect/stack_trace.h"
#include "stdlib/release/late.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/thread/thread_list.h"

/* ---- while the world stands still ---- */

/* The monitor that the thread waits in or for stays on its lock stack. If it is the youngest of a frame's
 * locks, it is not reported as held; if the frame has a younger one, it is, as by the reference VM. */
static void note_monitors(SnapshotRequest *request, ThreadSnapshot *s, const Thread *thread, const Slot *fp,
                          i32 depth)
{
    bool is_youngest = !request->for_dump || s->status == THREAD_STATUS_BLOCKED;
    for (u32 i = thread_lock_count(thread); i > 0; i--) {
        const LockEntry *entry = &thread->locks[i - 1];
        if (entry->fp != fp || (is_youngest && entry->object == thread->blocked_object))
            continue;
        is_youngest = false;
        vec_push(&s->monitors, handles_local(request->current, entry->object));
        vec_push(&s->monitor_depths, depth);
    }
}

static void note_stack(SnapshotRequest *request, ThreadSnapshot *s, Thread *thread)
{
    i32 depth = 0;
    for (FrameWalk walk = walk_begin_carrier(thread); walk_valid(&walk) && depth != request->max_depth;
         walk_next(&walk)) {
        if (request->for_dump && walk_is_hidden(&walk))
            continue;
        vec_push(&s->methods, walk.method);
        vec_push(&s->bcis, walk_bci(&walk));
        handles_local(request->current, walk.method->holder->mirror); /* keeps the method */
        if (request->monitors)
            note_monitors(request, s, thread, walk_frame_pointer(&walk), depth);
        depth++;
    }
    if (request->monitors)
        note_monitors(request, s, thread, NULL, -1);
}

static void note_blocker(SnapshotRequest *request, ThreadSnapshot *s, const Thread *thread)
{
    Object *blocker = NULL;
    switch (s->status) {
    case THREAD_STATUS_BLOCKED:
    case THREAD_STATUS_WAITING:
    case THREAD_STATUS_WAITING_TIMED: blocker = thread->blocked_object; break;
    case THREAD_STATUS_PARKED:
    case THREAD_STATUS_PARKED_TIMED:
        blocker = thread_object_park_blocker(thread_current_object(thread));
        break;
    default: break;
    }
    s->blocker = handles_local(request->current, blocker);
    if (!blocker && s->status == THREAD_STATUS_BLOCKED)
        s->status = THREAD_STATUS_RUNNABLE; /* it has set the status and does not wait yet */
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
    note_blocker(request, &s, thread);
    note_stack(request, &s, thread);
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

/* ---- jdk.internal.vm.ThreadSnapshot ---- */

/* ThreadSnapshot.BlockerLockType and OwnedLockType */
enum { BLOCKER_PARK, BLOCKER_TO_LOCK, BLOCKER_WAITING };
enum { OWNED_LOCKED };

static i32 blocker_type(i32 status)
{
    if (status == THREAD_STATUS_PARKED || status == THREAD_STATUS_PARKED_TIMED)
        return BLOCKER_PARK;
    return status == THREAD_STATUS_BLOCKED ? BLOCKER_TO_LOCK : BLOCKER_WAITING;
}

static Object *new_lock(Thread *t, Object *monitor, i32 depth)
{
    Class *c = late_class(t, LATE_CLASS_ThreadLock);
    Object *lock = c ? heap_new_object(t, c) : NULL;
    if (!lock)
        return NULL;
    late_store_int(t, lock, LATE_FIELD_ThreadLock_depth, depth);
    late_store_int(t, lock, LATE_FIELD_ThreadLock_typeOrdinal, OWNED_LOCKED);
    late_store(t, lock, LATE_FIELD_ThreadLock_obj, monitor);
    return lock;
}

/* The monitors that frames have entered. Those that native code entered belong to no frame and are left
 * out. */
static Object *locks_of(Thread *t, const ThreadSnapshot *s)
{
    u32 first = 0, count = s->monitors.count;
    while (count > first && s->monitor_depths.items[count - 1] < 0)
        count--;
    Class *c = late_class(t, LATE_CLASS_ThreadLock);
    Object *locks = c ? reflect_new_array(t, c, (i32)count) : NULL;
    for (u32 i = 0; locks && i < count; i++) {
        Object *lock = new_lock(t, handles_get(s->monitors.items[i]), s->monitor_depths.items[i]);
        if (t->exception)
            return NULL;
        ref_array_set(locks, (i32)i, lock);
    }
    return locks;
}

static Object *new_snapshot(Thread *t, const ThreadSnapshot *s)
{
    Class *c = late_class(t, LATE_CLASS_ThreadSnapshot);
    Object *snapshot = c ? heap_new_object(t, c) : NULL;
    Object *trace = snapshot ? stack_trace_of_walk(t, s->methods.items, s->bcis.items, (i32)s->methods.count)
                             : NULL;
    /* Java decides in each element how it is shown. */
    if (!trace || !call_method(t, WK_METHOD(StackTraceElement_of), &(Value){.l = trace}, NULL))
        return NULL;
    Object *locks = locks_of(t, s);
    if (!locks)
        return NULL;
    late_store(t, snapshot, LATE_FIELD_ThreadSnapshot_name, thread_object_name(handles_get(s->thread)));
    late_store_int(t, snapshot, LATE_FIELD_ThreadSnapshot_threadStatus, s->status);
    late_store(t, snapshot, LATE_FIELD_ThreadSnapshot_stackTrace, trace);
    late_store(t, snapshot, LATE_FIELD_ThreadSnapshot_locks, locks);
    late_store_int(t, snapshot, LATE_FIELD_ThreadSnapshot_blockerTypeOrdinal, blocker_type(s->status));
    late_store(t, snapshot, LATE_FIELD_ThreadSnapshot_blockerObject, handles_get(s->blocker));
    return t->exception ? NULL : snapshot;
}

JNIEXPORT jobject JNICALL JVM_CreateThreadSnapshot(JNIEnv *env, jobject thread);

/* NULL: the thread is not alive. */
JNIEXPORT jobject JNICALL JVM_CreateThreadSnapshot(JNIEnv *env, jobject thread)
{
    JVM_ENTER(env);
    HandleFrame frame = handles_push_frame(t);
    i64 id = thread_object_id(border_get(thread));
    SnapshotRequest request = {.current = t, .ids = &id, .id_count = 1, .max_depth = -1,
                               .monitors = true, .for_dump = true};
    management_take_snapshots(&request);
    Object *snapshot = request.found.count ? new_snapshot(t, &request.found.items[0]) : NULL;
    management_free_snapshots(&request);
    handles_pop_frame(t, frame);
    jobject result = border_local(t, snapshot);
    JVM_LEAVE();
    return result;
}
