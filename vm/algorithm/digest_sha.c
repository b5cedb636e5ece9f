/* digest_sha.c - see digest.h: SHA-1, SHA-256 and SHA-512 (FIPS 180-4). The first two by the processor's own
 * instructions, each of which does four rounds, or two. */
#include "vm/algorithm/digest.h"

#include <immintrin.h>
#include <string.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

static inline WITH_SHA __m128i load(const void *at)
{
    return _mm_loadu_si128(at);
}

static inline WITH_SHA void store(void *at, __m128i value)
{
    _mm_storeu_si128(at, value);
}

/* ---- SHA-1 ---- */

enum { SHA1_GROUPS = 20, WORDS_A_GROUP = 4 };

/* Four rounds; the instruction knows its function and constant by a number in its encoding. */
static inline WITH_SHA __m128i four_rounds(__m128i abcd, __m128i e, u32 group)
{
    switch (group / 5) {
    case 0: return _mm_sha1rnds4_epu32(abcd, e, 0);
    case 1: return _mm_sha1rnds4_epu32(abcd, e, 1);
    case 2: return _mm_sha1rnds4_epu32(abcd, e, 2);
    default: return _mm_sha1rnds4_epu32(abcd, e, 3);
    }
}

WITH_SHA void digest_sha1(u32 state[5], const u8 *block)
{
    const __m128i reverse = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);
    __m128i first = _mm_shuffle_epi32(load(state), 0x1B), abcd = first, before = first;
    __m128i last = _mm_set_epi32((i32)state[4], 0, 0, 0), e = last;
    __m128i words[4];
#pragma GCC unroll 20
    for (u32 group = 0; group < SHA1_GROUPS; group++) {
        __m128i *word = &words[group % 4];
        if (group < 4) {
            *word = _mm_shuffle_epi8(load(block + 16 * group), reverse);
        } else {
            __m128i sum = _mm_sha1msg1_epu32(*word, words[(group + 1) % 4]);
            *word = _mm_sha1msg2_epu32(_mm_xor_si128(sum, words[(group + 2) % 4]), words[(group + 3) % 4]);
        }
        e = group == 0 ? _mm_add_epi32(e, *word) : _mm_sha1nexte_epu32(before, *word);
        before = abcd;
        abcd = four_rounds(abcd, e, group);
    }
    e = _mm_sha1nexte_epu32(before, last);
    store(state, _mm_shuffle_epi32(_mm_add_epi32(abcd, first), 0x1B));
    state[4] = (u32)_mm_extract_epi32(e, 3);
}

/* ---- SHA-256 ---- */

/* The first 32 bits behind the points of the cube roots of the first 64 primes. */
static const u32 sha256_constants[64] = {
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2};

enum { SHA256_GROUPS = 16 };

/* The processor wants the words as ABEF and CDGH, from the highest down. */
WITH_SHA void digest_sha256(u32 state[8], const u8 *block)
{
    const __m128i swap = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    __m128i cdab = _mm_shuffle_epi32(load(state), 0xB1), efgh = _mm_shuffle_epi32(load(state + 4), 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    __m128i first_abef = abef, first_cdgh = cdgh;
    __m128i words[4];
#pragma GCC unroll 16
    for (u32 group = 0; group < SHA256_GROUPS; group++) {
        __m128i *word = &words[group % 4];
        if (group < 4) {
            *word = _mm_shuffle_epi8(load(block + 16 * group), swap);
        } else {
            __m128i previous = words[(group + 3) % 4];
            __m128i sum = _mm_sha256msg1_epu32(*word, words[(group + 1) % 4]);
            sum = _mm_add_epi32(sum, _mm_alignr_epi8(previous, words[(group + 2) % 4], 4));
            *word = _mm_sha256msg2_epu32(sum, previous);
        }
        __m128i input = _mm_add_epi32(*word, load(&sha256_constants[WORDS_A_GROUP * group]));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, input);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(input, 0x0E));
    }
    abef = _mm_add_epi32(abef, first_abef);
    cdgh = _mm_add_epi32(cdgh, first_cdgh);
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    store(state, _mm_blend_epi16(feba, dchg, 0xF0));
    store(state + 4, _mm_alignr_epi8(dchg, feba, 8));
}

