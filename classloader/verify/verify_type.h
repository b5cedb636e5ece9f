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

/* The hierarchy of 4.10.1.2 by leaves. A long or double takes two cells: itself and its second half above. */
typedef enum VTag {
    V_TOP, /* anything, so nothing may be done with it */
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
    /* only elements of arrays */
    V_BYTE,
    V_BOOLEAN,
    V_CHAR,
    V_SHORT,
    /* what an instruction may ask for, never what a cell holds */
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

static inline VTag vtype_tag(VType type)
{
    return (VTag)(u8)(type >> 32);
}

static inline u32 vtype_dims(VType type)
{
    return (u8)(type >> 40);
}

/* Of uninitialized: the bci of `new`; of a return address: the bci of the subroutine. */
static inline u32 vtype_bci(VType type)
{
    return (u32)type;
}

static inline Symbol *vtype_name(VType type)
{
    return (Symbol *)(uintptr_t)(u32)type;
}

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

/* `dims` more dimensions; the caller keeps the sum within 255. */
static inline VType vtype_array(VType element, u32 dims)
{
    return element + ((VType)dims << 40);
}

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

/* A class: neither an array nor null. */
static inline bool vtype_is_class(VType type)
{
    return type >> 32 == V_CLASS;
}

/* Initialized: null, classes, arrays. */
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

/* An array of references; null does for one. */
static inline bool vtype_is_reference_array(VType type)
{
    return type == VT_NULL || vtype_dims(type) > 1 || (vtype_is_array(type) && vtype_tag(type) == V_CLASS);
}

/* A descriptor's letter (JVMS 4.3.2): what a cell holds, and what an array's elements are. 'A' in
 * opcodes.def is a reference, 'N' null. */
VType vtype_of_letter(char letter);
VType vtype_of_element_letter(char letter);
/* A field descriptor. False: the region is full, so that a class name cannot be interned. */
bool vtype_of_desc(const char *text, size_t length, VType *ret_type);
/* A class name as the constant pool gives it: p/C or [[Lp/C; */
bool vtype_of_class_name(const Symbol *name, VType *ret_type);
/* As HotSpot's messages write types: 'java/lang/String', '[I', integer, uninitialized 5. */
size_t vtype_print(VType type, char *buffer, size_t size);

#endif
