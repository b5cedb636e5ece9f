/* remembered.h - the failures of a class's constant pool, found once and thrown again (JVMS 5.4.3)
 * In:     the class that holds the reference, a pool index as in ResolutionError, a pending exception
 * Out:    a copy of the error that was thrown first, pending
 * Locks:  the loader's, inside
 * Effects: allocates on the heap and in the loader's arena.
 * Tests:  tests/verify, tests/java/ResolutionRaces.java
 */
#ifndef MOKA_CLASSLOADER_LINK_REMEMBERED_H
#define MOKA_CLASSLOADER_LINK_REMEMBERED_H

#include "vm/model/class.h"
#include "vm/model/thread.h"

/* Keeps the pending exception if it is a LinkageError; false: another thread was first with this entry, whose
 * outcome counts, and nothing is pending any more. */
bool remembered_add(Thread *t, Class *holder, u32 pool_index);
/* The error that was kept for the entry, which must be there. */
Object *remembered_error(const Class *holder, u32 pool_index);
/* Makes a copy of it with a fresh stack trace pending; returns false. */
bool remembered_rethrow(Thread *t, Class *holder, u32 pool_index);

#endif
