/* long_number.c - see long_number.h. */
#include "vm/algorithm/long_number.h"

#include <string.h>

typedef unsigned __int128 u128;

enum { MOST_LIMBS = LONG_NUMBER_MOST / 2, BLOCK_LIMBS = 128 };

/* The limb that begins `at` limbs from the lowest; above the number's end there are zeros. */
static inline u64 limb_at(const u32 *words, u32 count, u32 at)
{
    u32 end = count - 2 * at;
    return end >= 2 ? (u64)words[end - 2] << 32 | words[end - 1] : words[0];
}

static inline void put_limb(u32 *words, u32 count, u32 at, u64 limb)
{
    u32 end = count - 2 * at;
    words[end - 1] = (u32)limb;
    if (end >= 2)
        words[end - 2] = (u32)(limb >> 32);
}

static u32 limbs_of(u32 count)
{
    return (count + 1) / 2;
}

static void load(u64 *limbs, const u32 *words, u32 count)
{
    for (u32 i = 0; i < limbs_of(count); i++)
        limbs[i] = limb_at(words, count, i);
}

/* sum += y * x; returns the carry. */
static inline u64 add_row(u64 *sum, const u64 *y, u32 count, u64 x)
{
    u64 carry = 0;
    for (u32 j = 0; j < count; j++) {
        u128 product = (u128)y[j] * x + sum[j] + carry;
        sum[j] = (u64)product;
        carry = (u64)(product >> 64);
    }
    return carry;
}

/* x is taken by blocks; what a block's product has above them is added to the next one's. */
void long_number_multiply(const u32 *x, u32 x_count, const u32 *y, u32 y_count, u32 *z)
{
    u64 y_limbs[MOST_LIMBS], sum[BLOCK_LIMBS + MOST_LIMBS];
    u32 x_all = limbs_of(x_count), y_all = limbs_of(y_count), z_count = x_count + y_count;
    load(y_limbs, y, y_count);
    memset(sum, 0, y_all * sizeof *sum);
    u32 at = 0;
    for (u32 begin = 0; begin < x_all; begin += BLOCK_LIMBS) {
        u32 step = min_u32(x_all - begin, BLOCK_LIMBS);
        for (u32 i = 0; i < step; i++)
            sum[i + y_all] = add_row(sum + i, y_limbs, y_all, limb_at(x, x_count, begin + i));
        for (u32 i = 0; i < step; i++, at++)
            put_limb(z, z_count, at, sum[i]);
        memmove(sum, sum + step, y_all * sizeof *sum);
    }
    for (u32 i = 0; at < limbs_of(z_count); i++, at++)
        put_limb(z, z_count, at, sum[i]);
}

u32 long_number_add_product(u32 *out, const u32 *in, u32 count, u32 factor)
{
    u64 carry = 0;
    for (u32 i = count; i-- > 0;) {
        u64 product = (u64)in[i] * factor + out[i] + carry;
        out[i] = (u32)product;
        carry = product >> 32;
    }
    return (u32)carry;
}

static bool is_less(const u64 *a, const u64 *b, u32 count)
{
    for (u32 i = count; i-- > 0;)
        if (a[i] != b[i])
            return a[i] < b[i];
    return false;
}

/* Returns the borrow. */
static u64 subtract(u64 *a, const u64 *b, u32 count)
{
    u64 borrow = 0;
    for (u32 i = 0; i < count; i++) {
        u128 difference = (u128)a[i] - b[i] - borrow;
        a[i] = (u64)difference;
        borrow = (u64)(difference >> 64) & 1;
    }
    return borrow;
}

/* For each limb of the factor a multiple of n is added that makes the sum's lowest limb zero, and the sum
 * goes one limb down by moving where it begins (P. L. Montgomery, 1985). */
void long_number_montgomery(const u32 *a, const u32 *b, const u32 *n, u32 count, u64 inverse, u32 *z)
{
    u64 b_limbs[MOST_LIMBS], n_limbs[MOST_LIMBS], sum[2 * MOST_LIMBS + 1];
    u32 all = limbs_of(count);
    load(b_limbs, b, count);
    load(n_limbs, n, count);
    memset(sum, 0, (all + 1) * sizeof *sum);
    u64 carry = 0; /* above the topmost limb */
    for (u32 i = 0; i < all; i++) {
        u64 *low = sum + i;
        u128 top = (u128)add_row(low, b_limbs, all, limb_at(a, count, i)) + carry;
        top += add_row(low, n_limbs, all, low[0] * inverse);
        low[all] = (u64)top;
        carry = (u64)(top >> 64);
    }
    u64 *result = sum + all;
    while (carry)
        carry -= subtract(result, n_limbs, all);
    while (!is_less(result, n_limbs, all))
        subtract(result, n_limbs, all);
    for (u32 i = 0; i < all; i++)
        put_limb(z, count, i, result[i]);
}
