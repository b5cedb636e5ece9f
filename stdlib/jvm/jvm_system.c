/* jvm_system.c - JVM_* entry points of System, Runtime, String, Shutdown and the system properties. */
#include "classloader/define/define.h"
#include "gc/heap.h"
#include "jit/jit.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/array_copy.h"
#include "vm/base/vec.h"
#include "vm/exec/record/record.h"
#include "vm/exec/thread/monitor.h"
#include "vm/host/exit.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/host/version.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- properties ---- */

typedef struct PropertyList {
    Thread *t;
    Object *array; /* key, value, key, value …, null */
    i32 next;
} PropertyList;

static void put(PropertyList *list, const char *key, const char *value)
{
    if (list->t->exception || !value)
        return;
    Object *k = string_from_locale(list->t, key);
    Object *v = k ? string_from_locale(list->t, value) : NULL;
    if (!v)
        return;
    ref_array_set(list->array, list->next++, k);
    ref_array_set(list->array, list->next++, v);
}

static void put_home_properties(PropertyList *list)
{
    char path[4352];
    put(list, "java.home", home_find());
    const char *loader_path = getenv("LD_LIBRARY_PATH");
    snprintf(path, sizeof path,
             "%s%s/usr/java/packages/lib:/usr/lib/x86_64-linux-gnu/jni:/lib/x86_64-linux-gnu:"
             "/usr/lib/x86_64-linux-gnu:/usr/lib/jni:/lib:/usr/lib",
             loader_path ? loader_path : "", loader_path && *loader_path ? ":" : "");
    put(list, "java.library.path", path);
}

/* Folders that an option names come after the JDK's in the search. */
static void put_boot_library_path(PropertyList *list)
{
    const char *more = options_property("sun.boot.library.path");
    char *path = NULL;
    if (asprintf(&path, "%s/lib%s%s", home_find(), more ? ":" : "", more ? more : "") >= 0)
        put(list, "sun.boot.library.path", path);
    free(path);
}

/* An option cannot change these properties: they come last, and of several with one key the last counts. */
static void put_vm_properties(PropertyList *list)
{
    char text[64];
    snprintf(text, sizeof text, "%d", release->feature);
    put(list, "java.vm.specification.name", "Java Virtual Machine Specification");
    put(list, "java.vm.specification.vendor", "Oracle Corporation");
    put(list, "java.vm.specification.version", text);
    put(list, "java.vm.name", MOKA_NAME);
    put(list, "java.vm.vendor", MOKA_VENDOR);
    put(list, "java.vm.version", MOKA_VERSION);
    put(list, "java.vm.info", jit_mode());
    if (jit_is_on())
        put(list, "sun.management.compiler", "Moka Template Compiler");
    put(list, "java.vm.compressedOopsMode", NULL);
    put(list, "jdk.debug", "release");
    if (option_flags[FLAG_MaxDirectMemorySize].origin != ORIGIN_DEFAULT) {
        snprintf(text, sizeof text, "%lld", (long long)OPTION_FLAG(MaxDirectMemorySize));
        put(list, "sun.nio.MaxDirectMemorySize", text);
    }
    if (options.boot_append)
        put(list, "jdk.boot.class.path.append", options.boot_append);
}

JNIEXPORT jobjectArray JNICALL JVM_GetProperties(JNIEnv *env)
{
    enum { OWN = 24 };
    JVM_ENTER(env);
    Class *array_class = define_array_class(t, WK(String));
    PropertyList list = {t, NULL, 0};
    list.array = array_class ? heap_new_array(t, array_class, (i32)(options.property_count + OWN) * 2) : NULL;
    if (list.array) {
        put_home_properties(&list);
        if (!options_property("java.class.path"))
            put(&list, "java.class.path", "");
        for (u32 i = 0; i < options.property_count; i++)
            if (strcmp(options.properties[i].key, "sun.nio.MaxDirectMemorySize") != 0)
                put(&list, options.properties[i].key, options.properties[i].value);
        put_boot_library_path(&list);
        put_vm_properties(&list);
    }
    jobject result = border_local(t, t->exception ? NULL : list.array);
    JVM_LEAVE();
    return result;
}

