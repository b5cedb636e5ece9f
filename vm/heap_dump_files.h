/* heap_dump_files.h - the heap dumps that flags ask for: before and after collections, out of memory
 * In:     HeapDumpPath and its like
 * Out:    java_pid<pid>.hprof, then .hprof.1, .hprof.2 and so on, and what is told of them on stdout
 * Every collection of Moka's is a full one, so -XX:+HeapDumpBeforeFullGC dumps at each.
 * Tests:  tests/suites/31_heap_dump
 */
#ifndef MOKA_VM_HEAP_DUMP_FILES_H
#define MOKA_VM_HEAP_DUMP_FILES_H

#include "vm/model/thread.h"

/* For the thread that is out of memory. Collects. */
void heap_dump_file_write(Thread *t);
/* Once the heap is there: from then on collections are followed. */
void heap_dump_files_init(void);

#endif
