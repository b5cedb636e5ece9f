/* trace.c - see trace.h.
 * The ring is written without locks: a line in a crash report may be torn, but the report must not wait for a
 * lock. */
#include "vm/base/trace.h"

#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/base/trace_output.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

SNAPSHOT_STATE(rebuilt) u64 trace_enabled;
SNAPSHOT_STATE(host) FILE *trace_file;
SNAPSHOT_STATE(rebuilt) bool trace_quiet;

static const char *const tag_names[TRACE_COUNT] = {
#define CHANNEL(id, tags) [TRACE_##id] = tags,
#include "vm/base/trace.def"
#undef CHANNEL
};

typedef struct RingEvent {
    u64 time;
    u64 value;
    const char *what;
    char name[40];
} RingEvent;

SNAPSHOT_STATE(dropped) static struct {
    RingEvent ring[TRACE_RING];
    _Atomic u32 ring_next;
    u64 start; /* of the clock */
} state;

int trace_find(const char *tags, size_t length)
{
    for (int i = 0; i < TRACE_COUNT; i++)
        if (strlen(tag_names[i]) == length && memcmp(tag_names[i], tags, length) == 0)
            return i;
    return -1;
}

const char *trace_tags(TraceChannel channel)
{
    return tag_names[channel];
}

u64 trace_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    u64 nanos = (u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec;
    if (!state.start)
        state.start = nanos;
    return nanos - state.start;
}

void trace_send_to(FILE *file)
{
    if (trace_file && !console_is_shared(trace_file))
        fclose(trace_file);
    trace_file = file;
}

void trace_print(TraceChannel channel, const char *format, ...)
{
    char tags[64];
    snprintf(tags, sizeof tags, "%s", tag_names[channel]);
    for (char *c = tags; *c; c++)
        if (*c == '+')
            *c = ',';
    va_list args;
    va_start(args, format);
    trace_output_print((int)channel, "info", tags, format, args);
    va_end(args);
}

void trace_warning(const char *tags, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!trace_quiet)
        trace_output_print(-1, "warning", tags, format, args);
    va_end(args);
}

void trace_event(const char *what, const char *name, u64 value)
{
    RingEvent *event = &state.ring[atomic_fetch_add(&state.ring_next, 1) % TRACE_RING];
    event->time = trace_clock();
    event->value = value;
    event->what = what;
    snprintf(event->name, sizeof event->name, "%s", name ? name : "");
}

void trace_ring_print(FILE *out)
{
    u32 next = atomic_load(&state.ring_next);
    u32 first = next > TRACE_RING ? next - TRACE_RING : 0;
    for (u32 i = first; i < next; i++) {
        const RingEvent *event = &state.ring[i % TRACE_RING];
        fprintf(out, "  %.6f %s %s 0x%lx\n", (double)event->time / 1e9, event->what, event->name,
                (unsigned long)event->value);
    }
}

void trace_reset(void)
{
    trace_enabled = 0;
    trace_quiet = false;
    trace_output_reset();
    trace_send_to(NULL);
    STATE_CLEAR(state);
}
