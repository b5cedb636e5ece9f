/* perf_data.c - see perf_data.h. Which counters there are, and how they lie in the file. */
#include "stdlib/attach/perf_data.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "jit/jit.h"
#include "stdlib/native/perf_counter.h"
#include "stdlib/release/late.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/base/vec.h"
#include "vm/exec/thread/thread.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/host/version.h"
#include "vm/thread/safepoint.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    TEXT_MOST = 1024, /* -XX:PerfMaxStringConstLength's default */
    CAUSE_SIZE = 80,
    PATIENCE = 20 * 1000 * 1000 /* nanoseconds until the file is made: shorter programs have none */
};

/* ---- the format ---- */

enum { VARIES_NOT = 1, GROWS = 2, VARIES = 3 };
enum { UNIT_NONE = 1, UNIT_BYTES = 2, UNIT_TICKS = 3, UNIT_EVENTS = 4, UNIT_STRING = 5, UNIT_HERTZ = 6 };
enum { SUPPORTED = 1 }; /* a name that the library's documents promise: java.* */

typedef struct Prologue {
    u8 magic[4];
    u8 byte_order, major, minor, accessible;
    i32 used, overflow;
    i64 changed; /* when an entry was added, in ticks */
    i32 first_entry, entries;
} Prologue;

typedef struct CounterEntry {
    i32 length, name_offset, vector_length;
    char type; /* J: a number; B: bytes */
    u8 flags, unit, variability;
    i32 data_offset;
} CounterEntry;

_Static_assert(sizeof(Prologue) == 32 && sizeof(CounterEntry) == 20, "as tools read it");

/* ---- the counters that change ---- */

static u64 loaded_classes(void)
{
    return loader_count_loaded();
}

static u64 unloaded_classes(void)
{
    return loader_count_unloaded();
}

static u64 threads_live(void)
{
    return thread_count();
}

static u64 threads_daemon(void)
{
    return thread_count_daemons();
}

static u64 threads_peak(void)
{
    return thread_peak();
}

static u64 metadata_committed(void)
{
    return (u64)(region_high_water() - region_base);
}

static u64 metadata_used(void)
{
    return region_used();
}

static u64 metadata_reserved(void)
{
    return (u64)(region_end - region_base);
}

static u64 heap_capacity(void)
{
    return heap_total();
}

static u64 heap_used_bytes(void)
{
    return heap_used();
}

static u64 heap_most(void)
{
    return heap_maximum();
}

static u64 heap_least(void)
{
    return heap_initial();
}

static u64 last_entry(void)
{
    HeapCollection last;
    return heap_last_collection(&last) ? last.start : 0;
}

static u64 last_exit(void)
{
    HeapCollection last;
    return heap_last_collection(&last) ? last.end : 0;
}

static u64 compiled(void)
{
    return jit_counts().compiled;
}

static u64 refused(void)
{
    return jit_counts().refused;
}

static u64 frequency(void)
{
    return 1000000000;
}

static u64 none(void)
{
    return 0;
}

static u64 one(void)
{
    return 1;
}

typedef struct Counter {
    const char *name;
    u64 (*read)(void);
    u8 unit, variability;
} Counter;

/* The heap is one space, which a full collection collects: the "old" one, as tools know it. There are no
 * young spaces and no compressed class space, and no counters of them. */
