/* verify_type.c - see verify_type.h. */
#include "classloader/verify/verify_type.h"

#include <stdio.h>
#include <string.h>

VType vtype_of_letter(char letter)
{
    switch (letter) {
    case 'J': return VT_LONG;
    case 'D': return VT_DOUBLE;
    case 'F': return VTYPE(V_FLOAT);
    case 'A': return VT_REFERENCE;
    case 'N': return VT_NULL;
    case 'V': return VT_TOP;
    default: return VT_INT; /* I, and the types that are ints on the stack: Z B C S */
    }
}

VType vtype_of_element_letter(char letter)
{
    switch (letter) {
    case 'B': return VTYPE(V_BYTE);
    case 'Z': return VTYPE(V_BOOLEAN);
    case 'C': return VTYPE(V_CHAR);
    case 'S': return VTYPE(V_SHORT);
    default: return vtype_of_letter(letter);
    }
}

bool vtype_of_desc(const char *text, size_t length, VType *ret_type)
{
    u32 dims = 0;
    while (text[dims] == '[')
        dims++;
    if (text[dims] == 'L') {
        const Symbol *name = symbol_intern(text + dims + 1, length - dims - 2);
        if (!name)
            return false;
        *ret_type = vtype_array(vtype_class(name), dims);
    } else if (dims) {
        *ret_type = vtype_array(vtype_of_element_letter(text[dims]), dims);
    } else {
        *ret_type = vtype_of_letter(text[0]);
    }
    return true;
}

bool vtype_of_class_name(const Symbol *name, VType *ret_type)
{
    if (name->text[0] == '[')
        return vtype_of_desc(name->text, name->length, ret_type);
    *ret_type = vtype_class(name);
    return true;
}

/* ---- printing ---- */

static const char *const cell_names[] = {
    [V_TOP] = "top",
    [V_INT] = "integer",
    [V_FLOAT] = "float",
    [V_LONG] = "long",
    [V_LONG_2] = "long_2nd",
    [V_DOUBLE] = "double",
    [V_DOUBLE_2] = "double_2nd",
    [V_NULL] = "null",
    [V_UNINIT_THIS] = "uninitializedThis",
    [V_UNINIT] = "uninitialized",
    [V_RETURN] = "returnAddress",
    [V_BYTE] = "byte",
    [V_BOOLEAN] = "boolean",
    [V_CHAR] = "char",
    [V_SHORT] = "short",
    [V_REFERENCE] = "reference type",
    [V_CATEGORY_1] = "category1 type",
};

static char element_letter(VTag tag)
{
    switch (tag) {
    case V_FLOAT: return 'F';
    case V_LONG: return 'J';
    case V_DOUBLE: return 'D';
    case V_BYTE: return 'B';
    case V_BOOLEAN: return 'Z';
    case V_CHAR: return 'C';
    case V_SHORT: return 'S';
    default: return 'I';
    }
}

size_t vtype_print(VType type, char *buffer, size_t size)
{
    char brackets[256];
    u32 dims = vtype_dims(type);
    VTag tag = vtype_tag(type);
    int length;
    memset(brackets, '[', dims);
    brackets[dims] = '\0';
    if (dims && tag == V_CLASS)
        length = snprintf(buffer, size, "'%sL%s;'", brackets, vtype_name(type)->text);
    else if (dims)
        length = snprintf(buffer, size, "'%s%c'", brackets, element_letter(tag));
    else if (tag == V_CLASS)
        length = snprintf(buffer, size, "'%s'", vtype_name(type)->text);
    else if (tag == V_UNINIT || tag == V_RETURN)
        length = snprintf(buffer, size, "%s %u", cell_names[tag], vtype_bci(type));
    else
        length = snprintf(buffer, size, "%s", cell_names[tag]);
    return (size_t)length;
}
