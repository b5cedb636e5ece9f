/* stub_copy.h - System.arraycopy of a few bytes, in machine code
 * In:     the arguments where the System V ABI has them: rdi and esi, rdx and ecx, r8d
 * Out:    code that ends with ret, and 0 in rax, when it has copied, and else jumps to `slow` with nothing
 *         changed. rax, rcx, rdx, rsi, rdi, r10 and r11 are lost then
 * Tests:  tests/java/ArrayCopy.java, with -Xcomp
 */
#ifndef MOKA_JIT_STUB_COPY_H
#define MOKA_JIT_STUB_COPY_H

#include "jit/x64.h"

/* Between arrays of bytes, when there is nothing to be refused. */
void stub_copy_bytes(X64 *x, Label *slow);

#endif
