/* array_copy.h - System.arraycopy
 * In:     two arrays, which may be the same one; indices and a count as Java passes them
 * Out:    the elements copied; false: an exception is pending
 * Effects: does not collect, unless it throws
 * Tests:  tests/java, tests/suites/25_tables
 */
#ifndef MOKA_STDLIB_REFLECT_ARRAY_COPY_H
#define MOKA_STDLIB_REFLECT_ARRAY_COPY_H

#include "vm/model/object.h"
#include "vm/model/thread.h"

/* False: NullPointerException, ArrayStoreException or ArrayIndexOutOfBoundsException is pending. When a store
 * check fails, the elements before the offending one have been copied, as the API says. */
bool array_copy(Thread *t, Object *from, i32 from_index, Object *to, i32 to_index, i32 count);

#endif
