/* moka_limit.c - see moka_room.h and vm/moka.h: calls that end when time or memory is used up.
 * One thread, started by the first limit, watches the calls. What it does to a call it does with the world
 * stopped: first an Error is sent, which Java may catch to tidy up; after a grace it is sent again, and no
 * handler matches any more. Both wait, for as long as a grace, until no class is being initialized, since an
 * initializer that fails makes its class useless for good. */
#include "vm/embed/moka_room.h"

#include "gc/heap.h"
#include "vm/base/state.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/thread_object.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/thread/safepoint.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum { MILLISECOND = 1000000, GRACE = 100 * MILLISECOND, LOOK = MILLISECOND, LOOK_AGAIN = 10 * MILLISECOND };
/* A call's stages: it runs; an Error was sent; the Error passes all handlers. */
enum { STAGE_RUNS, STAGE_SENT, STAGE_PASSES };

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock; /* never waited for by a thread that is IN_JAVA */
    pthread_cond_t changed;
    MokaLimited *calls;
    pthread_t watcher;
    bool watches, ends;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static i64 now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (i64)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* ---- what is done to a call ---- */

static bool is_initializing(Thread *target)
{
    for (FrameWalk walk = walk_begin_all(target); walk_valid(&walk); walk_next(&walk))
        if (strcmp(walk.method->name->text, "<clinit>") == 0)
            return true;
    return false;
}

/* World stopped. */
static void send(Thread *target, void *context)
{
    MokaLimited *call = context;
    i64 since = now() - call->since;
    if (is_initializing(target) && since < (i64)(call->stage + 1) * GRACE)
        return;
    call->stage++;
    if (call->stage == STAGE_PASSES)
        target->passes_handlers = true;
    thread_object_set_interrupted(thread_carrier_object(target), true);
    thread_plant(target, handles_get(call->error));
    pthread_mutex_lock(&target->block_lock);
    pthread_cond_broadcast(&target->block_cond);
    pthread_mutex_unlock(&target->block_lock);
}

static void advance_locked(MokaLimited *call)
{
    u32 before = call->stage;
    safepoint_handshake(NULL, call->thread, send, call);
    if (call->stage == STAGE_PASSES)
        call->deadline = -1;
    else
        call->deadline = now() + (call->stage == before ? LOOK_AGAIN : GRACE);
}

static void reach_locked(MokaLimited *call, moka_kind reason, const char *what)
{
    if (call->reason)
        return;
    call->since = now();
    call->what = what;
    call->reason = reason;
    advance_locked(call);
}

/* ---- the watcher ---- */

static bool is_over_bytes(const MokaLimited *call)
{
    return call->bytes && __atomic_load_n(&call->thread->allocated_bytes, __ATOMIC_RELAXED) >= call->bytes;
}

static void look_at_locked(MokaLimited *call, i64 time)
{
    if (!call->reason && is_over_bytes(call))
        reach_locked(call, MOKA_LIMIT, "the call has allocated as much as it may");
    else if (call->deadline < 0 || call->deadline > time)
        return;
    else if (!call->reason)
        reach_locked(call, MOKA_LIMIT, "the call has taken as long as it may");
    else
        advance_locked(call);
}

/* The next moment at which something is to be done; -1: none. */
static i64 next_moment_locked(void)
{
    i64 next = -1;
    for (const MokaLimited *call = state.calls; call; call = call->next) {
        i64 own = call->bytes && !call->reason ? now() + LOOK : call->deadline;
        if (call->bytes && call->deadline >= 0 && call->deadline < own)
            own = call->deadline;
        if (own >= 0 && (next < 0 || own < next))
            next = own;
    }
    return next;
}

static void wait_locked(i64 until)
{
    struct timespec time = {.tv_sec = until / 1000000000, .tv_nsec = until % 1000000000};
    if (until < 0)
        pthread_cond_wait(&state.changed, &state.lock);
    else
        pthread_cond_timedwait(&state.changed, &state.lock, &time);
}

static void *watch(void *unused)
{
    pthread_mutex_lock(&state.lock);
    while (!state.ends) {
        wait_locked(next_moment_locked());
        i64 time = now();
        for (MokaLimited *call = state.calls; call; call = call->next)
            look_at_locked(call, time);
    }
    pthread_mutex_unlock(&state.lock);
    return unused;
}

