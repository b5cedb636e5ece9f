/* moka.c - the launcher: picks a JDK, then is `java` of that JDK with Moka as its VM
 *
 * In:     leading options of its own (--jdk, --print-jdk, --trace, --only, --explain, --print-code), the
 *         subcommands dis, verify, explain, view and snapshot (which may follow --jdk), an application's
 *         snapshot and its arguments, everything else as `java` takes it
 * Out:    the exit code of JLI_Launch; 1 after an error of its own
 * Keeps:  nothing of java's command line is interpreted here: the JDK's own libjli does that, so that
 *         options, source mode, @argfiles, help and error texts cannot differ. Adds nothing to the
 *         environment, which the program would see.
 * Tests:  tests/suites/40_launcher
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jni.h>

/* The releases that the library has a table for. */
static const struct {
    int feature;
    bool is_tested;
} releases[] = {
#define RELEASE(feature, is_tested) {feature, is_tested},
#include "stdlib/release/releases.def"
#undef RELEASE
};

static const char DEBIAN_JVM_DIR[] = "/usr/lib/jvm";
static const char DEBIAN_HOME[] = "/usr/lib/jvm/java-17-openjdk-amd64";

typedef struct {
    char home[PATH_MAX];
    int feature;            /* 17, 25, ... */
    char runtime_version[256];
} Jdk;

/* libjli's list of arguments, as its exported functions take it. */
typedef struct {
    char **elements;
    size_t size;
    size_t capacity;
} JliList;

typedef struct {
    void (*init_arg_processing)(jboolean has_java_args, jboolean disable_arg_file);
    jboolean (*add_args_from_env)(JliList *args, const char *name);
    JliList *(*preprocess_arg)(const char *arg, jboolean expand_source_option);
    int (*app_arg_index)(void);
    JliList *(*list_new)(size_t capacity);
    void (*list_add)(JliList *list, char *text);
    int (*launch)(int argc, char **argv, int java_argc, const char **java_argv, int class_path_count,
                  const char **class_paths, const char *full_version, const char *dot_version,
                  const char *program, const char *launcher, jboolean java_args, jboolean class_path_wildcard,
                  jboolean windowed, jint ergonomics);
} Jli;

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("moka: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL)
        fail("out of memory");
    return memory;
}

/* Joins a directory and a name. A path that is too long is an error and is not cut off. */
static void join(char ret_path[PATH_MAX], const char *dir, const char *name)
{
    if (snprintf(ret_path, PATH_MAX, "%s/%s", dir, name) >= PATH_MAX)
        fail("path too long: %s/%s", dir, name);
}

static char *option_with(const char *name, const char *value)
{
    size_t size = strlen(name) + strlen(value) + 1;
    char *text = allocate(size);
    snprintf(text, size, "%s%s", name, value);
    return text;
}

/* ---- Choosing the JDK ---- */

/* Copies the value of `NAME="value"` if the line is one. */
static bool read_value(const char *line, const char *name, char *ret_value, size_t size)
{
    size_t length = strlen(name);
    if (strncmp(line, name, length) != 0 || line[length] != '=')
        return false;
    line += length + 1;
    line += *line == '"';
    length = strcspn(line, "\"\r\n");
    if (length >= size)
        return false;
    memcpy(ret_value, line, length);
    ret_value[length] = '\0';
    return true;
}

/* Reads <home>/release. Returns NULL, or the reason why the directory is no JDK. */
static const char *jdk_read(const char *home, Jdk *ret_jdk)
{
    char path[PATH_MAX], line[8192], version[256] = "";
    memset(ret_jdk, 0, sizeof *ret_jdk);
    if (realpath(home, ret_jdk->home) == NULL)
        return strerror(errno);
    join(path, ret_jdk->home, "release");
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return errno == ENOENT ? "not a JDK: it has no file `release'" : strerror(errno);
    while (fgets(line, sizeof line, file) != NULL) {
        read_value(line, "JAVA_VERSION", version, sizeof version);
        read_value(line, "JAVA_RUNTIME_VERSION", ret_jdk->runtime_version, sizeof ret_jdk->runtime_version);
    }
    fclose(file);
    /* Until 8 the feature release was the second number: 1.8.0_382. */
    ret_jdk->feature = atoi(strncmp(version, "1.", 2) == 0 ? version + 2 : version);
    if (ret_jdk->feature <= 0)
        return "not a JDK: its file `release' states no JAVA_VERSION";
    if (ret_jdk->runtime_version[0] == '\0')
        strcpy(ret_jdk->runtime_version, version);
    return NULL;
}

