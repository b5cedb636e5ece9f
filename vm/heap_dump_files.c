/* heap_dump_files.c - see heap_dump_files.h. */
#include "vm/heap_dump_files.h"

#include "gc/inspect.h"
#include "stdlib/dump/heap_dump.h"
#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/host/options.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

/* -XX:HeapDumpPath names a file, or a directory for one; without it the file is in the working directory. */
static void first_path(char *ret_path, size_t size)
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

SNAPSHOT_STATE(dropped) static struct {
    char first[PATH_SIZE];
    u32 count;
} state;

/* The first dump's name is decided once and the others follow it: whether HeapDumpPath is a directory may
 * change later. */
static void next_path(char *ret_path, size_t size)
{
    u32 number = __atomic_fetch_add(&state.count, 1, __ATOMIC_RELAXED);
    if (number == 0) {
        first_path(state.first, sizeof state.first);
        snprintf(ret_path, size, "%s", state.first);
    } else {
        snprintf(ret_path, size, "%s.%u", state.first, number);
    }
}

static void begin(char *ret_path, size_t size)
{
    next_path(ret_path, size);
    heap_dump_announce(ret_path, console_out());
}

void heap_dump_file_write(Thread *t)
{
    char path[PATH_SIZE + 16];
    begin(path, sizeof path);
    HeapDumpResult result =
        heap_dump_write(t, path, HEAP_DUMP_OUT_OF_MEMORY, (int)OPTION_FLAG(HeapDumpGzipLevel));
    heap_dump_tell(path, result, console_out());
}

/* ---- within collections; a dump's own collection has none ---- */

static void dump_in_pause(GcCause cause, bool is_wanted, HeapDumpKind kind)
{
    char path[PATH_SIZE + 16];
    if (!is_wanted || cause == GC_CAUSE_HEAP_DUMP)
        return;
    begin(path, sizeof path);
    heap_dump_tell(path, heap_dump_write_in_pause(path, kind, (int)OPTION_FLAG(HeapDumpGzipLevel)),
                   console_out());
}

static void dump_before(GcCause cause)
{
    dump_in_pause(cause, OPTION_FLAG(HeapDumpBeforeFullGC), HEAP_DUMP_ALL);
}

static void dump_after(GcCause cause)
{
    dump_in_pause(cause, OPTION_FLAG(HeapDumpAfterFullGC), HEAP_DUMP_LIVE);
    if (OPTION_FLAG(HeapDumpBeforeFullGC))
        cells_clear_dead(false); /* the next dump shall not have this one's garbage again */
}

/* The visitor is installed whatever the two flags say: HotSpotDiagnosticMXBean can set them later. */
void heap_dump_files_init(void)
{
    static const HeapPauseVisitor visitor = {dump_before, dump_after};
    heap_on_pause(&visitor);
}
