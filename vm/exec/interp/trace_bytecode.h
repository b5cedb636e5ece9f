/* trace_bytecode.h - printing every instruction as it runs, and counting instructions for fuzzing
 * The interpreter has a second table of handlers for it, so a normal run pays nothing. It prints the class
 * file's instructions: while tracing, prepare fuses nothing, no method has a frameless entry, and an
 * instruction that replaces itself by its quick form is not printed again.
 * Out:    to trace_file, for methods that the pattern names:
 *         "<thread id> <depth> Class.method(types) bci: instruction [operands, top last] {locals}"
 * Keeps:  lines hold no addresses, and of locals only what was written on every path: two runs of a
 *         deterministic program print the same bytes.
 * Tests:  tests/suites/36_trace
 */
#ifndef MOKA_VM_EXEC_INTERP_TRACE_BYTECODE_H
#define MOKA_VM_EXEC_INTERP_TRACE_BYTECODE_H

#include "vm/exec/flow/slot_types.h"
#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* Decides which table of handlers the interpreter's loop starts with. */
extern bool trace_bytecode_on;

/* To be called before any method is prepared. pattern: a shell pattern for Class.method; NULL or empty: every
 * method. explain: each line ends with the instruction's formula from opcodes.def. */
void trace_bytecode_start(const char *pattern, bool explain);

/* Who takes the steps in the printer's place. Each is called with the tracer's lock held, so it neither polls
 * nor collects. */
typedef struct TraceReader {
    bool (*wants)(const Method *m); /* asked once for each method between two collections */
    void (*step)(Thread *t, const SlotTypes *types, u32 bci, const u16 *pc);
    void (*outside)(Thread *t, const Method *m, u32 bci); /* a step of a method that is not wanted */
} TraceReader;
/* After trace_bytecode_start, without a pattern; NULL: the printer again. */
void trace_bytecode_read(const TraceReader *reader);
/* The reader is not called from now on; when this returns, it is not being called. */
void trace_bytecode_end_reading(void);
u32 trace_bytecode_depth(Thread *t);

/* Called before the instruction at pc of the innermost frame, which is saved. When the fuel is used up
 * (interp.h), an exception may be pending afterwards. */
void trace_bytecode_step(Thread *t, const u16 *pc);
void trace_bytecode_reset(void);

#endif
