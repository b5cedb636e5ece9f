/* hprof.c - see hprof.h. */
#include "stdlib/dump/hprof.h"

#include "vm/base/panic.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum {
    RECORD_HEADER = 9 /* tag, time, length */,
    GZIP_WINDOW = 15 + 16,
    GZIP_MEMORY = 8,
    PACKED = 64 * 1024
};

/* ---- the file ---- */

static void release(Hprof *h)
{
    if (h->gzip)
        deflateEnd(h->gzip);
    free(h->gzip);
    free(h->buffer);
    h->gzip = NULL;
    h->buffer = NULL;
}

static bool prepare(Hprof *h, int level)
{
    h->buffer = malloc(HPROF_BUFFER);
    h->gzip = level ? calloc(1, sizeof *h->gzip) : NULL;
    if (!h->buffer || (level && !h->gzip))
        return false;
    return !level ||
           deflateInit2(h->gzip, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
}

int hprof_open(Hprof *h, const char *path, int level)
{
    *h = (Hprof){.fd = -1, .largest = UINT32_MAX};
    int error = prepare(h, level) ? 0 : ENOMEM;
    if (!error) {
        h->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        error = h->fd < 0 ? errno : 0;
    }
    if (error)
        release(h);
    return error;
}

static void store(Hprof *h, const u8 *bytes, size_t size)
{
    for (size_t done = 0; done < size && !h->error;) {
        ssize_t count = write(h->fd, bytes + done, size - done);
        if (count >= 0)
            done += (size_t)count;
        else if (errno != EINTR)
            h->error = errno;
    }
    h->stored += size;
}

static void store_packed(Hprof *h, bool is_last)
{
    u8 packed[PACKED];
    h->gzip->next_in = h->buffer;
    h->gzip->avail_in = (uInt)h->fill;
    do {
        h->gzip->next_out = packed;
        h->gzip->avail_out = sizeof packed;
        deflate(h->gzip, is_last ? Z_FINISH : Z_NO_FLUSH);
        store(h, packed, sizeof packed - h->gzip->avail_out);
    } while (h->gzip->avail_out == 0 && !h->error);
}

static void empty(Hprof *h, bool is_last)
{
    if (h->gzip && !h->error)
        store_packed(h, is_last);
    else
        store(h, h->buffer, h->fill);
    h->fill = 0;
}

static void flush(Hprof *h)
{
    empty(h, false);
}

static void end_segment(Hprof *h)
{
    if (!h->in_segment)
        return;
    h->in_segment = false;
    u32 length = __builtin_bswap32((u32)(h->fill - h->segment_start - RECORD_HEADER));
    memcpy(h->buffer + h->segment_start + RECORD_HEADER - sizeof length, &length, sizeof length);
}

int hprof_close(Hprof *h)
{
    ASSERT(h->announced == 0);
    end_segment(h);
    empty(h, true);
    if (close(h->fd) != 0 && !h->error)
        h->error = errno;
    release(h);
    return h->error;
}

/* ---- values ---- */

/* Room for a few bytes in the buffer, which is written out if it is full. */
static u8 *reserve(Hprof *h, size_t count)
{
    if (h->fill + count > HPROF_BUFFER) {
        ASSERT(!h->in_segment); /* hprof_item begins a record only where it fits */
        flush(h);
    }
    u8 *at = h->buffer + h->fill;
    h->fill += count;
    h->written += count;
    h->announced -= count;
    return at;
}

void hprof_u1(Hprof *h, u8 value)
{
    *reserve(h, 1) = value;
}

void hprof_u2(Hprof *h, u16 value)
{
    value = __builtin_bswap16(value);
    memcpy(reserve(h, sizeof value), &value, sizeof value);
}

void hprof_u4(Hprof *h, u32 value)
{
    value = __builtin_bswap32(value);
    memcpy(reserve(h, sizeof value), &value, sizeof value);
}

void hprof_u8(Hprof *h, u64 value)
{
    value = __builtin_bswap64(value);
    memcpy(reserve(h, sizeof value), &value, sizeof value);
}

void hprof_id(Hprof *h, const void *address)
{
    hprof_u8(h, (u64)(uintptr_t)address);
}

void hprof_bytes(Hprof *h, const void *bytes, size_t count)
{
    const u8 *from = bytes;
    while (count) {
        size_t room = HPROF_BUFFER - h->fill, part = count < room ? count : room;
        if (part == 0)
            part = count < HPROF_BUFFER ? count : HPROF_BUFFER; /* reserve empties the buffer */
        memcpy(reserve(h, part), from, part);
        from += part;
        count -= part;
    }
}

void hprof_values(Hprof *h, const void *values, size_t count, u32 shift)
{
    switch (shift) {
    case 1:
        for (const u16 *at = values; count--; at++)
            hprof_u2(h, *at);
        break;
    case 2:
        for (const u32 *at = values; count--; at++)
            hprof_u4(h, *at);
        break;
    case 3:
        for (const u64 *at = values; count--; at++)
            hprof_u8(h, *at);
        break;
    default: hprof_bytes(h, values, count); break;
    }
}

/* ---- records ---- */

static void announce(Hprof *h, u64 length)
{
    ASSERT(h->announced == 0); /* the record before must be complete */
    h->announced = length;
}

static void put_header(Hprof *h, HprofTag tag, u32 length)
{
    hprof_u1(h, (u8)tag);
    hprof_u4(h, 0); /* microseconds since the file's time: the whole dump is of one moment */
    hprof_u4(h, length);
}

void hprof_header(Hprof *h, u64 millis)
{
    static const char format[] = "JAVA PROFILE 1.0.2";
    announce(h, sizeof format + 4 + 8);
    hprof_bytes(h, format, sizeof format);
    hprof_u4(h, HPROF_ID_SIZE);
    hprof_u8(h, millis);
}

void hprof_begin(Hprof *h, HprofTag tag, u64 length)
{
    ASSERT(length <= h->largest);
    end_segment(h);
    announce(h, RECORD_HEADER + length);
    put_header(h, tag, (u32)length);
}

void hprof_item(Hprof *h, HprofItem tag, u64 length)
{
    u64 size = 1 + length;
    ASSERT(size <= h->largest);
    if (h->in_segment &&
        (h->fill + size > HPROF_BUFFER || h->fill + size - h->segment_start - RECORD_HEADER > h->largest))
        end_segment(h);
    if (!h->in_segment) {
        bool is_long = RECORD_HEADER + size > HPROF_BUFFER;
        if (is_long || h->fill + RECORD_HEADER + size > HPROF_BUFFER)
            flush(h);
        announce(h, RECORD_HEADER);
        h->segment_start = h->fill;
        put_header(h, HPROF_SEGMENT, (u32)size);
        h->in_segment = !is_long;
    }
    announce(h, size);
    hprof_u1(h, (u8)tag);
}
