/* jimage.c - see jimage.h.
 * Words are copied out, because resources, /packages entries among them, are only byte-aligned. */
#include "classloader/source/jimage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER_SIZE = 28, HASH_SEED = 0x01000193, MAX_PACKAGE = 1024 };
static const u32 magic = 0xCAFEDADA, version = 1u << 16;

/* The attributes of a location (a stream of kind << 3 | length - 1, big-endian value). */
enum { AT_END, AT_MODULE, AT_PARENT, AT_BASE, AT_EXTENSION, AT_OFFSET, AT_COMPRESSED, AT_SIZE, AT_COUNT };

static u32 word_at(const u8 *at)
{
    u32 word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* ---- Opening ---- */

static u64 data_offset(const JimageShape *shape)
{
    return HEADER_SIZE + 8 * (u64)shape->table_length + shape->locations_size + shape->strings_size;
}

static Jimage image_of(const u8 *base, const JimageShape *shape)
{
    u64 table = shape->table_length, locations = HEADER_SIZE + 8 * table;
    return (Jimage){
        .base = base,
        .size = shape->size,
        .table_length = shape->table_length,
        .redirect = base + HEADER_SIZE,
        .offsets = base + HEADER_SIZE + 4 * table,
        .locations = base + locations,
        .locations_size = shape->locations_size,
        .strings = base + locations + shape->locations_size,
        .strings_size = shape->strings_size,
        .data = data_offset(shape),
    };
}

JimageShape jimage_shape(const Jimage *image)
{
    return (JimageShape){.size = image->size,
                         .table_length = image->table_length,
                         .locations_size = image->locations_size,
                         .strings_size = image->strings_size};
}

bool jimage_open_bytes(const void *bytes, size_t size, Jimage *ret_image, const char **ret_error)
{
    const u8 *base = bytes;
    *ret_error = NULL;
    if (size < HEADER_SIZE || word_at(base) != magic)
        *ret_error = "is not a run-time image";
    else if (word_at(base + 4) != version)
        *ret_error = "has a version of the image format that is not supported";
    if (*ret_error)
        return false;
    JimageShape shape = {.size = size,
                         .table_length = word_at(base + 16),
                         .locations_size = word_at(base + 20),
                         .strings_size = word_at(base + 24)};
    u64 data = data_offset(&shape);
    if (shape.table_length == 0 || shape.table_length > INT32_MAX || shape.strings_size == 0 || data > size ||
        base[data - 1] != 0) {
        *ret_error = "is damaged";
        return false;
    }
    *ret_image = image_of(base, &shape);
    return true;
}

static bool open_error(const char *path, const char *what, char **ret_error)
{
    if (asprintf(ret_error, "%s: %s", path, what) < 0)
        *ret_error = NULL;
    return false;
}

bool jimage_open(const char *path, const JimageShape *known, Jimage *ret_image, char **ret_error)
{
    const char *problem;
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return open_error(path, strerror(errno), ret_error);
    void *at = MAP_FAILED;
    if (fstat(file, &info) == 0 && info.st_size > 0)
        at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, file, 0);
    int error = errno;
    close(file);
    if (at == MAP_FAILED)
        return open_error(path, info.st_size > 0 ? strerror(error) : "is empty", ret_error);
    if (known->size && known->size == (u64)info.st_size) {
        *ret_image = image_of(at, known);
        return true;
    }
    if (jimage_open_bytes(at, (size_t)info.st_size, ret_image, &problem))
        return true;
    munmap(at, (size_t)info.st_size);
    return open_error(path, problem, ret_error);
}

void jimage_close(Jimage *image)
{
    if (image->base)
        munmap((void *)image->base, image->size);
    *image = (Jimage){0};
}

/* ---- Finding ---- */

static u32 hash_of(const char *text, size_t length, u32 seed)
{
    u32 hash = seed;
    for (size_t i = 0; i < length; i++)
        hash = hash * HASH_SEED ^ (u8)text[i];
    return hash & 0x7FFFFFFF;
}

static bool read_location(const Jimage *image, u32 at, u64 values[AT_COUNT])
{
    memset(values, 0, AT_COUNT * sizeof values[0]);
    while (at < image->locations_size) {
        u8 head = image->locations[at++];
        u32 kind = head >> 3, length = (head & 7u) + 1;
        if (kind == AT_END)
            return true;
        if (kind >= AT_COUNT || image->locations_size - at < length)
            return false;
        u64 value = 0;
        for (u32 i = 0; i < length; i++)
            value = value << 8 | image->locations[at++];
        values[kind] = value;
    }
    return false;
}

