/* rt_array.c - see runtime.def. */
#include "vm/exec/runtime/runtime.h"

#include <string.h>

/* JVMS 6.5 aastore. Most stores are of the element class itself, or into Object[]. */
bool rt_can_store(Object *array, Object *value)
{
    if (!value)
        return true;
    Class *element = object_class(array)->element, *c = object_class(value);
    return c == element || class_is_subtype(c, element);
}

/* ---- System.arraycopy ---- */

/* Word by word, because a reader in another thread must never see half of a reference. */
static void move_references(Object *from, i32 from_index, Object *to, i32 to_index, i32 count)
{
    if (from == to && from_index < to_index) {
        for (i32 i = count; i-- > 0;)
            ref_array_set(to, to_index + i, ref_array_get(from, from_index + i));
    } else {
        for (i32 i = 0; i < count; i++)
            ref_array_set(to, to_index + i, ref_array_get(from, from_index + i));
    }
}

/* Most copies are of a few bytes, for which memmove takes as long as all the rest: two moves that overlap. */
static inline void move_bytes(u8 *to, const u8 *from, size_t count)
{
    u64 first, last;
    if (count < sizeof first || count > 2 * sizeof first) {
        memmove(to, from, count);
        return;
    }
    memcpy(&first, from, sizeof first);
    memcpy(&last, from + count - sizeof last, sizeof last);
    memcpy(to, &first, sizeof first);
    memcpy(to + count - sizeof last, &last, sizeof last);
}

void rt_move_elements(Object *from, i32 from_index, Object *to, i32 to_index, i32 count)
{
    const Class *c = object_class(from);
    if (c->kind != CLASS_PRIM_ARRAY) {
        move_references(from, from_index, to, to_index, count);
        return;
    }
    u32 shift = type_shift((Type)c->element_type);
    move_bytes((u8 *)array_data(to) + ((size_t)(u32)to_index << shift),
               (const u8 *)array_data(from) + ((size_t)(u32)from_index << shift),
               (size_t)(u32)count << shift);
}

static bool has_elements(const Object *array, i32 start, i32 count)
{
    return start >= 0 && count >= 0 && (i64)start + count <= array_length(array);
}

/* Of the classes of two arrays: need no element be checked? */
static bool is_copied_as_is(Class *from, Class *to)
{
    return from == to || (from->kind == CLASS_REF_ARRAY && to->kind == CLASS_REF_ARRAY &&
                          class_is_subtype(from->element, to->element));
}

i64 rt_copy_array(Object *from, i32 from_index, Object *to, i32 to_index, i32 count)
{
    enum { MOST_ELEMENTS = 8 * 1024 };
    if (!from || !to || !class_is_array(object_class(from)) || count > MOST_ELEMENTS ||
        !is_copied_as_is(object_class(from), object_class(to)) || !has_elements(from, from_index, count) ||
        !has_elements(to, to_index, count))
        return RT_REFUSED;
    rt_move_elements(from, from_index, to, to_index, count);
    return 0;
}
