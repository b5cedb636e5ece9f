/* jvm_carrier.c - JVM_* entry points that java.lang.Thread has since there are virtual threads. What it asks
 * often, carriers and scoped values, is in stdlib/native/n_Thread.c. */
#include "classloader/load/loader.h"
#include "stdlib/jvm/jvm_border.h"

/* Java asks once for the counter's address, and adds to it. Smaller ids are the primordial thread's, or
 * reserved. It lies where metadata lies, so that a snapshot has it at the same address. */
JNIEXPORT jlong JNICALL JVM_GetNextThreadIdOffset(JNIEnv *env, jclass unused)
{
    enum { FIRST_ID = 4 };
    (void)unused;
    JVM_ENTER(env);
    i64 *counter = loader_alloc(t, boot_loader, sizeof *counter);
    if (counter)
        *counter = FIRST_ID;
    JVM_LEAVE();
    return (jlong)(uintptr_t)counter;
}

JNIEXPORT void JNICALL JVM_SleepNanos(JNIEnv *env, jclass unused, jlong nanos)
{
    (void)unused;
    JVM_ENTER(env);
    thread_sleep(t, nanos > 0 ? nanos : 0);
    JVM_LEAVE();
}
