/* checksum.c - see checksum.h.
 * A CRC is a remainder of polynomials over bits. 16 bytes that lie n bits before others may be multiplied by
 * x^n mod P and added to them, which leaves the remainder what it is: so a long text becomes 16 bytes, which
 * are reduced in three steps (Gopal, Ozturk et al., "Fast CRC Computation for Generic Polynomials Using
 * PCLMULQDQ"). All is reflected: the lowest bit stands for the highest power. */
#include "vm/algorithm/checksum.h"

#include "vm/base/cpu.h"

#include <immintrin.h>

#define WITH_CLMUL __attribute__((target("pclmul,sse4.1")))
#define WITH_WIDE  __attribute__((target("vpclmulqdq,avx512f,avx512vl,pclmul,sse4.1")))
#define WITH_AVX2  __attribute__((target("avx2")))

enum { LANE = 16, BLOCK = 4 * LANE, WIDE_BLOCK = 4 * BLOCK, WIDE_LEAST = 1024 };

/* Pairs of x^(n+32) and x^(n-32) mod P, for the lower and the upper half of 16 bytes. */
typedef struct Polynomial {
    u64 over_wide[2], over_block[2], over_lane[2]; /* n: 2048, 512, 128 bits */
    u64 over_word;                                 /* x^64 */
    u64 quotient[2];                               /* P, and x^64 / P */
    u32 nibbles[16];                               /* remainders of four bits */
} Polynomial;

static const Polynomial polynomials[] = {
    [CRC_32] = {.over_wide = {0x11542778A, 0x1322D1430},
                .over_block = {0x154442BD4, 0x1C6E41596},
                .over_lane = {0x1751997D0, 0x0CCAA009E},
                .over_word = 0x163CD6124,
                .quotient = {0x1DB710641, 0x1F7011641},
                .nibbles = {0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
                            0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                            0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C}},
    [CRC_32C] = {.over_wide = {0x0DCB17AA4, 0x0B9E02B86},
                 .over_block = {0x0740EEF02, 0x09E4ADDF8},
                 .over_lane = {0x0F20C0DFE, 0x14CD00BD6},
                 .over_word = 0x0DD45AAB8,
                 .quotient = {0x105EC76F1, 0x0DEA713F1},
                 .nibbles = {0x00000000, 0x105EC76F, 0x20BD8EDE, 0x30E349B1, 0x417B1DBC, 0x5125DAD3,
                             0x61C69362, 0x7198540D, 0x82F63B78, 0x92A8FC17, 0xA24BB5A6, 0xB21572C9,
                             0xC38D26C4, 0xD3D3E1AB, 0xE330A81A, 0xF36E6F75}}};

/* ---- 16 bytes at a time ---- */

static inline WITH_CLMUL __m128i load(const u8 *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline WITH_CLMUL __m128i pair(const u64 *powers)
{
    return _mm_loadu_si128((const __m128i *)(const void *)powers);
}

static inline WITH_CLMUL __m128i fold(__m128i sum, __m128i powers, __m128i next)
{
    __m128i low = _mm_clmulepi64_si128(sum, powers, 0x00), high = _mm_clmulepi64_si128(sum, powers, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/* 128 bits to 64, to 32 and 32 of zeros, to the remainder. */
static inline WITH_CLMUL u32 reduce(const Polynomial *p, __m128i sum)
{
    const __m128i words = _mm_setr_epi32(-1, 0, -1, 0);
    __m128i product = _mm_clmulepi64_si128(sum, pair(p->over_lane), 0x10);
    sum = _mm_xor_si128(_mm_srli_si128(sum, 8), product);
    product = _mm_clmulepi64_si128(_mm_and_si128(sum, words), _mm_cvtsi64_si128((i64)p->over_word), 0x00);
    sum = _mm_xor_si128(_mm_srli_si128(sum, 4), product);
    __m128i quotient = pair(p->quotient);
    product = _mm_and_si128(_mm_clmulepi64_si128(_mm_and_si128(sum, words), quotient, 0x10), words);
    sum = _mm_xor_si128(sum, _mm_clmulepi64_si128(product, quotient, 0x00));
    return (u32)_mm_extract_epi32(sum, 1);
}

/* At least 16 bytes; *ret_rest: how many are left at the end. */
static WITH_CLMUL u32 crc_of_lanes(const Polynomial *p, u32 crc, const u8 *bytes, size_t count,
                                   size_t *ret_rest)
{
    __m128i sum = _mm_xor_si128(load(bytes), _mm_cvtsi32_si128((i32)crc)), lane = pair(p->over_lane);
    if (count >= 2 * BLOCK) {
        __m128i powers = pair(p->over_block);
        __m128i b = load(bytes + LANE), c = load(bytes + 2 * LANE), d = load(bytes + 3 * LANE);
        for (bytes += BLOCK, count -= BLOCK; count >= BLOCK; bytes += BLOCK, count -= BLOCK) {
            sum = fold(sum, powers, load(bytes));
            b = fold(b, powers, load(bytes + LANE));
            c = fold(c, powers, load(bytes + 2 * LANE));
            d = fold(d, powers, load(bytes + 3 * LANE));
        }
        sum = fold(fold(fold(sum, lane, b), lane, c), lane, d);
    } else {
        bytes += LANE;
        count -= LANE;
    }
    for (; count >= LANE; bytes += LANE, count -= LANE)
        sum = fold(sum, lane, load(bytes));
    *ret_rest = count;
    return reduce(p, sum);
}

/* ---- 256 bytes at a time: they become as many, whose remainder from 0 on is that of all ---- */

static inline WITH_WIDE __m512i wide_fold(__m512i sum, __m512i powers, __m512i next)
{
    __m512i low = _mm512_clmulepi64_epi128(sum, powers, 0x00);
    __m512i high = _mm512_clmulepi64_epi128(sum, powers, 0x11);
    return _mm512_ternarylogic_epi64(low, high, next, 0x96); /* the sum of three */
}

static WITH_WIDE size_t fold_wide(const Polynomial *p, u32 crc, const u8 *bytes, size_t count, u8 *ret_sum)
{
    __m512i powers = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)p->over_wide));
    __m512i sum[4];
#pragma GCC unroll 4
    for (u32 i = 0; i < COUNT_OF(sum); i++)
        sum[i] = _mm512_loadu_si512(bytes + i * BLOCK);
    sum[0] = _mm512_xor_si512(sum[0], _mm512_zextsi128_si512(_mm_cvtsi32_si128((i32)crc)));
    size_t at = WIDE_BLOCK;
    for (; count - at >= WIDE_BLOCK; at += WIDE_BLOCK)
#pragma GCC unroll 4
    for (u32 i = 0; i < COUNT_OF(sum); i++)
            sum[i] = wide_fold(sum[i], powers, _mm512_loadu_si512(bytes + at + i * BLOCK));
#pragma GCC unroll 4
    for (u32 i = 0; i < COUNT_OF(sum); i++)
        _mm512_storeu_si512(ret_sum + i * BLOCK, sum[i]);
    return at;
}

