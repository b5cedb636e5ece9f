/* options.h - what the command line says
 * In:     JavaVMInitArgs, JAVA_TOOL_OPTIONS, _JAVA_OPTIONS, -XX:Flags= files
 * Out:    `options`, the flag table, system properties
 * Every -XX flag is a row: of options.def if the VM reads it, else of options_accepted.def. Unknown options
 * fail as `java` fails; an option for what Moka does not have (agents) is refused by name.
 * Tests:  tests/suites/41_flags, tests/suites/60_bad_input
 */
#ifndef MOKA_VM_HOST_OPTIONS_H
#define MOKA_VM_HOST_OPTIONS_H

#include "vm/base/base.h"
#include "vm/base/console.h"

#include <jni.h>
#include <stdarg.h>
#include <stdio.h>

typedef enum FlagType { FLAG_BOOL, FLAG_INT, FLAG_UINT, FLAG_SIZE, FLAG_DOUBLE, FLAG_STRING } FlagType;
typedef enum FlagKind { KIND_PRODUCT, KIND_DIAGNOSTIC, KIND_EXPERIMENTAL, KIND_MANAGEABLE } FlagKind;
typedef enum FlagUse { NO_EFFECT, USED, IGNORED, REFUSED } FlagUse;
typedef enum FlagOrigin {
    ORIGIN_DEFAULT,
    ORIGIN_COMMAND_LINE,
    ORIGIN_ENVIRONMENT,
    ORIGIN_ERGONOMIC,
    ORIGIN_MANAGEMENT
} FlagOrigin;

typedef enum FlagId {
#define FLAG(type, name, value, kind)          FLAG_##name,
#define ACCEPTED(type, name, value, kind, use) FLAG_##name,
#define LATER(since, type, name, value, kind, use) FLAG_##name,
#include "vm/host/options.def"
#include "vm/host/options_accepted.def"
#include "vm/host/options_later.def"
#undef FLAG
#undef ACCEPTED
#undef LATER
    FLAG_COUNT
} FlagId;

typedef struct Flag {
    const char *name;
    const char *text; /* current value as text */
    i64 number;       /* the value of bools and integers */
    u8 type, kind, use, origin;
    u8 since; /* the first release with a table whose reference VM has it; 0: every one */
} Flag;

extern Flag option_flags[FLAG_COUNT];
#define OPTION_FLAG(name) (option_flags[FLAG_##name].number)
/* NULL: there is no flag of this name. */
Flag *options_find_flag(const char *name, size_t length);
/* The release's flags in the order of their names, in which they are listed; rank < options_flag_count(). */
Flag *options_flag_by_rank(u32 rank);
u32 options_flag_count(void);
/* The numbers that a flag may be set to. */
typedef struct FlagRange {
    FlagId flag;
    i64 low, high; /* unsigned for flags of unsigned types */
} FlagRange;
/* NULL: any number. */
const FlagRange *options_flag_range(const Flag *flag);

typedef struct Property {
    char *key, *value;
    bool internal; /* set by the VM from an option: a user's -D of this name is ignored */
} Property;

typedef enum ExecutionMode { MODE_MIXED, MODE_INTERPRETED, MODE_COMPILED } ExecutionMode;

/* One -ea/-da option: name NULL for the unnamed form. Later rows win. */
typedef struct AssertionRow {
    char *name;      /* java/util or java/util/List, internal form */
    bool is_package; /* name... */
    bool enable;
} AssertionRow;

/* What a host that embeds the VM by vm/moka.h asks for; JNI's hosts get the zeros. */
typedef struct HostManners {
    bool no_signals;     /* no handler is installed, no disposition changed; Java's threads block SIGPIPE */
    bool no_environment; /* JAVA_TOOL_OPTIONS and _JAVA_OPTIONS do not count */
    /* Runtime.halt, on the thread that calls it. True: it returns, and the host knows the code. */
    bool (*halt)(jint code);
    ConsoleHook *log; /* gets what -Xlog shows; NULL: it goes where the VM's other words go */
    bool is_launcher; /* the host is java, or its like, which ends when its VM does */
} HostManners;

