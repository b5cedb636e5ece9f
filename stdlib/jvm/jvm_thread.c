/* jvm_thread.c - JVM_* entry points of java.lang.Thread. */
#include "classloader/define/define.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/stack_trace.h"
#include "vm/base/vec.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"
#include "vm/thread/thread_list.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

JNIEXPORT void JNICALL JVM_StartThread(JNIEnv *env, jobject thread)
{
    JVM_ENTER(env);
    Object *java_thread = border_get(thread);
    thread_start(t, java_thread);
    JVM_LEAVE();
}

JNIEXPORT jobject JNICALL JVM_CurrentThread(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    jobject result = border_local(t, thread_current_object(t));
    JVM_LEAVE();
    return result;
}

JNIEXPORT void JNICALL JVM_Yield(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    thread_yield(t);
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_Sleep(JNIEnv *env, jclass unused, jlong millis)
{
    (void)unused;
    JVM_ENTER(env);
    if (millis < 0)
        THROW(t, IllegalArgumentException, "timeout value is negative");
    else
        thread_sleep(t, millis > INT64_MAX / 1000000 ? INT64_MAX : millis * 1000000);
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_Interrupt(JNIEnv *env, jobject thread)
{
    JVM_ENTER(env);
    thread_interrupt(t, border_get(thread));
    JVM_LEAVE();
}

JNIEXPORT jboolean JNICALL JVM_HoldsLock(JNIEnv *env, jclass unused, jobject object)
{
    (void)unused;
    JVM_ENTER(env);
    bool holds = false;
    if (!object)
        THROW(t, NullPointerException, NULL);
    else
        holds = monitor_holds(t, border_get(object));
    JVM_LEAVE();
    return holds;
}

/* Linux gives priorities to privileged threads only; so this does nothing, as in the reference VM by
 * default. */
JNIEXPORT void JNICALL JVM_SetThreadPriority(JNIEnv *env, jobject thread, jint priority)
{
    (void)env, (void)thread, (void)priority;
}

JNIEXPORT void JNICALL JVM_SetNativeThreadName(JNIEnv *env, jobject thread, jstring name)
{
    JVM_ENTER(env);
    Thread *target = thread_of_java(border_get(thread));
    char *text = string_to_utf8(border_get(name));
    if (target && text) {
        char shortened[16]; /* the kernel takes no longer name */
        snprintf(shortened, sizeof shortened, "%s", text);
        pthread_setname_np(target->pthread, shortened);
    }
    free(text);
    JVM_LEAVE();
}

/* A thread that is stopped before it is started will not run. */
JNIEXPORT void JNICALL JVM_StopThread(JNIEnv *env, jobject thread, jobject throwable)
{
    JVM_ENTER(env);
    Object *java_thread = border_get(thread), *thrown = border_get(throwable);
    if (!thrown)
        THROW(t, NullPointerException, NULL);
    else if (thread_of_java(java_thread))
        thread_stop(t, java_thread, thrown);
    else
        thread_object_set_stillborn(java_thread);
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_SuspendThread(JNIEnv *env, jobject thread)
{
    JVM_ENTER(env);
    thread_suspend(t, border_get(thread));
    JVM_LEAVE();
}

JNIEXPORT void JNICALL JVM_ResumeThread(JNIEnv *env, jobject thread)
{
    JVM_ENTER(env);
    thread_resume(t, border_get(thread));
    JVM_LEAVE();
}

/* ---- all threads ---- */

typedef struct ThreadList {
    Object *array;
    i32 count;
} ThreadList;

static void count_thread(Thread *thread, void *context)
{
    ((ThreadList *)context)->count += thread_is_alive(thread);
}

/* From the end on: the list has the youngest first, Java gets the oldest first. */
static void store_thread(Thread *thread, void *context)
{
    ThreadList *list = context;
    if (thread_is_alive(thread) && list->count < array_length(list->array))
        ref_array_set(list->array, array_length(list->array) - ++list->count, thread_carrier_object(thread));
}

/* Threads may start or end between counting and storing. An array that turns out too long is copied. */
static Object *all_threads(Thread *t)
{
    ThreadList list = {NULL, 0};
    thread_for_each(count_thread, &list);
    Class *array_class = define_array_class(t, WK(Thread));
    list.array = array_class ? heap_new_array(t, array_class, list.count) : NULL;
    if (!list.array)
        return NULL;
    list.count = 0;
    thread_for_each(store_thread, &list);
    if (list.count == array_length(list.array))
        return list.array;
    Object *shorter = heap_new_array(t, array_class, list.count);
    for (i32 i = 0; shorter && i < list.count; i++)
        ref_array_set(shorter, i, ref_array_get(list.array, array_length(list.array) - list.count + i));
    return shorter;
}

JNIEXPORT jobjectArray JNICALL JVM_GetAllThreads(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    jobject result = border_local(t, all_threads(t));
    JVM_LEAVE();
    return result;
}

/* A copy of a stack, made while its thread could not run. */
typedef struct StackCopy {
    Thread *current; /* its local references keep the methods' classes */
    const Object *java_thread;
    bool skips_hidden, is_found;
    VEC(const Method *) methods;
    VEC(u32) bcis;
} StackCopy;

static void copy_stack(Thread *target, void *context)
{
    StackCopy *copy = context;
    bool is_carrier = thread_carrier_object(target) == copy->java_thread;
    if (!is_carrier && thread_current_object(target) != copy->java_thread) /* another has the record */
        return;
    copy->is_found = true;
    FrameWalk walk = is_carrier ? walk_begin_carrier(target) : walk_begin(target);
    for (; walk_valid(&walk); walk_next(&walk)) {
        if (copy->skips_hidden && walk_is_hidden(&walk))
            continue;
        handles_local(copy->current, walk.method->holder->mirror);
        vec_push(&copy->methods, walk.method);
        vec_push(&copy->bcis, walk_bci(&walk));
    }
}

static Object *stack_of(Thread *t, Object *java_thread, bool skips_hidden)
{
    StackCopy copy = {.current = t, .java_thread = java_thread, .skips_hidden = skips_hidden};
    Thread *target = thread_of_java(thread_object_carrier(java_thread));
    if (target)
        safepoint_handshake(t, target, copy_stack, &copy);
    Object *trace = NULL;
    if (copy.is_found)
        trace = stack_trace_of_walk(t, copy.methods.items, copy.bcis.items, (i32)copy.methods.count);
    vec_free(&copy.methods);
    vec_free(&copy.bcis);
    return trace;
}

JNIEXPORT jobjectArray JNICALL JVM_DumpThreads(JNIEnv *env, jclass unused, jobjectArray threads)
{
    (void)unused;
    JVM_ENTER(env);
    Object *from = border_get(threads), *result = NULL;
    if (!from) {
        THROW(t, NullPointerException, NULL);
    } else {
        Class *one = define_array_class(t, WK(StackTraceElement));
        Class *two = one ? define_array_class(t, one) : NULL;
        result = two ? heap_new_array(t, two, array_length(from)) : NULL;
        for (i32 i = 0; result && !t->exception && i < array_length(from); i++)
            if (ref_array_get(from, i))
                ref_array_set(result, i, stack_of(t, ref_array_get(from, i), false));
    }
    jobject local = border_local(t, result);
    JVM_LEAVE();
    return local;
}

/* Thread.getStackTrace() for another thread, in later releases; release 17 dumps one thread for it. */
JNIEXPORT jobject JNICALL JVM_GetStackTrace(JNIEnv *env, jobject thread)
{
    JVM_ENTER(env);
    jobject result = border_local(t, stack_of(t, border_get(thread), !OPTION_FLAG(ShowHiddenFrames)));
    JVM_LEAVE();
    return result;
}
