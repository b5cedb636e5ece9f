/* arith_test.c - the corner cases of Java arithmetic (JVMS 6.5), each against what the book says. */
#include "vm/exec/interp/arith.h"

#include "tests/unit/expect.h"

#include <math.h>

static const i32 int_min = INT32_MIN, int_max = INT32_MAX;
static const i64 long_min = INT64_MIN, long_max = INT64_MAX;

Test(arith, division_rounds_to_zero_and_overflows_to_min)
{
    EXPECT_INT(arith_idiv(-7, 2), -3);
    EXPECT_INT(arith_irem(-7, 2), -1);
    EXPECT_INT(arith_irem(7, -2), 1);
    EXPECT_INT(arith_idiv(int_min, -1), int_min);
    EXPECT_INT(arith_irem(int_min, -1), 0);
    EXPECT_INT(arith_idiv(5, -1), -5);
    EXPECT_INT(arith_ldiv(long_min, -1), long_min);
    EXPECT_INT(arith_lrem(long_min, -1), 0);
    EXPECT_INT(arith_ldiv(-9, 4), -2);
    EXPECT_INT(arith_lrem(-9, 4), -1);
}

Test(arith, shift_distances_are_masked)
{
    EXPECT_INT(arith_ishl(1, 33), 2);
    EXPECT_INT(arith_ishl(1, 31), int_min);
    EXPECT_INT(arith_ishl(1, -1), int_min);
    EXPECT_INT(arith_ishr(int_min, 63), -1);
    EXPECT_INT(arith_iushr(-1, 28), 15);
    EXPECT_INT(arith_iushr(-1, 32), -1);
    EXPECT_INT(arith_lshl(1, 65), 2);
    EXPECT_INT(arith_lshr(long_min, 127), -1);
    EXPECT_INT(arith_lushr(-1, 60), 15);
}

Test(arith, conversions_to_integers_saturate)
{
    EXPECT_INT(arith_f2i(NAN), 0);
    EXPECT_INT(arith_f2i(INFINITY), int_max);
    EXPECT_INT(arith_f2i(-INFINITY), int_min);
    EXPECT_INT(arith_f2i(-0x1p31f), int_min);
    EXPECT_INT(arith_f2i(0x1p31f), int_max);
    EXPECT_INT(arith_f2i(-1.9f), -1);
    EXPECT_INT(arith_f2l(NAN), 0);
    EXPECT_INT(arith_f2l(0x1p63f), long_max);
    EXPECT_INT(arith_f2l(-0x1p63f), long_min);
    EXPECT_INT(arith_d2i(2147483647.9), int_max);
    EXPECT_INT(arith_d2i(-2147483648.9), int_min);
    EXPECT_INT(arith_d2i(-2147483649.0), int_min);
    EXPECT_INT(arith_d2i(1e300), int_max);
    EXPECT_INT(arith_d2i(NAN), 0);
    EXPECT_INT(arith_d2l(0x1p63), long_max);
    EXPECT_INT(arith_d2l(-1e300), long_min);
    EXPECT_INT(arith_d2l(-1.5), -1);
}

Test(arith, comparisons_with_nan)
{
    EXPECT_INT(arith_fcmpl(NAN, 1), -1);
    EXPECT_INT(arith_fcmpg(NAN, 1), 1);
    EXPECT_INT(arith_fcmpl(1, NAN), -1);
    EXPECT_INT(arith_dcmpg(1, NAN), 1);
    EXPECT_INT(arith_dcmpl(0.0, -0.0), 0);
    EXPECT_INT(arith_dcmpl(2, 1), 1);
    EXPECT_INT(arith_dcmpg(1, 2), -1);
    EXPECT_INT(arith_fcmpg(INFINITY, 1), 1);
    EXPECT_INT(arith_lcmp(long_min, long_max), -1);
    EXPECT_INT(arith_lcmp(5, 5), 0);
    EXPECT_INT(arith_lcmp(1, 0), 1);
}

Test(arith, remainder_has_the_sign_of_the_dividend)
{
    EXPECT_DOUBLE(arith_drem(-5.5, 2), -1.5);
    EXPECT_DOUBLE(arith_drem(5.5, -2), 1.5);
    EXPECT_DOUBLE(arith_frem(5.0f, INFINITY), 5.0f);
    EXPECT_TRUE(isnan(arith_drem(1, 0)));
    EXPECT_TRUE(isnan(arith_frem(INFINITY, 2)));
    EXPECT_TRUE(signbit(arith_drem(-0.0, 3)));
    EXPECT_DOUBLE(arith_drem(1e308, 3), fmod(1e308, 3));
}
