/* source.h - where the boot loader finds class files: the image, --patch-module, -Xbootclasspath/a entries
 * In:     a class or resource name
 * Out:    bytes, mapped or allocated. Other loaders read their files in Java (libzip, NIO) and come in
 *         through define.
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
    Symbol *module; /* dotted module name it came from; NULL: class path append entry */
    const char *place; /* that entry as it was given, NULL in a module */
} SourceBytes;

/* home: java.home. Opens home/lib/modules, or exploded home/modules. False with a message in *ret_error
 * (malloc'ed). */
bool source_init(const char *home, char **ret_error);
void source_reset(void);
/* Directory or jar; unreadable ones are ignored as HotSpot does. */
void source_append_boot_path(const char *entry);
void source_patch_module(const char *module, const char *path);
/* Class `name` (java/lang/Object) for the boot loader. module: the module that owns the package, or NULL to
 * ask the image. */
bool source_find_class(const Symbol *name, const Symbol *module, SourceBytes *ret_bytes);
/* The module in the image that holds a package (java/lang), or NULL. */
Symbol *source_image_module(const char *package, size_t length);
/* The mapped image, for jdk.internal.jimage.NativeImageBuffer.getNativeMap. NULL when exploded. */
const void *source_image_map(size_t *ret_size);
/* What was read of the image so far need not stay resident; it is mapped again where it is read again. */
void source_drop_resident(void);
void source_free(SourceBytes *bytes);

#endif
