/* management_thread.c - ThreadInfo objects, thread times and allocation (management.h).
 * What threads do is read while the world is stopped and kept in handles; the Java objects are made
 * afterwards. */
#include "stdlib/management/management.h"

#include "gc/inspect.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "stdlib/reflect/stack_trace.h"
#include "vm/base/vec.h"
#include "vm/exec/thread/monitor.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/thread/thread_list.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { STATE_IN_NATIVE = 0x00400000 /* beside the bits of Thread.threadStatus */ };

/* One thread while the world stood still. Handles are local to the thread that asks. */
typedef struct Snapshot {
    i32 place; /* index in the result */
    HandleRef thread, blocker, owner;
    i32 status;
    bool in_native;
    u64 blocked, waited;
    VEC(const Method *) methods;
    VEC(u32) bcis;
    VEC(HandleRef) monitors; /* youngest first */
    VEC(i32) monitor_depths; /* index of the frame; -1: entered by native code */
    VEC(HandleRef) synchronizers;
} Snapshot;

typedef struct Request {
    Thread *current;
    const i64 *ids; /* NULL: every thread */
    i32 id_count;
    i32 max_depth; /* of stacks; negative: all */
    bool monitors, synchronizers;
    VEC(Snapshot) found;
} Request;

/* Of a thread that is alive. */
static i64 id_of(const Thread *thread)
{
    return thread_object_id(thread_carrier_object(thread));
}

/* ---- while the world stands still ---- */

/* What the thread waits for stays on its lock stack. As the youngest of a frame's locks it is not reported:
 * the rule of the reference VM, which leaves it in where the frame has a younger one. */
static void note_monitors(Request *request, Snapshot *s, const Thread *thread, const Slot *fp, i32 depth)
{
    bool is_youngest = true;
    for (u32 i = thread->lock_count; i > 0; i--) {
        const LockEntry *entry = &thread->locks[i - 1];
        if (entry->fp != fp || (is_youngest && entry->object == thread->blocked_object))
            continue;
        is_youngest = false;
        vec_push(&s->monitors, handles_local(request->current, entry->object));
        vec_push(&s->monitor_depths, depth);
    }
}

static void note_stack(Request *request, Snapshot *s, Thread *thread)
{
    i32 depth = 0;
    for (FrameWalk walk = walk_begin(thread); walk_valid(&walk) && depth != request->max_depth;
         walk_next(&walk), depth++) {
        vec_push(&s->methods, walk.method);
        vec_push(&s->bcis, walk_bci(&walk));
        handles_local(request->current, walk.method->holder->mirror); /* keeps the method */
        if (request->monitors)
            note_monitors(request, s, thread, walk.fp, depth);
    }
    if (request->monitors)
        note_monitors(request, s, thread, NULL, -1);
}

static void note_blocker(Request *request, Snapshot *s, const Thread *thread)
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
        s->status = THREAD_STATUS_RUNNABLE; /* between the status and the wait */
}

static void take_snapshot(Request *request, Thread *thread, i32 place)
{
    Snapshot s = {.place = place, .blocked = thread->blocked_count, .waited = thread->waited_count};
    Object *java_thread = thread_carrier_object(thread);
    s.thread = handles_local(request->current, java_thread);
    s.status = thread_object_status(java_thread);
    s.in_native = thread != request->current && thread->state == THREAD_IN_NATIVE;
    note_blocker(request, &s, thread);
    note_stack(request, &s, thread);
    vec_push(&request->found, s);
}

/* With the thread list's lock held: a thread that leaves native code for good waits. */
static void visit_thread(Thread *thread, void *context)
{
    Request *request = context;
    if (!thread_is_alive(thread))
        return;
    if (!request->ids)
        take_snapshot(request, thread, -1);
    for (i32 i = 0; i < request->id_count; i++)
        if (request->ids[i] == id_of(thread))
            take_snapshot(request, thread, i);
}

/* The owner of what a thread waits for: of a monitor, or of a synchronizer that says so. */
static void note_owner(Request *request, Snapshot *s)
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
    Request *request = context;
    const Object *owner = mirror_synchronizer_owner(object);
    for (u32 i = 0; owner && i < request->found.count; i++)
        if (handles_get(request->found.items[i].thread) == owner)
            vec_push(&request->found.items[i].synchronizers, handles_local(request->current, object));
}

/* The list has the youngest thread first; Java is told of the oldest first. */
static void reverse(Request *request)
{
    u32 count = request->found.count;
    for (u32 i = 0; i < count / 2; i++) {
        Snapshot other = request->found.items[i];
        request->found.items[i] = request->found.items[count - 1 - i];
        request->found.items[count - 1 - i] = other;
    }
    for (u32 i = 0; i < count; i++)
        request->found.items[i].place = (i32)i;
}

static void take_snapshots(Request *request)
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

