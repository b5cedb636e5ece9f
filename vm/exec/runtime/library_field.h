/* library_field.h - fields of the library's classes that leaves look into (library_field.def)
 * In:     an object that may be of the class which declares the field
 * Out:    where the field is, or that the object has none
 * Keeps:  neither loads nor allocates: whoever has an object of a class has the class
 * Tests:  tests/java/IntrinsicDigests.java, tests/java/IntrinsicCiphers.java
 */
#ifndef MOKA_VM_EXEC_RUNTIME_LIBRARY_FIELD_H
#define MOKA_VM_EXEC_RUNTIME_LIBRARY_FIELD_H

#include "vm/model/object.h"

typedef enum LibraryField {
#define LIBRARY_FIELD(id, holder, name, desc) LIBRARY_FIELD_##id,
#include "vm/exec/runtime/library_field.def"
#undef LIBRARY_FIELD
    LIBRARY_FIELDS
} LibraryField;

/* The offset; 0: null, or an object of another class. */
u32 library_field(LibraryField field, const Object *object);
/* The reference in the field; NULL also where there is no such field. */
Object *library_field_ref(LibraryField field, const Object *object);
void library_field_reset(void);

#endif
