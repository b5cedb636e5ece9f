/* bottom.h - loops whose test comes at their bottom, too: a round is one jump less
 * In:     a loop of the method itself whose head is a row of instructions that change nothing and end with a
 *         branch, and whose last instruction jumps back to it
 * Out:    in place of that jump the poll and those instructions once more; their branch goes on behind the
 *         first one, with registers as they are there
 * Keeps:  the same instructions begin with what a loop's head promises, both times, and so end with the same
 * Tests:  tests/java/LoopTests.java
 */
#ifndef MOKA_JIT_BOTTOM_H
#define MOKA_JIT_BOTTOM_H

#include "jit/emit.h"

/* At a loop's head. False: it is no such loop. */
bool bottom_begin(Compilation *c);
/* Behind the code of a branch that goes on with the next instruction. */
void bottom_note(Compilation *c);
/* A jump back, before which all is where the head wants it: true, if the test is emitted in its place. */
bool bottom_repeat(Compilation *c, i64 head);
/* The template at work is that of the repeated branch: where it jumps to. False: it is not. */
bool bottom_branch(Compilation *c, Cond cond, Branch *ret);

#endif
