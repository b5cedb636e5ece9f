/* codecache_test.c - memory for machine code: places, holes, and that what is written can run. */
#include "jit/codecache.h"

#include "tests/unit/expect.h"
#include "vm/base/region.h"
#include <string.h>

static void setup(void)
{
    const char *error;
    ASSERT_TRUE(region_reserve(16 * MB));
    ASSERT_TRUE(codecache_init(MB, &error));
}

TestSuite(codecache, .init = setup, .fini = codecache_reset);

Test(codecache, code_lies_low_and_runs)
{
    static const u8 answer[] = {0xB8, 42, 0, 0, 0, 0xC3}; /* mov eax, 42; ret */
    u8 *code = codecache_take(sizeof answer, 0);
    EXPECT_TRUE((uintptr_t)code + MB <= (uintptr_t)2 * GB);
    EXPECT_INT((uintptr_t)code % 64, 0);
    memcpy(codecache_writable(code), answer, sizeof answer);
    EXPECT_INT(((int (*)(void))(uintptr_t)code)(), 42);
}

Test(codecache, what_is_given_back_is_taken_again)
{
    u8 *first = codecache_take(100, 0), *second = codecache_take(100, 13), *third = codecache_take(100, 0);
    EXPECT_PTR(second, first + 128 + 13);
    codecache_give_back(first, 100);
    codecache_give_back(third, 100);
    codecache_give_back(second, 100);
    EXPECT_INT(codecache_used(), 0);
    EXPECT_PTR(codecache_take(MB, 0), first, "neighbours are joined");
    EXPECT_NULL(codecache_take(1, 0), "it is full");
    EXPECT_INT(codecache_used(), MB);
}
