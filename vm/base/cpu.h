/* cpu.h - what the processor has beyond SSE2, the floor of the compiler
 * In:     the processor; what the user forbids
 * Out:    whether templates, and functions of C, may use a feature
 * Tests:  tests/java/IntrinsicBits.java, tests/suites/42_compiler
 */
#ifndef MOKA_VM_BASE_CPU_H
#define MOKA_VM_BASE_CPU_H

#include "vm/base/base.h"

/* One bit each. Those of wide registers are there only if the system saves them. */
typedef enum CpuFeature {
    CPU_SSE41 = 1 << 0,
    CPU_POPCNT = 1 << 1,
    CPU_LZCNT = 1 << 2,
    CPU_TZCNT = 1 << 3, /* BMI1 */
    CPU_FMA = 1 << 4,
    CPU_AVX2 = 1 << 5,
    CPU_BMI2 = 1 << 6, /* with BMI1 */
    CPU_CLMUL = 1 << 7,
    CPU_AES = 1 << 8,
    CPU_SHA = 1 << 9,
    CPU_WIDE_CLMUL = 1 << 10, /* 512 bits */
    CPU_WIDE_AES = 1 << 11,
    CPU_WIDE_BYTES = 1 << 12, /* AVX-512 VBMI: bytes anywhere in 512 bits */
    /* Always there; the user may forbid C functions that stand for methods. */
    CPU_FOR_CRC32 = 1 << 13,
    CPU_FOR_CRC32C = 1 << 14,
    CPU_FOR_ADLER32 = 1 << 15,
    CPU_FOR_MD5 = 1 << 16,
    CPU_FOR_SHA1 = 1 << 17,
    CPU_FOR_SHA256 = 1 << 18,
    CPU_FOR_SHA512 = 1 << 19,
    CPU_FOR_SHA3 = 1 << 20,
    CPU_FOR_AES = 1 << 21,
    CPU_FOR_AES_CTR = 1 << 22,
    CPU_FOR_GHASH = 1 << 23,
    CPU_FOR_BASE64 = 1 << 24,
    CPU_FOR_MULTIPLY = 1 << 25,
    CPU_FOR_SQUARE = 1 << 26,
    CPU_FOR_MUL_ADD = 1 << 27,
    CPU_FOR_MONTGOMERY_MULTIPLY = 1 << 28,
    CPU_FOR_MONTGOMERY_SQUARE = 1 << 29,
    CPU_FOR_ALL = (1 << 30) - CPU_FOR_CRC32
} CpuFeature;

/* refused: features that are not to be used, even if they are there. */
void cpu_init(u32 refused);
void cpu_reset(void);
/* Are all features of the set there? */
bool cpu_has(u32 features);

#endif
