/* expect.h - what a unit test expects, so that a failure shows the values
 *
 * In:     an expression, what is wanted of it, and optionally a note: a format with its arguments
 * Out:    on failure Criterion's line with the place, "<expression> is <value>, wanted <value> <note>"
 * Keeps:  each argument is evaluated once; integers are compared as signed 64-bit values, so that -1 is not
 *         0xFFFFFFFF; a pointer or a floating value given to EXPECT_INT does not compile
 * Tests:  tests/suites/16_failures breaks one of each kind and reads what is printed
 *
 * EXPECT_x notes the failure and goes on; ASSERT_x ends the test, and is for what the rest of it relies on.
 *
 *     INT, HEX               equal integers, booleans or enum values, shown in decimal or hexadecimal
 *     NOT_INT, AT_LEAST, AT_MOST, ABOVE, BELOW                     other relations of integers
 *     DOUBLE                 equal floating values, shown to the last bit
 *     PTR, NOT_PTR, NULL, NOT_NULL                                 addresses
 *     STR, NOT_STR, BYTES    texts (NULL is a value too), bytes of a given length
 *     TRUE, FALSE            anything that C takes for a condition and that has no two sides to show
 *     HAS, HAS_NOT           flags, of which some or none are set
 */
#ifndef MOKA_TESTS_UNIT_EXPECT_H
#define MOKA_TESTS_UNIT_EXPECT_H

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EXPECT_INT(actual, wanted, ...)       EXPECT_NUMBER(cr_expect, actual, ==, wanted, __VA_ARGS__)
#define ASSERT_INT(actual, wanted, ...)       EXPECT_NUMBER(cr_assert, actual, ==, wanted, __VA_ARGS__)
#define EXPECT_NOT_INT(actual, unwanted, ...) EXPECT_NUMBER(cr_expect, actual, !=, unwanted, __VA_ARGS__)
#define ASSERT_NOT_INT(actual, unwanted, ...) EXPECT_NUMBER(cr_assert, actual, !=, unwanted, __VA_ARGS__)
#define EXPECT_AT_LEAST(actual, least, ...)   EXPECT_NUMBER(cr_expect, actual, >=, least, __VA_ARGS__)
#define ASSERT_AT_LEAST(actual, least, ...)   EXPECT_NUMBER(cr_assert, actual, >=, least, __VA_ARGS__)
#define EXPECT_AT_MOST(actual, most, ...)     EXPECT_NUMBER(cr_expect, actual, <=, most, __VA_ARGS__)
#define ASSERT_AT_MOST(actual, most, ...)     EXPECT_NUMBER(cr_assert, actual, <=, most, __VA_ARGS__)
#define EXPECT_ABOVE(actual, bound, ...)      EXPECT_NUMBER(cr_expect, actual, >, bound, __VA_ARGS__)
#define ASSERT_ABOVE(actual, bound, ...)      EXPECT_NUMBER(cr_assert, actual, >, bound, __VA_ARGS__)
#define EXPECT_BELOW(actual, bound, ...)      EXPECT_NUMBER(cr_expect, actual, <, bound, __VA_ARGS__)
#define ASSERT_BELOW(actual, bound, ...)      EXPECT_NUMBER(cr_assert, actual, <, bound, __VA_ARGS__)

