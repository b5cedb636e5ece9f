/* moka_value.c - see moka_room.h and vm/moka.h: the host's four types and Java's nine.
 * A number goes where nothing of it is lost. */
#include "vm/embed/moka_room.h"

#include "vm/library/wellknown.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

/* ---- numbers ---- */

typedef struct Range {
    i64 low, high;
} Range;

static Range range_of(Type type)
{
    switch (type) {
    case T_BOOLEAN: return (Range){0, 1};
    case T_BYTE: return (Range){INT8_MIN, INT8_MAX};
    case T_CHAR: return (Range){0, UINT16_MAX};
    case T_SHORT: return (Range){INT16_MIN, INT16_MAX};
    case T_INT: return (Range){INT32_MIN, INT32_MAX};
    default: return (Range){INT64_MIN, INT64_MAX};
    }
}

static bool is_exact_double(i64 integer)
{
    double real = (double)integer;
    return real < 0x1p63 && (i64)real == integer;
}

static const char *integer_to_java(i64 integer, Type type, Value *ret)
{
    Range range = range_of(type);
    if (type == T_DOUBLE || type == T_FLOAT) {
        bool exact = type == T_DOUBLE ? is_exact_double(integer)
                                      : is_exact_double(integer) && (double)(float)integer == (double)integer;
        if (type == T_DOUBLE)
            ret->d = (double)integer;
        else
            ret->f = (float)integer;
        return exact ? NULL : "the number would lose digits";
    }
    if (integer < range.low || integer > range.high)
        return "the number is out of range";
    if (type == T_LONG)
        ret->j = integer;
    else
        ret->i = (i32)integer;
    return NULL;
}

static const char *real_to_java(double real, Type type, Value *ret)
{
    if (type == T_DOUBLE)
        ret->d = real;
    else if (type == T_FLOAT)
        ret->f = (float)real;
    else
        return "a real number is no whole one";
    return type == T_FLOAT && isinf(ret->f) && !isinf(real) ? "the number is out of range" : NULL;
}

static const char *number_to_java(const moka_value *value, Type type, Value *ret)
{
    switch (value->type) {
    case MOKA_INTEGER: return integer_to_java(value->integer, type, ret);
    case MOKA_REAL: return real_to_java(value->real, type, ret);
    case MOKA_TEXT: return "a text is no number";
    case MOKA_OBJECT: return "an object is no number";
    default: return "there is no value";
    }
}

/* ---- references ---- */

static const char *text_to_java(Thread *t, const moka_value *value, Class *class, Value *ret,
                                moka_error **ret_error)
{
    if (!class_is_subtype(WK(String), class))
        return "a text is not of the type";
    if (value->text && !(ret->l = moka_string_of(t, value->text, value->length)))
        *ret_error = moka_error_of_pending(t);
    return NULL;
}

static const char *reference_to_java(Thread *t, const moka_value *value, Class *class, Value *ret,
                                     moka_error **ret_error)
{
    ret->l = NULL;
    if (value->type == MOKA_TEXT)
        return text_to_java(t, value, class, ret, ret_error);
    if (value->type != MOKA_OBJECT)
        return value->type == MOKA_NONE ? "there is no value" : "a number is no object";
    ret->l = moka_object_get(value->object);
    return !ret->l || object_is_instance(ret->l, class) ? NULL : "the object is not of the type";
}

const char *moka_value_to_java(Thread *t, const moka_value *value, MokaPlace place, Value *ret,
                               moka_error **ret_error)
{
    ret->raw = 0;
    return type_is_ref(place.type) ? reference_to_java(t, value, place.class, ret, ret_error)
                                   : number_to_java(value, place.type, ret);
}

/* ---- results ---- */

bool moka_value_is_string(const char *desc, size_t length)
{
    return length == 18 && memcmp(desc, "Ljava/lang/String;", 18) == 0;
}

static moka_error *reference_of_java(bool is_text, Object *object, moka_value *ret)
{
    bool failed = false;
    if (!is_text)
        *ret = moka_ref(moka_object_new(object, &failed));
    else if (!object)
        *ret = moka_text(NULL);
    else
        failed = !(ret->text = moka_text_of_string(object, &ret->length));
    if (failed)
        return moka_error_no_memory();
    ret->type = is_text ? MOKA_TEXT : MOKA_OBJECT;
    return NULL;
}

moka_error *moka_value_of_java(Type type, bool is_text, Value value, moka_value *ret)
{
    switch (type) {
    case T_VOID: break;
    case T_BOOLEAN:
    case T_BYTE:
    case T_CHAR:
    case T_SHORT:
    case T_INT: *ret = moka_integer(value.i); break;
    case T_LONG: *ret = moka_integer(value.j); break;
    case T_FLOAT: *ret = moka_real(value.f); break;
    case T_DOUBLE: *ret = moka_real(value.d); break;
    default: return reference_of_java(is_text, value.l, ret);
    }
    return NULL;
}

void moka_clear(moka_value *value)
{
    if (value->type == MOKA_TEXT)
        moka_memory_free((void *)(uintptr_t)value->text);
    else if (value->type == MOKA_OBJECT)
        moka_release(NULL, value->object);
    memset(value, 0, sizeof *value);
}
