/* jvm_io.c - JVM_* entry points for versions, paths, printf and raw monitors. */
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/release/release.h"
#include "vm/base/console.h"
#include "vm/exec/thread/monitor.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/thread/thread_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

JNIEXPORT jboolean JNICALL JVM_IsSupportedJNIVersion(jint version)
{
    return release_knows_jni((u32)version);
}

JNIEXPORT char *JNICALL JVM_NativePath(char *path)
{
    return path;
}

/* ---- printf hooks: as in C99, but a text that is cut off gives -1 ---- */

MOKA_EXPORT int jio_vsnprintf(char *text, size_t size, const char *format, va_list args)
{
    if ((ssize_t)size <= 0)
        return -1;
    int length = vsnprintf(text, size, format, args);
    if (length < 0 || (size_t)length >= size) {
        text[size - 1] = '\0';
        return -1;
    }
    return length;
}

MOKA_EXPORT int jio_snprintf(char *text, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = jio_vsnprintf(text, size, format, args);
    va_end(args);
    return length;
}

MOKA_EXPORT int jio_vfprintf(FILE *file, const char *format, va_list args)
{
    return console_vprint(file, format, args);
}

MOKA_EXPORT int jio_fprintf(FILE *file, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = jio_vfprintf(file, format, args);
    va_end(args);
    return length;
}

MOKA_EXPORT int jio_printf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = jio_vfprintf(stdout, format, args);
    va_end(args);
    return length;
}

/* ---- raw monitors (libzip) ---- */

JNIEXPORT void *JNICALL JVM_RawMonitorCreate(void)
{
    return raw_monitor_create();
}

JNIEXPORT void JNICALL JVM_RawMonitorDestroy(void *monitor)
{
    raw_monitor_destroy(monitor);
}

JNIEXPORT jint JNICALL JVM_RawMonitorEnter(void *monitor)
{
    raw_monitor_enter(monitor);
    return 0;
}

JNIEXPORT void JNICALL JVM_RawMonitorExit(void *monitor)
{
    raw_monitor_exit(monitor);
}

/* ---- references ---- */

JNIEXPORT jobject JNICALL JVM_GetAndClearReferencePendingList(JNIEnv *env)
{
    JVM_ENTER(env);
    jobject result = border_local(t, refs_take_pending(t));
    JVM_LEAVE();
    return result;
}

JNIEXPORT jboolean JNICALL JVM_HasReferencePendingList(JNIEnv *env)
{
    (void)env;
    return refs_has_pending();
}

JNIEXPORT void JNICALL JVM_WaitForReferencePendingList(JNIEnv *env)
{
    JVM_ENTER(env);
    refs_wait_pending(t);
    JVM_LEAVE();
}

JNIEXPORT jboolean JNICALL JVM_ReferenceRefersTo(JNIEnv *env, jobject reference, jobject object)
{
    JVM_ENTER(env);
    bool same = ref_load(border_get(reference), WK_FIELD(Reference_referent)) == border_get(object);
    JVM_LEAVE();
    return same;
}

JNIEXPORT jboolean JNICALL JVM_PhantomReferenceRefersTo(JNIEnv *env, jobject reference, jobject object)
{
    return JVM_ReferenceRefersTo(env, reference, object);
}

JNIEXPORT void JNICALL JVM_ReferenceClear(JNIEnv *env, jobject reference)
{
    JVM_ENTER(env);
    ref_store(border_get(reference), WK_FIELD(Reference_referent), NULL);
    JVM_LEAVE();
}
