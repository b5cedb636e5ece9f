/* key.c - see key.h. */
#include "vm/snapshot/key.h"

#include "stdlib/release/release.h"
#include "vm/base/trace.h"
#include "vm/host/options.h"
#include "vm/snapshot/format.h"
#include "vm/snapshot/resume.h"

#include <dirent.h>
#include <elf.h>
#include <link.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Text {
    char *buffer;
    size_t used;
    bool overflow;
} Text;

static void PRINTF_LIKE(2, 3) add(Text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text->buffer + text->used, KEY_SIZE - text->used, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= KEY_SIZE - text->used)
        text->overflow = true;
    else
        text->used += (size_t)length;
}

/* ---- this library ---- */

typedef struct Library {
    const char *base;
    const u8 *id; /* the linker's build id */
    size_t id_size;
} Library;

static bool holds(const struct dl_phdr_info *info, const void *address)
{
    uintptr_t at = (uintptr_t)address - info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD &&
            at - info->dlpi_phdr[i].p_vaddr < info->dlpi_phdr[i].p_memsz)
            return true;
    return false;
}

static void find_id(Library *library, const char *at, size_t size)
{
    for (const char *end = at + size; at + sizeof(ElfW(Nhdr)) <= end;) {
        const ElfW(Nhdr) *note = (const void *)at;
        const char *name = at + sizeof *note;
        at = name + ALIGN_UP(note->n_namesz, 4) + ALIGN_UP(note->n_descsz, 4);
        if (note->n_type == NT_GNU_BUILD_ID) {
            library->id = (const u8 *)name + ALIGN_UP(note->n_namesz, 4);
            library->id_size = note->n_descsz;
        }
    }
}

static int find_library(struct dl_phdr_info *info, size_t size, void *context)
{
    Library *library = context;
    (void)size;
    if (!holds(info, (const void *)(uintptr_t)key_text))
        return 0;
    library->base = (const char *)info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            find_id(library, library->base + info->dlpi_phdr[i].p_vaddr, info->dlpi_phdr[i].p_memsz);
    return 1;
}

const char *key_library_base(void)
{
    Library library = {0};
    dl_iterate_phdr(find_library, &library);
    return library.base;
}

bool key_library_line(char *ret_line, size_t size)
{
    Library library = {0};
    dl_iterate_phdr(find_library, &library);
    int used = snprintf(ret_line, size, "vm ");
    for (size_t i = 0; i < library.id_size && (size_t)used < size; i++)
        used += snprintf(ret_line + used, size - (size_t)used, "%02x", library.id[i]);
    if ((size_t)used < size)
        snprintf(ret_line + used, size - (size_t)used, "\n");
    return library.id_size != 0;
}

static bool add_library(Text *text)
{
    enum { LINE_SIZE = 160 };
    char line[LINE_SIZE];
    bool has_id = key_library_line(line, sizeof line);
    add(text, "%s", line);
    return has_id;
}

/* ---- the JDK ---- */

static bool add_file(Text *text, const char *home, const char *name)
{
    char path[4096];
    struct stat status;
    snprintf(path, sizeof path, "%s/%s", home, name);
    if (stat(path, &status) != 0)
        return false;
    add(text, "%s %lld %lld\n", name, (long long)status.st_size, (long long)status.st_mtime);
    return true;
}

static bool add_jdk(Text *text, const char *home)
{
    static const char *const files[] = {"lib/modules", "lib/libjava.so", "release"};
    add(text, "home %s\n", home);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (!add_file(text, home, files[i]))
            return false;
    return true;
}

/* ---- options ---- */

static bool begins_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool begins_with_any(const char *text, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (begins_with(text, *prefixes))
            return true;
    return false;
}

/* The library reads properties of these names while it boots. Others are the program's own. */
static bool is_library_property(const char *name)
{
    static const char *const prefixes[] = {"java.",   "javax.", "jdk.",  "sun.",    "com.sun.", "user.",
                                           "file.",   "os.",    "path.", "line.",   "native.",  "awt.",
                                           "http",    "ftp.",   "socks", "network", "stdin.",   "stdout.",
                                           "stderr.", "org.",   NULL};
    return begins_with_any(name, prefixes);
}

