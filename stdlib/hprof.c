/* hprof.c - see hprof.h. */
#include "stdlib/hprof.h"

#include "vm/base/panic.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RECORD_HEADER = 9 /* tag, time, length */ };

/* -- the file ----------------------------------------------------------------------------------- */

int hprof_open(Hprof *h, const char *path)
{
    *h = (Hprof){.fd = -1, .largest = UINT32_MAX};
    h->buffer = malloc(HPROF_BUFFER);
    if (!h->buffer)
        return ENOMEM;
    h->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (h->fd >= 0)
        return 0;
    int error = errno;
    free(h->buffer);
    return error;
}

static void flush(Hprof *h)
{
    for (size_t done = 0; done < h->fill && !h->error;) {
        ssize_t count = write(h->fd, h->buffer + done, h->fill - done);
        if (count >= 0)
            done += (size_t)count;
        else if (errno != EINTR)
            h->error = errno;
    }
    h->fill = 0;
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
    flush(h);
    if (close(h->fd) != 0 && !h->error)
        h->error = errno;
    free(h->buffer);
    h->buffer = NULL;
    return h->error;
}

/* -- values ------------------------------------------------------------------------------------- */

/* Room for a few bytes. */
static u8 *reserve(Hprof *h, size_t count)
{
    if (h->fill + count > HPROF_BUFFER) {
        ASSERT(!h->in_segment); /* hprof_item has seen to it */
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

/* -- records ------------------------------------------------------------------------------------ */

static void announce(Hprof *h, u64 length)
{
    ASSERT(h->announced == 0); /* the record before is complete */
    h->announced = length;
}

static void put_header(Hprof *h, HprofTag tag, u32 length)
{
    hprof_u1(h, (u8)tag);
    hprof_u4(h, 0); /* microseconds since the file's time: all is of one moment */
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
