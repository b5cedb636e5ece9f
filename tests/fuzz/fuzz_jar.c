/* fuzz_jar.c - libFuzzer target: the jar reader over any bytes (classloader/source/jar.h) */
#include "classloader/source/jar.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_READ = 1 << 20, MAX_ENTRIES = 200 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void read_entry(const Jar *jar, const char *name, size_t length)
{
    JarEntry entry;
    const char *error = NULL;
    if (!jar_find(jar, name, length, &entry) || entry.size > MAX_READ)
        return;
    u8 *bytes = jar_read(jar, &entry, &error);
    if (!bytes && !error)
        abort(); /* each refusal says why */
    free(bytes);
}

static void read_all(const Jar *jar)
{
    JarCursor cursor = {0};
    size_t length;
    u32 count = 0;
    for (const char *name; (name = jar_next_name(jar, &cursor, &length)) != NULL && count < MAX_ENTRIES;
         count++) {
        JarEntry entry;
        read_entry(jar, name, length);
        jar_find_versioned(jar, name, length, 17, &entry);
    }
    if (count < MAX_ENTRIES && count < jar_entry_count(jar))
        abort(); /* the walk must see every entry */
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
    /* A copy of just this size: a byte too many read is a report. */
    u8 *copy = malloc(size ? size : 1);
    const char *error = NULL;
    memcpy(copy, data, size);
    Jar *jar = jar_open_bytes(copy, size, &error);
    if (jar)
        read_all(jar);
    else if (!error)
        abort();
    jar_close(jar);
    free(copy);
    return 0;
}
