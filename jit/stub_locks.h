/* stub_locks.h - locks in machine code: the cases in which nobody else wants the lock
 * In:     rsi is the object, rbp the frame that locks or unlocks
 * Out:    code that ends with ret when it has done the work, and else jumps to `slow` with nothing changed
 *         and rsi as it was. rax, rcx, rdx, r10 and r11 are lost
 * Keeps:  what vm/exec/thread/monitor.c says of lock words and lock entries
 * Tests:  tests/java, with -Xcomp
 */
#ifndef MOKA_JIT_STUB_LOCKS_H
#define MOKA_JIT_STUB_LOCKS_H

#include "jit/x64.h"

/* A free lock, or one that the thread's youngest entry is of. */
void stub_lock(X64 *x, Label *slow);
/* The frame's lock that is the thread's youngest entry. */
void stub_unlock(X64 *x, Label *slow);
/* A synchronized method's frame returns, and the thread's youngest entry is its only one. rsi may be
 * anything. */
void stub_unlock_method(X64 *x, Label *slow);
/* The frame returns and holds no lock. */
void stub_unlocked(X64 *x, Label *slow);

#endif
