/* array_copy.h - System.arraycopy
 * False: NullPointerException, ArrayStoreException or ArrayIndexOutOfBoundsException pending; elements before
 * the offending one are copied when a store check fails, as the API says.
 */
#ifndef MOKA_STDLIB_REFLECT_ARRAY_COPY_H
#define MOKA_STDLIB_REFLECT_ARRAY_COPY_H

#include "vm/model/object.h"
#include "vm/model/thread.h"

bool array_copy(Thread *t, Object *from, i32 from_index, Object *to, i32 to_index, i32 count);

#endif
