/* options.c - see options.h.
 * One table of prefixes drives everything that is not an -XX flag: a row is a spelling and a function. */
#include "vm/host/options.h"

#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/host/home.h"
#include "vm/host/options_compiler.h"
#include "vm/host/options_flags.h"
#include "vm/host/options_log.h"
#include "vm/host/options_words.h"
#include "vm/host/version.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

SNAPSHOT_STATE(rebuilt) Options options;

/* While options are read: how often each was given that makes numbered properties. */
SNAPSHOT_STATE(rebuilt) static struct {
    u32 add_modules, add_reads, add_exports, add_opens, native_access, patches;
    /* Of -XX:VMOptionsFile: the last one as it was given, and where. */
    const char *options_file;
    char container[64];
    bool in_options_file;
} state;

/* What a handler answers about the option that it was given. */
typedef enum Outcome { ACCEPTED, REJECTED /* message printed, JNI_ERR */, REJECTED_EINVAL, UNKNOWN } Outcome;

typedef struct OptionRow {
    const char *spelling;
    bool is_prefix;
    Outcome (*handle)(const char *option, const char *rest);
    int since; /* the first release with a table that has the option; 0: every one */
} OptionRow;

static void *grow(void *items, u32 count, size_t size)
{
    if (count & (count - 1))
        return items;
    return realloc(items, (count ? count * 2 : 1) * size);
}

const char *options_property(const char *key)
{
    for (u32 i = options.property_count; i-- > 0;)
        if (strcmp(options.properties[i].key, key) == 0)
            return options.properties[i].value;
    return NULL;
}

void options_set_property(const char *key, const char *value, bool internal)
{
    for (u32 i = 0; i < options.property_count; i++) {
        if (strcmp(options.properties[i].key, key) == 0) {
            free(options.properties[i].value);
            options.properties[i].value = strdup(value);
            options.properties[i].internal |= internal;
            return;
        }
    }
    options.properties = grow(options.properties, options.property_count, sizeof(Property));
    options.properties[options.property_count++] = (Property){strdup(key), strdup(value), internal};
}

/* Properties that the VM derives from options of their own: a user's -D of them is ignored. */
static bool is_module_property(const char *key, size_t length)
{
    static const char *const names[] = {
        "addmods", "addreads",  "addexports", "addopens",    "enable.native.access",
        "patch",   "limitmods", "path",       "upgrade.path"};
    static const char prefix[] = "jdk.module.";
    if (length < sizeof prefix || strncmp(key, prefix, sizeof prefix - 1) != 0)
        return false;
    const char *rest = key + sizeof prefix - 1;
    size_t rest_length = length - (sizeof prefix - 1);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t n = strlen(names[i]);
        if (rest_length >= n && strncmp(rest, names[i], n) == 0 && (rest_length == n || rest[n] == '.'))
            return true;
    }
    return false;
}

/* Two properties stand for mechanisms that the JDK does not have any more; an empty value, or "", asks for
 * nothing. */
static bool is_refused_property(const char *option, const char *key, size_t length, const char *value)
{
    const char *why = NULL;
    if (length == 13 && memcmp(key, "java.ext.dirs", length) == 0)
        why = "is not supported.  Use -classpath instead.";
    else if (length == 18 && memcmp(key, "java.endorsed.dirs", length) == 0)
        why = "is not supported. Endorsed standards and standalone APIs\n"
              "in modular form will be supported via the concept of upgradeable modules.";
    if (!why || !*value || strcmp(value, "\"\"") == 0)
        return false;
    console_print("%s %s\n", option, why);
    fflush(console_out());
    return true;
}

static Outcome handle_define(const char *option, const char *rest)
{
    const char *equals = strchr(rest, '=');
    size_t length = equals ? (size_t)(equals - rest) : strlen(rest);
    if (is_refused_property(option, rest, length, equals ? equals + 1 : ""))
        return REJECTED;
    if (is_module_property(rest, length)) {
        options_warn("Ignoring system property options whose names match the '-Djdk.module.*'. "
                     "The '-Djdk.module.%.*s' option is ignored.",
                     (int)(length - 11), rest + 11);
        return ACCEPTED;
    }
    char *key = strndup(rest, length);
    options_set_property(key, equals ? equals + 1 : "", false);
    free(key);
    return ACCEPTED;
}

