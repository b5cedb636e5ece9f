/* log.h - what -Xlog:gc and -Xlog:gc* tell of a collection, in the reference VM's lines
 * Used by: heap.c, on the thread that collects, with the library's lock held.
 * Keeps:  a channel that is off costs a test.
 */
#ifndef MOKA_GC_LOG_H
#define MOKA_GC_LOG_H

#include "gc/heap.h"

/* The lines of gc+init, once at the start of the VM. memory: bytes that the machine has for this process. */
void log_heap(const HeapOptions *options, size_t memory);

/* The cause as the lines name it: static text. */
const char *log_cause(GcCause cause);
/* A collection's lines in the order of the calls; a phase lasts from the end of the one before it to the
 * call. */
void log_begin(const HeapCollection *collection);
void log_phase(const char *name);
void log_end(const HeapCollection *collection);
void log_reset(void);

#endif
