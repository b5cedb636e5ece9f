/* verify_type.h - the verifier's types: one word each (JVMS 4.10.1.2)
 * A type is a tag, an array depth and a payload. Two types are the same exactly when their words are equal.
 *   bits 0-31   of a class (or array of it) its name's Symbol; of uninitialized(offset) the offset of `new`;
 *               of a return address the entry of its subroutine; otherwise 0
 *   bits 32-39  VTag: the type, or the element type of an array
 *   bits 40-47  dimensions of an array, 0 for all others
 * Uses:   symbols. No heap and no loading here: see verify_assign.c
 * Tests:  tests/unit/verify_type_test.c
 */
#ifndef MOKA_CLASSLOADER_VERIFY_VERIFY_TYPE_H
#define MOKA_CLASSLOADER_VERIFY_VERIFY_TYPE_H

#include "vm/model/symbol.h"
#include "vm/model/value.h"

typedef u64 VType;

/* The leaves of the hierarchy of 4.10.1.2. A long or double takes two cells: its own, and its second half's
 * above. */
typedef enum VTag {
    V_TOP, /* may be anything, so an instruction cannot use it */
    V_INT,
    V_FLOAT,
    V_LONG,
    V_LONG_2,
    V_DOUBLE,
    V_DOUBLE_2,
    V_NULL,
    V_UNINIT_THIS,
    V_UNINIT,
    V_RETURN, /* the inference verifier's returnAddress (4.10.2.5) */
    V_CLASS,
    /* types that only elements of arrays have */
    V_BYTE,
    V_BOOLEAN,
    V_CHAR,
    V_SHORT,
    /* types that an instruction may ask for, and that no cell has */
    V_REFERENCE, /* any reference, uninitialized ones too */
    V_CATEGORY_1 /* any one-cell value */
} VTag;

#define VTYPE(tag)   ((VType)(tag) << 32)
#define VT_TOP       VTYPE(V_TOP)
#define VT_INT       VTYPE(V_INT)
#define VT_LONG      VTYPE(V_LONG)
#define VT_DOUBLE    VTYPE(V_DOUBLE)
#define VT_NULL      VTYPE(V_NULL)
#define VT_REFERENCE VTYPE(V_REFERENCE)

/* ---- the parts of a type ---- */

static inline VTag vtype_tag(VType type)
{
    return (VTag)(u8)(type >> 32);
}

static inline u32 vtype_dims(VType type)
{
    return (u8)(type >> 40);
}

/* Of an uninitialized type the bci of its `new`; of a return address the bci of its subroutine. */
static inline u32 vtype_bci(VType type)
{
    return (u32)type;
}

static inline Symbol *vtype_name(VType type)
{
    return (Symbol *)(uintptr_t)(u32)type;
}

/* ---- making types ---- */

static inline VType vtype_class(const Symbol *name)
{
    return VTYPE(V_CLASS) | (u32)(uintptr_t)name;
}

static inline VType vtype_uninit(u32 bci)
{
    return VTYPE(V_UNINIT) | bci;
}

static inline VType vtype_return_address(u32 entry)
{
    return VTYPE(V_RETURN) | entry;
}

/* An array with `dims` more dimensions; the caller keeps the sum within 255. */
static inline VType vtype_array(VType element, u32 dims)
{
    return element + ((VType)dims << 40);
}

/* ---- kinds of types ---- */

static inline bool vtype_is_array(VType type)
{
    return vtype_dims(type) > 0;
}

static inline VType vtype_component(VType array)
{
    return array - ((VType)1 << 40);
}

static inline VType vtype_innermost(VType array)
{
    return array & ~((VType)0xFF << 40);
}

/* Is it a class, and neither an array nor null? */
static inline bool vtype_is_class(VType type)
{
    return type >> 32 == V_CLASS;
}

/* Is it an initialized reference: null, a class or an array? */
static inline bool vtype_is_reference(VType type)
{
    return vtype_is_class(type) || vtype_is_array(type) || type == VT_NULL;
}

static inline bool vtype_is_uninit(VType type)
{
    return type >> 32 == V_UNINIT || type >> 32 == V_UNINIT_THIS;
}

static inline bool vtype_is_wide(VType type)
{
    return type == VT_LONG || type == VT_DOUBLE;
}

static inline bool vtype_is_second(VType type)
{
    return type == VTYPE(V_LONG_2) || type == VTYPE(V_DOUBLE_2);
}

/* The upper cell of a long or double. */
static inline VType vtype_second(VType wide)
{
    return wide + VTYPE(1);
}

/* Is it an array of references, or null? */
static inline bool vtype_is_reference_array(VType type)
{
    return type == VT_NULL || vtype_dims(type) > 1 || (vtype_is_array(type) && vtype_tag(type) == V_CLASS);
}

/* The type that a letter of a descriptor (JVMS 4.3.2) stands for, of a cell and of an array's elements. The
 * letters of opcodes.def are 'A' for a reference and 'N' for null. */
VType vtype_of_letter(char letter);
VType vtype_of_element_letter(char letter);
/* The type of a field descriptor. False: the region is exhausted, so a class name cannot be interned; nothing
 * is pending. */
bool vtype_of_desc(const char *text, size_t length, VType *ret_type);
/* The same for a class name as the constant pool has it: p/C or [[Lp/C; */
bool vtype_of_class_name(const Symbol *name, VType *ret_type);
/* Prints as HotSpot's messages do: 'java/lang/String', '[I', integer, uninitialized 5. Returns the length. */
size_t vtype_print(VType type, char *buffer, size_t size);

#endif
