/* tier.h - who runs: the interpreter and machine code take turns under one loop in C
 * In:     a method whose arguments stand on the Java stack below an entry frame
 * Out:    its result, when control has come back to that frame
 * Keeps:  neither tier calls the other: each returns to the loop, Thread.transfer says what comes next. So
 *         the native stack grows only where Java code calls C and that calls Java again
 * Tests:  tests/java in every mode; tests/unit/frame_test.c
 */
#ifndef MOKA_VM_EXEC_CALL_TIER_H
#define MOKA_VM_EXEC_CALL_TIER_H

#include "vm/exec/throw/unwind.h"
#include "vm/model/frame.h"
#include "vm/model/thread.h"

/* Runs `method` whose arguments (arg_slots of them) were pushed at t->sp by an entry frame. Returns the raw
 * result; undefined when t->exception is set. */
u64 tier_call(Thread *t, Method *method);
/* The same for machine code that C has called: does what Thread.transfer asks for. */
u64 tier_go_on(Thread *t);

enum { TIER_NO_LOOP = -1 };

/* The compiler, as far as this room knows it. */
typedef struct Compiler {
    /* Does what Thread.transfer asks of machine code, until control leaves it. */
    void (*run)(Thread *t);
    /* Makes machine code of a prepared method if it can, at once or later. loop: bci of the loop that is hot;
     * TIER_NO_LOOP: its calls are. True: the method's entry is ENTRY_COMPILED. */
    bool (*compile)(Thread *t, Method *m, i32 loop);
} Compiler;

/* After so many calls of a method, or jumps back in it, it is compiled; UINT32_MAX: never. */
extern u32 tier_calls, tier_loops;
/* Before Java code runs. NULL: no compiler. */
void tier_set_compiler(const Compiler *compiler, u32 calls, u32 loops);
/* Has a method compiled that was called often enough, or, with tier_calls 0, is called for the first time. */
void tier_compile(Thread *t, Method *m);
/* Makes a method ready for calls by machine code: it is prepared and, with tier_calls 0, compiled. Returns
 * the method; NULL: an exception is pending. */
Method *tier_prepare(Thread *t, Method *m);
/* The machine code of the block that begins at pc in prepared code. NULL: there is none; the method is to be
 * compiled, and a loop that is still running asks again. */
const void *tier_compile_loop(Thread *t, Method *m, const u16 *pc);
/* An exception is pending and t->fp is the frame that raised or received it: finds where it goes on and
 * leaves that in t->transfer, with the exception as the only operand there. TIER_C: it stays pending. */
void tier_unwind(Thread *t);

#endif
