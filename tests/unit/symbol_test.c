/* symbol_test.c - interning: one text, one symbol, from many threads too. */
#include "vm/model/symbol.h"

#include "tests/unit/expect.h"
#include "vm/base/region.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void setup(void)
{
    ASSERT_TRUE(base_init(256 * MB));
    ASSERT_TRUE(symbol_init());
}

TestSuite(symbol, .init = setup);

Test(symbol, known_names)
{
    EXPECT_PTR(symbol_from("java/lang/Object"), SYM(java_lang_Object));
    EXPECT_INT(symbol_id(SYM(attr_Code)), SYM_attr_Code);
    EXPECT_INT(symbol_id(symbol_from("not known")), SYM_COUNT);
    for (u32 id = 0; id < SYM_COUNT; id++) {
        ASSERT_NOT_NULL(symbol_known[id]);
        ASSERT_PTR(symbol_known[symbol_id(symbol_known[id])], symbol_known[id]);
    }
}

Test(symbol, one_text_one_symbol)
{
    Symbol *a = symbol_intern("abcd", 3);
    EXPECT_STR(a->text, "abc");
    EXPECT_INT(a->length, 3);
    EXPECT_PTR(symbol_from("abc"), a);
    EXPECT_PTR(symbol_find("abc", 3), a);
    EXPECT_NOT_PTR(symbol_from("abd"), a);
    EXPECT_TRUE(symbol_is(a, "abc"));
    EXPECT_TRUE(region_contains(a));
}

Test(symbol, find_does_not_add)
{
    u32 count = symbol_count();
    EXPECT_NULL(symbol_find("never seen before", 17));
    EXPECT_INT(symbol_count(), count);
}

Test(symbol, empty_and_longest)
{
    static char text[65535];
    EXPECT_PTR(symbol_intern("", 0), symbol_from(""));
    for (u32 i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    Symbol *longest = symbol_intern(text, sizeof text);
    EXPECT_INT(longest->length, 65535);
    EXPECT_PTR(symbol_find(text, sizeof text), longest);
}

Test(symbol, flags_are_remembered)
{
    Symbol *s = symbol_from("I");
    EXPECT_FALSE(symbol_has(s, SYMBOL_IS_FIELD_DESC));
    symbol_mark(s, SYMBOL_IS_FIELD_DESC);
    EXPECT_TRUE(symbol_has(symbol_from("I"), SYMBOL_IS_FIELD_DESC));
    symbol_mark(SYM(attr_Code), SYMBOL_IS_CLASS_NAME);
    EXPECT_INT(symbol_id(SYM(attr_Code)), SYM_attr_Code);
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
            ASSERT_PTR(seen[0][i], seen[k][i]);
    EXPECT_AT_LEAST(symbol_count(), NAMES);
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
    EXPECT_INT(symbol_count(), count - 1);
    EXPECT_NULL(symbol_find("neither", 7));
    EXPECT_PTR(symbol_find("reached", 7), reached);
    EXPECT_PTR(symbol_find("permanent", 9), permanent);
    EXPECT_PTR(symbol_from("java/lang/Object"), SYM(java_lang_Object));
    EXPECT_INT(symbol_id(SYM(attr_Code)), SYM_attr_Code);
    /* Reached then is not reached now. */
    symbol_sweep(true);
    EXPECT_NULL(symbol_find("reached", 7));
    EXPECT_PTR(symbol_find("permanent", 9), permanent);
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
        EXPECT_PTR(symbol_find(kept[i]->text, kept[i]->length), kept[i]);
    EXPECT_NULL(symbol_find("beside", 6));
    symbol_sweep(false);
    EXPECT_NULL(symbol_find("start", 5));
}

Test(symbol, flags_of_a_freed_name_are_forgotten)
{
    symbol_mark(symbol_from("I"), SYMBOL_IS_FIELD_DESC);
    symbol_sweep(false);
    EXPECT_FALSE(symbol_has(symbol_from("I"), SYMBOL_IS_FIELD_DESC));
}

Test(symbol, memory_is_used_again_and_bounded)
{
    int number = 0;
    size_t first = grow_until_due(&number), used = 0;
    EXPECT_ABOVE(first, 1 * MB);
    for (int round = 0; round < 20; round++) {
        symbol_sweep(false);
        EXPECT_FALSE(symbol_sweep_is_due(true));
        grow_until_due(&number);
        if (round == 0)
            used = region_used();
    }
    EXPECT_AT_MOST(region_used(), used + 128 * KB);
    symbol_sweep(false);
    EXPECT_AT_MOST(region_used(), 2 * MB); /* the table and what is permanent */
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
            if (i % 3 == 0 && old)
                ASSERT_PTR(old, names[i]);
        }
        for (int i = 0; i < COUNT; i += 3)
            symbol_reach(names[i]);
        symbol_sweep(round % 2);
        char text[64];
        for (int i = 0; i < COUNT; i++) {
            int length = snprintf(text, sizeof text, "some/name/of/a/class/C%d", i);
            ASSERT_PTR(symbol_find(text, (size_t)length), i % 3 ? NULL : names[i]);
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
            ASSERT_NOT_NULL(symbol_intern(text, sizeof text - (size_t)i * 500));
        }
        ASSERT_TRUE(symbol_sweep_is_due(false));
        symbol_sweep(false);
        if (round == 1)
            used = region_used();
    }
    EXPECT_AT_MOST(region_used(), used);
}