/* Of those, what a start makes anew from its own command line. */
static bool is_fresh_property(const char *name)
{
    static const char *const names[] = {"java.class.path=",
                                        "java.io.tmpdir=",
                                        "java.library.path=",
                                        "user.dir=",
                                        "sun.java.command=",
                                        "sun.java.launcher=",
                                        NULL};
    return begins_with_any(name, names);
}

/* Sizes, logs and the compiler's options change nothing of what boot leaves, but for those that make other
 * stubs. */
static bool is_free_flag(const char *flag)
{
    static const char *const names[] = {"MaxHeapSize",
                                        "InitialHeapSize",
                                        "MaxRAM",
                                        "InitialRAM",
                                        "MinRAM",
                                        "ThreadStackSize",
                                        "GCStress",
                                        "CompileThreshold",
                                        "Tiered",
                                        "ReservedCodeCache",
                                        "Print",
                                        "ErrorFile",
                                        "HeapDump",
                                        "OnError",
                                        "OnOutOfMemory",
                                        "ExitOnOutOf",
                                        "CrashOnOutOf",
                                        "UseSerialGC",
                                        "UseG1GC",
                                        "UseParallelGC",
                                        "ParallelGC",
                                        "MinHeapFree",
                                        "MaxHeapFree",
                                        "SoftRefLRU",
                                        "JitMust",
                                        "BackgroundComp",
                                        "Inline",
                                        "MaxInline",
                                        "CompileCommand",
                                        "CompileOnly",
                                        "UnlockDiagnostic",
                                        "UnlockExperimental",
                                        "UseAVX",
                                        "UseSSE",
                                        "ErrorLogTimeout",
                                        "DumpPerfMap",
                                        "CICompiler",
                                        "MaxDirectMemorySize",
                                        NULL};
    flag += *flag == '+' || *flag == '-';
    return begins_with_any(flag, names);
}

bool key_has_option(const char *option)
{
    static const char *const free_options[] = {
        "-Xmx",    "-Xms",    "-Xmn",     "-Xss",       "-Xlog",    "-Xint", "-Xcomp",
        "-Xmixed", "-Xbatch", "-Xshare:", "-Xsnapshot", "-verbose", NULL};
    if (begins_with(option, "-D"))
        return is_library_property(option + 2) && !is_fresh_property(option + 2);
    if (begins_with(option, "-XX:"))
        return !is_free_flag(option + 4);
    return !begins_with_any(option, free_options);
}

static void add_options(Text *text)
{
    for (u32 i = 0; i < options.argument_count; i++)
        if (key_has_option(options.arguments[i]))
            add(text, "option %s\n", options.arguments[i]);
}

/* What is booted in another order, or read from files that nobody has compared. */
static const char *unfit_option(void)
{
    static const char *const prefixes[] = {"--upgrade-module-path",
                                           "--limit-modules",
                                           "--patch-module",
                                           "-Xbootclasspath",
                                           "-XX:Flags=",
                                           "-XX:MaxMetaspaceSize",
                                           "-Xmoka:",
                                           "-Xcheck",
                                           "-XX:+VerifyCrossCheck",
                                           NULL};
    for (u32 i = 0; i < options.argument_count; i++)
        if (begins_with_any(options.arguments[i], prefixes))
            return "an option changes the modules or how the machine is made";
    if (TRACE_ON(CLASS_LOAD) || TRACE_ON(CLASS_INIT) || TRACE_ON(RESOLVE) || TRACE_ON(VERIFY) ||
        TRACE_ON(MODULE) || TRACE_ON(JNI) || TRACE_ON(INDY))
        return "a log tells of what boot does";
#ifdef MOKA_CHECK_STORES
    return "this build checks stores";
#endif
    return NULL;
}

/* ---- the environment ---- */

