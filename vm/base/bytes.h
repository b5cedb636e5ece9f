/* bytes.h - checked big-endian cursor over foreign bytes
 * Everything read from a class file goes through here. Reading past the end sets `failed`, yields 0 and
 * stays at the end, so a parser may read a whole structure and test `failed` once.
 * Owner:  the bytes belong to the caller and must outlive the cursor.
 */
#ifndef MOKA_VM_BASE_BYTES_H
#define MOKA_VM_BASE_BYTES_H

#include "vm/base/base.h"

#include <string.h>

typedef struct Bytes {
    const u8 *start;
    const u8 *at;
    const u8 *end;
    bool failed;
} Bytes;

/* A cursor at the start of `length` bytes. */
static inline Bytes bytes_make(const void *data, size_t length)
{
    return (Bytes){data, data, (const u8 *)data + length, false};
}

static inline size_t bytes_left(const Bytes *b)
{
    return (size_t)(b->end - b->at);
}

/* Bytes from the start to the cursor. */
static inline u32 bytes_offset(const Bytes *b)
{
    return (u32)(b->at - b->start);
}

/* False, and the cursor has failed, when fewer bytes are left. */
static inline bool bytes_need(Bytes *b, size_t count)
{
    if (LIKELY(bytes_left(b) >= count))
        return true;
    b->failed = true;
    b->at = b->end;
    return false;
}

/* Big-endian numbers at an address, unchecked: for bytes that were parsed before. */
static inline u16 bytes_peek_u16(const u8 *at)
{
    return (u16)(at[0] << 8 | at[1]);
}

static inline u32 bytes_peek_u32(const u8 *at)
{
    return (u32)at[0] << 24 | (u32)at[1] << 16 | (u32)at[2] << 8 | at[3];
}

/* The next number; 0 and `failed` when fewer bytes are left. */
static inline u8 bytes_u8(Bytes *b)
{
    return bytes_need(b, 1) ? *b->at++ : 0;
}

static inline u16 bytes_u16(Bytes *b)
{
    if (!bytes_need(b, 2))
        return 0;
    b->at += 2;
    return bytes_peek_u16(b->at - 2);
}

static inline u32 bytes_u32(Bytes *b)
{
    if (!bytes_need(b, 4))
        return 0;
    b->at += 4;
    return bytes_peek_u32(b->at - 4);
}

static inline u64 bytes_u64(Bytes *b)
{
    u64 high = bytes_u32(b);
    return high << 32 | bytes_u32(b);
}

/* The next `count` bytes, or NULL when fewer are left. */
static inline const u8 *bytes_skip(Bytes *b, size_t count)
{
    if (!bytes_need(b, count))
        return NULL;
    b->at += count;
    return b->at - count;
}

/* A cursor over the next `count` bytes, which are skipped here. */
static inline Bytes bytes_sub(Bytes *b, size_t count)
{
    const u8 *at = bytes_skip(b, count);
    if (!at)
        return (Bytes){b->end, b->end, b->end, true};
    return (Bytes){at, at, at + count, false};
}

#endif
