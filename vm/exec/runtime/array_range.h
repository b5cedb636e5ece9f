/* array_range.h - whether leaves may touch what their arguments name
 * Used by: rt_text.c rt_checksum.c rt_digest.c rt_cipher.c rt_number.c
 */
#ifndef MOKA_VM_EXEC_RUNTIME_ARRAY_RANGE_H
#define MOKA_VM_EXEC_RUNTIME_ARRAY_RANGE_H

#include "vm/model/object.h"

static inline bool array_has_range(const Object *array, i32 start, i32 count)
{
    return array && start >= 0 && count >= 0 && (i64)start + count <= array_length(array);
}

/* As Java gets an int of a leaf that may refuse. */
static inline i64 leaf_int(i32 value)
{
    return (i64)(u32)value;
}

#endif
