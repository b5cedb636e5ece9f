/* unwind.c - see unwind.h.
 * Exception tables are read where the class file has them, since only a throw looks at them. */
#include "vm/exec/throw/unwind.h"

#include "classloader/link/resolve.h"
#include "classloader/prepare/positions.h"
#include "vm/base/panic.h"
#include "vm/bytecode/attribute.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/walk/deopt.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"

/* ---- handlers (JVMS 2.10, 4.7.3) ---- */

/* Is the pending exception of the catch type, which is a pool index or 0 for any? *ret_failed: the type could
 * not be resolved, and that failure is pending instead. */
static bool is_caught_as(Thread *t, Method *method, u16 catch_type, bool *ret_failed)
{
    *ret_failed = false;
    if (catch_type == 0)
        return true;
    Object *thrown = t->exception;
    t->exception = NULL;
    Class *type = resolve_class(t, method->holder, catch_type);
    if (!type) {
        *ret_failed = true;
        return false;
    }
    t->exception = thrown;
    return class_is_subtype(object_class(thrown), type);
}

/* Finds the method's handler for the exception that is pending at the bci; false: there is none. */
static bool find_row(Thread *t, Method *method, u32 bci, u32 *ret_handler)
{
    HandlerRow row;
    for (Handlers it = attribute_handlers(method); attribute_next_handler(&it, &row);) {
        bool failed;
        if (!attribute_covers(&row, bci))
            continue;
        *ret_handler = row.handler;
        if (is_caught_as(t, method, row.catch_type, &failed))
            return true;
        if (failed) { /* the new exception is raised as if by the handler's first instruction */
            bci = row.handler;
            it = attribute_handlers(method);
        }
    }
    return false;
}

/* ---- frames ---- */

/* The method is compiled in the place of its call, where it has no handlers. */
static bool is_inlined(const FrameWalk *walk)
{
    return walk->kind == CODE_COMPILED && walk->inner + 1 < walk->point->count;
}

/* Counts what the method catches; where threads do so at once, one may not be counted. Code in which it is
 * inlined is too slow when that is much. */
static void note_catch(const FrameWalk *walk)
{
    Method *m = walk->method;
    u16 flags = __atomic_load_n(&m->code_flags, __ATOMIC_RELAXED);
    if ((flags & CODE_CATCHES) != CODE_CATCHES)
        __atomic_compare_exchange_n(&m->code_flags, &flags, (u16)(flags + CODE_CATCH), false,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    else if (is_inlined(walk))
        again_note(walk->point->places[walk->point->count - 1].method);
}

/* Control comes back to the frame: if it is marked, or the method has no handlers there, it goes on
 * interpreted. */
static const void *place_of(FrameWalk *walk, u32 handler)
{
    note_catch(walk);
    if (walk->is_marked || is_inlined(walk))
        deopt_convert(walk);
    return walk->kind == CODE_INTERPRETED ? (const void *)positions_find(walk->method, handler)
                                          : code_blob_block(code_blob_of(walk->pc), handler);
}

/* The place where the step's method goes on; NULL: it has no handler. */
static const void *find_handler(Thread *t, FrameWalk *walk)
{
    u32 handler;
    if (t->passes_handlers || walk->method->handler_count == 0)
        return NULL;
    return find_row(t, walk->method, walk_bci(walk), &handler) ? place_of(walk, handler) : NULL;
}

static void throw_unstructured(Thread *t)
{
    t->exception = NULL;
    THROW(t, IllegalMonitorStateException, NULL);
}

void unwind_leave_frame(Thread *t, const Method *m)
{
    u32 expected = m->access & ACC_SYNCHRONIZED ? 1 : 0;
    if (monitor_release_frame(t, t->fp) != expected)
        throw_unstructured(t);
}

/* An inlined method has no locks but its own; if that could not be had, it is at its first instruction. */
static void leave_inlined(Thread *t, Slot *fp, u32 bci)
{
    if (monitor_release_frame(t, fp) == 0 && bci > 0)
        throw_unstructured(t);
}

/* Goes one step outwards; the step from the last of a frame's methods leaves the frame. */
static void leave_method(Thread *t, FrameWalk *walk)
{
    const FrameWalk left = *walk;
    Slot *fp = walk_frame_pointer(&left);
    walk_next_step(walk);
    if (LIKELY(!(left.method->code_flags & CODE_LOCKS)))
        return;
    if (fp == t->fp)
        unwind_leave_frame(t, left.method);
    else
        leave_inlined(t, fp, walk_bci(&left));
}

static void publish(Thread *t, const FrameWalk *walk)
{
    t->fp = walk->fp;
    t->machine_pc = walk->kind == CODE_COMPILED ? (u64)(uintptr_t)walk->pc : FRAME_RETURN_C;
    if (walk->method)
        t->sp = walk->fp - walk->method->frame_slots;
}

UnwindTarget unwind_find(Thread *t)
{
    FrameWalk walk = walk_frames(t);
    const void *place = NULL;
    for (publish(t, &walk); walk.kind != CODE_ENTRY; publish(t, &walk)) {
        place = find_handler(t, &walk);
        if (place) {
            publish(t, &walk);
            break;
        }
        leave_method(t, &walk);
    }
    return (UnwindTarget){walk.kind, place};
}
