/* digest_md5.c - see digest.h: MD5 (RFC 1321). */
#include "vm/algorithm/digest.h"

#include <string.h>

/* The first 32 bits behind the points of the sines of 1 to 64. */
static const u32 constants[64] = {
    0xD76AA478, 0xE8C7B756, 0x242070DB, 0xC1BDCEEE, 0xF57C0FAF, 0x4787C62A, 0xA8304613, 0xFD469501,
    0x698098D8, 0x8B44F7AF, 0xFFFF5BB1, 0x895CD7BE, 0x6B901122, 0xFD987193, 0xA679438E, 0x49B40821,
    0xF61E2562, 0xC040B340, 0x265E5A51, 0xE9B6C7AA, 0xD62F105D, 0x02441453, 0xD8A1E681, 0xE7D3FBC8,
    0x21E1CDE6, 0xC33707D6, 0xF4D50D87, 0x455A14ED, 0xA9E3E905, 0xFCEFA3F8, 0x676F02D9, 0x8D2A4C8A,
    0xFFFA3942, 0x8771F681, 0x6D9D6122, 0xFDE5380C, 0xA4BEEA44, 0x4BDECFA9, 0xF6BB4B60, 0xBEBFBC70,
    0x289B7EC6, 0xEAA127FA, 0xD4EF3085, 0x04881D05, 0xD9D4D039, 0xE6DB99E5, 0x1FA27CF8, 0xC4AC5665,
    0xF4292244, 0x432AFF97, 0xAB9423A7, 0xFC93A039, 0x655B59C3, 0x8F0CCC92, 0xFFEFF47D, 0x85845DD1,
    0x6FA87E4F, 0xFE2CE6E0, 0xA3014314, 0x4E0811A1, 0xF7537E82, 0xBD3AF235, 0x2AD7D2BB, 0xEB86D391};

static const u8 shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static inline u32 rotate(u32 x, u32 by)
{
    return x << by | x >> (32 - by);
}

/* Where the message's word of a step lies: 1, 5, 3 and 7 words further each time. */
static inline u32 word_of(u32 step)
{
    static const u8 first[4] = {0, 1, 5, 0}, further[4] = {1, 5, 3, 7};
    return (first[step / 16] + further[step / 16] * step) % 16;
}

static inline u32 mix(u32 step, u32 b, u32 c, u32 d)
{
    switch (step / 16) {
    case 0: return d ^ (b & (c ^ d));
    case 1: return (d & b) + (~d & c); /* no bit is in both */
    case 2: return b ^ c ^ d;
    default: return c ^ (b | ~d);
    }
}

void digest_md5(u32 state[4], const u8 *block)
{
    u32 words[16];
    memcpy(words, block, sizeof words);
    u32 a = state[0], b = state[1], c = state[2], d = state[3];
#pragma GCC unroll 64
    for (u32 step = 0; step < 64; step++) {
        u32 sum = a + constants[step] + words[word_of(step)];
        a = d, d = c;
        sum += mix(step, b, c, a);
        c = b, b += rotate(sum, shifts[step / 16][step % 4]);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}
