/* json_test.c - texts of class files and of sources as JSON. */
#include "vm/base/json.h"

#include "tests/unit/expect.h"

#include <stdlib.h>
#include <string.h>

static void expect(const char *text, size_t length, const char *wanted)
{
    char *written = NULL;
    size_t size;
    FILE *out = open_memstream(&written, &size);
    json_print(out, text, length);
    fclose(out);
    EXPECT_STR(written, wanted);
    free(written);
}

Test(json, ascii_is_itself_but_for_what_must_be_quoted)
{
    expect("a<b>\n\"\\\t", 8, "\"a<b>\\n\\\"\\\\\\u0009\"");
}

Test(json, both_forms_of_utf8_become_utf16)
{
    expect("\xC3\xA4", 2, "\"\\u00e4\"");
    expect("\xC0\x80", 2, "\"\\u0000\"");
    expect("\xF0\x9F\x98\x80", 4, "\"\\ud83d\\ude00\"");
    expect("\xED\xA0\xBD\xED\xB8\x80", 6, "\"\\ud83d\\ude00\"");
}

Test(json, what_is_no_text_is_replaced_and_ends_with_the_text)
{
    expect("\xFF""a", 2, "\"\\ufffda\"");
    expect("\xE2\x82", 2, "\"\\ufffd\\ufffd\"");
}
