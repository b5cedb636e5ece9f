/* host_wait.c - see host_wait.h. */
#include "vm/base/host_wait.h"

#include <errno.h>

enum { LOOK_NANOS = 10 * 1000 * 1000, SECOND = 1000 * 1000 * 1000 };

static void give_up(void *lock)
{
    pthread_mutex_unlock(lock);
}

void host_wait(pthread_cond_t *condition, pthread_mutex_t *lock)
{
    pthread_cleanup_push(give_up, lock);
    pthread_cond_wait(condition, lock);
    pthread_cleanup_pop(0);
}

bool host_wait_until(pthread_cond_t *condition, pthread_mutex_t *lock, const struct timespec *until)
{
    int result;
    pthread_cleanup_push(give_up, lock);
    result = pthread_cond_timedwait(condition, lock, until);
    pthread_cleanup_pop(0);
    return result != ETIMEDOUT;
}

/* A wait for a mutex cannot be cancelled, so it is looked up now and then. */
void host_wait_lock(pthread_mutex_t *lock)
{
    struct timespec until;
    do {
        pthread_testcancel();
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_NANOS;
        until.tv_sec += until.tv_nsec / SECOND;
        until.tv_nsec %= SECOND;
    } while (pthread_mutex_clocklock(lock, CLOCK_MONOTONIC, &until) != 0);
}
