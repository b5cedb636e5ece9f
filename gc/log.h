/* log.h - what -Xlog:gc and -Xlog:gc* tell of a collection, in the reference VM's lines
 * Used by: heap.c, on the thread that collects, with the library's lock held.
 * Keeps:  a channel that is off costs a test.
 */
#ifndef MOKA_GC_LOG_H
#define MOKA_GC_LOG_H

#include "gc/heap.h"

/* At the start of the VM: gc+init. */
void log_heap(const HeapOptions *options, size_t memory);

const char *log_cause(GcCause cause);
void log_begin(const HeapCollection *collection);
/* The phase that ends now began where the one before it ended. */
void log_phase(const char *name);
void log_end(const HeapCollection *collection);
void log_reset(void);

#endif
