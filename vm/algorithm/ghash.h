/* ghash.h - the hash of Galois/Counter Mode (SP 800-38D, 6.4)
 * In:     the state and the key, each as the numbers of its first and its last eight bytes; whole blocks
 * Out:    the state after them
 * Uses:   cpu.h: CPU_CLMUL, for which the caller asks
 * Tests:  tests/unit/algorithm_test.c, tests/java/IntrinsicCiphers.java
 */
#ifndef MOKA_VM_ALGORITHM_GHASH_H
#define MOKA_VM_ALGORITHM_GHASH_H

#include "vm/base/base.h"

void ghash_blocks(u64 state[2], const u64 key[2], const u8 *bytes, size_t blocks);

#endif
