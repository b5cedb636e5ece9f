/* out_of_memory.c - what -XX flags ask for when the VM runs out of memory the first time (doors.h)
 * The order is the reference VM's: a heap dump, the user's commands, the end of the VM. */
#include "vm/base/console.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/heap_dump_files.h"
#include "vm/host/commands.h"
#include "vm/host/options.h"
#include "vm/model/doors.h"
#include "vm/thread/thread_state.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_CODE = 3 };

SNAPSHOT_STATE(dropped) static struct {
    u32 reported;
} state;

void out_of_memory_report(Thread *t, const char *what)
{
    if (__atomic_exchange_n(&state.reported, 1, __ATOMIC_RELAXED))
        return;
    if (OPTION_FLAG(HeapDumpOnOutOfMemoryError)) {
        console_print("java.lang.OutOfMemoryError: %s\n", what);
        heap_dump_file_write(t);
    }
    const char *commands = option_flags[FLAG_OnOutOfMemoryError].text;
    if (*commands) {
        console_print("#\n# java.lang.OutOfMemoryError: %s\n# -XX:OnOutOfMemoryError=\"%s\"\n", what,
                      commands);
        fflush(console_out());
        thread_block_begin(t);
        commands_run(commands, "...");
        thread_block_end(t);
    }
    if (OPTION_FLAG(CrashOnOutOfMemoryError)) {
        console_print("Aborting due to java.lang.OutOfMemoryError: %s\n", what);
        fflush(console_out());
        panic("OutOfMemory encountered: %s", what);
    }
    if (OPTION_FLAG(ExitOnOutOfMemoryError)) {
        console_print("Terminating due to java.lang.OutOfMemoryError: %s\n", what);
        fflush(console_out());
        exit(EXIT_CODE);
    }
}
