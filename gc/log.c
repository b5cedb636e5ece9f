/* log.c - see log.h */
#include "gc/log.h"

#include "vm/base/state.h"
#include "vm/base/trace.h"

#include <sys/resource.h>
#include <unistd.h>

static const char *const causes[] = {
    [GC_CAUSE_ALLOCATION] = "Allocation Failure",
    [GC_CAUSE_SYSTEM_GC] = "System.gc()",
    [GC_CAUSE_STRESS] = "Stress",
    [GC_CAUSE_LAST_CHANCE] = "Last ditch collection",
    [GC_CAUSE_JNI] = "JNI",
    [GC_CAUSE_HEAP_DUMP] = "Heap Dump Initiated GC",
    [GC_CAUSE_INSPECTION] = "Heap Inspection Initiated GC",
    [GC_CAUSE_METADATA] = "Metadata GC Threshold",
    [GC_CAUSE_IDLE] = "Idle",
};

SNAPSHOT_STATE(dropped) static struct {
    unsigned long long number; /* from 0, as the lines have it */
    u64 phase_start;
    struct rusage usage_before;
} state;

const char *log_cause(GcCause cause)
{
    return causes[cause];
}

void log_heap(const HeapOptions *options, size_t memory)
{
    TRACE(GC, "Using mark-sweep");
    TRACE(GC_INIT, "CPUs: %ld total, %ld available", sysconf(_SC_NPROCESSORS_CONF),
          sysconf(_SC_NPROCESSORS_ONLN));
    TRACE(GC_INIT, "Memory: %zuM", memory / MB);
    TRACE(GC_INIT, "Heap Initial Capacity: %zuM", options->initial / MB);
    TRACE(GC_INIT, "Heap Max Capacity: %zuM", options->maximum / MB);
}

void log_begin(const HeapCollection *collection)
{
    state.number = collection->number - 1;
    state.phase_start = collection->start;
    TRACE(GC_START, "GC(%llu) Pause Full (%s)", state.number, collection->cause);
    if (TRACE_ON(GC_CPU))
        getrusage(RUSAGE_SELF, &state.usage_before);
}

void log_phase(const char *name)
{
    if (!TRACE_ON(GC_PHASES))
        return;
    u64 now = trace_clock();
    trace_print(TRACE_GC_PHASES, "GC(%llu) %s %.3fms", state.number, name,
                (double)(now - state.phase_start) / 1e6);
    state.phase_start = now;
}

static double seconds_between(struct timeval before, struct timeval after)
{
    return (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_usec - before.tv_usec) / 1e6;
}

static void log_cpu(const HeapCollection *collection)
{
    struct rusage after;
    getrusage(RUSAGE_SELF, &after);
    trace_print(TRACE_GC_CPU, "GC(%llu) User=%.2fs Sys=%.2fs Real=%.2fs", state.number,
                seconds_between(state.usage_before.ru_utime, after.ru_utime),
                seconds_between(state.usage_before.ru_stime, after.ru_stime),
                (double)(collection->end - collection->start) / 1e9);
}

void log_end(const HeapCollection *collection)
{
    TRACE(GC_METASPACE, "GC(%llu) Metaspace: %zuK->%zuK", state.number, collection->metadata_before / KB,
          collection->metadata_after / KB);
    TRACE(GC, "GC(%llu) Pause Full (%s) %zuM->%zuM(%zuM) %.3fms", state.number, collection->cause,
          collection->used_before / MB, collection->used_after / MB, collection->total_after / MB,
          (double)(collection->end - collection->start) / 1e6);
    if (TRACE_ON(GC_CPU))
        log_cpu(collection);
}

void log_reset(void)
{
    STATE_CLEAR(state);
}
