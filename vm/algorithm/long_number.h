/* long_number.h - products of numbers of many words
 * In:     words of 32 bits, the highest first, as java.math.BigInteger has them
 * Out:    the same
 * Keeps:  works on words of 64 bits, whose places end where the numbers do; no result overlaps an argument
 * Tests:  tests/unit/algorithm_test.c, tests/java/IntrinsicNumbers.java
 */
#ifndef MOKA_VM_ALGORITHM_LONG_NUMBER_H
#define MOKA_VM_ALGORITHM_LONG_NUMBER_H

#include "vm/base/base.h"

/* Words of the shorter factor, and of a modulus, at most; that of a modulus is even. */
enum { LONG_NUMBER_MOST = 512 };

/* z, x_count + y_count words: x * y; y_count <= LONG_NUMBER_MOST. */
void long_number_multiply(const u32 *x, u32 x_count, const u32 *y, u32 y_count, u32 *z);
/* out += in * factor, both of `count` words; returns the carry. They may be the same. */
u32 long_number_add_product(u32 *out, const u32 *in, u32 count, u32 factor);
/* z: a * b / 2^(32 * count) mod n, with -1/n mod 2^64; a, b < n, all of `count` words. z may be a or b. */
void long_number_montgomery(const u32 *a, const u32 *b, const u32 *n, u32 count, u64 inverse, u32 *z);

#endif
