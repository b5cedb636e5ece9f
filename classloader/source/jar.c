/* jar.c - see jar.h.
 * The central directory is hashed once at opening; names stay in the mapping. */
#include "classloader/source/jar.h"

#include "vm/base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    LOCAL_HEADER = 30,
    CENTRAL_HEADER = 46,
    END_RECORD = 22,
    END64_LOCATOR = 20,
    END64_RECORD = 56,
    MAX_COMMENT = 65535,
    ZIP64_EXTRA = 1,
    STORED = 0,
    DEFLATED = 8,
    FLAG_ENCRYPTED = 1,
    FIRST_VERSION = 9,
    LAST_VERSION = 63, /* versions are kept in a 64-bit set */
    MAX_NAME = 4096
};
/* "PK" and two bytes, little-endian */
static const u32 local_magic = 0x04034B50, central_magic = 0x02014B50, end_magic = 0x06054B50,
                 end64_magic = 0x06064B50, locator_magic = 0x07064B50;

struct Jar {
    const u8 *base;
    u64 size;
    u64 shift;     /* to be added to all offsets: bytes before the zip, as in a self-extracting file */
    u64 directory; /* offset of the first central header */
    u32 count;
    u32 mask;
    u64 *slots;   /* hash table: offset of the central header + 1 */
    u64 versions; /* bit N: META-INF/versions/N/ has entries; 0 unless multi-release */
    bool is_mapped;
};

static u32 get16(const u8 *at)
{
    return (u32)at[0] | (u32)at[1] << 8;
}

static u32 get32(const u8 *at)
{
    return get16(at) | get16(at + 2) << 16;
}

static u64 get64(const u8 *at)
{
    return get32(at) | (u64)get32(at + 4) << 32;
}

/* ---- The directory ---- */

typedef struct Directory {
    u64 offset, size;
} Directory;

static const u8 *find_end(const u8 *base, u64 size)
{
    if (size < END_RECORD)
        return NULL;
    u64 lowest = size > END_RECORD + MAX_COMMENT ? size - END_RECORD - MAX_COMMENT : 0;
    for (u64 at = size - END_RECORD + 1; at-- > lowest;)
        if (get32(base + at) == end_magic && at + END_RECORD + get16(base + at + 20) <= size)
            return base + at;
    return NULL;
}

/* The zip64 record is where the locator before the end record says; in a shifted file it is right before the
 * locator. */
static const u8 *find_end64(const Jar *jar, const u8 *end)
{
    u64 at = (u64)(end - jar->base);
    if (at < END64_LOCATOR + END64_RECORD || get32(end - END64_LOCATOR) != locator_magic)
        return NULL;
    u64 said = get64(end - END64_LOCATOR + 8), before = at - END64_LOCATOR - END64_RECORD;
    if (said <= before && get32(jar->base + said) == end64_magic)
        return jar->base + said;
    return get32(jar->base + before) == end64_magic ? jar->base + before : NULL;
}

static const char *locate_directory(Jar *jar, Directory *ret)
{
    const u8 *end = find_end(jar->base, jar->size);
    if (!end)
        return "zip END header not found";
    *ret = (Directory){get32(end + 16), get32(end + 12)};
    u64 stop = (u64)(end - jar->base);
    if (get16(end + 10) == UINT16_MAX || ret->offset == UINT32_MAX || ret->size == UINT32_MAX) {
        const u8 *end64 = find_end64(jar, end);
        if (end64) {
            *ret = (Directory){get64(end64 + 48), get64(end64 + 40)};
            stop = (u64)(end64 - jar->base);
        }
    }
    if (ret->size > stop || ret->size > INT32_MAX)
        return "invalid END header (bad central directory size)";
    u64 start = stop - ret->size; /* the directory ends where the end record begins */
    if (ret->offset > start)
        return "invalid END header (bad central directory offset)";
    jar->shift = start - ret->offset;
    ret->offset = start;
    return NULL;
}

static const u8 *name_of(const u8 *central)
{
    return central + CENTRAL_HEADER;
}

static void note_version(u64 *versions, const u8 *name, u32 length)
{
    static const char prefix[] = "META-INF/versions/";
    u32 at = sizeof prefix - 1, version = 0;
    if (length <= at || memcmp(name, prefix, at) != 0)
        return;
    for (; at < length && name[at] >= '0' && name[at] <= '9' && version <= LAST_VERSION; at++)
        version = version * 10 + (u32)(name[at] - '0');
    if (at < length && name[at] == '/' && version >= FIRST_VERSION && version <= LAST_VERSION)
        *versions |= (u64)1 << version;
}

static u64 central_length(const u8 *central)
{
    return CENTRAL_HEADER + get16(central + 28) + get16(central + 30) + (u64)get16(central + 32);
}