static Outcome module_option(const char *property, const char *value)
{
    options_set_property(property, value, true);
    return ACCEPTED;
}

static Outcome numbered_module_option(const char *stem, u32 *count, const char *value)
{
    char key[64];
    snprintf(key, sizeof key, "%s.%u", stem, (*count)++);
    return module_option(key, value);
}

static Outcome handle_add_modules(const char *o, const char *r)
{
    (void)o;
    return numbered_module_option("jdk.module.addmods", &state.add_modules, r);
}

static Outcome handle_add_reads(const char *o, const char *r)
{
    (void)o;
    return numbered_module_option("jdk.module.addreads", &state.add_reads, r);
}

static Outcome handle_add_exports(const char *o, const char *r)
{
    (void)o;
    return numbered_module_option("jdk.module.addexports", &state.add_exports, r);
}

static Outcome handle_add_opens(const char *o, const char *r)
{
    (void)o;
    return numbered_module_option("jdk.module.addopens", &state.add_opens, r);
}

static Outcome handle_native_access(const char *o, const char *r)
{
    (void)o;
    return numbered_module_option("jdk.module.enable.native.access", &state.native_access, r);
}

static Outcome handle_patch_module(const char *option, const char *rest)
{
    if (!strchr(rest, '=')) {
        console_print("Missing '=' in --patch-module specification\n");
        fflush(console_out());
        return REJECTED;
    }
    (void)option;
    for (u32 i = 0; strncmp(rest, "java.base=", 10) == 0 && i < options.patch_count; i++)
        if (strncmp(options.patches[i], "java.base=", 10) == 0)
            options_exit_during_init("Cannot specify java.base more than once to --patch-module");
    options.patches = grow(options.patches, options.patch_count, sizeof(char *));
    options.patches[options.patch_count++] = strdup(rest);
    return numbered_module_option("jdk.module.patch", &state.patches, rest);
}

static Outcome handle_limit_modules(const char *o, const char *r)
{
    (void)o;
    return module_option("jdk.module.limitmods", r);
}

static Outcome handle_module_path(const char *o, const char *r)
{
    (void)o;
    return module_option("jdk.module.path", r);
}

static Outcome handle_upgrade_path(const char *o, const char *r)
{
    (void)o;
    return module_option("jdk.module.upgrade.path", r);
}

static Outcome handle_enable_preview(const char *o, const char *r)
{
    (void)o, (void)r;
    options.enable_preview = true;
    return ACCEPTED;
}

static Outcome handle_illegal_native_access(const char *o, const char *r)
{
    (void)o;
    options_set_property("jdk.module.illegal.native.access", r, true);
    return ACCEPTED;
}

static bool is_one_of(const char *value, const char *const *values)
{
    while (*values && strcmp(value, *values) != 0)
        values++;
    return *values != NULL;
}

static Outcome handle_unsafe_memory_access(const char *o, const char *r)
{
    static const char *const values[] = {"allow", "warn", "debug", "deny", NULL};
    (void)o;
    if (!is_one_of(r, values)) {
        fprintf(console_err(), "Value specified to --sun-misc-unsafe-memory-access not recognized: '%s'\n",
                r);
        return REJECTED;
    }
    options_set_property("sun.misc.unsafe.memory.access", r, true);
    return ACCEPTED;
}

static Outcome handle_finalization(const char *o, const char *r)
{
    static const char *const values[] = {"enabled", "disabled", NULL};
    (void)o;
    if (!is_one_of(r, values)) {
        fprintf(console_err(), "Invalid finalization value '%s', must be 'disabled' or 'enabled'.\n", r);
        return REJECTED;
    }
    options.no_finalization = strcmp(r, "disabled") == 0;
    return ACCEPTED;
}

static Outcome handle_illegal_access(const char *o, const char *r)
{
    (void)o, (void)r;
    options_warn("Ignoring option --illegal-access=%s; support was removed in 17.0", r);
    return ACCEPTED;
}

static Outcome size_error(const char *what, const char *option)
{
    fprintf(console_err(), "Invalid %s: %s\n", what, option);
    return REJECTED_EINVAL;
}

