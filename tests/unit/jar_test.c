/* jar_test.c - zip files, written here byte by byte: stored, deflated, zip64, multi-release, and damaged
 * ones. */
#include "classloader/source/jar.h"

#include "tests/unit/expect.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

typedef struct Zip {
    u8 data[64 * 1024], central[16 * 1024];
    u32 length, central_length, count;
    bool zip64;
} Zip;

static Zip zip;

static void put(u8 *at, u32 *length, u64 value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[(*length)++] = (u8)(value >> (8 * i));
}

static void put_bytes(u8 *at, u32 *length, const void *data, size_t size)
{
    memcpy(at + *length, data, size);
    *length += (u32)size;
}

static u32 deflate_into(const char *text, u8 *out, u32 room)
{
    z_stream stream = {
        .next_in = (u8 *)text, .avail_in = (u32)strlen(text), .next_out = out, .avail_out = room};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    deflate(&stream, Z_FINISH);
    deflateEnd(&stream);
    return (u32)stream.total_out;
}

static void add(const char *name, const char *text, bool deflated)
{
    u8 packed[4096];
    u32 size = (u32)strlen(text), stored = deflated ? deflate_into(text, packed, sizeof packed) : size,
        at = zip.length;
    u32 crc = (u32)crc32(0, (const u8 *)text, size), name_length = (u32)strlen(name);
    u8 *d = zip.data, *c = zip.central;
    put(d, &zip.length, 0x04034B50, 4);
    put(d, &zip.length, 20, 2), put(d, &zip.length, 0, 2), put(d, &zip.length, deflated ? 8 : 0, 2);
    put(d, &zip.length, 0, 4), put(d, &zip.length, crc, 4), put(d, &zip.length, stored, 4);
    put(d, &zip.length, size, 4), put(d, &zip.length, name_length, 2), put(d, &zip.length, 0, 2);
    put_bytes(d, &zip.length, name, name_length);
    put_bytes(d, &zip.length, deflated ? packed : (const u8 *)text, stored);
    u32 *n = &zip.central_length;
    put(c, n, 0x02014B50, 4);
    put(c, n, 20, 2), put(c, n, 20, 2), put(c, n, 0, 2), put(c, n, deflated ? 8 : 0, 2), put(c, n, 0, 4);
    put(c, n, crc, 4), put(c, n, zip.zip64 ? UINT32_MAX : stored, 4),
        put(c, n, zip.zip64 ? UINT32_MAX : size, 4);
    put(c, n, name_length, 2), put(c, n, zip.zip64 ? 28 : 0, 2), put(c, n, 0, 2), put(c, n, 0, 2),
        put(c, n, 0, 2);
    put(c, n, 0, 4), put(c, n, zip.zip64 ? UINT32_MAX : at, 4);
    put_bytes(c, n, name, name_length);
    if (zip.zip64)
        put(c, n, 1, 2), put(c, n, 24, 2), put(c, n, size, 8), put(c, n, stored, 8), put(c, n, at, 8);
    zip.count++;
}

static void finish(void)
{
    u8 *d = zip.data;
    u32 *n = &zip.length, start = *n;
    put_bytes(d, n, zip.central, zip.central_length);
    if (zip.zip64) {
        u32 record = *n;
        put(d, n, 0x06064B50, 4), put(d, n, 44, 8), put(d, n, 45, 2), put(d, n, 45, 2), put(d, n, 0, 8);
        put(d, n, zip.count, 8), put(d, n, zip.count, 8), put(d, n, zip.central_length, 8),
            put(d, n, start, 8);
        put(d, n, 0x07064B50, 4), put(d, n, 0, 4), put(d, n, record, 8), put(d, n, 1, 4);
    }
    put(d, n, 0x06054B50, 4), put(d, n, 0, 4);
    put(d, n, zip.zip64 ? 0xFFFF : zip.count, 2), put(d, n, zip.zip64 ? 0xFFFF : zip.count, 2);
    put(d, n, zip.zip64 ? UINT32_MAX : zip.central_length, 4), put(d, n, zip.zip64 ? UINT32_MAX : start, 4);
    put(d, n, 0, 2);
}

static Jar *open_zip(void)
{
    const char *error = NULL;
    Jar *jar = jar_open_bytes(zip.data, zip.length, &error);
    ASSERT_NOT_NULL(jar, "%s", error);
    return jar;
}

static void expect(const Jar *jar, const char *name, const char *text)
{
    JarEntry entry;
    const char *error = NULL;
    ASSERT_TRUE(jar_find(jar, name, strlen(name), &entry), "%s not found", name);
    u8 *data = jar_read(jar, &entry, &error);
    ASSERT_NOT_NULL(data, "%s", error);
    EXPECT_INT(entry.size, strlen(text));
    EXPECT_BYTES(data, text, strlen(text));
    free(data);
}

Test(jar, stored_and_deflated)
{
    add("a/B.class", "stored text", false);
    add("a/C.class", "deflated deflated deflated deflated text", true);
    add("empty", "", false);
    finish();
    Jar *jar = open_zip();
    EXPECT_INT(jar_entry_count(jar), 3);
    expect(jar, "a/B.class", "stored text");
    expect(jar, "a/C.class", "deflated deflated deflated deflated text");
    expect(jar, "empty", "");
    JarEntry entry;
    EXPECT_FALSE(jar_find(jar, "a/D.class", 9, &entry));
    jar_close(jar);
    jar_close(NULL);
}

