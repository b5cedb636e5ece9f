/* vec.c - see vec.h.
 * Doubling growth; the macros do the rest. */
#include "vm/base/vec.h"

#include "vm/base/scratch.h"

#include <stdlib.h>

void *vec_grow(void *items, u32 count, u32 *capacity, size_t size)
{
    u32 wanted = count ? count * 2 : 8;
    void *grown = realloc(items, wanted * size);
    if (!grown)
        scratch_exhausted(wanted * size);
    *capacity = wanted;
    return grown;
}

void vec_release(void *items)
{
    free(items);
}
