/* safepoint_begin.c - see heap.h: the world stopped for a caller that does not collect. */
#include "gc/heap.h"

#include "vm/thread/safepoint.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

#include <stdatomic.h>

/* The machine's last stop is not waited for with the lock held. */
static void take_turn(void)
{
    heap_lock();
    if (LIKELY(!safepoint_is_final()))
        return;
    heap_unlock();
    safepoint_wait_for_end(thread_current());
    heap_lock();
}

void safepoint_begin(Thread *t)
{
    if (t && atomic_load(&t->state) == THREAD_IN_JAVA) {
        thread_block_begin(t);
        take_turn();
        thread_block_end(t); /* nobody else can have stopped the world: the lock is ours */
    } else {
        take_turn();
    }
    safepoint_stop_locked();
}

void safepoint_end(Thread *t)
{
    (void)t;
    safepoint_resume_locked();
    heap_unlock();
}

/* Handshakes are so rare that the whole world may stand still for one. The target may be gone by then. */
void safepoint_handshake(Thread *t, Thread *target, void (*run)(Thread *target, void *context), void *context)
{
    if (t == target) {
        run(target, context);
        return;
    }
    safepoint_begin(t);
    if (thread_is_listed(target))
        run(target, context);
    safepoint_end(t);
}
