/* virtual_queue.h - virtual threads in a monitor's wait set or entry queue: what a VirtualThread notes of it
 * In:     a java.lang.VirtualThread
 * Out:    queues that are linked through these objects; its state, which the library's code changes as well
 * Used by: monitor.c, vm/exec/continuation
 * Locks:  the monitor's; the caller is in Java, since these are stores into objects
 * Keeps:  the first of a queue is a root, as long as the monitor is in use (monitor_visit_virtual)
 * Tests:  tests/java25/VirtualMonitors.java
 */
#ifndef MOKA_VM_EXEC_THREAD_VIRTUAL_QUEUE_H
#define MOKA_VM_EXEC_THREAD_VIRTUAL_QUEUE_H

#include "vm/model/thread.h"

typedef struct VirtualQueue {
    Object *first, *last;
} VirtualQueue;

void virtual_queue_add_last(VirtualQueue *queue, Object *thread);
void virtual_queue_add_first(VirtualQueue *queue, Object *thread);
/* The thread is in the queue. */
void virtual_queue_take_out(VirtualQueue *queue, Object *thread);

/* VirtualThread.state */
enum {
    VIRTUAL_NEW = 0,
    VIRTUAL_RUNNING = 2,
    VIRTUAL_PARKED = 4,
    VIRTUAL_PINNED = 5,
    VIRTUAL_TIMED_PARKED = 7,
    VIRTUAL_TIMED_PINNED = 8,
    VIRTUAL_BLOCKING = 12,
    VIRTUAL_BLOCKED = 13,
    VIRTUAL_WAITING = 15,
    VIRTUAL_WAIT = 16,
    VIRTUAL_TIMED_WAITING = 17,
    VIRTUAL_TIMED_WAIT = 18,
    VIRTUAL_TERMINATED = 99,
    VIRTUAL_SUSPENDED = 1 << 8 /* besides: Java looks at the frames */
};

i32 virtual_state(const Object *thread);
/* The THREAD_STATUS_* that says the same; of one that runs, its carrier's. */
i32 virtual_status(const Object *thread);
void virtual_set_state(Object *thread, i32 state);
/* Object.wait begins, for so long; 0: for ever. */
void virtual_begin_wait(Object *thread, i64 millis);
/* It was notified: if it waits, it waits for the monitor from now on. */
void virtual_notify(Object *thread);
bool virtual_is_notified(const Object *thread);

/* The object whose monitor the thread waits for, NULL: none; for notification as well, or to enter only; and
 * where it stands, a MonitorPlace of monitor.c. */
Object *virtual_object(const Object *thread);
bool virtual_is_in_wait(const Object *thread);
void virtual_set_object(Object *thread, Object *object, bool is_wait);
u32 virtual_place(const Object *thread);
void virtual_set_place(Object *thread, u32 place);

#endif
