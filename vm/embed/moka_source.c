/* moka_source.c - see moka_room.h and vm/moka.h: class paths on disk and in memory, spaces.
 * Bytes become a file that exists in memory only and is named below /proc, so that the JDK's own loaders read
 * it. A single class is put into a jar first. */
#include "vm/embed/moka_room.h"

#include "vm/base/bytes.h"
#include "vm/model/pool.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

enum { NAME_ROOM = 1024 };

/* ---- a class's name (JVMS 4.1, 4.4) ---- */

static const u8 constant_sizes[] = {
    [CP_UTF8] = 2,           [CP_INTEGER] = 4,
    [CP_FLOAT] = 4,          [CP_LONG] = 8,
    [CP_DOUBLE] = 8,         [CP_CLASS] = 2,
    [CP_STRING] = 2,         [CP_FIELDREF] = 4,
    [CP_METHODREF] = 4,      [CP_INTERFACE_METHODREF] = 4,
    [CP_NAME_AND_TYPE] = 4,  [CP_METHOD_HANDLE] = 3,
    [CP_METHOD_TYPE] = 2,    [CP_DYNAMIC] = 4,
    [CP_INVOKE_DYNAMIC] = 4, [CP_MODULE] = 2,
    [CP_PACKAGE] = 2,
};

static u32 u2_at(const u8 *at)
{
    return (u32)at[0] << 8 | at[1];
}

/* The bytes of the constant behind its tag; 0: there is none. Of text the length follows from its own. */
static size_t constant_size(const u8 *at, const u8 *end)
{
    size_t size = at < end && *at < COUNT_OF(constant_sizes) ? constant_sizes[*at] : 0;
    if (size && *at == CP_UTF8 && end - at > 2)
        size += u2_at(at + 1);
    return size && (size_t)(end - at) > size ? size : 0;
}

/* Where each constant begins, its tag included. NULL: the bytes are no class. */
static const u8 **find_constants(const u8 *bytes, size_t length, u32 *ret_count, const u8 **ret_end)
{
    const u8 *at = bytes + 10, *end = bytes + length;
    if (length < 10)
        return NULL;
    u32 count = u2_at(bytes + 8);
    const u8 **constants = calloc(count + 1, sizeof *constants);
    for (u32 i = 1; constants && i < count; i++) {
        size_t size = constant_size(at, end);
        if (size == 0) {
            free(constants);
            return NULL;
        }
        constants[i] = at;
        i += *at == CP_LONG || *at == CP_DOUBLE;
        at += size + 1;
    }
    *ret_count = count;
    *ret_end = at;
    return constants;
}

static bool read_class_name(const u8 *bytes, size_t length, char *ret_name)
{
    u32 count;
    const u8 *behind;
    const u8 **constants = find_constants(bytes, length, &count, &behind);
    if (!constants)
        return false;
    u32 this_class = behind + 4 <= bytes + length ? u2_at(behind + 2) : 0;
    const u8 *class = this_class < count ? constants[this_class] : NULL;
    u32 text = class && *class == CP_CLASS ? u2_at(class + 1) : 0;
    const u8 *name = text < count ? constants[text] : NULL;
    bool ok = name && *name == CP_UTF8 && u2_at(name + 1) < NAME_ROOM - sizeof ".class";
    if (ok)
        sprintf(ret_name, "%.*s.class", (int)u2_at(name + 1), (const char *)name + 3);
    free(constants);
    return ok;
}

/* ---- a jar with one entry, stored ---- */

static void write_u2(FILE *out, u32 value)
{
    putc((int)(value & 0xFF), out);
    putc((int)(value >> 8 & 0xFF), out);
}

static void write_u4(FILE *out, u32 value)
{
    write_u2(out, value & 0xFFFF);
    write_u2(out, value >> 16);
}

/* What the entry's two headers have in common: from "version needed" to the lengths of name and extra. */
static void write_entry(FILE *out, u32 crc, u32 length, u32 name_length)
{
    write_u2(out, 10);
    write_u2(out, 0);          /* flags */
    write_u2(out, 0);          /* stored */
    write_u4(out, 0x00210000); /* 1980-01-01 */
    write_u4(out, crc);
    write_u4(out, length);
    write_u4(out, length);
    write_u2(out, name_length);
    write_u2(out, 0);
}

static void write_jar(FILE *out, const char *name, const void *bytes, u32 length)
{
    u32 name_length = (u32)strlen(name), crc = (u32)crc32(0, bytes, length);
    write_u4(out, 0x04034B50);
    write_entry(out, crc, length, name_length);
    fwrite(name, 1, name_length, out);
    fwrite(bytes, 1, length, out);
    write_u4(out, 0x02014B50);
    write_u2(out, 10);
    write_entry(out, crc, length, name_length);
    for (int i = 0; i < 3; i++) /* comment's length, disk, attributes inside */
        write_u2(out, 0);
    write_u4(out, 0); /* attributes outside */
    write_u4(out, 0); /* where the entry begins */
    fwrite(name, 1, name_length, out);
    write_u4(out, 0x06054B50);
    write_u4(out, 0);
    write_u2(out, 1);
    write_u2(out, 1);
    write_u4(out, 46 + name_length);
    write_u4(out, 30 + name_length + length);
    write_u2(out, 0);
}

/* ---- files in memory ---- */

