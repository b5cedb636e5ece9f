/* jdis.c - see jdis.h.
 * The command line, and where the bytes come from. */
#include "tools/dis/jdis.h"

#include "tools/dis/class_input.h"
#include "vm/base/region.h"
#include "vm/base/state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { REGION_SIZE = 512 * 1024 * 1024 };

static const char USAGE[] =
    "usage: moka dis [--explain] FILE...\n"
    "  FILE  a class file, a jar (every class in it), or jar!Class: one class of it, as p.Name or p/Name\n"
    "  --explain  behind each instruction what it does to the stack, as a formula\n";

SNAPSHOT_STATE(host) static struct {
    bool explain;
} state;

static bool report(const char *name, const char *problem)
{
    fflush(stdout);
    fprintf(stderr, "moka dis: %s: %s\n", name, problem);
    return false;
}

static bool print_class(const char *name, const void *bytes, size_t length)
{
    Fail fail;
    if (jdis_print_class(stdout, state.explain, bytes, length, &fail))
        return true;
    char problem[sizeof fail.text + 128];
    snprintf(problem, sizeof problem, "%s: %s", fail.error ? fail.error->text : "failed", fail.text);
    return report(name, problem);
}

/* ---- jars ---- */

static bool print_entry(const char *path, const Jar *jar, const JarEntry *entry, const char *entry_name)
{
    const char *error;
    char full[CLASS_INPUT_NAME_SIZE];
    snprintf(full, sizeof full, "%s!%s", path, entry_name);
    u8 *bytes = jar_read(jar, entry, &error);
    bool good = bytes ? print_class(full, bytes, entry->size) : report(full, error);
    free(bytes);
    return good;
}

static bool print_all(const char *path, const Jar *jar)
{
    bool good = true;
    u32 count = 0;
    size_t length;
    JarCursor cursor = {0};
    for (const char *name; (name = jar_next_name(jar, &cursor, &length)) != NULL;) {
        JarEntry entry;
        if (!class_input_is_class_name(name, length) || !jar_find(jar, name, length, &entry))
            continue;
        char text[4096];
        snprintf(text, sizeof text, "%.*s", (int)length, name);
        good &= print_entry(path, jar, &entry, text);
        count++;
    }
    return count ? good : report(path, "no class in it");
}

static bool print_one(const char *path, const Jar *jar, const char *class_name)
{
    char name[CLASS_INPUT_NAME_SIZE];
    JarEntry entry;
    size_t length = class_input_entry_name(class_name, name);
    if (length == 0)
        return report(path, "class name too long");
    if (!jar_find(jar, name, length, &entry)) {
        char problem[CLASS_INPUT_NAME_SIZE + 16];
        snprintf(problem, sizeof problem, "no entry %s", name);
        return report(path, problem);
    }
    return print_entry(path, jar, &entry, name);
}

/* class_name: NULL for every class */
static bool print_jar(const char *path, const char *class_name)
{
    char *error = NULL;
    Jar *jar = jar_open(path, &error);
    if (!jar) {
        /* jar_open's message begins with the path. */
        fflush(stdout);
        fprintf(stderr, "moka dis: %s\n", error ? error : path);
        free(error);
        return false;
    }
    bool good = class_name ? print_one(path, jar, class_name) : print_all(path, jar);
    jar_close(jar);
    return good;
}

/* ---- files ---- */

static bool print_file(const char *path)
{
    size_t length;
    const char *error;
    if (class_input_is_source(path)) {
        fprintf(stderr, "moka dis: %s is a source file: compile it with javac, and name its class file; or\n"
                "see what it does with moka view %s\n", path, path);
        return false;
    }
    u8 *bytes = class_input_read(path, &length, &error);
    if (!bytes)
        return report(path, error);
    bool good =
        class_input_is_jar(path, bytes, length) ? print_jar(path, NULL) : print_class(path, bytes, length);
    free(bytes);
    return good;
}

static bool print_argument(char *argument)
{
    const char *class_name = class_input_split(argument);
    return class_name ? print_jar(argument, class_name) : print_file(argument);
}

int jdis_main(int argc, char **argv)
{
    int first = 1;
    state.explain = argc > 1 && strcmp(argv[1], "--explain") == 0;
    first += state.explain;
    if (argc <= first || argv[first][0] == '-') {
        bool asked = argc > first && strcmp(argv[first], "--help") == 0;
        fputs(USAGE, asked ? stdout : stderr);
        return !asked;
    }
    if (!region_reserve(REGION_SIZE) || !symbol_init())
        return !report("metadata region", strerror(errno));
    bool good = true;
    for (int i = first; i < argc; i++)
        good &= print_argument(argv[i]);
    if (fflush(stdout) != 0)
        good = report("standard output", strerror(errno));
    return good ? 0 : 1;
}