static Outcome handle_xmx(const char *option, const char *rest)
{
    i64 size;
    if (!options_parse_size(rest, &size) || size < 1)
        return size_error("maximum heap size", option);
    options.heap_maximum = (size_t)size;
    return ACCEPTED;
}

static Outcome handle_xms(const char *option, const char *rest)
{
    i64 size;
    if (!options_parse_size(rest, &size) || size < 0)
        return size_error("initial heap size", option);
    options.heap_initial = (size_t)size;
    return ACCEPTED;
}

static Outcome handle_xmn(const char *option, const char *rest)
{
    i64 size;
    if (!options_parse_size(rest, &size) || size < 1)
        return size_error("initial young generation size", option);
    return ACCEPTED;
}

static Outcome handle_xss(const char *option, const char *rest)
{
    i64 size;
    enum { SMALLEST = 1000, LARGEST_KB = 1024 * 1024 };
    if (!options_parse_size(rest, &size) || size < 0)
        return size_error("thread stack size", option);
    if (size > (i64)LARGEST_KB * 1024) {
        fprintf(console_err(),
                "Invalid thread stack size: %s\nThe specified size exceeds the maximum representable size.\n",
                option);
        return REJECTED_EINVAL;
    }
    options.stack_size = size ? (size_t)size : 0;
    return ACCEPTED;
}

static Outcome handle_mode(const char *option, const char *rest)
{
    (void)rest;
    options.mode = option[2] == 'i' ? MODE_INTERPRETED : option[2] == 'c' ? MODE_COMPILED : MODE_MIXED;
    OPTION_FLAG(BackgroundCompilation) = options.mode != MODE_COMPILED;
    return ACCEPTED;
}

/* Of the VM itself; the process ends. */
static Outcome handle_internal_version(const char *option, const char *rest)
{
    (void)option, (void)rest;
    console_print("Moka 64-Bit VM (%s) for linux-amd64 JRE (%d), built with %s\n", MOKA_VERSION,
                  home_feature(), __VERSION__);
    fflush(console_out());
    exit(0);
}

/* What is not known is nothing to be verbose of, as in the reference VM. */
static Outcome handle_verbose(const char *option, const char *rest)
{
    (void)option;
    if (*rest == '\0' || strcmp(rest, ":class") == 0)
        trace_enabled |= (u64)1 << TRACE_CLASS_LOAD | (u64)1 << TRACE_CLASS_UNLOAD;
    else if (strcmp(rest, ":gc") == 0)
        trace_enabled |= (u64)1 << TRACE_GC;
    else if (strcmp(rest, ":module") == 0)
        trace_enabled |= (u64)1 << TRACE_MODULE;
    else if (strcmp(rest, ":jni") == 0)
        trace_enabled |= (u64)1 << TRACE_JNI;
    return ACCEPTED;
}

static Outcome handle_xlog(const char *option, const char *rest)
{
    if (*rest && *rest != ':')
        return UNKNOWN;
    if (!options_log(*rest ? rest + 1 : rest)) {
        fprintf(console_err(), "Invalid -Xlog option '%s', see error log for details.\n", option);
        return REJECTED_EINVAL;
    }
    return ACCEPTED;
}

static Outcome handle_verify(const char *option, const char *rest)
{
    bool local = false, remote = true;
    if (strcmp(rest, ":all") == 0 || *rest == '\0')
        local = true;
    else if (strcmp(rest, ":none") == 0)
        remote = false;
    else if (strcmp(rest, ":remote") != 0) {
        fprintf(console_err(), "Unrecognized verification option: %s\n", option);
        return REJECTED;
    }
    OPTION_FLAG(BytecodeVerificationLocal) = local;
    OPTION_FLAG(BytecodeVerificationRemote) = remote;
    if (!remote)
        options_warn("Options -Xverify:none and -noverify were deprecated in JDK 13 and will likely be "
                     "removed in a future release.");
    return ACCEPTED;
}

static Outcome handle_noverify(const char *option, const char *rest)
{
    (void)rest;
    return handle_verify(option, ":none");
}

