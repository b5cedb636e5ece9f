/* libjvm.h - the end of the process's machine, in two steps, for DestroyJavaVM and vm/embed
 * In:     the thread that ends it, attached, IN_JAVA, without frames
 * Effects: after both steps the process is as before JNI_CreateJavaVM, which may be called again
 * Keeps:  one machine at a time
 * Tests:  tests/suites/39_lives, tests/suites/39_embedding
 */
#ifndef MOKA_VM_LIBJVM_H
#define MOKA_VM_LIBJVM_H

#include "vm/model/thread.h"

/* Shutdown hooks; then no thread is attached any more, and all but the caller end. False: one is in native
 * code that it may come back from, so the machine's memory stays, and there can be no other machine. Then the
 * second step is left out, and the caller leaves the VM by thread_leave_vm. */
bool libjvm_stop(Thread *t);
/* IN_NATIVE: JNI_OnUnload of libraries; then everything that belongs to the machine goes, the caller's Thread
 * included. */
void libjvm_finish(Thread *t);

#endif
