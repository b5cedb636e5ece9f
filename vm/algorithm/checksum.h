/* checksum.h - CRC-32, CRC-32C and Adler-32 of bytes
 * In:     bytes, and the checksum of what came before them
 * Out:    the checksum of all
 * Uses:   cpu.h: carry-less products for the CRCs, AVX2 for Adler-32; the caller asks for them
 * Tests:  tests/unit/algorithm_test.c, tests/java/IntrinsicChecksums.java
 */
#ifndef MOKA_VM_ALGORITHM_CHECKSUM_H
#define MOKA_VM_ALGORITHM_CHECKSUM_H

#include "vm/base/base.h"

typedef enum CrcKind { CRC_32, CRC_32C } CrcKind;

/* The remainder as it stands: what the standards invert before and after is the caller's. */
u32 checksum_crc(CrcKind kind, u32 crc, const u8 *bytes, size_t count);
u32 checksum_adler(u32 adler, const u8 *bytes, size_t count);

#endif
