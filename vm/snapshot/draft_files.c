/* draft_files.c - see draft.h: open files. A file that is only read is opened again by its name, at the same
 * place; what else is open belongs to the process. */
#include "vm/model/class.h"
#include "vm/model/loader_data.h"
#include "vm/snapshot/draft.h"
#include "vm/string/strings.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Who may hold a descriptor, which he reads only, and knows the file's name. */
static const char *const readers[] = {"java/io/RandomAccessFile", "java/io/FileInputStream"};

static bool is_of(const Class *c, const char *name)
{
    while (c && !(c->loader == boot_loader && strcmp(c->name->text, name) == 0))
        c = c->super;
    return c != NULL;
}

/* Of the object's class or a superclass. NULL: it has none. */
static const void *field_of(const Object *object, const char *name)
{
    for (const Class *c = object_class(object); c; c = c->super)
        for (u32 i = 0; i < c->field_count; i++)
            if (!(c->fields[i].access & ACC_STATIC) && strcmp(c->fields[i].name->text, name) == 0)
                return (const char *)object + c->fields[i].offset;
    return NULL;
}

static i32 number_of(const Object *descriptor)
{
    const i32 *fd = field_of(descriptor, "fd");
    return fd ? *fd : -1;
}

static bool is_only_read(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags != -1 && (flags & O_ACCMODE) == O_RDONLY;
}

/* The name by which the process has the file; "" when it has none. */
static void path_of(int fd, char ret_path[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, ret_path, PATH_MAX - 1);
    ret_path[length > 0 ? length : 0] = '\0';
}

static void note_file(Draft *d, const Object *descriptor)
{
    char path[PATH_MAX];
    struct stat status, named;
    int fd = number_of(descriptor);
    path_of(fd, path);
    if (!is_only_read(fd) || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || stat(path, &named) != 0 ||
        named.st_ino != status.st_ino)
        return;
    u32 at = d->paths.count;
    for (const char *c = path;; c++) {
        vec_push(&d->paths, *c);
        if (!*c)
            break;
    }
    vec_push(&d->files, ((SnapshotFile){.object = draft_place(d, descriptor),
                                        .path = at,
                                        .position = (u64)lseek(fd, 0, SEEK_CUR),
                                        .size = (u64)status.st_size,
                                        .time = (u64)status.st_mtime}));
}

static bool is_noted(const Draft *d, const Object *descriptor)
{
    u32 place = draft_place(d, descriptor);
    for (u32 i = 0; i < d->files.count; i++)
        if (d->files.items[i].object == place)
            return true;
    return false;
}

static void look_at_holder(Draft *d, const Object *object)
{
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        Object *const *slot = is_of(object_class(object), readers[i]) ? field_of(object, "fd") : NULL;
        if (slot && *slot && number_of(*slot) > STDERR_FILENO && !is_noted(d, *slot))
            note_file(d, *slot);
    }
}

static void check_descriptor(Draft *d, const Object *object)
{
    char path[PATH_MAX];
    if (!is_of(object_class(object), "java/io/FileDescriptor") || number_of(object) <= STDERR_FILENO ||
        is_noted(d, object))
        return;
    path_of(number_of(object), path);
    draft_refuse(d, "descriptor %d (%s) is held by %s", number_of(object), path, draft_owner(d, object));
}

void draft_files(Draft *d)
{
    for (u32 i = 0; i < d->objects.count; i++)
        look_at_holder(d, d->objects.items[i].object);
    for (u32 i = 0; i < d->objects.count; i++)
        check_descriptor(d, d->objects.items[i].object);
}
