/* view_command.c - see view.h: the command line of `moka view`.
 * It runs in the launcher's process, before the JDK's own launcher starts the VM in it. */
#include "tools/view/view.h"

#include "vm/exec/record/record.h"

#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: moka view [OPTION...] FILE.java [ARGUMENT...]\n"
    "       moka view [OPTION...] [OPTION OF JAVA...] CLASS|-jar FILE [ARGUMENT...]\n"
    "       moka view [-o FILE] FILE.json\n"
    "Runs the program and writes what it did, instruction by instruction, to CLASS.view.html: one page that\n"
    "needs nothing else. A recording that --json has written becomes the same page, and nothing runs.\n"
    "  --json             as JSON, for tools, to CLASS.view.json\n"
    "  --text             as text on standard output, when the program has ended\n"
    "  -o FILE            where to; - is standard output\n"
    "  --only=PATTERN     a shell pattern for Class.method; without it all classes but the JDK's\n"
    "  --steps=N          the first N steps; without it 20000\n"
    "  --last=N           the last N steps\n"
    "  --from=CLASS.METHOD[:K]\n"
    "                     begins at the K-th call of the method\n"
    "A limit that is reached is told where it was reached; the program goes on.\n";

typedef struct Command {
    RecordOptions record;
    ViewRequest request;
    const char *file;
} Command;

static int wrong_usage(const char *what, const char *argument)
{
    fprintf(stderr, "moka view: %s%s\n%s", what, argument, USAGE);
    return 2;
}

static bool read_count(const char *text, u64 *ret_count)
{
    char *end;
    *ret_count = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0' && *ret_count > 0;
}

static bool read_from(RecordOptions *record, const char *text)
{
    char *copy = strdup(text), *colon = strrchr(copy, ':');
    u64 count = 1;
    if (colon) {
        *colon = '\0';
        if (!read_count(colon + 1, &count) || count > UINT32_MAX)
            return false;
    }
    record->from = copy;
    record->from_call = (u32)count;
    return *copy != '\0';
}

static const char *value_of(const char *argument, const char *name)
{
    size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 ? argument + length : NULL;
}

/* 1: it is an option of ours; 0: it is none; -1: its value is wrong. */
static int read_option(Command *command, const char *argument)
{
    const char *value;
    u64 count;
    if (strcmp(argument, "--json") == 0) {
        command->request.form = VIEW_JSON;
    } else if (strcmp(argument, "--text") == 0) {
        command->request.form = VIEW_TEXT;
        command->record.as_text = true;
    } else if ((value = value_of(argument, "--only="))) {
        command->record.only = value;
    } else if ((value = value_of(argument, "--steps=")) || (value = value_of(argument, "--last="))) {
        if (!read_count(value, &count))
            return -1;
        command->record.steps = count;
        command->record.keeps_last = argument[2] == 'l';
    } else if ((value = value_of(argument, "--from="))) {
        return read_from(&command->record, value) ? 1 : -1;
    } else {
        return 0;
    }
    return 1;
}

/* Does the option of java take the next word, too? */
static bool takes_value(const char *option)
{
    static const char *const names[] = {"-p",            "--module-path", "--add-modules", "--add-opens",
                                        "--add-exports", "--add-reads",   "--enable-native-access"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(option, names[i]) == 0)
            return true;
    return view_is_class_path(option);
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

static char *file_name(const char *program, ViewForm form)
{
    static const char *const ends[] = {[VIEW_PAGE] = ".view.html", [VIEW_JSON] = ".view.json"};
    const char *slash = strrchr(program, '/'), *name = slash ? slash + 1 : program;
    char *text;
    return asprintf(&text, "%s%s", name, ends[form]) < 0 ? NULL : text;
}

static char *join(const char *a, const char *b)
{
    char *text;
    return asprintf(&text, "%s:%s", a, b) < 0 ? NULL : text;
}

/* Copies java's options and the program; a source file becomes a class path and a class. */
static int read_program(Command *command, const char *jdk_home, int argc, char **argv, int at, int *ret_argc,
                        char ***ret_argv)
{
    char **all = calloc((size_t)argc + 8, sizeof *all);
    int count = 0;
    const char *path = NULL, *program = NULL;
    if (!all)
        return 1;
    all[count++] = argv[0];
    all[count++] = "-Xmoka:record";
    all[count++] = "-Xnoclassgc";
    for (; at < argc && argv[at][0] == '-'; at++) {
        bool has_value = takes_value(argv[at]) && at + 1 < argc;
        if (strcmp(argv[at], "-jar") == 0 && at + 1 < argc) {
            program = argv[at + 1];
            break;
        }
        if (has_value && view_is_class_path(argv[at]))
            path = argv[at + 1];
        all[count++] = argv[at];
        if (has_value)
            all[count++] = argv[++at];
    }
    if (at == argc)
        return wrong_usage("no program", "");
    if (!program)
        program = argv[at];
    if (path)
        view_source_add_path(path);
    view_source_add(".");
    if (ends_with(program, ".java")) {
        const char *folder, *name = view_source_compile(jdk_home, program, &folder);
        if (!name)
            return 1;
        all[count++] = "-cp";
        all[count++] = path ? join(folder, path) : (char *)folder;
        all[count++] = (char *)name;
        program = name;
        at++;
    }
    if (!command->file && command->request.form != VIEW_TEXT)
        command->file = file_name(program, command->request.form);
    while (at < argc)
        all[count++] = argv[at++];
    *ret_argc = count;
    *ret_argv = all;
    return 0;
}

/* Shapes.view.json becomes Shapes.view.html. */
static int make_page(const Command *command, const char *json)
{
    size_t length = strlen(json) - strlen(ends_with(json, ".view.json") ? ".view.json" : ".json");
    char *name = strndup(json, length);
    int problem = 1;
    if (command->request.form != VIEW_PAGE)
        problem = wrong_usage("a page alone is made of a recording: ", json);
    else if (name)
        problem = view_page_from_json(json, command->file ? command->file : file_name(name, VIEW_PAGE));
    free(name);
    return problem ? problem : -1;
}

int view_begin(int argc, char **argv, const char *jdk_home, int *ret_argc, char ***ret_argv)
{
    Command command = {.record = {.steps = RECORD_STEPS, .finish = view_record_finish}};
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0) {
            fputs(USAGE, stdout);
            return -1;
        }
        if (strcmp(argv[at], "-o") == 0 && at + 1 < argc) {
            command.file = argv[++at];
            continue;
        }
        int known = read_option(&command, argv[at]);
        if (known < 0)
            return wrong_usage("wrong value: ", argv[at]);
        if (known == 0)
            break;
    }
    if (argc - at == 1 && ends_with(argv[at], ".json"))
        return make_page(&command, argv[at]);
    command.request.argc = argc - at;
    command.request.argv = argv + at;
    int problem = read_program(&command, jdk_home, argc, argv, at, ret_argc, ret_argv);
    if (problem)
        return problem;
    command.request.file = command.file && strcmp(command.file, "-") == 0 ? NULL : command.file;
    view_record_request(&command.request);
    record_request(&command.record);
    return 0;
}
