/* safepoint.c - see safepoint.h.
 * README.md tells who may stop the world, and why the order of the stores and loads of `safepoint_stopping`
 * and of Thread.state matters. */
#include "vm/thread/safepoint.h"

#include "vm/base/host_wait.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

enum { SPINS = 64, CHECK_NANOS = 1000000 };

SNAPSHOT_STATE(host) _Atomic u32 safepoint_stopping;
SNAPSHOT_STATE(host) static struct {
    Thread *stopper; /* NULL while there is no stop, or when the stopper is not attached */
    bool is_final;   /* the stop is one that does not end by itself (safepoint_stop_for_good) */
    _Atomic u64 stops;
    pthread_mutex_t lock;   /* a leaf */
    pthread_cond_t stopped; /* a thread left Java */
    pthread_cond_t resumed;
} world;

/* ---- the limit, written by its thread and by stoppers ---- */

static void set_limit(Thread *t, Slot *limit)
{
    __atomic_store_n(&t->limit, limit, __ATOMIC_SEQ_CST);
    __atomic_store_n(&t->poll_at, limit == THREAD_LIMIT_POLL ? NULL : t, __ATOMIC_SEQ_CST);
}

static Slot *wanted_limit(const Thread *t)
{
    return atomic_load(&t->poll_requests) ? THREAD_LIMIT_POLL
                                          : __atomic_load_n(&t->stack_limit, __ATOMIC_SEQ_CST);
}

/* Several threads may do this for one at once. Who has stored looks again, so that the last store is of what
 * was asked for last: a limit that stayed raised without a request would send machine code round for ever. */
void safepoint_refresh_limit(Thread *t)
{
    Slot *limit;
    do {
        limit = wanted_limit(t);
        set_limit(t, limit);
    } while (limit != wanted_limit(t));
}

void safepoint_request(Thread *t, u32 bit)
{
    atomic_fetch_or(&t->poll_requests, bit);
    safepoint_refresh_limit(t);
}

void safepoint_withdraw(Thread *t, u32 bit)
{
    atomic_fetch_and(&t->poll_requests, ~bit);
    safepoint_refresh_limit(t);
}

static void raise_poll(Thread *t, void *context)
{
    (void)context;
    safepoint_request(t, POLL_STOP);
}

static void clear_poll(Thread *t, void *context)
{
    (void)context;
    safepoint_withdraw(t, POLL_STOP);
}

/* ---- stopping ---- */

static void find_running(Thread *t, void *context)
{
    if (t != world.stopper && atomic_load(&t->state) == THREAD_IN_JAVA)
        *(bool *)context = true;
}

/* The list's lock is taken for each look and not over the whole wait, because a thread in Java may need it to
 * get to its poll. */
static bool some_thread_runs(void)
{
    bool running = false;
    thread_for_each(find_running, &running);
    return running;
}

static void wait_a_little(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += CHECK_NANOS;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_mutex_lock(&world.lock);
    pthread_cond_timedwait(&world.stopped, &world.lock, &until);
    pthread_mutex_unlock(&world.lock);
}

/* A collection that runs into the last stop finds the world stopped, and leaves it so. */
void safepoint_stop_locked(void)
{
    if (world.is_final)
        return;
    ASSERT(!safepoint_stopping);
    world.stopper = thread_current();
    atomic_store(&safepoint_stopping, 1);
    thread_for_each(raise_poll, NULL);
    for (int i = 0; some_thread_runs(); i++) {
        if (i < SPINS)
            sched_yield();
        else
            wait_a_little();
    }
    atomic_fetch_add(&world.stops, 1);
}

void safepoint_resume_locked(void)
{
    if (world.is_final)
        return;
    pthread_mutex_lock(&world.lock);
    world.stopper = NULL;
    atomic_store(&safepoint_stopping, 0);
    pthread_cond_broadcast(&world.resumed);
    pthread_mutex_unlock(&world.lock);
    /* Until its bit is cleared a thread may poll once too often, and finds nothing to do. No other stop can
     * begin before that, since the caller holds the heap's lock. */
    thread_for_each(clear_poll, NULL);
}

void safepoint_stop_for_good(void)
{
    ASSERT(safepoint_stopping);
    world.is_final = true;
}

bool safepoint_is_final(void)
{
    return world.is_final;
}

void safepoint_begin_anew(void)
{
    world.is_final = false;
    safepoint_resume_locked();
}

void safepoint_reset(void)
{
    world.stopper = NULL;
    atomic_store(&world.stops, 0);
}

u64 safepoint_count(void)
{
    return atomic_load(&world.stops);
}

/* ---- what threads do that leave Java, or come back, while the world is being stopped ---- */

void safepoint_note_left(void)
{
    pthread_mutex_lock(&world.lock);
    pthread_cond_signal(&world.stopped);
    pthread_mutex_unlock(&world.lock);
}

bool safepoint_is_stopper(const Thread *t)
{
    return world.stopper == t;
}

static NORETURN void wait_for_ever(void)
{
    for (;;)
        pause();
}

/* In the last stop the threads of the VM's making are cancelled, and the wait is where that takes effect. A
 * thread of the host's comes back to frames of a machine that is no more. */
void safepoint_wait_for_end(const Thread *t)
{
    pthread_mutex_lock(&world.lock);
    pthread_cond_signal(&world.stopped);
    while (atomic_load(&safepoint_stopping) && !(t && t->is_dead))
        host_wait(&world.resumed, &world.lock);
    pthread_mutex_unlock(&world.lock);
    if (t && t->is_dead)
        wait_for_ever();
}

/* ---- polls ---- */

static void answer_if_asked(Thread *t)
{
    if (UNLIKELY(atomic_load(&t->poll_requests) & POLL_SAMPLE))
        safepoint_withdraw(t, POLL_SAMPLE);
    if (UNLIKELY(atomic_load(&t->poll_requests) & (POLL_SUSPENDED | POLL_THROWABLE)))
        thread_answer_requests(t);
}

void safepoint_poll(Thread *t)
{
    if (safepoint_active()) {
        thread_block_begin(t);
        thread_block_end(t);
    }
    answer_if_asked(t);
}

void safepoint_poll_from_java(Thread *t)
{
    if (safepoint_active()) {
        thread_block_begin_bare(t);
        thread_block_end(t);
    }
    answer_if_asked(t);
}
