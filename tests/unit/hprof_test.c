/* hprof_test.c - the record writer of heap dumps: byte order, segments, failures of the file */
#include "stdlib/dump/hprof.h"

#include "tests/unit/expect.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SEGMENT_HEADER = 9 };

static char path[64];
static u8 *contents;
static size_t size;

static Hprof start(void)
{
    Hprof h;
    snprintf(path, sizeof path, "/tmp/hprof_test.%d", (int)getpid());
    unlink(path);
    ASSERT_INT(hprof_open(&h, path, 0), 0);
    return h;
}

static void finish(Hprof *h)
{
    ASSERT_INT(hprof_close(h), 0);
    FILE *file = fopen(path, "r");
    fseek(file, 0, SEEK_END);
    size = (size_t)ftell(file);
    rewind(file);
    contents = malloc(size);
    ASSERT_INT(fread(contents, 1, size, file), size);
    fclose(file);
    unlink(path);
    ASSERT_INT(size, h->written);
}

static u32 word_at(size_t at)
{
    u32 word;
    memcpy(&word, contents + at, sizeof word);
    return __builtin_bswap32(word);
}

Test(hprof, values_are_big_endian)
{
    Hprof h = start();
    const u16 units[] = {0x1122, 0x3344};
    hprof_begin(&h, HPROF_UTF8, 1 + 2 + 4 + 8 + 4 + 1);
    hprof_u1(&h, 0xAB);
    hprof_u2(&h, 0x0102);
    hprof_u4(&h, 0x03040506);
    hprof_u8(&h, 0x0708090A0B0C0D0E);
    hprof_values(&h, units, 2, 1);
    hprof_values(&h, "x", 1, 0);
    finish(&h);
    static const u8 expected[] = {1, 0, 0, 0, 0,  0,  0,  0,  20, 0xAB, 1,    2,    3,    4,  5,
                                  6, 7, 8, 9, 10, 11, 12, 13, 14, 0x11, 0x22, 0x33, 0x44, 'x'};
    ASSERT_INT(size, sizeof expected);
    ASSERT_BYTES(contents, expected, size);
}

static void put_item(Hprof *h, size_t bytes)
{
    u8 *data = calloc(1, bytes);
    hprof_item(h, HPROF_PRIMITIVE_ARRAY, bytes);
    hprof_bytes(h, data, bytes);
    free(data);
}

/* Counts them, and checks that their lengths lead from one to the next and to the end. */
static int count_segments(u64 largest)
{
    int count = 0;
    size_t at = 0;
    for (; at < size; count++) {
        ASSERT_INT(contents[at], HPROF_SEGMENT);
        ASSERT_INT(contents[at + SEGMENT_HEADER], HPROF_PRIMITIVE_ARRAY);
        ASSERT_AT_MOST(word_at(at + 5), largest);
        at += SEGMENT_HEADER + word_at(at + 5);
    }
    ASSERT_INT(at, size);
    return count;
}

Test(hprof, items_share_a_segment)
{
    Hprof h = start();
    for (int i = 0; i < 100; i++)
        put_item(&h, 10);
    finish(&h);
    ASSERT_INT(count_segments(UINT32_MAX), 1);
    ASSERT_INT(size, SEGMENT_HEADER + 100 * 11);
}

/* What four gigabytes do. */
Test(hprof, a_segment_is_split_at_the_largest_length)
{
    Hprof h = start();
    h.largest = 64;
    for (int i = 0; i < 100; i++)
        put_item(&h, 30);
    put_item(&h, 63);
    finish(&h);
    ASSERT_INT(count_segments(64), 51);
}

Test(hprof, segments_of_the_buffer_s_size_and_about)
{
    for (int more = -40; more < 20; more++) {
        Hprof h = start();
        put_item(&h, 20);
        put_item(&h, (size_t)(HPROF_BUFFER + more));
        put_item(&h, 20);
        finish(&h);
        int segments = count_segments(UINT32_MAX);
        ASSERT_AT_LEAST(segments, 2);
        ASSERT_AT_MOST(segments, 3);
        free(contents);
    }
}

Test(hprof, a_full_buffer_starts_a_new_segment)
{
    Hprof h = start();
    for (int i = 0; i < 5 * HPROF_BUFFER / 1000; i++)
        put_item(&h, 999);
    finish(&h);
    ASSERT_INT(count_segments(HPROF_BUFFER), 6);
}

Test(hprof, an_existing_file_is_refused)
{
    Hprof h = start(), other;
    ASSERT_INT(hprof_open(&other, path, 0), EEXIST);
    ASSERT_INT(hprof_open(&other, "/none/x.hprof", 9), ENOENT);
    finish(&h);
}

Test(hprof, a_failed_write_is_told_at_the_end)
{
    struct rlimit limit = {5000, 5000};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    Hprof h = start();
    for (int i = 0; i < 50; i++)
        put_item(&h, HPROF_BUFFER / 10);
    ASSERT_INT(hprof_close(&h), EFBIG);
    FILE *file = fopen(path, "r"); /* what could be written stays */
    fseek(file, 0, SEEK_END);
    ASSERT_INT(ftell(file), 5000);
    fclose(file);
    unlink(path);
}

/* Unpacked by gzip(1). */
Test(hprof, a_compressed_file)
{
    for (int level = 1; level <= 9; level += 4) {
        Hprof h;
        char command[200];
        static u8 unpacked[5 * HPROF_BUFFER];
        start();
        unlink(path);
        ASSERT_INT(hprof_open(&h, path, level), 0);
        for (int i = 0; i < 40; i++)
            put_item(&h, HPROF_BUFFER / 10);
        ASSERT_INT(hprof_close(&h), 0);
        ASSERT_BELOW(h.stored, h.written / 100);
        snprintf(command, sizeof command, "gzip -dc < %s", path);
        FILE *pipe = popen(command, "r");
        size = fread(unpacked, 1, sizeof unpacked, pipe);
        ASSERT_INT(pclose(pipe), 0);
        ASSERT_INT(size, h.written);
        contents = unpacked;
        ASSERT_INT(count_segments(HPROF_BUFFER), 5);
        unlink(path);
    }
}
