/* host_lock.c - see host_lock.h. */
#include "vm/base/host_lock.h"

#include "vm/base/panic.h"
#include "vm/base/state.h"

#include <stdlib.h>

SNAPSHOT_STATE(host) HostLock *host_lock_pages[HOST_LOCK_PAGES];

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    u32 last;      /* the highest number that was ever handed out */
    u32 free_lock; /* the last one given back, 0 none */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static HostLock *place_of(u32 lock)
{
    return &host_lock_pages[lock / HOST_LOCK_PAGE][lock % HOST_LOCK_PAGE];
}

static u32 new_lock_locked(void)
{
    u32 lock = state.free_lock;
    if (lock) {
        state.free_lock = place_of(lock)->next_free;
        return lock;
    }
    lock = state.last + 1;
    if (lock / HOST_LOCK_PAGE >= HOST_LOCK_PAGES)
        panic("out of host locks");
    HostLock **page = &host_lock_pages[lock / HOST_LOCK_PAGE];
    if (!*page && !(*page = malloc(HOST_LOCK_PAGE * sizeof **page)))
        panic("out of memory for host locks");
    return state.last = lock;
}

u32 host_lock_add(void)
{
    pthread_mutexattr_t recursive;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_lock(&state.lock);
    u32 lock = new_lock_locked();
    pthread_mutex_init(&place_of(lock)->mutex, &recursive);
    pthread_mutex_unlock(&state.lock);
    pthread_mutexattr_destroy(&recursive);
    return lock;
}

void host_lock_remove(u32 lock)
{
    pthread_mutex_destroy(&place_of(lock)->mutex);
    pthread_mutex_lock(&state.lock);
    place_of(lock)->next_free = state.free_lock;
    state.free_lock = lock;
    pthread_mutex_unlock(&state.lock);
}

u32 host_lock_last(void)
{
    return state.last;
}

void host_lock_make(u32 last)
{
    while (state.last < last)
        host_lock_add();
}

void host_lock_reset(void)
{
    for (u32 i = 0; i < HOST_LOCK_PAGES; i++)
        free(host_lock_pages[i]);
    STATE_CLEAR(host_lock_pages);
    STATE_CLEAR(state);
}
