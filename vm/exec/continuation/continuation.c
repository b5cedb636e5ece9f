/* continuation.c - see continuation.h. */
#include "vm/exec/continuation/continuation.h"

#include "classloader/prepare/prepare.h"
#include "vm/base/panic.h"
#include "vm/exec/continuation/chunk.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/thread/safepoint_enter.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/virtual_queue.h"
#include "vm/exec/walk/deopt.h"
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
    t->switch_sp = t->sp;
    t->exception = continuation;
}

static void note_locks(Thread *t, Object *continuation)
{
    *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32) = thread_lock_count(t);
}

/* The virtual thread that runs, and waits for a monitor; NULL: there is none. */
static Object *waiting_thread(const Thread *t)
{
    Object *thread = thread_current_object(t);
    return WK(VirtualThread) && object_class(thread) == WK(VirtualThread) && virtual_object(thread) ? thread
                                                                                                    : NULL;
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
    return caller->low - chunk_slots(chunk);
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
    while (t->lock_top + chunk_lock_count(chunk) + 1 > t->lock_limit)
        if (!thread_grow_locks(t)) {
            throw_out_of_memory(t, "unable to grow the lock stack");
            return;
        }
    Object *thread = waiting_thread(t);
    t->switch_object = thread && !virtual_is_in_wait(thread) ? virtual_object(thread) : NULL;
    if (thread && !monitor_resume_virtual(t, thread)) {
        virtual_set_state(thread, VIRTUAL_BLOCKING);
        return; /* as if it had yielded at once */
    }
    note_locks(t, continuation);
    ask(t, continuation, SWITCH_RESUME);
}

static Pinned pinned_by(const Object *continuation)
{
    bool is_pinned = *FIELD_AT(continuation, WK_FIELD(Continuation_pins), i32) != 0;
    return is_pinned ? PINNED_CRITICAL_SECTION : PINNED_NOT;
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
    Pinned pinned = pinned_by(continuation);
    if (pinned != PINNED_NOT)
        return pinned;
    if (!frame_part_extend(&part, WK_METHOD(Continuation_enter)))
        return PINNED_NATIVE;
    u32 locks = *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32);
    if (chunk_with_room(t, continuation, &part, thread_lock_count(t) - locks, CHUNK_PACKED))
        ask(t, continuation, SWITCH_YIELD);
    return PINNED_NOT;
}

