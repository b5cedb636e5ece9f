/* report.h - what one sees and hears of the compiler's work
 * In:     each compilation and each refusal
 * Out:    lines of -Xlog:jit, -XX:+PrintCompilation and -XX:+JitMustCompile; counts, for beans and at the end
 * Locks:  the compiler's; figures may be read meanwhile
 * Tests:  tests/suites/42_compiler
 */
#ifndef MOKA_JIT_REPORT_H
#define MOKA_JIT_REPORT_H

#include "jit/jit.h"
#include "vm/exec/walk/code_blob.h"

void report_begin(const JitOptions *options);
void report_reset(void);
/* loop: bci of the loop that has asked, negative: none has. */
void report_compiled(const CodeBlob *blob, i32 loop, u64 nanos);
/* The same of code that is not kept: it is counted alone. */
void report_tried(const CodeBlob *blob, u64 nanos);
/* An attempt took so much memory besides what it leaves; under any lock. */
void report_memory(size_t bytes);
/* A native method that has got a wrapper. */
void report_wrapped(const Method *m);
/* A method that is being compiled, in a dump of threads. */
void report_task(FILE *out, const Method *m, i32 loop);
/* The method stays interpreted, for a reason (static text). */
void report_refused(const Method *m, const char *reason, u64 nanos);
/* The same by a command of the user. */
void report_excluded(const Method *m);
/* The code cache has no room left, which the user is told once. */
void report_full(void);
JitCounts report_counts(void);
/* Time that all of them took, failed ones, too. Takes no lock. */
u64 report_nanos(void);
/* At the end of the VM. */
void report_summary(bool is_full);

#endif
