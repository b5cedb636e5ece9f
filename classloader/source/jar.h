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

/* Maps and checks the file. NULL: it cannot be read, with a message in *ret_error (malloc'ed, or NULL). */
Jar *jar_open(const char *path, char **ret_error);
/* The same for bytes that the caller keeps until jar_close. The message is static text. */
Jar *jar_open_bytes(const void *bytes, size_t size, const char **ret_error);
void jar_close(Jar *jar);
u32 jar_entry_count(const Jar *jar);
/* Gives the names in file order, not NUL-terminated, and NULL after the last; the cursor begins as zeros. */
typedef struct JarCursor {
    u64 offset;
    u32 index;
} JarCursor;
const char *jar_next_name(const Jar *jar, JarCursor *cursor, size_t *ret_length);
/* False: the jar has no such entry. */
bool jar_find(const Jar *jar, const char *name, size_t length, JarEntry *ret_entry);
/* The same for a release: in a multi-release jar META-INF/versions/N comes first, with the highest N that is
 * at most `feature`. */
bool jar_find_versioned(const Jar *jar, const char *name, size_t length, u32 feature, JarEntry *ret_entry);
/* The entry's bytes, malloc'ed (at least one, also for an empty entry); NULL with a message (static text). */
u8 *jar_read(const Jar *jar, const JarEntry *entry, const char **ret_error);

#endif
