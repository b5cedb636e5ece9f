/* monitor_table.h - the monitors of inflated locks: from the index in a lock word to the record
 * In:     objects that get a monitor. Out: records at places that stay theirs while they are in use
 * Used by: monitor.c, whose record this is
 * Owner:  chunks of anonymous memory; one without a monitor in use is given back by a sweep.
 * Locks:  one of its own, a leaf
 * Tests:  tests/unit/monitor_test.c
 */
#ifndef MOKA_VM_EXEC_THREAD_MONITOR_TABLE_H
#define MOKA_VM_EXEC_THREAD_MONITOR_TABLE_H

#include "vm/exec/thread/virtual_queue.h"
#include "vm/model/thread.h"

typedef struct ThreadQueue {
    Thread *first, *last; /* linked by wait_next */
} ThreadQueue;

typedef struct Monitor {
    pthread_mutex_t lock; /* guards wait set and queue; taken while counting as stopped, or briefly */
    ThreadQueue waiting, entering;
    Thread *_Atomic owner; /* NULL, a thread, or monitor.c's ANONYMOUS; written by exchange */
    Thread *_Atomic heir;  /* the thread that was called and has not tried yet, or NULL */
    _Atomic u32 queued;    /* threads in `entering` */
    bool virtual_turn; /* the last that was notified was a virtual thread, if there was one */
    VirtualQueue virtual_waiting, virtual_entering;
    _Atomic u32 virtual_queued;  /* threads in `virtual_entering` */
    _Atomic bool virtual_called; /* one was called and has not tried yet */
    _Atomic u32 users;     /* threads that use the monitor while they count as stopped */
    u32 index;
    Object *object;       /* not a root: the monitor is freed when the object dies. NULL: nobody's */
    struct Monitor *next; /* in the list of those in use, or of free ones */
} Monitor;

/* Takes a free monitor for the object. NULL: out of memory, or of indices. */
Monitor *monitor_table_add(Object *object);
/* The monitor with the index of a lock word. Takes no lock. */
Monitor *monitor_table_get(u32 index);
u32 monitor_table_count(void); /* in use */
/* World stopped: all in use. */
void monitor_table_visit(void (*visit)(Monitor *m, void *context), void *context);
/* World stopped. Frees the monitors for which `keep` is false, and the chunks that hold no other. */
void monitor_table_sweep(bool (*keep)(Monitor *m, void *context), void *context);
void monitor_table_reset(void);

#endif
