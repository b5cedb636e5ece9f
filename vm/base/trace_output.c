/* trace_output.c - see trace_output.h. The forms of decorators and of file names are HotSpot's. */
#include "vm/base/trace_output.h"

#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MILLION = 1000000, BILLION = 1000000000 };

SNAPSHOT_STATE(host) static struct {
    TraceOutput outputs[TRACE_OUTPUTS]; /* the first two are the standard streams */
} state;

static const struct {
    const char *name, *abbreviation;
} decorators[TRACE_DECORATORS] = {
#define DECORATOR(id, name, abbreviation) [TRACE_BY_##id] = {name, abbreviation},
#include "vm/base/trace_decorators.def"
#undef DECORATOR
};

const char *trace_decorator_name(TraceDecorator which)
{
    return decorators[which].name;
}

int trace_decorator_find(const char *text, size_t length)
{
    for (int i = 0; i < TRACE_DECORATORS; i++) {
        const char *forms[] = {decorators[i].name, decorators[i].abbreviation};
        for (size_t form = 0; form < COUNT_OF(forms); form++)
            if (strlen(forms[form]) == length && memcmp(forms[form], text, length) == 0)
                return i;
    }
    return -1;
}

u32 trace_decorators_usual(void)
{
    return 1u << TRACE_BY_UPTIME | 1u << TRACE_BY_LEVEL | 1u << TRACE_BY_TAGS;
}

TraceOutput *trace_output_standard(bool is_err)
{
    TraceOutput *output = &state.outputs[is_err ? TRACE_ERR : TRACE_OUT];
    if (!output->is_used)
        *output = (TraceOutput){
            .is_used = true, .has_warnings = !is_err, .decorators = trace_decorators_usual()};
    return output;
}

/* ---- files ---- */

/* "gc.log.03": as many digits as the highest number has. */
static void number_path(const TraceOutput *output, u32 number, char *ret_path, size_t size)
{
    int digits = output->keep > 100 ? 3 : output->keep > 10 ? 2 : 1;
    snprintf(ret_path, size, "%s.%0*u", output->path, digits, number);
}

static void put_aside(TraceOutput *output)
{
    char path[4096 + 16];
    number_path(output, output->next, path, sizeof path);
    rename(output->path, path);
    output->next = (output->next + 1) % output->keep;
}

/* The number that is free, or else was written first. */
static u32 first_number(const TraceOutput *output)
{
    struct stat status;
    char path[4096 + 16];
    u32 oldest = 0;
    time_t when = 0;
    for (u32 i = 0; i < output->keep; i++) {
        number_path(output, i, path, sizeof path);
        if (stat(path, &status) != 0)
            return i;
        if (i == 0 || status.st_mtime < when)
            oldest = i, when = status.st_mtime;
    }
    return oldest;
}

TraceOutput *trace_output_open(const char *path, u32 keep, u64 limit)
{
    struct stat status;
    TraceOutput *output = NULL;
    errno = 0;
    for (int i = TRACE_ERR + 1; i < TRACE_OUTPUTS; i++) {
        TraceOutput *o = &state.outputs[i];
        if (o->is_used && strcmp(o->path, path) == 0)
            return o;
        if (!o->is_used && !output)
            output = o;
    }
    if (!output)
        return NULL;
    *output = (TraceOutput){
        .path = strdup(path), .keep = keep, .limit = limit, .decorators = trace_decorators_usual()};
    output->next = output->keep ? first_number(output) : 0;
    if (output->keep && stat(path, &status) == 0 && S_ISREG(status.st_mode))
        put_aside(output);
    output->file = fopen(path, "we");
    output->is_used = output->file != NULL;
    if (!output->file) {
        int error = errno;
        free(output->path);
        *output = (TraceOutput){0};
        errno = error;
        return NULL;
    }
    return output;
}

/* The caller holds the stream's lock. freopen keeps it. */
static void rotate_if_full(TraceOutput *output)
{
    if (!output->limit || !output->keep || output->written < output->limit)
        return;
    put_aside(output);
    output->written = 0;
    if (!freopen(output->path, "we", output->file))
        output->channels = 0;
}

/* ---- lines ---- */

