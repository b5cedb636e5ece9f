/* rt_array.c - see runtime.def. */
#include "vm/exec/runtime/runtime.h"

/* JVMS 6.5 aastore. Most stores are of the element class itself, or into Object[]. */
bool rt_can_store(Object *array, Object *value)
{
    if (!value)
        return true;
    Class *element = object_class(array)->element, *c = object_class(value);
    return c == element || class_is_subtype(c, element);
}
