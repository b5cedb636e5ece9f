/* command_thread.c - diagnostic commands about threads: Thread.* */
#include "stdlib/command/command_parts.h"
#include "stdlib/dump/thread_dump.h"
#include "stdlib/release/late.h"
#include "vm/string/strings.h"

static const CommandArgument print_arguments[] = {
    COMMAND_SWITCH("-l", "print java.util.concurrent locks"),
    COMMAND_SWITCH("-e", "print extended thread information")};

static void print_threads(CommandCall *call)
{
    enum { LOCKS, EXTENDED };
    ThreadDumpOptions options = {.locks = command_is_on(call, LOCKS),
                                 .extended = command_is_on(call, EXTENDED)};
    thread_dump_all(call->t, call->out, &options);
}

/* ---- Thread.dump_to_file: Java writes it, virtual threads among them ---- */

enum { FILE_OVERWRITE, FILE_FORMAT, FILE_PATH };

static const CommandArgument file_arguments[] = {
    COMMAND_SWITCH("-overwrite", "May overwrite existing file"),
    COMMAND_OPTION("-format", "Output format (\"plain\" or \"json\")", "STRING", "plain"),
    COMMAND_WORD("filepath", "The file path to the output file", "FILE", true)};

static void dump_to_file(CommandCall *call)
{
    Thread *t = call->t;
    bool is_json = strcmp(call->values[FILE_FORMAT], "json") == 0;
    Method *method = late_method(t, is_json ? LATE_METHOD_ThreadDumper_dumpThreadsToJson
                                            : LATE_METHOD_ThreadDumper_dumpThreads);
    Value args[2] = {{.l = method ? string_from_host(t, call->values[FILE_PATH]) : NULL},
                     {.i = command_is_on(call, FILE_OVERWRITE)}};
    if (!t->exception) /* the bytes are what to tell the user */
        command_print_bytes(t, method, args, call->out);
}

static const Command rows[] = {
    {.name = "Thread.dump_to_file", .since = 25,
     .description = "Dump threads, with stack traces, to a file in plain text or JSON format.",
     .impact = "Medium: Depends on the number of threads.", .run = dump_to_file,
     COMMAND_TAKES(file_arguments)},
    {.name = "Thread.print", .description = "Print all threads with stacktraces.",
     .impact = "Medium: Depends on the number of threads.", .permission = PERMIT_MONITOR,
     .run = print_threads, COMMAND_TAKES(print_arguments)},
};

const CommandTable command_thread_table = {rows, COUNT_OF(rows)};
