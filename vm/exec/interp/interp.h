/* interp.h - the interpreter: the readable definition of what each instruction means
 * In:     a frame's worth of arguments on the Java stack; Out: a result, or t->exception
 * Keeps:  no C recursion for calls from Java to Java. pc, sp, fp, thread and the top of stack are locals
 *         whose address is never taken.
 */
#ifndef MOKA_VM_EXEC_INTERP_INTERP_H
#define MOKA_VM_EXEC_INTERP_INTERP_H

#include "vm/model/method.h"
#include "vm/model/thread.h"

void interp_init(void);
void interp_reset(void);
/* --trace=bytecode --only=PATTERN --explain: prints each instruction. NULL pattern: all methods. */
void interp_trace(const char *pattern, bool explain);
/* Instructions left, for tests that run code of unknown length (0: no limit): set before Java code begins.
 * When it is used up, interp_out_of_fuel is called; NULL: InternalError. */
extern u64 interp_fuel;
extern void (*interp_out_of_fuel)(Thread *t);

#endif
