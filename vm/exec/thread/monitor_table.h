/* monitor_table.h - the monitors of inflated locks: from the index in a lock word to the record
 * In:     objects that get a monitor. Out: records at places that stay theirs while they are in use
 * Used by: monitor.c, whose record this is
 * Owner:  chunks of anonymous memory; one without a monitor in use is given back by a sweep.
 * Locks:  one of its own, a leaf
 * Tests:  tests/unit/monitor_test.c
 */
#ifndef MOKA_VM_EXEC_THREAD_MONITOR_TABLE_H
#define MOKA_VM_EXEC_THREAD_MONITOR_TABLE_H

#include "vm/model/thread.h"

typedef struct ThreadQueue {
    Thread *first, *last; /* linked by wait_next */
} ThreadQueue;

typedef struct Monitor {
    pthread_mutex_t lock; /* guards wait set and queue; taken while counting as stopped, or briefly */
    ThreadQueue waiting, entering;
    Thread *_Atomic owner; /* NULL, a thread, or monitor.c's ANONYMOUS; written by exchange */
    Thread *_Atomic heir;  /* who was called and has not tried yet */
    _Atomic u32 queued;    /* threads in `entering` */
    _Atomic u32 users;     /* threads that use it while they count as stopped */
    u32 index;
    Object *object;       /* not a root: the monitor goes when the object does. NULL: nobody's */
    struct Monitor *next; /* in use; or free */
} Monitor;

/* NULL: out of memory, or of indices. */
Monitor *monitor_table_add(Object *object);
Monitor *monitor_table_get(u32 index);
u32 monitor_table_count(void); /* in use */
/* World stopped: frees those that are not to be kept, and the chunks that hold no other. */
void monitor_table_sweep(bool (*keep)(Monitor *m, void *context), void *context);
void monitor_table_reset(void);

#endif
