/* interp.h - the interpreter: the readable definition of what each instruction means
 * interp_run, which tier.c alone calls, is in doors.h.
 * In:     a method and its arguments on the Java stack
 * Out:    a raw result, or an exception pending
 * Effects: those of the program
 * Keeps:  no C recursion for calls from Java to Java. pc, sp, fp, thread and the top of stack are locals
 *         whose address is never taken.
 * Tests:  tests/opcodes, tests/java, tests/suites/29_invariants
 */
#ifndef MOKA_VM_EXEC_INTERP_INTERP_H
#define MOKA_VM_EXEC_INTERP_INTERP_H

#include "vm/model/doors.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

/* Fills the tables of handlers; before the first interp_run. */
void interp_init(void);
void interp_reset(void);
/* --trace=bytecode --only=PATTERN --explain: prints each instruction of methods that match. NULL: of all. */
void interp_trace(const char *pattern, bool explain);
/* How many instructions may still run, 0 for no limit: for tests of code of unknown length, set before Java
 * code begins. When they are used up, interp_out_of_fuel is called, or InternalError is thrown if that is
 * NULL. */
extern u64 interp_fuel;
extern void (*interp_out_of_fuel)(Thread *t);

#endif