Test(jar, zip64)
{
    zip.zip64 = true;
    add("one", "first", false);
    add("two", "second second second second", true);
    finish();
    Jar *jar = open_zip();
    expect(jar, "one", "first");
    expect(jar, "two", "second second second second");
    jar_close(jar);
}

Test(jar, bytes_before_the_zip)
{
    add("x", "shifted", false);
    finish();
    memmove(zip.data + 100, zip.data, zip.length);
    memset(zip.data, '#', 100);
    zip.length += 100;
    Jar *jar = open_zip();
    expect(jar, "x", "shifted");
    jar_close(jar);
}

static void multi_release(const char *manifest, const char *at_8, const char *at_11, const char *at_17)
{
    memset(&zip, 0, sizeof zip);
    add("META-INF/MANIFEST.MF", manifest, true);
    add("C", "base", false);
    add("META-INF/versions/9/C", "nine", false);
    add("META-INF/versions/17/C", "seventeen", false);
    finish();
    Jar *jar = open_zip();
    const u32 features[] = {8, 11, 17};
    const char *const texts[] = {at_8, at_11, at_17};
    for (int i = 0; i < 3; i++) {
        JarEntry entry;
        const char *error;
        ASSERT_TRUE(jar_find_versioned(jar, "C", 1, features[i], &entry));
        u8 *data = jar_read(jar, &entry, &error);
        EXPECT_INT(entry.size, strlen(texts[i]));
        EXPECT_BYTES(data, texts[i], entry.size);
        free(data);
    }
    jar_close(jar);
}

Test(jar, versions)
{
    multi_release("Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n", "base", "nine", "seventeen");
    multi_release("Manifest-Version: 1.0\r\n\r\nMulti-Release: true\r\n", "base", "base", "base");
    multi_release("Multi-Release: false\n", "base", "base", "base");
}

/* HotSpot's readers believe the directory's size, not the count. */
Test(jar, the_end_record_s_count_does_not_matter)
{
    static const u8 counts[] = {0, 1, 200};
    add("one", "1", false);
    add("two", "2", false);
    finish();
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        zip.data[zip.length - 12] = counts[i];
        Jar *jar = open_zip();
        EXPECT_INT(jar_entry_count(jar), 2);
        expect(jar, "two", "2");
        jar_close(jar);
    }
}

/* `more` bytes between the last header and the end record, as part of the directory. */
static const char *error_with_bytes_after_the_headers(const char *bytes, u32 more)
{
    const char *error = NULL;
    memset(&zip, 0, sizeof zip);
    add("x", "text", false);
    put_bytes(zip.central, &zip.central_length, bytes, more);
    finish();
    EXPECT_NULL(jar_open_bytes(zip.data, zip.length, &error));
    return error;
}

Test(jar, nothing_but_headers_in_the_directory)
{
    char header[46] = "PK\1\2";
    EXPECT_STR(error_with_bytes_after_the_headers("PK\1\2", 4), "invalid CEN header (bad header size)");
    static const char text[] = "something else, as long as a header is, and more";
    const char *other = error_with_bytes_after_the_headers(text, sizeof text);
    EXPECT_STR(other, "invalid CEN header (bad signature)");
    header[28] = 1; /* a name that would go on in the end record */
    EXPECT_STR(error_with_bytes_after_the_headers(header, 46), "invalid CEN header (bad header size)");
}

Test(jar, says_what_is_wrong)
{
    const char *error;
    char *message = NULL;
    EXPECT_NULL(jar_open_bytes("not a zip at all, whatever it is", 32, &error));
    EXPECT_STR(error, "zip END header not found");
    EXPECT_NULL(jar_open("/no/such.jar", &message));
    EXPECT_STR(message, "/no/such.jar: No such file or directory");
    free(message);
}

Test(jar, a_wrong_crc_is_noticed)
{
    add("x", "something", false);
    finish();
    zip.data[31] ^= 1;
    Jar *jar = open_zip();
    JarEntry entry;
    const char *error;
    ASSERT_TRUE(jar_find(jar, "x", 1, &entry));
    EXPECT_NULL(jar_read(jar, &entry, &error));
    EXPECT_STR(error, "invalid entry CRC");
    jar_close(jar);
}

static void damaged_rounds(bool zip64, int rounds)
{
    memset(&zip, 0, sizeof zip);
    zip.zip64 = zip64;
    add("META-INF/MANIFEST.MF", "Multi-Release: true\n", true);
    add("META-INF/versions/9/x", "nine", true);
    add("x", "some text some text some text", true);
    finish();
    for (int round = 0; round < rounds; round++) {
        u32 length = round % 8 ? zip.length : (u32)rand() % zip.length;
        u8 *copy = malloc(length ? length : 1);
        memcpy(copy, zip.data, length);
        for (int flips = rand() % 4; flips && length; flips--)
            copy[(u32)rand() % length] = (u8)rand();
        const char *error;
        JarEntry entry;
        Jar *jar = jar_open_bytes(copy, length, &error);
        if (jar && jar_find_versioned(jar, "x", 1, 17, &entry))
            free(jar_read(jar, &entry, &error));
        jar_close(jar);
        free(copy);
    }
}

Test(jar, no_damage_leads_outside, .timeout = 100)
{
    srand(3);
    damaged_rounds(false, 40000);
    damaged_rounds(true, 40000);
}
