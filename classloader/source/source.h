/* source.h - where the boot loader finds class files: the image, --patch-module, -Xbootclasspath/a entries
 * Other loaders read their files in Java (libzip, NIO) and come in through define.
 * In:     a class's name, and the module that owns its package
 * Out:    bytes, mapped or allocated
 * Owner:  the open image and jars, until source_reset
 * Locks:  none: what is open is set up before the second thread starts
 * Tests:  tests/unit/jimage_test.c, tests/unit/jar_test.c
 */
#ifndef MOKA_CLASSLOADER_SOURCE_SOURCE_H
#define MOKA_CLASSLOADER_SOURCE_SOURCE_H

#include "vm/base/base.h"
#include "vm/model/symbol.h"

typedef struct SourceBytes {
    const u8 *data;
    size_t length;
    u32 host_slot;  /* host slot of the mapping's base; 0: malloc'ed, owned by the caller */
    u64 offset;     /* of data from that base */
    Symbol *module; /* the module that the bytes came from, dotted; NULL: from -Xbootclasspath/a */
    const char *place; /* without a module: the entry of -Xbootclasspath/a as it was given */
} SourceBytes;

/* home: java.home. Opens home/lib/modules, or the directory home/modules if there is no image. False: with a
 * message in *ret_error (malloc'ed, or NULL). */
bool source_init(const char *home, char **ret_error);
/* Closes everything; no class may refer to the image any more. */
void source_reset(void);
/* A directory or jar of -Xbootclasspath/a or --patch-module; one that cannot be read is ignored, as by
 * HotSpot. */
void source_append_boot_path(const char *entry);
void source_patch_module(const char *module, const char *path);
/* Classes of the VM's own, found last; the table stays the caller's. */
typedef struct SourceClass {
    const char *file; /* jdk/crac/Core.class */
    const u8 *data;
    size_t length;
} SourceClass;
void source_offer_classes(const SourceClass *classes, size_t count);
/* The class `name` (java/lang/Object) for the boot loader. module: the module that owns the package; NULL:
 * the image is asked, then -Xbootclasspath/a. False: not found. The caller frees the bytes (source_free). */
bool source_find_class(const Symbol *name, const Symbol *module, SourceBytes *ret_bytes);
/* The module in the image that holds a package (java/lang); NULL: none. */
Symbol *source_image_module(const char *package, size_t length);
/* The mapped image, for jdk.internal.jimage.NativeImageBuffer.getNativeMap. NULL when exploded. */
const void *source_image_map(size_t *ret_size);
/* The host slot of the mapped image's base, and where in it the bytes lie; 0: they lie elsewhere. */
u32 source_image_slot(const void *bytes, size_t length, u64 *ret_offset);
/* Gives back the memory of what was read of the image so far; reading it again loads it again. */
void source_drop_resident(void);
/* Frees malloc'ed bytes and leaves mapped ones. */
void source_free(SourceBytes *bytes);

#endif
