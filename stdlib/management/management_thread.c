/* management_thread.c - ThreadInfo objects, thread times and allocation (management.h).
 * The threads' states are read while the world is stopped and kept in handles; Java objects are made of them
 * afterwards. */
#include "stdlib/management/management.h"

#include "stdlib/management/management_snapshot.h"
#include "stdlib/reflect/reflect.h"
#include "stdlib/reflect/stack_trace.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/thread/contention.h"
#include "vm/thread/thread_list.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MILLION = 1000000 };
enum { STATE_IN_NATIVE = 0x00400000 /* ThreadInfo's constructor takes it beside the bits of threadStatus */ };

/* ---- the objects ---- */

static Object *array_of_handles(Thread *t, const HandleRef *handles, u32 count)
{
    Object *array = reflect_new_array(t, WK(Object), (i32)count);
    for (u32 i = 0; array && i < count; i++)
        ref_array_set(array, (i32)i, handles_get(handles[i]));
    return array;
}

/* Fills in the three arguments that only the longer constructor has. False: an exception is pending. */
static bool add_locks(Thread *t, const ThreadSnapshot *s, Value *args)
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

/* A ThreadInfo; NULL: an exception is pending. */
static Object *new_info(Thread *t, Class *c, const ThreadSnapshot *s, bool with_locks)
{
    Object *trace = stack_trace_of_walk(t, s->methods.items, s->bcis.items, (i32)s->methods.count);
    Object *info = trace ? heap_new_object(t, c) : NULL;
    Value args[13] = {{.l = info},
                      {.l = handles_get(s->thread)},
                      {.i = s->status | (s->in_native ? STATE_IN_NATIVE : 0)},
                      {.l = handles_get(s->blocker)},
                      {.l = handles_get(s->owner)},
                      {.j = (i64)s->blocked},
                      {.j = contention_is_timed ? (i64)(s->blocked_nanos / MILLION) : -1},
                      {.j = (i64)s->waited},
                      {.j = contention_is_timed ? (i64)(s->waited_nanos / MILLION) : -1},
                      {.l = trace}};
    if (!info || (with_locks && !add_locks(t, s, &args[10])))
        return NULL;
    Method *constructor =
        late_method(t, with_locks ? LATE_METHOD_ThreadInfo_init_locks : LATE_METHOD_ThreadInfo_init);
    return constructor && call_method(t, constructor, args, NULL) ? info : NULL;
}

/* Stores ThreadInfos in the array, or in a new one if it is NULL. Returns it; NULL: an exception is
 * pending. */
static Object *make_infos(SnapshotRequest *request, Object *array)
{
    Thread *t = request->current;
    HandleFrame frame = handles_push_frame(t);
    Class *c = late_class(t, LATE_CLASS_ThreadInfo);
    if (c)
        management_take_snapshots(request);
    if (c && !array)
        array = reflect_new_array(t, c, request->ids ? request->id_count : (i32)request->found.count);
    for (u32 i = 0; array && !t->exception && i < request->found.count; i++) {
        const ThreadSnapshot *s = &request->found.items[i];
        Object *info = new_info(t, c, s, request->monitors || request->synchronizers);
        if (info && s->place < array_length(array))
            ref_array_set(array, s->place, info);
    }
    management_free_snapshots(request);
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
        SnapshotRequest request = {.current = t,
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
    SnapshotRequest request = {.current = t,
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

/* ---- contention ---- */

typedef struct ContentionReset {
    i64 id; /* 0: every thread */
    bool counts, times;
} ContentionReset;

static void reset_thread(Thread *thread, void *context)
{
    const ContentionReset *what = context;
    if (!thread_is_alive(thread) || (what->id && management_id_of(thread) != what->id))
        return;
    if (what->counts)
        thread->blocked_count = thread->waited_count = 0;
    if (what->times)
        thread->blocked_nanos = thread->waited_nanos = 0;
}

void management_reset_contention(Thread *t, i64 id, bool counts, bool times)
{
    ContentionReset what = {id, counts, times};
    safepoint_begin(t);
    thread_for_each(reset_thread, &what);
    safepoint_end(t);
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
    if (!thread_is_alive(thread) || management_id_of(thread) != query->id || !thread->tid)
        return;
    query->tid = thread->tid;
    query->allocated = thread->allocated_bytes;
    if (query->with_system && pthread_getcpuclockid(thread->pthread, &clock) == 0)
        query->nanos = clock_nanos(clock);
}

/* Nanoseconds in user mode, which only the process file system tells of other threads; -1: the thread is
 * gone. */
static i64 user_nanos(i32 tid)
{
    char path[64], line[1024];
    unsigned long ticks;
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", tid);
    FILE *file = fopen(path, "re");
    bool read = file && fgets(line, sizeof line, file);
    if (file)
        fclose(file);
    const char *at = read ? strrchr(line, ')') : NULL; /* the name before it may hold parentheses, too */
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

/* The processor time of the thread with this id, in nanoseconds; -1: there is no such thread. */
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

/* Are both arrays there, of one length, and with valid ids? Else an exception is pending. */
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
