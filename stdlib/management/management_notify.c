/* management_notify.c - what the VM tells Java of its own accord (management.h): the end of a collection
 * (GarbageCollectorMXBean's notifications) and thresholds of memory pools (MemoryPoolMXBean's). The thread
 * that collects only notes what happened. The "Notification Thread", which is started for the first listener
 * or sensor, calls Java. It compares with usage thresholds after each collection and once a second, and with
 * collection thresholds after each collection. */
#include "stdlib/management/management.h"

#include "stdlib/reflect/reflect.h"
#include "vm/base/host_wait.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/thread/java_thread.h"
#include "vm/exec/throw/exception.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/string/strings.h"
#include "vm/thread/thread_state.h"

#include <stdatomic.h>
#include <time.h>

enum { QUEUE = 64 };

typedef struct Threshold {
    i64 bytes;        /* 0: none */
    HandleRef sensor; /* global: a sun.management.Sensor, or NULL */
    bool is_on;       /* the sensor's state; only the Notification Thread uses it */
} Threshold;

SNAPSHOT_STATE(host) static struct {
    pthread_once_t once;     /* `wanted` is made */
    _Atomic bool has_thread; /* it is started */
    Threshold usage_thresholds[POOL_COUNT], collection_thresholds[POOL_COUNT];
    bool has_gc_listeners;
    pthread_mutex_t lock; /* a leaf; guards the fields below */
    pthread_cond_t wanted;
    HeapCollection queue[QUEUE]; /* collections to tell Java of; when it is full, the oldest is dropped */
    u32 queue_first, queue_count;
    bool look; /* a threshold has changed, so usage is to be compared at once */
} state = {.once = PTHREAD_ONCE_INIT, .lock = PTHREAD_MUTEX_INITIALIZER};

SNAPSHOT_STATE(saved) static struct {
    Object *notifier; /* the java.lang.Thread of the Notification Thread */
} saved;

/* ---- work ---- */

/* Called on the thread that collects, with the heap's lock held. */
static void note_collection(const HeapCollection *collection)
{
    pthread_mutex_lock(&state.lock);
    if (state.queue_count == QUEUE) {
        state.queue_first = (state.queue_first + 1) % QUEUE;
        state.queue_count--;
    }
    state.queue[(state.queue_first + state.queue_count++) % QUEUE] = *collection;
    pthread_cond_signal(&state.wanted);
    pthread_mutex_unlock(&state.lock);
}

static bool watches_usage(void)
{
    for (int i = 0; i < POOL_COUNT; i++)
        if (__atomic_load_n(&state.usage_thresholds[i].bytes, __ATOMIC_RELAXED))
            return true;
    return false;
}

/* Waits until a collection has ended (true) or usage is to be compared (false). */
static bool wait_for_work(HeapCollection *ret_collection)
{
    struct timespec deadline;
    clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec++;
    pthread_mutex_lock(&state.lock);
    for (bool is_late = false; !state.queue_count && !state.look && !is_late;) {
        if (watches_usage())
            is_late = !host_wait_until(&state.wanted, &state.lock, &deadline);
        else
            host_wait(&state.wanted, &state.lock);
    }
    bool is_collection = state.queue_count > 0;
    if (is_collection) {
        *ret_collection = state.queue[state.queue_first];
        state.queue_first = (state.queue_first + 1) % QUEUE;
        state.queue_count--;
    }
    state.look = false;
    pthread_mutex_unlock(&state.lock);
    return is_collection;
}

/* ---- thresholds ---- */

static void call_sensor(Thread *t, Threshold *threshold, bool is_on, PoolUsage usage)
{
    Object *sensor = handles_get(__atomic_load_n(&threshold->sensor, __ATOMIC_ACQUIRE));
    if (!sensor)
        return;
    threshold->is_on = is_on;
    Method *method = late_method(t, is_on ? LATE_METHOD_Sensor_trigger : LATE_METHOD_Sensor_clear);
    Object *object = method && is_on ? management_new_usage(t, usage) : NULL;
    Value args[3] = {{.l = sensor}, {.i = 1}, {.l = object}};
    if (method && !t->exception)
        call_method(t, method, args, NULL);
    if (t->exception)
        exception_print_pending(t);
}

/* once: the sensor is called when usage crosses the threshold; else at each comparison that finds it
 * above. */
static void compare(Thread *t, Threshold *threshold, PoolUsage usage, bool once)
{
    i64 bytes = __atomic_load_n(&threshold->bytes, __ATOMIC_RELAXED);
    bool is_above = bytes && usage.used >= bytes;
    if (is_above ? !(once && threshold->is_on) : threshold->is_on)
        call_sensor(t, threshold, is_above, usage);
}

/* ---- collections ---- */

/* A MemoryUsage[] of all pools. */
static Object *new_usages(Thread *t, const HeapCollection *collection, bool after)
{
    Class *c = late_class(t, LATE_CLASS_MemoryUsage);
    Object *array = c ? reflect_new_array(t, c, POOL_COUNT) : NULL;
    for (int i = 0; array && i < POOL_COUNT; i++) {
        Object *usage = management_new_usage(t, management_usage_then(collection, after, i));
        if (!usage)
            return NULL;
        ref_array_set(array, i, usage);
    }
    return array;
}

static Object *new_extra(Thread *t, const HeapCollection *collection)
{
    Object *array = reflect_new_array(t, WK(Object), 1);
    Object *threads = array ? reflect_box(t, T_INT, (Value){.i = (i32)collection->marker_threads}) : NULL;
    if (threads)
        ref_array_set(array, 0, threads);
    return threads ? array : NULL;
}

