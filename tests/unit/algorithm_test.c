/* algorithm_test.c - vm/algorithm: examples of the standards, and what is fast beside what is plain. */
#include "vm/algorithm/aes.h"
#include "vm/algorithm/base64.h"
#include "vm/algorithm/checksum.h"
#include "vm/algorithm/digest.h"
#include "vm/algorithm/ghash.h"
#include "vm/algorithm/long_number.h"
#include "vm/base/cpu.h"

#include "tests/unit/expect.h"

#include <string.h>

enum { MOST = 3000 };

static u8 text[MOST + 64];

static void begin(u32 refused)
{
    cpu_init(refused);
    for (u32 i = 0; i < sizeof text; i++)
        text[i] = (u8)(i * i * 7 + i / 13);
}

static u32 plain_crc(u32 polynomial, u32 crc, const u8 *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (u32 bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? polynomial : 0);
    }
    return crc;
}

static void compare_crcs(void)
{
    for (u32 n = 0; n < MOST; n += n < 300 ? 1 : 37) {
        const u8 *from = text + n % 17;
        EXPECT_HEX(checksum_crc(CRC_32, n * 31, from, n), plain_crc(0xEDB88320, n * 31, from, n));
        EXPECT_HEX(checksum_crc(CRC_32C, n * 31, from, n), plain_crc(0x82F63B78, n * 31, from, n));
    }
}

Test(algorithm, crc)
{
    begin(0);
    if (!cpu_has(CPU_CLMUL))
        return;
    compare_crcs();
    begin(CPU_WIDE_CLMUL);
    compare_crcs();
}

Test(algorithm, adler)
{
    begin(0);
    if (!cpu_has(CPU_AVX2))
        return;
    for (u32 n = 1; n < MOST; n += n < 300 ? 1 : 37) {
        u32 a = 65520, b = 65519, before = b << 16 | a;
        for (u32 i = 0; i < n; i++) {
            a = (a + text[i]) % 65521;
            b = (b + a) % 65521;
        }
        EXPECT_HEX(checksum_adler(before, text, n), b << 16 | a);
    }
}

Test(algorithm, digests_of_nothing)
{
    const u8 block[DIGEST_LONG_BLOCK] = {0x80};
    begin(0);
    u32 md5[4] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
    digest_md5(md5, block);
    EXPECT_HEX(__builtin_bswap32(md5[0]), 0xD41D8CD9u);
    EXPECT_HEX(__builtin_bswap32(md5[3]), 0xECF8427Eu);
    u64 lanes[KECCAK_LANES] = {[0] = 6, [16] = 1ull << 63};
    digest_keccak(lanes);
    EXPECT_HEX(__builtin_bswap64(lanes[0]), 0xA7FFC6F8BF1ED766u);
    EXPECT_HEX(__builtin_bswap64(lanes[3]), 0x82D80A4B80F8434Au);
}

