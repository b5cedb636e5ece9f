/* utf8.c - see utf8.h.
 * Modified UTF-8 encodes U+0000 in two bytes and supplementary characters as two three-byte surrogates. */
#include "vm/base/utf8.h"

#include <string.h>

static bool is_continuation(u8 byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Are the next eight bytes all ASCII and none NUL? That is the common case. */
static bool is_plain_word(const u8 *text)
{
    u64 word;
    memcpy(&word, text, 8);
    return ((word | (word - 0x0101010101010101u)) & 0x8080808080808080u) == 0;
}

bool utf8_is_modified(const u8 *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        u8 first = text[i];
        if (length - i >= 8 && is_plain_word(text + i)) {
            i += 8;
        } else if (first >= 0x01 && first <= 0x7F) {
            i += 1;
        } else if ((first & 0xE0) == 0xC0) {
            if (length - i < 2 || !is_continuation(text[i + 1]))
                return false;
            /* Two bytes encode U+0000 and the characters from U+0080 on. */
            if (first < 0xC2 && !(first == 0xC0 && text[i + 1] == 0x80))
                return false;
            i += 2;
        } else if ((first & 0xF0) == 0xE0) {
            if (length - i < 3 || !is_continuation(text[i + 1]) || !is_continuation(text[i + 2]))
                return false;
            if (first == 0xE0 && text[i + 1] < 0xA0)
                return false;
            i += 3;
        } else {
            return false;
        }
    }
    return true;
}

size_t utf8_units(const u8 *text, size_t length)
{
    size_t units = 0;
    for (size_t i = 0; i < length; i++)
        units += !is_continuation(text[i]);
    return units;
}

bool utf8_is_latin1(const u8 *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] > 0xC3) /* C3 BF is U+00FF, the last that fits */
            return false;
    return true;
}

u16 utf8_next(const u8 **at)
{
    const u8 *p = *at;
    if (p[0] < 0x80) {
        *at = p + 1;
        return p[0];
    }
    if ((p[0] & 0xE0) == 0xC0) {
        *at = p + 2;
        return (u16)((p[0] & 0x1F) << 6 | (p[1] & 0x3F));
    }
    *at = p + 3;
    return (u16)((p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
}

void utf8_to_utf16(const u8 *text, size_t length, u16 *ret_units)
{
    const u8 *end = text + length;
    while (text < end)
        *ret_units++ = utf8_next(&text);
}

void utf8_to_latin1(const u8 *text, size_t length, u8 *ret_bytes)
{
    const u8 *end = text + length;
    while (text < end)
        *ret_bytes++ = (u8)utf8_next(&text);
}

static size_t unit_length(u16 unit)
{
    return unit >= 0x01 && unit <= 0x7F ? 1 : unit <= 0x7FF ? 2 : 3;
}

static char *write_unit(char *out, u16 unit)
{
    size_t length = unit_length(unit);
    if (length == 1) {
        *out++ = (char)unit;
    } else if (length == 2) {
        *out++ = (char)(0xC0 | unit >> 6);
        *out++ = (char)(0x80 | (unit & 0x3F));
    } else {
        *out++ = (char)(0xE0 | unit >> 12);
        *out++ = (char)(0x80 | (unit >> 6 & 0x3F));
        *out++ = (char)(0x80 | (unit & 0x3F));
    }
    return out;
}

size_t utf8_length_of_utf16(const u16 *units, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += unit_length(units[i]);
    return length;
}

size_t utf8_length_of_latin1(const u8 *bytes, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += unit_length(bytes[i]);
    return length;
}

size_t utf8_from_utf16(const u16 *units, size_t count, char *ret_text)
{
    char *out = ret_text;
    for (size_t i = 0; i < count; i++)
        out = write_unit(out, units[i]);
    return (size_t)(out - ret_text);
}

size_t utf8_from_latin1(const u8 *bytes, size_t count, char *ret_text)
{
    char *out = ret_text;
    for (size_t i = 0; i < count; i++)
        out = write_unit(out, bytes[i]);
    return (size_t)(out - ret_text);
}

u32 utf8_hash(const void *bytes, size_t length)
{
    /* FNV-1a over 8 bytes at a time; the final mix spreads the high bits over the table index. */
    const u8 *p = bytes;
    u64 hash = 0xCBF29CE484222325u ^ length;
    for (; length >= 8; length -= 8, p += 8) {
        u64 word;
        memcpy(&word, p, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    for (; length; length--, p++)
        hash = (hash ^ *p) * 0x100000001B3u;
    hash ^= hash >> 32;
    hash *= 0x9E3779B97F4A7C15u;
    return (u32)(hash >> 32);
}