static bool has_table(int feature, bool must_be_tested)
{
    for (size_t i = 0; i < sizeof releases / sizeof releases[0]; i++) {
        if (releases[i].feature == feature)
            return releases[i].is_tested || !must_be_tested;
    }
    return false;
}

static const char *supported_text(void)
{
    static char text[256];
    size_t length = 0;
    for (size_t i = 0; i < sizeof releases / sizeof releases[0]; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%d%s", i == 0 ? "" : ", ",
                                   releases[i].feature, releases[i].is_tested ? "" : " (not tested)");
    return text;
}

/* A JDK that somebody named: it is taken or refused, never passed over. One that is found by itself must have
 * a table that was tested. */
static void jdk_asked_for(const char *home, const char *asked_by, Jdk *ret_jdk)
{
    const char *problem = jdk_read(home, ret_jdk);
    if (problem != NULL)
        fail("%s (from %s): %s", home, asked_by, problem);
    if (!has_table(ret_jdk->feature, false))
        fail("%s (from %s) is a JDK %d; releases with a table: %s", home, asked_by, ret_jdk->feature,
             supported_text());
}

static bool jdk_found_at(const char *home, Jdk *ret_jdk)
{
    return jdk_read(home, ret_jdk) == NULL && has_table(ret_jdk->feature, true);
}

/* The home of the first `java` on the PATH: two folders up from its real path. */
static bool jdk_on_path(Jdk *ret_jdk)
{
    const char *dirs = getenv("PATH");
    while (dirs != NULL && *dirs != '\0') {
        size_t length = strcspn(dirs, ":");
        char dir[PATH_MAX], java[PATH_MAX], real[PATH_MAX];
        if (length > 0 && length < sizeof dir - sizeof "/java") {
            memcpy(dir, dirs, length);
            dir[length] = '\0';
            join(java, dir, "java");
            if (access(java, X_OK) == 0 && realpath(java, real) != NULL) {
                for (int up = 0; up < 2; up++)
                    *strrchr(real, '/') = '\0';
                return jdk_found_at(real, ret_jdk);
            }
        }
        dirs += length + (dirs[length] == ':');
    }
    return false;
}

