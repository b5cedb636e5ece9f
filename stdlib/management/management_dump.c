/* management_dump.c - jdk.internal.vm.ThreadSnapshot, from which later releases write thread dumps */
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/management/management_snapshot.h"
#include "stdlib/reflect/reflect.h"
#include "stdlib/reflect/stack_trace.h"
#include "stdlib/release/late.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"

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
    late_store(t, snapshot, LATE_FIELD_ThreadSnapshot_carrierThread, handles_get(s->carrier));
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
    SnapshotRequest request = {.current = t, .max_depth = -1, .monitors = true, .for_dump = true};
    management_take_snapshot_of(&request, thread);
    Object *snapshot = request.found.count ? new_snapshot(t, &request.found.items[0]) : NULL;
    management_free_snapshots(&request);
    handles_pop_frame(t, frame);
    jobject result = border_local(t, snapshot);
    JVM_LEAVE();
    return result;
}
