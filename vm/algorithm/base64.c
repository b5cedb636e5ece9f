/* base64.c - see base64.h. 48 bytes become 64 characters: each three bytes are spread over four, every one of
 * which takes its six bits from them, and they choose out of the alphabet, which is one register. */
#include "vm/algorithm/base64.h"

#include "vm/base/cpu.h"

#include <immintrin.h>

#define WITH_VBMI __attribute__((target("avx512vbmi,avx512bw,avx512f")))

enum { WIDE_GROUPS = 16, WIDE_LOAD = 64 };

static const char alphabets[2][65] = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};

/* How many groups were encoded: it reads 64 bytes each time, of which 48 count. */
static WITH_VBMI size_t encode_wide(const u8 *from, u8 *to, size_t groups, const char *alphabet)
{
    u8 order[64];
    for (u32 i = 0; i < 16; i++) {
        static const u8 place[4] = {1, 0, 2, 1};
        for (u32 j = 0; j < 4; j++)
            order[4 * i + j] = (u8)(3 * i + place[j]);
    }
    const __m512i spread = _mm512_loadu_si512(order), letters = _mm512_loadu_si512(alphabet);
    /* Of bytes b a c b: the upper six bits of a, six of a and b, six of b and c, the lower six of c. */
    const __m512i shifts = _mm512_set1_epi64(0x3036242A1016040A);
    size_t done = 0;
    for (; (groups - done) * 3 >= WIDE_LOAD; done += WIDE_GROUPS) {
        __m512i bytes = _mm512_permutexvar_epi8(spread, _mm512_loadu_si512(from + done * 3));
        bytes = _mm512_multishift_epi64_epi8(shifts, bytes);
        _mm512_storeu_si512(to + done * 4, _mm512_permutexvar_epi8(bytes, letters));
    }
    return done;
}

void base64_encode(const u8 *from, u8 *to, size_t groups, bool for_url)
{
    const char *alphabet = alphabets[for_url];
    size_t done = cpu_has(CPU_WIDE_BYTES) ? encode_wide(from, to, groups, alphabet) : 0;
    for (from += done * 3, to += done * 4; done < groups; done++, from += 3, to += 4) {
        u32 bits = (u32)from[0] << 16 | (u32)from[1] << 8 | from[2];
        to[0] = (u8)alphabet[bits >> 18];
        to[1] = (u8)alphabet[bits >> 12 & 63];
        to[2] = (u8)alphabet[bits >> 6 & 63];
        to[3] = (u8)alphabet[bits & 63];
    }
}