/* The headers must fill the directory. They are counted, because the end record's count cannot be relied on:
 * old tools let it wrap around at 65536 entries. */
static const char *check_directory(Jar *jar, const Directory *directory)
{
    const u8 *central = jar->base + directory->offset;
    for (u64 left = directory->size, length; left > 0; left -= length, central += length) {
        if (left < CENTRAL_HEADER)
            return "invalid CEN header (bad header size)";
        if (get32(central) != central_magic)
            return "invalid CEN header (bad signature)";
        length = central_length(central);
        if (length > left)
            return "invalid CEN header (bad header size)";
        jar->count++;
    }
    jar->directory = directory->offset;
    return NULL;
}

static const char *hash_directory(Jar *jar, u64 *ret_versions)
{
    u32 size = 16;
    while (size < jar->count * 2)
        size *= 2;
    jar->mask = size - 1;
    jar->slots = calloc(size, sizeof *jar->slots);
    if (!jar->slots)
        return "out of memory";
    u64 at = jar->directory;
    for (u32 i = 0; i < jar->count; i++) {
        const u8 *central = jar->base + at;
        u32 name_length = get16(central + 28);
        u32 slot = utf8_hash(name_of(central), name_length) & jar->mask;
        while (jar->slots[slot])
            slot = (slot + 1) & jar->mask;
        jar->slots[slot] = at + 1;
        note_version(ret_versions, name_of(central), name_length);
        at += central_length(central);
    }
    return NULL;
}

/* ---- Finding ---- */

/* Size, compressed size and offset of the header that do not fit 32 bits stand in an extra field, in this
 * order. Those that fit are left out there. */
static bool read_zip64(const u8 *central, JarEntry *entry)
{
    const u8 *at = name_of(central) + get16(central + 28), *stop = at + get16(central + 30);
    u64 *const values[] = {&entry->size, &entry->compressed_size, &entry->header};
    bool needed = false;
    for (u32 i = 0; i < COUNT_OF(values); i++)
        needed |= *values[i] == UINT32_MAX;
    if (!needed)
        return true;
    for (; stop - at >= 4; at += 4 + get16(at + 2)) {
        u32 left = get16(at + 2);
        if (get16(at) != ZIP64_EXTRA || left > stop - at - 4)
            continue;
        const u8 *value = at + 4;
        for (u32 i = 0; i < COUNT_OF(values); i++) {
            if (*values[i] != UINT32_MAX)
                continue;
            if (left < 8)
                return false;
            *values[i] = get64(value);
            value += 8, left -= 8;
        }
        return true;
    }
    return true; /* without the extra field the values are 0xFFFFFFFF, which is possible */
}

bool jar_find(const Jar *jar, const char *name, size_t length, JarEntry *ret_entry)
{
    for (u32 slot = utf8_hash(name, length) & jar->mask; jar->slots[slot]; slot = (slot + 1) & jar->mask) {
        const u8 *central = jar->base + jar->slots[slot] - 1;
        if (get16(central + 28) != length || memcmp(name_of(central), name, length) != 0)
            continue;
        *ret_entry = (JarEntry){
            .header = get32(central + 42),
            .compressed_size = get32(central + 20),
            .size = get32(central + 24),
            .crc = get32(central + 16),
            /* An unknown method keeps an encrypted entry from being given out. */
            .method = (u16)(get16(central + 8) & FLAG_ENCRYPTED ? UINT16_MAX : get16(central + 10)),
        };
        return read_zip64(central, ret_entry);
    }
    return false;
}

bool jar_find_versioned(const Jar *jar, const char *name, size_t length, u32 feature, JarEntry *ret_entry)
{
    char path[MAX_NAME];
    for (u32 version = min_u32(feature, LAST_VERSION); version >= FIRST_VERSION; version--) {
        if (!(jar->versions >> version & 1))
            continue;
        int used = snprintf(path, sizeof path, "META-INF/versions/%u/%.*s", version, (int)length, name);
        if (used > 0 && (size_t)used < sizeof path && jar_find(jar, path, (size_t)used, ret_entry))
            return true;
    }
    return jar_find(jar, name, length, ret_entry);
}

/* ---- Reading ---- */

static const char *inflate_entry(const u8 *data, const JarEntry *entry, u8 *out)
{
    z_stream stream = {.next_in = (u8 *)data,
                       .avail_in = (uInt)entry->compressed_size,
                       .next_out = out,
                       .avail_out = (uInt)entry->size};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return "out of memory";
    int result = inflate(&stream, Z_FINISH);
    bool complete = result == Z_STREAM_END && stream.total_out == entry->size;
    inflateEnd(&stream);
    return complete ? NULL : "invalid deflated data";
}

