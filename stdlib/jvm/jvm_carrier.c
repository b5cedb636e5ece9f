/* jvm_carrier.c - JVM_* entry points that java.lang.Thread has since there are virtual threads: ids,
 * carriers, scoped values. Moka says that it has no continuations, so a virtual thread is bound to a thread
 * of the host. */
#include "stdlib/jvm/jvm_border.h"
#include "vm/base/state.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"

/* Java gets the counter's address and adds to it. Smaller ids are the primordial thread's, or reserved. */
SNAPSHOT_STATE(saved) static struct {
    i64 next_id;
} state = {.next_id = 4};

JNIEXPORT jlong JNICALL JVM_GetNextThreadIdOffset(JNIEnv *env, jclass unused)
{
    (void)env, (void)unused;
    return (jlong)(uintptr_t)&state.next_id;
}

JNIEXPORT jobject JNICALL JVM_CurrentCarrierThread(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    jobject result = border_local(t, thread_carrier_object(t));
    JVM_LEAVE();
    return result;
}

JNIEXPORT void JNICALL JVM_SleepNanos(JNIEnv *env, jclass unused, jlong nanos)
{
    (void)unused;
    JVM_ENTER(env);
    thread_sleep(t, nanos > 0 ? nanos : 0);
    JVM_LEAVE();
}

/* ---- scoped values (JEP 506) ---- */

JNIEXPORT jobject JNICALL JVM_ScopedValueCache(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    jobject result = border_local(t, t->scoped_cache);
    JVM_LEAVE();
    return result;
}

JNIEXPORT void JNICALL JVM_SetScopedValueCache(JNIEnv *env, jclass unused, jobject cache)
{
    (void)unused;
    JVM_ENTER(env);
    t->scoped_cache = border_get(cache);
    JVM_LEAVE();
}

/* runWith(bindings, operation), of Thread and of ScopedValue's carrier, runs the operation with the bindings
 * in this local. */
enum { LOCAL_BINDINGS = 1 };

static bool binds_values(const Method *m)
{
    return m->name == SYM(runWith) && (m->holder == WK(Thread) || m->holder == WK(ScopedValue_Carrier));
}

/* The bindings of the innermost such frame: after a stack overflow Thread's own field may have lost them. */
JNIEXPORT jobject JNICALL JVM_FindScopedValueBindings(JNIEnv *env, jclass unused)
{
    (void)unused;
    JVM_ENTER(env);
    Object *bindings = NULL;
    for (FrameWalk walk = walk_begin(t); walk_valid(&walk) && !bindings; walk_next(&walk))
        if (binds_values(walk.method))
            bindings = (Object *)(uintptr_t)*walk_local(&walk, LOCAL_BINDINGS);
    jobject result = border_local(t, bindings);
    JVM_LEAVE();
    return result;
}
