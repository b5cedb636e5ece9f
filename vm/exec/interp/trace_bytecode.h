/* trace_bytecode.h - printing every instruction as it runs, and counting instructions for fuzzing
 * The interpreter has a second table of handlers for it: a normal run pays nothing. What is printed are the
 * class file's instructions: while tracing, prepare fuses nothing and no method has a frameless entry, and an
 * instruction that replaces itself by its quick form is not printed again.
 * Out:    to trace_file, for methods that the pattern names:
 *         "<thread id> <depth> Class.method(types) bci: instruction [operands, top last] {locals}"
 * Keeps:  lines hold no addresses, and of locals only what was written on every path: two runs of a
 *         deterministic program print the same bytes.
 * Tests:  tests/suites/36_trace
 */
#ifndef MOKA_VM_EXEC_INTERP_TRACE_BYTECODE_H
#define MOKA_VM_EXEC_INTERP_TRACE_BYTECODE_H

#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* Decides which table of handlers the interpreter's loop starts with. */
extern bool trace_bytecode_on;

/* Before any method is prepared. pattern: a shell pattern for Class.method; NULL or empty: every method.
 * explain: each line ends with what the row of opcodes.def says that the instruction does. */
void trace_bytecode_start(const char *pattern, bool explain);

/* Before the instruction at pc of the innermost frame, which is saved. Throws InternalError when the fuel is
 * used up. */
void trace_bytecode_step(Thread *t, const u16 *pc);
void trace_bytecode_reset(void);

#endif
