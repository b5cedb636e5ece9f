/* symbol_test.c - interning: one text, one symbol, from many threads too. */
#include "vm/model/symbol.h"

#include "vm/base/region.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdio.h>

static void setup(void)
{
    cr_assert(region_reserve(256 * MB));
    cr_assert(symbol_init());
}

TestSuite(symbol, .init = setup);

Test(symbol, known_names)
{
    cr_expect_eq(symbol_from("java/lang/Object"), SYM(java_lang_Object));
    cr_expect_eq(symbol_id(SYM(attr_Code)), SYM_attr_Code);
    cr_expect_eq(symbol_id(symbol_from("not known")), SYM_COUNT);
    for (u32 id = 0; id < SYM_COUNT; id++) {
        cr_assert_not_null(symbol_known[id]);
        cr_assert_eq(symbol_known[symbol_id(symbol_known[id])], symbol_known[id]);
    }
}

Test(symbol, one_text_one_symbol)
{
    Symbol *a = symbol_intern("abcd", 3);
    cr_expect_str_eq(a->text, "abc");
    cr_expect_eq(a->length, 3);
    cr_expect_eq(symbol_from("abc"), a);
    cr_expect_eq(symbol_find("abc", 3), a);
    cr_expect_neq(symbol_from("abd"), a);
    cr_expect(symbol_is(a, "abc"));
    cr_expect(region_contains(a));
}

Test(symbol, find_does_not_add)
{
    u32 count = symbol_count();
    cr_expect_null(symbol_find("never seen before", 17));
    cr_expect_eq(symbol_count(), count);
}

Test(symbol, empty_and_longest)
{
    static char text[65535];
    cr_expect_eq(symbol_intern("", 0), symbol_from(""));
    for (u32 i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    Symbol *longest = symbol_intern(text, sizeof text);
    cr_expect_eq(longest->length, 65535);
    cr_expect_eq(symbol_find(text, sizeof text), longest);
}

Test(symbol, flags_are_remembered)
{
    Symbol *s = symbol_from("I");
    cr_expect_not(symbol_has(s, SYMBOL_IS_FIELD_DESC));
    symbol_mark(s, SYMBOL_IS_FIELD_DESC);
    cr_expect(symbol_has(symbol_from("I"), SYMBOL_IS_FIELD_DESC));
    symbol_mark(SYM(attr_Code), SYMBOL_IS_CLASS_NAME);
    cr_expect_eq(symbol_id(SYM(attr_Code)), SYM_attr_Code);
}

enum { NAMES = 60000 }; /* past the first table's size */
static Symbol *seen[4][NAMES];

static void *intern_all(void *argument)
{
    Symbol **row = argument;
    char text[32];
    for (int i = 0; i < NAMES; i++)
        row[i] = symbol_intern(text, (size_t)snprintf(text, sizeof text, "name/%d", i));
    return NULL;
}

Test(symbol, threads_agree_while_the_table_grows)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, intern_all, seen[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < NAMES; i++)
        for (int k = 1; k < 4; k++)
            cr_assert_eq(seen[0][i], seen[k][i]);
    cr_expect_geq(symbol_count(), NAMES);
}
