/* verify.h - the verifier (JVMS 4.10)
 * In:     a defined Class whose superclasses are loaded
 * Out:    true: every method keeps the rules that the interpreter and machine code rely on
 * Uses:   opcode.h loader.h
 * Used by: define.c (linking), moka verify, fuzz targets
 * Owner:  caller's scratch arena
 * Locks:  none held; two threads may verify one class at once
 * Effects: may load classes (Java code runs) and record loader constraints; allocates nothing on the heap
 * Tests:  tests/verify, tests/unit/verify_*_test.c
 */
#ifndef MOKA_CLASSLOADER_VERIFY_VERIFY_H
#define MOKA_CLASSLOADER_VERIFY_VERIFY_H

#include "classloader/parse/fail.h"
#include "vm/base/arena.h"
#include "vm/model/class.h"
#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

typedef struct VerifyOptions {
    bool local;       /* -XX:+BytecodeVerificationLocal: boot loader's classes too */
    bool remote;      /* -XX:+BytecodeVerificationRemote (default) */
    bool rule;        /* -XX:+VerifyErrorRule: messages end with the broken rule and its section */
    bool cross_check; /* -XX:+VerifyCrossCheck: the inference verifier looks at newer classes, too */
} VerifyOptions;

typedef enum VerifyMode {
    VERIFY_DEFAULT,    /* by the class's version, as linking does (JVMS 4.10) */
    VERIFY_TYPE_CHECK, /* 4.10.1, without fail-over */
    VERIFY_INFERENCE   /* 4.10.2, also for newer classes, if they have no dynamic constants or calls */
} VerifyMode;

extern VerifyOptions verify_options;
/* Before the first class is loaded. */
void verify_init(VerifyOptions options);
void verify_reset(void);

/* Are the loader's classes verified, and so checked in full when they are parsed? */
bool verify_is_wanted(const LoaderData *loader);

/* Verifies the class as linking does. False: VerifyError, or an error of loading a class, is pending. */
bool verify_class(Thread *t, Class *c);
/* For tools. False: a rule is broken, which *ret_fail describes (details in `scratch`), and nothing is thrown
 * for it; or, with ret_fail->error NULL, a class could not be loaded, and that exception is pending. */
bool verify_class_as(Thread *t, Class *c, VerifyMode mode, Arena *scratch, Fail *ret_fail);

/* What the verifier knows before an instruction: types as Java writes them, separated by commas; second
 * halves are left out, locals end with the last that has a type. in_file: by a frame of StackMapTable. The
 * inference verifier may tell of an instruction several times; what it says last holds. */
typedef struct VerifyObserver {
    void (*see)(void *context, const Method *m, u32 bci, bool in_file, const char *locals, const char *stack);
    void *context;
} VerifyObserver;

/* As verify_class_as by the class's version, and the observer is told of each instruction that is reached. */
bool verify_class_observed(Thread *t, Class *c, const VerifyObserver *observer, Arena *scratch,
                           Fail *ret_fail);

#endif
