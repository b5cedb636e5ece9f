/* trace_output.h - where the lines of trace channels go: standard streams, and files that rotate
 * In:     which channels an output shows, and how its lines are decorated; lines
 * Out:    text, a line at a time
 * Owner:  the files that are opened here, until trace_output_reset
 * Locks:  that of each stream; outputs are added before other threads run
 * Keeps:  a line of a channel that no output has selected goes to standard output, the first of them
 * Tests:  tests/suites/41_log
 */
#ifndef MOKA_VM_BASE_TRACE_OUTPUT_H
#define MOKA_VM_BASE_TRACE_OUTPUT_H

#include "vm/base/base.h"

#include <stdarg.h>
#include <stdio.h>

typedef enum TraceDecorator {
#define DECORATOR(id, name, abbreviation) TRACE_BY_##id,
#include "vm/base/trace_decorators.def"
#undef DECORATOR
    TRACE_DECORATORS
} TraceDecorator;

enum { TRACE_OUTPUTS = 16, TRACE_OUT = 0, TRACE_ERR = 1 };

typedef struct TraceOutput {
    char *path; /* of a file; NULL: a standard stream */
    FILE *file; /* NULL: the console */
    u64 channels;
    bool is_used, has_warnings;
    u32 decorators; /* bit per TraceDecorator */
    u32 keep, next; /* files beside the one that is written, and the number of the one that it becomes */
    u64 limit;      /* bytes after which it is put aside; 0: never */
    u64 written;
} TraceOutput;

const char *trace_decorator_name(TraceDecorator which);
/* -1: there is none of this name or abbreviation. */
int trace_decorator_find(const char *text, size_t length);
enum { TRACE_DATE_SIZE = 48 };
/* Now, as "2021-03-04T05:06:07.890+0100", in the time zone of the process or UTC. */
const char *trace_output_date(bool is_utc, char ret_text[TRACE_DATE_SIZE]);

/* What an output has by default: uptime, level, tags. */
u32 trace_decorators_usual(void);

TraceOutput *trace_output_standard(bool is_err);
/* The output of this path, which is opened unless it is there; a file that is there is put aside if `keep` is
 * not 0. NULL: errno says why, 0 that there are too many. */
TraceOutput *trace_output_open(const char *path, u32 keep, u64 limit);
/* Nothing is shown any more, warnings neither. */
void trace_output_silence(void);
/* The channels that some output shows. */
u64 trace_output_channels(void);
/* One line; channel: -1 for a warning. */
void trace_output_print(int channel, const char *level, const char *tags, const char *format, va_list args);
void trace_output_reset(void);

#endif
