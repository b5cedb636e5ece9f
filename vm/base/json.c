/* json.c - see json.h. */
#include "vm/base/json.h"

#include <string.h>

void json_print_unit(FILE *out, u32 unit)
{
    if (unit == '"' || unit == '\\')
        fprintf(out, "\\%c", (char)unit);
    else if (unit == '\n')
        fputs("\\n", out);
    else if (unit < 0x20 || unit >= 0x7F)
        fprintf(out, "\\u%04x", unit);
    else
        fputc((int)unit, out);
}

/* Of a character that begins with this byte; 0: it is none that may begin one. */
static u32 length_of(u8 first)
{
    if (first < 0x80)
        return 1;
    if ((first & 0xE0) == 0xC0)
        return 2;
    if ((first & 0xF0) == 0xE0)
        return 3;
    return (first & 0xF8) == 0xF0 ? 4 : 0;
}

/* The character at the address, which has `left` bytes behind it at most; *ret_length: how many it takes. */
static u32 read_character(const u8 *at, size_t left, u32 *ret_length)
{
    static const u8 first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    u32 length = length_of(at[0]);
    *ret_length = 1;
    if (length == 0 || length > left)
        return 0xFFFD;
    u32 value = at[0] & first_bits[length];
    for (u32 i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0xFFFD;
        value = value << 6 | (at[i] & 0x3Fu);
    }
    *ret_length = length;
    return value <= 0x10FFFF ? value : 0xFFFD;
}

void json_print(FILE *out, const char *text, size_t length)
{
    fputc('"', out);
    for (size_t i = 0; i < length;) {
        u32 taken, value = read_character((const u8 *)text + i, length - i, &taken);
        if (value >= 0x10000) {
            json_print_unit(out, 0xD800 + ((value - 0x10000) >> 10));
            value = 0xDC00 + (value & 0x3FF);
        }
        json_print_unit(out, value);
        i += taken;
    }
    fputc('"', out);
}

void json_print_text(FILE *out, const char *text)
{
    json_print(out, text, strlen(text));
}
