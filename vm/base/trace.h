/* trace.h - trace channels (-Xlog) and the ring of recent events for the crash report
 * A disabled channel costs one load and one test. Output goes where trace_output.h says, by default to
 * trace_file, one line per call, decorated as HotSpot's: "[0.012s][info][class,load] text".
 */
#ifndef MOKA_VM_BASE_TRACE_H
#define MOKA_VM_BASE_TRACE_H

#include "vm/base/base.h"

#include <stdio.h>

typedef enum TraceChannel {
#define CHANNEL(id, tags) TRACE_##id,
#include "vm/base/trace.def"
#undef CHANNEL
    TRACE_COUNT
} TraceChannel;

extern u64 trace_enabled; /* bit per channel */
extern FILE *trace_file;

#define TRACE_ON(channel) UNLIKELY((trace_enabled >> TRACE_##channel) & 1)
#define TRACE(channel, ...)                                                                                  \
    do {                                                                                                     \
        if (TRACE_ON(channel))                                                                               \
            trace_print(TRACE_##channel, __VA_ARGS__);                                                       \
    } while (0)

/* Closes the file before, unless it is the console's. */
void trace_send_to(FILE *file);
/* "class+load" -> channel; -1 when no channel has these tags. */
int trace_find(const char *tags, size_t length);
/* The channel's tags in that form: static text. */
const char *trace_tags(TraceChannel channel);
/* For TRACE: one decorated line, whether the channel is on or not. The format has no line end. */
void trace_print(TraceChannel channel, const char *format, ...) PRINTF_LIKE(2, 3);

/* For what HotSpot logs as a warning: shown unless -Xlog:disable has set trace_quiet. tags: "jni,resolve". */
extern bool trace_quiet;
void trace_warning(const char *tags, const char *format, ...) PRINTF_LIKE(2, 3);

enum { TRACE_RING = 256 };
/* Notes an event for the crash report, which shows the last TRACE_RING of them; cheap enough to be always on
 * for rare events. `what` is static text, `name` is copied. Takes no lock. */
void trace_event(const char *what, const char *name, u64 value);
void trace_ring_print(FILE *out);
/* Monotonic nanoseconds since the first call in this process. */
u64 trace_clock(void);
void trace_reset(void);

#endif
