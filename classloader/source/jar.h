/* jar.h - reading zip files: stored and deflated entries, zip64, multi-release (APPNOTE 6.3; JAR File
 * Specification)
 * In:     a mapped file
 * Out:    an entry's bytes, malloc'ed
 * Uses:   zlib. For the boot loader's own jars (-Xbootclasspath/a, --patch-module); all other loaders read
 *         theirs in Java.
 * Owner:  the caller.
 * Locks:  none; a Jar is read only once it is open.
 * Keeps:  offsets and lengths from the file are checked before use; an entry is given out only with the right
 *         CRC.
 * Tests:  tests/unit/jar_test.c, tests/fuzz/fuzz_jar.c
 */
#ifndef MOKA_CLASSLOADER_SOURCE_JAR_H
#define MOKA_CLASSLOADER_SOURCE_JAR_H

#include "vm/base/base.h"

typedef struct Jar Jar;

typedef struct JarEntry {
    u64 header; /* offset of the local file header */
    u64 compressed_size;
    u64 size;
    u32 crc;
    u16 method; /* 0 stored, 8 deflated */
} JarEntry;

/* NULL with a message in *ret_error (malloc'ed). */
Jar *jar_open(const char *path, char **ret_error);
/* Over bytes that the caller keeps. */
Jar *jar_open_bytes(const void *bytes, size_t size, const char **ret_error);
void jar_close(Jar *jar);
u32 jar_entry_count(const Jar *jar);
/* The names in file order, not NUL-terminated; the cursor is zero at first. NULL after the last one. */
typedef struct JarCursor {
    u64 offset;
    u32 index;
} JarCursor;
const char *jar_next_name(const Jar *jar, JarCursor *cursor, size_t *ret_length);
bool jar_find(const Jar *jar, const char *name, size_t length, JarEntry *ret_entry);
/* In a multi-release jar the entry of META-INF/versions/N with the highest N that is at most `feature`. */
bool jar_find_versioned(const Jar *jar, const char *name, size_t length, u32 feature, JarEntry *ret_entry);
/* malloc'ed bytes (at least one, also for an empty entry); NULL with a message (static text). */
u8 *jar_read(const Jar *jar, const JarEntry *entry, const char **ret_error);

#endif
