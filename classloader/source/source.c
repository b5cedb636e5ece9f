/* source.c - see source.h.
 * Everything is set up before the second thread starts and only read from then on. */
#include "classloader/source/source.h"

#include "classloader/source/jar.h"
#include "classloader/source/jimage.h"
#include "vm/base/host_slot.h"
#include "vm/base/state.h"
#include "vm/base/vec.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_PATH = 4096, MAX_ENTRY = 1024 };

/* A directory or a jar in which packages are looked up. */
typedef struct Place {
    char *path;
    Jar *jar;       /* NULL: a directory */
    Symbol *module; /* --patch-module: the module it belongs to */
} Place;

typedef VEC(Place) Places;

SNAPSHOT_STATE(rebuilt) static struct {
    Jimage image;
    u32 image_slot;
    char *exploded; /* home/modules, when there is no image */
    VEC(Symbol *) exploded_modules;
    Places patches;
    Places boot_path;
    const SourceClass *offered;
    size_t offered_count;
} state;

/* Of the image that was checked; a machine from a snapshot has the same one. */
SNAPSHOT_STATE(saved) static JimageShape checked;

/* ---- Set up ---- */

static bool open_exploded(const char *home)
{
    char path[MAX_PATH];
    snprintf(path, sizeof path, "%s/modules", home);
    DIR *directory = opendir(path);
    if (!directory)
        return false;
    for (struct dirent *entry; (entry = readdir(directory));)
        if (entry->d_name[0] != '.')
            vec_push(&state.exploded_modules, symbol_permanent(entry->d_name));
    closedir(directory);
    state.exploded = strdup(path);
    return state.exploded != NULL;
}

/* NULL: it serves. */
static const char *check_image(void)
{
    static const char object[] = "/java.base/java/lang/Object.class";
    JimageEntry entry;
    if (!jimage_find(&state.image, object, sizeof object - 1, &entry))
        return "does not contain java.lang.Object";
    if (entry.compressed_size)
        return "compressed run-time images are not supported (link the image without --compress)";
    return NULL;
}

bool source_init(const char *home, char **ret_error)
{
    char path[MAX_PATH];
    *ret_error = NULL;
    snprintf(path, sizeof path, "%s/lib/modules", home);
    if (access(path, F_OK) != 0 && open_exploded(home))
        return true;
    if (!jimage_open(path, &checked, &state.image, ret_error))
        return false;
    const char *problem = checked.size ? NULL : check_image();
    if (problem) {
        jimage_close(&state.image);
        if (asprintf(ret_error, "%s: %s", path, problem) < 0)
            *ret_error = NULL;
        return false;
    }
    checked = jimage_shape(&state.image);
    state.image_slot = host_slot_add((void *)state.image.base);
    return true;
}

static void free_places(Places *places)
{
    for (u32 i = 0; i < places->count; i++) {
        if (places->items[i].jar)
            jar_close(places->items[i].jar);
        free(places->items[i].path);
    }
    vec_free(places);
}

void source_reset(void)
{
    if (state.image.base)
        jimage_close(&state.image);
    host_slot_remove(state.image_slot);
    free(state.exploded);
    vec_free(&state.exploded_modules);
    free_places(&state.patches);
    free_places(&state.boot_path);
    STATE_CLEAR(state);
    STATE_CLEAR(checked);
}

static bool make_place(const char *path, Symbol *module, Place *ret)
{
    struct stat info;
    *ret = (Place){.module = module};
    if (stat(path, &info) != 0)
        return false;
    if (!S_ISDIR(info.st_mode)) {
        char *error = NULL;
        ret->jar = jar_open(path, &error);
        free(error);
        if (!ret->jar)
            return false;
    }
    ret->path = strdup(path);
    return ret->path != NULL;
}

void source_append_boot_path(const char *entry)
{
    Place place;
    if (make_place(entry, NULL, &place))
        vec_push(&state.boot_path, place);
}

void source_patch_module(const char *module, const char *path)
{
    Place place;
    if (make_place(path, symbol_permanent(module), &place))
        vec_push(&state.patches, place);
}

/* ---- Reading ---- */

static bool read_file(const char *path, SourceBytes *ret)
{
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    u8 *data = NULL;
    size_t size = 0, got = 0;
    if (fstat(file, &info) == 0 && S_ISREG(info.st_mode)) {
        size = (size_t)info.st_size;
        data = malloc(size + 1);
    }
    while (data && got < size) {
        ssize_t count = read(file, data + got, size - got);
        if (count <= 0)
            break;
        got += (size_t)count;
    }
    close(file);
    *ret = (SourceBytes){.data = data, .length = got};
    return data != NULL;
}

static bool read_jar(const Jar *jar, const char *name, size_t length, SourceBytes *ret)
{
    JarEntry entry;
    const char *error;
    if (!jar_find(jar, name, length, &entry))
        return false;
    u8 *data = jar_read(jar, &entry, &error);
    *ret = (SourceBytes){.data = data, .length = entry.size};
    return data != NULL;
}

