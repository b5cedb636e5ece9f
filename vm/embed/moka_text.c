/* moka_text.c - see moka_room.h: memory that the host gets, and text across the border.
 * The host's text is UTF-8 as the rest of the world has it: a zero byte is a character like others, and
 * supplementary characters take four bytes, unlike in the modified form that class files have. */
#include "vm/embed/moka_room.h"

#include "vm/base/state.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

/* ---- memory ---- */

/* In front of each block, so that it can be freed when the machine is gone. */
typedef struct Block {
    moka_allocate *allocate;
    void *user;
} Block;

SNAPSHOT_STATE(host) static struct {
    Block owner;
} state;

static void *allocate_by_malloc(void *user, void *block, size_t length)
{
    (void)user;
    if (length)
        return malloc(length);
    free(block);
    return NULL;
}

void moka_memory_init(moka_allocate *allocate, void *user)
{
    state.owner = (Block){allocate ? allocate : allocate_by_malloc, user};
}

void *moka_memory(size_t size)
{
    Block owner = state.owner.allocate ? state.owner : (Block){allocate_by_malloc, NULL};
    Block *block = owner.allocate(owner.user, NULL, sizeof *block + size);
    if (!block)
        return NULL;
    *block = owner;
    return block + 1;
}

void moka_memory_free(void *memory)
{
    if (!memory)
        return;
    Block *block = (Block *)memory - 1;
    block->allocate(block->user, block, 0);
}

/* ---- from UTF-8 ---- */

enum { REPLACEMENT = 0xFFFD, SMALL = 512 };

/* Well-formed sequences by their first byte (Unicode, table 3-7): how many bytes follow, and between what the
 * first of them must be. */
static u32 sequence_tail(u8 first, u8 *ret_low, u8 *ret_high)
{
    *ret_low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    *ret_high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return first >= 0xC2 && first <= 0xDF   ? 1
           : first >= 0xE0 && first <= 0xEF ? 2
           : first >= 0xF0 && first <= 0xF4 ? 3
                                            : 0;
}

/* One character at *at, which moves past it; of an ill-formed sequence past its longest good beginning. */
static u32 next_character(const u8 **at, const u8 *end)
{
    u8 first = *(*at)++, low, high;
    if (first < 0x80)
        return first;
    u32 tail = sequence_tail(first, &low, &high);
    if (tail == 0)
        return REPLACEMENT;
    u32 character = first & (0x3Fu >> tail);
    for (; tail; tail--) {
        if (*at == end || **at < low || **at > high)
            return REPLACEMENT;
        character = character << 6 | (*(*at)++ & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    return character;
}

static i32 decode(const char *text, size_t length, u16 *ret_units)
{
    const u8 *at = (const u8 *)text, *end = at + length;
    i32 count = 0;
    while (at < end) {
        u32 character = next_character(&at, end);
        if (character < 0x10000) {
            ret_units[count++] = (u16)character;
        } else {
            ret_units[count++] = (u16)(0xD7C0 + (character >> 10));
            ret_units[count++] = (u16)(0xDC00 | (character & 0x3FF));
        }
    }
    return count;
}

Object *moka_string_of(Thread *t, const char *text, size_t length)
{
    u16 small[SMALL];
    u16 *units = length > INT32_MAX ? NULL : length > SMALL ? malloc(length * sizeof *units) : small;
    if (!units) {
        throw_out_of_memory(t, "Native memory allocation");
        return NULL;
    }
    units[0] = 0; /* of an empty text nothing is read, which the compiler does not see */
    Object *string = string_from_utf16(t, units, decode(text, length, units));
    if (units != small)
        free(units);
    return string;
}

/* ---- to UTF-8 ---- */

static bool is_high(u32 unit)
{
    return (unit & 0xFC00) == 0xD800;
}

static bool is_low(u32 unit)
{
    return (unit & 0xFC00) == 0xDC00;
}

static char *encode_character(u32 c, char *out)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else {
        *out++ = (char)(0xF0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3F));
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    return out;
}

/* Writes at most three bytes for each unit; returns the end. */
static char *encode(const Object *string, char *out)
{
    i32 length = string_length(string);
    for (i32 i = 0; i < length; i++) {
        u32 c = string_char(string, i);
        if (is_high(c) && i + 1 < length && is_low(string_char(string, i + 1)))
            c = 0x10000 + ((c & 0x3FF) << 10 | (string_char(string, ++i) & 0x3FFu));
        else if (is_high(c) || is_low(c))
            c = REPLACEMENT;
        out = encode_character(c, out);
    }
    return out;
}

/* As many bytes as encode writes. */
static size_t encoded_length(const Object *string)
{
    size_t total = 0;
    i32 length = string_length(string);
    for (i32 i = 0; i < length; i++) {
        u32 c = string_char(string, i);
        bool is_pair = is_high(c) && i + 1 < length && is_low(string_char(string, i + 1));
        total += c < 0x80 ? 1 : c < 0x800 ? 2 : is_pair ? 4 : 3;
        i += is_pair;
    }
    return total;
}

char *moka_text_of_string(const Object *string, size_t *ret_length)
{
    *ret_length = encoded_length(string);
    char *text = moka_memory(*ret_length + 1);
    if (text)
        *encode(string, text) = '\0';
    return text;
}