/* The watcher takes no signal of the process's. */
static bool start_watcher_locked(void)
{
    if (state.watches)
        return true;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&state.changed, &attr);
    pthread_condattr_destroy(&attr);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    state.ends = false;
    state.watches = pthread_create(&state.watcher, NULL, watch, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return state.watches;
}

void moka_limit_end(void)
{
    pthread_mutex_lock(&state.lock);
    bool watches = state.watches;
    state.ends = true;
    state.watches = false;
    if (watches)
        pthread_cond_signal(&state.changed);
    pthread_mutex_unlock(&state.lock);
    if (watches)
        pthread_join(state.watcher, NULL);
}

/* ---- calls ---- */

const MokaLimited *moka_limit_reached(const Thread *t)
{
    for (const MokaLimited *call = t->host_limits; call; call = call->outer)
        if (call->reason)
            return call;
    return NULL;
}

static moka_error *make_error(MokaLimited *call)
{
    Thread *t = call->thread;
    THROW(t, Error, "the host ends the call");
    call->error = handles_global(t->exception);
    t->exception = NULL;
    return call->error ? NULL : moka_error_no_memory();
}

static moka_error *begin_limit(moka_vm *vm, const moka_limit *limit, MokaLimited *call)
{
    MokaVisit visit;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    *call = (MokaLimited){.limit = limit, .thread = visit.t, .deadline = -1};
    MOKA_ENTER(&visit);
    error = make_error(call);
    call->bytes = limit->bytes > 0 ? visit.t->allocated_bytes + (u64)limit->bytes : 0;
    moka_leave(&visit);
    if (error)
        return error;
    call->outer = visit.t->host_limits;
    visit.t->host_limits = call;
    call->deadline = limit->time > 0 ? thread_deadline(limit->time) : -1;
    pthread_mutex_lock(&state.lock);
    bool watched = start_watcher_locked();
    call->next = state.calls;
    state.calls = call;
    pthread_cond_signal(&state.changed);
    pthread_mutex_unlock(&state.lock);
    return watched ? NULL : moka_error_no_memory();
}

/* What was sent and has not arrived is withdrawn, and so is the interruption that came with it. */
static void take_back(MokaLimited *call)
{
    Thread *t = call->thread;
    thread_enter_vm(t);
    Object *error = handles_get(call->error);
    if (t->stop_throwable == error) {
        t->stop_throwable = NULL;
        safepoint_withdraw(t, POLL_THROWABLE);
    }
    if (t->exception == error)
        t->exception = NULL;
    thread_object_set_interrupted(thread_carrier_object(t), false);
    const MokaLimited *outer = moka_limit_reached(t);
    t->passes_handlers = outer && outer->stage == STAGE_PASSES;
    thread_leave_vm(t);
}

static void end_limit(MokaLimited *call)
{
    pthread_mutex_lock(&state.lock);
    MokaLimited **link = &state.calls;
    while (*link && *link != call)
        link = &(*link)->next;
    if (*link)
        *link = call->next;
    pthread_mutex_unlock(&state.lock);
    call->thread->host_limits = call->outer;
    if (call->reason)
        take_back(call);
    handles_delete_global(call->error);
}

moka_error *moka_call_within(moka_vm *vm, const moka_limit *limit, const moka_method *method,
                             const moka_value *arguments, size_t count, moka_value *result)
{
    MokaLimited call;
    if (result)
        memset(result, 0, sizeof *result);
    moka_error *error = begin_limit(vm, limit, &call);
    if (error)
        return error;
    error = moka_call(vm, method, arguments, count, result);
    end_limit(&call);
    return error;
}

bool moka_interrupt(moka_vm *vm, const moka_limit *limit)
{
    (void)vm;
    bool any = false;
    pthread_mutex_lock(&state.lock);
    for (MokaLimited *call = state.calls; call; call = call->next) {
        if (call->limit != limit)
            continue;
        any = true;
        reach_locked(call, MOKA_INTERRUPTED, "the call was interrupted");
    }
    if (any)
        pthread_cond_signal(&state.changed);
    pthread_mutex_unlock(&state.lock);
    return any;
}
