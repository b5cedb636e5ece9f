/* cpu.c - see cpu.h. */
#include "jit/cpu.h"

#include "vm/base/state.h"

#include <cpuid.h>

SNAPSHOT_STATE(dropped) static struct {
    u32 features;
} state;

/* Does the system save the registers that instructions with VEX prefixes write (XCR0: SSE, AVX)? */
static bool saves_wide_registers(u32 leaf_1)
{
    enum { SSE_AND_AVX = 6 };
    u32 low, high;
    if (!(leaf_1 & bit_OSXSAVE))
        return false;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & SSE_AND_AVX) == SSE_AND_AVX;
}

static u32 detect(void)
{
    u32 a, b, c, d, found = 0;
    if (__get_cpuid(1, &a, &b, &c, &d)) {
        found |= c & bit_SSE4_1 ? CPU_SSE41 : 0u;
        found |= c & bit_POPCNT ? CPU_POPCNT : 0u;
        found |= c & bit_FMA && saves_wide_registers(c) ? CPU_FMA : 0u;
    }
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d))
        found |= b & bit_BMI ? CPU_TZCNT : 0u;
    if (__get_cpuid(0x80000001, &a, &b, &c, &d))
        found |= c & bit_LZCNT ? CPU_LZCNT : 0u;
    return found;
}

void cpu_init(u32 refused)
{
    state.features = detect() & ~refused;
}

void cpu_reset(void)
{
    STATE_CLEAR(state);
}

bool cpu_has(u32 features)
{
    return (state.features & features) == features;
}
