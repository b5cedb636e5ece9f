/* thread_dump.h - stacks of all threads, as text, with the locks that each holds or waits for
 * In:      every thread of the list, the world stopped meanwhile
 * Out:     text laid out as HotSpot's, which tools read
 * Used by: SIGQUIT (stdlib/jvm/jvm_signal.c)
 * Effects: stops the world; with -XX:+PrintConcurrentLocks collects first
 * Tests:   tests/suites/34_blocked_calls, 40_launcher, 41_flags
 */
#ifndef MOKA_STDLIB_DUMP_THREAD_DUMP_H
#define MOKA_STDLIB_DUMP_THREAD_DUMP_H

#include "vm/model/thread.h"

#include <stdio.h>

/* With -XX:+PrintConcurrentLocks there is a collection first. */
void thread_dump_all(Thread *t, FILE *out);

#endif
