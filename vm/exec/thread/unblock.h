/* unblock.h - virtual threads that may go on: from the VM, which must not call Java, to Java
 * In:     a VirtualThread whose state says that it is blocked, or will be when its frames have left the stack
 * Out:    a list of them, linked by VirtualThread.next, for the library's thread that schedules them
 * Locks:  one, a leaf, to wake that thread
 * Keeps:  a thread is in the list at most once: its onWaitingList says so until Java has taken it out
 * Tests:  tests/java25/VirtualMonitors.java
 */
#ifndef MOKA_VM_EXEC_THREAD_UNBLOCK_H
#define MOKA_VM_EXEC_THREAD_UNBLOCK_H

#include "vm/model/thread.h"

/* The caller is in Java. Neither waits nor collects. */
void unblock_add(Object *virtual_thread);
/* Waits until there are some; they are the caller's. NULL: an exception is pending. */
Object *unblock_take(Thread *t);
void unblock_reset(void);

#endif
