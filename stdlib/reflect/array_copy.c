/* array_copy.c - see array_copy.h. */
#include "stdlib/reflect/array_copy.h"

#include "vm/exec/runtime/runtime.h"
#include "vm/model/class.h"
#include "vm/model/throw.h"

#include <string.h>

/* "int[5]" or "object array[5]" as messages name an array. */
static const char *kind_name(const Class *c, char *buffer, size_t size)
{
    if (c->kind == CLASS_REF_ARRAY)
        return "object array";
    class_external_name(c, buffer, size);
    char *bracket = strchr(buffer, '[');
    if (bracket)
        *bracket = '\0';
    return buffer;
}

static bool check_types(Thread *t, Object *from, Object *to)
{
    Class *source = object_class(from), *target = object_class(to);
    char a[512], b[512];
    if (!class_is_array(source))
        THROW(t, ArrayStoreException, "arraycopy: source type %s is not an array",
              class_external_name(source, a, sizeof a));
    else if (!class_is_array(target))
        THROW(t, ArrayStoreException, "arraycopy: destination type %s is not an array",
              class_external_name(target, a, sizeof a));
    else if (source->kind != target->kind && source->kind == CLASS_REF_ARRAY)
        THROW(t, ArrayStoreException, "arraycopy: type mismatch: can not copy object array[] into %s[]",
              kind_name(target, b, sizeof b));
    else if (source->kind != target->kind)
        THROW(t, ArrayStoreException, "arraycopy: type mismatch: can not copy %s[] into object array[]",
              kind_name(source, a, sizeof a));
    else if (source->kind == CLASS_PRIM_ARRAY && source != target)
        THROW(t, ArrayStoreException, "arraycopy: type mismatch: can not copy %s[] into %s[]",
              kind_name(source, a, sizeof a), kind_name(target, b, sizeof b));
    return !t->exception;
}

static bool check_bounds(Thread *t, Object *from, i32 from_index, Object *to, i32 to_index, i32 count)
{
    char a[512];
    const char *source = kind_name(object_class(from), a, sizeof a);
    char b[512];
    const char *target = kind_name(object_class(to), b, sizeof b);
    i32 from_length = array_length(from), to_length = array_length(to);
    if (from_index < 0)
        THROW(t, ArrayIndexOutOfBoundsException, "arraycopy: source index %d out of bounds for %s[%d]",
              from_index, source, from_length);
    else if (to_index < 0)
        THROW(t, ArrayIndexOutOfBoundsException, "arraycopy: destination index %d out of bounds for %s[%d]",
              to_index, target, to_length);
    else if (count < 0)
        THROW(t, ArrayIndexOutOfBoundsException, "arraycopy: length %d is negative", count);
    else if ((i64)from_index + count > from_length)
        THROW(t, ArrayIndexOutOfBoundsException, "arraycopy: last source index %u out of bounds for %s[%d]",
              (u32)from_index + (u32)count, source, from_length);
    else if ((i64)to_index + count > to_length)
        THROW(t, ArrayIndexOutOfBoundsException,
              "arraycopy: last destination index %u out of bounds for %s[%d]", (u32)to_index + (u32)count,
              target, to_length);
    return !t->exception;
}

static void throw_element(Thread *t, Class *from, Class *to)
{
    char a[512], b[512];
    class_binary_name(from, a, sizeof a);
    class_binary_name(to, b, sizeof b);
    if (class_is_subtype(to, from))
        THROW(t, ArrayStoreException,
              "arraycopy: element type mismatch: can not cast one of the elements of %s[] to the type of the "
              "destination array, %s",
              a, b);
    else
        THROW(t, ArrayStoreException, "arraycopy: type mismatch: can not copy %s[] into %s[]", a, b);
}

/* Copies element by element, checking each against the target's element class. */
static bool copy_checked(Thread *t, Object *from, i32 from_index, Object *to, i32 to_index, i32 count)
{
    Class *element = object_class(to)->element;
    for (i32 i = 0; i < count; i++) {
        Object *value = ref_array_get(from, from_index + i);
        if (value && !class_is_subtype(object_class(value), element)) {
            throw_element(t, object_class(from)->element, element);
            return false;
        }
        ref_array_set(to, to_index + i, value);
    }
    return true;
}

bool array_copy(Thread *t, Object *from, i32 from_index, Object *to, i32 to_index, i32 count)
{
    if (UNLIKELY(!from || !to)) {
        THROW(t, NullPointerException, NULL);
        return false;
    }
    Class *source = object_class(from), *target = object_class(to);
    if (UNLIKELY(source != target) || UNLIKELY(!class_is_array(source)))
        if (!check_types(t, from, to))
            return false;
    u32 from_room = (u32)array_length(from) - (u32)from_index,
        to_room = (u32)array_length(to) - (u32)to_index;
    if (UNLIKELY(from_index < 0 || to_index < 0 || count < 0 || from_index > array_length(from) ||
                 to_index > array_length(to) || (u32)count > from_room || (u32)count > to_room))
        return check_bounds(t, from, from_index, to, to_index, count);
    if (from != to && source != target && !class_is_subtype(source->element, target->element))
        return copy_checked(t, from, from_index, to, to_index, count);
    rt_move_elements(from, from_index, to, to_index, count);
    return true;
}
