/* arith.h - the corner cases of Java arithmetic, for every tier (JVMS 6.5, JLS 5.1.3 and 15.17 to 15.19)
 * Pure functions of their operands, named like the instructions. Integer divisors are not zero (the caller
 * threw ArithmeticException). Floating point relies on SSE2: every operation rounds to its own type, so
 * strictfp is the only mode there is.
 * Tests:  tests/unit/arith_test.c, tests/opcodes
 */
#ifndef MOKA_VM_EXEC_INTERP_ARITH_H
#define MOKA_VM_EXEC_INTERP_ARITH_H

#include "vm/base/base.h"

#include <math.h>

/* MIN / -1 overflows to MIN; the machine's division would trap. */
static inline i32 arith_idiv(i32 a, i32 b)
{
    return b == -1 ? (i32)(0 - (u32)a) : a / b;
}

static inline i32 arith_irem(i32 a, i32 b)
{
    return b == -1 ? 0 : a % b;
}

static inline i64 arith_ldiv(i64 a, i64 b)
{
    return b == -1 ? (i64)(0 - (u64)a) : a / b;
}

static inline i64 arith_lrem(i64 a, i64 b)
{
    return b == -1 ? 0 : a % b;
}

/* Only the low five (six) bits of the distance count. */
static inline i32 arith_ishl(i32 a, i32 distance)
{
    return (i32)((u32)a << (distance & 31));
}

static inline i32 arith_ishr(i32 a, i32 distance)
{
    return a >> (distance & 31);
}

static inline i32 arith_iushr(i32 a, i32 distance)
{
    return (i32)((u32)a >> (distance & 31));
}

static inline i64 arith_lshl(i64 a, i32 distance)
{
    return (i64)((u64)a << (distance & 63));
}

static inline i64 arith_lshr(i64 a, i32 distance)
{
    return a >> (distance & 63);
}

static inline i64 arith_lushr(i64 a, i32 distance)
{
    return (i64)((u64)a >> (distance & 63));
}

/* Conversions to integers saturate; NaN becomes 0. */
static inline i32 arith_f2i(float f)
{
    if (LIKELY(f >= -0x1p31f && f < 0x1p31f))
        return (i32)f;
    return f != f ? 0 : f < 0 ? INT32_MIN : INT32_MAX;
}

static inline i64 arith_f2l(float f)
{
    if (LIKELY(f >= -0x1p63f && f < 0x1p63f))
        return (i64)f;
    return f != f ? 0 : f < 0 ? INT64_MIN : INT64_MAX;
}

static inline i32 arith_d2i(double d)
{
    if (LIKELY(d > -0x1p31 - 1 && d < 0x1p31))
        return (i32)d;
    return d != d ? 0 : d < 0 ? INT32_MIN : INT32_MAX;
}

static inline i64 arith_d2l(double d)
{
    if (LIKELY(d >= -0x1p63 && d < 0x1p63))
        return (i64)d;
    return d != d ? 0 : d < 0 ? INT64_MIN : INT64_MAX;
}

static inline i32 arith_lcmp(i64 a, i64 b)
{
    return (a > b) - (a < b);
}

/* If an operand is NaN, the l forms give -1 and the g forms 1. */
static inline i32 arith_fcmpl(float a, float b)
{
    return a > b ? 1 : a == b ? 0 : -1;
}

static inline i32 arith_fcmpg(float a, float b)
{
    return a < b ? -1 : a == b ? 0 : 1;
}

static inline i32 arith_dcmpl(double a, double b)
{
    return a > b ? 1 : a == b ? 0 : -1;
}

static inline i32 arith_dcmpg(double a, double b)
{
    return a < b ? -1 : a == b ? 0 : 1;
}

/* Java's remainder has the dividend's sign and is exact: C's fmod, not IEEE's remainder. */
static inline float arith_frem(float a, float b)
{
    return fmodf(a, b);
}

static inline double arith_drem(double a, double b)
{
    return fmod(a, b);
}

#endif
