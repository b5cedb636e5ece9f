/* digest_keccak.c - see digest.h: Keccak-f[1600] (FIPS 202, 3.3). The lane (x, y) is lanes[5 * y + x]. */
#include "vm/algorithm/digest.h"

static const u64 round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
    0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
    0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

static inline u64 rotate(u64 x, u32 by)
{
    return by ? x << by | x >> (64 - by) : x;
}

/* Each bit becomes its sum with the parities of two columns beside it. */
static inline void theta(u64 a[KECCAK_LANES])
{
    u64 column[5];
#pragma GCC unroll 5
    for (u32 x = 0; x < 5; x++)
        column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
#pragma GCC unroll 5
    for (u32 x = 0; x < 5; x++) {
        u64 sum = column[(x + 4) % 5] ^ rotate(column[(x + 1) % 5], 1);
#pragma GCC unroll 5
        for (u32 y = 0; y < KECCAK_LANES; y += 5)
            a[y + x] ^= sum;
    }
}

/* Lanes are turned, and change places: (x, y) goes to (y, 2 x + 3 y). */
static inline void rho_and_pi(const u64 a[KECCAK_LANES], u64 b[KECCAK_LANES])
{
    static const u8 turns[KECCAK_LANES] = {0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
                                           25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};
#pragma GCC unroll 5
    for (u32 y = 0; y < 5; y++)
#pragma GCC unroll 5
        for (u32 x = 0; x < 5; x++)
            b[5 * ((2 * x + 3 * y) % 5) + y] = rotate(a[5 * y + x], turns[5 * y + x]);
}

/* Rows are mixed, by the one step that is not linear. */
static inline void chi(const u64 b[KECCAK_LANES], u64 a[KECCAK_LANES])
{
#pragma GCC unroll 5
    for (u32 y = 0; y < KECCAK_LANES; y += 5)
#pragma GCC unroll 5
        for (u32 x = 0; x < 5; x++)
            a[y + x] = b[y + x] ^ (~b[y + (x + 1) % 5] & b[y + (x + 2) % 5]);
}

void digest_keccak(u64 lanes[KECCAK_LANES])
{
    u64 a[KECCAK_LANES], b[KECCAK_LANES];
    for (u32 i = 0; i < KECCAK_LANES; i++)
        a[i] = lanes[i];
    for (u32 round = 0; round < COUNT_OF(round_constants); round++) {
        theta(a);
        rho_and_pi(a, b);
        chi(b, a);
        a[0] ^= round_constants[round];
    }
    for (u32 i = 0; i < KECCAK_LANES; i++)
        lanes[i] = a[i];
}
