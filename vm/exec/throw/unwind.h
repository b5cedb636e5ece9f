/* unwind.h - where a pending exception goes on: the search for its handler, frame by frame (JVMS 2.10)
 * In:     t->exception; t->fp is the frame that raised or received it, its position saved
 * Out:    t->fp, kind of code and place to go on at. The frames left behind have given up their locks
 * Uses:   walk.h positions.h attribute.h resolve.h monitor.h
 * Used by: the interpreter, which obeys the answer
 * Effects: resolves catch types: may load classes, collect and run Java code. An exception that is thrown
 *         there takes the place of the pending one, and its handler is looked for
 * Keeps:  which row covers an instruction, and whether its type matches, is asked here alone. While
 *         Thread.passes_handlers is set no row matches: monitors are released, but no Java code runs
 * Tests:  tests/unit/unwind_test.c, tests/java/{Exceptions,FinallyCases}.java
 */
#ifndef MOKA_VM_EXEC_THROW_UNWIND_H
#define MOKA_VM_EXEC_THROW_UNWIND_H

#include "vm/exec/walk/walk.h"

/* Two words, so that it is returned in registers. */
typedef struct UnwindTarget {
    CodeKind kind;  /* CODE_ENTRY: no handler up to the call from C, where the exception stays pending */
    const void *pc; /* of the handler's first instruction: prepared code (u16 *), or in machine code */
} UnwindTarget;

/* Afterwards t->fp is the target's frame, and t->sp its empty operand stack if the frame has a method. */
UnwindTarget unwind_find(Thread *t);
/* Releases the locks of t->fp, a frame of m that an exception, or the end of an intrinsic, leaves. If they
 * were not structured (JVMS 2.11.10), IllegalMonitorStateException is pending instead. */
void unwind_leave_frame(Thread *t, const Method *m);

#endif
