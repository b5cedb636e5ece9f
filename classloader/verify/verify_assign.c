/* verify_assign.c - see verify_parts.h: assignability and merging (JVMS 4.10.1.2, 4.10.2.2).
 * Classes are loaded here alone, through the loader of the class that is verified, and only when the names
 * leave the question open: no class is needed when both sides are the same or the right side is Object.
 * Interfaces count as Object. */
#include "classloader/verify/verify_parts.h"

#include "classloader/load/loader.h"
#include "vm/library/wellknown.h"

static VType object_type(void)
{
    return vtype_class(SYM(java_lang_Object));
}

Class *verify_load(Verifier *v, Symbol *name)
{
    /* A hidden class cannot be loaded by its name. */
    return name == v->c->name ? v->c : loader_load(v->t, v->c->loader, name);
}

static bool is_superclass(const Class *super, const Class *c)
{
    while (c && c != super)
        c = c->super;
    return c != NULL;
}

/* Arrays implement two interfaces; for 4.10.2 they implement all. */
static bool is_array_interface(const Verifier *v, const Class *c)
{
    return class_is_interface(c) && (v->infer || c == WK(Cloneable) || c == WK(Serializable));
}

/* `from` is a class or an array; `to` a class. */
static bool is_assignable_to_class(Verifier *v, VType from, VType to)
{
    if (from == to || to == object_type())
        return true;
    const Class *target = verify_load(v, vtype_name(to));
    if (!target)
        return false;
    if (vtype_is_array(from))
        return is_array_interface(v, target);
    if (class_is_interface(target))
        return true;
    const Class *source = verify_load(v, vtype_name(from));
    return source && is_superclass(target, source);
}

/* Arrays are compared by what is left when the dimensions that both have are taken off. */
static bool is_assignable_reference(Verifier *v, VType from, VType to)
{
    if (from == VT_NULL)
        return true;
    u32 dims = vtype_dims(to);
    if (to == VT_NULL || vtype_dims(from) < dims)
        return false;
    from -= (VType)dims << 40;
    to -= (VType)dims << 40;
    if (vtype_tag(to) != V_CLASS)
        return from == to;
    return vtype_is_reference(from) && is_assignable_to_class(v, from, to);
}

bool verify_is_assignable(Verifier *v, VType from, VType to)
{
    if (from == to)
        return true;
    switch (vtype_dims(to) ? V_CLASS : vtype_tag(to)) {
    case V_TOP: return true;
    case V_REFERENCE: return vtype_is_reference(from) || vtype_is_uninit(from);
    case V_CATEGORY_1: return (from != VT_TOP || v->infer) && !vtype_is_wide(from) && !vtype_is_second(from);
    case V_NULL:
    case V_CLASS: return vtype_is_reference(from) && is_assignable_reference(v, from, to);
    default: return false;
    }
}

/* Elsewhere an interface counts as Object. Here it must not: an interface does not inherit Object's protected
 * methods, so Object is not of its kind. */
bool verify_is_assignable_to_this(Verifier *v, VType from)
{
    if (class_is_interface(v->c) && from == object_type())
        return false;
    return verify_is_assignable(v, from, v->this_type);
}

/* ---- merging ---- */

/* Since a type is a name, a superclass that the verified class's loader does not see, or sees another class
 * in place of, cannot be the merge's result. The code cannot name it either, so nothing is lost by going on
 * to the next superclass. */
static bool is_known_by_name(Verifier *v, const Class *c)
{
    const Class *named = verify_load(v, c->name);
    if (!named && object_is_instance(v->t->exception, WK(LinkageError)))
        v->t->exception = NULL;
    return named == c;
}

static VType merge_classes(Verifier *v, VType a, VType b)
{
    if (a == object_type() || b == object_type())
        return object_type();
    const Class *first = verify_load(v, vtype_name(a));
    const Class *second = first ? verify_load(v, vtype_name(b)) : NULL;
    if (!second)
        return VT_TOP;
    if (class_is_interface(first) || class_is_interface(second))
        return object_type();
    while (!is_superclass(first, second) || !is_known_by_name(v, first)) {
        if (v->t->exception || !first->super)
            return object_type();
        first = first->super;
    }
    return vtype_class(first->name);
}

/* Merges what is left of both when the dimensions that they share are taken off: two classes as classes,
 * anything else to Object. */
static VType merge_arrays(Verifier *v, VType a, VType b)
{
    u32 dims = min_u32(vtype_dims(a), vtype_dims(b));
    VType first = a - ((VType)dims << 40), second = b - ((VType)dims << 40);
    if (vtype_is_class(first) && vtype_is_class(second)) {
        VType element = merge_classes(v, first, second);
        return element == VT_TOP ? VT_TOP : vtype_array(element, dims);
    }
    /* A primitive type has nothing in common with another type, so there is one dimension less. */
    if (!vtype_is_reference(first) || !vtype_is_reference(second))
        dims--;
    return vtype_array(object_type(), dims);
}

VType verify_merge(Verifier *v, VType a, VType b)
{
    if (a == b)
        return a;
    if (!vtype_is_reference(a) || !vtype_is_reference(b))
        return VT_TOP;
    if (a == VT_NULL || b == VT_NULL)
        return a == VT_NULL ? b : a;
    if (vtype_is_array(a) && vtype_is_array(b))
        return merge_arrays(v, a, b);
    if (vtype_is_array(a) || vtype_is_array(b))
        return object_type();
    return merge_classes(v, a, b);
}
