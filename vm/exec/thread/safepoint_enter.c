/* safepoint_enter.c - see safepoint_enter.h. */
#include "vm/exec/thread/safepoint_enter.h"

#include "vm/base/panic.h"
#include "vm/exec/thread/thread.h"
#include "vm/model/throw.h"
#include "vm/thread/safepoint.h"

enum { RESERVE_SLOTS = THREAD_OVERFLOW_RESERVE / sizeof(Slot) };

/* Both stacks give up their reserves while the error is made and filled in. An overflow of a reserve is a bug
 * of the VM. */
static void throw_overflow(Thread *t)
{
    if (t->stack_overflow_depth >= 1)
        panic("Java stack overflow in the reserve for reporting one");
    t->stack_overflow_depth++;
    t->stack_limit -= RESERVE_SLOTS;
    t->native_limit -= THREAD_OVERFLOW_RESERVE;
    safepoint_refresh_limit(t);
    THROW(t, StackOverflowError, NULL);
    t->stack_limit += RESERVE_SLOTS;
    t->native_limit += THREAD_OVERFLOW_RESERVE;
    safepoint_refresh_limit(t);
    t->stack_overflow_depth--;
}

bool safepoint_enter(Thread *t, Slot *lowest)
{
    safepoint_poll(t);
    if (UNLIKELY(t->exception))
        return false;
    if (LIKELY(lowest >= t->stack_limit))
        return true;
    throw_overflow(t);
    return false;
}

bool safepoint_enter_callee(Thread *t, Slot *lowest, Method *callee)
{
    Method *volatile kept = callee; /* roots.c finds it on the native stack */
    bool room = safepoint_enter(t, lowest);
    (void)kept;
    return room;
}

bool thread_check_native_stack(Thread *t)
{
    if (LIKELY((char *)__builtin_frame_address(0) > t->native_limit))
        return true;
    throw_overflow(t);
    return false;
}