static Outcome handle_assertions(const char *option, const char *rest)
{
    bool enable = option[1] == 'e';
    AssertionRow row = {NULL, true, enable};
    if (*rest == ':') {
        row.name = strdup(rest + 1);
        size_t length = strlen(row.name);
        row.is_package = length >= 3 && strcmp(row.name + length - 3, "...") == 0;
        if (row.is_package)
            row.name[length - 3] = '\0';
        for (char *c = row.name; *c; c++)
            if (*c == '.')
                *c = '/';
    } else if (*rest == '\0') {
        options.user_assertions = enable;
        return ACCEPTED;
    } else {
        return UNKNOWN;
    }
    options.assertions = grow(options.assertions, options.assertion_count, sizeof(AssertionRow));
    options.assertions[options.assertion_count++] = row;
    return ACCEPTED;
}

static Outcome handle_system_assertions(const char *option, const char *rest)
{
    (void)rest;
    options.system_assertions = option[1] == 'e';
    return ACCEPTED;
}

static Outcome handle_boot_append(const char *option, const char *rest)
{
    (void)option;
    size_t old = options.boot_append ? strlen(options.boot_append) : 0;
    char *joined = malloc(old + strlen(rest) + 2);
    if (old)
        sprintf(joined, "%s:%s", options.boot_append, rest);
    else
        strcpy(joined, rest);
    free(options.boot_append);
    options.boot_append = joined;
    return ACCEPTED;
}

static Outcome handle_boot_replace(const char *option, const char *rest)
{
    (void)rest;
    fprintf(console_err(), "%.*s is no longer a supported option.\n", (int)strcspn(option, ":"), option);
    return REJECTED;
}

/* -agentlib:name or -agentpath:file: an agent that is not there is reported as missing, not as refused. */
static void find_agent(const char *option, const char *rest)
{
    bool is_path = strncmp(option, "-agentpath", 10) == 0;
    char name[512], file[4608], error[1024];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(rest, "="), rest);
    snprintf(file, sizeof file, is_path ? "%s" : "lib%s.so", name);
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    snprintf(error, sizeof error, "%s", library ? "" : dlerror());
    if (!library && !is_path && home_find()) {
        snprintf(file, sizeof file, "%s/lib/lib%s.so", home_find(), name);
        library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    }
    if (!library)
        options_exit_during_init("Could not find agent library %s %s, with error: %s", name,
                                 is_path ? "in absolute path" : "on the library path", error);
}

/* Agents need JVMTI, which Moka does not have: they are refused by name, never ignored. */
static Outcome handle_agent(const char *option, const char *rest)
{
    if (strncmp(option, "-agent", 6) == 0 && strncmp(rest, "jdwp", 4) != 0)
        find_agent(option, rest);
    fprintf(console_err(), "Moka has no JVMTI: %s is not supported\n", option);
    return REJECTED;
}

static Outcome handle_check_jni(const char *o, const char *r)
{
    (void)o, (void)r;
    OPTION_FLAG(CheckJNICalls) = 1;
    return ACCEPTED;
}

static Outcome handle_batch(const char *o, const char *r)
{
    (void)o, (void)r;
    OPTION_FLAG(BackgroundCompilation) = 0;
    option_flags[FLAG_BackgroundCompilation].origin = ORIGIN_COMMAND_LINE;
    return ACCEPTED;
}

static Outcome handle_reduce_signals(const char *o, const char *r)
{
    (void)o, (void)r;
    OPTION_FLAG(ReduceSignalUsage) = 1;
    return ACCEPTED;
}

static Outcome handle_no_class_gc(const char *o, const char *r)
{
    (void)o, (void)r;
    OPTION_FLAG(ClassUnloading) = 0;
    return ACCEPTED;
}

/* Moka has no archive of classes: modes that do without one are accepted. */
static Outcome handle_share(const char *option, const char *rest)
{
    if (strcmp(rest, "auto") == 0 || strcmp(rest, "off") == 0)
        return ACCEPTED;
    if (strcmp(rest, "dump") != 0 && strcmp(rest, "on") != 0)
        return UNKNOWN;
    fprintf(console_err(), "Moka has no class data sharing: %s is not supported\n", option);
    return REJECTED;
}

