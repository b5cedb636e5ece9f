/* thread_object.h - java.lang.Thread: the objects that stand for a thread, and the fields of such an object
 * In:     a Thread; a java.lang.Thread
 * Out:    the object that Java means by "current thread" and the one that the thread of the host belongs to;
 *         a Thread's fields, wherever the release keeps them
 * Uses:   object.h thread.h wellknown.h
 * Locks:  none; status and interruption are read and written atomically, the other fields while the thread is
 *         new, by the thread itself, or while the world is stopped
 * Keeps:  no other file asks where the fields of Thread lie, or which of the two objects runs
 * Tests:  tests/unit/thread_object_test.c, tests/java/Threads.java, tests/java/ThreadControl.java; the rows:
 *         tests/suites/25_tables
 */
#ifndef MOKA_VM_LIBRARY_THREAD_OBJECT_H
#define MOKA_VM_LIBRARY_THREAD_OBJECT_H

#include "vm/library/wellknown.h"
#include "vm/model/object.h"
#include "vm/model/thread.h"

/* java.lang.Thread.threadStatus */
enum {
    THREAD_STATUS_NEW = 0,
    THREAD_STATUS_RUNNABLE = 0x5,
    THREAD_STATUS_BLOCKED = 0x401,
    THREAD_STATUS_WAITING = 0x191,
    THREAD_STATUS_WAITING_TIMED = 0x1A1,
    THREAD_STATUS_PARKED = 0x291,
    THREAD_STATUS_PARKED_TIMED = 0x2A1,
    THREAD_STATUS_SLEEPING = 0xE1,
    THREAD_STATUS_TERMINATED = 0x2
};

/* ---- the two objects of a thread; NULL: it is no thread of Java's, or not yet ---- */

/* The object that runs: Thread.currentThread() returns it, and messages tell its name. */
static inline Object *thread_current_object(const Thread *t)
{
    return t->current_object;
}

/* Where in a Thread that is, for machine code. */
enum { THREAD_CURRENT_OBJECT = offsetof(Thread, current_object) };

/* The object that the host's thread was made for: its eetop is `t`, its status tells what t does, and it is
 * listed, started, stopped and ended. It differs from the current object only while it carries a virtual
 * thread. */
static inline Object *thread_carrier_object(const Thread *t)
{
    return t->java_thread;
}

/* A new thread carries itself. */
static inline void thread_bind_object(Thread *t, Object *object)
{
    t->java_thread = t->current_object = object;
}

/* Thread.setCurrentThread: a virtual thread is mounted or unmounted. */
static inline void thread_set_current_object(Thread *t, Object *object)
{
    t->current_object = object;
}

/* ---- the fields of a java.lang.Thread, wherever the release keeps them ----
 * Status, priority, daemon and stack size may lie in an object of their own, which is NULL until Thread's
 * constructor has run: reading gives 0 then, writing does nothing. */

/* The Thread that runs the object; NULL: it has not started, or has ended. While the world is stopped, or
 * with the lock of the list of threads, the answer stays true. */
Thread *thread_of_java(const Object *object);
void thread_object_bind(Object *object, Thread *t); /* NULL: ended */
bool thread_object_is_virtual(const Object *object);
/* Of a virtual thread that is not bound the thread that carries it, NULL when none does; any other thread
 * itself. */
const Object *thread_object_carrier(const Object *object);
i32 thread_object_status(const Object *object);
i32 thread_object_set_status(Object *object, i32 status); /* returns the status before */
bool thread_object_is_interrupted(const Object *object);
void thread_object_set_interrupted(Object *object, bool interrupted);
Object *thread_object_name(const Object *object); /* a String or NULL */
i64 thread_object_id(const Object *object);       /* Thread.getId() */
i32 thread_object_priority(const Object *object);
void thread_object_set_priority(Object *object, i32 priority);
bool thread_object_is_daemon(const Object *object);
void thread_object_set_daemon(Object *object, bool daemon);
i64 thread_object_stack_size(const Object *object);          /* bytes; 0: the default */
Object *thread_object_park_blocker(const Object *object);    /* LockSupport's */
Object *thread_object_inherited_context(const Object *object); /* AccessControlContext; NULL */
/* Was the thread stopped before it was started, so that it will not run? Not every release has this. */
bool thread_object_is_stillborn(const Object *object);
void thread_object_set_stillborn(Object *object);

#endif
