/* jit.c - see jit.h. */
#include "jit/jit.h"

#include "jit/again.h"
#include "jit/codecache.h"
#include "jit/compile.h"
#include "jit/deopt.h"
#include "vm/base/cpu.h"
#include "jit/directive.h"
#include "jit/inline.h"
#include "jit/intrinsic.h"
#include "jit/perf_map.h"
#include "jit/print.h"
#include "jit/queue.h"
#include "jit/report.h"
#include "jit/stubs.h"
#include "jit/wrapper.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/call/tier.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/model/doors.h"

#include <pthread.h>
#include <stdatomic.h>

SNAPSHOT_STATE(dropped) static struct {
    bool is_on, waits, writes_perf_map;
    _Atomic bool is_finished;
    void (*warn)(const char *format, ...);
    _Atomic bool is_full; /* until code is freed, nothing is compiled */
    Compiler compiler;
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock; /* for one compilation, by the thread that waits for it */
} host = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool may_wrap(const Method *m)
{
    return m->machine_entry == stubs_address(STUB_NATIVE) && wrapper_serves(m) &&
           !(m->code_flags & CODE_REFUSED);
}

/* Methods that the interpreter runs without a frame keep their kind: only machine code calls their code. */
static bool may_compile(const Method *m)
{
    if (method_is_native(m))
        return may_wrap(m);
    bool has_bytecode = m->entry == ENTRY_BYTECODE || m->entry == ENTRY_BYTECODE_SYNC ||
                        m->entry == ENTRY_EMPTY || m->entry == ENTRY_GETTER || m->entry == ENTRY_COMPILED;
    return has_bytecode && (!m->machine_code || again_is_stale(m)) && !(m->code_flags & CODE_REFUSED);
}

static void stay_interpreted(Method *m)
{
    __atomic_fetch_or(&m->code_flags, (u16)CODE_REFUSED, __ATOMIC_RELAXED);
    again_give_up(m);
}

static void install(Method *m, CodeBlob *blob)
{
    again_install(m, blob);
    if (m->entry == ENTRY_BYTECODE || m->entry == ENTRY_BYTECODE_SYNC)
        __atomic_store_n(&m->entry, (u16)ENTRY_COMPILED, __ATOMIC_RELEASE);
}

/* Want of memory may pass; every other reason is the method's own. */
static void refuse(Method *m, const char *reason, u64 nanos)
{
    if (reason == compile_no_memory || reason == compile_interrupted)
        return;
    if (reason == compile_full) {
        state.is_full = true;
        report_full();
        return;
    }
    stay_interpreted(m);
    report_refused(m, reason, nanos);
}

/* The method may be bound anew meanwhile: then its entry is another. */
static void wrap(Method *m)
{
    u32 expected = stubs_address(STUB_NATIVE), wrapper = directive_may_compile(m) ? wrapper_of(m) : 0;
    if (!wrapper) {
        __atomic_fetch_or(&m->code_flags, (u16)CODE_REFUSED, __ATOMIC_RELAXED);
        return;
    }
    __atomic_compare_exchange_n(&m->machine_entry, &expected, wrapper, false, __ATOMIC_RELEASE,
                                __ATOMIC_RELAXED);
    report_wrapped(m);
}

static CodeBlob *compile_timed(Method *m, bool (*pause)(void), const char **ret_reason, u64 *ret_nanos)
{
    u64 start = trace_clock();
    CodeBlob *blob = compile_method(m, pause, ret_reason);
    *ret_nanos = trace_clock() - start;
    return blob;
}

static void compile_once(Method *m, i32 loop, bool (*pause)(void))
{
    if (method_is_native(m)) {
        wrap(m);
        return;
    }
    if (!directive_may_compile(m)) {
        stay_interpreted(m);
        report_excluded(m);
        return;
    }
    const char *reason;
    u64 nanos;
    CodeBlob *blob = compile_timed(m, pause, &reason, &nanos);
    if (!blob) {
        refuse(m, reason, nanos);
        return;
    }
    install(m, blob);
    report_compiled(blob, loop, nanos);
}

/* On the compiler's thread. */
static void compile_request(const QueueRequest *request)
{
    if (!state.is_full && may_compile(request->method))
        compile_once(request->method, request->loop, queue_pause);
}

/* The lock is held for the whole compilation, in which nothing waits for a stop of the world. */
static void compile_now(Method *m, i32 loop)
{
    pthread_mutex_lock(&host.lock);
    if (!state.is_full && may_compile(m))
        compile_once(m, loop, NULL);
    pthread_mutex_unlock(&host.lock);
}

