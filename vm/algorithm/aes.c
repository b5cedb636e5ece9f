/* aes.c - see aes.h. One block waits for each of its rounds, so several go side by side: eight, or sixteen of
 * them in four wide registers. */
#include "vm/algorithm/aes.h"

#include "vm/base/cpu.h"

#include <immintrin.h>
#include <string.h>

#define WITH_AES  __attribute__((target("aes,ssse3,sse4.1")))
#define WITH_WIDE __attribute__((target("vaes,avx512f,avx512bw,aes")))
#define ALWAYS    inline __attribute__((always_inline))

enum { SIDE_BY_SIDE = 8, WIDE_STEP = 16, WIDE_BYTES = WIDE_STEP * AES_BLOCK };

static ALWAYS WITH_AES __m128i load(const u8 *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static ALWAYS WITH_AES void store(u8 *at, __m128i block)
{
    _mm_storeu_si128((__m128i *)(void *)at, block);
}

static ALWAYS WITH_AES __m128i key_of(const AesKey *key, u32 round)
{
    return _mm_load_si128((const __m128i *)(const void *)key->keys[round]);
}

WITH_AES void aes_load_key(AesKey *key, const u32 *words, u32 rounds, bool decrypts)
{
    const __m128i swap = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    key->rounds = rounds;
    for (u32 i = 0; i <= rounds; i++) {
        u32 from = decrypts ? (i + 1) % (rounds + 1) : i;
        store(key->keys[i], _mm_shuffle_epi8(load((const u8 *)(words + 4 * from)), swap));
    }
}

/* ---- one block, and up to eight ---- */

static ALWAYS WITH_AES void cipher(const AesKey *key, __m128i *blocks, u32 count, bool decrypts)
{
#pragma GCC unroll 8
    for (u32 i = 0; i < count; i++)
        blocks[i] = _mm_xor_si128(blocks[i], key_of(key, 0));
    for (u32 round = 1; round < key->rounds; round++)
#pragma GCC unroll 8
        for (u32 i = 0; i < count; i++)
            blocks[i] = decrypts ? _mm_aesdec_si128(blocks[i], key_of(key, round))
                                 : _mm_aesenc_si128(blocks[i], key_of(key, round));
#pragma GCC unroll 8
    for (u32 i = 0; i < count; i++)
        blocks[i] = decrypts ? _mm_aesdeclast_si128(blocks[i], key_of(key, key->rounds))
                             : _mm_aesenclast_si128(blocks[i], key_of(key, key->rounds));
}

static ALWAYS WITH_AES void cipher_range(const AesKey *key, const u8 *in, u8 *out, size_t count,
                                         bool decrypts)
{
    __m128i blocks[SIDE_BY_SIDE];
    for (; count >= SIDE_BY_SIDE; count -= SIDE_BY_SIDE) {
#pragma GCC unroll 8
        for (u32 i = 0; i < SIDE_BY_SIDE; i++, in += AES_BLOCK)
            blocks[i] = load(in);
        cipher(key, blocks, SIDE_BY_SIDE, decrypts);
#pragma GCC unroll 8
        for (u32 i = 0; i < SIDE_BY_SIDE; i++, out += AES_BLOCK)
            store(out, blocks[i]);
    }
    for (; count > 0; count--, in += AES_BLOCK, out += AES_BLOCK) {
        blocks[0] = load(in);
        cipher(key, blocks, 1, decrypts);
        store(out, blocks[0]);
    }
}

static WITH_AES void encrypt_range(const AesKey *key, const u8 *in, u8 *out, size_t count)
{
    cipher_range(key, in, out, count, false);
}

static WITH_AES void decrypt_range(const AesKey *key, const u8 *in, u8 *out, size_t count)
{
    cipher_range(key, in, out, count, true);
}

/* ---- sixteen blocks; `rounds` is known where these are compiled, and all keys stay in registers ---- */

static ALWAYS WITH_WIDE __m512i wide_load(const u8 *in)
{
    return _mm512_loadu_si512(in);
}

static ALWAYS WITH_WIDE void wide_keys(const AesKey *key, __m512i *keys, u32 rounds)
{
#pragma GCC unroll 15
    for (u32 i = 0; i <= rounds; i++)
        keys[i] = _mm512_broadcast_i32x4(_mm_load_si128((const __m128i *)(const void *)key->keys[i]));
}

static ALWAYS WITH_WIDE void wide_cipher(const __m512i *keys, u32 rounds, __m512i *blocks, bool decrypts)
{
#pragma GCC unroll 4
    for (u32 i = 0; i < 4; i++)
        blocks[i] = _mm512_xor_si512(blocks[i], keys[0]);
#pragma GCC unroll 13
    for (u32 round = 1; round < rounds; round++)
#pragma GCC unroll 4
        for (u32 i = 0; i < 4; i++)
            blocks[i] = decrypts ? _mm512_aesdec_epi128(blocks[i], keys[round])
                                 : _mm512_aesenc_epi128(blocks[i], keys[round]);
#pragma GCC unroll 4
    for (u32 i = 0; i < 4; i++)
        blocks[i] = decrypts ? _mm512_aesdeclast_epi128(blocks[i], keys[rounds])
                             : _mm512_aesenclast_epi128(blocks[i], keys[rounds]);
}

/* A multiple of sixteen blocks. */
typedef struct Range {
    const u8 *in;
    u8 *out;
    size_t count;
} Range;

static ALWAYS WITH_WIDE void wide_range(const AesKey *key, u32 rounds, Range r, bool decrypts)
{
    __m512i keys[AES_MOST_ROUNDS + 1], blocks[4];
    wide_keys(key, keys, rounds);
    for (; r.count > 0; r.count -= WIDE_STEP, r.in += WIDE_BYTES, r.out += WIDE_BYTES) {
#pragma GCC unroll 4
        for (u32 i = 0; i < 4; i++)
            blocks[i] = wide_load(r.in + i * sizeof *blocks);
        wide_cipher(keys, rounds, blocks, decrypts);
#pragma GCC unroll 4
        for (u32 i = 0; i < 4; i++)
            _mm512_storeu_si512(r.out + i * sizeof *blocks, blocks[i]);
    }
}

static WITH_WIDE void wide_encrypt(const AesKey *key, Range r)
{
    switch (key->rounds) {
    case 10: wide_range(key, 10, r, false); break;
    case 12: wide_range(key, 12, r, false); break;
    default: wide_range(key, 14, r, false); break;
    }
}

static WITH_WIDE void wide_decrypt(const AesKey *key, Range r)
{
    switch (key->rounds) {
    case 10: wide_range(key, 10, r, true); break;
    case 12: wide_range(key, 12, r, true); break;
    default: wide_range(key, 14, r, true); break;
    }
}

/* How many blocks the wide registers take; the others are left. */
static size_t wide_part(size_t blocks)
{
    return cpu_has(CPU_WIDE_AES) ? blocks / WIDE_STEP * WIDE_STEP : 0;
}

void aes_encrypt(const AesKey *key, const u8 *in, u8 *out, size_t blocks)
{
    size_t done = wide_part(blocks);
    if (done)
        wide_encrypt(key, (Range){in, out, done});
    encrypt_range(key, in + done * AES_BLOCK, out + done * AES_BLOCK, blocks - done);
}

void aes_decrypt(const AesKey *key, const u8 *in, u8 *out, size_t blocks)
{
    size_t done = wide_part(blocks);
    if (done)
        wide_decrypt(key, (Range){in, out, done});
    decrypt_range(key, in + done * AES_BLOCK, out + done * AES_BLOCK, blocks - done);
}

/* ---- chains ---- */

WITH_AES void aes_encrypt_chain(const AesKey *key, u8 *vector, const u8 *in, u8 *out, size_t blocks)
{
    __m128i before = load(vector);
    for (; blocks > 0; blocks--, in += AES_BLOCK, out += AES_BLOCK) {
        before = _mm_xor_si128(before, load(in));
        cipher(key, &before, 1, false);
        store(out, before);
    }
    store(vector, before);
}

/* out: what was decrypted; each block but the first needs the cipher text before it. */
static WITH_AES void add_texts(const u8 *in, u8 *out, size_t blocks)
{
    for (size_t i = 1; i < blocks; i++)
        store(out + i * AES_BLOCK, _mm_xor_si128(load(out + i * AES_BLOCK), load(in + (i - 1) * AES_BLOCK)));
}

WITH_AES void aes_decrypt_chain(const AesKey *key, u8 *vector, const u8 *in, u8 *out, size_t blocks)
{
    enum { AT_ONCE = 64 };
    while (blocks > 0) {
        size_t step = blocks < AT_ONCE ? blocks : AT_ONCE;
        aes_decrypt(key, in, out, step);
        store(out, _mm_xor_si128(load(out), load(vector)));
        add_texts(in, out, step);
        store(vector, load(in + (step - 1) * AES_BLOCK));
        in += step * AES_BLOCK, out += step * AES_BLOCK, blocks -= step;
    }
}

/* ---- counters ---- */

/* A counter as two numbers. */
typedef struct Counter {
    u64 high, low;
} Counter;

static Counter load_counter(const u8 *at)
{
    u64 words[2];
    memcpy(words, at, sizeof words);
    return (Counter){__builtin_bswap64(words[0]), __builtin_bswap64(words[1])};
}

static void store_counter(u8 *at, Counter c)
{
    u64 words[2] = {__builtin_bswap64(c.high), __builtin_bswap64(c.low)};
    memcpy(at, words, sizeof words);
}

static void advance(Counter *c, u64 by)
{
    c->low += by;
    c->high += c->low < by;
}

static WITH_AES void count_range(const AesKey *key, Counter *counter, const u8 *in, u8 *out, size_t count)
{
    __m128i blocks[SIDE_BY_SIDE];
    while (count > 0) {
        u32 step = count < SIDE_BY_SIDE ? (u32)count : SIDE_BY_SIDE;
#pragma GCC unroll 8
        for (u32 i = 0; i < SIDE_BY_SIDE; i++) {
            blocks[i] = _mm_set_epi64x((i64)__builtin_bswap64(counter->low),
                                       (i64)__builtin_bswap64(counter->high));
            advance(counter, i < step);
        }
        cipher(key, blocks, SIDE_BY_SIDE, false);
        for (u32 i = 0; i < step; i++, in += AES_BLOCK, out += AES_BLOCK)
            store(out, _mm_xor_si128(blocks[i], load(in)));
        count -= step;
    }
}

/* The lower half of the counter does not overflow in so many blocks. */
static ALWAYS WITH_WIDE void wide_count_range(const AesKey *key, u32 rounds, Counter counter, Range r)
{
    const __m512i reverse = _mm512_broadcast_i32x4(_mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F));
    const __m512i four = _mm512_set_epi64(0, 4, 0, 4, 0, 4, 0, 4);
    __m512i keys[AES_MOST_ROUNDS + 1], blocks[4];
    __m512i number = _mm512_broadcast_i32x4(_mm_set_epi64x((i64)counter.high, (i64)counter.low));
    number = _mm512_add_epi64(number, _mm512_set_epi64(0, 3, 0, 2, 0, 1, 0, 0));
    wide_keys(key, keys, rounds);
    for (; r.count > 0; r.count -= WIDE_STEP, r.in += WIDE_BYTES, r.out += WIDE_BYTES) {
#pragma GCC unroll 4
        for (u32 i = 0; i < 4; i++) {
            blocks[i] = _mm512_shuffle_epi8(number, reverse);
            number = _mm512_add_epi64(number, four);
        }
        wide_cipher(keys, rounds, blocks, false);
#pragma GCC unroll 4
        for (u32 i = 0; i < 4; i++)
            _mm512_storeu_si512(r.out + i * sizeof *blocks,
                                _mm512_xor_si512(blocks[i], wide_load(r.in + i * sizeof *blocks)));
    }
}

static WITH_WIDE void wide_count(const AesKey *key, Counter counter, Range r)
{
    switch (key->rounds) {
    case 10: wide_count_range(key, 10, counter, r); break;
    case 12: wide_count_range(key, 12, counter, r); break;
    default: wide_count_range(key, 14, counter, r); break;
    }
}

void aes_count(const AesKey *key, u8 *counter, const u8 *in, u8 *out, size_t blocks)
{
    Counter c = load_counter(counter);
    size_t done = wide_part(blocks);
    if (done && c.low <= UINT64_MAX - done) {
        wide_count(key, c, (Range){in, out, done});
        advance(&c, done);
        in += done * AES_BLOCK, out += done * AES_BLOCK, blocks -= done;
    }
    count_range(key, &c, in, out, blocks);
    store_counter(counter, c);
}
