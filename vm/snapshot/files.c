/* files.c - see snapshot_parts.h: what a restored machine makes anew of files and folders. */
#include "gc/heap.h"
#include "stdlib/release/late.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/snapshot/library.h"
#include "vm/snapshot/snapshot_parts.h"
#include "vm/string/strings.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- folders ---- */

/* Its constructor reads the working directory. */
bool files_renew_system(Thread *t)
{
    Object **field = library_static(t, LATE_CLASS_File, LATE_FIELD_File_fs);
    Method *constructor = field ? late_method(t, LATE_METHOD_UnixFileSystem_init) : NULL;
    Value args[1] = {{.l = field ? *field : NULL}};
    return constructor && call_method(t, constructor, args, NULL);
}

/* Its constructor asks a library for the working directory, which need not be loaded for that. */
static bool set_directory(Thread *t, Object *system, const char *directory)
{
    size_t length = strlen(directory);
    u32 offset = late_field(t, LATE_FIELD_NioUnixFileSystem_defaultDirectory);
    u32 resolve = offset ? late_field(t, LATE_FIELD_NioUnixFileSystem_needToResolve) : 0;
    Object *bytes = resolve ? heap_new_array(t, wk_primitive_array[T_BYTE], (i32)length) : NULL;
    if (!bytes)
        return false;
    memcpy(array_data(bytes), directory, length);
    ref_store(system, offset, bytes);
    *FIELD_AT(system, resolve, u8) = false;
    return true;
}

static bool construct(Thread *t, Object *system, Object *provider)
{
    Object *key = string_from_host(t, "user.dir"), *directory = NULL;
    if (!key || !library_call_static(t, LATE_METHOD_System_getProperty, key, &directory))
        return false;
    Method *constructor = late_method(t, LATE_METHOD_LinuxFileSystem_init);
    Value args[3] = {{.l = system}, {.l = provider}, {.l = directory}};
    return constructor && call_method(t, constructor, args, NULL);
}

bool files_renew_nio(Thread *t)
{
    char directory[PATH_MAX];
    if (!library_is_initialized(LATE_CLASS_DefaultFileSystemProvider))
        return true;
    Object **provider = library_static(t, LATE_CLASS_DefaultFileSystemProvider,
                                       LATE_FIELD_DefaultFileSystemProvider_INSTANCE);
    u32 offset = provider ? late_field(t, LATE_FIELD_UnixFileSystemProvider_theFileSystem) : 0;
    if (!offset)
        return false;
    Object *system = ref_load(*provider, offset);
    bool is_plain = !options_property("user.dir") && !options_property("sun.nio.fs.chdirAllowed");
    if (is_plain && getcwd(directory, sizeof directory))
        return set_directory(t, system, directory);
    return construct(t, system, *provider);
}

bool files_renew_library_paths(Thread *t)
{
    return !library_is_initialized(LATE_CLASS_LibraryPaths) ||
           library_call_static(t, LATE_METHOD_LibraryPaths_clinit, NULL, NULL);
}

/* ---- descriptors ---- */

/* files_check has found them as they were. One that is gone since reads as closed. */
bool files_open_again(Thread *t)
{
    u32 count, size, offset = late_field(t, LATE_FIELD_FileDescriptor_fd);
    const SnapshotFile *files = snapshot_section(SECTION_FILES, sizeof *files, &count);
    const char *paths = snapshot_section(SECTION_PATHS, 1, &size);
    for (u32 i = 0; offset && i < count; i++) {
        int file = open(paths + files[i].path, O_RDONLY | O_CLOEXEC);
        if (file >= 0)
            lseek(file, (off_t)files[i].position, SEEK_SET);
        Object *descriptor = (Object *)(uintptr_t)files[i].object;
        *FIELD_AT(descriptor, offset, i32) = file;
    }
    return offset != 0;
}

const char *files_check(void)
{
    u32 count, size;
    const SnapshotFile *files = snapshot_section(SECTION_FILES, sizeof *files, &count);
    const char *paths = snapshot_section(SECTION_PATHS, 1, &size);
    struct stat status;
    for (u32 i = 0; i < count; i++)
        if (files[i].path >= size || stat(paths + files[i].path, &status) != 0 ||
            (u64)status.st_size != files[i].size || (u64)status.st_mtime != files[i].time)
            return "a file that its program had open has changed";
    return NULL;
}

static bool renew_append(Thread *t, LateField id, int descriptor)
{
    Object **field = library_static(t, LATE_CLASS_FileDescriptor, id);
    u32 offset = field ? late_field(t, LATE_FIELD_FileDescriptor_append) : 0;
    int flags = fcntl(descriptor, F_GETFL);
    if (offset)
        *FIELD_AT(*field, offset, u8) = flags != -1 && (flags & O_APPEND) != 0;
    return offset != 0;
}

bool files_renew_descriptors(Thread *t)
{
    return renew_append(t, LATE_FIELD_FileDescriptor_in, STDIN_FILENO) &&
           renew_append(t, LATE_FIELD_FileDescriptor_out, STDOUT_FILENO) &&
           renew_append(t, LATE_FIELD_FileDescriptor_err, STDERR_FILENO);
}

/* ---- the application's class path ---- */

/* As the library's boot has it: a start of a module without a class path has none, not even the folder. */
static Object *new_class_path(Thread *t)
{
    const char *given = options_property("java.class.path");
    if (options_property("jdk.module.main") && (!given || !*given))
        return library_new_class_path(t, NULL);
    Object *key = string_from_host(t, "java.class.path"), *text = NULL;
    if (!key || !library_call_static(t, LATE_METHOD_System_getProperty, key, &text))
        return NULL;
    if (!text && !(text = string_from_host(t, "")))
        return NULL;
    return library_new_class_path(t, text);
}

/* An application has loaded its classes by the class path that it had. */
bool files_renew_class_path(Thread *t)
{
    if (snapshot_header()->is_application)
        return true;
    Object *path = new_class_path(t), *loader;
    if (!path || !library_call_static(t, LATE_METHOD_ClassLoaders_appClassLoader, NULL, &loader))
        return false;
    Method *set = late_method(t, LATE_METHOD_BuiltinClassLoader_setClassPath);
    Value args[2] = {{.l = loader}, {.l = path}};
    return set && call_method(t, set, args, NULL);
}