static Outcome handle_snapshot(const char *option, const char *rest)
{
    (void)option;
    if (strncmp(rest, "file=", 5) == 0 && rest[5])
        options.snapshot_in = rest + 5;
    else if (strncmp(rest, "dump=", 5) == 0 && rest[5])
        options.snapshot_out = rest + 5;
    else if (strncmp(rest, "app=", 4) == 0 && rest[4])
        options.snapshot_out = rest + 4, options.snapshot_app = true;
    else if (strncmp(rest, "info=", 5) == 0)
        options.snapshot_info = rest + 5;
    else if (strncmp(rest, "info+json=", 10) == 0)
        options.snapshot_info = rest + 10, options.snapshot_json = true;
    else if (strncmp(rest, "seed=", 5) == 0 && rest[5])
        options.snapshot_seed = strtoull(rest + 5, NULL, 0);
    else if (strcmp(rest, "auto") == 0)
        options.snapshot_auto = true, options.snapshot_off = false;
    else if (strcmp(rest, "check") == 0)
        options.snapshot_checked = true;
    else if (strcmp(rest, "off") == 0)
        options.snapshot_in = NULL, options.snapshot_auto = false, options.snapshot_off = true;
    else
        return UNKNOWN;
    return ACCEPTED;
}

static void warn_of_old_log(const char *option, const char *instead)
{
    console_print("[%.3fs][warning][gc] %s is deprecated. Will use -Xlog:%s instead.\n",
                  (double)trace_clock() / 1e9, option, instead);
    fflush(console_out());
}

static Outcome handle_loggc(const char *option, const char *rest)
{
    char text[4096];
    snprintf(text, sizeof text, ":gc:%s", rest);
    warn_of_old_log("-Xloggc", text + 1);
    return handle_xlog(option, text);
}

/* PrintGC and PrintGCDetails are older than -Xlog and turn its channels on. */
static void turn_on_old_logs(void)
{
    bool details = OPTION_FLAG(PrintGCDetails);
    if (!details && !OPTION_FLAG(PrintGC))
        return;
    warn_of_old_log(details ? "-XX:+PrintGCDetails" : "-XX:+PrintGC", details ? "gc*" : "gc");
    options_log_select(details ? "gc*" : "gc");
}

static Outcome handle_nothing(const char *o, const char *r)
{
    (void)o, (void)r;
    return ACCEPTED;
}

static Outcome handle_code_cache(const char *option, const char *rest)
{
    return options_set_code_cache(option, rest) == JNI_OK ? ACCEPTED : REJECTED_EINVAL;
}

static Outcome handle_future(const char *o, const char *r)
{
    (void)o, (void)r;
    fprintf(console_err(),
            "Warning: -Xfuture option is deprecated and may be removed in a future release.\n");
    return ACCEPTED;
}

static Outcome handle_prof(const char *o, const char *r)
{
    (void)o, (void)r;
    options_warn("Ignoring option -Xprof; support was removed in 10.0");
    return ACCEPTED;
}

static Outcome handle_trace_bytecode(const char *option, const char *rest)
{
    (void)option;
    if (strcmp(rest, "bytecode") != 0)
        return UNKNOWN;
    if (!options.trace_bytecode)
        options.trace_bytecode = "";
    return ACCEPTED;
}

static Outcome handle_trace_only(const char *option, const char *rest)
{
    (void)option;
    options.trace_bytecode = strdup(rest);
    return ACCEPTED;
}

static Outcome handle_trace_explain(const char *option, const char *rest)
{
    (void)option, (void)rest;
    options.trace_explain = true;
    return ACCEPTED;
}

static Outcome handle_record(const char *option, const char *rest)
{
    (void)option, (void)rest;
    options.record = true;
    return ACCEPTED;
}

static Outcome handle_print_code(const char *option, const char *rest)
{
    (void)option;
    options.print_code = strdup(rest);
    return ACCEPTED;
}

static Outcome handle_options_file(const char *option, const char *rest);

