/* management_memory.c - memory pools, their managers and usage (management.h).
 * There are three pools: the heap with its collector, the metadata region, and the code cache. Their Java
 * objects are made once and kept. */
#include "stdlib/management/management.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "jit/jit.h"
#include "stdlib/dump/heap_dump.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

static const char *const pool_names[POOL_COUNT] = {"Moka Heap", "Moka Metadata", "Moka Code Cache"};
static const char *const manager_names[POOL_COUNT] = {"Moka Collector", "Moka Metadata Manager",
                                                        "Moka Code Cache Manager"};

SNAPSHOT_STATE(dropped) static struct {
    HandleRef pools[POOL_COUNT], managers[POOL_COUNT]; /* global; pool i belongs to manager i */
} state;

/* ---- objects made once ---- */

/* Returns the object that is kept at the place: if two threads make it at once, the first one counts. */
static Object *publish(HandleRef *place, Object *object)
{
    HandleRef none = NULL, made = handles_global(object);
    if (!made)
        return object;
    if (!__atomic_compare_exchange_n(place, &none, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        handles_delete_global(made);
        return handles_get(none);
    }
    return object;
}

static Object *published(HandleRef *place)
{
    return handles_get(__atomic_load_n(place, __ATOMIC_ACQUIRE));
}

static Object *call_factory(Thread *t, LateMethod factory, const Value *args)
{
    Method *method = late_method(t, factory);
    Value result = {0};
    return method && call_method(t, method, args, &result) ? result.l : NULL;
}

static Object *make_pool(Thread *t, int which)
{
    Object *name = string_from_host(t, pool_names[which]);
    if (!name)
        return NULL;
    /* The thresholds of usage, and of usage after a collection: 0 is none yet, a negative one is not
     * supported. */
    Value args[4] = {
        {.l = name}, {.i = which == POOL_HEAP}, {.j = 0}, {.j = which == POOL_HEAP ? 0 : -1}};
    return call_factory(t, LATE_METHOD_ManagementFactoryHelper_createMemoryPool, args);
}

/* The collector's bean, with its extensions if the image has jdk.management. */
static Object *make_collector(Thread *t, Object *name)
{
    bool is_extended = late_class_exists(t, LATE_CLASS_GarbageCollectorExtImpl);
    Value args[2] = {{.l = name}, {.l = NULL}};
    if (t->exception)
        return NULL;
    return call_factory(t,
                        is_extended ? LATE_METHOD_GarbageCollectorExtImpl_createGarbageCollector
                                    : LATE_METHOD_ManagementFactoryHelper_createGarbageCollector,
                        args);
}

static Object *make_manager(Thread *t, int which)
{
    Object *name = string_from_host(t, manager_names[which]);
    if (!name || which == POOL_HEAP)
        return name ? make_collector(t, name) : NULL;
    Value args[1] = {{.l = name}};
    return call_factory(t, LATE_METHOD_ManagementFactoryHelper_createMemoryManager, args);
}

/* NULL: an exception is pending. */
static Object *bean_of(Thread *t, int which, bool is_pool)
{
    HandleRef *place = is_pool ? &state.pools[which] : &state.managers[which];
    Object *object = published(place);
    if (object)
        return object;
    object = is_pool ? make_pool(t, which) : make_manager(t, which);
    return object ? publish(place, object) : NULL;
}

/* -1: the bean is not the VM's, and an exception is pending. */
static int index_of(Thread *t, Object *bean, bool is_pool)
{
    if (!bean) {
        THROW(t, NullPointerException, NULL);
        return -1;
    }
    for (int i = 0; i < POOL_COUNT; i++)
        if (published(is_pool ? &state.pools[i] : &state.managers[i]) == bean)
            return i;
    THROW(t, IllegalArgumentException, "not a memory %s of this VM", is_pool ? "pool" : "manager");
    return -1;
}

int management_pool_index(Thread *t, Object *pool)
{
    return index_of(t, pool, true);
}

bool management_is_collector(Thread *t, Object *manager)
{
    int which = index_of(t, manager, false);
    if (which > POOL_HEAP)
        THROW(t, IllegalArgumentException, "this manager does not collect garbage");
    return which == POOL_HEAP;
}

Object *management_collector(Thread *t)
{
    return bean_of(t, POOL_HEAP, false);
}

const char *management_collector_name(void)
{
    return manager_names[POOL_HEAP];
}

/* An array with all beans, or the one that belongs to `of`. */
static Object *beans(Thread *t, Object *of, bool want_pools)
{
    int only = of ? index_of(t, of, !want_pools) : -1;
    LateClass interface = want_pools ? LATE_CLASS_MemoryPoolMXBean : LATE_CLASS_MemoryManagerMXBean;
    Class *component = t->exception ? NULL : late_class(t, interface);
    Object *array = component ? reflect_new_array(t, component, of ? 1 : POOL_COUNT) : NULL;
    for (int i = 0; array && i < array_length(array); i++) {
        Object *bean = bean_of(t, of ? only : i, want_pools);
        if (!bean)
            return NULL;
        ref_array_set(array, i, bean);
    }
    return array;
}

jobjectArray management_get_pools(JNIEnv *env, jobject manager)
{
    JVM_ENTER(env);
    jobject result = border_local(t, beans(t, border_get(manager), true));
    JVM_LEAVE();
    return result;
}

jobjectArray management_get_managers(JNIEnv *env, jobject pool)
{
    JVM_ENTER(env);
    jobject result = border_local(t, beans(t, border_get(pool), false));
    JVM_LEAVE();
    return result;
}

/* ---- usage ---- */

static i64 at_most(i64 value, i64 limit)
{
    return value < limit ? value : limit;
}

/* The counters are read one after the other while other threads allocate, but MemoryUsage wants used <=
 * committed <= maximum. */
static PoolUsage heap_usage(size_t used, size_t total)
{
    i64 maximum = (i64)heap_maximum();
    i64 committed = at_most((i64)total, maximum);
    return (PoolUsage){(i64)heap_initial(), at_most((i64)used, committed), committed, maximum};
}

static PoolUsage metadata_usage(size_t used)
{
    return (PoolUsage){0, (i64)used, (i64)used, -1};
}

/* Without a compiler there is none: no maximum. */
static PoolUsage code_usage(bool at_peak)
{
    JitMemory memory = jit_memory();
    i64 committed = (i64)memory.committed, used = (i64)(at_peak ? memory.most_used : memory.used);
    return (PoolUsage){0, at_most(used, committed), committed, memory.reserved ? (i64)memory.reserved : -1};
}

PoolUsage management_usage_now(int which)
{
    switch (which) {
    case POOL_HEAP: return heap_usage(heap_used(), heap_total());
    case POOL_METADATA: return metadata_usage(region_used());
    default: return code_usage(false);
    }
}

static PoolUsage usage_outside_heap(void)
{
    PoolUsage metadata = metadata_usage(region_used()), code = code_usage(false);
    return (PoolUsage){0, metadata.used + code.used, metadata.committed + code.committed, -1};
}

PoolUsage management_usage_then(const HeapCollection *collection, bool after, int which)
{
    if (which == POOL_CODE)
        return code_usage(false);
    if (which == POOL_METADATA)
        return metadata_usage(after ? collection->metadata_after : collection->metadata_before);
    return after ? heap_usage(collection->used_after, collection->total_after)
                 : heap_usage(collection->used_before, collection->total_before);
}

Object *management_new_usage(Thread *t, PoolUsage usage)
{
    Method *constructor = late_method(t, LATE_METHOD_MemoryUsage_init);
    Object *object = constructor ? heap_new_object(t, constructor->holder) : NULL;
    Value args[5] = {
        {.l = object}, {.j = usage.initial}, {.j = usage.used}, {.j = usage.committed}, {.j = usage.maximum}};
    return object && call_method(t, constructor, args, NULL) ? object : NULL;
}

jobject management_get_pool_usage(JNIEnv *env, jobject pool)
{
    JVM_ENTER(env);
    int which = index_of(t, border_get(pool), true);
    jobject result = border_local(t, which < 0 ? NULL : management_new_usage(t, management_usage_now(which)));
    JVM_LEAVE();
    return result;
}

/* Metadata's usage counts as its peak, since it hardly ever shrinks. */
jobject management_get_pool_peak(JNIEnv *env, jobject pool)
{
    JVM_ENTER(env);
    int which = index_of(t, border_get(pool), true);
    PoolUsage usage = {0};
    if (which == POOL_HEAP)
        usage = heap_usage(heap_peak(), heap_total() > heap_peak() ? heap_total() : heap_peak());
    else if (which == POOL_METADATA)
        usage = metadata_usage((size_t)(region_high_water() - region_base));
    else if (which == POOL_CODE)
        usage = code_usage(true);
    jobject result = border_local(t, which < 0 ? NULL : management_new_usage(t, usage));
    JVM_LEAVE();
    return result;
}

void management_reset_pool_peak(Thread *t, Object *pool)
{
    if (index_of(t, pool, true) == POOL_HEAP)
        heap_reset_peak();
}

/* After the last collection; null for a pool that is not collected. */
jobject management_get_pool_collection_usage(JNIEnv *env, jobject pool)
{
    JVM_ENTER(env);
    int which = index_of(t, border_get(pool), true);
    HeapCollection last;
    PoolUsage usage = {(i64)heap_initial(), 0, 0, (i64)heap_maximum()};
    if (heap_last_collection(&last))
        usage = heap_usage(last.used_after, last.total_after);
    jobject result = border_local(t, which == POOL_HEAP ? management_new_usage(t, usage) : NULL);
    JVM_LEAVE();
    return result;
}

jobject management_get_usage(JNIEnv *env, jboolean heap)
{
    JVM_ENTER(env);
    PoolUsage usage = heap ? management_usage_now(POOL_HEAP) : usage_outside_heap();
    jobject result = border_local(t, management_new_usage(t, usage));
    JVM_LEAVE();
    return result;
}

/* ---- the collector ---- */

jint management_get_gc_extra(JNIEnv *env, jobject manager, ManagementGcExtra *ret_extra, jint count)
{
    (void)env, (void)manager;
    if (count < 1)
        return 0;
    ret_extra[0] = (ManagementGcExtra){"GcThreadCount", 'I', "Number of GC threads"};
    return 1;
}

void management_get_last_gc(JNIEnv *env, jobject manager, ManagementGcStat *ret_stat)
{
    (void)manager;
    JVM_ENTER(env);
    HeapCollection last;
    ret_stat->index = 0;
    if (heap_last_collection(&last)) {
        Object *before = border_get(ret_stat->usage_before), *after = border_get(ret_stat->usage_after);
        for (int i = 0; i < POOL_COUNT && !t->exception; i++) {
            Object *usage_before = management_new_usage(t, management_usage_then(&last, false, i));
            Object *usage_after =
                usage_before ? management_new_usage(t, management_usage_then(&last, true, i)) : NULL;
            if (usage_after && i < array_length(before) && i < array_length(after)) {
                ref_array_set(before, i, usage_before);
                ref_array_set(after, i, usage_after);
            }
        }
        ret_stat->index = (jlong)last.number;
        ret_stat->start_millis = (jlong)(last.start / 1000000);
        ret_stat->end_millis = (jlong)(last.end / 1000000);
        if (ret_stat->extra_count > 0)
            ret_stat->extra_values[0].i = (jint)last.marker_threads;
    }
    JVM_LEAVE();
}

/* ---- heap dumps ---- */

jint management_dump_heap(JNIEnv *env, jstring path, jboolean live)
{
    JVM_ENTER(env);
    const Object *name = border_get(path);
    HeapDumpResult result = {0};
    char *text = name ? string_to_utf8(name) : NULL;
    if (!name)
        THROW(t, NullPointerException, "Output file name cannot be null.");
    else if (!text)
        throw_out_of_memory(t, "Java heap space");
    else
        result = heap_dump_write(t, text, live ? HEAP_DUMP_LIVE : HEAP_DUMP_ALL, 0);
    if (result.error)
        THROW(t, IOException, "%s", strerror(result.error));
    free(text);
    jint failed = t->exception ? -1 : 0;
    JVM_LEAVE();
    return failed;
}
