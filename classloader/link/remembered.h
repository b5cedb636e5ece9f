/* remembered.h - the failures of a class's constant pool, found once and thrown again (JVMS 5.4.3)
 * In:     the class that holds the reference, a pool index as in ResolutionError, a pending exception
 * Out:    a copy of the error that was thrown first, as the pending exception
 * Locks:  the loader's, inside
 * Effects: allocates on the heap and in the loader's arena.
 * Tests:  tests/verify, tests/java/ResolutionRaces.java
 */
#ifndef MOKA_CLASSLOADER_LINK_REMEMBERED_H
#define MOKA_CLASSLOADER_LINK_REMEMBERED_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

/* Remembers the pending exception for the entry if it is a LinkageError; it stays pending. False: another
 * thread's outcome for the entry came first and counts; nothing is pending any more. */
bool remembered_add(Thread *t, Class *holder, u32 pool_index);
/* The error that is remembered for the entry; there must be one. */
Object *remembered_error(const Class *holder, u32 pool_index);
/* Throws a copy of that error, with a fresh stack trace; returns false. */
bool remembered_rethrow(Thread *t, Class *holder, u32 pool_index);

#endif
