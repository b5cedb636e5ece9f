/* rt_number.c - see runtime.def: what java.math.BigInteger multiplies with. */
#include "vm/algorithm/long_number.h"
#include "vm/exec/runtime/array_range.h"
#include "vm/exec/runtime/runtime.h"

/* Products of words at once: a few milliseconds. */
enum { MOST_PRODUCTS = 16 * 1024 * 1024 };

static u32 *words_of(Object *array)
{
    return array_data(array);
}

static bool can_multiply(const Object *x, i32 x_count, const Object *y, i32 y_count, const Object *z)
{
    return x_count > 0 && y_count > 0 && y_count <= LONG_NUMBER_MOST &&
           (i64)x_count * y_count <= MOST_PRODUCTS && array_has_range(x, 0, x_count) &&
           array_has_range(y, 0, y_count) && array_has_range(z, 0, x_count + y_count) && z != x && z != y;
}

/* The result is z, in whose first words the product is. Where a C function refuses, the result is negative,
 * which no address is. */
i64 rt_multiply_to_len(Object *x, i32 x_count, Object *y, i32 y_count, Object *z)
{
    if (can_multiply(x, x_count, y, y_count, z))
        long_number_multiply(words_of(x), (u32)x_count, words_of(y), (u32)y_count, words_of(z));
    else if (can_multiply(y, y_count, x, x_count, z))
        long_number_multiply(words_of(y), (u32)y_count, words_of(x), (u32)x_count, words_of(z));
    else
        return RT_REFUSED;
    return (i64)(uintptr_t)z;
}

i64 rt_square_to_len(Object *x, i32 count, Object *z, i32 z_count)
{
    return count > LONG_NUMBER_MOST || z_count != 2 * count ? RT_REFUSED
                                                            : rt_multiply_to_len(x, count, x, count, z);
}

/* `offset` counts from the last word of `out`. The words may be the same ones, but not shifted. */
i64 rt_mul_add(Object *out, Object *in, i32 offset, i32 count, i32 factor)
{
    if (!out || offset < 0 || count <= 0 || count > MOST_PRODUCTS || !array_has_range(in, 0, count))
        return RT_REFUSED;
    i32 start = array_length(out) - offset - count;
    if (!array_has_range(out, start, count) || (in == out && start != 0))
        return RT_REFUSED;
    return leaf_int((i32)long_number_add_product(words_of(out) + start, words_of(in), (u32)count,
                                                 (u32)factor));
}

/* The first word that is not zero comes first in a number that is less. */
static bool is_less(const u32 *a, const u32 *b, i32 count)
{
    for (i32 i = 0; i < count; i++)
        if (a[i] != b[i])
            return a[i] < b[i];
    return false;
}

/* Java's code leaves twice as many words, of which the second half is zeros, if there is room. */
i64 rt_montgomery_multiply(Object *a, Object *b, Object *n, i32 count, i64 inverse, Object *product)
{
    if (count <= 0 || count % 2 != 0 || count > LONG_NUMBER_MOST || !array_has_range(a, 0, count) ||
        !array_has_range(b, 0, count) || !array_has_range(n, 0, count) || !array_has_range(product, 0, count))
        return RT_REFUSED;
    if (array_length(product) > 2 * count || product == n || !is_less(words_of(a), words_of(n), count) ||
        !is_less(words_of(b), words_of(n), count))
        return RT_REFUSED;
    long_number_montgomery(words_of(a), words_of(b), words_of(n), (u32)count, (u64)inverse,
                           words_of(product));
    for (i32 i = count; i < array_length(product); i++)
        words_of(product)[i] = 0;
    return (i64)(uintptr_t)product;
}

i64 rt_montgomery_square(Object *a, Object *n, i32 count, i64 inverse, Object *product)
{
    return rt_montgomery_multiply(a, a, n, count, inverse, product);
}
