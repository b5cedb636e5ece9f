/* jverify.c - see jverify.h.
 * The command line. Every input is read before the first class is checked, because files that are given
 * together may refer to each other: all of them are on the path of each. */
#include "tools/verify/jverify.h"

#include "classloader/parse/parse.h"
#include "tools/dis/class_input.h"
#include "vm/library/wellknown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: moka verify [OPTION...] FILE...\n"
    "  FILE                 a class file, a jar (every class in it), or jar!Class: one class of it\n"
    "  --module NAME        every class of a module of the JDK; may be repeated\n"
    "  --all-modules        every class of the JDK\n"
    "  -cp, --class-path PATH\n"
    "                       folders and jars with the classes that the checked ones refer to; the given\n"
    "                       files and the JDK are always searched\n"
    "  --inference          verify by type inference too (JVMS 4.10.2), where a class has no invokedynamic\n"
    "                       and no dynamic constant\n"
    "  --allow-missing      a class that needs another one which is not found does not count as a failure\n"
    "  --enable-preview     accept class files that use preview features\n"
    "  --json               one JSON object a line, the last one a summary\n"
    "  --verbose            list the classes that verify, too\n"
    "Nothing is run. The exit code is 0 if every class verifies, 1 if not, 2 for a wrong command line.\n";

typedef struct Input {
    const char *path;       /* for the VM's class path */
    const char *class_name; /* of jar!Class */
    char *root;             /* of a class file: the folder that its name is relative to; NULL: none fits */
    Jar *jar;
    u8 *bytes; /* of a class file */
    size_t length;
} Input;

typedef struct Work {
    VmArgs vm;
    bool inference, allow_missing;
    Input *inputs;
    const char **modules;
    u32 input_count, module_count;
} Work;

/* ---- reading ---- */

/* "out" for out/p/A.class with the class p/A; NULL: path and name do not fit. */
static char *find_root(const char *path, const char *class_name)
{
    size_t path_length = strlen(path), tail = class_name ? strlen(class_name) + 6 : SIZE_MAX;
    if (tail > path_length || memcmp(path + path_length - tail, class_name, tail - 6) != 0 ||
        !class_input_is_class_name(path, path_length))
        return NULL;
    size_t length = path_length - tail;
    if (length == 0)
        return strdup(".");
    return path[length - 1] == '/' ? strndup(path, length) : NULL;
}

static bool open_jar(Input *input)
{
    char *error = NULL;
    input->jar = jar_open(input->path, &error);
    if (input->jar)
        return true;
    /* jar_open's message begins with the path. */
    size_t path_length = strlen(input->path);
    bool has_path = error && strncmp(error, input->path, path_length) == 0;
    jverify_report_unreadable(input->path, has_path ? error + path_length + 2 : "out of memory");
    free(error);
    return false;
}

static bool open_input(Input *input, char *argument)
{
    const char *error;
    *input = (Input){.class_name = class_input_split(argument), .path = argument};
    if (input->class_name)
        return open_jar(input);
    u8 *bytes = class_input_read(argument, &input->length, &error);
    if (!bytes) {
        jverify_report_unreadable(argument, error);
        return false;
    }
    if (class_input_is_jar(argument, bytes, input->length)) {
        free(bytes);
        return open_jar(input);
    }
    input->bytes = bytes;
    Arena scratch;
    arena_init_scratch(&scratch);
    input->root = find_root(argument, jverify_vm_class_name(bytes, input->length, &scratch));
    arena_free(&scratch);
    return true;
}

static void close_input(Input *input)
{
    jar_close(input->jar);
    free(input->bytes);
    free(input->root);
}

/* ---- checking ---- */

static void check_bytes(const Work *work, const Input *input, const char *entry, const u8 *bytes,
                        size_t length)
{
    Arena scratch;
    arena_init_scratch(&scratch);
    Verdict verdict = {.file = input->path, .entry = entry, .bci = -1};
    ClassCheck check = {.bytes = bytes, .length = length, .inference = work->inference};
    jverify_vm_check(&check, &scratch, &verdict);
    jverify_report(&verdict);
    arena_free(&scratch);
}

/* Is the entry under META-INF/versions/N/ for a release newer than the JDK's, which does not look there? */
static bool is_of_newer_release(const char *entry)
{
    static const char prefix[] = "META-INF/versions/";
    return strncmp(entry, prefix, sizeof prefix - 1) == 0 &&
           atoi(entry + sizeof prefix - 1) > release->feature;
}

static void check_entry(const Work *work, const Input *input, const char *name, size_t length)
{
    JarEntry entry;
    const char *error = "no such entry";
    char text[CLASS_INPUT_NAME_SIZE];
    snprintf(text, sizeof text, "%.*s", (int)length, name);
    Verdict verdict = {.file = input->path, .entry = text, .bci = -1};
    if (is_of_newer_release(text)) {
        verdict.kind = VERDICT_SKIPPED;
        verdict.message = "for a newer release";
        jverify_report(&verdict);
        return;
    }
    u8 *bytes = jar_find(input->jar, name, length, &entry) ? jar_read(input->jar, &entry, &error) : NULL;
    if (bytes) {
        check_bytes(work, input, text, bytes, entry.size);
    } else {
        verdict.kind = VERDICT_UNREADABLE;
        verdict.message = error;
        jverify_report(&verdict);
    }
    free(bytes);
}

static void check_jar(const Work *work, const Input *input)
{
    JarCursor cursor = {0};
    size_t length;
    bool found = false;
    for (const char *name; (name = jar_next_name(input->jar, &cursor, &length)) != NULL;) {
        if (!class_input_is_class_name(name, length))
            continue;
        check_entry(work, input, name, length);
        found = true;
    }
    if (!found)
        jverify_report_unreadable(input->path, "no class in it");
}