JNIEXPORT jobjectArray JNICALL JVM_GetVmArguments(JNIEnv *env)
{
    JVM_ENTER(env);
    Class *array_class = define_array_class(t, WK(String));
    Object *array = array_class ? heap_new_array(t, array_class, (i32)options.argument_count) : NULL;
    for (u32 i = 0; array && i < options.argument_count; i++) {
        Object *text = string_from_locale(t, options.arguments[i]);
        if (!text)
            break;
        ref_array_set(array, (i32)i, text);
    }
    jobject result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

static bool set_property(Thread *t, Object *properties, const char *key, const char *value)
{
    Value args[3] = {{.l = properties}, {.l = string_from_locale(t, key)}};
    args[2].l = t->exception ? NULL : string_from_locale(t, value ? value : "");
    return !t->exception && call_virtual(t, WK_METHOD(Properties_setProperty), args, NULL);
}

/* Properties that jdk.internal.vm.VMSupport shows to tools that attach. */
JNIEXPORT jobject JNICALL JVM_InitAgentProperties(JNIEnv *env, jobject properties)
{
    JVM_ENTER(env);
    size_t size = 1;
    for (u32 i = 0; i < options.argument_count; i++)
        size += strlen(options.arguments[i]) + 1;
    char *joined = calloc(size, 1), *end = joined;
    for (u32 i = 0; joined && i < options.argument_count; i++)
        end += sprintf(end, "%s%s", i ? " " : "", options.arguments[i]);
    Object *object = border_get(properties);
    if (!object)
        THROW(t, IllegalArgumentException, NULL);
    else if (set_property(t, object, "sun.java.command", options_property("sun.java.command")) &&
             set_property(t, object, "sun.jvm.flags", ""))
        set_property(t, object, "sun.jvm.args", joined);
    free(joined);
    jobject result = t->exception ? NULL : properties;
    JVM_LEAVE();
    return result;
}

JNIEXPORT jstring JNICALL JVM_GetTemporaryDirectory(JNIEnv *env)
{
    JVM_ENTER(env);
    jobject result = border_local(t, string_from_host(t, "/tmp"));
    JVM_LEAVE();
    return result;
}

/* ---- clocks ---- */

JNIEXPORT jlong JNICALL JVM_CurrentTimeMillis(JNIEnv *env, jclass unused)
{
    (void)env, (void)unused;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

JNIEXPORT jlong JNICALL JVM_NanoTime(JNIEnv *env, jclass unused)
{
    (void)env, (void)unused;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Nanoseconds between now and `seconds` since the epoch; -1 when that is further than 2^32 s away
 * (java.time.Clock). */
JNIEXPORT jlong JNICALL JVM_GetNanoTimeAdjustment(JNIEnv *env, jclass unused, jlong seconds)
{
    (void)env, (void)unused;
    const i64 furthest = (i64)1 << 32;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    i64 difference = (i64)now.tv_sec - seconds;
    if (difference >= furthest || difference <= -furthest)
        return -1;
    return difference * 1000000000 + now.tv_nsec;
}

/* ---- memory and processors ---- */

JNIEXPORT jlong JNICALL JVM_FreeMemory(void)
{
    size_t total = heap_total(), used = heap_used();
    return (jlong)(total > used ? total - used : 0);
}

JNIEXPORT jlong JNICALL JVM_TotalMemory(void)
{
    return (jlong)heap_total();
}

JNIEXPORT jlong JNICALL JVM_MaxMemory(void)
{
    return (jlong)heap_maximum();
}

JNIEXPORT void JNICALL JVM_GC(void)
{
    /* The thread stays IN_NATIVE, so that the collection looks at nothing on its native stack. */
    if (!OPTION_FLAG(DisableExplicitGC))
        heap_collect(NULL, GC_CAUSE_SYSTEM_GC);
}

JNIEXPORT jlong JNICALL JVM_MaxObjectInspectionAge(void)
{
    return 0; /* milliseconds since all objects were looked at, which every collection does */
}

JNIEXPORT jint JNICALL JVM_ActiveProcessorCount(void)
{
    if (OPTION_FLAG(ActiveProcessorCount) > 0)
        return (jint)OPTION_FLAG(ActiveProcessorCount);
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set);
    return (jint)sysconf(_SC_NPROCESSORS_ONLN);
}

JNIEXPORT jboolean JNICALL JVM_IsUseContainerSupport(void)
{
    return OPTION_FLAG(UseContainerSupport) != 0;
}

/* ---- objects ---- */

JNIEXPORT jint JNICALL JVM_IHashCode(JNIEnv *env, jobject object)
{
    JVM_ENTER(env);
    Object *target = border_get(object);
    jint hash = target ? object_identity_hash(target) : 0;
    JVM_LEAVE();
    return hash;
}

JNIEXPORT void JNICALL JVM_ArrayCopy(JNIEnv *env, jclass unused, jobject from, jint from_index, jobject to,
                                     jint to_index, jint count)
{
    (void)unused;
    JVM_ENTER(env);
    array_copy(t, border_get(from), from_index, border_get(to), to_index, count);
    JVM_LEAVE();
}

JNIEXPORT jstring JNICALL JVM_InternString(JNIEnv *env, jstring string)
{
    JVM_ENTER(env);
    Object *target = border_get(string);
    jobject result = border_local(t, target ? string_intern(t, target) : NULL);
    JVM_LEAVE();
    return result;
}

/* ---- the end ---- */

JNIEXPORT void JNICALL JVM_BeforeHalt(void)
{
    jit_finish();
    if (record_is_requested()) {
        Thread *t = thread_current();
        thread_enter_vm(t);
        record_finish(t);
        thread_leave_vm(t);
    }
}

JNIEXPORT void JNICALL JVM_Halt(jint code)
{
    exit_halt(code);
}
