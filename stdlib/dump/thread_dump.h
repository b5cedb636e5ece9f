/* thread_dump.h - stacks of all threads, as text (SIGQUIT)
 */
#ifndef MOKA_STDLIB_DUMP_THREAD_DUMP_H
#define MOKA_STDLIB_DUMP_THREAD_DUMP_H

#include "vm/model/thread.h"

#include <stdio.h>

/* Stops the world while it writes. */
void thread_dump_all(Thread *t, FILE *out);

#endif
