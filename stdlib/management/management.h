/* management.h - what libmanagement and libmanagement_ext ask of the VM
 * In:     calls through a table of functions whose order is the library's, IN_NATIVE with a JNIEnv that is a
 *         Thread; functions that take a Thread run IN_JAVA
 * Out:    ThreadInfo, MemoryUsage, MemoryPoolMXBean objects, counters, flags
 * Used by: jvm_management.c, which holds the table
 * Keeps:  a part that is missing throws UnsupportedOperationException with its name, and its bit in
 *         ManagementSupport is 0, so that Java does not ask.
 * Tests:  tests/java/Management*.java
 */
#ifndef MOKA_STDLIB_MANAGEMENT_MANAGEMENT_H
#define MOKA_STDLIB_MANAGEMENT_MANAGEMENT_H

#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/release/late.h"
#include "vm/model/class.h"

/* Keys of long attributes */
typedef enum ManagementLong {
    LONG_CLASSES_LOADED = 1,
    LONG_CLASSES_UNLOADED = 2,
    LONG_THREADS_STARTED = 3,
    LONG_THREADS_LIVE = 4,
    LONG_THREADS_PEAK = 5,
    LONG_THREADS_DAEMON = 6,
    LONG_START_MILLIS = 7,
    LONG_COMPILE_MILLIS = 8,
    LONG_GC_MILLIS = 9,
    LONG_GC_COUNT = 10,
    LONG_UPTIME_MILLIS = 11,
    LONG_FLAG_COUNT = 104,
    LONG_SAFEPOINT_COUNT = 105,
    LONG_VM_THREADS = 109,
    LONG_PROCESS_ID = 201,
    LONG_GC_EXTRA_COUNT = 401
} ManagementLong;

typedef enum ManagementBool {
    BOOL_VERBOSE_GC = 21,
    BOOL_VERBOSE_CLASS = 22,
    BOOL_CONTENTION_TIMES = 23,
    BOOL_CPU_TIME = 24,
    BOOL_ALLOCATED_MEMORY = 25
} ManagementBool;

/* The statistics that can be reset */
typedef enum ManagementStatistic {
    STATISTIC_PEAK_THREADS = 801,
    STATISTIC_CONTENTION_COUNT = 802,
    STATISTIC_CONTENTION_TIME = 803,
    STATISTIC_CONTENTION = 804,
    STATISTIC_POOL_PEAK = 805
} ManagementStatistic;

typedef enum ManagementThreshold {
    THRESHOLD_USAGE_HIGH = 901,
    THRESHOLD_USAGE_LOW = 902,
    THRESHOLD_COLLECTION_HIGH = 903,
    THRESHOLD_COLLECTION_LOW = 904
} ManagementThreshold;

/* The memory pools; a pool's manager has its number. */
enum { POOL_HEAP, POOL_METADATA, POOL_CODE, POOL_COUNT };

typedef struct PoolUsage {
    i64 initial, used, committed, maximum; /* initial and maximum: -1 undefined */
} PoolUsage;

typedef struct ManagementSupport {
    u32 low_memory : 1, compilation_time : 1, contention_times : 1, own_cpu_time : 1, other_cpu_time : 1,
        locked_monitors : 1, locked_synchronizers : 1, allocated_memory : 1, remote_commands : 1, unused : 23;
} ManagementSupport;

/* One flag of the VM, as com.sun.management.VMOption shows it */
enum { GLOBAL_BOOLEAN = 1, GLOBAL_STRING = 2, GLOBAL_LONG = 3, GLOBAL_DOUBLE = 4 };
enum {
    GLOBAL_DEFAULT = 1,
    GLOBAL_COMMAND_LINE = 2,
    GLOBAL_MANAGEMENT = 3,
    GLOBAL_ENVIRONMENT = 4,
    GLOBAL_ERGONOMIC = 6
};

typedef struct ManagementGlobal {
    jstring name;
    jvalue value;
    u32 type, origin;
    u32 is_writeable : 1, is_external : 1, unused : 30;
    void *reserved[2];
} ManagementGlobal;

/* The last collection; index 0: none has ended yet. extra_values has room for extra_count values. */
typedef struct ManagementGcStat {
    jlong index, start_millis, end_millis;
    jobjectArray usage_before, usage_after; /* MemoryUsage by pool, in GetMemoryPools's order */
    jint extra_count;
    jvalue *extra_values;
} ManagementGcStat;

/* A value that this collector adds to GcInfo */
typedef struct ManagementGcExtra {
    const char *name;
    char type; /* as in a descriptor */
    const char *description;
} ManagementGcExtra;

/* A diagnostic command, and one of its arguments */
typedef struct ManagementCommand {
    const char *name, *description, *impact;
    const char *permission_class, *permission_name, *permission_action; /* NULL: none is needed */
    jint argument_count;
    jboolean is_enabled;
} ManagementCommand;

typedef struct ManagementArgument {
    const char *name, *description, *type, *initial; /* initial: NULL: none */
    jboolean is_mandatory, is_option, takes_many;
    jint place; /* among those that are no options; -1: it is one */
} ManagementArgument;