Test(algorithm, sha_of_nothing)
{
    const u8 block[DIGEST_LONG_BLOCK] = {0x80};
    begin(0);
    if (!cpu_has(CPU_SHA))
        return;
    u32 sha1[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    digest_sha1(sha1, block);
    EXPECT_HEX(sha1[0], 0xDA39A3EEu);
    EXPECT_HEX(sha1[4], 0xAFD80709u);
    u32 sha256[8] = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
                     0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
    digest_sha256(sha256, block);
    EXPECT_HEX(sha256[0], 0xE3B0C442u);
    EXPECT_HEX(sha256[7], 0x7852B855u);
}

/* FIPS 197, C.1: the key 00 01 to 0F, expanded. */
static const u32 example_key[44] = {
    0x00010203, 0x04050607, 0x08090A0B, 0x0C0D0E0F, 0xD6AA74FD, 0xD2AF72FA, 0xDAA678F1, 0xD6AB76FE,
    0xB692CF0B, 0x643DBDF1, 0xBE9BC500, 0x6830B3FE, 0xB6FF744E, 0xD2C2C9BF, 0x6C590CBF, 0x0469BF41,
    0x47F7F7BC, 0x95353E03, 0xF96C32BC, 0xFD058DFD, 0x3CAAA3E8, 0xA99F9DEB, 0x50F3AF57, 0xADF622AA,
    0x5E390F7D, 0xF7A69296, 0xA7553DC1, 0x0AA31F6B, 0x14F9701A, 0xE35FE28C, 0x440ADF4D, 0x4EA9C026,
    0x47438735, 0xA41C65B9, 0xE016BAF4, 0xAEBF7AD2, 0x549932D1, 0xF0855768, 0x1093ED9C, 0xBE2C974E,
    0x13111D7F, 0xE3944A17, 0xF307A78B, 0x4D2B30C5};

static void compare_counts(const AesKey *key)
{
    static u8 out[MOST], stream[AES_BLOCK];
    u8 counter[AES_BLOCK], one[AES_BLOCK];
    memset(counter, 0xFF, sizeof counter);
    counter[15] = 0xF0; /* the carry goes through all bytes */
    memcpy(one, counter, sizeof one);
    aes_count(key, counter, text, out, MOST / AES_BLOCK);
    for (u32 i = 0; i < MOST / AES_BLOCK; i++) {
        aes_encrypt(key, one, stream, 1);
        for (u32 j = 0; j < AES_BLOCK; j++)
            EXPECT_HEX(out[AES_BLOCK * i + j], text[AES_BLOCK * i + j] ^ stream[j]);
        for (u32 j = AES_BLOCK; j-- > 0 && ++one[j] == 0;)
            ;
    }
    EXPECT_HEX(memcmp(counter, one, sizeof one), 0);
}

Test(algorithm, aes)
{
    begin(0);
    if (!cpu_has(CPU_AES))
        return;
    AesKey key;
    u8 block[AES_BLOCK];
    static u8 all[MOST], each[MOST];
    aes_load_key(&key, example_key, 10, false);
    for (u32 i = 0; i < AES_BLOCK; i++)
        block[i] = (u8)(i * 0x11);
    aes_encrypt(&key, block, block, 1);
    EXPECT_HEX(block[0], 0x69);
    EXPECT_HEX(block[15], 0x5A);
    compare_counts(&key);
    aes_encrypt(&key, text, all, MOST / AES_BLOCK);
    begin(CPU_WIDE_AES);
    compare_counts(&key);
    for (u32 i = 0; i + AES_BLOCK <= MOST; i += AES_BLOCK)
        aes_encrypt(&key, text + i, each + i, 1);
    EXPECT_HEX(memcmp(all, each, MOST), 0);
}

/* Four blocks at once give what one after the other gives. */
Test(algorithm, ghash)
{
    begin(0);
    if (!cpu_has(CPU_CLMUL))
        return;
    const u64 key[2] = {0x66E94BD4EF8A2C3B, 0x884CFA59CA342B2E};
    u64 all[2] = {0}, each[2] = {0};
    ghash_blocks(all, key, text, 100);
    for (u32 i = 0; i < 100; i++)
        ghash_blocks(each, key, text + 16 * i, 1);
    EXPECT_HEX(all[0], each[0]);
    EXPECT_HEX(all[1], each[1]);
}

Test(algorithm, base64)
{
    static u8 wide[MOST * 4 / 3], plain[MOST * 4 / 3];
    u8 word[5] = {0};
    base64_encode((const u8 *)"Man", word, 1, false);
    EXPECT_HEX(strcmp((const char *)word, "TWFu"), 0);
    for (u32 groups = 0; groups < MOST / 3; groups += 7) {
        begin(0);
        base64_encode(text, wide, groups, groups & 1);
        begin(CPU_WIDE_BYTES);
        base64_encode(text, plain, groups, groups & 1);
        EXPECT_HEX(memcmp(wide, plain, groups * 4), 0);
    }
}

/* (2^n - 1)^2 = 2^2n - 2^(n+1) + 1, of every length. */
Test(algorithm, squares)
{
    static u32 ones[LONG_NUMBER_MOST], square[2 * LONG_NUMBER_MOST];
    memset(ones, 0xFF, sizeof ones);
    for (u32 n = 1; n <= LONG_NUMBER_MOST; n++) {
        long_number_multiply(ones, n, ones, n, square);
        for (u32 i = 0; i < 2 * n; i++)
            EXPECT_HEX(square[i], i < n - 1 ? UINT32_MAX : i == n - 1 ? UINT32_MAX - 1 : i == 2 * n - 1);
    }
}
