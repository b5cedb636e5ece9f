/* stub_calls.h - calls that were not linked when their code was made, and interface calls that miss
 * In:     rax is the call's cache entry, [rsp] where the caller goes on, the arguments above
 * Out:    code that jumps into the method when that can be told without C, with the method in rax and the
 *         appendix pushed; in other cases to `slow`, with everything as it was
 * Keeps:  what a site has met is noted in C, so a site goes there until it has met many
 * Tests:  tests/java, tests/opcodes with -Xcomp
 */
#ifndef MOKA_JIT_STUB_CALLS_H
#define MOKA_JIT_STUB_CALLS_H

#include "jit/x64.h"
#include "vm/bytecode/cache.h"

/* itable: STUB_ITABLE, which finds the method of an interface. */
void stub_call(X64 *x, CacheUse use, Label *itable, Label *slow);
/* Behind C, which was asked: the method in rax, and in rdx the appendix or null. */
void stub_call_found(X64 *x);

#endif
