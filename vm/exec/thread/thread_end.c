/* thread_end.c - see thread_end.h. */
#include "vm/exec/thread/thread_end.h"

#include "gc/heap.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/thread/safepoint.h"

#include <stdlib.h>
#include <time.h>

enum { MOMENT = 1000000, SECOND = 1000000000 };

/* ---- threads of the host's: their calls end ---- */

typedef struct Asking {
    Thread *own;
    u32 inside; /* threads that have not left Java */
    u32 stuck;  /* of these, threads that may come back to what will be no more */
} Asking;

/* World stopped. A thread at the border waits there for ever if it has to. */
static void ask_to_leave(Thread *t, void *context)
{
    Asking *asking = context;
    u32 state = atomic_load(&t->state);
    if (t == asking->own || !t->attached || (state != THREAD_BLOCKED && !t->fp))
        return;
    asking->inside++;
    asking->stuck += state != THREAD_AT_BORDER;
    if (!t->fp)
        return;
    t->passes_handlers = true;
    if (thread_carrier_object(t))
        thread_object_set_interrupted(thread_carrier_object(t), true); /* so that it stops waiting */
    thread_plant(t, asking->own->stop_throwable);
    pthread_cond_broadcast(&t->block_cond);
}

static void rest(Thread *t)
{
    thread_block_begin_bare(t);
    nanosleep(&(struct timespec){.tv_nsec = MOMENT}, NULL);
    thread_block_end(t);
}

/* The stop in which all have left is the last one; the heap's lock is still held. */
static bool stop_with_hosts_outside(Thread *t, i64 patience)
{
    for (i64 waited = 0;; waited += MOMENT) {
        Asking asking = {.own = t};
        safepoint_begin(t);
        thread_for_each(ask_to_leave, &asking);
        if (asking.inside == 0 || waited >= patience)
            return asking.stuck == 0;
        safepoint_end(t);
        rest(t);
    }
}

static bool stop_world(Thread *t, i64 patience)
{
    THROW(t, Error, "the machine is being destroyed");
    t->stop_throwable = t->exception; /* a root */
    t->exception = NULL;
    bool all_left = stop_with_hosts_outside(t, patience);
    t->stop_throwable = NULL;
    safepoint_stop_for_good();
    return all_left;
}

/* ---- threads of the VM's making end ---- */

typedef struct Ending {
    const Thread *own;
    Thread **made, **hosts;
    pthread_t *pthreads; /* of those that were made */
    u32 made_count, host_count;
} Ending;

static void count_one(Thread *t, void *context)
{
    (void)t;
    ++*(u32 *)context;
}

static void note(Thread *t, void *context)
{
    Ending *ending = context;
    if (t == ending->own)
        return;
    if (t->attached) {
        ending->hosts[ending->host_count++] = t;
        return;
    }
    t->is_joined = true;
    ending->pthreads[ending->made_count] = t->pthread;
    ending->made[ending->made_count++] = t;
    pthread_cancel(t->pthread);
}

static void deadline_in(struct timespec *deadline, i64 nanos)
{
    clock_gettime(CLOCK_MONOTONIC, deadline);
    nanos += deadline->tv_nsec;
    deadline->tv_sec += nanos / SECOND;
    deadline->tv_nsec = nanos % SECOND;
}

static bool join_all(Ending *ending, i64 patience)
{
    struct timespec deadline;
    u32 joined = 0;
    deadline_in(&deadline, patience);
    for (u32 i = 0; i < ending->made_count; i++)
        if (pthread_clockjoin_np(ending->pthreads[i], NULL, CLOCK_MONOTONIC, &deadline) == 0)
            joined++;
        else
            pthread_detach(ending->pthreads[i]);
    return joined == ending->made_count;
}

static bool make_room(Ending *ending)
{
    u32 count = 0;
    thread_for_each(count_one, &count);
    ending->made = calloc(count, sizeof *ending->made);
    ending->hosts = calloc(count, sizeof *ending->hosts);
    ending->pthreads = calloc(count, sizeof *ending->pthreads);
    return ending->made && ending->hosts && ending->pthreads;
}

static void release_all(const Ending *ending)
{
    for (u32 i = 0; i < ending->made_count; i++)
        thread_bury(ending->made[i]);
    for (u32 i = 0; i < ending->host_count; i++)
        thread_orphan(ending->hosts[i]);
}

/* The heap's lock is held until all are cancelled, and then given up, for one of them may wait for it. */
static bool end_threads(Thread *t, bool all_left, i64 patience)
{
    Ending ending = {.own = t};
    bool has_room = make_room(&ending);
    if (has_room)
        thread_for_each(note, &ending);
    heap_unlock();
    heap_end_watch();
    bool all_gone = has_room && join_all(&ending, patience) && all_left;
    if (all_gone)
        release_all(&ending);
    free(ending.made);
    free(ending.hosts);
    free(ending.pthreads);
    return all_gone;
}

bool thread_end_others(Thread *t, i64 patience)
{
    bool all_left = stop_world(t, patience);
    bool all_gone = end_threads(t, all_left, patience);
    if (all_gone)
        safepoint_begin_anew();
    return all_gone;
}
