/* format.c - see format.h: sums, which tell a damaged file. */
#include "vm/snapshot/format.h"

static u64 sum_step(u64 sum, u64 word)
{
    sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
    return sum ^ sum >> 32;
}

/* Four sums beside each other, which the processor works on at once. */
u64 format_sum(const void *start, size_t bytes)
{
    const u64 *words = start;
    size_t count = bytes / sizeof(u64), i = 0;
    u64 sums[4] = {1, 2, 3, 4};
    for (; i + 4 <= count; i += 4)
        for (size_t lane = 0; lane < 4; lane++)
            sums[lane] = sum_step(sums[lane], words[i + lane]);
    for (; i < count; i++)
        sums[0] = sum_step(sums[0], words[i]);
    return sum_step(sum_step(sum_step(sums[0], sums[1]), sums[2]), sums[3]);
}

u64 format_sum_piece(u64 sum, const void *piece, size_t bytes)
{
    return sum_step(sum, format_sum(piece, bytes));
}
