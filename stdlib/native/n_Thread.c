/* n_Thread.c - java.lang.Thread: what is asked often, without handles; the rest is in jvm_thread.c. */
#include "stdlib/native/natives.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#define THREAD "java/lang/Thread"

static u64 n_Thread_currentThread(Thread *t, const Slot *args)
{
    (void)args;
    return (u64)(uintptr_t)thread_current_object(t);
}

/* A virtual thread that is bound to one of the host is its own carrier. */
static u64 n_Thread_currentCarrierThread(Thread *t, const Slot *args)
{
    (void)args;
    return (u64)(uintptr_t)thread_carrier_object(t);
}

static u64 n_Thread_setCurrentThread(Thread *t, const Slot *args)
{
    thread_set_current_object(t, arg_ref(args, 1));
    return 0;
}

static u64 n_Thread_yield(Thread *t, const Slot *args)
{
    (void)args;
    thread_yield(t);
    return 0;
}

static u64 n_Thread_holdsLock(Thread *t, const Slot *args)
{
    Object *object = arg_ref(args, 0);
    if (!object) {
        THROW(t, NullPointerException, NULL);
        return 0;
    }
    return monitor_holds(t, object);
}

/* ---- scoped values (JEP 506) ---- */

static u64 n_Thread_scopedValueCache(Thread *t, const Slot *args)
{
    (void)args;
    return (u64)(uintptr_t)t->scoped_cache;
}

static u64 n_Thread_setScopedValueCache(Thread *t, const Slot *args)
{
    t->scoped_cache = arg_ref(args, 0);
    return 0;
}

/* runWith(bindings, operation) of a thread or of a carrier of bindings runs the operation with them. */
enum { LOCAL_BINDINGS = 1 };

static bool binds_values(const Method *m)
{
    return m->name == SYM(runWith) && (m->holder == WK(Thread) || m->holder == WK(ScopedValue_Carrier));
}

/* What the innermost frame binds: after a stack overflow Thread's own field may have lost it. */
static u64 n_Thread_findScopedValueBindings(Thread *t, const Slot *args)
{
    (void)args;
    for (FrameWalk walk = walk_begin(t); walk_valid(&walk); walk_next(&walk)) {
        Slot bindings = binds_values(walk.method) ? *walk_local(&walk, LOCAL_BINDINGS) : 0;
        if (bindings)
            return bindings;
    }
    return 0;
}

/* Values always stand in their slots. */
static u64 n_Thread_ensureMaterializedForStackWalk(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0;
}

const NativeRow n_Thread_natives[] = {
    NATIVE(THREAD, "currentThread", "()Ljava/lang/Thread;", n_Thread_currentThread),
    NATIVE_UNTIL(17, THREAD, "yield", "()V", n_Thread_yield),
    NATIVE_SINCE(25, THREAD, "yield0", "()V", n_Thread_yield),
    NATIVE_SINCE(25, THREAD, "currentCarrierThread", "()Ljava/lang/Thread;", n_Thread_currentCarrierThread),
    NATIVE_SINCE(25, THREAD, "setCurrentThread", "(Ljava/lang/Thread;)V", n_Thread_setCurrentThread),
    NATIVE_SINCE(25, THREAD, "scopedValueCache", "()[Ljava/lang/Object;", n_Thread_scopedValueCache),
    NATIVE_SINCE(25, THREAD, "setScopedValueCache", "([Ljava/lang/Object;)V", n_Thread_setScopedValueCache),
    NATIVE_SINCE(25, THREAD, "findScopedValueBindings", "()Ljava/lang/Object;",
                 n_Thread_findScopedValueBindings),
    NATIVE_SINCE(25, THREAD, "ensureMaterializedForStackWalk", "(Ljava/lang/Object;)V",
                 n_Thread_ensureMaterializedForStackWalk),
    NATIVE(THREAD, "holdsLock", "(Ljava/lang/Object;)Z", n_Thread_holdsLock),
    {0},
};
