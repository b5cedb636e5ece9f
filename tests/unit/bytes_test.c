/* bytes_test.c - the checked cursor. */
#include "vm/base/bytes.h"

#include "tests/unit/expect.h"

static const u8 data[] = {0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x01};

Test(bytes, reads_big_endian)
{
    Bytes b = bytes_make(data, sizeof data);
    EXPECT_INT(bytes_u8(&b), 0x12);
    EXPECT_INT(bytes_u16(&b), 0x3456);
    EXPECT_INT(bytes_u32(&b), 0x789ABCDEu);
    EXPECT_INT(bytes_offset(&b), 7);
    EXPECT_INT(bytes_left(&b), 2);
    b = bytes_make(data, sizeof data);
    EXPECT_INT(bytes_u64(&b), 0x123456789ABCDEF0u);
    EXPECT_FALSE(b.failed);
}

Test(bytes, stays_at_the_end_after_a_failure)
{
    Bytes b = bytes_make(data, 3);
    bytes_u16(&b);
    EXPECT_INT(bytes_u16(&b), 0);
    EXPECT_TRUE(b.failed);
    EXPECT_INT(bytes_left(&b), 0);
    EXPECT_INT(bytes_u8(&b), 0);
}

Test(bytes, empty)
{
    Bytes b = bytes_make(data, 0);
    EXPECT_INT(bytes_u8(&b), 0);
    EXPECT_TRUE(b.failed);
}

Test(bytes, skips)
{
    Bytes b = bytes_make(data, 5);
    EXPECT_PTR(bytes_skip(&b, 5), data);
    EXPECT_NULL(bytes_skip(&b, 1));
    EXPECT_TRUE(b.failed);
}

Test(bytes, a_part_has_its_own_end)
{
    Bytes b = bytes_make(data, sizeof data), part = bytes_sub(&b, 2);
    EXPECT_INT(bytes_u16(&part), 0x1234);
    bytes_u8(&part);
    EXPECT_TRUE(part.failed);
    EXPECT_FALSE(b.failed);
    EXPECT_INT(bytes_offset(&b), 2);
    Bytes too_long = bytes_sub(&b, 100);
    EXPECT_TRUE(too_long.failed);
    EXPECT_TRUE(b.failed);
}