static const char *check_entry(const Jar *jar, const JarEntry *entry, const u8 **ret_data)
{
    u64 at = entry->header + jar->shift;
    if (at < entry->header || at > jar->size || jar->size - at < LOCAL_HEADER)
        return "invalid LOC header (bad offset)";
    const u8 *header = jar->base + at;
    if (get32(header) != local_magic)
        return "invalid LOC header (bad signature)";
    u64 start = at + LOCAL_HEADER + get16(header + 26) + get16(header + 28);
    if (start > jar->size || entry->compressed_size > jar->size - start)
        return "invalid entry size";
    if (entry->method != STORED && entry->method != DEFLATED)
        return "invalid compression method";
    if (entry->method == STORED && entry->size != entry->compressed_size)
        return "invalid entry size";
    /* Deflate never does better than 1032 to 1: a larger claim would only cost memory. */
    if (entry->size > INT32_MAX || entry->compressed_size > INT32_MAX ||
        entry->size / 1033 > entry->compressed_size)
        return "invalid entry size";
    *ret_data = jar->base + start;
    return NULL;
}

u8 *jar_read(const Jar *jar, const JarEntry *entry, const char **ret_error)
{
    const u8 *data = NULL;
    *ret_error = check_entry(jar, entry, &data);
    if (*ret_error)
        return NULL;
    u8 *out = malloc(entry->size + 1);
    if (!out)
        *ret_error = "out of memory";
    else if (entry->method == STORED)
        memcpy(out, data, entry->size);
    else
        *ret_error = inflate_entry(data, entry, out);
    if (!*ret_error && (u32)crc32(0, out, (uInt)entry->size) != entry->crc)
        *ret_error = "invalid entry CRC";
    if (!*ret_error)
        return out;
    free(out);
    return NULL;
}

/* ---- Opening ---- */

/* The main section's "Multi-Release: true", without regard to case of the name and value. */
static bool manifest_says_multi_release(const Jar *jar)
{
    static const char path[] = "META-INF/MANIFEST.MF", key[] = "Multi-Release:";
    JarEntry entry;
    const char *error;
    u8 *text = jar_find(jar, path, sizeof path - 1, &entry) ? jar_read(jar, &entry, &error) : NULL;
    if (!text)
        return false;
    text[entry.size] = '\0';
    bool found = false;
    for (char *line = (char *)text; line && *line != '\r' && *line != '\n' && !found;) {
        if (strncasecmp(line, key, sizeof key - 1) == 0) {
            const char *value = line + sizeof key - 1;
            value += *value == ' ';
            size_t length = strcspn(value, " \r\n");
            found = length == 4 && strncasecmp(value, "true", 4) == 0;
        }
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    free(text);
    return found;
}

Jar *jar_open_bytes(const void *bytes, size_t size, const char **ret_error)
{
    Jar *jar = calloc(1, sizeof *jar);
    if (!jar) {
        *ret_error = "out of memory";
        return NULL;
    }
    jar->base = bytes;
    jar->size = size;
    Directory directory;
    u64 versions = 0;
    *ret_error = locate_directory(jar, &directory);
    if (!*ret_error)
        *ret_error = check_directory(jar, &directory);
    if (!*ret_error)
        *ret_error = hash_directory(jar, &versions);
    if (*ret_error) {
        jar_close(jar);
        return NULL;
    }
    if (versions && manifest_says_multi_release(jar))
        jar->versions = versions;
    return jar;
}

Jar *jar_open(const char *path, char **ret_error)
{
    const char *problem = NULL;
    struct stat info;
    Jar *jar = NULL;
    void *at = MAP_FAILED;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0 && fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
        at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (file < 0)
        problem = strerror(errno);
    else if (at == MAP_FAILED)
        problem = "zip file is empty";
    if (file >= 0)
        close(file);
    if (!problem)
        jar = jar_open_bytes(at, (size_t)info.st_size, &problem);
    if (jar) {
        jar->is_mapped = true;
        return jar;
    }
    if (at != MAP_FAILED)
        munmap(at, (size_t)info.st_size);
    if (asprintf(ret_error, "%s: %s", path, problem) < 0)
        *ret_error = NULL;
    return NULL;
}

void jar_close(Jar *jar)
{
    if (!jar)
        return;
    if (jar->is_mapped)
        munmap((void *)jar->base, jar->size);
    free(jar->slots);
    free(jar);
}

u32 jar_entry_count(const Jar *jar)
{
    return jar->count;
}

const char *jar_next_name(const Jar *jar, JarCursor *cursor, size_t *ret_length)
{
    if (cursor->index == jar->count)
        return NULL;
    const u8 *central = jar->base + jar->directory + cursor->offset;
    *ret_length = get16(central + 28);
    cursor->index++;
    cursor->offset += central_length(central);
    return (const char *)name_of(central);
}
