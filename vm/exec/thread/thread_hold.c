/* thread_hold.c - see thread_hold.h. Threads are numbered in the order of their starts. */
#include "vm/exec/thread/thread_hold.h"

#include "vm/base/state.h"
#include "vm/library/thread_object.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    pthread_cond_t released;
    bool holds;
    u32 last; /* the id up to which threads may begin */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER, .released = PTHREAD_COND_INITIALIZER};

void thread_hold_begin(void)
{
    state.holds = true;
}

void thread_hold_wait(const Thread *t)
{
    pthread_mutex_lock(&state.lock);
    while (state.holds && t->id > state.last)
        pthread_cond_wait(&state.released, &state.lock);
    pthread_mutex_unlock(&state.lock);
}

/* ---- who is held, and who works ---- */

typedef struct Search {
    const Thread *self;
    u32 next; /* the lowest id of those held; 0: none is */
    bool is_working;
} Search;

/* A thread that waits is blocked, or in native code, as the one that takes signals; that is where it begins,
 * too, but without a java.lang.Thread. */
static void look_at(Thread *t, void *context)
{
    Search *search = context;
    int now = atomic_load(&t->state);
    if (t == search->self || t->vm_name)
        return;
    if (t->id > state.last)
        search->next = !search->next || t->id < search->next ? t->id : search->next;
    else
        search->is_working |= now != THREAD_BLOCKED && (now != THREAD_IN_NATIVE || !thread_carrier_object(t));
}

static Search search(const Thread *self)
{
    Search result = {.self = self};
    thread_for_each(look_at, &result);
    return result;
}

void thread_hold_rest(Thread *t)
{
    enum { TURN = 50000, TURNS_AT_REST = 4 };
    thread_block_begin(t);
    for (int at_rest = 0; state.holds && at_rest < TURNS_AT_REST;) {
        nanosleep(&(struct timespec){.tv_nsec = TURN}, NULL);
        at_rest = search(t).is_working ? 0 : at_rest + 1;
    }
    thread_block_end(t);
}

bool thread_hold_release(Thread *t)
{
    u32 next = state.holds ? search(t).next : 0;
    if (!next)
        return false;
    pthread_mutex_lock(&state.lock);
    state.last = next;
    pthread_cond_broadcast(&state.released);
    pthread_mutex_unlock(&state.lock);
    thread_hold_rest(t);
    return true;
}

void thread_hold_reset(void)
{
    state.holds = false;
    state.last = 0;
}
