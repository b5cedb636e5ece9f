/* jvm_carrier.c - JVM_* entry points that java.lang.Thread has since there are virtual threads. What it asks
 * often, carriers and scoped values, is in stdlib/native/n_Thread.c. */
#include "stdlib/jvm/jvm_border.h"
#include "vm/base/state.h"

/* Java gets the counter's address and adds to it. Smaller ids are the primordial thread's, or reserved. */
SNAPSHOT_STATE(saved) static struct {
    i64 next_id;
} state = {.next_id = 4};

JNIEXPORT jlong JNICALL JVM_GetNextThreadIdOffset(JNIEnv *env, jclass unused)
{
    (void)env, (void)unused;
    return (jlong)(uintptr_t)&state.next_id;
}

JNIEXPORT void JNICALL JVM_SleepNanos(JNIEnv *env, jclass unused, jlong nanos)
{
    (void)unused;
    JVM_ENTER(env);
    thread_sleep(t, nanos > 0 ? nanos : 0);
    JVM_LEAVE();
}
