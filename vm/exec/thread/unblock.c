/* unblock.c - see unblock.h. */
#include "vm/exec/thread/unblock.h"

#include "gc/heap.h"
#include "vm/base/host_wait.h"
#include "vm/base/state.h"
#include "vm/library/wellknown.h"
#include "vm/thread/thread_state.h"

SNAPSHOT_STATE(host) static struct {
    Object *first; /* a root; changed by exchange */
    pthread_mutex_t lock;
    pthread_cond_t added;
    bool has_new; /* under the lock */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER, .added = PTHREAD_COND_INITIALIZER};

void unblock_add(Object *virtual_thread)
{
    u8 *is_listed = FIELD_AT(virtual_thread, WK_FIELD(VirtualThread_onWaitingList), u8);
    if (__atomic_exchange_n(is_listed, true, __ATOMIC_ACQ_REL))
        return;
    Object *first = __atomic_load_n(&state.first, __ATOMIC_RELAXED);
    do
        ref_store(virtual_thread, WK_FIELD(VirtualThread_next), first);
    while (!__atomic_compare_exchange_n(&state.first, &first, virtual_thread, true, __ATOMIC_ACQ_REL,
                                        __ATOMIC_RELAXED));
    pthread_mutex_lock(&state.lock);
    state.has_new = true;
    pthread_mutex_unlock(&state.lock);
    pthread_cond_signal(&state.added);
}

Object *unblock_take(Thread *t)
{
    heap_add_root(&state.first);
    for (;;) {
        Object *first = __atomic_exchange_n(&state.first, NULL, __ATOMIC_ACQ_REL);
        if (first)
            return first;
        thread_block_begin_bare(t);
        pthread_mutex_lock(&state.lock);
        while (!state.has_new)
            host_wait(&state.added, &state.lock);
        state.has_new = false;
        pthread_mutex_unlock(&state.lock);
        thread_block_end(t);
        thread_answer_requests(t);
        if (t->exception)
            return NULL;
    }
}

void unblock_reset(void)
{
    state.first = NULL;
    state.has_new = false;
}