static bool compile(Thread *t, Method *m, i32 loop)
{
    (void)t;
    if (state.is_full || (m->code_flags & CODE_REFUSED))
        return m->entry == ENTRY_COMPILED;
    if (state.waits)
        compile_now(m, loop);
    else if (may_compile(m))
        queue_add(m, loop);
    return m->entry == ENTRY_COMPILED;
}

void jit_try(Method *m)
{
    const char *reason;
    u64 nanos;
    CodeBlob *blob = compile_timed(m, NULL, &reason, &nanos);
    if (!blob) {
        report_refused(m, reason, nanos);
        return;
    }
    report_tried(blob, nanos);
    compile_free(blob);
}

void jit_show(Method *m)
{
    print_everything(true);
    jit_try(m);
    print_everything(false);
}

typedef struct Sweep {
    bool (*is_dead)(const Method *m);
    bool has_freed;
} Sweep;

static void free_dead(CodeBlob *blob, void *context)
{
    Sweep *sweep = context;
    if (!sweep->is_dead(blob->method))
        return;
    compile_free(blob);
    sweep->has_freed = true;
}

void jit_forget_methods(bool (*is_dead)(const Method *m))
{
    Sweep sweep = {is_dead, false};
    if (!state.is_on)
        return;
    queue_forget(is_dead);
    code_blob_visit(free_dead, &sweep);
    if (!sweep.has_freed)
        return;
    stack_map_forget();
    state.is_full = false;
}

static void read_directives(const JitOptions *options)
{
    directive_add(options->commands);
    directive_add_only(options->compile_only);
    directive_add_file(options->command_file);
    if (options->print_code && !directive_add_print(options->print_code))
        options->warn("%s is no pattern of a method", options->print_code);
}

bool jit_init(const JitOptions *options, const char **ret_error)
{
    read_directives(options);
    if (options->is_off)
        return true;
    if (!codecache_init(options->cache_size, ret_error))
        return false;
    deopt_begin(options->deopt_every);
    *ret_error = "out of memory";
    if (!stubs_init() || !code_blob_init(codecache_start(), codecache_size())) {
        jit_reset();
        return false;
    }
    cpu_init(options->refused_features);
    intrinsic_init(!options->has_intrinsics);
    inline_init(!options->inlines, options->inline_bytes, options->inline_depth);
    report_begin(options);
    queue_begin(compile_request);
    again_begin(compile);
    state.is_on = true;
    state.waits = options->waits;
    state.writes_perf_map = options->writes_perf_map;
    state.warn = options->warn;
    state.compiler.compile = compile;
    state.compiler.run = (void (*)(Thread *))(uintptr_t)stubs_address(STUB_RUN);
    tier_set_compiler(&state.compiler, options->calls, options->loops);
    return true;
}

static void finish(void)
{
    report_summary(state.is_full);
    if (state.writes_perf_map && !perf_map_write())
        state.warn("Failed to create the perf map file");
}

void jit_finish(void)
{
    if (!state.is_on || atomic_exchange(&state.is_finished, true))
        return;
    queue_close();
    finish();
}

bool jit_is_compiler(const Thread *t)
{
    return queue_is_compiler(t);
}

void jit_print_task(FILE *out)
{
    QueueRequest request = queue_current();
    if (request.method)
        report_task(out, request.method, request.loop);
    else
        fprintf(out, "   No compile task\n");
}

static void print_request(const QueueRequest *request, void *context)
{
    report_task(context, request->method, request->loop);
}

void jit_print_queue(FILE *out)
{
    if (queue_visit(print_request, out) == 0)
        fprintf(out, "Empty\n");
}

bool jit_write_perf_map(void)
{
    return state.is_on && perf_map_write();
}

bool jit_is_on(void)
{
    return state.is_on;
}

const char *jit_mode(void)
{
    return !state.is_on ? "interpreted mode" : tier_calls == 0 ? "compiled mode" : "mixed mode";
}

JitCounts jit_counts(void)
{
    return report_counts();
}

u64 jit_nanos(void)
{
    return report_nanos();
}

JitMemory jit_memory(void)
{
    return (JitMemory){.reserved = codecache_size(),
                       .committed = codecache_touched(),
                       .used = codecache_used(),
                       .most_used = codecache_most_used()};
}

static void drop_blob(CodeBlob *blob, void *unused)
{
    (void)unused;
    compile_free(blob);
}

void jit_reset(void)
{
    code_blob_visit(drop_blob, NULL);
    tier_set_compiler(NULL, 0, 0);
    queue_reset();
    code_blob_reset();
    stubs_reset();
    wrapper_reset();
    codecache_reset();
    directive_reset();
    intrinsic_reset();
    cpu_reset();
    inline_reset();
    print_reset();
    report_reset();
    STATE_CLEAR(state);
}
