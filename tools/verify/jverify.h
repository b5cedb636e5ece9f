/* jverify.h - what the files of the class checker share; the door is jverify_main, which `moka verify` calls
 * In:     class files, jars, modules of the JDK's image
 * Out:    one verdict per class, as text or JSON lines
 * Keeps:  no code of a checked class runs: classes are defined and verified, never linked or initialised. The
 *         VM is started, because the classes they name are found by the JDK's own loaders.
 * Tests:  tests/suites/37_verify_tool
 */
#ifndef MOKA_TOOLS_VERIFY_JVERIFY_H
#define MOKA_TOOLS_VERIFY_JVERIFY_H

#include "classloader/parse/fail.h"
#include "classloader/verify/verify.h"

/* Exported: called by the launcher. 0: every class verifies; 1: one does not, or could not be read or
 * checked; 2: a wrong command line. */
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
    const char *file;      /* as it was given; a module: "jrt:/java.base" */
    const char *entry;     /* in a jar or module; NULL */
    const char *name;      /* the class's internal name once it is known; NULL */
    const char *verifier;  /* which one rejected it: "type-check", "inference"; NULL: none did */
    const char *error;     /* internal name of the throwable's class; NULL */
    const char *message;   /* HotSpot's, all its lines; or why there are no bytes */
    const char *missing;   /* the internal name of the class that was not found; NULL */
    const char *rule;      /* Fail.rule and Fail.section */
    const char *section;
    i64 bci;               /* of a VerifyError; -1 */
} Verdict;

/* ---- jverify_vm.c: the running VM ---- */

typedef struct VmArgs {
    const char *class_path; /* behind the checked files; NULL: none */
    bool enable_preview;
    bool all_modules;
} VmArgs;

typedef struct ClassCheck {
    const u8 *bytes;
    size_t length;
    bool inference; /* by the second verifier too, where it can be used */
} ClassCheck;

/* Starts the VM; it says why it cannot and returns false (or ends the process as `java` would). */
bool jverify_vm_start(const VmArgs *args);
/* The internal name in a class file; NULL: it is none. */
const char *jverify_vm_class_name(const u8 *bytes, size_t length, Arena *scratch);
/* The next classes are found in these files and folders first, then on the class path, then in the JDK. */
bool jverify_vm_set_path(const char *const *entries, u32 count);
/* The verdict's texts live in scratch, or are static. Fills name, kind and what belongs to it. */
void jverify_vm_check(const ClassCheck *check, Arena *scratch, Verdict *ret);
/* The same for a class of the JDK, which its own loader defines. */
void jverify_vm_check_jdk(const ClassCheck *check, const char *name, Arena *scratch, Verdict *ret);

/* ---- jverify_jdk.c: every class of the image's modules ---- */

/* module NULL: all. False: no such module. */
bool jverify_jdk_walk(const char *module, bool inference);

/* ---- jverify_report.c: verdicts ---- */

extern bool jverify_report_json, jverify_report_verbose;
void jverify_report(const Verdict *verdict);
/* A file that could not be read as one: printed on standard error in text form. */
void jverify_report_unreadable(const char *file, const char *why);
/* The closing line. True: nothing but verified and skipped classes (and unresolved ones, if allowed). */
bool jverify_report_summary(bool allow_missing);

#endif
