/* value.h - Java values outside the heap
 * Type codes are those of newarray (JVMS 6.5, table newarray-A) extended by reference, array and void.
 */
#ifndef MOKA_VM_MODEL_VALUE_H
#define MOKA_VM_MODEL_VALUE_H

#include "vm/base/base.h"

typedef struct Object Object;

typedef enum Type {
    T_BOOLEAN = 4,
    T_CHAR = 5,
    T_FLOAT = 6,
    T_DOUBLE = 7,
    T_BYTE = 8,
    T_SHORT = 9,
    T_INT = 10,
    T_LONG = 11,
    T_OBJECT = 12,
    T_ARRAY = 13,
    T_VOID = 14,
    T_ILLEGAL = 99
} Type;

/* An 8-byte cell of the Java stack. Types below int are widened to int; an int is in the low 32 bits, and the
 * high 32 bits are ZERO; floats and doubles are their raw bits. A long or double takes two cells: the value
 * is in the one that is pushed last (lower address), and the other is zero. */
typedef u64 Slot;

typedef union Value {
    u64 raw; /* first, so that (Value){x} copies a slot */
    i32 i;
    i64 j;
    float f;
    double d;
    Object *l;
} Value;

/* The type that a descriptor's character stands for, V included; T_ILLEGAL: it is no such character. */
static inline Type type_of_char(char c)
{
    switch (c) {
    case 'Z': return T_BOOLEAN;
    case 'C': return T_CHAR;
    case 'F': return T_FLOAT;
    case 'D': return T_DOUBLE;
    case 'B': return T_BYTE;
    case 'S': return T_SHORT;
    case 'I': return T_INT;
    case 'J': return T_LONG;
    case 'L': return T_OBJECT;
    case '[': return T_ARRAY;
    case 'V': return T_VOID;
    default: return T_ILLEGAL;
    }
}

/* The other way round; not for T_ILLEGAL. */
static inline char type_to_char(Type type)
{
    return "????ZCFDBSIJL[V"[type];
}

/* "int", "boolean", …, "void"; NULL for references and T_ILLEGAL. */
static inline const char *type_keyword(Type type)
{
    switch (type) {
    case T_BOOLEAN: return "boolean";
    case T_CHAR: return "char";
    case T_FLOAT: return "float";
    case T_DOUBLE: return "double";
    case T_BYTE: return "byte";
    case T_SHORT: return "short";
    case T_INT: return "int";
    case T_LONG: return "long";
    case T_VOID: return "void";
    default: return NULL;
    }
}

static inline bool type_is_ref(Type type)
{
    return type == T_OBJECT || type == T_ARRAY;
}

/* Cells on the Java stack: 0, 1 or 2. */
static inline u32 type_slots(Type type)
{
    return type == T_VOID ? 0 : type == T_LONG || type == T_DOUBLE ? 2 : 1;
}

/* log2 of the size in the heap, in bytes. References have 8 bytes here, but nobody else assumes so. */
static inline u32 type_shift(Type type)
{
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: return 0;
    case T_CHAR:
    case T_SHORT: return 1;
    case T_INT:
    case T_FLOAT: return 2;
    default: return 3;
    }
}

#endif
