/* state_test.c - rooms end and begin again: after a reset, a room's init finds it as at the start */
#include "vm/base/arena.h"
#include "vm/base/base.h"
#include "vm/base/host_slot.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"

#include <criterion/criterion.h>

static void use_base(void)
{
    Arena arena;
    cr_assert(base_init(16 * MB));
    cr_expect_eq(region_used(), 0);
    cr_expect_null(host_slot_get(0));
    arena_init_region(&arena);
    u64 *words = arena_alloc(&arena, 3 * REGION_CHUNK);
    for (size_t i = 0; i < 3 * REGION_CHUNK / sizeof *words; i++)
        cr_assert_eq(words[i], 0);
    words[0] = 1;
    region_set_owner(words, sizeof *words, region_base);
    cr_expect_eq(host_slot_add(words), 1);
    cr_expect_eq(trace_enabled, 0);
    trace_enabled = 1;
}

Test(state, base_begins_again)
{
    for (int i = 0; i < 2; i++) {
        use_base();
        base_reset();
        cr_expect_null(region_base);
    }
}