static void free_snapshots(Request *request)
{
    for (u32 i = 0; i < request->found.count; i++) {
        Snapshot *s = &request->found.items[i];
        vec_free(&s->methods);
        vec_free(&s->bcis);
        vec_free(&s->monitors);
        vec_free(&s->monitor_depths);
        vec_free(&s->synchronizers);
    }
    vec_free(&request->found);
}

/* ---- the objects ---- */

static Object *array_of_handles(Thread *t, const HandleRef *handles, u32 count)
{
    Object *array = reflect_new_array(t, WK(Object), (i32)count);
    for (u32 i = 0; array && i < count; i++)
        ref_array_set(array, (i32)i, handles_get(handles[i]));
    return array;
}

/* Arguments 9.. of the longer constructor. */
static bool add_locks(Thread *t, const Snapshot *s, Value *args)
{
    Object *monitors = array_of_handles(t, s->monitors.items, s->monitors.count);
    Object *depths = monitors ? heap_new_array(t, wk_primitive_array[T_INT], (i32)s->monitors.count) : NULL;
    Object *synchronizers =
        depths ? array_of_handles(t, s->synchronizers.items, s->synchronizers.count) : NULL;
    if (!synchronizers)
        return false;
    if (s->monitors.count)
        memcpy(array_data(depths), s->monitor_depths.items, s->monitors.count * sizeof(i32));
    args[0].l = monitors, args[1].l = depths, args[2].l = synchronizers;
    return true;
}

/* NULL = exception pending. */
static Object *new_info(Thread *t, Class *c, const Snapshot *s, bool with_locks)
{
    Object *trace = stack_trace_of_walk(t, s->methods.items, s->bcis.items, (i32)s->methods.count);
    Object *info = trace ? heap_new_object(t, c) : NULL;
    Value args[13] = {{.l = info},
                      {.l = handles_get(s->thread)},
                      {.i = s->status | (s->in_native ? STATE_IN_NATIVE : 0)},
                      {.l = handles_get(s->blocker)},
                      {.l = handles_get(s->owner)},
                      {.j = (i64)s->blocked},
                      {.j = -1}, /* times: contention monitoring is not supported */
                      {.j = (i64)s->waited},
                      {.j = -1},
                      {.l = trace}};
    if (!info || (with_locks && !add_locks(t, s, &args[10])))
        return NULL;
    Method *constructor =
        late_method(t, with_locks ? LATE_METHOD_ThreadInfo_init_locks : LATE_METHOD_ThreadInfo_init);
    return constructor && call_method(t, constructor, args, NULL) ? info : NULL;
}

/* Into the array, or a new one if it is NULL. Returns it; NULL = exception pending. */
static Object *make_infos(Request *request, Object *array)
{
    Thread *t = request->current;
    HandleFrame frame = handles_push_frame(t);
    Class *c = late_class(t, LATE_CLASS_ThreadInfo);
    if (c)
        take_snapshots(request);
    if (c && !array)
        array = reflect_new_array(t, c, request->ids ? request->id_count : (i32)request->found.count);
    for (u32 i = 0; array && !t->exception && i < request->found.count; i++) {
        const Snapshot *s = &request->found.items[i];
        Object *info = new_info(t, c, s, request->monitors || request->synchronizers);
        if (info && s->place < array_length(array))
            ref_array_set(array, s->place, info);
    }
    free_snapshots(request);
    handles_pop_frame(t, frame);
    return t->exception ? NULL : array;
}

static bool ids_are_valid(Thread *t, const Object *ids)
{
    const i64 *data = array_data(ids);
    for (i32 i = 0; i < array_length(ids); i++) {
        if (data[i] > 0)
            continue;
        THROW(t, IllegalArgumentException, "Invalid thread ID entry");
        return false;
    }
    return true;
}

jint management_get_thread_info(JNIEnv *env, jlongArray ids, jint max_depth, jobjectArray ret_infos)
{
    JVM_ENTER(env);
    Object *id_array = border_get(ids), *infos = border_get(ret_infos);
    if (!id_array || !infos) {
        THROW(t, NullPointerException, NULL);
    } else if (max_depth < -1) {
        THROW(t, IllegalArgumentException, "Invalid maxDepth");
    } else if (ids_are_valid(t, id_array)) {
        Request request = {.current = t,
                           .ids = array_data(id_array),
                           .id_count = array_length(id_array),
                           .max_depth = max_depth};
        make_infos(&request, infos);
    }
    JVM_LEAVE();
    return 0;
}

jobjectArray management_dump_threads(JNIEnv *env, jlongArray ids, jboolean monitors, jboolean synchronizers,
                                     jint max_depth)
{
    JVM_ENTER(env);
    Object *id_array = border_get(ids);
    Request request = {.current = t,
                       .max_depth = max_depth == INT_MAX ? -1 : max_depth,
                       .monitors = monitors,
                       .synchronizers = synchronizers};
    if (id_array)
        request.ids = array_data(id_array), request.id_count = array_length(id_array);
    Object *result = !id_array || ids_are_valid(t, id_array) ? make_infos(&request, NULL) : NULL;
    jobject local = border_local(t, result);
    JVM_LEAVE();
    return local;
}

