/* frame_pack_test.c - frames in few bytes: values of each width, frame pointers, no byte too many. */
#include "vm/exec/walk/frame_pack.h"

#include "tests/unit/expect.h"

#include <stdlib.h>
#include <string.h>

enum { FRAMES = 9, FRAME_SLOTS = 13, SLOTS = FRAMES * FRAME_SLOTS };

static const u64 values[] = {0,           1,           0xFFFFFFFF,      0x100000000,        0xFFFFFFFFFFFF,
                             1ULL << 47,  1ULL << 48,  UINT64_MAX,      0x8000000000000000, 0x70001234,
                             0x7F0012345678, 0x3FF8000000000000, 0xFFFFFFFF80000000};

/* Each frame has its frame pointer six slots above its lowest one. */
static FramePart make(Slot *low, u64 seed)
{
    for (u64 i = 0; i < SLOTS; i++)
        low[i] = values[(i * 7 + seed) % COUNT_OF(values)];
    FramePart part = {.low = low, .high = low + SLOTS, .fp = low + 6, .return_pc = 0x50001000};
    Slot *fp = part.fp;
    for (int i = 1; i < FRAMES; i++, fp += FRAME_SLOTS)
        fp[FRAME_SAVED_FP] = (Slot)(uintptr_t)(fp + FRAME_SLOTS);
    part.outermost = fp;
    return part;
}

static FramePart elsewhere(const FramePart *part, Slot *low)
{
    return (FramePart){low, low + (part->high - part->low), low + (part->fp - part->low),
                       low + (part->outermost - part->low), part->return_pc};
}

Test(frame_pack, gives_back_what_was_there)
{
    for (u64 seed = 0; seed < COUNT_OF(values); seed++) {
        Slot from[SLOTS], to[SLOTS], moved[SLOTS];
        FramePart part = make(from, seed), there = elsewhere(&part, to);
        void *bytes = malloc(frame_pack_bytes(&part));
        frame_pack(&part, bytes);
        frame_unpack(bytes, &there);
        FramePart expected = frame_part_move(&part, moved);
        frame_part_unlink(&expected);
        for (int i = 0; i < SLOTS; i++) {
            bool is_pointer = i % FRAME_SLOTS == 6 && expected.low + i != expected.outermost;
            u64 wanted = is_pointer ? (u64)(uintptr_t)(to + i + FRAME_SLOTS) : moved[i];
            EXPECT_INT(to[i], wanted);
        }
        free(bytes);
    }
}

Test(frame_pack, takes_no_more_than_it_says)
{
    enum { GUARD = 0x5A };
    Slot from[SLOTS];
    FramePart part = make(from, 3);
    size_t bytes = frame_pack_bytes(&part);
    char *packed = malloc(bytes + 8);
    memset(packed + bytes, GUARD, 8);
    frame_pack(&part, packed);
    EXPECT_INT(bytes % 8, 0);
    for (int i = 0; i < 8; i++)
        EXPECT_INT(packed[bytes + (size_t)i], GUARD);
    free(packed);
}

Test(frame_pack, zeros_and_small_values_take_little)
{
    Slot from[SLOTS];
    FramePart part = make(from, 0);
    for (Slot *slot = from; slot < part.high; slot++)
        if ((slot - from) % FRAME_SLOTS != 6)
            *slot = (slot - from) % 2 ? 0 : 7;
    EXPECT_TRUE(frame_pack_bytes(&part) < SLOTS * sizeof(Slot) / 2);
}
