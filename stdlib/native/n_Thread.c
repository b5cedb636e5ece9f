/* n_Thread.c - java.lang.Thread: what is asked often, without handles; the rest is in jvm_thread.c. */
#include "stdlib/native/natives.h"
#include "vm/exec/thread/monitor.h"
#include "vm/exec/thread/thread.h"
#include "vm/model/throw.h"

#define THREAD "java/lang/Thread"

static u64 n_Thread_currentThread(Thread *t, const Slot *args)
{
    (void)args;
    return (u64)(uintptr_t)thread_current_object(t);
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

const NativeRow n_Thread_natives[] = {
    NATIVE(THREAD, "currentThread", "()Ljava/lang/Thread;", n_Thread_currentThread),
    NATIVE_UNTIL(17, THREAD, "yield", "()V", n_Thread_yield),
    NATIVE_SINCE(25, THREAD, "yield0", "()V", n_Thread_yield),
    NATIVE(THREAD, "holdsLock", "(Ljava/lang/Object;)Z", n_Thread_holdsLock),
    {0},
};
