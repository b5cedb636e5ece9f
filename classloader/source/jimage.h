/* jimage.h - the run-time image lib/modules: a perfect-hash file of all the modules' resources
 * In:     a mapped file, format 1.0, native byte order (classloader/source/README.md, The image's format)
 * Out:    offset and size of a resource
 * Owner:  the caller; the mapping lives as long as the process.
 * Locks:  none, read only
 * Keeps:  every offset from the file is checked before it is followed. Compressed resources are reported, not
 *         expanded.
 * Tests:  tests/unit/jimage_test.c
 */
#ifndef MOKA_CLASSLOADER_SOURCE_JIMAGE_H
#define MOKA_CLASSLOADER_SOURCE_JIMAGE_H

#include "vm/base/base.h"

/* What the header of an image says; all zeros: not known. */
typedef struct JimageShape {
    u64 size; /* of the file */
    u32 table_length, locations_size, strings_size, unused;
} JimageShape;

typedef struct Jimage {
    const u8 *base;
    size_t size;
    u32 table_length;
    const u8 *redirect; /* i32[table_length] */
    const u8 *offsets;  /* u32[table_length], into locations */
    const u8 *locations;
    u32 locations_size;
    const u8 *strings;
    u32 strings_size;
    u64 data; /* offset of the resources from base */
} Jimage;

typedef struct JimageEntry {
    u64 offset;          /* from base */
    u64 size;            /* uncompressed */
    u64 compressed_size; /* 0: stored as it is */
} JimageEntry;

/* Maps and checks the file. A file of a known shape is not read: it was checked when that was taken. False:
 * with a message in *ret_error (malloc'ed, or NULL). */
bool jimage_open(const char *path, const JimageShape *known, Jimage *ret_image, char **ret_error);
JimageShape jimage_shape(const Jimage *image);
/* The same for bytes that the caller keeps mapped. The message is static text. */
bool jimage_open_bytes(const void *bytes, size_t size, Jimage *ret_image, const char **ret_error);
void jimage_close(Jimage *image);
/* path: "/java.base/java/lang/Object.class". False: the image has no such resource. */
bool jimage_find(const Jimage *image, const char *path, size_t length, JimageEntry *ret_entry);
/* The path of the resource at `index` of the table (below table_length). False: the place is empty, or the
 * path does not fit in `size` bytes. */
bool jimage_name(const Jimage *image, u32 index, char *ret_path, size_t size);
/* The module that holds a package ("java.lang"), a NUL-terminated text in the image; NULL: none. */
const char *jimage_package_module(const Jimage *image, const char *package, size_t length);

#endif
