/* trace_bytecode.h - printing every prepared instruction as it runs, and counting instructions for fuzzing
 * The interpreter has a second table of handlers for it: a normal run pays nothing. Lines hold no addresses,
 * so two runs of a deterministic program print the same bytes.
 * Out:    to trace_file, for methods that the pattern names:
 *         "<thread id> <depth> Class.method bci: instruction ; top of stack"
 */
#ifndef MOKA_VM_EXEC_TRACE_BYTECODE_H
#define MOKA_VM_EXEC_TRACE_BYTECODE_H

#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* Decides which table an interpreter loop starts with. */
extern bool trace_bytecode_on;

/* pattern: a shell pattern for Class.method; NULL or empty: every method. */
void trace_bytecode_start(const char *pattern);

/* Before the instruction at pc of the innermost frame, which is saved. Throws InternalError when the fuel is
 * used up. */
void trace_bytecode_step(Thread *t, const u16 *pc, Slot top);

#endif
