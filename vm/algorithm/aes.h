/* aes.h - AES (FIPS 197) with expanded keys, and its modes (SP 800-38A), by the processor's instructions
 * In:     blocks; a key that is expanded: 4 * (rounds + 1) words, each the bytes of the standard from the
 *         highest down. For decryption by the equivalent inverse cipher (5.3.5), the words that are used last
 *         are the first four, the others follow in the order of their use
 * Out:    blocks. Where input and output overlap, see each
 * Uses:   cpu.h: CPU_AES, for which the caller asks; CPU_WIDE_AES where it is there
 * Tests:  tests/unit/algorithm_test.c, tests/java/IntrinsicCiphers.java
 */
#ifndef MOKA_VM_ALGORITHM_AES_H
#define MOKA_VM_ALGORITHM_AES_H

#include "vm/base/base.h"

enum { AES_BLOCK = 16, AES_MOST_ROUNDS = 14 };

typedef struct AesKey {
    u32 rounds; /* 10, 12 or 14 */
    u8 keys[AES_MOST_ROUNDS + 1][AES_BLOCK] __attribute__((aligned(AES_BLOCK)));
} AesKey;

void aes_load_key(AesKey *key, const u32 *words, u32 rounds, bool decrypts);
/* Independent blocks. Output may be input, or begin before it. */
void aes_encrypt(const AesKey *key, const u8 *in, u8 *out, size_t blocks);
void aes_decrypt(const AesKey *key, const u8 *in, u8 *out, size_t blocks);
/* Chained ones; vector: the block before, and the last one afterwards. The second: no overlap. */
void aes_encrypt_chain(const AesKey *key, u8 *vector, const u8 *in, u8 *out, size_t blocks);
void aes_decrypt_chain(const AesKey *key, u8 *vector, const u8 *in, u8 *out, size_t blocks);
/* Adds the encryptions of counter, counter + 1 and so on, which is a number of 16 bytes from the highest
 * down, and leaves the next one. Output as aes_encrypt's. */
void aes_count(const AesKey *key, u8 *counter, const u8 *in, u8 *out, size_t blocks);

#endif