static const Counter counters[] = {
    {"java.ci.totalTime", jit_nanos, UNIT_TICKS, GROWS},
    {"java.cls.loadedClasses", loaded_classes, UNIT_EVENTS, GROWS},
    {"java.cls.unloadedClasses", unloaded_classes, UNIT_EVENTS, GROWS},
    {"java.cls.sharedLoadedClasses", none, UNIT_EVENTS, GROWS},
    {"java.cls.sharedUnloadedClasses", none, UNIT_EVENTS, GROWS},
    {"java.threads.daemon", threads_daemon, UNIT_NONE, VARIES},
    {"java.threads.live", threads_live, UNIT_NONE, VARIES},
    {"java.threads.livePeak", threads_peak, UNIT_NONE, VARIES},
    {"java.threads.started", thread_started_total, UNIT_EVENTS, GROWS},
    {"sun.ci.totalBailouts", refused, UNIT_EVENTS, GROWS},
    {"sun.ci.totalCompiles", compiled, UNIT_EVENTS, GROWS},
    {"sun.cls.loadedBytes", metadata_used, UNIT_BYTES, GROWS},
    {"sun.cls.sharedLoadedBytes", none, UNIT_BYTES, GROWS},
    {"sun.gc.collector.1.invocations", heap_collections, UNIT_EVENTS, GROWS},
    {"sun.gc.collector.1.lastEntryTime", last_entry, UNIT_TICKS, VARIES},
    {"sun.gc.collector.1.lastExitTime", last_exit, UNIT_TICKS, VARIES},
    {"sun.gc.collector.1.time", heap_collection_nanos, UNIT_TICKS, GROWS},
    {"sun.gc.generation.1.capacity", heap_capacity, UNIT_BYTES, VARIES},
    {"sun.gc.generation.1.maxCapacity", heap_most, UNIT_BYTES, VARIES_NOT},
    {"sun.gc.generation.1.minCapacity", heap_least, UNIT_BYTES, VARIES_NOT},
    {"sun.gc.generation.1.space.0.capacity", heap_capacity, UNIT_BYTES, VARIES},
    {"sun.gc.generation.1.space.0.initCapacity", heap_least, UNIT_BYTES, VARIES_NOT},
    {"sun.gc.generation.1.space.0.maxCapacity", heap_most, UNIT_BYTES, VARIES_NOT},
    {"sun.gc.generation.1.space.0.used", heap_used_bytes, UNIT_BYTES, VARIES},
    {"sun.gc.generation.1.spaces", one, UNIT_NONE, VARIES_NOT},
    {"sun.gc.metaspace.capacity", metadata_committed, UNIT_BYTES, VARIES},
    {"sun.gc.metaspace.minCapacity", none, UNIT_BYTES, VARIES_NOT},
    {"sun.gc.metaspace.maxCapacity", metadata_reserved, UNIT_BYTES, VARIES},
    {"sun.gc.metaspace.used", metadata_used, UNIT_BYTES, VARIES},
    {"sun.os.hrt.frequency", frequency, UNIT_HERTZ, VARIES_NOT},
    {"sun.os.hrt.ticks", trace_clock, UNIT_TICKS, GROWS},
    {"sun.rt.safepoints", safepoint_count, UNIT_EVENTS, GROWS},
};

/* ---- the file ---- */

/* A counter of Java's and its place in the file. */
typedef struct JavaCounter {
    const PerfCounter *counter;
    char *place;
} JavaCounter;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock; /* for making and removing the file */
    bool is_over;         /* the process ends: there shall be no file any more */
    char *memory;
    size_t size, fill;
    i64 *values[COUNT_OF(counters)]; /* NULL: there was no room */
    char *last_cause;
    const PerfCounter *java_first; /* the youngest that is in the file */
    VEC(JavaCounter) java;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Adds an entry; returns the place of its value, NULL: there is no room. length: of bytes; 0: a number. */
static char *add_entry(const char *name, size_t length, u8 unit, u8 variability)
{
    Prologue *prologue = (Prologue *)(void *)state.memory;
    size_t name_size = strlen(name) + 1;
    size_t data = sizeof(CounterEntry) + name_size;
    if (!length)
        data = ALIGN_UP(data, sizeof(i64));
    size_t whole = ALIGN_UP(data + (length ? length : sizeof(i64)), sizeof(i64));
    if (state.fill + whole > state.size) {
        prologue->overflow += (i32)whole;
        return NULL;
    }
    char *start = state.memory + state.fill;
    *(CounterEntry *)(void *)start = (CounterEntry){.length = (i32)whole,
                                      .name_offset = sizeof(CounterEntry),
                                      .vector_length = (i32)length,
                                      .type = length ? 'B' : 'J',
                                      .flags = strncmp(name, "java.", 5) == 0 ? SUPPORTED : 0,
                                      .unit = unit,
                                      .variability = variability,
                                      .data_offset = (i32)data};
    memcpy(start + sizeof(CounterEntry), name, name_size);
    state.fill += whole;
    prologue->entries++;
    prologue->used = (i32)state.fill;
    return start + data;
}

static void add_text(const char *name, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length > TEXT_MOST)
        length = TEXT_MOST;
    char *place = add_entry(name, length + 1, UNIT_STRING, VARIES_NOT);
    if (place)
        memcpy(place, text ? text : "", length);
}

static void add_joined_arguments(void)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    for (u32 i = 0; out && i < options.argument_count; i++)
        fprintf(out, "%s%s", i ? " " : "", options.arguments[i]);
    if (out)
        fclose(out);
    add_text("java.rt.vmArgs", text);
    free(text);
}

/* Only Java knows it: a constant of a class that boot has initialized. */
static void add_java_version(Thread *t)
{
    thread_enter_vm(t);
    char *text = late_text(t, LATE_FIELD_VersionProps_java_version);
    t->exception = NULL;
    thread_leave_vm(t);
    add_text("java.property.java.version", text);
    free(text);
}

static void add_capabilities(void)
{
    enum { ATTACH, CAPABILITIES = 64 };
    char text[CAPABILITIES + 1];
    memset(text, '0', CAPABILITIES);
    text[CAPABILITIES] = '\0';
    text[ATTACH] = OPTION_FLAG(DisableAttachMechanism) ? '0' : '1';
    add_text("sun.rt.jvmCapabilities", text);
}

