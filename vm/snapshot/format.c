/* format.c - see format.h: sums, which tell a damaged file. */
#include "vm/snapshot/format.h"

#include <stdlib.h>
#include <unistd.h>

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

bool format_read(int file, void *to, size_t size, u64 offset)
{
    for (size_t got = 0; got < size;) {
        ssize_t count = pread(file, (char *)to + got, size - got, (off_t)(offset + got));
        if (count <= 0)
            return false;
        got += (size_t)count;
    }
    return true;
}

/* The sum is made of small pieces, so that pages which the program never needs do not become resident. */
bool format_large_sum(int file, const SnapshotHeader *h, u64 *ret_sum)
{
    char *piece = malloc(SNAPSHOT_PIECE);
    bool complete = piece != NULL;
    *ret_sum = 0;
    for (SnapshotSection i = SECTION_REGION; i <= SECTION_IMAGE; i++) {
        const SnapshotExtent *extent = &h->sections[i];
        for (u64 at = 0; complete && at < extent->size; at += SNAPSHOT_PIECE) {
            size_t size = extent->size - at < SNAPSHOT_PIECE ? (size_t)(extent->size - at) : SNAPSHOT_PIECE;
            complete = format_read(file, piece, size, extent->offset + at);
            *ret_sum = format_sum_piece(*ret_sum, piece, size);
        }
    }
    free(piece);
    return complete;
}
