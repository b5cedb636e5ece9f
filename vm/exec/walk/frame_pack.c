/* frame_pack.c - see frame_pack.h. Each value is written and read as eight bytes, of which the next one
 * overwrites what it does not need: there is no branch but for frame pointers. */
#include "vm/exec/walk/frame_pack.h"

#include <string.h>

enum { TAG_BITS = 2, TAGS = 64 / TAG_BITS };

static const u8 widths[] = {0, 4, 6, 8};
static const u64 masks[] = {0, 0xFFFFFFFF, 0xFFFFFFFFFFFF, UINT64_MAX};

static u32 tag_of(u64 value)
{
    return (u32)(value != 0) + (u32)(value >> 32 != 0) + (u32)(value >> 48 != 0);
}

static size_t slot_count(const FramePart *part)
{
    return (size_t)(part->high - part->low);
}

static size_t tag_bytes(const FramePart *part)
{
    return (slot_count(part) + TAGS - 1) / TAGS * sizeof(u64);
}

/* *fp: the frame whose saved frame pointer comes next; slots are read from the lowest one. */
static u64 value_of(const FramePart *part, const Slot *slot, const Slot **fp)
{
    if (slot == *fp + FRAME_SAVED_FP) {
        if (*fp == part->outermost)
            return 0;
        *fp = frame_caller(*fp);
        return (u64)(*fp - part->low);
    }
    return slot == part->outermost + FRAME_RETURN_PC ? FRAME_RETURN_INTERPRETER : *slot;
}

/* The last value is written as eight bytes, too. */
static size_t whole_bytes(size_t used)
{
    return ALIGN_UP(used + sizeof(u64), sizeof(u64));
}

size_t frame_pack_bytes(const FramePart *part)
{
    size_t bytes = tag_bytes(part);
    const Slot *fp = part->fp;
    for (const Slot *slot = part->low; slot < part->high; slot++)
        bytes += widths[tag_of(value_of(part, slot, &fp))];
    return whole_bytes(bytes);
}

size_t frame_pack(const FramePart *part, void *to)
{
    u64 *tags = to;
    char *at = (char *)to + tag_bytes(part);
    const Slot *fp = part->fp;
    memset(tags, 0, tag_bytes(part));
    for (size_t i = 0; i < slot_count(part); i++) {
        u64 value = value_of(part, part->low + i, &fp);
        u32 tag = tag_of(value);
        tags[i / TAGS] |= (u64)tag << i % TAGS * TAG_BITS;
        memcpy(at, &value, sizeof value);
        at += widths[tag];
    }
    return whole_bytes((size_t)(at - (char *)to));
}

void frame_unpack(const void *from, const FramePart *part)
{
    const u64 *tags = from;
    const char *at = (const char *)from + tag_bytes(part);
    for (size_t i = 0; i < slot_count(part); i++) {
        u32 tag = tags[i / TAGS] >> i % TAGS * TAG_BITS & 3;
        u64 value;
        memcpy(&value, at, sizeof value);
        part->low[i] = value & masks[tag];
        at += widths[tag];
    }
    for (Slot *fp = part->fp; fp != part->outermost; fp = frame_caller(fp))
        fp[FRAME_SAVED_FP] = (Slot)(uintptr_t)(part->low + fp[FRAME_SAVED_FP]);
}
