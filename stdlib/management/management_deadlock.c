/* management_deadlock.c - threads that wait for each other in a circle (management.h).
 * Each thread waits for at most one owner, so the threads form chains. A chain that comes back on itself is a
 * deadlock. */
#include "gc/heap.h"
#include "stdlib/management/management.h"

#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/base/vec.h"
#include "vm/exec/thread/monitor.h"
#include "vm/library/wellknown.h"
#include "vm/thread/thread_list.h"

typedef struct Waiter {
    const Thread *thread;
    HandleRef java_thread; /* local */
    Object *monitor;       /* the monitor that it is blocked on entering; NULL: none */
    const Thread *owner;   /* of the synchronizer that it parks for, or of the monitor */
    u32 round;             /* number of the search that came by; 0: none */
    bool in_cycle;
} Waiter;

typedef struct Waiters {
    Thread *current;
    bool monitors_only;
    VEC(Waiter) list;
} Waiters;

/* The owner of the AbstractOwnableSynchronizer that the thread parks for; NULL: it parks for something else,
 * or does not park. */
static const Thread *synchronizer_owner(const Object *java_thread)
{
    i32 status = thread_object_status(java_thread);
    if (status != THREAD_STATUS_PARKED && status != THREAD_STATUS_PARKED_TIMED)
        return NULL;
    const Object *blocker = thread_object_park_blocker(java_thread);
    Object *owner = blocker ? mirror_synchronizer_owner(blocker) : NULL;
    return owner ? thread_of_java(owner) : NULL;
}

/* Called with the thread list's lock held, for which a thread that ends has to wait. */
static void note_waiter(Thread *thread, void *context)
{
    Waiters *waiters = context;
    Object *java_thread = thread_carrier_object(thread);
    if (!java_thread || thread->exiting)
        return;
    Waiter waiter = {.thread = thread};
    if (thread_object_status(java_thread) == THREAD_STATUS_BLOCKED)
        waiter.monitor = thread->blocked_object;
    else if (!waiters->monitors_only)
        waiter.owner = synchronizer_owner(java_thread);
    if (waiter.monitor || waiter.owner) {
        waiter.java_thread = handles_local(waiters->current, java_thread);
        vec_push(&waiters->list, waiter);
    }
}

static Waiter *find_waiter(Waiters *waiters, const Thread *thread)
{
    for (u32 i = 0; i < waiters->list.count; i++)
        if (waiters->list.items[i].thread == thread)
            return &waiters->list.items[i];
    return NULL;
}

/* Returns how many threads are in circles. */
static i32 mark_cycles(Waiters *waiters)
{
    i32 count = 0;
    for (u32 i = 0; i < waiters->list.count; i++) {
        Waiter *at = &waiters->list.items[i];
        while (at && !at->round) {
            at->round = i + 1;
            at = find_waiter(waiters, at->owner);
        }
        if (!at || at->round != i + 1)
            continue;
        for (; !at->in_cycle; at = find_waiter(waiters, at->owner), count++)
            at->in_cycle = true;
    }
    return count;
}

/* A Thread[]; NULL: there is no deadlock, or an exception is pending. */
static Object *find_deadlocks(Thread *t, bool monitors_only)
{
    Waiters waiters = {.current = t, .monitors_only = monitors_only};
    safepoint_begin(t);
    thread_for_each(note_waiter, &waiters);
    for (u32 i = 0; i < waiters.list.count; i++)
        if (waiters.list.items[i].monitor)
            waiters.list.items[i].owner = monitor_owner(waiters.list.items[i].monitor);
    safepoint_end(t);

    i32 count = mark_cycles(&waiters), next = 0;
    Object *array = count ? reflect_new_array(t, WK(Thread), count) : NULL;
    for (u32 i = 0; array && i < waiters.list.count; i++)
        if (waiters.list.items[i].in_cycle)
            ref_array_set(array, next++, handles_get(waiters.list.items[i].java_thread));
    vec_free(&waiters.list);
    return array;
}

jobjectArray management_find_deadlocks(JNIEnv *env, jboolean monitors_only)
{
    JVM_ENTER(env);
    HandleFrame frame = handles_push_frame(t);
    Object *array = find_deadlocks(t, monitors_only);
    handles_pop_frame(t, frame);
    jobject result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

jobjectArray management_find_monitor_deadlocks(JNIEnv *env)
{
    return management_find_deadlocks(env, JNI_TRUE);
}
