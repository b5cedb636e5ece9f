/* rt_lock.c - see runtime.def.
 * Locks of frames. A lock entry names the frame that entered (thread.h); locking is structured
 * (JVMS 2.11.10): a frame that returns while it holds a lock of its code's, or without the lock of its
 * synchronized method, throws IllegalMonitorStateException. */
#include "vm/exec/continuation/continuation.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/exec/thread/monitor.h"
#include "vm/library/thread_object.h"
#include "vm/model/throw.h"

/* A virtual thread may have to leave its carrier instead of waiting. */
static bool enter(Thread *t, Object *object, Slot *fp)
{
    if (UNLIKELY(thread_current_object(t) != thread_carrier_object(t)))
        return continuation_lock(t, object, fp);
    return monitor_enter_frame(t, object, fp);
}

bool rt_lock(Thread *t, Object *object)
{
    return enter(t, object, t->fp);
}

/* The exception of monitorexit has no message, unlike that of Object's methods. */
bool rt_unlock(Thread *t, Object *object)
{
    if (LIKELY(monitor_exit_frame(t, object, t->fp)))
        return true;
    t->exception = NULL;
    THROW(t, IllegalMonitorStateException, NULL);
    return false;
}

static bool holds_any(const Thread *t, const Slot *fp)
{
    return t->lock_top[-1].fp == fp;
}

bool rt_leave_inlined(Thread *t, const Method *m, Slot *fp)
{
    bool is_structured = true;
    if (m->access & ACC_SYNCHRONIZED) {
        /* The object is not read from the arguments, since the code may have stored into local 0. What is
         * left after the release of the code's own locks is the lock of the method. */
        is_structured = holds_any(t, fp) && monitor_exit_frame(t, t->lock_top[-1].object, fp);
        if (!is_structured && t->exception)
            return false;
    }
    is_structured &= !holds_any(t, fp);
    if (is_structured)
        return true;
    monitor_release_frame(t, fp);
    THROW(t, IllegalMonitorStateException, NULL);
    return false;
}

bool rt_leave_frame(Thread *t, const Method *m)
{
    return rt_leave_inlined(t, m, t->fp);
}

bool rt_lock_inlined(Thread *t, Object *object, Slot *fp)
{
    return enter(t, object, fp);
}
