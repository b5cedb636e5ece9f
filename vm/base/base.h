/* base.h - integer types and the few macros everybody uses
 * Knows no Java. Depends on libc only.
 */
#ifndef MOKA_VM_BASE_BASE_H
#define MOKA_VM_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;

#define LIKELY(x)              __builtin_expect(!!(x), 1)
#define UNLIKELY(x)            __builtin_expect(!!(x), 0)
#define NORETURN               __attribute__((noreturn))
#define NOINLINE               __attribute__((noinline))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
/* Visible to programs that load libjvm.so; everything else is hidden. */
#define MOKA_EXPORT __attribute__((visibility("default")))

#define COUNT_OF(array)        (sizeof(array) / sizeof((array)[0]))
#define ALIGN_UP(value, align) (((value) + ((align)-1)) & ~(u64)((align)-1))
#define KB                     ((size_t)1 << 10)
#define MB                     ((size_t)1 << 20)
#define GB                     ((size_t)1 << 30)

static inline u32 max_u32(u32 a, u32 b)
{
    return a > b ? a : b;
}

static inline u32 min_u32(u32 a, u32 b)
{
    return a < b ? a : b;
}

/* The room's state: a metadata region of so many bytes, and what stands beside it. False: no place below 4 GB
 * is free. */
bool base_init(size_t metadata_bytes);
void base_reset(void);

#endif
