/* fork.h - places to which control comes from one other alone: what is in registers there stays in them
 * In:     a conditional branch ahead whose target nobody else jumps to, and no instruction goes on to
 * Out:    where the target begins, operands, locals and what is known of them as they were at the branch
 * Keeps:  no code runs between the two, so whatever lies in slots and registers still does
 * Tests:  tests/java/ForkedPaths.java
 */
#ifndef MOKA_JIT_FORK_H
#define MOKA_JIT_FORK_H

#include "jit/compilation.h"

/* What the compilation knows here. */
typedef struct Fork Fork;
Fork *fork_here(Compilation *c);
/* Control comes from there once more; the frame is the same. */
void fork_again(Compilation *c, const Fork *fork);
/* At the branch, its operands popped. False: the target is another kind of block. */
bool fork_note(Compilation *c, i64 bci);
/* At the target's start. False: the same. */
bool fork_begin_block(Compilation *c);

#endif
