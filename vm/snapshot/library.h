/* library.h - members of the class library, by rows of the release's table, for training and resumption
 * In:     ids of stdlib/release/late.h
 * Used by: resume.c files.c training.c
 * Effects: may run Java; false or NULL: an exception is pending
 * Tests:  tests/suites/25_tables, tests/suites/46_snapshot
 */
#ifndef MOKA_VM_SNAPSHOT_LIBRARY_H
#define MOKA_VM_SNAPSHOT_LIBRARY_H

#include "stdlib/release/late.h"

/* A static method of at most one argument; ret_result may be NULL. */
bool library_call_static(Thread *t, LateMethod id, Object *argument, Object **ret_result);
/* Has the machine loaded and initialized the class? */
bool library_is_initialized(LateClass id);
/* The place of a static field, for reading it, and for writing one that is no reference. */
void *library_static(Thread *t, LateClass holder, LateField id);
bool library_set_static(Thread *t, LateClass holder, LateField id, Object *value);
/* A URLClassPath of the String. */
Object *library_new_class_path(Thread *t, Object *text);

#endif
