/* host_wait.h - waits that the end of the waiting thread may break off
 * In:     a lock that the caller holds, or wants; no other lock is held that anybody needs later
 * Effects: each is a point at which pthread_cancel takes effect (vm/exec/thread/thread_end.h); the lock is
 *         given up then, which pthread_cond_wait alone does not do
 * Tests:  tests/suites/39_lives
 */
#ifndef MOKA_VM_BASE_HOST_WAIT_H
#define MOKA_VM_BASE_HOST_WAIT_H

#include "vm/base/base.h"

#include <pthread.h>
#include <time.h>

/* As pthread_cond_wait; may return for no reason. */
void host_wait(pthread_cond_t *condition, pthread_mutex_t *lock);
/* False: the time, by the condition's clock, is over. */
bool host_wait_until(pthread_cond_t *condition, pthread_mutex_t *lock, const struct timespec *until);
/* Takes a lock whose owner may wait for others while it holds it, and so may end with it. */
void host_wait_lock(pthread_mutex_t *lock);

#endif
