/* queue.h - methods that wait to be compiled, and the thread that compiles them
 * In:     methods that are hot, from threads IN_JAVA
 * Out:    each is handed to the compiler on a thread of the VM's own, the hottest first
 * Uses:   vm/exec/thread/thread.h safepoint.h
 * Owner:  the requests and that thread, which starts with the first of them and ends with the queue or the
 *         machine
 * Locks:  one; the list of threads' inside
 * Keeps:  the thread is IN_JAVA while it compiles, so that a stop of the world waits for it and no collection
 *         runs beside it; it polls between instructions. Else it counts as stopped. It never allocates
 *         objects and has no java.lang.Thread
 * Tests:  tests/suites/42_compiler, tests/java/CompilerRaces.java
 */
#ifndef MOKA_JIT_QUEUE_H
#define MOKA_JIT_QUEUE_H

#include "vm/model/method.h"
#include "vm/model/thread.h"

enum { QUEUE_NO_LOOP = -1 };

typedef struct QueueRequest {
    Method *method;
    i32 loop;        /* bci of the loop that asked; QUEUE_NO_LOOP: a call did */
    u32 invocations; /* method_calls at that time */
} QueueRequest;

/* Before Java code runs. */
void queue_begin(void (*compile)(const QueueRequest *request));
/* When its thread has ended. */
void queue_reset(void);
/* A method that waits already is not taken twice. Without memory, or a thread, nothing happens: whoever is
 * still hot asks again. */
void queue_add(Method *m, i32 loop);
/* From now on, and for a second, the thread asks all others every few milliseconds what they run
 * (POLL_SAMPLE). Takes a lock only now and then. */
void queue_sample(void);
/* The compiler calls this between instructions: a collection may run meanwhile. False: it gives up at once
 * and looks at nothing any more, since classes were unloaded or the queue was closed. */
bool queue_pause(void);
/* Drops methods for which the test is true. The world is stopped. */
void queue_forget(bool (*is_dead)(const Method *m));
/* Nothing is compiled any more. Does not wait. */
void queue_close(void);
/* Calls visit for each that waits, with the queue's lock held; returns how many there are. IN_JAVA. */
u32 queue_visit(void (*visit)(const QueueRequest *request, void *context), void *context);
bool queue_is_compiler(const Thread *t);
/* What is compiled at the moment; without a method: nothing is. */
QueueRequest queue_current(void);

#endif
