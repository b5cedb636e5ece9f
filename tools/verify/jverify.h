/* jverify.h - what the files of the class checker share; the door is jverify_main, which `moka verify` calls
 * In:     class files, jars, modules of the JDK's image
 * Out:    one verdict per class, as text or JSON lines
 * Keeps:  no code of a checked class runs: classes are defined and verified, never linked or initialized. The
 *         VM is started, because the JDK's own loaders find the classes that they name.
 * Tests:  tests/suites/37_verify_tool
 */
#ifndef MOKA_TOOLS_VERIFY_JVERIFY_H
#define MOKA_TOOLS_VERIFY_JVERIFY_H

#include "classloader/parse/fail.h"
#include "classloader/verify/verify.h"

/* The launcher calls this, so it is exported. Returns the exit code: 0, every class verifies; 1, a class does
 * not, or could not be read or checked; 2, the command line is wrong. */
MOKA_EXPORT int jverify_main(int argc, char **argv);

typedef enum VerdictKind {
    VERDICT_VERIFIED,
    VERDICT_REJECTED,   /* breaks a rule of the class file format, of definition or of verification */
    VERDICT_UNRESOLVED, /* a class that it refers to is missing or cannot be loaded */
    VERDICT_UNREADABLE, /* no bytes: a missing file, a damaged jar entry */
    VERDICT_SKIPPED,    /* a module descriptor, or a version directory that this release does not read */
    VERDICT_KINDS
} VerdictKind;

typedef struct Verdict {
    VerdictKind kind;
    const char *file;      /* as it was given; for a module "jrt:/java.base" */
    const char *entry;     /* the entry of a jar or module, or NULL */
    const char *name;      /* the class's internal name; NULL: it is not known */
    const char *verifier;  /* the verifier that rejected it: "type-check", "inference"; NULL: none did */
    const char *error;     /* the internal name of the throwable's class, or NULL */
    const char *message;   /* HotSpot's, with all its lines; or why there are no bytes */
    const char *missing;   /* the internal name of the class that was not found, or NULL */
    const char *rule;      /* Fail.rule and Fail.section */
    const char *section;
    i64 bci;               /* of a VerifyError; else -1 */
} Verdict;

/* ---- jverify_vm.c: the running VM ---- */

typedef struct VmArgs {
    const char *class_path; /* comes behind the checked files; NULL: none */
    bool enable_preview;
    bool all_modules;
} VmArgs;

typedef struct ClassCheck {
    const u8 *bytes;
    size_t length;
    bool inference; /* the second verifier looks at the class, too, where it can */
} ClassCheck;

/* Starts the VM. False: it could not, and has printed why; it may also end the process, as `java` would. */
bool jverify_vm_start(const VmArgs *args);
/* The internal name in a class file; NULL: the bytes are no class file. */
const char *jverify_vm_class_name(const u8 *bytes, size_t length, Arena *scratch);
/* From here on classes are looked for in these files and folders, then on the class path, then in the JDK.
 * False: the JDK's code has failed, and has been printed. */
bool jverify_vm_set_path(const char *const *entries, u32 count);
/* Fills the verdict's name and kind, and the fields that belong to the kind. Its texts are in scratch, or
 * static. */
void jverify_vm_check(const ClassCheck *check, Arena *scratch, Verdict *ret);
/* The same for a class of the JDK, which the JDK's loader for it defines. */
void jverify_vm_check_jdk(const ClassCheck *check, const char *name, Arena *scratch, Verdict *ret);

/* ---- jverify_jdk.c: every class of the image's modules ---- */

/* Checks and reports the classes of a module; NULL: of all. False: there is no such module. */
bool jverify_jdk_walk(const char *module, bool inference);

/* ---- jverify_report.c: verdicts ---- */

extern bool jverify_report_json, jverify_report_verbose;
/* Counts the verdict and prints it. */
void jverify_report(const Verdict *verdict);
/* The same for a file that could not be read; the text form goes to standard error. */
void jverify_report_unreadable(const char *file, const char *why);
/* Prints the closing line. True: all classes were verified or skipped (or unresolved, if that is allowed). */
bool jverify_report_summary(bool allow_missing);

#endif