/* Does the text at *at start with `mark` and the string? Moves *at past both. An empty string has no mark. */
static bool match_part(const Jimage *image, u64 string, char mark, const char **at, const char *end)
{
    if (string >= image->strings_size)
        return false;
    const char *text = (const char *)image->strings + string;
    size_t length = strlen(text); /* strings ends with NUL: checked when opened */
    if (length == 0)
        return true;
    if (mark) {
        if (*at == end || **at != mark)
            return false;
        (*at)++;
    }
    if ((size_t)(end - *at) < length || memcmp(*at, text, length) != 0)
        return false;
    *at += length;
    return true;
}

/* The hash of a path that is not in the image leads to some other path, so the path is compared. */
static bool matches(const Jimage *image, const u64 values[AT_COUNT], const char *path, size_t length)
{
    const char *at = path, *end = path + length;
    return match_part(image, values[AT_MODULE], '/', &at, end) &&
           match_part(image, values[AT_PARENT], '/', &at, end) &&
           match_part(image, values[AT_BASE], at == path ? '\0' : '/', &at, end) &&
           match_part(image, values[AT_EXTENSION], '.', &at, end) && at == end;
}

bool jimage_find(const Jimage *image, const char *path, size_t length, JimageEntry *ret_entry)
{
    u64 values[AT_COUNT];
    u32 slot = hash_of(path, length, HASH_SEED) % image->table_length;
    i32 redirect = (i32)word_at(image->redirect + 4 * (u64)slot);
    if (redirect == 0)
        return false;
    u32 index =
        redirect < 0 ? (u32)(-1 - (i64)redirect) : hash_of(path, length, (u32)redirect) % image->table_length;
    if (index >= image->table_length)
        return false;
    if (!read_location(image, word_at(image->offsets + 4 * (u64)index), values) ||
        !matches(image, values, path, length))
        return false;
    u64 stored = values[AT_COMPRESSED] ? values[AT_COMPRESSED] : values[AT_SIZE];
    if (values[AT_OFFSET] > image->size - image->data ||
        stored > image->size - image->data - values[AT_OFFSET])
        return false;
    *ret_entry = (JimageEntry){image->data + values[AT_OFFSET], values[AT_SIZE], values[AT_COMPRESSED]};
    return true;
}

/* False: no such string, or no room. */
static bool append_part(const Jimage *image, u64 string, const char *mark, char *text, size_t size)
{
    if (string >= image->strings_size)
        return false;
    const char *part = (const char *)image->strings + string;
    size_t used = strlen(text);
    int length = *part ? snprintf(text + used, size - used, "%s%s", mark, part) : 0;
    return length >= 0 && (size_t)length < size - used;
}

bool jimage_name(const Jimage *image, u32 index, char *ret_path, size_t size)
{
    u64 values[AT_COUNT];
    *ret_path = '\0';
    return read_location(image, word_at(image->offsets + 4 * (u64)index), values) &&
           append_part(image, values[AT_MODULE], "/", ret_path, size) &&
           append_part(image, values[AT_PARENT], "/", ret_path, size) &&
           append_part(image, values[AT_BASE], *ret_path ? "/" : "", ret_path, size) &&
           append_part(image, values[AT_EXTENSION], ".", ret_path, size);
}

const char *jimage_package_module(const Jimage *image, const char *package, size_t length)
{
    static const char prefix[] = "/packages/";
    char path[sizeof prefix + MAX_PACKAGE];
    JimageEntry entry;
    if (length > MAX_PACKAGE)
        return NULL;
    memcpy(path, prefix, sizeof prefix - 1);
    memcpy(path + sizeof prefix - 1, package, length);
    if (!jimage_find(image, path, sizeof prefix - 1 + length, &entry) || entry.compressed_size)
        return NULL;
    /* Pairs (is empty, module name): the first module that has something in the package owns it. */
    for (u64 at = 0; at + 8 <= entry.size; at += 8) {
        const u8 *pair = image->base + entry.offset + at;
        u32 name = word_at(pair + 4);
        if (word_at(pair) == 0 && name < image->strings_size)
            return (const char *)image->strings + name;
    }
    return NULL;
}
