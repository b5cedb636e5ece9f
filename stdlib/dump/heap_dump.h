/* heap_dump.h - the heap's contents as a file that profilers read (hprof.h has the format)
 * In:     the heap, the world stopped
 * Out:    the file, with every live object once, or every object
 * Effects: blocks until the file is written. Nothing is allocated on the heap.
 * Keeps:  a dump names no object that it does not hold: a reference to what is gone is null there.
 * Keeps:  what only the VM refers to is in the dump, too: a class's CLASS record has, as static fields with
 *         names in angle brackets, its constants and what its java.lang.Class refers to, and one class of
 *         each loader what else the loader's metadata refers to (call sites, modules).
 * Tests:  tests/suites/31_heap_dump
 */
#ifndef MOKA_STDLIB_DUMP_HEAP_DUMP_H
#define MOKA_STDLIB_DUMP_HEAP_DUMP_H

#include "vm/model/thread.h"

#include <stdio.h>

/* HEAP_DUMP_ALL: also objects that are dead and not swept yet. Each kind is written in a collection's pause:
 * LIVE at its end, when it is known what is alive; ALL at its beginning, when no free list is being built. */
typedef enum HeapDumpKind { HEAP_DUMP_LIVE, HEAP_DUMP_ALL, HEAP_DUMP_OUT_OF_MEMORY } HeapDumpKind;

typedef struct HeapDumpResult {
    int error;       /* errno, 0: the dump is complete */
    bool is_created; /* false: the file could not be created, or there was one already */
    u64 bytes;
    double seconds;
} HeapDumpResult;

/* The file must not exist; an incomplete one stays. HEAP_DUMP_OUT_OF_MEMORY: the thread's trace begins in the
 * constructor of OutOfMemoryError, by which tools find the thread. level: of gzip compression, 1 to 9; 0:
 * none. */
HeapDumpResult heap_dump_write(Thread *t, const char *path, HeapDumpKind kind, int level);
/* The same for a caller within the pause of a collection: ALL at its beginning, LIVE at its end. */
HeapDumpResult heap_dump_write_in_pause(const char *path, HeapDumpKind kind, int level);
/* The two lines that tell a user of a dump: before it, and of its result. */
void heap_dump_announce(const char *path, FILE *out);
void heap_dump_tell(const char *path, HeapDumpResult result, FILE *out);
/* heap_dump_write between both. */
void heap_dump_report(Thread *t, const char *path, HeapDumpKind kind, int level, FILE *out);

#endif