static void add_texts(Thread *t)
{
    add_capabilities();
    add_text("sun.rt.javaCommand", options_property("sun.java.command"));
    add_joined_arguments();
    add_text("java.rt.vmFlags", "");
    add_java_version(t);
    add_text("java.property.java.class.path", options_property("java.class.path"));
    add_text("java.property.java.home", home_find());
    add_text("java.property.java.vm.info", jit_mode());
    add_text("java.property.java.vm.name", MOKA_NAME);
    add_text("java.property.java.vm.vendor", MOKA_VENDOR);
    add_text("java.property.java.vm.version", MOKA_VERSION);
    add_text("sun.gc.collector.1.name", "Moka full collection pauses");
    add_text("sun.gc.generation.1.name", "old");
    add_text("sun.gc.generation.1.space.0.name", "space");
    add_text("sun.gc.cause", "No GC");
    state.last_cause = add_entry("sun.gc.lastCause", CAUSE_SIZE, UNIT_STRING, VARIES);
}

/* Adds those that Java has made since; the list has the youngest in front. */
static void add_java_counters(void)
{
    const PerfCounter *first = perf_counter_first();
    for (const PerfCounter *c = first; c != state.java_first; c = c->next) {
        char *place = add_entry(c->name, c->length, c->unit, c->variability);
        if (place)
            vec_push(&state.java, ((JavaCounter){c, place}));
    }
    state.java_first = first;
    for (u32 i = 0; i < state.java.count; i++) {
        const JavaCounter *c = &state.java.items[i];
        memcpy(c->place, c->counter->data, c->counter->length ? c->counter->length : sizeof(i64));
    }
}

static void sample(void)
{
    HeapCollection last;
    add_java_counters();
    for (size_t i = 0; i < COUNT_OF(counters); i++)
        if (state.values[i])
            __atomic_store_n(state.values[i], (i64)counters[i].read(), __ATOMIC_RELAXED);
    if (state.last_cause)
        snprintf(state.last_cause, CAUSE_SIZE, "%s", heap_last_collection(&last) ? last.cause : "No GC");
}

static void fill(Thread *t)
{
    Prologue *prologue = (Prologue *)(void *)state.memory;
    *prologue = (Prologue){.magic = {0xCA, 0xFE, 0xC0, 0xC0},
                           .byte_order = 1, /* the lower byte first */
                           .major = 2,
                           .first_entry = sizeof(Prologue)};
    state.fill = sizeof(Prologue);
    for (size_t i = 0; i < COUNT_OF(counters); i++)
        state.values[i] = (i64 *)(void *)add_entry(counters[i].name, 0, counters[i].unit,
                                                   counters[i].variability);
    add_texts(t);
    sample();
    prologue->changed = (i64)trace_clock();
    __atomic_store_n(&prologue->accessible, 1, __ATOMIC_RELEASE);
}

/* ---- the thread ---- */

static void pause_for(i64 nanos)
{
    enum { SECOND = 1000000000 };
    nanosleep(&(struct timespec){.tv_sec = nanos / SECOND, .tv_nsec = nanos % SECOND}, NULL);
}

/* False: there is no file. The thread that makes it is not broken off meanwhile. */
static bool make_file(Thread *t)
{
    int before;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    pthread_mutex_lock(&state.lock);
    if (!state.is_over) {
        state.size = ALIGN_UP((size_t)OPTION_FLAG(PerfDataMemorySize), 4 * KB);
        state.memory = perf_file_open(state.size);
    }
    pthread_mutex_unlock(&state.lock);
    pthread_setcancelstate(before, NULL);
    if (state.memory)
        fill(t);
    return state.memory != NULL;
}

static void run(Thread *t, const void *context)
{
    (void)context;
    pause_for(PATIENCE);
    if (!make_file(t))
        return;
    for (;;) {
        pause_for(OPTION_FLAG(PerfDataSamplingInterval) * 1000000);
        sample();
    }
}

void perf_data_begin(void)
{
    if (OPTION_FLAG(UsePerfData) && !OPTION_FLAG(PerfDisableSharedMem) && !options.host.no_signals)
        thread_create_own("VM Periodic Task Thread", run, NULL);
}

void perf_data_remove_file(void)
{
    pthread_mutex_lock(&state.lock);
    state.is_over = true;
    perf_file_remove();
    pthread_mutex_unlock(&state.lock);
}

void perf_data_reset(void)
{
    perf_data_remove_file();
    perf_file_close();
    state.is_over = false;
    state.memory = NULL;
    state.size = state.fill = 0;
    STATE_CLEAR(state.values);
    state.last_cause = NULL;
    state.java_first = NULL;
    vec_free(&state.java);
}
