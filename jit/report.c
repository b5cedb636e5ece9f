/* report.c - see report.h. */
#include "jit/report.h"

#include "jit/codecache.h"
#include "jit/deopt.h"
#include "jit/directive.h"
#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/model/class.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_REASONS = 64, LEVEL = 1 /* as the reference VM counts: code without a profile */ };

typedef struct Reason {
    const char *text;
    u32 count;
} Reason;

SNAPSHOT_STATE(dropped) static struct {
    bool prints, waits, must_compile, prints_cache;
    void (*warn)(const char *format, ...);
    Reason reasons[MOST_REASONS];
    u32 reason_count, refused, compiled;
    u64 nanos, bytecode_bytes, code_bytes;
    size_t most_memory;
    u32 full_count;
} state;

void report_begin(const JitOptions *options)
{
    state.prints = options->prints_compilations;
    state.waits = options->waits;
    state.must_compile = options->must_compile;
    state.prints_cache = options->prints_cache;
    state.warn = options->warn;
}

void report_reset(void)
{
    STATE_CLEAR(state);
}

JitCounts report_counts(void)
{
    return (JitCounts){__atomic_load_n(&state.compiled, __ATOMIC_RELAXED),
                       __atomic_load_n(&state.refused, __ATOMIC_RELAXED)};
}

u64 report_nanos(void)
{
    return __atomic_load_n(&state.nanos, __ATOMIC_RELAXED);
}

static void add_nanos(u64 nanos)
{
    __atomic_store_n(&state.nanos, state.nanos + nanos, __ATOMIC_RELAXED);
}

static const char *full_name(const Method *m, char *buffer, size_t size)
{
    size_t used =
        (size_t)snprintf(buffer, size, "%s.%s%s", m->holder->name->text, m->name->text, m->desc->text);
    if (used >= size)
        memcpy(buffer + size - 4, "...", 4);
    return buffer;
}

/* -XX:+PrintCompilation: milliseconds, number, kinds, level, method, and the loop that is to be entered. */
static void print_compilation(FILE *out, const Method *m, i32 loop, u32 number)
{
    char name[1024], place[32] = "";
    if (loop >= 0)
        snprintf(place, sizeof place, " @ %d", loop);
    fprintf(out, "%7d %4u %c%c%c%c  %d       %s::%s%s (%u bytes)\n", (int)(trace_clock() / 1000000), number,
            loop >= 0 ? '%' : ' ', m->access & ACC_SYNCHRONIZED ? 's' : ' ', m->handler_count ? '!' : ' ',
            state.waits ? 'b' : ' ', LEVEL, class_external_name(m->holder, name, sizeof name), m->name->text,
            place, m->bytecode_length);
}

void report_task(FILE *out, const Method *m, i32 loop)
{
    fprintf(out, "   Compiling:");
    print_compilation(out, m, loop, state.compiled + 1);
}

void report_tried(const CodeBlob *blob, u64 nanos)
{
    state.compiled++;
    state.bytecode_bytes += blob->bytecode;
    state.code_bytes += (u64)(blob->end - blob->start);
    add_nanos(nanos);
}

void report_compiled(const CodeBlob *blob, i32 loop, u64 nanos)
{
    const Method *m = blob->method;
    u32 bytes = (u32)(blob->end - blob->start);
    char name[1024];
    report_tried(blob, nanos);
    if (UNLIKELY(state.prints))
        print_compilation(console_out(), m, loop, state.compiled);
    if (TRACE_ON(JIT) || directive_names(DIRECTIVE_LOG, m))
        trace_print(TRACE_JIT, "%s: %u bytes of bytecode, %u of code, %.3f ms, after %u calls",
                    full_name(m, name, sizeof name), m->bytecode_length, bytes, (double)nanos / 1e6,
                    method_calls(m));
}

void report_memory(size_t bytes)
{
    if (bytes > state.most_memory)
        state.most_memory = bytes;
}

