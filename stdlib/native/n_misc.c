/* n_misc.c - natives of classes that have only one or two here. */
#include "classloader/load/loader.h"
#include "classloader/source/source.h"
#include "gc/heap.h"
#include "stdlib/native/natives.h"
#include "stdlib/reflect/reflect.h"
#include "stdlib/reflect/stack_trace.h"
#include "vm/host/home.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static u64 n_Reflection_getCallerClass(Thread *t, const Slot *args)
{
    (void)args;
    Class *c = stack_trace_caller_class(t);
    return (u64)(uintptr_t)(c ? c->mirror : NULL);
}

/* The image that the boot loader has mapped anyway; null makes Java map the file itself. */
static u64 n_NativeImageBuffer_getNativeMap(Thread *t, const Slot *args)
{
    char ours[PATH_MAX + 16];
    size_t size;
    const void *map = source_image_map(&size);
    char *wanted = arg_ref(args, 0) ? string_to_utf8(arg_ref(args, 0)) : NULL;
    snprintf(ours, sizeof ours, "%s/lib/modules", home_find());
    bool same = wanted && map && size <= INT_MAX && strcmp(wanted, ours) == 0;
    free(wanted);
    return (u64)(uintptr_t)(same ? reflect_new_direct_buffer(t, map, size) : NULL);
}

static u64 n_AtomicLong_VMSupportsCS8(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 1;
}

static u64 n_VectorSupport_getMaxLaneCount(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return (u32)-1; /* there is no vector support */
}

static u64 n_VectorSupport_registerNatives(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0;
}

/* ---- jdk.internal.perf.Perf: only its creator sees a counter, since there is no jvmstat file ----
 * It lies where metadata lies, so that a snapshot has it. */

static u64 n_Perf_createLong(Thread *t, const Slot *args)
{
    i64 *counter = loader_alloc(t, boot_loader, sizeof *counter);
    if (!counter) {
        throw_out_of_memory(t, "native memory for a performance counter");
        return 0;
    }
    *counter = arg_long(args, 4);
    return (u64)(uintptr_t)reflect_new_direct_buffer(t, counter, sizeof *counter);
}

static u64 n_Perf_unsupported(Thread *t, const Slot *args)
{
    (void)args;
    THROW(t, UnsupportedOperationException, "jvmstat is not supported");
    return 0;
}

static u64 n_Perf_highResCounter(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (u64)(now.tv_sec * 1000000000 + now.tv_nsec);
}

static u64 n_Perf_highResFrequency(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 1000000000;
}

#define PERF "jdk/internal/perf/Perf"

const NativeRow n_misc_natives[] = {
    NATIVE("jdk/internal/reflect/Reflection", "getCallerClass", "()Ljava/lang/Class;",
           n_Reflection_getCallerClass),
    NATIVE("jdk/internal/jimage/NativeImageBuffer", "getNativeMap",
           "(Ljava/lang/String;)Ljava/nio/ByteBuffer;", n_NativeImageBuffer_getNativeMap),
    NATIVE_UNTIL(17, "java/util/concurrent/atomic/AtomicLong", "VMSupportsCS8", "()Z",
                 n_AtomicLong_VMSupportsCS8),
    NATIVE("jdk/internal/vm/vector/VectorSupport", "registerNatives", "()I", n_VectorSupport_registerNatives),
    NATIVE("jdk/internal/vm/vector/VectorSupport", "getMaxLaneCount", "(Ljava/lang/Class;)I",
           n_VectorSupport_getMaxLaneCount),
    NATIVE(PERF, "registerNatives", "()V", n_register_nothing),
    NATIVE(PERF, "createLong", "(Ljava/lang/String;IIJ)Ljava/nio/ByteBuffer;", n_Perf_createLong),
    NATIVE_UNTIL(17, PERF, "attach", "(Ljava/lang/String;II)Ljava/nio/ByteBuffer;", n_Perf_unsupported),
    NATIVE_SINCE(25, PERF, "attach0", "(I)Ljava/nio/ByteBuffer;", n_Perf_unsupported),
    NATIVE(PERF, "detach", "(Ljava/nio/ByteBuffer;)V", n_Perf_unsupported),
    NATIVE(PERF, "createByteArray", "(Ljava/lang/String;II[BI)Ljava/nio/ByteBuffer;", n_Perf_unsupported),
    NATIVE(PERF, "highResCounter", "()J", n_Perf_highResCounter),
    NATIVE(PERF, "highResFrequency", "()J", n_Perf_highResFrequency),
    {0},
};
