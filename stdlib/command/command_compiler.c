/* command_compiler.c - diagnostic commands about the compiler: Compiler.* */
#include "jit/jit.h"
#include "stdlib/command/command_parts.h"
#include "vm/base/base.h"

static void print_cache(CommandCall *call)
{
    JitMemory memory = jit_memory();
    fprintf(call->out,
            "CodeCache: size=%zuKb used=%zuKb max_used=%zuKb free=%zuKb\n"
            " compilation: %s\n",
            memory.reserved / KB, memory.used / KB, memory.most_used / KB,
            (memory.reserved - memory.used) / KB,
            jit_is_on() ? "enabled" : "disabled (interpreter mode)");
}

static void print_queue(CommandCall *call)
{
    fprintf(call->out, "Current compiles: \n");
    jit_print_task(call->out);
    fprintf(call->out, "\nCompile queue:\n");
    jit_print_queue(call->out);
    fputc('\n', call->out);
}

static void write_perf_map(CommandCall *call)
{
    if (!jit_write_perf_map())
        fprintf(call->out, "The perf map file cannot be written.\n");
}

static const Command rows[] = {
    {.name = "Compiler.codecache", .description = "Print code cache layout and bounds.", .impact = "Low",
     .permission = PERMIT_MONITOR, .run = print_cache},
    {.name = "Compiler.perfmap", .description = "Write map file for Linux perf tool.", .impact = "Low",
     .permission = PERMIT_MONITOR, .run = write_perf_map},
    {.name = "Compiler.queue", .description = "Print methods queued for compilation.", .impact = "Low",
     .permission = PERMIT_MONITOR, .run = print_queue},
};

const CommandTable command_compiler_table = {rows, COUNT_OF(rows)};