static Object *new_info(Thread *t, Object *builder, const HeapCollection *collection)
{
    Method *constructor = late_method(t, LATE_METHOD_GcInfo_init);
    Object *before = constructor ? new_usages(t, collection, false) : NULL;
    Object *after = before ? new_usages(t, collection, true) : NULL;
    Object *extra = after ? new_extra(t, collection) : NULL;
    Object *info = extra ? heap_new_object(t, constructor->holder) : NULL;
    Value args[8] = {{.l = info},
                     {.l = builder},
                     {.j = (i64)collection->number},
                     {.j = (i64)(collection->start / 1000000)},
                     {.j = (i64)(collection->end / 1000000)},
                     {.l = before},
                     {.l = after},
                     {.l = extra}};
    return info && call_method(t, constructor, args, NULL) ? info : NULL;
}

/* False: an exception is pending. */
static bool send_notification(Thread *t, const HeapCollection *collection)
{
    Object *bean = management_collector(t);
    Method *get_builder = bean ? late_method(t, LATE_METHOD_GarbageCollectorExtImpl_getGcInfoBuilder) : NULL;
    Value receiver = {.l = bean}, builder = {0};
    if (!get_builder || !call_method(t, get_builder, &receiver, &builder))
        return false;
    Object *info = new_info(t, builder.l, collection);
    Object *name = info ? string_from_host(t, management_collector_name()) : NULL;
    Object *action = name ? string_from_host(t, "end of major GC") : NULL;
    Object *cause = action ? string_from_host(t, collection->cause) : NULL;
    Value args[6] = {{.l = bean}, {.j = (i64)time(NULL) * 1000}, {.l = name}, {.l = action}, {.l = cause},
                     {.l = info}};
    Method *send = cause ? late_method(t, LATE_METHOD_GarbageCollectorExtImpl_createGCNotification) : NULL;
    return send && call_method(t, send, args, NULL);
}

static void tell_of_collection(Thread *t, const HeapCollection *collection)
{
    for (int i = 0; i < POOL_COUNT; i++)
        compare(t, &state.collection_thresholds[i], management_usage_then(collection, true, i), false);
    if (__atomic_load_n(&state.has_gc_listeners, __ATOMIC_RELAXED) && !send_notification(t, collection))
        exception_print_pending(t);
}

/* ---- the thread ---- */

static void notify_loop(Thread *t)
{
    for (;;) {
        HeapCollection collection;
        thread_leave_vm(t);
        bool is_collection = wait_for_work(&collection);
        thread_enter_vm(t);
        if (is_collection)
            tell_of_collection(t, &collection);
        for (int i = 0; i < POOL_COUNT; i++) {
            PoolUsage usage =
                is_collection ? management_usage_then(&collection, true, i) : management_usage_now(i);
            compare(t, &state.usage_thresholds[i], usage, true);
        }
    }
}

static void make_condition(void)
{
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&state.wanted, &clock);
    pthread_condattr_destroy(&clock);
    heap_on_collection(note_collection);
}

/* Started once; an attempt that fails is made again. False: OutOfMemoryError pending. */
static bool need_thread(Thread *t)
{
    static const OwnThread notifier = {"Notification Thread", notify_loop, &saved.notifier};
    pthread_once(&state.once, make_condition);
    if (atomic_exchange(&state.has_thread, true) || java_thread_start_own(t, &notifier))
        return true;
    atomic_store(&state.has_thread, false);
    return false;
}

/* ---- asked by the library ---- */

void management_set_gc_notification(JNIEnv *env, jobject manager, jboolean on)
{
    JVM_ENTER(env);
    if (management_is_collector(t, border_get(manager)) && need_thread(t))
        __atomic_store_n(&state.has_gc_listeners, on, __ATOMIC_RELAXED);
    JVM_LEAVE();
}

/* NULL: a low threshold, which is not kept because it always has the value of the high one. */
static Threshold *threshold_of(int pool, jint kind)
{
    return kind == THRESHOLD_USAGE_HIGH        ? &state.usage_thresholds[pool]
           : kind == THRESHOLD_COLLECTION_HIGH ? &state.collection_thresholds[pool]
                                               : NULL;
}

void management_set_pool_sensor(JNIEnv *env, jobject pool, jint kind, jobject sensor)
{
    JVM_ENTER(env);
    int which = management_pool_index(t, border_get(pool));
    Threshold *threshold = which < 0 ? NULL : threshold_of(which, kind);
    if (threshold && !border_get(sensor)) {
        THROW(t, NullPointerException, NULL);
    } else if (threshold && need_thread(t)) {
        HandleRef made = handles_global(border_get(sensor));
        handles_delete_global(__atomic_exchange_n(&threshold->sensor, made, __ATOMIC_ACQ_REL));
    }
    JVM_LEAVE();
}

/* Returns the value before. */
jlong management_set_pool_threshold(JNIEnv *env, jobject pool, jint kind, jlong bytes)
{
    JVM_ENTER(env);
    jlong before = -1;
    int which = management_pool_index(t, border_get(pool));
    Threshold *threshold = which < 0 ? NULL : threshold_of(which, kind);
    if (which >= 0 && bytes < 0) {
        THROW(t, IllegalArgumentException, "Invalid threshold value");
    } else if (threshold && need_thread(t)) {
        before = __atomic_exchange_n(&threshold->bytes, bytes, __ATOMIC_RELAXED);
        pthread_mutex_lock(&state.lock);
        state.look = true;
        pthread_cond_signal(&state.wanted);
        pthread_mutex_unlock(&state.lock);
    }
    JVM_LEAVE();
    return before;
}

void management_reset(void)
{
    STATE_CLEAR(state);
    STATE_CLEAR(saved);
}
