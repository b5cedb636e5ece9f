/* training.h - what a machine does once before it is written
 * In:     a booted machine
 * Out:    the library's classes that nearly every program needs, loaded, initialized, their methods prepared
 * Used by: write.c
 * Effects: runs training/Training.java by a loader of its own, which is forgotten; makes a folder and removes
 *         it
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_TRAINING_H
#define MOKA_VM_SNAPSHOT_TRAINING_H

#include "vm/model/thread.h"

/* near: a path; the folder is beside it. NULL: it has run; else why not, and classes may be unusable. Nothing
 * is pending. */
const char *training_run(Thread *t, const char *near);
/* The folder, which a training that was killed has left; another one stays. */
void training_remove(const char *folder);

#endif
