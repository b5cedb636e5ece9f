/* fail.h - a malformed class, described (architecture D11)
 * Filled by parse, define and verify; turned into a throwable in one place (fail_throw).
 */
#ifndef MOKA_CLASSLOADER_FAIL_H
#define MOKA_CLASSLOADER_FAIL_H

#include "vm/model/symbol.h"
#include "vm/model/thread.h"

typedef struct Fail {
    Symbol *error;   /* class of the error, e.g. SYM(x_ClassFormatError); NULL: no failure (or t->exception is
                        pending) */
    u32 offset;      /* in the class file, or the bci for VerifyError */
    char text[2048]; /* HotSpot's message */
} Fail;

/* Records the failure and returns false. */
bool fail_set(Fail *fail, Symbol *error, u32 offset, const char *format, ...) PRINTF_LIKE(4, 5);
/* Throws what is recorded (nothing if an exception is already pending). Always returns NULL. */
void *fail_throw(Thread *t, const Fail *fail);

#endif