static bool jdk_in_debian_place(Jdk *ret_jdk)
{
    if (jdk_found_at(DEBIAN_HOME, ret_jdk))
        return true;
    struct dirent **entries;
    int count = scandir(DEBIAN_JVM_DIR, &entries, NULL, alphasort);
    bool found = false;
    for (int i = 0; i < count; i++) {
        char home[PATH_MAX];
        if (!found && entries[i]->d_name[0] != '.') {
            join(home, DEBIAN_JVM_DIR, entries[i]->d_name);
            found = jdk_found_at(home, ret_jdk);
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return found;
}

static void choose_jdk(const char *asked, Jdk *ret_jdk)
{
    const char *java_home = getenv("JAVA_HOME");
    if (asked != NULL)
        jdk_asked_for(asked, "--jdk", ret_jdk);
    else if (java_home != NULL && *java_home != '\0')
        jdk_asked_for(java_home, "JAVA_HOME", ret_jdk);
    else if (!jdk_on_path(ret_jdk) && !jdk_in_debian_place(ret_jdk))
        fail("no JDK found (releases with a table: %s): name one with --jdk DIR or JAVA_HOME",
             supported_text());
}

/* ---- Moka's own library ---- */

/* The directory of libjvm.so: beside the launcher in a build tree, ../lib/moka after installation. */
static void find_library_dir(char ret_dir[PATH_MAX])
{
    static const char *const places[] = {".", "../lib/moka"};
    char self[PATH_MAX], library[PATH_MAX], dir[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0)
        fail("/proc/self/exe: %s", strerror(errno));
    self[length] = '\0';
    *strrchr(self, '/') = '\0';
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        join(dir, self, places[i]);
        join(library, dir, "libjvm.so");
        if (access(library, R_OK) == 0 && realpath(dir, ret_dir) != NULL)
            return;
    }
    fail("no libjvm.so beside %s/moka nor in %s/../lib/moka", self, self);
}

static void *library_function(const char *name, const char *wanted_by)
{
    char dir[PATH_MAX], path[PATH_MAX];
    find_library_dir(dir);
    join(path, dir, "libjvm.so");
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        fail("%s", dlerror());
    void *function = dlsym(library, name);
    if (function == NULL)
        fail("`%s' is not in this libjvm.so (it has no %s)", wanted_by, name);
    return function;
}

/* `moka dis` and `moka verify` live in the library, on the VM's parser. */
static int run_subcommand(const char *entry, int argc, char **argv)
{
    return ((int (*)(int, char **))library_function(entry, argv[0]))(argc, argv);
}

/* ---- Handing over ---- */

static void *jli_symbol(void *library, const char *home, const char *name)
{
    void *symbol = dlsym(library, name);
    if (symbol == NULL)
        fail("%s/lib/libjli.so has no %s", home, name);
    return symbol;
}

static Jli jli_load(const char *home)
{
    char *path = option_with(home, "/lib/libjli.so");
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    free(path);
    if (library == NULL)
        fail("%s: not a usable JDK: %s", home, dlerror());
    Jli jli = {
        .init_arg_processing = jli_symbol(library, home, "JLI_InitArgProcessing"),
        .add_args_from_env = jli_symbol(library, home, "JLI_AddArgsFromEnvVar"),
        .preprocess_arg = jli_symbol(library, home, "JLI_PreprocessArg"),
        .app_arg_index = jli_symbol(library, home, "JLI_GetAppArgIndex"),
        .list_new = jli_symbol(library, home, "JLI_List_new"),
        .list_add = jli_symbol(library, home, "JLI_List_add"),
        .launch = jli_symbol(library, home, "JLI_Launch"),
    };
    return jli;
}

/* The whole command line, with JDK_JAVA_OPTIONS and @argfiles expanded as the JDK's own launcher does. */
static JliList *expand_arguments(const Jli *jli, int argc, char **argv)
{
    JliList *args = jli->list_new((size_t)argc + 1);
    jli->init_arg_processing(JNI_FALSE, JNI_FALSE);
    jli->list_add(args, argv[0]);
    jli->add_args_from_env(args, "JDK_JAVA_OPTIONS");
    for (int i = 1; i < argc; i++) {
        JliList *from_file = jli->preprocess_arg(argv[i], JNI_TRUE);
        if (from_file == NULL) {
            jli->list_add(args, argv[i]);
            continue;
        }
        for (size_t j = 0; j < from_file->size; j++)
            jli->list_add(args, from_file->elements[j]);
    }
    return args;
}

/* Is it an option that names a VM of jvm.cfg? The last such option wins in libjli, so ours follows each of
 * them. */
static bool is_vm_choice(const char *arg)
{
    static const char *const names[] = {"-server", "-client", "-zero", "-dcevm"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(arg, names[i]) == 0)
            return true;
    }
    return false;
}

/* The option that gives libjli the VM's library. It is made on the heap, in a function that stays one: libjli
 * itself takes 45 KB of this thread's stack, of which `ulimit -s` may leave 64 for it and the environment. */
static __attribute__((noinline)) char *altjvm_option(void)
{
    char dir[PATH_MAX];
    find_library_dir(dir);
    return option_with("-XXaltjvm=", dir);
}

static int launch(const Jdk *jdk, char **vm_options, int vm_option_count, int argc, char **argv)
{
    char *altjvm = altjvm_option();
    Jli jli = jli_load(jdk->home);
    JliList *expanded = expand_arguments(&jli, argc, argv);
    int app_index = jli.app_arg_index();
    size_t option_end = app_index > 0 ? (size_t)app_index : expanded->size;

    JliList *args = jli.list_new(2 * expanded->size + (size_t)vm_option_count + 2);
    jli.list_add(args, expanded->elements[0]);
    jli.list_add(args, altjvm);
    for (int i = 0; i < vm_option_count; i++)
        jli.list_add(args, vm_options[i]);
    for (size_t i = 1; i < expanded->size; i++) {
        jli.list_add(args, expanded->elements[i]);
        if (i < option_end && is_vm_choice(expanded->elements[i]))
            jli.list_add(args, altjvm);
    }
    int count = (int)args->size;
    jli.list_add(args, NULL);
    return jli.launch(count, args->elements, 0, NULL, 0, NULL, jdk->runtime_version, "", "moka", "openjdk",
                      JNI_FALSE, JNI_TRUE, JNI_FALSE, 0);
}

/* ---- Snapshots of applications ---- */

enum { MOST_WORDS = 1024 };

static bool is_snapshot(const char *path)
{
    char magic[8] = "";
    FILE *file = path[0] == '-' ? NULL : fopen(path, "re");
    if (file == NULL)
        return false;
    bool is_one = fread(magic, sizeof magic, 1, file) == 1 && memcmp(magic, "MokaSnap", sizeof magic) == 0;
    fclose(file);
    return is_one;
}