Pinned continuation_is_pinned(Thread *t, const Object *scope)
{
    FramePart part = yielding_part(t);
    for (Object *c = continuation_current(t); c; c = ref_load(c, WK_FIELD(Continuation_parent))) {
        Pinned pinned = pinned_by(c);
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

/* ---- monitors ---- */

/* The virtual thread that runs, if it may leave its carrier, after room has been made for its frames; else
 * NULL, perhaps with an exception pending. */
static Object *leaving_thread(Thread *t)
{
    Object *thread = thread_current_object(t), *continuation = continuation_current(t);
    if (!WK(VirtualThread) || object_class(thread) != WK(VirtualThread) || !continuation ||
        virtual_state(thread) != VIRTUAL_RUNNING || pinned_by(continuation) != PINNED_NOT)
        return NULL;
    FramePart part = {.low = t->sp, .fp = t->fp};
    if (!frame_part_extend(&part, WK_METHOD(Continuation_enter)) || !walk_begins_virtual(part.outermost))
        return NULL;
    u32 locks = thread_lock_count(t) - *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32);
    bool has_room = chunk_with_room(t, continuation, &part, locks, CHUNK_PLAIN) &&
                    (t->lock_top < t->lock_limit || thread_grow_locks(t));
    return has_room ? thread : NULL;
}

/* May the frame that enters a monitor go on behind that, in the interpreter? */
static bool may_step_over_lock(Thread *t)
{
    FrameWalk walk = walk_frames(t);
    return walk.kind == CODE_INTERPRETED ||
           (walk.kind == CODE_COMPILED && !walk.is_marked && walk.point->resume != CODE_NO_RESUME);
}

static void leave_behind_lock(Thread *t)
{
    FrameWalk walk = walk_frames(t);
    Slot *sp = t->sp;
    if (walk.kind == CODE_COMPILED)
        deopt_resume(&walk, &sp);
    else
        frame_part_step_over_lock(walk.fp, &sp);
    ASSERT(sp >= t->sp); /* there is room in the chunk for so much */
    ask(t, continuation_current(t), SWITCH_LEAVE);
    t->switch_frame = walk.fp;
    t->switch_sp = sp;
}

bool continuation_lock(Thread *t, Object *object, Slot *fp)
{
    MonitorTry got;
    while ((got = monitor_try_enter(t, object, fp)) == MONITOR_BUSY) {
        Object *thread = may_step_over_lock(t) ? leaving_thread(t) : NULL;
        if (!thread)
            return !t->exception && monitor_enter_frame(t, object, fp);
        got = monitor_queue_virtual(t, thread, object);
        if (got == MONITOR_OWNED)
            monitor_push_virtual(t, object, fp);
        else if (got == MONITOR_BUSY)
            leave_behind_lock(t);
        if (got != MONITOR_FREE)
            break;
    }
    return got == MONITOR_OWNED;
}

void continuation_wait(Thread *t, Object *object, i64 millis)
{
    bool may_wait = monitor_holds(t, object) && !thread_is_interrupted(t);
    Object *thread = may_wait ? leaving_thread(t) : NULL;
    if (t->exception)
        return;
    if (!thread)
        monitor_wait(t, object, millis);
    else if (monitor_wait_virtual(t, thread, object, millis))
        ask(t, continuation_current(t), SWITCH_LEAVE);
}

/* ---- the switch: no frame of C is left, and nothing collects but an exception's making ---- */

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

/* The frame stands at an instruction, with all operands in memory. */
static void go_on_interpreted(Thread *t, const FrameWalk *frame, Slot *sp)
{
    Transfer *transfer = &t->transfer;
    t->fp = frame->fp;
    t->sp = sp;
    transfer->tier = TIER_INTERPRETER;
    transfer->kind = TRANSFER_RESUME;
    transfer->pc = frame->pc;
}

/* wait0 returns, or throws. */
static void end_wait(Thread *t, const FramePart *part)
{
    FramePart caller = frame_part_caller(part->fp);
    t->fp = part->fp;
    t->sp = part->low;
    t->vm_high = __builtin_frame_address(0);
    if (monitor_end_wait(t, virtual_is_notified(thread_current_object(t)))) {
        go_on(t, &caller);
        return;
    }
    t->fp = caller.fp;
    t->sp = caller.low;
    t->machine_pc = is_machine(caller.return_pc) ? caller.return_pc : FRAME_RETURN_C;
}

static void resume(Thread *t, const FramePart *caller)
{
    Object *chunk = ref_load(continuation_current(t), WK_FIELD(Continuation_tail));
    FramePart part = chunk_empty(t, chunk, place_of(caller, chunk));
    frame_part_link(&part, caller);
    FrameWalk innermost = walk_part(t, part.fp, NULL, part.return_pc);
    if (part.return_pc != FRAME_RETURN_C) {
        go_on(t, &part);
    } else if (innermost.kind == CODE_NATIVE) {
        end_wait(t, &part);
    } else {
        monitor_push_virtual(t, t->switch_object, part.fp);
        go_on_interpreted(t, &innermost, part.low);
    }
}

static void yield(Thread *t, FramePart *part, ChunkForm form)
{
    Object *continuation = continuation_current(t);
    frame_part_extend(part, WK_METHOD(Continuation_enter));
    FramePart outside = frame_part_outside(part);
    chunk_fill(t, ref_load(continuation, WK_FIELD(Continuation_tail)), part,
               *FIELD_AT(continuation, WK_FIELD(Continuation_locks), u32), form);
    go_on(t, &outside);
}

void continuation_switch(Thread *t)
{
    ContinuationSwitch what = (ContinuationSwitch)t->switch_to;
    FramePart part = {.low = t->switch_sp, .fp = t->switch_frame, .return_pc = FRAME_RETURN_C};
    if (what != SWITCH_LEAVE)
        part = frame_part_caller(t->switch_frame);
    t->switch_to = SWITCH_NONE;
    t->machine_pc = FRAME_RETURN_C;
    switch (what) {
    case SWITCH_ENTER: enter(t, &part); break;
    case SWITCH_RESUME: resume(t, &part); break;
    case SWITCH_YIELD: yield(t, &part, CHUNK_PACKED); break;
    case SWITCH_LEAVE: yield(t, &part, CHUNK_PLAIN); break; /* a frame that has stepped over its lock */
    case SWITCH_NONE: panic("nothing to switch to");
    }
}
