/* class_histogram.h - how many instances of each class live, and how much room they take
 * In:     the heap
 * Out:    a table of classes, instances and bytes; the class with the most bytes comes first
 * Effects: collects
 * Tests:  tests/suites/41_flags, tests/suites/47_attach
 */
#ifndef MOKA_STDLIB_DUMP_CLASS_HISTOGRAM_H
#define MOKA_STDLIB_DUMP_CLASS_HISTOGRAM_H

#include "vm/model/thread.h"

#include <stdio.h>

/* Blocks until the table is written. all: objects that are dead and not swept yet count, too. */
void class_histogram_print(Thread *t, FILE *out, bool all);

#endif