typedef struct Options {
    ExecutionMode mode;
    size_t heap_initial, heap_maximum, stack_size; /* bytes; 0: default */
    bool enable_preview;
    bool no_finalization; /* --finalization=disabled */
    Property *properties;
    u32 property_count;
    AssertionRow *assertions;
    u32 assertion_count;
    bool system_assertions, user_assertions;
    char **arguments; /* as JVM_GetVmArguments reports them */
    u32 argument_count;
    char *boot_append; /* -Xbootclasspath/a, ':'-separated, NULL none */
    char **patches;    /* module=path */
    u32 patch_count;
    const char *snapshot_in;  /* -Xsnapshot:file=; NULL none */
    bool snapshot_auto;       /* -Xsnapshot:auto: the cache's, and what it lacks is written */
    bool snapshot_off;        /* -Xsnapshot:off */
    bool snapshot_checked;    /* -Xsnapshot:check: the file is read whole and compared with its sum */
    const char *snapshot_info; /* -Xsnapshot:info=, info+json=; NULL none */
    bool snapshot_json;
    const char *snapshot_out; /* -Xsnapshot:dump=, app=; NULL none */
    u64 snapshot_seed;        /* -Xsnapshot:seed=: two such machines are written alike; 0 none */
    bool snapshot_app;        /* -Xsnapshot:app=: written when the program has ended */
    const char *trace_bytecode; /* -Xmoka:only= pattern; "" all; NULL off */
    const char *print_code;     /* -Xmoka:print-code= pattern; NULL none */
    bool trace_explain;         /* -Xmoka:explain */
    bool record;                /* -Xmoka:record: for `moka view`, which says what */
    u32 jni_version; /* the one that JNI_CreateJavaVM was asked for; 0: none */
    void (*exit_hook)(jint);
    void (*abort_hook)(void);
    HostManners host;
} Options;

extern Options options;

/* Reads all sources of options; prints HotSpot's text on failure. JNI_OK, or the code that JNI_CreateJavaVM
 * returns (JNI_ERR, JNI_EINVAL). */
jint options_parse(const JavaVMInitArgs *args);
/* The room is as before options_parse and home_find. */
void options_reset(void);
/* For boot, of a -Xmx below the minimum and its like: prints "Error occurred during initialization of VM" and
 * the text; then exit_failed_start with JNI_ERR. */
NORETURN void options_exit_during_init(const char *format, ...) PRINTF_LIKE(1, 2);
/* The same with JNI_ENOMEM. */
NORETURN void options_exit_without_memory(const char *format, ...) PRINTF_LIKE(1, 2);
/* Adds or replaces a system property; the texts are copied. internal: as Property has it. */
void options_set_property(const char *key, const char *value, bool internal);
/* The value, good until the property is set again; NULL: there is none. */
const char *options_property(const char *key);
/* HotSpot's warning form on stderr: "OpenJDK 64-Bit Server VM warning: …". */
void options_warn(const char *format, ...) PRINTF_LIKE(1, 2);
/* Sets a flag to a value that the VM has chosen, unless the command line gave one. */
void options_set_ergonomic(const char *name, i64 value);
/* While the machine runs: as options_find_flag, but a flag that has not been unlocked does not exist. */
Flag *options_find_visible(const char *name);
bool options_is_visible(const Flag *flag);
enum { OPTIONS_PROBLEM_SIZE = 512 };
/* May the manageable flag be set to the number? False: why not, in the buffer. */
bool options_may_write(const Flag *flag, i64 number, char *ret_problem, size_t size);
/* Sets a manageable flag to a value given as text. False: the flag is none, or the value is not right, and
 * the buffer says why. */
bool options_write_flag(const char *name, const char *value, char *ret_problem, size_t size);
/* Stores what was checked; the text stays the flag's. */
void options_store(Flag *flag, i64 number, const char *text);
/* "-XX:+Name" or "-XX:Name=value" */
void options_print_flag(FILE *out, const Flag *flag);
/* -XX:+PrintFlagsFinal; all_default: the values without a command line. */
void options_print_flags(FILE *out, bool all_default);
/* -XX:+PrintCommandLineFlags: the flags whose values are not the default. */
void options_print_changed_flags(FILE *out);

#endif
