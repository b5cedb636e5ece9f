/* continuation.h - frames that leave the stack and come back: jdk.internal.vm.Continuation
 * In:     natives of Continuation, on a thread that runs Java
 * Out:    other frames to go on with. The native method asks, and its caller's code leaves for tier_unwind as
 *         if an exception were pending; then the loop in tier.c calls continuation_switch, with no frame of C
 *         between
 * Uses:   chunk.h
 * Used by: vm/exec/call/tier.c, stdlib/native
 * Effects: continuation_yield and continuation_resume may collect; the switch does not
 * Keeps:  the outermost frame of a mounted continuation is one of Continuation.enter, which is always
 *         interpreted; its first local is the continuation, its second, which no bytecode reads, says whether
 *         that is a virtual thread's (vm/exec/walk/walk.h)
 * Tests:  tests/java25/Continuations.java, tests/java25/VirtualThread*.java
 */
#ifndef MOKA_VM_EXEC_CONTINUATION_CONTINUATION_H
#define MOKA_VM_EXEC_CONTINUATION_CONTINUATION_H

#include "vm/model/thread.h"

/* Why frames cannot leave the stack, as Continuation.pinnedReason numbers it. */
typedef enum Pinned {
    PINNED_NOT = 0,
    PINNED_CRITICAL_SECTION = 2, /* pin() */
    PINNED_NATIVE = 3            /* C stands between */
} Pinned;

typedef enum ContinuationSwitch {
    SWITCH_NONE,
    SWITCH_ENTER,
    SWITCH_RESUME,
    SWITCH_YIELD, /* behind doYield */
    SWITCH_LEAVE  /* behind a lock, or with wait0's frame */
} ContinuationSwitch;

/* enterSpecial, t->fp being its frame: the continuation's first run, or one more. Afterwards an exception
 * pretends to be pending, or is. */
void continuation_enter(Thread *t, Object *continuation);
void continuation_resume(Thread *t, Object *continuation);
/* doYield of the innermost mounted continuation, t->fp being its frame. If it is pinned, nothing happens. */
Pinned continuation_yield(Thread *t);
/* Of the continuations that are mounted, the innermost; NULL: none. */
Object *continuation_current(const Thread *t);
/* Would a yield to the innermost continuation of the scope be pinned? */
Pinned continuation_is_pinned(Thread *t, const Object *scope);
/* Locks of a virtual thread, t->fp being the frame that enters (inlined methods: it is fp), or that of wait0.
 * Where it would have to wait, it leaves its carrier, if it is not pinned: an exception pretends to be
 * pending then. It goes on behind the instruction, or behind the call of wait0. */
bool continuation_lock(Thread *t, Object *object, Slot *fp);
void continuation_wait(Thread *t, Object *object, i64 millis);
/* Does what was asked for: sets Thread.transfer, or an exception is pending in the frame t->fp. */
void continuation_switch(Thread *t);

#endif