/* ---- SHA-512 ---- */

/* The first 64 bits behind the points of the cube roots of the first 80 primes. */
static const u64 sha512_constants[80] = {
    0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F, 0xE9B5DBA58189DBBC,
    0x3956C25BF348B538, 0x59F111F1B605D019, 0x923F82A4AF194F9B, 0xAB1C5ED5DA6D8118,
    0xD807AA98A3030242, 0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
    0x72BE5D74F27B896F, 0x80DEB1FE3B1696B1, 0x9BDC06A725C71235, 0xC19BF174CF692694,
    0xE49B69C19EF14AD2, 0xEFBE4786384F25E3, 0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65,
    0x2DE92C6F592B0275, 0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
    0x983E5152EE66DFAB, 0xA831C66D2DB43210, 0xB00327C898FB213F, 0xBF597FC7BEEF0EE4,
    0xC6E00BF33DA88FC2, 0xD5A79147930AA725, 0x06CA6351E003826F, 0x142929670A0E6E70,
    0x27B70A8546D22FFC, 0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
    0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, 0x81C2C92E47EDAEE6, 0x92722C851482353B,
    0xA2BFE8A14CF10364, 0xA81A664BBC423001, 0xC24B8B70D0F89791, 0xC76C51A30654BE30,
    0xD192E819D6EF5218, 0xD69906245565A910, 0xF40E35855771202A, 0x106AA07032BBD1B8,
    0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99, 0x34B0BCB5E19B48A8,
    0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB, 0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3,
    0x748F82EE5DEFB2FC, 0x78A5636F43172F60, 0x84C87814A1F0AB72, 0x8CC702081A6439EC,
    0x90BEFFFA23631E28, 0xA4506CEBDE82BDE9, 0xBEF9A3F7B2C67915, 0xC67178F2E372532B,
    0xCA273ECEEA26619C, 0xD186B8C721C0C207, 0xEADA7DD6CDE0EB1E, 0xF57D4F7FEE6ED178,
    0x06F067AA72176FBA, 0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
    0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC, 0x431D67C49C100D4C,
    0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A, 0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817};

enum { SHA512_ROUNDS = 80 };

static inline u64 rotate(u64 x, u32 by)
{
    return x >> by | x << (64 - by);
}

/* The next word of the schedule, in the place of the one that is 16 rounds older. */
static inline u64 next_word(u64 *words, u32 round)
{
    u64 a = words[(round + 1) % 16], b = words[(round + 14) % 16];
    words[round % 16] += (rotate(a, 1) ^ rotate(a, 8) ^ a >> 7) + words[(round + 9) % 16] +
                         (rotate(b, 19) ^ rotate(b, 61) ^ b >> 6);
    return words[round % 16];
}

__attribute__((target("bmi,bmi2"))) static void sha512_rounds(u64 state[8], u64 words[16])
{
    u64 a = state[0], b = state[1], c = state[2], d = state[3];
    u64 e = state[4], f = state[5], g = state[6], h = state[7];
#pragma GCC unroll 16
    for (u32 round = 0; round < SHA512_ROUNDS; round++) {
        u64 word = round < 16 ? words[round] : next_word(words, round);
        u64 t = h + (rotate(e, 14) ^ rotate(e, 18) ^ rotate(e, 41)) + ((e & f) ^ (~e & g)) +
                sha512_constants[round] + word;
        u64 u = (rotate(a, 28) ^ rotate(a, 34) ^ rotate(a, 39)) + ((a & b) | (c & (a | b)));
        h = g, g = f, f = e, e = d + t;
        d = c, c = b, b = a, a = t + u;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

void digest_sha512(u64 state[8], const u8 *block)
{
    u64 words[16];
    memcpy(words, block, sizeof words);
    for (u32 i = 0; i < COUNT_OF(words); i++)
        words[i] = __builtin_bswap64(words[i]);
    sha512_rounds(state, words);
}
