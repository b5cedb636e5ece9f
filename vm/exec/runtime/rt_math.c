/* rt_math.c - see runtime.def.
 * What java.lang.Math leaves to the machine: within 1 ulp, semi-monotonic. The C library keeps that for all
 * functions but log10, whose error is up to 1.6 ulp near 1 and which goes back there. Corners that C and Java
 * decide differently are met here. StrictMath is another thing: it is fdlibm to the last bit. */
#include "vm/base/base.h"
#include "vm/base/state.h"
#include "vm/exec/runtime/runtime.h"

#include <math.h>
#include <string.h>

double rt_sin(double x)
{
    return sin(x);
}

double rt_cos(double x)
{
    return cos(x);
}

double rt_tan(double x)
{
    return tan(x);
}

double rt_exp(double x)
{
    return exp(x);
}

double rt_log(double x)
{
    return log(x);
}

/* C: 1 to any power, and -1 to an infinite one, is 1. A square is one multiplication, which rounds once, as a
 * root does; the root of -0.0 would be -0.0. */
double rt_pow(double x, double y)
{
    if (y == 2)
        return x * x;
    if (y == 0.5 && x > 0)
        return sqrt(x);
    if (UNLIKELY(isnan(y) || (isinf(y) && fabs(x) == 1)))
        return NAN;
    return pow(x, y);
}

/* ---- what IEEE 754 decides to the last bit ---- */

double rt_floor(double x)
{
    return floor(x);
}

double rt_ceil(double x)
{
    return ceil(x);
}

/* Of two that are as near the even one: the rounding mode is never another. */
double rt_rint(double x)
{
    return rint(x);
}

double rt_fma(double a, double b, double c)
{
    return fma(a, b, c);
}

float rt_fmaf(float a, float b, float c)
{
    return fmaf(a, b, c);
}

/* -- log10 --
 * x = 2^k z with z in [0.6875, 1.375), which is cut into ROWS parts of equal length in their binade. With
 * c about the middle of z's part, and 1/c a number of few bits,
 *     log10 x = k log10 2 + log10 c + log10(1 + r),   r = z/c - 1,   |r| < 2^-7
 * whose sum is taken in twice the precision: the first two terms and the linear part of the third are pairs
 * of a high half, which adds up exactly, and a low one. In the parts at 1 c is 1, and so nothing cancels. */

enum { ROW_BITS = 7, ROWS = 1 << ROW_BITS, MANTISSA_BITS = 52 };

static const u64 first_part = 0x3FE6000000000000; /* the bits of 0.6875 */
static const u64 infinite = 0x7FF0000000000000, smallest_normal = 0x0010000000000000;
static const long double log10_e = 0.434294481903251827651128918916605082L;

typedef struct Pair {
    double high, low;
} Pair;

SNAPSHOT_STATE(rebuilt) static struct {
    struct {
        double inverse; /* 1/c */
        Pair log;       /* log10 c */
    } rows[ROWS];
    Pair log_2, log_e; /* log10 of 2 and e */
} state;

static double of_bits(u64 bits)
{
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}

static u64 bits_of(double d)
{
    u64 bits;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

/* The high half is a multiple of `unit`. */
static Pair pair_of(long double value, double unit)
{
    double high = (double)(rintl(value / unit) * unit);
    return (Pair){high, (double)(value - high)};
}

/* What 26 bits hold: times as many, the product is exact. */
static double upper_half(double d)
{
    return of_bits(bits_of(d) & ~(u64)0x7FFFFFF);
}

/* k times the high half of log10 2 needs 11 bits more than that, and a row's high half as many. */
void rt_math_init(void)
{
    const double unit = 0x1p-42;
    for (u64 i = 0; i < ROWS; i++) {
        double low = of_bits(first_part + (i << (MANTISSA_BITS - ROW_BITS)));
        double high = of_bits(first_part + ((i + 1) << (MANTISSA_BITS - ROW_BITS)));
        bool is_at_1 = low <= 1 && high >= 1;
        double inverse = is_at_1 ? 1 : rint(0x1p11 * 2 / (low + high)) * 0x1p-11;
        state.rows[i].inverse = inverse;
        state.rows[i].log = pair_of(-log10l(inverse), unit);
    }
    state.log_2 = pair_of(log10l(2), unit);
    state.log_e = pair_of(log10_e, 0x1p-27);
}

void rt_math_reset(void)
{
    STATE_CLEAR(state);
}

/* The sum of two numbers without an error. */
static Pair sum_of(double a, double b)
{
    double high = a + b, of_b = high - a;
    return (Pair){high, (a - (high - of_b)) + (b - of_b)};
}

/* z / c - 1, without an error: the products are exact. */
static Pair remainder_of(double z, double inverse)
{
    double upper = upper_half(z);
    return sum_of(upper * inverse - 1, (z - upper) * inverse);
}

/* ln(1 + r) - r */
static double beyond_linear(double r)
{
    return r * r *
           (-1.0 / 2 +
            r * (1.0 / 3 + r * (-1.0 / 4 + r * (1.0 / 5 + r * (-1.0 / 6 + r * (1.0 / 7 - r / 8))))));
}

static double log10_of_normal(u64 bits, i64 k)
{
    u64 at = bits - first_part;
    u32 row = (u32)(at >> (MANTISSA_BITS - ROW_BITS)) % ROWS;
    k += (i64)at >> MANTISSA_BITS;
    double z = of_bits(bits - ((at >> MANTISSA_BITS) << MANTISSA_BITS));
    Pair r = remainder_of(z, state.rows[row].inverse);
    double upper = upper_half(r.high);
    double linear_low = r.high * state.log_e.low + ((r.high - upper) + r.low) * state.log_e.high;
    double low = (double)k * state.log_2.low + state.rows[row].log.low;
    Pair sum = sum_of((double)k * state.log_2.high + state.rows[row].log.high, upper * state.log_e.high);
    return sum.high + (sum.low + (linear_low + (beyond_linear(r.high) * (double)log10_e + low)));
}

double rt_log10(double x)
{
    u64 bits = bits_of(x);
    if (LIKELY(bits - smallest_normal < infinite - smallest_normal))
        return log10_of_normal(bits, 0);
    if (x == 0)
        return -INFINITY;
    if (isnan(x) || x < 0)
        return NAN;
    return isinf(x) ? x : log10_of_normal(bits_of(x * 0x1p54), -54);
}
