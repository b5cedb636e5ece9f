/* base64.h - bytes as characters of six bits each (RFC 4648)
 * In:     groups of three bytes
 * Out:    groups of four characters
 * Uses:   cpu.h: CPU_WIDE_BYTES where it is there
 * Tests:  tests/unit/algorithm_test.c, tests/java/IntrinsicChecksums.java
 */
#ifndef MOKA_VM_ALGORITHM_BASE64_H
#define MOKA_VM_ALGORITHM_BASE64_H

#include "vm/base/base.h"

/* The output overlaps the input nowhere. for_url: the alphabet of section 5. */
void base64_encode(const u8 *from, u8 *to, size_t groups, bool for_url);

#endif
