/* crac.h - resources of a program that want to know when its machine is written, and when it goes on
 * In:     `moka snapshot`, and the start of such a file; the program's use of the library org.crac, which
 *         looks for the package jdk.crac
 * Out:    that package, of classes of our own (crac/), by the boot loader; calls of its resources
 * Used by: application.c write.c resume.c
 * Effects: runs the program's code
 * Keeps:  in other starts there is no such package, and org.crac says that it can do nothing.
 * Tests:  tests/suites/46_snapshot_application
 */
#ifndef MOKA_VM_SNAPSHOT_CRAC_H
#define MOKA_VM_SNAPSHOT_CRAC_H

#include "classloader/source/source.h"
#include "vm/model/thread.h"

/* Made by crac/embed.py. */
extern const SourceClass crac_classes[];
extern const size_t crac_class_count;

/* From here on the boot loader finds the package. */
void crac_offer(void);
/* Before the machine is written. False: a resource does not bear it; the exception was printed. */
bool crac_before_checkpoint(Thread *t);
/* Before main. Where a resource does not bear it, the exception is printed, and the process ends with 1. */
void crac_after_restore(Thread *t);

#endif
