/* rt_class.c - see runtime.def: what java.lang.Class asks of classes. */
#include "vm/exec/runtime/runtime.h"
#include "vm/library/class_mirror.h"

i64 rt_is_instance(Object *mirror, Object *object)
{
    Class *c = mirror_class(mirror);
    return !class_is_primitive(c) && object_is_instance(object, c);
}

i64 rt_is_assignable(Object *mirror, Object *other)
{
    if (!other)
        return RT_REFUSED;
    Class *to = mirror_class(mirror), *from = mirror_class(other);
    if (class_is_primitive(to) || class_is_primitive(from))
        return to == from;
    return class_is_subtype(from, to);
}

i64 rt_cast(Object *mirror, Object *object)
{
    return !object || rt_is_instance(mirror, object) ? (i64)(uintptr_t)object : RT_REFUSED;
}

Object *rt_superclass(Object *mirror)
{
    const Class *c = mirror_class(mirror);
    return class_is_interface(c) || !c->super ? NULL : c->super->mirror;
}
