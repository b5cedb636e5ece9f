/* rt_checksum.c - see runtime.def: java.util.zip's checksums, and Base64's encoder. */
#include "vm/algorithm/base64.h"
#include "vm/algorithm/checksum.h"
#include "vm/exec/runtime/array_range.h"
#include "vm/exec/runtime/runtime.h"

/* Of bytes at once: a few milliseconds. */
enum { MOST_BYTES = 16 * 1024 * 1024 };

static const u8 *bytes_of(const Object *array)
{
    return array_data(array);
}

static bool can_sum(const Object *bytes, i32 start, i32 count)
{
    return array_has_range(bytes, start, count) && count > 0 && count <= MOST_BYTES;
}

/* CRC32 takes and gives what the standard makes of the remainder, CRC32C the remainder itself. */
i64 rt_crc32(i32 crc, Object *bytes, i32 start, i32 count)
{
    if (!can_sum(bytes, start, count))
        return RT_REFUSED;
    return leaf_int((i32)~checksum_crc(CRC_32, ~(u32)crc, bytes_of(bytes) + start, (size_t)count));
}

i64 rt_crc32c(i32 crc, Object *bytes, i32 start, i32 end)
{
    if (start < 0 || end < start || !can_sum(bytes, start, end - start))
        return RT_REFUSED;
    return leaf_int((i32)checksum_crc(CRC_32C, (u32)crc, bytes_of(bytes) + start, (size_t)(end - start)));
}

i64 rt_adler32(i32 adler, Object *bytes, i32 start, i32 count)
{
    if (!can_sum(bytes, start, count))
        return RT_REFUSED;
    return leaf_int((i32)checksum_adler((u32)adler, bytes_of(bytes) + start, (size_t)count));
}

/* ---- memory outside the heap, which may be gone: then Java's own code finds that out ---- */

typedef u32 Sum(u32 sum, const u8 *bytes, size_t count);

static u32 sum_crc32(u32 sum, const u8 *bytes, size_t count)
{
    return ~checksum_crc(CRC_32, ~sum, bytes, count);
}

static u32 sum_crc32c(u32 sum, const u8 *bytes, size_t count)
{
    return checksum_crc(CRC_32C, sum, bytes, count);
}

static NOINLINE i64 sum_guarded(Sum *sum, u32 before, const u8 *bytes, size_t count)
{
    void *resume[FAULT_RESUME_WORDS];
    if (__builtin_setjmp(resume))
        return RT_REFUSED;
    Thread *t = thread_current();
    t->fault_resume = resume;
    u32 result = sum(before, bytes, count);
    t->fault_resume = NULL;
    return leaf_int((i32)result);
}

static i64 sum_memory(Sum *sum, i32 before, i64 address, i32 start, i32 count)
{
    if (!address || start < 0 || count <= 0 || count > MOST_BYTES)
        return RT_REFUSED;
    return sum_guarded(sum, (u32)before, (const u8 *)(uintptr_t)(address + start), (size_t)count);
}

i64 rt_crc32_memory(i32 crc, i64 address, i32 start, i32 count)
{
    return sum_memory(sum_crc32, crc, address, start, count);
}

i64 rt_crc32c_memory(i32 crc, i64 address, i32 start, i32 end)
{
    return end < start ? RT_REFUSED : sum_memory(sum_crc32c, crc, address, start, end - start);
}

i64 rt_adler32_memory(i32 adler, i64 address, i32 start, i32 count)
{
    return sum_memory(checksum_adler, adler, address, start, count);
}

/* ---- java.util.Base64 ---- */

i64 rt_base64_encode(Object *from, i32 start, i32 end, Object *to, i32 to_start, i32 for_url)
{
    if (start < 0 || end < start || end - start > MOST_BYTES || (end - start) % 3 != 0 || from == to)
        return RT_REFUSED;
    i32 groups = (end - start) / 3;
    if (!array_has_range(from, start, end - start) || !array_has_range(to, to_start, groups * 4))
        return RT_REFUSED;
    base64_encode(bytes_of(from) + start, (u8 *)array_data(to) + to_start, (size_t)groups, for_url != 0);
    return 0;
}
