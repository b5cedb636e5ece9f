/* rt_text.c - see runtime.def: texts and bytes, as String and its helpers ask.
 * Each function looks at its arguments first. What Java would refuse it refuses, and what would take long:
 * Java's own code polls. */
#include "vm/exec/runtime/array_range.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/library/wellknown.h"

#include <string.h>

enum { MOST_BYTES = 64 * 1024, MOST_PRODUCT = 1024 * 1024 };

/* ---- arrays ---- */

/* Of UTF-16 units in an array of bytes. */
static bool has_units(const Object *array, i32 start, i32 count)
{
    return array && start >= 0 && count >= 0 && (i64)start + count <= array_length(array) / 2;
}

static bool is_long(i32 bytes)
{
    return bytes > MOST_BYTES;
}

static const u8 *bytes_of(const Object *array)
{
    return array_data(array);
}

static const u16 *units_of(const Object *array)
{
    return array_data(array);
}

static u64 word_at(const u8 *at)
{
    u64 word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* The index of the first byte that differs; `count`: none. The C library is faster where nothing differs. */
static i32 first_difference(const u8 *a, const u8 *b, i32 count)
{
    enum { FEW = 32 };
    i32 i = 0;
    if (count > FEW && memcmp(a, b, (size_t)count) == 0)
        return count;
    for (; i <= count - (i32)sizeof(u64); i += (i32)sizeof(u64)) {
        u64 difference = word_at(a + i) ^ word_at(b + i);
        if (difference)
            return i + __builtin_ctzll(difference) / 8;
    }
    while (i < count && a[i] == b[i])
        i++;
    return i;
}

static i64 compare_equal(const Object *a, const Object *b, i32 element_size)
{
    if (!a || !b)
        return RT_REFUSED;
    i32 length = array_length(a);
    if (length != array_length(b))
        return 0;
    if (length > MOST_BYTES / element_size)
        return RT_REFUSED;
    return memcmp(bytes_of(a), bytes_of(b), (size_t)length * (size_t)element_size) == 0;
}

i64 rt_bytes_equal(Object *a, Object *b)
{
    return compare_equal(a, b, 1);
}

i64 rt_chars_equal(Object *a, Object *b)
{
    return compare_equal(a, b, 2);
}

/* jdk.internal.util.ArraysSupport.vectorizedMismatch: the element, or the complement of how many are left to
 * be compared: none. A null base stands for memory outside the heap, which may be gone. */
i64 rt_mismatch(Object *a, i64 a_offset, Object *b, i64 b_offset, i32 length, i32 shift)
{
    if (!a || !b || length < 0 || length > MOST_BYTES >> shift)
        return RT_REFUSED;
    i32 bytes = length << shift;
    i32 at = first_difference((const u8 *)a + a_offset, (const u8 *)b + b_offset, bytes);
    return leaf_int(at < bytes ? at >> shift : ~0);
}

/* ---- comparing strings ---- */

static i32 least(i32 a, i32 b)
{
    return a < b ? a : b;
}

static i32 compare_latin1(const Object *a, const Object *b)
{
    i32 count = least(array_length(a), array_length(b));
    i32 at = first_difference(bytes_of(a), bytes_of(b), count);
    return at < count ? bytes_of(a)[at] - bytes_of(b)[at] : array_length(a) - array_length(b);
}

static i32 compare_utf16(const Object *a, const Object *b)
{
    i32 count = least(array_length(a), array_length(b)) / 2;
    i32 at = first_difference(bytes_of(a), bytes_of(b), count * 2) / 2;
    return at < count ? units_of(a)[at] - units_of(b)[at] : array_length(a) / 2 - array_length(b) / 2;
}

static i32 compare_mixed(const Object *latin1, const Object *utf16)
{
    i32 count = least(array_length(latin1), array_length(utf16) / 2);
    for (i32 i = 0; i < count; i++)
        if (bytes_of(latin1)[i] != units_of(utf16)[i])
            return bytes_of(latin1)[i] - units_of(utf16)[i];
    return array_length(latin1) - array_length(utf16) / 2;
}

static const Object *value_of(const Object *string)
{
    return ref_load(string, WK_FIELD(String_value));
}

static bool is_utf16(const Object *string)
{
    return *FIELD_AT(string, WK_FIELD(String_coder), u8) != 0;
}

static bool can_compare(const Object *a, const Object *b)
{
    return a && b && !is_long(array_length(a)) && !is_long(array_length(b));
}

i64 rt_string_compare(Object *a, Object *b)
{
    if (!b || !can_compare(value_of(a), value_of(b)))
        return RT_REFUSED;
    const Object *x = value_of(a), *y = value_of(b);
    if (is_utf16(a) == is_utf16(b))
        return leaf_int(is_utf16(a) ? compare_utf16(x, y) : compare_latin1(x, y));
    return leaf_int(is_utf16(a) ? -compare_mixed(y, x) : compare_mixed(x, y));
}

i64 rt_string_equals(Object *a, Object *b)
{
    if (a == b)
        return true;
    if (!b || object_class(a) != object_class(b))
        return false;
    if (!value_of(a) || !value_of(b))
        return RT_REFUSED;
    return is_utf16(a) == is_utf16(b) ? compare_equal(value_of(a), value_of(b), 1) : false;
}

/* ---- searching ---- */

i64 rt_latin1_index_of(Object *value, i32 character, i32 from, i32 end)
{
    if (from >= end || !array_has_range(value, from, end - from) || is_long(end - from))
        return RT_REFUSED;
    const u8 *found = memchr(bytes_of(value) + from, (u8)character, (size_t)(end - from));
    return leaf_int(found ? (i32)(found - bytes_of(value)) : -1);
}

i64 rt_utf16_index_of(Object *value, i32 character, i32 from, i32 end)
{
    if (from >= end || !has_units(value, from, end - from) || is_long(end - from))
        return RT_REFUSED;
    for (i32 i = from; i < end; i++)
        if (units_of(value)[i] == (u32)character)
            return leaf_int(i);
    return leaf_int(-1);
}

i64 rt_latin1_find(Object *value, i32 count, Object *wanted, i32 wanted_count, i32 from)
{
    if (wanted_count < 1 || !array_has_range(value, 0, count) || !array_has_range(wanted, 0, wanted_count) ||
        from < 0 || from > count - wanted_count || (i64)(count - from) * wanted_count > MOST_PRODUCT)
        return RT_REFUSED;
    const u8 *found =
        memmem(bytes_of(value) + from, (size_t)(count - from), bytes_of(wanted), (size_t)wanted_count);
    return leaf_int(found ? (i32)(found - bytes_of(value)) : -1);
}

/* How many bytes from `start` on are ASCII; RT_REFUSED as the others. */
static i64 count_ascii(const Object *bytes, i32 start, i32 count)
{
    const u64 high_bits = 0x8080808080808080;
    if (!array_has_range(bytes, start, count) || is_long(count))
        return RT_REFUSED;
    const u8 *at = bytes_of(bytes) + start;
    i32 i = 0;
    while (i <= count - (i32)sizeof(u64) && !(word_at(at + i) & high_bits))
        i += (i32)sizeof(u64);
    while (i < count && at[i] < 0x80)
        i++;
    return i;
}

i64 rt_has_negatives(Object *bytes, i32 start, i32 count)
{
    i64 found = count_ascii(bytes, start, count);
    return found == RT_REFUSED ? RT_REFUSED : found < count;
}

i64 rt_count_positives(Object *bytes, i32 start, i32 count)
{
    return count_ascii(bytes, start, count);
}

/* ---- copying between bytes and UTF-16 units; the result is how many, or nothing ---- */

static i64 inflate(const u8 *from, u16 *to, i32 count)
{
    for (i32 i = 0; i < count; i++)
        to[i] = from[i];
    return 0;
}

i64 rt_inflate_chars(Object *from, i32 start, Object *to, i32 to_start, i32 count)
{
    if (!array_has_range(from, start, count) || !array_has_range(to, to_start, count) || is_long(count))
        return RT_REFUSED;
    return inflate(bytes_of(from) + start, (u16 *)array_data(to) + to_start, count);
}

i64 rt_inflate_bytes(Object *from, i32 start, Object *to, i32 to_start, i32 count)
{
    if (!array_has_range(from, start, count) || !has_units(to, to_start, count) || is_long(count))
        return RT_REFUSED;
    return inflate(bytes_of(from) + start, (u16 *)array_data(to) + to_start, count);
}

/* Up to the first unit that is not below `limit`. */
static i64 encode(const u16 *from, u8 *to, i32 count, u32 limit)
{
    i32 i = 0;
    for (; i < count && from[i] < limit; i++)
        to[i] = (u8)from[i];
    return i;
}

i64 rt_encode_latin1(Object *bytes, i32 start, Object *to, i32 to_start, i32 count)
{
    if (!has_units(bytes, start, count) || !array_has_range(to, to_start, count) || is_long(count))
        return RT_REFUSED;
    return encode(units_of(bytes) + start, (u8 *)array_data(to) + to_start, count, 0x100);
}

i64 rt_encode_chars(Object *chars, i32 start, Object *to, i32 to_start, i32 count)
{
    if (!array_has_range(chars, start, count) || !array_has_range(to, to_start, count) || is_long(count))
        return RT_REFUSED;
    return encode(units_of(chars) + start, (u8 *)array_data(to) + to_start, count, 0x100);
}

i64 rt_encode_ascii(Object *chars, i32 start, Object *to, i32 to_start, i32 count)
{
    if (!array_has_range(chars, start, count) || !array_has_range(to, to_start, count) || is_long(count))
        return RT_REFUSED;
    return encode(units_of(chars) + start, (u8 *)array_data(to) + to_start, count, 0x80);
}

/* `end` is that of the source. */
i64 rt_utf16_chars(Object *bytes, i32 start, i32 end, Object *to, i32 to_start)
{
    i32 count = end - start;
    if (start >= end || !has_units(bytes, start, count) || !array_has_range(to, to_start, count) ||
        is_long(count))
        return RT_REFUSED;
    memcpy((u16 *)array_data(to) + to_start, units_of(bytes) + start, (size_t)count * sizeof(u16));
    return 0;
}