#define EXPECT_HEX(actual, wanted, ...) \
    EXPECT_RELATION(cr_expect, uint64_t, "0x%" PRIx64, (actual) | 0, ==, (wanted) | 0, #actual, __VA_ARGS__)
#define ASSERT_HEX(actual, wanted, ...) \
    EXPECT_RELATION(cr_assert, uint64_t, "0x%" PRIx64, (actual) | 0, ==, (wanted) | 0, #actual, __VA_ARGS__)
#define EXPECT_DOUBLE(actual, wanted, ...) \
    EXPECT_RELATION(cr_expect, double, "%.17g", actual, ==, wanted, #actual, __VA_ARGS__)

#define EXPECT_PTR(actual, wanted, ...)       EXPECT_ADDRESS(cr_expect, actual, ==, wanted, __VA_ARGS__)
#define ASSERT_PTR(actual, wanted, ...)       EXPECT_ADDRESS(cr_assert, actual, ==, wanted, __VA_ARGS__)
#define EXPECT_NOT_PTR(actual, unwanted, ...) EXPECT_ADDRESS(cr_expect, actual, !=, unwanted, __VA_ARGS__)
#define ASSERT_NOT_PTR(actual, unwanted, ...) EXPECT_ADDRESS(cr_assert, actual, !=, unwanted, __VA_ARGS__)
#define EXPECT_NULL(actual, ...)              EXPECT_ADDRESS(cr_expect, actual, ==, NULL, __VA_ARGS__)
#define ASSERT_NULL(actual, ...)              EXPECT_ADDRESS(cr_assert, actual, ==, NULL, __VA_ARGS__)
#define EXPECT_NOT_NULL(actual, ...)          EXPECT_ADDRESS(cr_expect, actual, !=, NULL, __VA_ARGS__)
#define ASSERT_NOT_NULL(actual, ...)          EXPECT_ADDRESS(cr_assert, actual, !=, NULL, __VA_ARGS__)

#define EXPECT_STR(actual, wanted, ...)       EXPECT_TEXT(cr_expect, actual, ==, wanted, __VA_ARGS__)
#define ASSERT_STR(actual, wanted, ...)       EXPECT_TEXT(cr_assert, actual, ==, wanted, __VA_ARGS__)
#define EXPECT_NOT_STR(actual, unwanted, ...) EXPECT_TEXT(cr_expect, actual, !=, unwanted, __VA_ARGS__)

#define EXPECT_BYTES(actual, wanted, length, ...) EXPECT_SPAN(cr_expect, actual, wanted, length, __VA_ARGS__)
#define ASSERT_BYTES(actual, wanted, length, ...) EXPECT_SPAN(cr_assert, actual, wanted, length, __VA_ARGS__)

#define EXPECT_TRUE(condition, ...)  EXPECT_CONDITION(cr_expect, condition, true, __VA_ARGS__)
#define ASSERT_TRUE(condition, ...)  EXPECT_CONDITION(cr_assert, condition, true, __VA_ARGS__)
#define EXPECT_FALSE(condition, ...) EXPECT_CONDITION(cr_expect, condition, false, __VA_ARGS__)
#define ASSERT_FALSE(condition, ...) EXPECT_CONDITION(cr_assert, condition, false, __VA_ARGS__)

#define EXPECT_HAS(flags, some, ...)     EXPECT_FLAGS(cr_expect, flags, some, !=, "some", __VA_ARGS__)
#define ASSERT_HAS(flags, some, ...)     EXPECT_FLAGS(cr_assert, flags, some, !=, "some", __VA_ARGS__)
#define EXPECT_HAS_NOT(flags, some, ...) EXPECT_FLAGS(cr_expect, flags, some, ==, "none", __VA_ARGS__)

/* --- how they are made -----------------------------------------------------------------------------------
 * check is cr_expect or cr_assert. __VA_ARGS__ is the note: a literal with its arguments, or nothing. */

#define EXPECT_RELATION(check, type, format, actual, relation, wanted, text, ...)                           \
    do {                                                                                                    \
        char expect_note_[EXPECT_LONGEST];                                                                  \
        type expect_actual_ = (actual);                                                                     \
        type expect_wanted_ = (wanted);                                                                     \
        check(expect_actual_ relation expect_wanted_, "%s is " format ", wanted %s" format "%s", text,      \
              expect_actual_, expect_sign(#relation), expect_wanted_,                                       \
              expect_note(expect_note_, " " __VA_ARGS__));                                                  \
    } while (0)

/* `| 0` keeps an integer's value and compiles for nothing else. */
#define EXPECT_NUMBER(check, actual, relation, wanted, ...) \
    EXPECT_RELATION(check, int64_t, "%" PRId64, (actual) | 0, relation, (wanted) | 0, #actual, __VA_ARGS__)

#define EXPECT_ADDRESS(check, actual, relation, wanted, ...) \
    EXPECT_RELATION(check, const volatile void *, "%p", actual, relation, wanted, #actual, __VA_ARGS__)

#define EXPECT_TEXT(check, actual, relation, wanted, ...)                                                   \
    do {                                                                                                    \
        char expect_note_[EXPECT_LONGEST];                                                                  \
        const char *expect_actual_ = (actual), *expect_wanted_ = (wanted);                                  \
        check(expect_order(expect_actual_, expect_wanted_) relation 0,                                      \
              "%s is\n  \"%s\", wanted %s\n  \"%s\"%s", #actual, expect_shown(expect_actual_),               \
              expect_sign(#relation), expect_shown(expect_wanted_),                                         \
              expect_note(expect_note_, " " __VA_ARGS__));                                                  \
    } while (0)

#define EXPECT_SPAN(check, actual, wanted, length, ...)                                                     \
    do {                                                                                                    \
        char expect_note_[EXPECT_LONGEST], expect_hex_[2][EXPECT_LONGEST];                                  \
        const void *expect_actual_ = (actual), *expect_wanted_ = (wanted);                                  \
        size_t expect_length_ = (length);                                                                   \
        size_t expect_at_ = expect_difference(expect_actual_, expect_wanted_, expect_length_);              \
        check(expect_at_ == expect_length_, "%s from byte %zu of %zu on is %s, wanted %s%s", #actual,       \
              expect_at_, expect_length_,                                                                   \
              expect_hex(expect_hex_[0], expect_actual_, expect_at_, expect_length_),                       \
              expect_hex(expect_hex_[1], expect_wanted_, expect_at_, expect_length_),                       \
              expect_note(expect_note_, " " __VA_ARGS__));                                                  \
    } while (0)

#define EXPECT_CONDITION(check, condition, wanted, ...)                                                     \
    do {                                                                                                    \
        char expect_note_[EXPECT_LONGEST];                                                                  \
        check(((condition) ? true : false) == wanted, "%s is not " #wanted "%s", #condition,                \
              expect_note(expect_note_, " " __VA_ARGS__));                                                  \
    } while (0)

#define EXPECT_FLAGS(check, flags, mask, relation, quantity, ...)                                           \
    do {                                                                                                    \
        char expect_note_[EXPECT_LONGEST];                                                                  \
        uint64_t expect_flags_ = (flags) | 0, expect_mask_ = (mask) | 0;                                    \
        check((expect_flags_ & expect_mask_) relation 0, "%s is %#" PRIx64 ", wanted " quantity             \
              " of %s, %#" PRIx64 "%s", #flags, expect_flags_, #mask, expect_mask_,                         \
              expect_note(expect_note_, " " __VA_ARGS__));                                                  \
    } while (0)

enum { EXPECT_LONGEST = 512 };

/* What is printed before the wanted value. */
static inline const char *expect_sign(const char *relation)
{
    if (strcmp(relation, "==") == 0) return "";
    if (strcmp(relation, "!=") == 0) return "other than ";
    return relation;
}

__attribute__((format(printf, 2, 3))) static inline const char *expect_note(char *buffer,
                                                                            const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer, EXPECT_LONGEST, format, arguments);
    va_end(arguments);
    return buffer;
}

/* 0 for equal texts; NULL equals NULL alone. */
static inline int expect_order(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : a != b;
}

static inline const char *expect_shown(const char *text)
{
    return text ? text : "(null)";
}

/* The first place where two spans differ; their length when nowhere. */
static inline size_t expect_difference(const void *a, const void *b, size_t length)
{
    size_t at = 0;
    while (at < length && ((const unsigned char *)a)[at] == ((const unsigned char *)b)[at]) at++;
    return at;
}

/* A few bytes from at on, in hexadecimal. */
static inline const char *expect_hex(char *buffer, const void *bytes, size_t at, size_t length)
{
    enum { SHOWN = 16 };
    int used = 0;
    buffer[0] = 0;
    for (size_t i = at; i < length && i < at + SHOWN; i++)
        used += sprintf(buffer + used, "%02x ", ((const unsigned char *)bytes)[i]);
    return buffer;
}

#endif
