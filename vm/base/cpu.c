/* cpu.c - see cpu.h. */
#include "vm/base/cpu.h"

#include "vm/base/state.h"

#include <cpuid.h>

SNAPSHOT_STATE(dropped) static struct {
    u32 features;
} state;

/* XCR0: which registers the system saves. */
enum { SAVES_AVX = 0x06, SAVES_AVX512 = 0xE6 };

static bool saves(u32 leaf_1, u32 registers)
{
    u32 low, high;
    if (!(leaf_1 & bit_OSXSAVE))
        return false;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & registers) == registers;
}

/* Leaf 7; c1: ecx of leaf 1. */
static u32 detect_extended(u32 c1, u32 b, u32 c)
{
    u32 found = b & bit_BMI ? CPU_TZCNT : 0u;
    found |= b & bit_BMI && b & bit_BMI2 ? CPU_BMI2 : 0u;
    found |= b & bit_SHA && c1 & bit_SSE4_1 ? CPU_SHA : 0u;
    found |= b & bit_AVX2 && saves(c1, SAVES_AVX) ? CPU_AVX2 : 0u;
    u32 wide = bit_AVX512F | bit_AVX512VL | bit_AVX512BW;
    if ((b & wide) != wide || !saves(c1, SAVES_AVX512))
        return found;
    found |= c & bit_VPCLMULQDQ && c1 & bit_PCLMUL ? CPU_WIDE_CLMUL : 0u;
    found |= c & bit_VAES && c1 & bit_AES ? CPU_WIDE_AES : 0u;
    found |= c & bit_AVX512VBMI ? CPU_WIDE_BYTES : 0u;
    return found;
}

static u32 detect(void)
{
    u32 a, b, c, d, found = CPU_FOR_ALL, c1 = 0;
    if (__get_cpuid(1, &a, &b, &c1, &d)) {
        found |= c1 & bit_SSE4_1 ? CPU_SSE41 : 0u;
        found |= c1 & bit_POPCNT ? CPU_POPCNT : 0u;
        found |= c1 & bit_FMA && saves(c1, SAVES_AVX) ? CPU_FMA : 0u;
        found |= c1 & bit_SSE4_1 && c1 & bit_PCLMUL ? CPU_CLMUL : 0u;
        found |= c1 & bit_SSE4_1 && c1 & bit_AES ? CPU_AES : 0u;
    }
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d))
        found |= detect_extended(c1, b, c);
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
