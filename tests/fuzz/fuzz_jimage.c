/* fuzz_jimage.c - libFuzzer target: the run-time image's reader over any bytes (jimage.h) */
#include "classloader/source/jimage.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_NAMES = 200 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static volatile u8 seen; /* so that every byte is read */

/* What is found lies inside. */
static void look_up(const Jimage *image, const char *path)
{
    JimageEntry entry;
    if (!jimage_find(image, path, strlen(path), &entry))
        return;
    u64 stored = entry.compressed_size ? entry.compressed_size : entry.size;
    if (entry.offset > image->size || stored > image->size - entry.offset)
        abort();
    u8 sum = 0;
    for (u64 i = 0; i < stored; i++)
        sum ^= image->base[entry.offset + i];
    seen = sum;
}

static void look_up_package(const Jimage *image, const char *path)
{
    static const char prefix[] = "/packages/";
    if (strncmp(path, prefix, sizeof prefix - 1) == 0) {
        const char *package = path + sizeof prefix - 1;
        const char *module = jimage_package_module(image, package, strlen(package));
        if (module && strlen(module) >= image->size)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    Jimage image;
    const char *error;
    char path[300];
    u8 *copy = malloc(size ? size : 1);
    memcpy(copy, data, size);
    if (jimage_open_bytes(copy, size, &image, &error)) {
        for (u32 i = 0; i < min_u32(image.table_length, MAX_NAMES); i++) {
            if (!jimage_name(&image, i, path, sizeof path))
                continue;
            look_up(&image, path);
            look_up_package(&image, path);
        }
        look_up(&image, "/m/p/C.class");
        jimage_package_module(&image, "p", 1);
    } else if (!error) {
        abort();
    }
    free(copy);
    return 0;
}
