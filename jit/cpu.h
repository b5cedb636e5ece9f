/* cpu.h - what the processor has beyond SSE2, the floor of the compiler
 * In:     the processor; what the user forbids
 * Out:    whether templates may use a feature
 * Tests:  tests/java/IntrinsicBits.java, tests/suites/42_compiler
 */
#ifndef MOKA_JIT_CPU_H
#define MOKA_JIT_CPU_H

#include "vm/base/base.h"

/* One bit each. */
typedef enum CpuFeature {
    CPU_SSE41 = 1 << 0,
    CPU_POPCNT = 1 << 1,
    CPU_LZCNT = 1 << 2,
    CPU_TZCNT = 1 << 3, /* BMI1 */
    CPU_FMA = 1 << 4
} CpuFeature;

/* refused: features that are not to be used, even if they are there. */
void cpu_init(u32 refused);
void cpu_reset(void);
/* Are all features of the set there? */
bool cpu_has(u32 features);

#endif