/* What setlocale(LC_ALL, "") takes for the category. */
static const char *locale_of(const char *category)
{
    const char *names[] = {"LC_ALL", category, "LANG"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "C";
}

static void add_environment(Text *text)
{
    static const char *const categories[] = {
        "LC_CTYPE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME",      "LC_COLLATE",     "LC_MONETARY",
        "LC_PAPER", "LC_NAME",     "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION"};
    for (size_t i = 0; i < COUNT_OF(categories); i++)
        add(text, "%s %s\n", categories[i], locale_of(categories[i]));
    cpu_set_t set;
    int processors = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
    add(text, "processors %d\npage %ld\n", processors, sysconf(_SC_PAGESIZE));
    if (options_property("file.encoding")) /* else a terminal has the encoding of everything */
        add(text, "terminal %d %d\n", isatty(STDOUT_FILENO), isatty(STDERR_FILENO));
}

/* ---- an application's class path ---- */

void key_absolute(const char *entry, char ret_path[PATH_MAX])
{
    char here[PATH_MAX];
    if (*entry == '/' || !getcwd(here, sizeof here) ||
        snprintf(ret_path, PATH_MAX, "%s%s%s", here, *entry ? "/" : "", entry) >= PATH_MAX)
        snprintf(ret_path, PATH_MAX, "%s", entry);
}

static void add_class_path(Text *text)
{
    const char *path = options_property("java.class.path");
    char *copy = strdup(path ? path : ""), *rest = copy;
    for (char *entry; rest && (entry = strsep(&rest, ":"));) {
        char name[PATH_MAX];
        struct stat status;
        key_absolute(entry, name);
        bool is_file = stat(name, &status) == 0 && S_ISREG(status.st_mode);
        add(text, "class path %s %lld %lld\n", name, is_file ? (long long)status.st_size : 0,
            is_file ? (long long)status.st_mtime : 0);
    }
    free(copy);
}

/* ---- modules on the command line ---- */

/* Boot reads the descriptors of all that it finds there. The packages of a module that is a folder are its
 * folders: too much to compare. */
static bool add_module(Text *text, const char *name)
{
    char descriptor[PATH_MAX];
    struct stat status;
    if (stat(name, &status) != 0)
        return true;
    snprintf(descriptor, sizeof descriptor, "%.4000s/module-info.class", name);
    if (S_ISDIR(status.st_mode))
        return access(descriptor, F_OK) != 0;
    add(text, "module %s %lld %lld.%09ld\n", name, (long long)status.st_size, (long long)status.st_mtime,
        status.st_mtim.tv_nsec);
    return true;
}

static bool add_modules_of(Text *text, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    bool fits = add_module(text, folder);
    for (int i = 0; i < count; i++) {
        char name[PATH_MAX];
        if (*entries[i]->d_name != '.' && fits)
            fits = (size_t)snprintf(name, sizeof name, "%s/%s", folder, entries[i]->d_name) < sizeof name &&
                   add_module(text, name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return fits;
}

/* False: a module on the path is a folder. */
static bool add_module_path(Text *text)
{
    const char *path = options_property("jdk.module.path");
    char *copy = strdup(path ? path : ""), *rest = copy;
    bool fits = copy != NULL;
    for (char *entry; rest && fits && (entry = strsep(&rest, ":"));) {
        char name[PATH_MAX];
        key_absolute(entry, name);
        if (*entry)
            fits = add_modules_of(text, name);
    }
    free(copy);
    return fits;
}

void key_fix_module_path(void)
{
    const char *path = options_property("jdk.module.path");
    char *copy = path ? strdup(path) : NULL, *rest = copy, *fixed = NULL;
    size_t length;
    FILE *out = copy ? open_memstream(&fixed, &length) : NULL;
    for (char *entry; out && rest && (entry = strsep(&rest, ":"));) {
        char name[PATH_MAX] = "";
        if (*entry)
            key_absolute(entry, name);
        fprintf(out, "%s%s", ftell(out) ? ":" : "", name);
    }
    if (out && fclose(out) == 0)
        options_set_property("jdk.module.path", fixed, true);
    free(fixed);
    free(copy);
}

size_t key_text(const char *home, bool of_application, char ret_text[KEY_SIZE], const char **ret_problem)
{
    Text text = {.buffer = ret_text};
    *ret_problem = unfit_option();
    if (!*ret_problem && !resume_knows_release())
        *ret_problem = "there is no table of what is run again for this release";
    if (*ret_problem)
        return 0;
    add(&text, "format %d\n", SNAPSHOT_FORMAT);
    bool complete = add_library(&text) && add_jdk(&text, home);
    add_options(&text);
    add_environment(&text);
    if (!add_module_path(&text))
        *ret_problem = "a module on the module path is a folder";
    if (of_application)
        add_class_path(&text);
    if (!*ret_problem && (!complete || text.overflow))
        *ret_problem = complete ? "the command line is too long" : "the library or the JDK has no name";
    return *ret_problem ? 0 : text.used;
}
