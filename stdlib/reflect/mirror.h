/* mirror.h - from Java objects to what they stand for
 * In:      a java.lang.Class, a Field, Method or Constructor; a lock of java.util.concurrent. No NULL, and no
 *          object of another class
 * Out:     the VM's structure; the lock's owner
 * Effects: none
 * Keeps:   a Class's structure lives as long as the Class
 * Tests:   tests/java/Reflection.java; the fields' names: tests/suites/25_tables
 */
#ifndef MOKA_STDLIB_REFLECT_MIRROR_H
#define MOKA_STDLIB_REFLECT_MIRROR_H

#include "vm/library/class_mirror.h"

/* The declared field of a java.lang.reflect.Field, and the method of a Method or Constructor. */
static inline Field *mirror_field(const Object *field)
{
    Class *holder = mirror_class(ref_load(field, WK_FIELD(reflect_Field_clazz)));
    return &holder->fields[*FIELD_AT(field, WK_FIELD(reflect_Field_slot), i32)];
}

static inline Method *mirror_method(const Object *method)
{
    Class *holder = mirror_class(ref_load(method, WK_FIELD(reflect_Method_clazz)));
    return &holder->methods[*FIELD_AT(method, WK_FIELD(reflect_Method_slot), i32)];
}

static inline Method *mirror_constructor(const Object *constructor)
{
    Class *holder = mirror_class(ref_load(constructor, WK_FIELD(reflect_Constructor_clazz)));
    return &holder->methods[*FIELD_AT(constructor, WK_FIELD(reflect_Constructor_slot), i32)];
}

/* The java.lang.Thread that owns an AbstractOwnableSynchronizer; NULL: nobody does, or it is an object of
 * another class. */
static inline Object *mirror_synchronizer_owner(const Object *object)
{
    if (!class_is_subtype(object_class(object), WK(AbstractOwnableSynchronizer)))
        return NULL;
    return ref_load(object, WK_FIELD(AbstractOwnableSynchronizer_exclusiveOwnerThread));
}

#endif
