/* ghash.c - see ghash.h. A block is a polynomial of 128 bits, whose first bit is the lowest power. Products
 * of such reflected polynomials come out one bit too low, and are reduced by x^128 + x^7 + x^2 + x + 1
 * (Gueron and Kounavis, "Intel Carry-Less Multiplication Instruction and its Usage for Computing the GCM
 * Mode"). Four blocks are multiplied by four powers of the key, and their sum is reduced once. */
#include "vm/algorithm/ghash.h"

#include <immintrin.h>

#define WITH_CLMUL __attribute__((target("pclmul,ssse3,sse4.1")))
#define ALWAYS     inline __attribute__((always_inline))

enum { BLOCK = 16, POWERS = 4 };

/* 256 bits. */
typedef struct Product {
    __m128i low, middle, high; /* middle: to be added 64 bits further up than low */
} Product;

static ALWAYS WITH_CLMUL void add_product(Product *sum, __m128i a, __m128i b)
{
    sum->low = _mm_xor_si128(sum->low, _mm_clmulepi64_si128(a, b, 0x00));
    sum->high = _mm_xor_si128(sum->high, _mm_clmulepi64_si128(a, b, 0x11));
    sum->middle = _mm_xor_si128(sum->middle, _mm_clmulepi64_si128(a, b, 0x01));
    sum->middle = _mm_xor_si128(sum->middle, _mm_clmulepi64_si128(a, b, 0x10));
}

/* All 256 bits one further up. */
static ALWAYS WITH_CLMUL void shift_up(__m128i *low, __m128i *high)
{
    __m128i from_low = _mm_srli_epi64(*low, 63), from_high = _mm_srli_epi64(*high, 63);
    *high = _mm_or_si128(_mm_slli_epi64(*high, 1), _mm_slli_si128(from_high, 8));
    *high = _mm_or_si128(*high, _mm_srli_si128(from_low, 8));
    *low = _mm_or_si128(_mm_slli_epi64(*low, 1), _mm_slli_si128(from_low, 8));
}

static ALWAYS WITH_CLMUL __m128i reduce(Product p)
{
    __m128i low = _mm_xor_si128(p.low, _mm_slli_si128(p.middle, 8));
    __m128i high = _mm_xor_si128(p.high, _mm_srli_si128(p.middle, 8));
    shift_up(&low, &high);
    /* The lower half is the powers of 128 and more: first what it does to itself. */
    __m128i carry = _mm_xor_si128(_mm_slli_epi64(low, 63), _mm_slli_epi64(low, 62));
    carry = _mm_xor_si128(carry, _mm_slli_epi64(low, 57));
    low = _mm_xor_si128(low, _mm_slli_si128(carry, 8));
    __m128i sum = _mm_xor_si128(_mm_srli_epi64(low, 1), _mm_srli_epi64(low, 2));
    sum = _mm_xor_si128(sum, _mm_srli_epi64(low, 7));
    sum = _mm_xor_si128(sum, _mm_srli_si128(carry, 8));
    return _mm_xor_si128(high, _mm_xor_si128(low, sum));
}

static ALWAYS WITH_CLMUL __m128i multiply(__m128i a, __m128i b)
{
    Product p = {0};
    add_product(&p, a, b);
    return reduce(p);
}

static ALWAYS WITH_CLMUL __m128i load(const u8 *at)
{
    const __m128i reverse = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)at), reverse);
}

WITH_CLMUL void ghash_blocks(u64 state[2], const u64 key[2], const u8 *bytes, size_t blocks)
{
    __m128i sum = _mm_set_epi64x((i64)state[0], (i64)state[1]), powers[POWERS];
    powers[0] = _mm_set_epi64x((i64)key[0], (i64)key[1]);
    if (blocks >= POWERS) {
#pragma GCC unroll 4
        for (u32 i = 1; i < POWERS; i++)
            powers[i] = multiply(powers[i - 1], powers[0]);
        for (; blocks >= POWERS; blocks -= POWERS) {
            Product p = {0};
            add_product(&p, _mm_xor_si128(sum, load(bytes)), powers[POWERS - 1]);
#pragma GCC unroll 4
            for (u32 i = 1; i < POWERS; i++)
                add_product(&p, load(bytes + i * BLOCK), powers[POWERS - 1 - i]);
            sum = reduce(p);
            bytes += POWERS * BLOCK;
        }
    }
    for (; blocks > 0; blocks--, bytes += BLOCK)
        sum = multiply(_mm_xor_si128(sum, load(bytes)), powers[0]);
    state[0] = (u64)_mm_extract_epi64(sum, 1);
    state[1] = (u64)_mm_extract_epi64(sum, 0);
}
