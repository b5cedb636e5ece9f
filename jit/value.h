/* value.h - kinds of values, each named by a letter: I (all that the stack knows as int), J F D A
 * Tests:  tests/opcodes
 */
#ifndef MOKA_JIT_VALUE_H
#define MOKA_JIT_VALUE_H

#include "vm/base/base.h"

static inline bool is_float_letter(char letter)
{
    return letter == 'F' || letter == 'D';
}

static inline bool is_wide_letter(char letter)
{
    return letter == 'J' || letter == 'D';
}

/* Bytes that matter of a value. */
static inline u32 size_of_letter(char letter)
{
    return letter == 'I' || letter == 'F' ? 4 : 8;
}

/* A constant as a register holds it: the upper half of an int is zero. */
static inline i64 register_value(char letter, i64 value)
{
    return size_of_letter(letter) == 4 ? (i64)(u32)value : value;
}

#endif