_Static_assert(sizeof(ManagementCommand) == 56 && offsetof(ManagementCommand, is_enabled) == 52,
               "as the library reads it");
_Static_assert(sizeof(ManagementArgument) == 40 && offsetof(ManagementArgument, place) == 36,
               "as the library reads it");
_Static_assert(sizeof(ManagementSupport) == 4, "one word");
_Static_assert(sizeof(ManagementGlobal) == 48 && offsetof(ManagementGlobal, type) == 16,
               "as the library reads it");
_Static_assert(sizeof(ManagementGcStat) == 56 && offsetof(ManagementGcStat, extra_values) == 48,
               "as the library reads it");
_Static_assert(sizeof(ManagementGcExtra) == 24 && offsetof(ManagementGcExtra, description) == 16,
               "as the library reads it");

/* Notes the time at which the VM begins to run a program, which RuntimeMXBean calls its start. */
void management_note_start(void);
/* When the machine has ended, and its threads. */
void management_reset(void);

/* management_memory.c: pools, their usage, collectors */
jobjectArray management_get_pools(JNIEnv *env, jobject manager); /* NULL: all */
jobjectArray management_get_managers(JNIEnv *env, jobject pool);
jobject management_get_pool_usage(JNIEnv *env, jobject pool);
jobject management_get_pool_peak(JNIEnv *env, jobject pool);
jobject management_get_pool_collection_usage(JNIEnv *env, jobject pool);
jobject management_get_usage(JNIEnv *env, jboolean heap);
jint management_get_gc_extra(JNIEnv *env, jobject manager, ManagementGcExtra *ret_extra, jint count);
void management_get_last_gc(JNIEnv *env, jobject manager, ManagementGcStat *ret_stat);
void management_reset_pool_peak(Thread *t, Object *pool);
/* Usage of a pool in bytes, at this moment, or before or after a collection. */
PoolUsage management_usage_now(int pool);
PoolUsage management_usage_then(const HeapCollection *collection, bool after, int pool);
/* A MemoryUsage; NULL: an exception is pending. */
Object *management_new_usage(Thread *t, PoolUsage usage);
/* POOL_*; -1: it is no pool of the VM's, and an exception is pending. */
int management_pool_index(Thread *t, Object *pool);
/* False: it is another manager, and an exception is pending. */
bool management_is_collector(Thread *t, Object *manager);
/* The collector's MXBean; NULL: an exception is pending. */
Object *management_collector(Thread *t);
const char *management_collector_name(void);
/* Returns 0; IOException is pending if the file cannot be written. */
jint management_dump_heap(JNIEnv *env, jstring path, jboolean live);

/* management_notify.c: notifications. kind: ManagementThreshold */
void management_set_gc_notification(JNIEnv *env, jobject manager, jboolean on);
void management_set_pool_sensor(JNIEnv *env, jobject pool, jint kind, jobject sensor);
jlong management_set_pool_threshold(JNIEnv *env, jobject pool, jint kind, jlong bytes);

/* management_thread.c: ThreadInfo, times, allocation. Thread ids are java.lang.Thread's; 0 is the current
 * thread. */
jint management_get_thread_info(JNIEnv *env, jlongArray ids, jint max_depth, jobjectArray ret_infos);
jobjectArray management_dump_threads(JNIEnv *env, jlongArray ids, jboolean monitors, jboolean synchronizers,
                                     jint max_depth);
/* id: 0: of every thread. */
void management_reset_contention(Thread *t, i64 id, bool counts, bool times);
jlong management_get_cpu_time(JNIEnv *env, jlong id);
jlong management_get_cpu_time_of(JNIEnv *env, jlong id, jboolean with_system);
void management_get_cpu_times(JNIEnv *env, jlongArray ids, jlongArray ret_times, jboolean with_system);
jlong management_get_thread_allocated(JNIEnv *env, jlong id);
void management_get_threads_allocated(JNIEnv *env, jlongArray ids, jlongArray ret_sizes);
jlong management_get_allocated(JNIEnv *env);

/* management_deadlock.c: a Thread[] with the threads of all circles; NULL: there is none */
jobjectArray management_find_deadlocks(JNIEnv *env, jboolean monitors_only);
jobjectArray management_find_monitor_deadlocks(JNIEnv *env);

/* management_command.c: diagnostic commands. ret_infos has room for as many as there are names, or for
 * `count`. */
jobjectArray management_get_commands(JNIEnv *env);
void management_get_command_info(JNIEnv *env, jobjectArray names, ManagementCommand *ret_infos);
void management_get_command_arguments(JNIEnv *env, jstring name, ManagementArgument *ret_infos, jint count);
jstring management_run_command(JNIEnv *env, jstring line);
void management_notify_commands(JNIEnv *env, jboolean on);

/* management_flags.c: names NULL, all flags; *ret_globals has room for `count`. Returns how many were
 * filled. */
jobjectArray management_get_flag_names(JNIEnv *env);
jint management_get_flags(JNIEnv *env, jobjectArray names, ManagementGlobal *ret_globals, jint count);
void management_set_flag(JNIEnv *env, jstring name, jvalue value);

#endif
