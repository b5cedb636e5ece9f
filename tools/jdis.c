/* jdis.c - see jdis.h.
 * The command line: where the bytes come from. A jar is told from a class file by its first bytes. */
#include "tools/jdis.h"

#include "classloader/jar.h"
#include "vm/base/region.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { REGION_SIZE = 512 * 1024 * 1024, FIRST_READ = 64 * 1024 };

static const char USAGE[] =
    "usage: moka dis FILE...\n"
    "  FILE  a class file, a jar (every class in it), or jar!Class: one class of it, as p.Name or p/Name\n";

static bool report(const char *name, const char *problem)
{
    fflush(stdout);
    fprintf(stderr, "moka dis: %s: %s\n", name, problem);
    return false;
}

static bool print_class(const char *name, const void *bytes, size_t length)
{
    Fail fail;
    if (jdis_print_class(stdout, bytes, length, &fail))
        return true;
    char problem[sizeof fail.text + 128];
    snprintf(problem, sizeof problem, "%s: %s", fail.error ? fail.error->text : "failed", fail.text);
    return report(name, problem);
}

/* -- jars ------------------------------------------------------------------------------------- */

static bool print_entry(const char *path, const Jar *jar, const JarEntry *entry, const char *entry_name)
{
    const char *error;
    char full[4352];
    snprintf(full, sizeof full, "%s!%s", path, entry_name);
    u8 *bytes = jar_read(jar, entry, &error);
    bool good = bytes ? print_class(full, bytes, entry->size) : report(full, error);
    free(bytes);
    return good;
}

static bool is_class_name(const char *name, size_t length)
{
    static const char suffix[] = ".class";
    return length > sizeof suffix - 1 &&
           memcmp(name + length - (sizeof suffix - 1), suffix, sizeof suffix - 1) == 0;
}

static bool print_all(const char *path, const Jar *jar)
{
    bool good = true;
    u32 count = 0;
    size_t length;
    u64 cursor = 0;
    for (const char *name; (name = jar_next_name(jar, &cursor, &length)) != NULL;) {
        JarEntry entry;
        if (!is_class_name(name, length) || !jar_find(jar, name, length, &entry))
            continue;
        char text[4096];
        snprintf(text, sizeof text, "%.*s", (int)length, name);
        good &= print_entry(path, jar, &entry, text);
        count++;
    }
    return count ? good : report(path, "no class in it");
}

/* class_name: p.Name, p/Name or p/Name.class */
static bool print_one(const char *path, const Jar *jar, const char *class_name)
{
    char name[4096];
    JarEntry entry;
    bool has_suffix = is_class_name(class_name, strlen(class_name));
    int length = snprintf(name, sizeof name, "%s%s", class_name, has_suffix ? "" : ".class");
    if (length < 0 || (size_t)length >= sizeof name)
        return report(path, "class name too long");
    for (char *at = name; at < name + length - 6; at++)
        if (*at == '.')
            *at = '/';
    if (!jar_find(jar, name, (size_t)length, &entry)) {
        char problem[4352];
        snprintf(problem, sizeof problem, "no entry %s", name);
        return report(path, problem);
    }
    return print_entry(path, jar, &entry, name);
}

/* class_name NULL: every class */
static bool print_jar(const char *path, const char *class_name)
{
    char *error = NULL;
    Jar *jar = jar_open(path, &error);
    if (!jar) {
        /* The message begins with the path. */
        fflush(stdout);
        fprintf(stderr, "moka dis: %s\n", error ? error : path);
        free(error);
        return false;
    }
    bool good = class_name ? print_one(path, jar, class_name) : print_all(path, jar);
    jar_close(jar);
    return good;
}

/* -- files ------------------------------------------------------------------------------------ */

/* malloc'ed; NULL with errno set. */
static u8 *read_all(FILE *file, size_t *ret_length)
{
    size_t capacity = FIRST_READ, length = 0, got;
    u8 *bytes = malloc(capacity);
    while (bytes && (got = fread(bytes + length, 1, capacity - length, file)) > 0) {
        length += got;
        if (length == capacity) {
            u8 *larger = realloc(bytes, capacity *= 2);
            if (!larger)
                free(bytes);
            bytes = larger;
        }
    }
    if (bytes && ferror(file)) {
        free(bytes);
        bytes = NULL;
    }
    *ret_length = length;
    return bytes;
}

static bool print_file(const char *path)
{
    FILE *file = fopen(path, "rbe");
    if (!file)
        return report(path, strerror(errno));
    size_t length;
    u8 *bytes = read_all(file, &length);
    int error = errno;
    fclose(file);
    if (!bytes)
        return report(path, strerror(error));
    bool good = length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0 ? print_jar(path, NULL)
                                                               : print_class(path, bytes, length);
    free(bytes);
    return good;
}

/* A name with ! in it may still be a file's. */
static bool print_argument(char *argument)
{
    char *mark = strrchr(argument, '!');
    FILE *file = mark ? fopen(argument, "rbe") : NULL;
    if (file)
        fclose(file);
    if (!mark || file)
        return print_file(argument);
    *mark = '\0';
    return print_jar(argument, mark + 1);
}

int jdis_main(int argc, char **argv)
{
    if (argc < 2 || argv[1][0] == '-') {
        fputs(USAGE, argc < 2 || strcmp(argv[1], "--help") != 0 ? stderr : stdout);
        return argc < 2 || strcmp(argv[1], "--help") != 0;
    }
    if (!region_reserve(REGION_SIZE) || !symbol_init())
        return !report("metadata region", strerror(errno));
    bool good = true;
    for (int i = 1; i < argc; i++)
        good &= print_argument(argv[i]);
    if (fflush(stdout) != 0)
        good = report("standard output", strerror(errno));
    return good ? 0 : 1;
}
