/* settle.h - what a machine gives back or puts aside before it is written
 * In:     a machine whose only thread of Java's is the caller's
 * Out:    buffers outside the heap are unreachable; the program's shutdown hooks are put aside
 * Used by: write.c
 * Effects: runs Java, IN_JAVA. False: an exception is pending
 * Tests:  tests/suites/46_snapshot_application
 */
#ifndef MOKA_VM_SNAPSHOT_SETTLE_H
#define MOKA_VM_SNAPSHOT_SETTLE_H

#include "vm/model/thread.h"

bool settle_begin(Thread *t);
/* Before each look at the machine: cleaners may have given back what is cached outside the heap. */
bool settle_again(Thread *t);
/* The machine goes on. */
void settle_end(Thread *t);

#endif
