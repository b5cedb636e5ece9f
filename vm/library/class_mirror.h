/* class_mirror.h - from a java.lang.Class to what it stands for
 * In:      a java.lang.Class; no NULL, and no object of another class
 * Out:     the VM's structure, which lives as long as the object
 * Effects: none
 * Tests:   tests/java/Reflection.java
 */
#ifndef MOKA_VM_LIBRARY_CLASS_MIRROR_H
#define MOKA_VM_LIBRARY_CLASS_MIRROR_H

#include "vm/library/wellknown.h"

/* The class that a java.lang.Class object represents, which may be a primitive type; never NULL. */
static inline Class *mirror_class(const Object *mirror)
{
    return (Class *)(uintptr_t)*FIELD_AT(mirror, WK_FIELD(Class_vm_class), u64);
}

#endif
