/* open_files.h - what a program has left open when its machine ends and the process goes on
 * In:     the thread that ends the machine, IN_JAVA; no other thread runs Java any more
 * Out:    files, sockets, pipes and selectors of live objects are closed, and files whose FileDescriptor is
 *         garbage but which its cleaner has not closed yet
 * Uses:   gc/inspect.h, vm/host/surroundings.h
 * Effects: closes descriptors of the process; never 0, 1, 2 or one that was open when the machine was made
 * Tests:  tests/suites/39_lives
 */
#ifndef MOKA_VM_OPEN_FILES_H
#define MOKA_VM_OPEN_FILES_H

#include "vm/model/thread.h"

void open_files_close(Thread *t);

#endif