/* `moka FILE args`: the options, class path and class that it was made with. What does not fit this start is
 * a normal start of the same program. */
static int launch_snapshot(const Jdk *jdk, char **words, int word_count, int argc, char **argv)
{
    char **all = allocate((size_t)(word_count + argc + 3) * sizeof *all);
    int count = 0;
    all[count++] = argv[0];
    all[count++] = option_with("-Xsnapshot:file=", argv[1]);
    for (int i = 0; i < word_count; i++)
        all[count++] = words[i];
    for (int i = 2; i < argc; i++)
        all[count++] = argv[i];
    return launch(jdk, NULL, 0, count, all);
}

/* The words, for the caller; the stack may be small. */
static int read_words(const char *path, char **ret_home, char ***ret_words)
{
    *ret_words = allocate(MOST_WORDS * sizeof **ret_words);
    int (*read)(const char *, char **, char **, int) =
        (int (*)(const char *, char **, char **, int))library_function("snapshot_info_words", path);
    int count = read(path, ret_home, *ret_words, MOST_WORDS);
    if (count <= 0)
        fail(count < 0 ? "%s: a snapshot of another Moka, or damaged" : "%s: no program has run in it", path);
    return count;
}

/* Does the option take the next word, too? */
static bool takes_value(const char *option)
{
    static const char *const names[] = {"-cp", "-classpath", "--class-path", "--add-exports", "--add-opens",
                                        "--add-reads", "--add-modules", "--enable-native-access"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(option, names[i]) == 0)
            return true;
    return false;
}

/* `moka snapshot [options] Main -o FILE [args]`: the program runs, and is written when it has ended. -o may
 * stand before or after the class. */
static int make_snapshot(const Jdk *jdk, int argc, char **argv)
{
    char **all = allocate((size_t)(argc + 2) * sizeof *all);
    char *file = NULL;
    bool has_program = false;
    int count = 2, i = 1;
    for (; i < argc && !(has_program && file != NULL); i++) {
        bool is_option = argv[i][0] == '-' && !has_program;
        if (strcmp(argv[i], "-o") == 0 && i + 1 < argc) {
            file = argv[++i];
            continue;
        }
        all[count++] = argv[i];
        if (is_option && (takes_value(argv[i]) || strcmp(argv[i], "-jar") == 0) && i + 1 < argc) {
            has_program = strcmp(argv[i], "-jar") == 0;
            all[count++] = argv[++i];
        } else if (!is_option && has_program) {
            break;
        } else if (!is_option) {
            has_program = true;
        }
    }
    if (file == NULL || !has_program)
        fail("usage: moka snapshot [options] Main|-jar FILE -o FILE [arguments of a training run]\n"
             "       moka snapshot --info FILE [--json]");
    while (i < argc)
        all[count++] = argv[i++];
    all[0] = argv[0];
    all[1] = option_with("-Xsnapshot:app=", file);
    return launch(jdk, NULL, 0, count, all);
}

static int print_snapshot(const Jdk *jdk, int argc, char **argv)
{
    bool as_json = argc > 3 && strcmp(argv[3], "--json") == 0;
    char *all[] = {argv[0], option_with(as_json ? "-Xsnapshot:info+json=" : "-Xsnapshot:info=", argv[2]),
                   "-version", NULL};
    return launch(jdk, NULL, 0, 3, all);
}

static int run_snapshot_command(const Jdk *jdk, int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "--info") == 0)
        return print_snapshot(jdk, argc, argv);
    return make_snapshot(jdk, argc, argv);
}

/* `moka view`: the library reads its options and is the VM, in this process, that records. */
static int run_view(const Jdk *jdk, int argc, char **argv)
{
    int (*begin)(int, char **, const char *, int *, char ***) =
        (int (*)(int, char **, const char *, int *, char ***))library_function("view_begin", "view");
    char **all;
    int count, result = begin(argc, argv, jdk->home, &count, &all);
    return result == 0 ? launch(jdk, NULL, 0, count, all) : result < 0 ? 0 : result;
}

/* ---- The command line ---- */

/* The value of `--name=value` or, if separate, of `--name value`; NULL for another option. */
static char *own_option(const char *name, bool separate, int argc, char **argv, int *index)
{
    size_t length = strlen(name);
    char *arg = argv[*index];
    if (strncmp(arg, name, length) != 0)
        return NULL;
    if (arg[length] == '=')
        return arg + length + 1;
    if (!separate || arg[length] != '\0')
        return NULL;
    if (*index + 1 >= argc)
        fail("%s needs a value", name);
    return argv[++*index];
}

