/* command_gc.c - diagnostic commands about the heap: GC.* */
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/command/command_parts.h"
#include "stdlib/dump/class_histogram.h"
#include "stdlib/dump/heap_dump.h"
#include "stdlib/release/late.h"
#include "vm/base/region.h"
#include "vm/host/options.h"
#include "vm/model/call.h"
#include "vm/string/strings.h"
#include "vm/thread/handles.h"

#include <stdlib.h>
#include <unistd.h>

static void print_heap_info(CommandCall *call)
{
    size_t metadata = (size_t)(region_high_water() - region_base);
    fprintf(call->out,
            " Moka heap       total %zuK, used %zuK, maximum %zuK\n"
            " Metaspace       used %zuK, committed %zuK, reserved %zuK\n",
            heap_total() / KB, heap_used() / KB, heap_maximum() / KB, region_used() / KB, metadata / KB,
            (size_t)(region_end - region_base) / KB);
}

static void run_gc(CommandCall *call)
{
    if (OPTION_FLAG(DisableExplicitGC))
        fprintf(call->out, "Explicit GC is disabled, no GC has been performed.\n");
    else
        heap_collect(call->t, GC_CAUSE_SYSTEM_GC);
}

static void run_finalization(CommandCall *call)
{
    Method *method = late_method(call->t, LATE_METHOD_System_runFinalization);
    if (method)
        call_method(call->t, method, NULL, NULL);
}

static void print_histogram(CommandCall *call)
{
    enum { ALL };
    class_histogram_print(call->t, call->out, command_is_on(call, ALL));
}

/* ---- GC.heap_dump ---- */

enum { DUMP_FILE, DUMP_ALL, DUMP_LEVEL, DUMP_OVERWRITE };

static const CommandArgument dump_arguments[] = {
    COMMAND_WORD("filename", "Name of the dump file", "STRING", true),
    COMMAND_SWITCH("-all", "Dump all objects, including unreachable objects"),
    {"-gz",
     "If specified, the heap dump is written in gzipped format using the given compression level. 1 "
     "(recommended) is the fastest, 9 the strongest compression.",
     "INT", NULL, true, false, "1"},
    COMMAND_SWITCH("-overwrite", "If specified, the dump file will be overwritten if it exists")};

static void dump_heap(CommandCall *call)
{
    enum { MOST = 9 };
    const char *level = call->values[DUMP_LEVEL], *path = call->values[DUMP_FILE];
    if (level && (atoll(level) < 1 || atoll(level) > MOST)) {
        fprintf(call->out, "Compression level out of range (1-9): %s\n", level);
        return;
    }
    if (command_is_on(call, DUMP_OVERWRITE))
        unlink(path);
    heap_dump_report(call->t, path, command_is_on(call, DUMP_ALL) ? HEAP_DUMP_ALL : HEAP_DUMP_LIVE,
                     level ? atoi(level) : 0, call->out);
}

/* ---- GC.finalizer_info ---- */

/* Java counts, and gives an array of entries of its own. */
static void print_finalizers(CommandCall *call)
{
    Thread *t = call->t;
    Value result = {0};
    Method *method = late_method(t, LATE_METHOD_FinalizerHistogram_get);
    if (!method || !call_method(t, method, NULL, &result))
        return;
    HandleRef entries = handles_local(t, result.l);
    u32 count_offset = late_field(t, LATE_FIELD_FinalizerEntry_instanceCount);
    u32 name_offset = t->exception ? 0 : late_field(t, LATE_FIELD_FinalizerEntry_className);
    if (t->exception)
        return;
    const Object *array = handles_get(entries);
    if (array_length(array) == 0)
        fprintf(call->out, "No instances waiting for finalization found\n");
    else
        fprintf(call->out, "Unreachable instances waiting for finalization\n"
                           "#instances  class name\n-----------------------\n");
    for (i32 i = 0; i < array_length(array); i++) {
        const Object *entry = ref_array_get(array, i);
        char *name = string_to_utf8(ref_load(entry, name_offset));
        fprintf(call->out, "%10d  %s\n", *FIELD_AT(entry, count_offset, i32), name ? name : "");
        free(name);
    }
}

static const CommandArgument histogram_arguments[] = {
    COMMAND_SWITCH("-all", "Inspect all objects, including unreachable objects"),
    COMMAND_OPTION("-parallel",
                   "Number of parallel threads to use for heap inspection. 0 (the default) means let the VM "
                   "determine the number of threads to use. 1 means use one thread (disable parallelism). "
                   "For any other value the VM will try to use the specified number of threads, but might "
                   "use fewer.",
                   "INT", "0")};

static const Command rows[] = {
    {.name = "GC.class_histogram", .description = "Provide statistics about the Java heap usage.",
     .impact = "High: Depends on Java heap size and content.", .permission = PERMIT_MONITOR,
     .run = print_histogram, COMMAND_TAKES(histogram_arguments)},
    {.name = "GC.finalizer_info", .description = "Provide information about Java finalization queue.",
     .impact = "Medium", .permission = PERMIT_MONITOR, .run = print_finalizers},
    {.name = "GC.heap_dump", .description = "Generate a HPROF format dump of the Java heap.",
     .impact = "High: Depends on Java heap size and content. Request a full GC unless the '-all' option "
               "is specified.",
     .permission = PERMIT_MONITOR, .run = dump_heap, COMMAND_TAKES(dump_arguments)},
    {.name = "GC.heap_info", .description = "Provide generic Java heap information.", .impact = "Medium",
     .permission = PERMIT_MONITOR, .run = print_heap_info},
    {.name = "GC.run", .description = "Call java.lang.System.gc().",
     .impact = "Medium: Depends on Java heap size and content.", .run = run_gc},
    {.name = "GC.run_finalization", .description = "Call java.lang.System.runFinalization().",
     .impact = "Medium: Depends on Java content.", .run = run_finalization},
};

const CommandTable command_gc_table = {rows, COUNT_OF(rows)};
