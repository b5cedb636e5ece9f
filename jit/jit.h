/* jit.h - the template compiler, as boot turns it on and off
 * In:     options; methods that the interpreter finds hot (vm/exec/call/tier.h)
 * Out:    methods with code of their own; figures of that work
 * Locks:  one compilation at a time, by the compiler's thread, or by threads that wait for each
 */
#ifndef MOKA_JIT_JIT_H
#define MOKA_JIT_JIT_H

#include "vm/model/method.h"
#include "vm/model/thread.h"

#include <stdio.h>

typedef struct JitOptions {
    bool is_off;       /* everything is interpreted */
    u32 calls, loops;  /* after which a method is compiled; UINT32_MAX: never; calls 0: at the first */
    bool waits; /* whoever finds a method hot compiles it at once, and no thread of its own does */
    size_t cache_size; /* bytes that code may take; fewer where there is no room for as many */
    const char *commands, *compile_only, *command_file; /* directive.h; empty: none */
    const char *print_code; /* a pattern of methods whose code is printed; NULL: none */
    bool prints_compilations, prints_cache;
    bool writes_perf_map;
    bool has_intrinsics; /* jit/intrinsic.h */
    u32 refused_features; /* CpuFeature of vm/base/cpu.h: not to be used */
    bool inlines;
    u32 inline_bytes, inline_depth; /* of bytecode; of calls in each other */
    u32 deopt_every;                /* deopt.h */
    bool must_compile; /* each method that stays interpreted is named on stderr */
    void (*warn)(const char *format, ...);
} JitOptions;

/* Called when the region is there and no method is yet. False: everything is interpreted, since the system
 * refuses what machine code needs; *ret_error is the reason (static text). */
bool jit_init(const JitOptions *options, const char **ret_error);
void jit_reset(void);
/* Java code has come to its end: what was asked for at that time is written, once. */
void jit_finish(void);

/* Compiles the method, which is prepared, and throws the code away: that counts as a compilation (report.h).
 * The world is stopped. */
void jit_try(Method *m);
/* The same, and the code is printed whatever the user has asked for (jit/print.h). */
void jit_show(Method *m);

/* Is it the compiler's thread? */
bool jit_is_compiler(const Thread *t);
/* What the compiler's thread does at the moment, for a dump of threads. */
void jit_print_task(FILE *out);

/* The methods that wait to be compiled, a line each. */
void jit_print_queue(FILE *out);
/* The file of -XX:+DumpPerfMapAtExit, as of now. False: it cannot be written, or there is no compiler. */
bool jit_write_perf_map(void);

/* There is a compiler; and what the VM calls that: "mixed mode" and its like (static text). */
bool jit_is_on(void);
const char *jit_mode(void);
/* Time that was spent on compiling. */
u64 jit_nanos(void);
/* Methods that were compiled, and those that stay interpreted. */
typedef struct JitCounts {
    u32 compiled, refused;
} JitCounts;
JitCounts jit_counts(void);
/* Of the code cache, in bytes; zeros: there is none. */
typedef struct JitMemory {
    size_t reserved, committed, used, most_used;
} JitMemory;
JitMemory jit_memory(void);

#endif