/* ---- processor time ---- */

typedef struct TimeQuery {
    i64 id;
    bool with_system;
    i32 tid;
    i64 nanos;
    u64 allocated;
} TimeQuery;

static i64 clock_nanos(clockid_t clock)
{
    struct timespec time;
    return clock_gettime(clock, &time) == 0 ? (i64)time.tv_sec * 1000000000 + time.tv_nsec : -1;
}

static void query_thread(Thread *thread, void *context)
{
    TimeQuery *query = context;
    clockid_t clock;
    if (!thread_is_alive(thread) || id_of(thread) != query->id || !thread->tid)
        return;
    query->tid = thread->tid;
    query->allocated = thread->allocated_bytes;
    if (query->with_system && pthread_getcpuclockid(thread->pthread, &clock) == 0)
        query->nanos = clock_nanos(clock);
}

/* Time in user mode, which only the process file system tells of other threads; -1: gone. */
static i64 user_nanos(i32 tid)
{
    char path[64], line[1024];
    unsigned long ticks;
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", tid);
    FILE *file = fopen(path, "re");
    bool read = file && fgets(line, sizeof line, file);
    if (file)
        fclose(file);
    const char *at = read ? strrchr(line, ')') : NULL; /* the name may hold anything */
    if (!at || sscanf(at + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu", &ticks) != 1)
        return -1;
    return (i64)ticks * (1000000000 / sysconf(_SC_CLK_TCK));
}

static i64 own_nanos(bool with_system)
{
    struct rusage usage;
    if (with_system)
        return clock_nanos(CLOCK_THREAD_CPUTIME_ID);
    if (getrusage(RUSAGE_THREAD, &usage) != 0)
        return -1;
    return (i64)usage.ru_utime.tv_sec * 1000000000 + (i64)usage.ru_utime.tv_usec * 1000;
}

/* -1: no such thread. */
static i64 nanos_of(i64 id, bool with_system)
{
    if (id == 0)
        return own_nanos(with_system);
    TimeQuery query = {.id = id, .with_system = with_system, .nanos = -1};
    thread_for_each(query_thread, &query);
    return with_system || !query.tid ? query.nanos : user_nanos(query.tid);
}

static bool id_is_valid(Thread *t, i64 id)
{
    if (id < 0)
        THROW(t, IllegalArgumentException, "Invalid thread ID");
    return id >= 0;
}

jlong management_get_cpu_time_of(JNIEnv *env, jlong id, jboolean with_system)
{
    JVM_ENTER(env);
    i64 nanos = id_is_valid(t, id) ? nanos_of(id, with_system) : -1;
    JVM_LEAVE();
    return nanos;
}

jlong management_get_cpu_time(JNIEnv *env, jlong id)
{
    return management_get_cpu_time_of(env, id, JNI_TRUE);
}

/* Both arrays, when they are as they should be. */
static bool arrays_fit(Thread *t, const Object *ids, const Object *results)
{
    if (!ids || !results) {
        THROW(t, NullPointerException, NULL);
        return false;
    }
    if (array_length(ids) != array_length(results)) {
        THROW(t, IllegalArgumentException,
              "The length of the given long array does not match the length of the given "
              "array of thread IDs");
        return false;
    }
    return ids_are_valid(t, ids);
}

void management_get_cpu_times(JNIEnv *env, jlongArray ids, jlongArray ret_times, jboolean with_system)
{
    JVM_ENTER(env);
    const Object *from = border_get(ids);
    Object *to = border_get(ret_times);
    if (arrays_fit(t, from, to))
        for (i32 i = 0; i < array_length(from); i++)
            ((i64 *)array_data(to))[i] = nanos_of(((const i64 *)array_data(from))[i], with_system);
    JVM_LEAVE();
}

/* ---- allocation ---- */

static i64 allocated_of(Thread *t, i64 id)
{
    if (id == 0)
        return (i64)t->allocated_bytes;
    TimeQuery query = {.id = id};
    thread_for_each(query_thread, &query);
    return query.tid ? (i64)query.allocated : -1;
}

jlong management_get_thread_allocated(JNIEnv *env, jlong id)
{
    JVM_ENTER(env);
    i64 bytes = id_is_valid(t, id) ? allocated_of(t, id) : -1;
    JVM_LEAVE();
    return bytes;
}

void management_get_threads_allocated(JNIEnv *env, jlongArray ids, jlongArray ret_sizes)
{
    JVM_ENTER(env);
    const Object *from = border_get(ids);
    Object *to = border_get(ret_sizes);
    if (arrays_fit(t, from, to))
        for (i32 i = 0; i < array_length(from); i++)
            ((i64 *)array_data(to))[i] = allocated_of(t, ((const i64 *)array_data(from))[i]);
    JVM_LEAVE();
}

jlong management_get_allocated(JNIEnv *env)
{
    (void)env;
    return (jlong)heap_allocated();
}