static void check_input(const Work *work, const Input *input)
{
    char name[CLASS_INPUT_NAME_SIZE];
    size_t length;
    if (!input->jar)
        check_bytes(work, input, NULL, input->bytes, input->length);
    else if (!input->class_name)
        check_jar(work, input);
    else if ((length = class_input_entry_name(input->class_name, name)) > 0)
        check_entry(work, input, name, length);
    else
        jverify_report_unreadable(input->path, "class name too long");
}

/* The input itself comes first, then the others in order. */
static bool set_path(const Work *work, const Input *first)
{
    const char **entries = calloc(work->input_count + 1, sizeof *entries);
    u32 count = 0;
    for (u32 i = 0; entries && i <= work->input_count; i++) {
        const Input *input = i == 0 ? first : &work->inputs[i - 1];
        const char *path = input->jar ? input->path : input->root;
        if (path && (i == 0 || input != first))
            entries[count++] = path;
    }
    bool good = entries && jverify_vm_set_path(entries, count);
    free(entries);
    return good;
}

/* Class files share a path, as long as no jar comes between them. */
static bool check_inputs(const Work *work)
{
    const Input *before = NULL;
    for (u32 i = 0; i < work->input_count; i++) {
        const Input *input = &work->inputs[i];
        if ((!before || before->jar || input->jar) && !set_path(work, input))
            return false;
        check_input(work, input);
        before = input;
    }
    return true;
}

static void check_modules(const Work *work)
{
    for (u32 i = 0; i < work->module_count; i++)
        if (!jverify_jdk_walk(work->modules[i], work->inference))
            jverify_report_unreadable(work->modules[i], "the JDK has no such module");
    if (work->vm.all_modules)
        jverify_jdk_walk(NULL, work->inference);
}

/* ---- the command line ---- */

static int wrong_usage(const char *what, const char *argument)
{
    fprintf(stderr, "moka verify: %s%s\n%s", what, argument, USAGE);
    return 2;
}

/* The value of `name VALUE` or `name=VALUE`, "" if it is missing; NULL: it is another option. */
static char *option_value(const char *name, int argc, char **argv, int *index)
{
    size_t length = strlen(name);
    char *argument = argv[*index];
    if (strncmp(argument, name, length) != 0)
        return NULL;
    if (argument[length] == '=')
        return argument + length + 1;
    if (argument[length] != '\0')
        return NULL;
    return *index + 1 < argc ? argv[++*index] : "";
}

static bool read_switch(Work *work, const char *argument)
{
    const struct {
        const char *name;
        bool *value;
    } switches[] = {
        {"--all-modules", &work->vm.all_modules}, {"--inference", &work->inference},
        {"--allow-missing", &work->allow_missing}, {"--enable-preview", &work->vm.enable_preview},
        {"--json", &jverify_report_json},         {"--verbose", &jverify_report_verbose},
    };
    for (u32 i = 0; i < COUNT_OF(switches); i++)
        if (strcmp(argument, switches[i].name) == 0)
            return *switches[i].value = true;
    return false;
}

/* Reads the options and moves the files to the front of argv. Returns 0, or the exit code. */
static int read_arguments(Work *work, int argc, char **argv, int *ret_files)
{
    int files = 0;
    bool options_end = false;
    for (int i = 1; i < argc; i++) {
        char *value;
        if (options_end || argv[i][0] != '-') {
            argv[files++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            options_end = true;
        } else if ((value = option_value("--module", argc, argv, &i))) {
            work->modules[work->module_count++] = value;
        } else if ((value = option_value("-cp", argc, argv, &i)) ||
                   (value = option_value("--class-path", argc, argv, &i)) ||
                   (value = option_value("-classpath", argc, argv, &i))) {
            work->vm.class_path = value;
        } else if (!read_switch(work, argv[i])) {
            return wrong_usage("unknown option ", argv[i]);
        }
        if (argv[i][0] == '\0')
            return wrong_usage("an empty file name", "");
    }
    *ret_files = files;
    return files || work->module_count || work->vm.all_modules ? 0 : wrong_usage("nothing to verify", "");
}

static int run(Work *work, char **files, int file_count)
{
    bool is_named = work->vm.all_modules;
    work->vm.all_modules |= work->module_count > 0; /* else a module that no other needs is not resolved */
    bool started = jverify_vm_start(&work->vm);
    work->vm.all_modules = is_named;
    if (!started)
        return 1;
    for (int i = 0; i < file_count; i++)
        work->input_count += open_input(&work->inputs[work->input_count], files[i]);
    bool complete = check_inputs(work);
    check_modules(work);
    bool good = jverify_report_summary(work->allow_missing) && complete;
    for (u32 i = 0; i < work->input_count; i++)
        close_input(&work->inputs[i]);
    if (fflush(stdout) != 0) {
        fputs("moka verify: standard output cannot be written\n", stderr);
        return 1;
    }
    return good ? 0 : 1;
}

int jverify_main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            fputs(USAGE, stdout);
            return 0;
        }
    }
    Work work = {.inputs = calloc((size_t)argc, sizeof(Input)),
                 .modules = calloc((size_t)argc, sizeof(char *))};
    int files = 0, result = 1;
    if (work.inputs && work.modules) {
        result = read_arguments(&work, argc, argv, &files);
        if (result == 0)
            result = run(&work, argv, files);
    }
    free(work.inputs);
    free(work.modules);
    return result;
}
