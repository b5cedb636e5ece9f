/* math_test.c - java.lang.Math's functions against the C library's in a larger type: the bounds that the
 * class library's documentation sets (1 ulp, semi-monotonic), and the corners */
#include "tests/unit/expect.h"

#include "vm/exec/runtime/runtime.h"

#include <math.h>
#include <stdlib.h>

typedef double (*Function)(double);
typedef long double (*Reference)(long double);

TestSuite(math, .init = rt_math_init, .fini = rt_math_reset);

enum { SAMPLES = 100000, STEPS = 32 };

static u64 random_state = 88172645463325252;

static u64 next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    return random_state ^= random_state << 17;
}

static double between(double low, double high)
{
    return low + (high - low) * (double)(next_random() >> 11) * 0x1p-53;
}

static double ulp_of(double d)
{
    return fmax(nextafter(fabs(d), INFINITY) - fabs(d), 0x1p-1074);
}

static long double pow_2_5(long double x)
{
    return powl(x, 2.5L);
}

static double rt_pow_2_5(double x)
{
    return rt_pow(x, 2.5);
}

/* One stretch of neighbouring doubles: each value within 0.6 ulp, and no step against the true function's. */
static void walk_neighbours(const char *name, Function f, Reference reference, double x)
{
    double last = f(x);
    long double last_true = reference(x);
    for (int i = 0; i < STEPS; i++) {
        x = nextafter(x, INFINITY);
        double value = f(x);
        long double exact = reference(x);
        long double error = fabsl(value - exact) / ulp_of((double)exact);
        ASSERT_TRUE(error < 0.6L, "%s(%a) is %a, wrong by %Lf ulp", name, x, value, error);
        ASSERT_FALSE((value > last && exact < last_true) || (value < last && exact > last_true),
                     "%s(%a) steps back", name, x);
        last = value;
        last_true = exact;
    }
}

static const struct {
    const char *name;
    Function function;
    Reference reference;
    double low, high; /* binary logarithms where is_scaled */
    bool is_scaled;
} ranges[] = {
    {"sin", rt_sin, sinl, -10, 10, false},          {"sin", rt_sin, sinl, -30, 1023, true},
    {"cos", rt_cos, cosl, -10, 10, false},          {"cos", rt_cos, cosl, -30, 1023, true},
    {"tan", rt_tan, tanl, -10, 10, false},          {"tan", rt_tan, tanl, -30, 1023, true},
    {"exp", rt_exp, expl, -745, 709, false},        {"exp", rt_exp, expl, -50, 3, true},
    {"log", rt_log, logl, -1074, 1023, true},       {"log", rt_log, logl, -1, 1, true},
    {"log10", rt_log10, log10l, -1074, 1023, true}, {"log10", rt_log10, log10l, -1, 1, true},
    {"log10", rt_log10, log10l, 0.97, 1.03, false}, {"pow", rt_pow_2_5, pow_2_5, -400, 400, true},
};

Test(math, functions_keep_their_bounds)
{
    for (size_t r = 0; r < COUNT_OF(ranges); r++)
        for (int i = 0; i < SAMPLES / STEPS; i++) {
            double at = between(ranges[r].low, ranges[r].high);
            walk_neighbours(ranges[r].name, ranges[r].function, ranges[r].reference,
                            ranges[r].is_scaled ? exp2(at) : at);
        }
}

Test(math, powers_of_ten_have_whole_logarithms)
{
    char text[8];
    for (int n = -307; n <= 308; n++) {
        snprintf(text, sizeof text, "1e%d", n);
        ASSERT_TRUE(rt_log10(strtod(text, NULL)) == n, "of %s", text);
    }
}

Test(math, corners_are_javas)
{
    static const double nan_powers[][2] = {{1, INFINITY},   {1, -INFINITY}, {-1, INFINITY},
                                           {-1, -INFINITY}, {1, NAN},       {0, NAN},
                                           {-8, 1.0 / 3},   {NAN, 2},       {NAN, 1}};
    for (size_t i = 0; i < COUNT_OF(nan_powers); i++)
        EXPECT_TRUE(isnan(rt_pow(nan_powers[i][0], nan_powers[i][1])), "%zu", i);
    EXPECT_TRUE(rt_pow(NAN, 0) == 1 && rt_pow(INFINITY, -0.0) == 1);
    EXPECT_TRUE(rt_pow(-0.0, -3) == -INFINITY && rt_pow(-INFINITY, 3) == -INFINITY);
    EXPECT_TRUE(rt_pow(0.0013831258644536654, 0.5) == sqrt(0.0013831258644536654));
    EXPECT_TRUE(rt_pow(-0.0, 0.5) == 0 && !signbit(rt_pow(-0.0, 0.5)) && rt_pow(-INFINITY, 0.5) == INFINITY);
    EXPECT_TRUE(rt_pow(-0.0, 2) == 0 && !signbit(rt_pow(-0.0, 2)));
    EXPECT_TRUE(rt_log10(0) == -INFINITY && rt_log10(-0.0) == -INFINITY && rt_log10(INFINITY) == INFINITY);
    EXPECT_TRUE(isnan(rt_log10(-1)) && isnan(rt_log10(NAN)) && isnan(rt_log10(-INFINITY)));
    EXPECT_TRUE(rt_log10(1) == 0 && !signbit(rt_log10(1)));
    EXPECT_TRUE(rt_log(0) == -INFINITY && isnan(rt_log(-1)) && rt_exp(-INFINITY) == 0);
    EXPECT_TRUE(isnan(rt_sin(INFINITY)) && isnan(rt_cos(INFINITY)) && isnan(rt_tan(-INFINITY)));
    EXPECT_TRUE(signbit(rt_sin(-0.0)) && signbit(rt_tan(-0.0)) && !signbit(rt_sin(0)));
}
