/* digest.h - the compression of one block into a digest's state: MD5, SHA-1, SHA-2, SHA-3
 * In:     the state, as the standards name its words; a block of the algorithm's size
 * Out:    the state after it
 * Uses:   cpu.h: digest_sha1 and digest_sha256 need CPU_SHA, digest_sha512 CPU_BMI2, for which the caller
 *         asks; the others are plain C
 * Tests:  tests/unit/algorithm_test.c, tests/java/IntrinsicDigests.java
 */
#ifndef MOKA_VM_ALGORITHM_DIGEST_H
#define MOKA_VM_ALGORITHM_DIGEST_H

#include "vm/base/base.h"

enum { DIGEST_BLOCK = 64, DIGEST_LONG_BLOCK = 128, KECCAK_LANES = 25 };

void digest_md5(u32 state[4], const u8 *block);
void digest_sha1(u32 state[5], const u8 *block);
void digest_sha256(u32 state[8], const u8 *block);
void digest_sha512(u64 state[8], const u8 *block);
/* The permutation of SHA-3. */
void digest_keccak(u64 lanes[KECCAK_LANES]);

#endif
