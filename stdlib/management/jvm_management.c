/* jvm_management.c - JVM_GetManagement: the table behind java.lang.management (management.h).
 * The order of the table is the library's, by release; the library asks for the version that it was built
 * with. */
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "jit/jit.h"
#include "stdlib/management/management.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/thread/contention.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_list.h"

#include <time.h>
#include <unistd.h>

SNAPSHOT_STATE(saved) static struct {
    bool ignores_cpu_time, ignores_allocation;
} state;

JNIEXPORT void *JNICALL JVM_GetManagement(jint version);

static u64 throw_unsupported(JNIEnv *env, const char *what)
{
    JVM_ENTER(env);
    THROW(t, UnsupportedOperationException, "%s", what);
    JVM_LEAVE();
    return 0;
}

/* ---- version and support ---- */

static jint get_version(JNIEnv *env)
{
    (void)env;
    return (jint)release->management_version;
}

static jint get_support(JNIEnv *env, ManagementSupport *ret_support)
{
    (void)env;
    *ret_support = (ManagementSupport){.compilation_time = 1,
                                       .contention_times = 1,
                                       .own_cpu_time = 1,
                                       .other_cpu_time = 1,
                                       .locked_monitors = 1,
                                       .locked_synchronizers = 1,
                                       .allocated_memory = 1,
                                       .remote_commands = 1};
    return 0;
}

/* ---- attributes ---- */

SNAPSHOT_STATE(host) static struct {
    u64 start_millis;
} host;

void management_note_start(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    host.start_millis = (u64)now.tv_sec * 1000 + (u64)now.tv_nsec / 1000000;
}

static void count_internal(Thread *thread, void *context)
{
    *(u32 *)context += thread->vm_name != NULL;
}

static jlong vm_threads(void)
{
    u32 count = 0;
    thread_for_each(count_internal, &count);
    return count;
}

/* False: this VM has no such attribute. */
static bool read_long(jint key, jlong *ret_value)
{
    switch (key) {
    case LONG_CLASSES_LOADED: *ret_value = loader_count_loaded(); return true;
    case LONG_CLASSES_UNLOADED: *ret_value = loader_count_unloaded(); return true;
    case LONG_THREADS_STARTED: *ret_value = (jlong)thread_started_total(); return true;
    case LONG_THREADS_LIVE: *ret_value = thread_count(); return true;
    case LONG_THREADS_PEAK: *ret_value = thread_peak(); return true;
    case LONG_THREADS_DAEMON: *ret_value = thread_count_daemons(); return true;
    case LONG_START_MILLIS: *ret_value = (jlong)host.start_millis; return true;
    case LONG_COMPILE_MILLIS: *ret_value = (jlong)(jit_nanos() / 1000000); return true;
    case LONG_GC_MILLIS: *ret_value = (jlong)(heap_collection_nanos() / 1000000); return true;
    case LONG_GC_COUNT: *ret_value = (jlong)heap_collections(); return true;
    case LONG_UPTIME_MILLIS: *ret_value = (jlong)(trace_clock() / 1000000); return true;
    case LONG_FLAG_COUNT: *ret_value = options_flag_count(); return true;
    case LONG_SAFEPOINT_COUNT: *ret_value = (jlong)safepoint_count(); return true;
    case LONG_VM_THREADS: *ret_value = vm_threads(); return true;
    case LONG_PROCESS_ID: *ret_value = getpid(); return true;
    case LONG_GC_EXTRA_COUNT: *ret_value = 1; return true;
    default: return false;
    }
}

/* manager: the collector that is asked about; the VM has one. */
static jlong get_long(JNIEnv *env, jobject manager, jint key)
{
    (void)manager;
    jlong value;
    if (read_long(key, &value))
        return value;
    JVM_ENTER(env);
    THROW(t, UnsupportedOperationException, "management attribute %d", key);
    JVM_LEAVE();
    return -1;
}

static jint get_longs(JNIEnv *env, jobject manager, const jint *keys, jint count, jlong *ret_values)
{
    (void)env, (void)manager;
    jint known = 0;
    for (jint i = 0; i < count; i++) {
        if (read_long(keys[i], &ret_values[i]))
            known++;
        else
            ret_values[i] = -1;
    }
    return known;
}

static jboolean get_bool(JNIEnv *env, jint key)
{
    switch (key) {
    case BOOL_VERBOSE_GC: return TRACE_ON(GC);
    case BOOL_VERBOSE_CLASS: return TRACE_ON(CLASS_LOAD);
    case BOOL_CONTENTION_TIMES: return contention_is_timed;
    case BOOL_CPU_TIME: return !state.ignores_cpu_time;
    case BOOL_ALLOCATED_MEMORY: return !state.ignores_allocation;
    default: return (jboolean)throw_unsupported(env, "this management attribute");
    }
}