/* ---- the whole ---- */

static u32 crc_of_few(const Polynomial *p, u32 crc, const u8 *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ p->nibbles[crc & 15];
        crc = crc >> 4 ^ p->nibbles[crc & 15];
    }
    return crc;
}

u32 checksum_crc(CrcKind kind, u32 crc, const u8 *bytes, size_t count)
{
    const Polynomial *p = &polynomials[kind];
    size_t rest = 0;
    if (count >= WIDE_LEAST && cpu_has(CPU_WIDE_CLMUL)) {
        u8 sum[WIDE_BLOCK];
        size_t done = fold_wide(p, crc, bytes, count, sum);
        crc = crc_of_lanes(p, 0, sum, sizeof sum, &rest);
        bytes += done;
        count -= done;
    }
    if (count >= LANE) {
        crc = crc_of_lanes(p, crc, bytes, count, &rest);
        bytes += count - rest;
        count = rest;
    }
    return crc_of_few(p, crc, bytes, count);
}

/* ---- Adler-32 (RFC 1950): the sum of all bytes, and the sum of these sums, mod 65521 ---- */

enum { ADLER_MODULUS = 65521, ADLER_STEP = 32, ADLER_MOST = 4096 /* before a sum may exceed 32 bits */ };

static inline WITH_AVX2 u32 sum_of(__m256i words)
{
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    return (u32)_mm_cvtsi128_si32(_mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1)));
}

/* A multiple of 32 bytes, at most ADLER_MOST. Each step adds its bytes to the first sum, and to the second 32
 * times the first as it was, and each byte as often as it is from the end. */
static WITH_AVX2 void add_steps(u32 *a, u32 *b, const u8 *bytes, size_t count)
{
    const __m256i weights =
        _mm256_setr_epi8(32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12,
                         11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    const __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1);
    __m256i sums = zero, before = zero, weighted = zero;
    for (size_t i = 0; i < count; i += ADLER_STEP) {
        __m256i text = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
        before = _mm256_add_epi32(before, sums);
        sums = _mm256_add_epi32(sums, _mm256_sad_epu8(text, zero));
        weighted = _mm256_add_epi32(weighted, _mm256_madd_epi16(_mm256_maddubs_epi16(text, weights), ones));
    }
    *b += *a * (u32)count + sum_of(before) * ADLER_STEP + sum_of(weighted);
    *a += sum_of(sums);
}

u32 checksum_adler(u32 adler, const u8 *bytes, size_t count)
{
    u32 a = adler & 0xFFFF, b = adler >> 16;
    while (count > 0) {
        size_t step = count < ADLER_MOST ? count : ADLER_MOST, i = step & ~(size_t)(ADLER_STEP - 1);
        add_steps(&a, &b, bytes, i);
        for (; i < step; i++)
            b += a += bytes[i];
        a %= ADLER_MODULUS;
        b %= ADLER_MODULUS;
        bytes += step;
        count -= step;
    }
    return b << 16 | a;
}
