/* java_thread.h - the java.lang.Thread of a native thread, made by the VM; the first thread groups
 * In:     a Thread that is IN_JAVA and has no java.lang.Thread yet
 * Out:    its java.lang.Thread, in a group
 * Effects: runs constructors of the class library, allocates; false = exception pending
 * Tests:  tests/suites/38_native_libraries, tests/java/Threads.java
 */
#ifndef MOKA_VM_EXEC_THREAD_JAVA_THREAD_H
#define MOKA_VM_EXEC_THREAD_JAVA_THREAD_H

#include "vm/model/object.h"
#include "vm/model/thread.h"

/* Boot: the groups "system" and "main", and "main" itself for the calling thread. */
bool java_thread_create_main(Thread *t);
/* The java.lang.Thread of an attached native thread (AttachCurrentThread). name: UTF-8, NULL for Thread-N;
 * group: NULL for "main".
 * It is a daemon if the thread was attached as one. */
bool java_thread_attach(Thread *t, const char *name, Object *group);
/* A daemon of the VM's own, in the group "system". It runs IN_JAVA and does not return; without memory for
 * its java.lang.Thread it ends at once. False: OutOfMemoryError pending. */
typedef struct OwnThread {
    const char *name;
    void (*run)(Thread *t);
    Object **object; /* its java.lang.Thread, a root in saved state; one that a snapshot has is taken again */
} OwnThread;
bool java_thread_start_own(Thread *t, const OwnThread *own);
/* Boot from a snapshot: the calling thread is the one whose java.lang.Thread is "main". */
void java_thread_take_main(Thread *t, Object *main);
/* For thread_reset: the groups are forgotten. */
void java_thread_reset(void);

#endif