const char *trace_output_date(bool is_utc, char ret_text[TRACE_DATE_SIZE])
{
    struct timespec now;
    struct tm parts;
    char date[24], zone[8];
    clock_gettime(CLOCK_REALTIME, &now);
    if (is_utc)
        gmtime_r(&now.tv_sec, &parts);
    else
        localtime_r(&now.tv_sec, &parts);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    strftime(zone, sizeof zone, "%z", &parts);
    snprintf(ret_text, TRACE_DATE_SIZE, "%s.%03ld%s", date, now.tv_nsec / MILLION, zone);
    return ret_text;
}

static int print_decorator(FILE *out, TraceDecorator which, const char *level, const char *tags)
{
    char host[256] = "", date[TRACE_DATE_SIZE];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    u64 nanos = (u64)now.tv_sec * BILLION + (u64)now.tv_nsec, up = trace_clock();
    switch (which) {
    case TRACE_BY_TIME: return fprintf(out, "[%s]", trace_output_date(false, date));
    case TRACE_BY_UTC: return fprintf(out, "[%s]", trace_output_date(true, date));
    case TRACE_BY_UPTIME: return fprintf(out, "[%.3fs]", (double)up / BILLION);
    case TRACE_BY_TIME_MILLIS: return fprintf(out, "[%llums]", (unsigned long long)(nanos / MILLION));
    case TRACE_BY_UPTIME_MILLIS: return fprintf(out, "[%llums]", (unsigned long long)(up / MILLION));
    case TRACE_BY_TIME_NANOS: return fprintf(out, "[%lluns]", (unsigned long long)nanos);
    case TRACE_BY_UPTIME_NANOS: return fprintf(out, "[%lluns]", (unsigned long long)up);
    case TRACE_BY_HOST: gethostname(host, sizeof host - 1); return fprintf(out, "[%s]", host);
    case TRACE_BY_PROCESS: return fprintf(out, "[%d]", (int)getpid());
    case TRACE_BY_THREAD: return fprintf(out, "[%d]", (int)syscall(SYS_gettid));
    case TRACE_BY_LEVEL: return fprintf(out, "[%s]", level);
    default: return fprintf(out, "[%s]", tags);
    }
}

static FILE *stream_of(const TraceOutput *output)
{
    if (output->file)
        return output->file;
    if (output == &state.outputs[TRACE_ERR])
        return console_err();
    return trace_file ? trace_file : console_out();
}

static void print_on(TraceOutput *output, const char *level, const char *tags, const char *format,
                     va_list args)
{
    FILE *file = stream_of(output);
    int length = 1;
    flockfile(file);
    for (int i = 0; i < TRACE_DECORATORS; i++)
        if (output->decorators >> i & 1)
            length += print_decorator(file, (TraceDecorator)i, level, tags);
    if (output->decorators)
        length++, putc(' ', file);
    length += vfprintf(file, format, args);
    putc('\n', file);
    fflush(file);
    output->written += (u64)(length > 0 ? length : 0);
    if (output->path)
        rotate_if_full(output);
    funlockfile(file);
}

u64 trace_output_channels(void)
{
    u64 channels = 0;
    for (int i = 0; i < TRACE_OUTPUTS; i++)
        channels |= state.outputs[i].channels;
    return channels;
}

void trace_output_silence(void)
{
    for (int i = 0; i < TRACE_OUTPUTS; i++) {
        state.outputs[i].channels = 0;
        state.outputs[i].has_warnings = false;
    }
}

void trace_output_print(int channel, const char *level, const char *tags, const char *format, va_list args)
{
    int before;
    bool is_orphan = channel >= 0 && !(trace_output_channels() >> channel & 1);
    trace_output_standard(false);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    for (int i = 0; i < TRACE_OUTPUTS; i++) {
        TraceOutput *output = &state.outputs[i];
        bool shows = channel < 0 ? output->has_warnings : output->channels >> channel & 1;
        if (!output->is_used || !(shows || (is_orphan && i == TRACE_OUT)))
            continue;
        va_list copy;
        va_copy(copy, args);
        print_on(output, level, tags, format, copy);
        va_end(copy);
    }
    pthread_setcancelstate(before, NULL);
}

void trace_output_reset(void)
{
    for (int i = 0; i < TRACE_OUTPUTS; i++) {
        if (state.outputs[i].path && state.outputs[i].file)
            fclose(state.outputs[i].file);
        else if (state.outputs[i].file && !console_is_shared(state.outputs[i].file))
            fclose(state.outputs[i].file);
        free(state.outputs[i].path);
    }
    STATE_CLEAR(state);
}
