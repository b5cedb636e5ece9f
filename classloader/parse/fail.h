/* fail.h - a malformed class, described
 * Filled by parse, define and verify; turned into a throwable in one place (fail_throw).
 * Owner:  `rule` and `section` are static texts; `details` lies in the scratch arena of the room that filled
 *         the record, and dies with it.
 */
#ifndef MOKA_CLASSLOADER_PARSE_FAIL_H
#define MOKA_CLASSLOADER_PARSE_FAIL_H

#include "vm/model/symbol.h"
#include "vm/model/thread.h"

typedef struct Fail {
    Symbol *error; /* e.g. SYM(x_ClassFormatError); NULL: no failure, or t->exception is pending */
    u32 offset;    /* in the class file, or the bci for VerifyError */
    /* VerifyError: the predicate of JVMS 4.10.1 that does not hold ("iadd", "isAssignable"), as
     * tests/verify/rules.txt names it, and the section that has it ("4.10.1.9.iadd"). Else NULL. */
    const char *rule, *section;
    const char *details; /* VerifyError: HotSpot's whole message of many lines; NULL: `text` is all */
    char text[2048];     /* HotSpot's message, or its first line when there are details */
} Fail;

/* Records the failure and returns false. */
bool fail_set(Fail *fail, Symbol *error, u32 offset, const char *format, ...) PRINTF_LIKE(4, 5);
/* The whole message; it lives as long as the record. */
const char *fail_message(const Fail *fail);
/* Throws what is recorded, unless an exception is pending already. Always returns NULL. */
void *fail_throw(Thread *t, const Fail *fail);

#endif
