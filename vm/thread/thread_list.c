/* thread_list.c - see thread_list.h. */
#include "vm/thread/thread_list.h"

#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/library/thread_object.h"
#include "vm/thread/contention.h"
#include "vm/thread/thread_state.h"

_Thread_local Thread *thread_self;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock; /* a leaf, but for a target's block_lock */
    pthread_cond_t gone;  /* a thread has left the list */
    Thread *first;
    u32 last_id;
    u32 peak;
    u64 started;
} list;

void thread_list_add(Thread *t)
{
    pthread_mutex_lock(&list.lock);
    t->id = ++list.last_id;
    t->is_listed = true;
    t->start = trace_clock();
    t->next = list.first;
    t->prev = NULL;
    if (list.first)
        list.first->prev = t;
    list.first = t;
    pthread_mutex_unlock(&list.lock);
}

static void unlink_locked(Thread *t)
{
    if (t->prev)
        t->prev->next = t->next;
    else
        list.first = t->next;
    if (t->next)
        t->next->prev = t->prev;
    t->is_listed = false;
    pthread_cond_broadcast(&list.gone);
}

bool thread_list_remove(Thread *t)
{
    pthread_mutex_lock(&list.lock);
    bool was_listed = t->is_listed;
    if (was_listed)
        unlink_locked(t);
    pthread_mutex_unlock(&list.lock);
    return was_listed;
}

void thread_for_each(void (*visit)(Thread *thread, void *context), void *context)
{
    pthread_mutex_lock(&list.lock);
    for (Thread *t = list.first; t; t = t->next)
        visit(t, context);
    pthread_mutex_unlock(&list.lock);
}

Thread *thread_by_id(u32 id)
{
    pthread_mutex_lock(&list.lock);
    Thread *t = list.first;
    while (t && t->id != id)
        t = t->next;
    pthread_mutex_unlock(&list.lock);
    return t;
}

bool thread_is_listed(const Thread *t)
{
    pthread_mutex_lock(&list.lock);
    const Thread *at = list.first;
    while (at && at != t)
        at = at->next;
    pthread_mutex_unlock(&list.lock);
    return at != NULL;
}

/* Counts live threads that have a java.lang.Thread and are not the VM's own: daemons, others, or both. */
static u32 count_locked(const Thread *but, bool daemons, bool others)
{
    u32 count = 0;
    for (const Thread *t = list.first; t; t = t->next)
        if (t != but && thread_carrier_object(t))
            count += t->daemon ? daemons : others;
    return count;
}

static u32 count_threads(bool daemons, bool others)
{
    pthread_mutex_lock(&list.lock);
    u32 count = count_locked(NULL, daemons, others);
    pthread_mutex_unlock(&list.lock);
    return count;
}

u32 thread_count(void)
{
    return count_threads(true, true);
}

u32 thread_count_daemons(void)
{
    return count_threads(true, false);
}

void thread_list_count_started(void)
{
    pthread_mutex_lock(&list.lock);
    list.started++;
    pthread_mutex_unlock(&list.lock);
    u32 now = thread_count();
    if (now > list.peak)
        list.peak = now;
}

u32 thread_peak(void)
{
    u32 now = thread_count();
    return now > list.peak ? now : list.peak;
}

void thread_reset_peak(void)
{
    list.peak = thread_count();
}

void thread_list_reset(void)
{
    contention_reset();
    list.last_id = list.peak = 0;
    list.started = 0;
}

u64 thread_started_total(void)
{
    return list.started;
}

void thread_wait_for_non_daemons(Thread *t)
{
    thread_block_begin_bare(t);
    pthread_mutex_lock(&list.lock);
    while (count_locked(t, false, true) > 0)
        pthread_cond_wait(&list.gone, &list.lock);
    pthread_mutex_unlock(&list.lock);
    thread_block_end(t);
}
