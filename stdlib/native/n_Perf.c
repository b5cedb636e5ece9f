/* n_Perf.c - jdk.internal.perf.Perf: counters of Java's, and those of another process.
 * A counter of ours lies where metadata lies, and is copied to the process's file now and then
 * (perf_counter.h). */
#include "stdlib/native/natives.h"
#include "stdlib/native/perf_counter.h"
#include "stdlib/reflect/reflect.h"
#include "vm/model/throw.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- counters of this process ---- */

static u64 n_Perf_createLong(Thread *t, const Slot *args)
{
    PerfCounter *counter = perf_counter_new(t, arg_ref(args, 1), arg_int(args, 2), arg_int(args, 3), 0);
    if (!counter)
        return 0;
    counter->data[0] = arg_long(args, 4);
    return (u64)(uintptr_t)perf_counter_publish(t, counter);
}

/* A text with room for `length` bytes. */
static u64 n_Perf_createByteArray(Thread *t, const Slot *args)
{
    const Object *bytes = arg_ref(args, 4);
    i32 room = arg_int(args, 5);
    if (!bytes) {
        THROW(t, NullPointerException, NULL);
        return 0;
    }
    if (room < array_length(bytes))
        room = array_length(bytes);
    PerfCounter *counter =
        perf_counter_new(t, arg_ref(args, 1), arg_int(args, 2), arg_int(args, 3), room > 0 ? (u32)room : 1);
    if (!counter)
        return 0;
    bytes = arg_ref(args, 4);
    memcpy(counter->data, array_data(bytes), (size_t)array_length(bytes));
    return (u64)(uintptr_t)perf_counter_publish(t, counter);
}

/* ---- another process's file ---- */

/* -1: there is none that may be read. */
static int open_file(i32 pid)
{
    char pattern[64];
    glob_t found;
    int fd = -1;
    snprintf(pattern, sizeof pattern, "/tmp/hsperfdata_*/%d", pid);
    if (glob(pattern, GLOB_NOSORT, NULL, &found) != 0)
        return -1;
    for (size_t i = 0; i < found.gl_pathc && fd < 0; i++)
        fd = open(found.gl_pathv[i], O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    globfree(&found);
    return fd;
}

static u64 attach(Thread *t, i32 pid)
{
    struct stat status;
    int fd = open_file(pid ? pid : (i32)getpid());
    void *memory = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0
                       ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, fd, 0)
                       : MAP_FAILED;
    if (fd >= 0)
        close(fd);
    if (memory == MAP_FAILED) {
        THROW(t, IllegalArgumentException, "Process not found");
        return 0;
    }
    return (u64)(uintptr_t)reflect_new_direct_buffer(t, memory, status.st_size);
}

static u64 n_Perf_attach(Thread *t, const Slot *args)
{
    return attach(t, arg_int(args, 2));
}

static u64 n_Perf_attach0(Thread *t, const Slot *args)
{
    return attach(t, arg_int(args, 1));
}

/* The mapping stays: a buffer that somebody has kept would fault. */
static u64 n_Perf_detach(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0;
}

/* ---- the clock ---- */

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

const NativeRow n_Perf_natives[] = {
    NATIVE(PERF, "registerNatives", "()V", n_register_nothing),
    NATIVE(PERF, "createLong", "(Ljava/lang/String;IIJ)Ljava/nio/ByteBuffer;", n_Perf_createLong),
    NATIVE_UNTIL(17, PERF, "attach", "(Ljava/lang/String;II)Ljava/nio/ByteBuffer;", n_Perf_attach),
    NATIVE_SINCE(25, PERF, "attach0", "(I)Ljava/nio/ByteBuffer;", n_Perf_attach0),
    NATIVE(PERF, "detach", "(Ljava/nio/ByteBuffer;)V", n_Perf_detach),
    NATIVE(PERF, "createByteArray", "(Ljava/lang/String;II[BI)Ljava/nio/ByteBuffer;",
           n_Perf_createByteArray),
    NATIVE(PERF, "highResCounter", "()J", n_Perf_highResCounter),
    NATIVE(PERF, "highResFrequency", "()J", n_Perf_highResFrequency),
    {0},
};
