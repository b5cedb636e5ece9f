/* deopt.h - out of machine code into the interpreter
 * In:     control that comes back to a frame that is marked (vm/exec/walk/deopt.h), or from C that it called
 * Out:    Thread.transfer for the interpreter
 * Effects: none else: nothing collects or throws, so a result in Thread.transfer is safe
 * Keeps:  -XX:JitDeoptEvery=N, a hostile mode: each Nth call, jump back, and call of C leaves machine code
 * Tests:  tests/suites/42_compiler
 */
#ifndef MOKA_JIT_DEOPT_H
#define MOKA_JIT_DEOPT_H

#include "vm/model/thread.h"

/* Before the stubs are made. every 0: never. */
void deopt_begin(u32 every);
/* Does code call what follows? */
bool deopt_is_hostile(void);
/* Frames that have left machine code. */
u32 deopt_count(void);
/* For the stub that marked frames return to: fp, sp and transfer.value are stored. */
void deopt_returned(Thread *t);
/* A leaf: a method is entered whose caller's frame is fp, to which it returns through the slot. */
void deopt_entered(Slot *fp, Slot *return_pc);
/* C has been called by the frame t->fp, whose code would go on at pc. True: it goes on in the interpreter, by
 * fp, sp and transfer.pc. */
bool deopt_left_gate(Thread *t, const void *pc);

#endif
