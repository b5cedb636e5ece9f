/* deopt.h - a frame of machine code becomes frames of the interpreter, where it lies
 * In:     a frame that stands behind a call, or at a poll in a loop
 * Out:    the records that the interpreter wants: positions, and of inlined methods the whole record in the
 *         gap that is left for it (code_blob.h). Locals and operands are in their slots anyway
 * Uses:   walk.h positions.h
 * Keeps:  a frame is converted only when control comes back to it: until then its return address, in the
 *         younger frame, is code_blob_deopt, and the place in machine code is its own position word
 * Tests:  tests/suites/42_compiler with -XX:JitDeoptEvery
 */
#ifndef MOKA_VM_EXEC_WALK_DEOPT_H
#define MOKA_VM_EXEC_WALK_DEOPT_H

#include "vm/exec/walk/walk.h"

/* Marks the frame fp, to which control will return through the slot, unless that is no place in machine code,
 * or one that the interpreter cannot go on from. */
void deopt_mark(Slot *fp, Slot *return_pc);
/* Makes the step's method, a machine frame's, and those outside of it interpreted; the methods that are
 * inlined in it are gone. The step is the interpreter's then, at the same instruction. */
void deopt_convert(FrameWalk *walk);
/* The bci from which the interpreter would do the instruction at the bci: that of a fused form. */
u32 deopt_start(const Method *m, u32 bci);
/* As deopt_convert behind a call of C, where the innermost method goes on at the place that the point tells.
 * False: it tells none. *ret_sp: the lowest operand. */
bool deopt_resume(FrameWalk *walk, Slot **ret_sp);

#endif
