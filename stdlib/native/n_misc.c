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
    {0},
};
