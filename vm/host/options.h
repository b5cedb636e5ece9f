/* options.h - what the command line says
 * In:     JavaVMInitArgs, JAVA_TOOL_OPTIONS, _JAVA_OPTIONS, -XX:Flags= files
 * Out:    `options`, the flag table, system properties
 * Every -XX flag is a row: of options.def if the VM reads it, else of options_accepted.def. Unknown options
 * fail as `java` fails; what Moka does not have yet (agents) is refused by name.
 * Tests:  tests/suites/41_flags, tests/suites/60_bad_input
 */
#ifndef MOKA_VM_HOST_OPTIONS_H
#define MOKA_VM_HOST_OPTIONS_H

#include "vm/base/base.h"

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
#include "vm/host/options.def"
#include "vm/host/options_accepted.def"
#undef FLAG
#undef ACCEPTED
    FLAG_COUNT
} FlagId;

typedef struct Flag {
    const char *name;
    const char *text; /* current value as text */
    i64 number;       /* the value of bools and integers */
    u8 type, kind, use, origin;
} Flag;

extern Flag option_flags[FLAG_COUNT];
#define OPTION_FLAG(name) (option_flags[FLAG_##name].number)
Flag *options_find_flag(const char *name, size_t length);
/* The flags in the order of their names, the order in which they are listed; rank < FLAG_COUNT. */
Flag *options_flag_by_rank(u32 rank);
/* What the flag may be set to; NULL: anything. */
typedef struct FlagRange {
    FlagId flag;
    i64 low, high;
} FlagRange;
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

typedef struct Options {
    ExecutionMode mode;
    size_t heap_initial, heap_maximum, stack_size; /* bytes; 0: default */
    bool enable_preview;
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
    const char *trace_bytecode; /* -Xmoka:only= pattern; "" all; NULL off */
    bool trace_explain;         /* -Xmoka:explain */
    int (*vfprintf_hook)(FILE *, const char *, va_list);
    void (*exit_hook)(jint);
    void (*abort_hook)(void);
} Options;

extern Options options;

/* Reads everything; prints HotSpot's text on failure. JNI_OK, or the code that JNI_CreateJavaVM returns
 * (JNI_ERR, JNI_EINVAL). */
jint options_parse(const JavaVMInitArgs *args);
/* The room is as before: no option was ever given, and no JDK found. */
void options_reset(void);
/* A -Xmx below the minimum and its like: "Error occurred during initialization of VM" + text, exit code 1.
 * Called by boot. */
NORETURN void options_exit_during_init(const char *format, ...) PRINTF_LIKE(1, 2);
void options_set_property(const char *key, const char *value, bool internal);
const char *options_property(const char *key);
/* HotSpot's warning form on stdout: "OpenJDK 64-Bit Server VM warning: …". */
void options_warn(const char *format, ...) PRINTF_LIKE(1, 2);
/* A value that the VM has chosen, unless the command line gave one. */
void options_set_ergonomic(const char *name, i64 value);
/* -XX:+PrintFlagsFinal; all_default: as they are without a command line */
void options_print_flags(FILE *out, bool all_default);
/* -XX:+PrintCommandLineFlags: those that are not as they are by default */
void options_print_changed_flags(FILE *out);

#endif