static Outcome handle_flag(const char *option, const char *rest)
{
    (void)option;
    if (strncmp(rest, "Flags=", 6) == 0)
        return options_read_flags_file(rest + 6, ORIGIN_COMMAND_LINE) == JNI_OK ? ACCEPTED : REJECTED;
    i64 size;
    if (strncmp(rest, "MaxHeapSize=", 12) == 0 && !options_parse_size(rest + 12, &size))
        return size_error("maximum heap size", option);
    return options_set_flag(rest, ORIGIN_COMMAND_LINE) == JNI_OK ? ACCEPTED : REJECTED_EINVAL;
}

static const OptionRow rows[] = {
    {"-D", true, handle_define, 0},
    {"-XX:ReservedCodeCacheSize=", true, handle_code_cache, 0},
    {"-XX:VMOptionsFile=", true, handle_options_file, 0},
    {"-XX:", true, handle_flag, 0},
    {"-Xmx", true, handle_xmx, 0},
    {"-Xms", true, handle_xms, 0},
    {"-Xmn", true, handle_xmn, 0},
    {"-Xss", true, handle_xss, 0},
    {"-Xint", false, handle_mode, 0},
    {"-Xcomp", false, handle_mode, 0},
    {"-Xmixed", false, handle_mode, 0},
    {"-verbose", true, handle_verbose, 0},
    {"-Xinternalversion", false, handle_internal_version, 0},
    {"-Xloggc:", true, handle_loggc, 0},
    {"-Xlog", true, handle_xlog, 0},
    {"-Xverify", true, handle_verify, 0},
    {"-noverify", false, handle_noverify, 0},
    {"-esa", false, handle_system_assertions, 0},
    {"-dsa", false, handle_system_assertions, 0},
    {"-enablesystemassertions", false, handle_system_assertions, 0},
    {"-disablesystemassertions", false, handle_system_assertions, 0},
    {"-enableassertions", true, handle_assertions, 0},
    {"-disableassertions", true, handle_assertions, 0},
    {"-ea", true, handle_assertions, 0},
    {"-da", true, handle_assertions, 0},
    {"--add-modules=", true, handle_add_modules, 0},
    {"--add-reads=", true, handle_add_reads, 0},
    {"--add-exports=", true, handle_add_exports, 0},
    {"--add-opens=", true, handle_add_opens, 0},
    {"--enable-native-access=", true, handle_native_access, 0},
    {"--patch-module=", true, handle_patch_module, 0},
    {"--limit-modules=", true, handle_limit_modules, 0},
    {"--module-path=", true, handle_module_path, 0},
    {"--upgrade-module-path=", true, handle_upgrade_path, 0},
    {"--illegal-access=", true, handle_illegal_access, 0},
    {"--illegal-native-access=", true, handle_illegal_native_access, 25},
    {"--sun-misc-unsafe-memory-access=", true, handle_unsafe_memory_access, 25},
    {"--finalization=", true, handle_finalization, 25},
    {"--enable-preview", false, handle_enable_preview, 0},
    {"-Xbootclasspath/a:", true, handle_boot_append, 0},
    {"-Xbootclasspath/p:", true, handle_boot_replace, 0},
    {"-Xbootclasspath:", true, handle_boot_replace, 0},
    {"-javaagent:", true, handle_agent, 0},
    {"-agentlib:", true, handle_agent, 0},
    {"-agentpath:", true, handle_agent, 0},
    {"-Xrunjdwp:", true, handle_agent, 0},
    {"-Xcheck:jni", false, handle_check_jni, 0},
    {"-Xrs", false, handle_reduce_signals, 0},
    {"-Xbatch", false, handle_batch, 0},
    {"-Xnoclassgc", false, handle_no_class_gc, 0},
    {"-Xdebug", false, handle_nothing, 0},
    {"-Xnoagent", false, handle_nothing, 0},
    {"-Xfuture", false, handle_future, 0},
    {"-Xprof", false, handle_prof, 0},
    {"-Xshare:", true, handle_share, 0},
    {"-Xmaxjitcodesize", true, handle_code_cache, 0},
    {"-Xsnapshot:", true, handle_snapshot, 0},
    {"-Xmoka:trace=", true, handle_trace_bytecode, 0},
    {"-Xmoka:only=", true, handle_trace_only, 0},
    {"-Xmoka:print-code=", true, handle_print_code, 0},
    {"-Xmoka:explain", false, handle_trace_explain, 0},
    {"-Xmoka:record", false, handle_record, 0},
};

