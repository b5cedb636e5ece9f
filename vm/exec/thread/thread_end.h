/* thread_end.h - the end of all threads but one, when the machine ends
 * In:     the thread that ends the machine, IN_JAVA, without frames; no thread is being attached
 * Out:    it is alone: threads that the VM made have ended, those of the host are attached no more
 * Uses:   vm/thread, gc/heap.h (safepoint_begin)
 * Effects: threads of the VM's making are cancelled (pthread_cancel): where they wait in the VM, come back to
 *         it, or are in a call of the system that is a cancellation point
 * Keeps:  no Java code runs on another thread afterwards, whatever the result
 * Tests:  tests/suites/39_lives
 */
#ifndef MOKA_VM_EXEC_THREAD_THREAD_END_H
#define MOKA_VM_EXEC_THREAD_THREAD_END_H

#include "vm/model/thread.h"

/* First, calls that threads of the host's have under way end with an Error that no handler catches. Then the
 * world is stopped for good, and what the VM has made is ended. False: after `patience` nanoseconds for each
 * of the two, a thread is still in native code that it may come back from. Then the world stays stopped. */
bool thread_end_others(Thread *t, i64 patience);

#endif
