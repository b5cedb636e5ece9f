/* host_lock.h - the numbered locks of what lies in the metadata region
 * A mutex belongs to the process, so metadata keeps a number, as it does for host addresses (host_slot.h).
 * Owner:  the locks never move; a number that was given back is handed out again.
 * Locks:  thread-safe. The locks are recursive.
 */
#ifndef MOKA_VM_BASE_HOST_LOCK_H
#define MOKA_VM_BASE_HOST_LOCK_H

#include "vm/base/base.h"

#include <pthread.h>

enum { HOST_LOCK_PAGE = 256, HOST_LOCK_PAGES = 1024 };

typedef union HostLock {
    pthread_mutex_t mutex;
    u32 next_free; /* while nobody has it */
} HostLock;

extern HostLock *host_lock_pages[HOST_LOCK_PAGES];

/* A number, never 0; panics when the process has no memory for the lock. */
u32 host_lock_add(void);
/* Nobody may hold the lock. */
void host_lock_remove(u32 lock);
/* For a snapshot: the highest number that was handed out; and making the locks up to it, which metadata names
 * already, before there is any other. */
u32 host_lock_last(void);
void host_lock_make(u32 last);
/* All locks go, and their numbers. */
void host_lock_reset(void);

/* The mutex of a number that was handed out; good until host_lock_remove. */
static inline pthread_mutex_t *host_lock_get(u32 lock)
{
    return &host_lock_pages[lock / HOST_LOCK_PAGE][lock % HOST_LOCK_PAGE].mutex;
}

#endif