static Outcome handle_option(const char *option)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t length = strlen(rows[i].spelling);
        if (home_feature() < rows[i].since)
            continue;
        if (rows[i].is_prefix ? strncmp(option, rows[i].spelling, length) == 0
                              : strcmp(option, rows[i].spelling) == 0)
            return rows[i].handle(option, option + length);
    }
    return UNKNOWN;
}

static jint parse_one(const char *option, bool ignore_unrecognized)
{
    switch (handle_option(option)) {
    case ACCEPTED: return JNI_OK;
    case REJECTED: return JNI_ERR;
    case REJECTED_EINVAL: return JNI_EINVAL;
    case UNKNOWN: break;
    }
    if (ignore_unrecognized)
        return JNI_OK;
    fprintf(console_err(), "Unrecognized option: %s\n", option);
    return JNI_ERR;
}

static void remember_argument(const char *text)
{
    options.arguments = grow(options.arguments, options.argument_count, sizeof(char *));
    options.arguments[options.argument_count++] = strdup(text);
}

static const char options_file_option[] = "-XX:VMOptionsFile=";

/* What a file of options has stands for the option that names it, if it has any. */
static jint take_option(const char *option, bool ignore_unrecognized)
{
    bool is_file = strncmp(option, options_file_option, sizeof options_file_option - 1) == 0;
    u32 before = options.argument_count;
    if (!is_file)
        remember_argument(option);
    jint result = parse_one(option, ignore_unrecognized);
    if (is_file && options.argument_count == before)
        remember_argument(option);
    return result;
}

static jint take_word(const char *word)
{
    return take_option(word, false);
}

static jint parse_environment(const char *variable)
{
    const char *text = getenv(variable);
    if (!text || options.host.no_environment || getuid() != geteuid())
        return JNI_OK;
    fprintf(console_err(), "Picked up %s: %s\n", variable, text);
    snprintf(state.container, sizeof state.container, "env_var='%s'", variable);
    state.options_file = NULL;
    return options_for_each_word(text, variable, take_word);
}

/* A file of options that stands for itself among those of the command line or of a variable: one for each of
 * them, and none in a file. */
static Outcome handle_options_file(const char *option, const char *rest)
{
    if (state.in_options_file) {
        fprintf(console_err(),
                "A VM options file may not refer to a VM options file. Specification of "
                "'-XX:VMOptionsFile=<file-name>' in the options file '%s' in options container '%s' is an "
                "error.\n",
                state.options_file, state.container);
        return REJECTED_EINVAL;
    }
    if (state.options_file) {
        fprintf(console_err(),
                "The option '%s' is already specified in the options container '%s' so the specification of "
                "'%s' in the same options container is an error.\n",
                state.options_file, state.container, option);
        return REJECTED_EINVAL;
    }
    state.options_file = option;
    state.in_options_file = true;
    jint result = options_read_file(rest, take_word);
    state.in_options_file = false;
    return result == JNI_OK ? ACCEPTED : REJECTED;
}

/* Which function, or set of manners, of the host's an option brings. */
typedef enum Hook { HOOK_VFPRINTF, HOOK_EXIT, HOOK_ABORT, HOOK_MANNERS, HOOK_NONE } Hook;

static Hook hook_of(const char *option)
{
    static const char *const names[HOOK_NONE] = {"vfprintf", "exit", "abort", "moka.host"};
    Hook hook = 0;
    while (hook < HOOK_NONE && strcmp(option, names[hook]) != 0)
        hook++;
    return hook;
}

static void set_hook(const JavaVMOption *option)
{
    switch (hook_of(option->optionString)) {
    case HOOK_VFPRINTF: console_set_hook((ConsoleHook *)option->extraInfo); break;
    case HOOK_EXIT: options.exit_hook = (void (*)(jint))option->extraInfo; break;
    case HOOK_ABORT: options.abort_hook = (void (*)(void))option->extraInfo; break;
    case HOOK_MANNERS: options.host = *(const HostManners *)option->extraInfo; break;
    case HOOK_NONE: break;
    }
}

/* The JDK's launchers tell by this property what they are. */
static bool names_launcher(const JavaVMOption *option)
{
    static const char property[] = "-Dsun.java.launcher=";
    return strncmp(option->optionString, property, sizeof property - 1) == 0;
}

