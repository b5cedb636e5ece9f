/* continuation.c - see continuation.h. */
#include "vm/exec/continuation/continuation.h"

#include "classloader/prepare/prepare.h"
#include "vm/base/panic.h"
#include "vm/exec/continuation/chunk.h"
#include "vm/exec/thread/safepoint_enter.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/thread_object.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

Object *continuation_current(const Thread *t)
{
    const Object *carrier = thread_carrier_object(t);
    return carrier && WK_FIELD(Thread_cont) ? ref_load(carrier, WK_FIELD(Thread_cont)) : NULL;
}

/* From now on an exception pretends to be pending. */
static void ask(Thread *t, Object *continuation, ContinuationSwitch what)
{
    t->switch_to = what;
    t->switch_frame = t->fp;
    t->exception = continuation;
}

static void note_locks(Thread *t, Object *continuation)
{
    *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32) = thread_lock_count(t);
}

/* ---- what the natives ask for ---- */

void continuation_enter(Thread *t, Object *continuation)
{
    if (!prepare_method(t, WK_METHOD(Continuation_enter)))
        return;
    note_locks(t, continuation);
    ask(t, continuation, SWITCH_ENTER);
}

/* Where the continuation's lowest slot comes to be: its outermost frame's arguments take the place of
 * enterSpecial's, of which there are more. */
static Slot *place_of(const FramePart *caller, const Object *chunk)
{
    FramePart part = chunk_part(chunk);
    return caller->low - (part.high - part.low);
}

void continuation_resume(Thread *t, Object *continuation)
{
    Object *chunk = ref_load(continuation, WK_FIELD(Continuation_tail));
    FramePart caller = frame_part_caller(t->fp);
    if (chunk_is_empty(chunk)) {
        THROW(t, IllegalStateException, "the continuation has no frames");
        return;
    }
    if (!safepoint_enter(t, place_of(&caller, chunk) - THREAD_FRAME_RESERVE / sizeof(Slot)))
        return;
    while (t->lock_top + chunk_lock_count(chunk) > t->lock_limit)
        if (!thread_grow_locks(t)) {
            throw_out_of_memory(t, "unable to grow the lock stack");
            return;
        }
    note_locks(t, continuation);
    ask(t, continuation, SWITCH_RESUME);
}

/* Locks of C are no frame's, so they could not follow the continuation to another thread. */
static bool has_locks_of_c(const Thread *t, u32 from)
{
    for (u32 i = from; i < thread_lock_count(t); i++)
        if (!t->locks[i].fp)
            return true;
    return false;
}

static Pinned pinned_by(const Thread *t, const Object *continuation)
{
    if (*FIELD_AT(continuation, WK_FIELD(Continuation_pins), i32) != 0)
        return PINNED_CRITICAL_SECTION;
    bool locked = has_locks_of_c(t, *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32));
    return locked ? PINNED_MONITOR : PINNED_NOT;
}

static FramePart yielding_part(const Thread *t)
{
    return frame_part_caller(t->fp);
}

Pinned continuation_yield(Thread *t)
{
    Object *continuation = continuation_current(t);
    FramePart part = yielding_part(t);
    if (!continuation) {
        THROW(t, IllegalStateException, "no continuation is mounted");
        return PINNED_NOT;
    }
    Pinned pinned = pinned_by(t, continuation);
    if (pinned != PINNED_NOT)
        return pinned;
    if (!frame_part_extend(&part, WK_METHOD(Continuation_enter)))
        return PINNED_NATIVE;
    u32 locks = *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32);
    if (chunk_with_room(t, continuation, (size_t)(part.high - part.low), thread_lock_count(t) - locks))
        ask(t, continuation, SWITCH_YIELD);
    return PINNED_NOT;
}

Pinned continuation_is_pinned(Thread *t, const Object *scope)
{
    FramePart part = yielding_part(t);
    for (Object *c = continuation_current(t); c; c = ref_load(c, WK_FIELD(Continuation_parent))) {
        Pinned pinned = pinned_by(t, c);
        if (pinned != PINNED_NOT)
            return pinned;
        if (!frame_part_extend(&part, WK_METHOD(Continuation_enter)))
            return PINNED_NATIVE;
        if (ref_load(c, WK_FIELD(Continuation_scope)) == scope)
            break;
        part = frame_part_outside(&part);
    }
    return PINNED_NOT;
}

/* ---- the switch: no frame of C is left, and nothing collects ---- */

static bool is_machine(Slot return_pc)
{
    return frame_is_machine_pc(return_pc) && !code_blob_leaves(return_pc);
}

/* As when something that the part's innermost frame has called returns to it, with the value 0. */
static void go_on(Thread *t, const FramePart *part)
{
    Transfer *transfer = &t->transfer;
    t->fp = part->fp;
    t->sp = part->low;
    transfer->tier = is_machine(part->return_pc) ? TIER_MACHINE : TIER_INTERPRETER;
    transfer->kind = TRANSFER_RETURN;
    transfer->pc = (const void *)(uintptr_t)part->return_pc;
    transfer->value = 0;
}

/* enter(continuation, …) is called in the place of enterSpecial(continuation, isContinue, isVirtual). */
static void enter(Thread *t, const FramePart *caller)
{
    Slot *arguments = caller->low - 1;
    Transfer *transfer = &t->transfer;
    arguments[-1] = arguments[-2];
    t->fp = caller->fp;
    t->sp = arguments - 1;
    transfer->tier = TIER_INTERPRETER;
    transfer->kind = TRANSFER_CALL;
    transfer->method = WK_METHOD(Continuation_enter);
    transfer->return_pc = caller->return_pc;
}

static void resume(Thread *t, const FramePart *caller)
{
    Object *chunk = ref_load(continuation_current(t), WK_FIELD(Continuation_tail));
    FramePart part = chunk_empty(t, chunk, place_of(caller, chunk));
    frame_part_link(&part, caller);
    go_on(t, &part);
}

static void yield(Thread *t, FramePart *part)
{
    Object *continuation = continuation_current(t);
    frame_part_extend(part, WK_METHOD(Continuation_enter));
    FramePart outside = frame_part_outside(part);
    chunk_fill(t, ref_load(continuation, WK_FIELD(Continuation_tail)), part,
               *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32));
    go_on(t, &outside);
}

void continuation_switch(Thread *t)
{
    ContinuationSwitch what = (ContinuationSwitch)t->switch_to;
    FramePart part = frame_part_caller(t->switch_frame);
    t->switch_to = SWITCH_NONE;
    t->machine_pc = FRAME_RETURN_C;
    switch (what) {
    case SWITCH_ENTER: enter(t, &part); break;
    case SWITCH_RESUME: resume(t, &part); break;
    case SWITCH_YIELD: yield(t, &part); break;
    case SWITCH_NONE: panic("nothing to switch to");
    }
}
