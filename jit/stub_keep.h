/* stub_keep.h - stubs that leave every register as it is: for the rare cases of instructions in the middle of
 * code whose registers are full
 * In:     rsp is the Java stack, rbp the frame; arguments are pushed
 * Out:    instructions
 * Keeps:  the kept words lie below Thread.machine_sp and above Thread.vm_high, where no collector looks: live
 *         references are in their slots, too, whenever C may collect
 * Tests:  tests/java, tests/opcodes with -Xcomp
 */
#ifndef MOKA_JIT_STUB_KEEP_H
#define MOKA_JIT_STUB_KEEP_H

#include "jit/x64.h"

/* Bytes below machine_sp; C can be called with rsp there. */
enum { STUB_KEEP_BYTES = 13 * 8 + 16 * 8 + 8 };

/* Publishes the frame, whose code goes on at the address in [rsp], and keeps all registers. Afterwards rsp is
 * at the kept words, and rax the Java stack. */
void stub_keep_published(X64 *x);
/* They come back, from wherever rsp is; it stays. */
void stub_keep_restore(X64 *x);

#endif