static bool read_place(const Place *place, const char *name, size_t length, SourceBytes *ret)
{
    char path[MAX_PATH];
    bool found;
    if (place->jar) {
        found = read_jar(place->jar, name, length, ret);
    } else {
        int used = snprintf(path, sizeof path, "%s/%s", place->path, name);
        found = used > 0 && (size_t)used < sizeof path && read_file(path, ret);
    }
    if (found) {
        ret->module = place->module;
        ret->place = place->module ? NULL : place->path;
    }
    return found;
}

static bool read_image(const Symbol *module, const char *name, size_t length, SourceBytes *ret)
{
    char path[MAX_ENTRY];
    JimageEntry entry;
    int used = snprintf(path, sizeof path, "/%s/%.*s", module->text, (int)length, name);
    if (used < 0 || (size_t)used >= sizeof path)
        return false;
    if (!jimage_find(&state.image, path, (size_t)used, &entry) || entry.compressed_size)
        return false;
    *ret = (SourceBytes){.data = state.image.base + entry.offset,
                         .length = entry.size,
                         .host_slot = state.image_slot,
                         .offset = entry.offset};
    return true;
}

static bool read_module(const Symbol *module, const char *name, size_t length, SourceBytes *ret)
{
    bool found = false;
    for (u32 i = 0; i < state.patches.count; i++)
        if (state.patches.items[i].module == module && read_place(&state.patches.items[i], name, length, ret))
            return true;
    if (state.exploded) {
        char path[MAX_PATH];
        int used = snprintf(path, sizeof path, "%s/%s/%s", state.exploded, module->text, name);
        found = used > 0 && (size_t)used < sizeof path && read_file(path, ret);
    } else {
        found = read_image(module, name, length, ret);
    }
    if (found)
        ret->module = (Symbol *)module;
    return found;
}

/* ---- Finding ---- */

static Symbol *exploded_module_of(const char *package, size_t length)
{
    char path[MAX_PATH];
    struct stat info;
    for (u32 i = 0; i < state.exploded_modules.count; i++) {
        Symbol *module = state.exploded_modules.items[i];
        int used = snprintf(path, sizeof path, "%s/%s/%.*s", state.exploded, module->text, (int)length,
                            package);
        if (used > 0 && (size_t)used < sizeof path && stat(path, &info) == 0 && S_ISDIR(info.st_mode))
            return module;
    }
    return NULL;
}

Symbol *source_image_module(const char *package, size_t length)
{
    char dotted[MAX_ENTRY];
    if (length >= sizeof dotted)
        return NULL;
    if (state.exploded)
        return exploded_module_of(package, length);
    symbol_dotted(dotted, sizeof dotted, package, length);
    const char *module = jimage_package_module(&state.image, dotted, length);
    return module ? symbol_from(module) : NULL;
}

void source_offer_classes(const SourceClass *classes, size_t count)
{
    state.offered = classes;
    state.offered_count = count;
}

static bool read_offered(const char *file, SourceBytes *ret)
{
    for (size_t i = 0; i < state.offered_count; i++) {
        const SourceClass *c = &state.offered[i];
        u8 *copy = strcmp(c->file, file) == 0 ? malloc(c->length) : NULL;
        if (!copy)
            continue;
        memcpy(copy, c->data, c->length);
        *ret = (SourceBytes){.data = copy, .length = c->length, .place = "moka"};
        return true;
    }
    return false;
}

bool source_find_class(const Symbol *name, const Symbol *module, SourceBytes *ret_bytes)
{
    char path[MAX_ENTRY];
    int used = snprintf(path, sizeof path, "%s.class", name->text);
    if (used < 0 || (size_t)used >= sizeof path)
        return false;
    /* Classes in a package of a named module come from that module only. */
    if (module)
        return read_module(module, path, (size_t)used, ret_bytes);
    const char *slash = strrchr(name->text, '/');
    module = slash ? source_image_module(name->text, (size_t)(slash - name->text)) : NULL;
    if (module && read_module(module, path, (size_t)used, ret_bytes))
        return true;
    for (u32 i = 0; i < state.boot_path.count; i++)
        if (read_place(&state.boot_path.items[i], path, (size_t)used, ret_bytes))
            return true;
    return read_offered(path, ret_bytes);
}

const void *source_image_map(size_t *ret_size)
{
    *ret_size = state.image.size;
    return state.image.base;
}

u32 source_image_slot(const void *bytes, size_t length, u64 *ret_offset)
{
    u64 offset = (u64)((uintptr_t)bytes - (uintptr_t)state.image.base);
    *ret_offset = offset;
    return offset < state.image.size && length <= state.image.size - offset ? state.image_slot : 0;
}

void source_drop_resident(void)
{
    if (state.image.base)
        madvise((void *)state.image.base, state.image.size, MADV_DONTNEED);
}

void source_free(SourceBytes *bytes)
{
    if (!bytes->host_slot)
        free((void *)bytes->data);
    *bytes = (SourceBytes){0};
}
