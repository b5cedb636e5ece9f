/* resume.h - what a restored machine makes anew, by classes and members of the library
 * In:     the rows of resume.c
 * Used by: write.c, which refuses what no row covers
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_RESUME_H
#define MOKA_VM_SNAPSHOT_RESUME_H

#include "vm/model/method.h"

/* Were the rows made for the release at hand? */
bool resume_knows_release(void);
/* Is it a native of a library of the JDK that only notes ids of its class, and so is to be called again? */
bool resume_calls_again(const Method *m);
/* Does the class, once initialized, hold what belongs to a process, and no row makes it anew?
 * in_application: a program has run in the machine. */
bool resume_is_of_process(const Class *c, bool in_application);
/* What is run again, in its order, a line each; NULL ends them. */
extern const char *const resume_rows[];

#endif
