/* bytes_test.c - the checked cursor. */
#include "vm/base/bytes.h"

#include <criterion/criterion.h>

static const u8 data[] = {0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x01};

Test(bytes, reads_big_endian)
{
    Bytes b = bytes_make(data, sizeof data);
    cr_expect_eq(bytes_u8(&b), 0x12);
    cr_expect_eq(bytes_u16(&b), 0x3456);
    cr_expect_eq(bytes_u32(&b), 0x789ABCDEu);
    cr_expect_eq(bytes_offset(&b), 7);
    cr_expect_eq(bytes_left(&b), 2);
    b = bytes_make(data, sizeof data);
    cr_expect_eq(bytes_u64(&b), 0x123456789ABCDEF0u);
    cr_expect_not(b.failed);
}

Test(bytes, stays_at_the_end_after_a_failure)
{
    Bytes b = bytes_make(data, 3);
    bytes_u16(&b);
    cr_expect_eq(bytes_u16(&b), 0);
    cr_expect(b.failed);
    cr_expect_eq(bytes_left(&b), 0);
    cr_expect_eq(bytes_u8(&b), 0);
}

Test(bytes, empty)
{
    Bytes b = bytes_make(data, 0);
    cr_expect_eq(bytes_u8(&b), 0);
    cr_expect(b.failed);
}

Test(bytes, skips)
{
    Bytes b = bytes_make(data, 5);
    cr_expect_eq(bytes_skip(&b, 5), data);
    cr_expect_null(bytes_skip(&b, 1));
    cr_expect(b.failed);
}

Test(bytes, a_part_has_its_own_end)
{
    Bytes b = bytes_make(data, sizeof data), part = bytes_sub(&b, 2);
    cr_expect_eq(bytes_u16(&part), 0x1234);
    bytes_u8(&part);
    cr_expect(part.failed);
    cr_expect_not(b.failed);
    cr_expect_eq(bytes_offset(&b), 2);
    Bytes too_long = bytes_sub(&b, 100);
    cr_expect(too_long.failed);
    cr_expect(b.failed);
}
