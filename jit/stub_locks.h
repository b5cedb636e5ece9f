/* stub_locks.h - locks in machine code: the cases in which nobody else wants the lock
 * In:     the object, and the frame that locks or unlocks
 * Out:    stubs that end with ret when they have done the work, and else jump to `slow` with nothing changed;
 *         and the same code to be emitted in place
 * Keeps:  what vm/exec/thread/monitor.c says of lock words and lock entries. Nothing here polls, so that
 *         nobody who stops the world sees a lock word without its entry
 * Tests:  tests/java, with -Xcomp
 */
#ifndef MOKA_JIT_STUB_LOCKS_H
#define MOKA_JIT_STUB_LOCKS_H

#include "jit/x64.h"

/* ---- stubs: rsi is the object, which stays, rbp the frame; rax, rcx, rdx, r10 and r11 are lost ---- */

/* A free lock, or one that the thread's youngest entry is of. */
void stub_lock(X64 *x, Label *slow);
/* The frame's lock that is the thread's youngest entry. */
void stub_unlock(X64 *x, Label *slow);
/* A synchronized method's frame returns, and the thread's youngest entry is its only one. rsi may be
 * anything. */
void stub_unlock_method(X64 *x, Label *slow);
/* The frame returns and holds no lock. */
void stub_unlocked(X64 *x, Label *slow);

/* ---- in place; rax is lost, too ---- */

typedef struct LockCode {
    Reg object, top, other; /* the last two are lost */
    i32 below;              /* bytes by which the frame's pointer would be below rbp */
    bool is_of_method;      /* to leave: the entry tells the object, which `object` becomes */
} LockCode;

/* A free lock; in other cases to `rare`, where there may be code for locks that the thread holds already. */
void stub_lock_enter(X64 *x, const LockCode *l, Label *rare);
void stub_lock_enter_nested(X64 *x, const LockCode *l, Label *slow);
/* The frame's youngest entry, the thread's only one for the object; in other cases to `rare`: the same. */
void stub_lock_leave(X64 *x, const LockCode *l, Label *rare);
void stub_lock_leave_nested(X64 *x, const LockCode *l, Label *slow);

#endif
