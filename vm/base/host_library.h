/* host_library.h - libraries of the host by number, opened when something of them is first wanted
 * A snapshot lists the libraries that its machine had loaded. In its objects a number stands where others
 * have dlopen's handle, so that a start which needs none of them opens none.
 * Locks:  opening holds a recursive one of its own; `opened` runs under it
 * Tests:  tests/suites/46_snapshot
 */
#ifndef MOKA_VM_BASE_HOST_LIBRARY_H
#define MOKA_VM_BASE_HOST_LIBRARY_H

#include "vm/base/base.h"

enum { HOST_LIBRARY_LIMIT = 64 };

/* The first gets the number 1, and so on; the path is copied. opened: called once, on the thread that has
 * opened it, before anything of it is handed out. */
void host_library_add(const char *path, void (*opened)(u32 number, void *handle));
/* dlopen's handle of what is a number of a library, or such a handle already. NULL: it cannot be opened. */
void *host_library_handle(void *number_or_handle);
/* Is it the number of a library, which nobody may close? */
static inline bool host_library_is_number(const void *handle)
{
    return handle && (uintptr_t)handle <= HOST_LIBRARY_LIMIT;
}
void host_library_reset(void);

#endif
