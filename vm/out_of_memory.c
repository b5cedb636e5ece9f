/* out_of_memory.c - what -XX flags ask for when the VM runs out of memory the first time (doors.h)
 * In the reference VM's order: a heap dump, the user's commands, the end of the VM. */
#include "stdlib/heap_dump.h"
#include "vm/base/panic.h"
#include "vm/commands.h"
#include "vm/model/doors.h"
#include "vm/options.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_CODE = 3, PATH_SIZE = 4096 };

/* ---- the heap dump ---- */

/* -XX:HeapDumpPath names a file, or a directory for one; without it, the working directory. */
static void dump_path(char *ret_path, size_t size)
{
    const char *given = option_flags[FLAG_HeapDumpPath].text;
    struct stat status;
    bool is_folder = *given && stat(given, &status) == 0 && S_ISDIR(status.st_mode);
    if (*given && !is_folder)
        snprintf(ret_path, size, "%s", given);
    else
        snprintf(ret_path, size, "%s%sjava_pid%d.hprof%s", given,
                 *given && given[strlen(given) - 1] != '/' ? "/" : "", (int)getpid(),
                 OPTION_FLAG(HeapDumpGzipLevel) ? ".gz" : "");
}

static void dump_heap(Thread *t)
{
    char path[PATH_SIZE];
    dump_path(path, sizeof path);
    printf("Dumping heap to %s ...\n", path);
    fflush(stdout);
    HeapDumpResult result =
        heap_dump_write(t, path, HEAP_DUMP_OUT_OF_MEMORY, (int)OPTION_FLAG(HeapDumpGzipLevel));
    if (!result.error)
        printf("Heap dump file created [%llu bytes in %.3f secs]\n", (unsigned long long)result.bytes,
               result.seconds);
    else if (result.is_created)
        printf("Dump file is incomplete: %s\n", strerror(result.error));
    else
        printf("Unable to create %s: %s\n", path, strerror(result.error));
    fflush(stdout);
}

/* ---- all of it ---- */

void out_of_memory_report(Thread *t, const char *what)
{
    static u32 reported;
    if (__atomic_exchange_n(&reported, 1, __ATOMIC_RELAXED))
        return;
    if (OPTION_FLAG(HeapDumpOnOutOfMemoryError)) {
        printf("java.lang.OutOfMemoryError: %s\n", what);
        dump_heap(t);
    }
    const char *commands = option_flags[FLAG_OnOutOfMemoryError].text;
    if (*commands) {
        printf("#\n# java.lang.OutOfMemoryError: %s\n# -XX:OnOutOfMemoryError=\"%s\"\n", what, commands);
        fflush(stdout);
        thread_block_begin(t);
        commands_run(commands, "...");
        thread_block_end(t);
    }
    if (OPTION_FLAG(CrashOnOutOfMemoryError)) {
        printf("Aborting due to java.lang.OutOfMemoryError: %s\n", what);
        fflush(stdout);
        panic("OutOfMemory encountered: %s", what);
    }
    if (OPTION_FLAG(ExitOnOutOfMemoryError)) {
        printf("Terminating due to java.lang.OutOfMemoryError: %s\n", what);
        fflush(stdout);
        _exit(EXIT_CODE);
    }
}
