/* symbol_test.c - interning: one text, one symbol, from many threads too. */
#include "vm/model/symbol.h"

#include "vm/base/region.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

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

/* ---- freeing ---- */

static Symbol *numbered(int i)
{
    char text[64];
    return symbol_intern(text, (size_t)snprintf(text, sizeof text, "some/name/of/a/class/C%d", i));
}

static size_t grow_until_due(int *number)
{
    size_t before = region_used();
    while (!symbol_sweep_is_due(false))
        numbered(++*number);
    return region_used() - before;
}

Test(symbol, a_sweep_frees_what_is_not_reached)
{
    Symbol *reached = symbol_from("reached"), *permanent = symbol_permanent("permanent");
    symbol_from("neither");
    u32 count = symbol_count();
    symbol_reach(reached);
    symbol_reach(NULL);
    symbol_sweep(true);
    cr_expect_eq(symbol_count(), count - 1);
    cr_expect_null(symbol_find("neither", 7));
    cr_expect_eq(symbol_find("reached", 7), reached);
    cr_expect_eq(symbol_find("permanent", 9), permanent);
    cr_expect_eq(symbol_from("java/lang/Object"), SYM(java_lang_Object));
    cr_expect_eq(symbol_id(SYM(attr_Code)), SYM_attr_Code);
    /* Reached then is not reached now. */
    symbol_sweep(true);
    cr_expect_null(symbol_find("reached", 7));
    cr_expect_eq(symbol_find("permanent", 9), permanent);
}

Test(symbol, a_word_keeps_what_it_points_into)
{
    Symbol *kept[] = {symbol_from("start"), symbol_from("within"), symbol_from("its end"),
                      symbol_from("half")};
    symbol_from("beside");
    u64 words[] = {
        (u64)(uintptr_t)kept[0],
        (u64)(uintptr_t)(kept[1]->text + 3),
        (u64)(uintptr_t)(kept[2]->text + kept[2]->length),
        (u64)region_ref(kept[3]) << 32 | 7,
        (u64)(uintptr_t)&words,
        0,
    };
    symbol_reach_words(words, words + COUNT_OF(words));
    symbol_sweep(true);
    for (u32 i = 0; i < COUNT_OF(kept); i++)
        cr_expect_eq(symbol_find(kept[i]->text, kept[i]->length), kept[i]);
    cr_expect_null(symbol_find("beside", 6));
    symbol_sweep(false);
    cr_expect_null(symbol_find("start", 5));
}

Test(symbol, flags_of_a_freed_name_are_forgotten)
{
    symbol_mark(symbol_from("I"), SYMBOL_IS_FIELD_DESC);
    symbol_sweep(false);
    cr_expect_not(symbol_has(symbol_from("I"), SYMBOL_IS_FIELD_DESC));
}

Test(symbol, memory_is_used_again_and_bounded)
{
    int number = 0;
    size_t first = grow_until_due(&number), used = 0;
    cr_expect(first > 1 * MB);
    for (int round = 0; round < 20; round++) {
        symbol_sweep(false);
        cr_expect_not(symbol_sweep_is_due(true));
        grow_until_due(&number);
        if (round == 0)
            used = region_used();
    }
    cr_expect_leq(region_used(), used + 128 * KB);
    symbol_sweep(false);
    cr_expect_leq(region_used(), 2 * MB); /* the table and what is permanent */
}

/* Every third name lives: holes of all sizes, and a table that shrinks and grows. */
Test(symbol, survivors_stay_what_they_are)
{
    enum { COUNT = 100000 };
    static Symbol *names[COUNT];
    for (int round = 0; round < 4; round++) {
        for (int i = 0; i < COUNT; i++) {
            Symbol *old = names[i];
            names[i] = numbered(i);
            cr_assert(i % 3 || !old || old == names[i]);
        }
        for (int i = 0; i < COUNT; i += 3)
            symbol_reach(names[i]);
        symbol_sweep(round % 2);
        char text[64];
        for (int i = 0; i < COUNT; i++) {
            int length = snprintf(text, sizeof text, "some/name/of/a/class/C%d", i);
            cr_assert_eq(symbol_find(text, (size_t)length), i % 3 ? NULL : names[i]);
        }
    }
}

Test(symbol, long_names_are_freed_too)
{
    static char text[65535];
    size_t used = 0;
    memset(text, 'x', sizeof text);
    for (int round = 0; round < 50; round++) {
        for (int i = 0; i < 120; i++) {
            text[0] = (char)('a' + i % 26), text[1] = (char)('a' + i / 26);
            cr_assert_not_null(symbol_intern(text, sizeof text - (size_t)i * 500));
        }
        cr_assert(symbol_sweep_is_due(false));
        symbol_sweep(false);
        if (round == 1)
            used = region_used();
    }
    cr_expect_leq(region_used(), used);
}
