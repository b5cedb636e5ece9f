/* tool.h - programs of the JDK's own, such as javac: what one has used is the training of its kind of start
 * In:     the command line; a machine in which the program has run; the list that another start has left
 * Out:    the list: classes of the JDK's image that the program has linked, and methods that it has called
 * Used by: cache.c write.c
 * Effects: tool_train loads, links and prepares, which runs loaders' code, and initializes nothing
 * Keeps:  who changes a list changes how fast a start is, and nothing else.
 * Tests:  tests/suites/46_snapshot_cache
 */
#ifndef MOKA_VM_SNAPSHOT_TOOL_H
#define MOKA_VM_SNAPSHOT_TOOL_H

#include "vm/model/thread.h"

/* The main class, if it is named as those of the JDK's tools are; NULL: it is a program of the user's. It
 * stays valid until the next call. */
const char *tool_name(void);
/* When the program has ended, the list is to be written there. */
void tool_record(const char *path);
/* On the thread that ends the machine, IN_JAVA. */
void tool_write_list(Thread *t);
/* On the machine that is to be written. Lines that nothing fits are passed over; nothing is pending. */
void tool_train(Thread *t, const char *path);

#endif