void report_wrapped(const Method *m)
{
    char name[1024];
    state.compiled++;
    if (UNLIKELY(state.prints))
        console_print("%7d %4u     n 0       %s::%s (native)%s\n", (int)(trace_clock() / 1000000),
                      state.compiled, class_external_name(m->holder, name, sizeof name), m->name->text,
                      method_is_static(m) ? "   (static)" : "");
    if (TRACE_ON(JIT) || directive_names(DIRECTIVE_LOG, m))
        trace_print(TRACE_JIT, "%s: a wrapper, after %u calls", full_name(m, name, sizeof name),
                    method_calls(m));
}

static void count(const char *text)
{
    u32 i = 0;
    while (i < state.reason_count && strcmp(state.reasons[i].text, text) != 0)
        i++;
    if (i == MOST_REASONS)
        i = MOST_REASONS - 1;
    else if (i == state.reason_count)
        state.reasons[state.reason_count++].text = text;
    state.reasons[i].count++;
}

void report_refused(const Method *m, const char *reason, u64 nanos)
{
    char name[1024];
    state.refused++;
    count(reason);
    add_nanos(nanos);
    full_name(m, name, sizeof name);
    if (TRACE_ON(JIT) || directive_names(DIRECTIVE_LOG, m))
        trace_print(TRACE_JIT, "%s stays interpreted: %s", name, reason);
    if (state.must_compile)
        fprintf(console_err(), "moka: %s stays interpreted: %s\n", name, reason);
}

void report_excluded(const Method *m)
{
    char name[1024];
    TRACE(JIT, "%s stays interpreted: excluded", full_name(m, name, sizeof name));
    if (!state.prints || directive_is_quiet())
        return;
    class_external_name(m->holder, name, sizeof name);
    console_print("### Excluding compile: %s%s::%s\n", method_is_static(m) ? "static " : "", name,
                  m->name->text);
    console_print("made not compilable on level %d  %s::%s (%u bytes)   excluded by CompileCommand\n", LEVEL,
                  name, m->name->text, m->bytecode_length);
}

/* ---- the code cache ---- */

static void print_cache(bool is_full)
{
    size_t size = codecache_size() / KB, used = codecache_used() / KB;
    console_print("CodeCache: size=%zuKb used=%zuKb max_used=%zuKb free=%zuKb\n", size, used,
                  codecache_most_used() / KB, size - used);
    console_print(" compilation: %s\n full_count=%u\n",
                  is_full ? "disabled (not enough contiguous free space left)" : "enabled", state.full_count);
}

void report_full(void)
{
    static const char *const lines[] = {
        "CodeCache is full. Compiler has been disabled.",
        "Try increasing the code cache size using -XX:ReservedCodeCacheSize="};
    if (state.full_count++ > 0)
        return;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        trace_warning("codecache", "%s", lines[i]);
        if (state.warn)
            state.warn("%s", lines[i]);
    }
    print_cache(true);
    fflush(console_out());
}

/* ---- at the end ---- */

/* "2 too large, 1 subroutines" */
static void list_reasons(char *buffer, size_t size)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (u32 i = 0; i < state.reason_count && used < size; i++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%u %s", i ? ", " : "", state.reasons[i].count,
                                 state.reasons[i].text);
}

void report_summary(bool is_full)
{
    char reasons[2048];
    list_reasons(reasons, sizeof reasons);
    const char *colon = state.refused ? ": " : "";
    TRACE(JIT, "%u methods compiled, %llu bytes of bytecode to %llu of code in %.3f ms, in at most %zu KB",
          state.compiled, (unsigned long long)state.bytecode_bytes, (unsigned long long)state.code_bytes,
          (double)state.nanos / 1e6, state.most_memory / KB);
    TRACE(JIT, "%u methods stay interpreted%s%s", state.refused, colon, reasons);
    if (deopt_count() > 0)
        TRACE(JIT, "%u frames went on interpreted", deopt_count());
    TRACE(JIT, "code cache: %zu KB of %zu KB are used", codecache_used() / KB, codecache_size() / KB);
    if (state.must_compile && state.refused)
        fprintf(console_err(), "moka: %u methods stay interpreted%s%s\n", state.refused, colon, reasons);
    if (state.prints_cache)
        print_cache(is_full);
    fflush(console_out());
}
