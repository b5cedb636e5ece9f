/* utf8_test.c - modified UTF-8: what is well formed (JVMS 4.4.7), and the way to UTF-16 and back. */
#include "vm/base/utf8.h"

#include "tests/unit/expect.h"

#include <stdlib.h>
#include <string.h>

static bool good(const char *text, size_t length)
{
    /* On the heap and no longer than it is, for the sanitizer. */
    u8 *copy = calloc(1, length ? length : 1);
    memcpy(copy, text, length);
    bool result = utf8_is_modified(copy, length);
    free(copy);
    return result;
}

#define GOOD(text) EXPECT_TRUE(good(text, sizeof text - 1))
#define BAD(text)  EXPECT_FALSE(good(text, sizeof text - 1))

Test(utf8, well_formed)
{
    GOOD("");
    GOOD("plain ASCII of some length\x7f");
    GOOD("\xC0\x80");
    GOOD("\xC2\x80 \xDF\xBF");
    GOOD("\xE0\xA0\x80 \xEF\xBF\xBF");
    GOOD("\xED\xA0\x80\xED\xB0\x80");
}

Test(utf8, malformed)
{
    BAD("a\0b");
    BAD("12345678\0");
    BAD("\x80");
    BAD("1234567\xC3");
    BAD("\xC3"
        "A");
    BAD("\xE1\x80");
    BAD("\xE1\x80"
        "A");
    BAD("\xF0\x90\x80\x80");
    BAD("\xFF");
}

Test(utf8, longer_than_needed)
{
    BAD("\xC0\x81");
    BAD("\xC1\xBF");
    BAD("\xE0\x80\x80");
    BAD("\xE0\x9F\xBF");
}

Test(utf8, every_unit_goes_there_and_back)
{
    for (u32 unit = 0; unit <= 0xFFFF; unit++) {
        u16 in = (u16)unit, out = 0;
        char text[3];
        size_t length = utf8_from_utf16(&in, 1, text);
        ASSERT_INT(length, utf8_length_of_utf16(&in, 1));
        ASSERT_TRUE(utf8_is_modified((u8 *)text, length));
        ASSERT_INT(utf8_units((u8 *)text, length), 1);
        ASSERT_INT(utf8_is_latin1((u8 *)text, length), unit < 256);
        utf8_to_utf16((u8 *)text, length, &out);
        ASSERT_INT(out, in);
        if (unit < 256) {
            u8 byte = 0, same = (u8)unit;
            utf8_to_latin1((u8 *)text, length, &byte);
            ASSERT_INT(byte, unit);
            ASSERT_INT(utf8_length_of_latin1(&same, 1), length);
        }
    }
}

Test(utf8, hashes_differ)
{
    EXPECT_INT(utf8_hash("java/lang/String", 16), utf8_hash("java/lang/String", 16));
    EXPECT_NOT_INT(utf8_hash("java/lang/String", 16), utf8_hash("java/lang/Strinh", 16));
    EXPECT_NOT_INT(utf8_hash("a", 1), utf8_hash("a\0", 2));
}
