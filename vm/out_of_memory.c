/* out_of_memory.c - what -XX flags ask for when the VM runs out of memory the first time (doors.h)
 * In the reference VM's order: a heap dump, the user's commands, the end of the VM. */
#include "stdlib/heap_dump.h"
#include "vm/base/panic.h"
#include "vm/model/doors.h"
#include "vm/options.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_CODE = 3, PATH_SIZE = 4096 };

extern char **environ;

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

/* ---- the user's commands ---- */

/* With %p replaced by the process's number, and %% by %. */
static char *expand_pid(const char *command, size_t length)
{
    char pid[16];
    size_t pid_length = (size_t)snprintf(pid, sizeof pid, "%d", (int)getpid()), used = 0;
    char *text = malloc(length * pid_length + 1);
    for (size_t i = 0; text && i < length; i++) {
        if (command[i] != '%' || i + 1 == length || (command[i + 1] != 'p' && command[i + 1] != '%')) {
            text[used++] = command[i];
        } else if (command[++i] == '%') {
            text[used++] = '%';
        } else {
            memcpy(text + used, pid, pid_length);
            used += pid_length;
        }
    }
    if (text)
        text[used] = '\0';
    return text;
}

/* The program goes on when the command is done, whatever became of it. */
static void run_command(Thread *t, const char *command)
{
    char *argv[] = {"sh", "-c", (char *)command, NULL};
    pid_t child;
    int status;
    printf("#   Executing /bin/sh -c \"%s\"...\n", command);
    fflush(stdout);
    thread_block_begin(t);
    int error = posix_spawn(&child, "/bin/sh", NULL, NULL, argv, environ);
    while (!error && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    thread_block_end(t);
    if (error)
        printf("os::fork_and_exec failed: %s (%d)\n", strerror(error), error);
}

/* Separated by semicolons. */
static void run_commands(Thread *t, const char *commands)
{
    const char *at = commands + strspn(commands, " ;");
    for (size_t length; *at; at += length, at += strspn(at, " ;")) {
        length = strcspn(at, ";");
        char *command = expand_pid(at, length);
        if (command)
            run_command(t, command);
        free(command);
    }
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
        run_commands(t, commands);
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
