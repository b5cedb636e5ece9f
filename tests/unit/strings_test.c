/* strings_test.c - making, reading and interning strings (vm/string/strings.c) */
#include "tests/unit/heap_fixture.h"

#include "tests/unit/expect.h"
#include "vm/string/strings.h"
#include "vm/thread/handles.h"

#include <stdio.h>
#include <stdlib.h>

/* value 8, coder 16 */
static Thread *start(void)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 64 * MB, .verify = true});
    wk_class[WK_CLASS_String] = fixture_class(boot_loader, 1, 8);
    wk_field[WK_FIELD_String_value] = 8;
    wk_field[WK_FIELD_String_coder] = 16;
    wk_primitive_array[T_BYTE] = fixture_array_class(T_BYTE);
    return t;
}

static void check_text(Object *string, const char *utf8)
{
    char *text = string_to_utf8(string);
    ASSERT_STR(text, utf8);
    ASSERT_INT(string_utf8_length(string), strlen(utf8));
    free(text);
}

Test(strings, latin1_when_possible)
{
    Thread *t = start();
    Object *s = string_from_utf8(t, "gr\xC3\xBC\xC3\x9F", 6);
    ASSERT_INT(string_length(s), 4);
    ASSERT_INT(*FIELD_AT(s, 16, u8), 0);
    ASSERT_INT(string_char(s, 2), 0xFC);
    check_text(s, "gr\xC3\xBC\xC3\x9F");
    s = string_from_utf8(t, "\xE2\x82\xAC 5", 5);
    ASSERT_INT(string_length(s), 3);
    ASSERT_INT(*FIELD_AT(s, 16, u8), 1);
    ASSERT_INT(string_char(s, 0), 0x20AC);
    check_text(s, "\xE2\x82\xAC 5");
    ASSERT_INT(string_length(string_from_utf8(t, "", 0)), 0);
}

Test(strings, a_zero_character_is_two_bytes)
{
    Thread *t = start();
    Object *s = string_from_utf16(t, (u16[]){'a', 0, 'b'}, 3);
    ASSERT_INT(string_length(s), 3);
    check_text(s, "a\xC0\x80"
                  "b");
    u16 units[2];
    string_copy_units(s, 1, 2, units);
    ASSERT_INT(units[0], 0);
    ASSERT_INT(units[1], 'b');
}

Test(strings, host_text_is_standard_utf8)
{
    Thread *t = start();
    Object *s = string_from_host(t, "\xF0\x9F\x98\x80!");
    ASSERT_INT(string_length(s), 3);
    ASSERT_INT(string_char(s, 0), 0xD83D);
    ASSERT_INT(string_char(s, 1), 0xDE00);
    s = string_from_host(t, "a\xFF\xC3z\xE2\x82");
    ASSERT_INT(string_char(s, 1), 0xFFFD);
    ASSERT_INT(string_char(s, 2), 0xFFFD);
    ASSERT_INT(string_char(s, 3), 'z');
    ASSERT_INT(string_char(s, 4), 0xFFFD);
    s = string_from_host(t, "\xED\xA0\x80"); /* a surrogate alone */
    ASSERT_INT(string_char(s, 0), 0xFFFD);
    s = string_from_host(t, "\xC0\x80"); /* not the shortest form */
    ASSERT_INT(string_char(s, 0), 0xFFFD);
}

Test(strings, symbols_and_class_names)
{
    Thread *t = start();
    Symbol *name = symbol_from("java/lang/String");
    check_text(string_from_class_name(t, name), "java.lang.String");
    check_text(string_from_symbol(t, name), "java/lang/String");
    ASSERT_PTR(string_to_symbol(string_from_class_name(t, name), true), name);
    ASSERT_PTR(string_to_symbol(string_from_symbol(t, name), false), name);
}

Test(strings, interning_gives_one_string)
{
    Thread *t = start();
    Object *a = string_from_utf8(t, "hello", 5), *b = string_from_utf8(t, "hello", 5);
    ASSERT_NOT_PTR(a, b);
    ASSERT_TRUE(string_equals(a, b));
    ASSERT_PTR(string_intern(t, a), a);
    ASSERT_PTR(string_intern(t, b), a);
    ASSERT_PTR(string_intern_symbol(t, symbol_from("hello")), a);
    Object *wide = string_intern_symbol(t, symbol_from("\xE2\x82\xAC"));
    ASSERT_PTR(string_intern(t, string_from_utf16(t, (u16[]){0x20AC}, 1)), wide);
    ASSERT_NOT_PTR(string_intern_symbol(t, symbol_from("\xC2\xAC")), wide);
}

enum { MANY = 100000 };

Test(strings, the_table_grows_and_is_weak)
{
    Thread *t = start();
    HandleRef kept[100];
    char text[32];
    for (int i = 0; i < MANY; i++) {
        Object *s = string_intern(t, string_from_utf8(t, text, (size_t)sprintf(text, "string %d", i)));
        if (i % 1000 == 0)
            kept[i / 1000] = handles_global(s);
    }
    for (int i = 0; i < 3; i++)
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
    size_t before = heap_used();
    for (int i = 0; i < MANY; i++) {
        Object *s = string_intern(t, string_from_utf8(t, text, (size_t)sprintf(text, "string %d", i)));
        if (i % 1000 == 0)
            ASSERT_PTR(s, handles_get(kept[i / 1000]));
    }
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_BELOW(heap_used(), before + 4 * MB);
}
