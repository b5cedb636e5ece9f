/* thread_control.c - see thread_control.h.
 * Requests are placed while the world is stopped, so the target's record stays its own meanwhile. A target in
 * native code, or blocked, sees the request when it comes back. */
#include "vm/exec/thread/thread_control.h"

#include "gc/heap.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/wellknown.h"
#include "vm/thread/safepoint.h"

typedef struct Request {
    const Object *java_thread;
    Object *throwable; /* NULL: suspend */
} Request;

static void wake(Thread *target)
{
    pthread_mutex_lock(&target->block_lock);
    pthread_cond_broadcast(&target->block_cond);
    pthread_mutex_unlock(&target->block_lock);
}

void thread_plant(Thread *target, Object *throwable)
{
    target->stop_throwable = throwable;
    safepoint_request(target, POLL_THROWABLE);
}

static void place(Thread *target, void *context)
{
    const Request *request = context;
    if (thread_carrier_object(target) != request->java_thread || target->exiting)
        return;
    if (!request->throwable) {
        safepoint_request(target, POLL_SUSPENDED);
        return;
    }
    /* The target's waiting ends because it is interrupted; on HotSpot threads see that, too. */
    thread_object_set_interrupted(thread_carrier_object(target), true);
    thread_plant(target, request->throwable);
    wake(target);
}

static void ask(Thread *t, Object *java_thread, Object *throwable)
{
    Thread *target = thread_of_java(java_thread);
    Request request = {java_thread, throwable};
    if (target)
        safepoint_handshake(t, target, place, &request);
}

void thread_stop(Thread *t, Object *java_thread, Object *throwable)
{
    if (java_thread == thread_carrier_object(t))
        t->exception = throwable;
    else
        ask(t, java_thread, throwable);
}

void thread_suspend(Thread *t, Object *java_thread)
{
    ask(t, java_thread, NULL);
}

void thread_resume(Thread *t, Object *java_thread)
{
    (void)t;
    Thread *target = thread_of_java(java_thread);
    if (!target || thread_carrier_object(target) != java_thread)
        return;
    safepoint_withdraw(target, POLL_SUSPENDED);
    wake(target);
}
