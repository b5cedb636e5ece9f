/* jverify_jdk.c - see jverify.h.
 * The image's resources are taken in the order of its table. */
#include "tools/verify/jverify.h"

#include "classloader/source/jimage.h"
#include "classloader/source/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PATH = 4096 };

static const char suffix[] = ".class";

static void check(const Jimage *image, const JimageEntry *at, char *path, bool inference)
{
    /* "/java.base/java/lang/Object.class" */
    char file[MAX_PATH + 8], *entry = strchr(path + 1, '/');
    snprintf(file, sizeof file, "jrt:/%.*s", (int)(entry - path - 1), path + 1);
    entry++;
    char *name = strndup(entry, strlen(entry) - (sizeof suffix - 1));
    Arena scratch;
    arena_init_scratch(&scratch);
    Verdict verdict = {.file = file, .entry = entry, .bci = -1};
    ClassCheck class = {.bytes = image->base + at->offset, .length = at->size, .inference = inference};
    if (name)
        jverify_vm_check_jdk(&class, name, &scratch, &verdict);
    jverify_report(&verdict);
    arena_free(&scratch);
    free(name);
}

static bool is_class(const char *path, const char *module)
{
    size_t length = strlen(path), module_length = module ? strlen(module) : 0;
    /* "/modules" and "/packages" are tables of the image itself, not modules. */
    if (length < sizeof suffix || strcmp(path + length - (sizeof suffix - 1), suffix) != 0 ||
        !strchr(path + 1, '/') || strncmp(path, "/modules/", 9) == 0 || strncmp(path, "/packages/", 10) == 0)
        return false;
    return !module || (strncmp(path + 1, module, module_length) == 0 && path[1 + module_length] == '/');
}

bool jverify_jdk_walk(const char *module, bool inference)
{
    Jimage image;
    const char *error;
    char path[MAX_PATH];
    size_t size;
    const void *map = source_image_map(&size);
    bool found = false;
    if (!map || !jimage_open_bytes(map, size, &image, &error))
        return false;
    for (u32 i = 0; i < image.table_length; i++) {
        JimageEntry at;
        if (!jimage_name(&image, i, path, sizeof path) || !is_class(path, module) ||
            !jimage_find(&image, path, strlen(path), &at) || at.compressed_size)
            continue;
        check(&image, &at, path, inference);
        found = true;
    }
    return found;
}
