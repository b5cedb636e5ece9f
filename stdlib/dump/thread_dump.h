/* thread_dump.h - stacks of all threads, as text, with the locks that each holds or waits for
 * In:      every thread of the list, the world stopped meanwhile
 * Out:     text laid out as HotSpot's, which tools read
 * Used by: SIGQUIT (stdlib/jvm/jvm_signal.c), Thread.print, jstack
 * Effects: stops the world; for java.util.concurrent's locks collects first
 * Tests:   tests/suites/34_blocked_calls, 40_launcher, 41_flags, 47_attach
 */
#ifndef MOKA_STDLIB_DUMP_THREAD_DUMP_H
#define MOKA_STDLIB_DUMP_THREAD_DUMP_H

#include "vm/model/thread.h"

#include <stdio.h>

typedef struct ThreadDumpOptions {
    bool locks;    /* java.util.concurrent's, too: there is a collection first */
    bool extended; /* what each thread has allocated */
} ThreadDumpOptions;

/* options: NULL: as flags say (-XX:+PrintConcurrentLocks). */
void thread_dump_all(Thread *t, FILE *out, const ThreadDumpOptions *options);

#endif