static char *vm_option(const char *name, const char *value)
{
    size_t size = strlen(name) + strlen(value) + sizeof "-Xmoka:=";
    char *text = allocate(size);
    snprintf(text, size, "-Xmoka:%s=%s", name, value);
    return text;
}

/* Where java's help goes; NULL: it is not asked for. */
static FILE *help_output(const char *option)
{
    if (strcmp(option, "--help") == 0)
        return stdout;
    bool is_old = strcmp(option, "-help") == 0 || strcmp(option, "-h") == 0 || strcmp(option, "-?") == 0;
    return is_old ? stderr : NULL;
}

static FILE *help_to;

/* Behind java's help, which the JDK prints before the process ends. */
static void print_help(void)
{
    fputs("\nMoka's own options, before all others:\n"
          "    --jdk FOLDER  the JDK whose class library is used\n"
          "    --print-jdk   print which one that is\n"
          "    --trace[=bytecode]\n"
          "                  print each instruction that is executed\n"
          "    --only=PATTERN\n"
          "                  those of methods that match only: a shell pattern for Class.method\n"
          "    --explain     with what each of them does\n"
          "    --print-code=METHOD\n"
          "                  print the machine code of Class.method when it is compiled\n"
          "Moka's commands, each of which says more with --help:\n"
          "    dis FILE...   class files, and classes of jars, as text\n"
          "    verify FILE...\n"
          "                  verify classes without running them\n"
          "    explain OPCODE|CLASS[.METHOD]...\n"
          "                  what instructions and methods come to\n"
          "    snapshot CLASS -o FILE\n"
          "                  a file from which later starts go on\n"
          "    view FILE.java\n"
          "                  a page that shows a program's run step by step\n",
          help_to);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "dis") == 0)
        return run_subcommand("jdis_main", argc - 1, argv + 1);

    const char *asked_jdk = NULL;
    bool print_jdk = false;
    char **vm_options = allocate((size_t)argc * sizeof *vm_options);
    int vm_option_count = 0, index = 1;
    for (char *value; index < argc; index++) {
        if ((value = own_option("--jdk", true, argc, argv, &index)) != NULL)
            asked_jdk = value;
        else if ((value = own_option("--trace", false, argc, argv, &index)) != NULL)
            vm_options[vm_option_count++] = vm_option("trace", value);
        else if ((value = own_option("--only", false, argc, argv, &index)) != NULL)
            vm_options[vm_option_count++] = vm_option("only", value);
        else if ((value = own_option("--print-code", false, argc, argv, &index)) != NULL)
            vm_options[vm_option_count++] = vm_option("print-code", value);
        else if (strcmp(argv[index], "--explain") == 0)
            vm_options[vm_option_count++] = "-Xmoka:explain";
        else if (strcmp(argv[index], "--print-jdk") == 0)
            print_jdk = true;
        else
            break;
    }
    static Jdk jdk;     /* Not on the stack, see altjvm_option. */
    char **words = NULL, *home = NULL;
    int word_count = index < argc && is_snapshot(argv[index]) ? read_words(argv[index], &home, &words) : 0;
    choose_jdk(asked_jdk == NULL && word_count > 0 ? home : asked_jdk, &jdk);
    if (print_jdk) {
        puts(jdk.home);
        return 0;
    }
    bool verifies = index < argc && strcmp(argv[index], "verify") == 0;
    if (verifies || (index < argc && strcmp(argv[index], "explain") == 0)) {
        /* The library finds the JDK by this variable; no program runs that could see it. */
        setenv("MOKA_JDK_HOME", jdk.home, 1);
        return run_subcommand(verifies ? "jverify_main" : "view_explain", argc - index, argv + index);
    }
    argv[index - 1] = argv[0];
    if (word_count > 0)
        return launch_snapshot(&jdk, words, word_count, argc - index + 1, argv + index - 1);
    if (index < argc && strcmp(argv[index], "snapshot") == 0) {
        argv[index] = argv[0];
        return run_snapshot_command(&jdk, argc - index, argv + index);
    }
    if (index < argc && strcmp(argv[index], "view") == 0) {
        argv[index] = argv[0];
        return run_view(&jdk, argc - index, argv + index);
    }
    help_to = index < argc ? help_output(argv[index]) : NULL;
    if (help_to)
        atexit(print_help);
    return launch(&jdk, vm_options, vm_option_count, argc - index + 1, argv + index - 1);
}