static bool switch_trace(TraceChannel channel, bool on)
{
    u64 bit = (u64)1 << channel;
    u64 before = on ? __atomic_fetch_or(&trace_enabled, bit, __ATOMIC_RELAXED)
                    : __atomic_fetch_and(&trace_enabled, ~bit, __ATOMIC_RELAXED);
    return (before & bit) != 0;
}

/* Returns the value before. */
static jboolean set_bool(JNIEnv *env, jint key, jboolean value)
{
    bool before;
    switch (key) {
    case BOOL_VERBOSE_GC: return switch_trace(TRACE_GC, value);
    case BOOL_VERBOSE_CLASS: return switch_trace(TRACE_CLASS_LOAD, value);
    case BOOL_CONTENTION_TIMES: return __atomic_exchange_n(&contention_is_timed, value, __ATOMIC_RELAXED);
    case BOOL_CPU_TIME:
        before = !state.ignores_cpu_time;
        state.ignores_cpu_time = !value;
        return before;
    case BOOL_ALLOCATED_MEMORY:
        before = !state.ignores_allocation;
        state.ignores_allocation = !value;
        return before;
    default: return (jboolean)throw_unsupported(env, "setting this management attribute");
    }
}

static jboolean reset_statistic(JNIEnv *env, jvalue which, jint statistic)
{
    if (statistic < STATISTIC_PEAK_THREADS || statistic > STATISTIC_POOL_PEAK)
        return (jboolean)throw_unsupported(env, "this statistic");
    JVM_ENTER(env);
    if (statistic == STATISTIC_PEAK_THREADS)
        thread_reset_peak();
    else if (statistic == STATISTIC_POOL_PEAK)
        management_reset_pool_peak(t, border_get(which.l));
    else
        management_reset_contention(t, which.j, statistic != STATISTIC_CONTENTION_TIME,
                                    statistic != STATISTIC_CONTENTION_COUNT);
    JVM_LEAVE();
    return JNI_TRUE;
}

/* ---- what the VM does not have ---- */

/* There are no times of the VM's own threads. */
static jint get_internal_times(JNIEnv *env, jobjectArray ret_names, jlongArray ret_times)
{
    (void)ret_names, (void)ret_times;
    return (jint)throw_unsupported(env, "times of internal threads");
}

/* ---- the table ---- */

/* In the library's order; a slot that came later moves those behind it in later releases. */
typedef struct SlotRow {
    int since; /* the first release with a table that has the slot; 0: every one */
    void *function;
} SlotRow;

static const SlotRow rows[] = {
    {0, NULL}, /* reserved */
    {0, NULL},
    {0, (void *)get_version},
    {0, (void *)get_support},
    {0, (void *)management_get_thread_info},
    {0, (void *)management_get_pools},
    {0, (void *)management_get_managers},
    {0, (void *)management_get_pool_usage},
    {0, (void *)management_get_pool_peak},
    {25, (void *)management_get_allocated}, /* by all threads */
    {0, (void *)management_get_thread_allocated},
    {0, (void *)management_get_threads_allocated},
    {0, (void *)management_get_usage},
    {0, (void *)get_long},
    {0, (void *)get_bool},
    {0, (void *)set_bool},
    {0, (void *)get_longs},
    {0, (void *)management_find_monitor_deadlocks},
    {0, (void *)management_get_cpu_time},
    {0, (void *)management_get_flag_names},
    {0, (void *)management_get_flags},
    {0, (void *)get_internal_times},
    {0, (void *)reset_statistic},
    {0, (void *)management_set_pool_sensor},
    {0, (void *)management_set_pool_threshold},
    {0, (void *)management_get_pool_collection_usage},
    {0, (void *)management_get_gc_extra},
    {0, (void *)management_get_last_gc},
    {0, (void *)management_get_cpu_time_of},
    {0, (void *)management_get_cpu_times},
    {0, (void *)management_dump_heap},
    {0, (void *)management_find_deadlocks},
    {0, (void *)management_set_flag},
    {0, (void *)management_get_allocated}, /* by all threads, until it had a slot of its own */
    {0, (void *)management_dump_threads},
    {0, (void *)management_set_gc_notification},
    {0, (void *)management_get_commands},
    {0, (void *)management_get_command_info},
    {0, (void *)management_get_command_arguments},
    {0, (void *)management_run_command},
    {0, (void *)management_notify_commands},
};

SNAPSHOT_STATE(rebuilt) static struct {
    void *slots[COUNT_OF(rows)];
} table;

static void fill_table(void)
{
    size_t next = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (release->feature >= rows[i].since)
            table.slots[next++] = rows[i].function;
}

JNIEXPORT void *JNICALL JVM_GetManagement(jint version)
{
    if (!release || (u32)version != release->management_version)
        return NULL;
    fill_table();
    return table.slots;
}
