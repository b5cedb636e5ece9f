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
 * group: NULL for "main". */
bool java_thread_attach(Thread *t, const char *name, Object *group, bool daemon);
/* The root ThreadGroup; NULL before java_thread_create_main. */
Object *java_thread_system_group(void);
/* For thread_reset: the groups are forgotten. */
void java_thread_reset(void);

#endif