/* Hooks are read first, since they hear of errors in other options. */
static void read_host(const JavaVMInitArgs *args)
{
    for (jint i = 0; i < args->nOptions; i++)
        set_hook(&args->options[i]);
    for (jint i = 0; i < args->nOptions; i++)
        options.host.is_launcher |= names_launcher(&args->options[i]);
}

static void print_flag_arguments(void)
{
    for (u32 i = 0; i < options.argument_count; i++)
        if (strncmp(options.arguments[i], "-XX:", 4) == 0)
            console_print("VM option '%s'\n", options.arguments[i] + 4);
    fflush(console_out());
}

static void free_texts(char **texts, u32 count)
{
    for (u32 i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
}

/* Other texts are not freed: some belong to the caller of options_parse. */
void options_reset(void)
{
    for (u32 i = 0; i < options.property_count; i++) {
        free(options.properties[i].key);
        free(options.properties[i].value);
    }
    free(options.properties);
    free(options.assertions);
    free_texts(options.arguments, options.argument_count);
    free_texts(options.patches, options.patch_count);
    STATE_CLEAR(options);
    STATE_CLEAR(state);
    options_flags_reset();
    home_reset();
}

jint options_parse(const JavaVMInitArgs *args)
{
    options_flags_init();
    trace_clock();
    options.jni_version = (u32)args->version;
    read_host(args);
    options_log_begin();
    options_ignore_unknown_flags(args->ignoreUnrecognized);
    jint result = parse_environment("JAVA_TOOL_OPTIONS");
    state.options_file = NULL;
    strcpy(state.container, "cmd_line_args");
    for (jint i = 0; result == JNI_OK && i < args->nOptions; i++) {
        const char *text = args->options[i].optionString;
        if (hook_of(text) != HOOK_NONE)
            continue;
        bool is_launchers =
            strncmp(text, "-Djava.class.path=", 18) == 0 || strncmp(text, "-Dsun.java.", 11) == 0;
        result = is_launchers ? parse_one(text, args->ignoreUnrecognized)
                              : take_option(text, args->ignoreUnrecognized);
    }
    if (result == JNI_OK)
        result = parse_environment("_JAVA_OPTIONS");
    if (result != JNI_OK)
        return result;
    if (OPTION_FLAG(PrintVMOptions))
        print_flag_arguments();
    if (OPTION_FLAG(PrintFlagsInitial)) {
        options_print_flags(console_out(), true);
        fflush(console_out());
        exit(0);
    }
    turn_on_old_logs();
    if (option_flags[FLAG_MaxHeapSize].origin == ORIGIN_COMMAND_LINE)
        options.heap_maximum = (size_t)OPTION_FLAG(MaxHeapSize);
    if (option_flags[FLAG_InitialHeapSize].origin == ORIGIN_COMMAND_LINE)
        options.heap_initial = (size_t)OPTION_FLAG(InitialHeapSize);
    if (option_flags[FLAG_ThreadStackSize].origin == ORIGIN_COMMAND_LINE && OPTION_FLAG(ThreadStackSize))
        options.stack_size = (size_t)OPTION_FLAG(ThreadStackSize) * KB;
    if (OPTION_FLAG(MinHeapFreeRatio) > OPTION_FLAG(MaxHeapFreeRatio)) {
        long least = (long)OPTION_FLAG(MinHeapFreeRatio), most = (long)OPTION_FLAG(MaxHeapFreeRatio);
        fprintf(console_err(),
                "MinHeapFreeRatio (%ld) must be less than or equal to MaxHeapFreeRatio (%ld)\n"
                "MaxHeapFreeRatio (%ld) must be greater than or equal to MinHeapFreeRatio (%ld)\n",
                least, most, most, least);
        return JNI_EINVAL;
    }
    if (options_check_compiler() != JNI_OK)
        return JNI_EINVAL;
    if (options.stack_size && options.stack_size < 136 * KB) {
        console_print("\nThe Java thread stack size specified is too small. Specify at least 136k\n");
        fflush(console_out());
        return JNI_ERR;
    }
    return JNI_OK;
}