static moka_error *write_source(FILE *out, const moka_source *source)
{
    static const u8 class_magic[] = {0xCA, 0xFE, 0xBA, 0xBE}, jar_magic[] = {'P', 'K'};
    char name[NAME_ROOM];
    if (source->length > 4 && memcmp(source->bytes, jar_magic, sizeof jar_magic) == 0)
        fwrite(source->bytes, 1, source->length, out);
    else if (source->length > 4 && source->length < UINT32_MAX &&
             memcmp(source->bytes, class_magic, sizeof class_magic) == 0 &&
             read_class_name(source->bytes, source->length, name))
        write_jar(out, name, source->bytes, (u32)source->length);
    else
        return moka_error_new(MOKA_BAD_ARGUMENT, "%s: neither a jar nor a class",
                              source->name ? source->name : "bytes");
    return NULL;
}

static moka_error *file_in_memory(const moka_source *source, int *ret_file)
{
    int file = memfd_create(source->name ? source->name : "moka", MFD_CLOEXEC);
    FILE *out = file >= 0 ? fdopen(dup(file), "w") : NULL;
    if (!out) {
        if (file >= 0)
            close(file);
        return moka_error_new(MOKA_UNSUPPORTED, "no file in memory: %s", strerror(errno));
    }
    moka_error *error = write_source(out, source);
    bool written = fclose(out) == 0;
    if (!error && !written)
        error = moka_error_no_memory();
    if (error)
        close(file);
    *ret_file = file;
    return error;
}

static bool keep_file(moka_vm *vm, int file)
{
    pthread_mutex_lock(&vm->lock);
    int *files = realloc(vm->files, (vm->file_count + 1) * sizeof *files);
    if (files) {
        vm->files = files;
        files[vm->file_count++] = file;
    }
    pthread_mutex_unlock(&vm->lock);
    return files != NULL;
}

moka_error *moka_source_path(moka_vm *vm, const moka_source *source, char *ret_path, size_t room)
{
    int file = -1, used;
    if (!source->bytes) {
        used = snprintf(ret_path, room, "%s", source->name ? source->name : "");
        return used < (int)room ? NULL : moka_error_new(MOKA_BAD_ARGUMENT, "a path is too long");
    }
    if (access("/proc/self/fd", F_OK) != 0)
        return moka_error_new(MOKA_UNSUPPORTED, "jars in memory need /proc");
    moka_error *error = file_in_memory(source, &file);
    if (error)
        return error;
    snprintf(ret_path, room, "/proc/%d/fd/%d", (int)getpid(), file);
    if (keep_file(vm, file))
        return NULL;
    close(file);
    return moka_error_no_memory();
}

void moka_source_close(moka_vm *vm)
{
    for (u32 i = 0; i < vm->file_count; i++)
        close(vm->files[i]);
    free(vm->files);
    vm->files = NULL;
    vm->file_count = 0;
}

/* ---- more class path, and spaces ---- */

static moka_error *url_of(moka_vm *vm, const char *path, moka_value *ret)
{
    moka_value file = {0}, uri = {0};
    moka_error *error = moka_invoke(vm, "java/io/File.<init>(Ljava/lang/String;)V",
                                    (moka_value[]){moka_text(path)}, 1, &file);
    if (!error)
        error = moka_invoke(vm, "java/io/File.toURI", &file, 1, &uri);
    if (!error)
        error = moka_invoke(vm, "java/net/URI.toURL", &uri, 1, ret);
    moka_clear(&file);
    moka_clear(&uri);
    return error;
}

static moka_object *loader_of_vm(const moka_vm *vm)
{
    return (moka_object *)(void *)vm->loader;
}

static moka_error *add_path(moka_vm *vm, const char *path)
{
    moka_value url = {0};
    if (vm->machine == vm)
        return moka_invoke(
            vm, "jdk/internal/loader/ClassLoaders$AppClassLoader.appendToClassPathForInstrumentation",
            (moka_value[]){moka_ref(loader_of_vm(vm)), moka_text(path)}, 2, NULL);
    moka_error *error = url_of(vm, path, &url);
    if (!error)
        error = moka_invoke(vm, "java/net/URLClassLoader.addURL",
                            (moka_value[]){moka_ref(loader_of_vm(vm)), url}, 2, NULL);
    moka_clear(&url);
    return error;
}

moka_error *moka_add(moka_vm *vm, const moka_source *sources, size_t count)
{
    char path[4096];
    moka_error *error = NULL;
    for (size_t i = 0; !error && i < count; i++) {
        error = moka_source_path(vm, &sources[i], path, sizeof path);
        if (!error)
            error = add_path(vm, path);
    }
    return error;
}

/* The loader of the space; its parent is that of the machine. */
static moka_error *make_loader(moka_vm *space)
{
    moka_object *urls;
    moka_value loader = {0};
    moka_vm *machine = space->machine;
    moka_error *error = moka_array(machine, "java/net/URL", 0, &urls);
    if (!error)
        error =
            moka_invoke(machine, "java/net/URLClassLoader.<init>([Ljava/net/URL;Ljava/lang/ClassLoader;)V",
                        (moka_value[]){moka_ref(urls), moka_ref(loader_of_vm(machine))}, 2, &loader);
    moka_release(machine, urls);
    space->loader = (HandleRef)(void *)loader.object;
    if (!error)
        atomic_fetch_sub(&moka_machine.objects, 1); /* it is no reference of the host's */
    return error;
}

moka_error *moka_space(moka_vm *vm, const moka_source *sources, size_t count, moka_vm **space)
{
    *space = NULL;
    moka_vm *made = calloc(1, sizeof *made);
    if (!made)
        return moka_error_no_memory();
    made->machine = vm->machine;
    pthread_mutex_init(&made->lock, NULL);
    moka_error *error = make_loader(made);
    if (!error)
        error = moka_add(made, sources, count);
    if (error)
        moka_error_free(moka_destroy(made));
    else
        *space = made;
    return error;
}
