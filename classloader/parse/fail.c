/* fail.c - see fail.h.
 * The only place where a description of a malformed class becomes a Java exception. */
#include "classloader/parse/fail.h"

#include "vm/model/throw.h"

#include <stdarg.h>
#include <stdio.h>

bool fail_set(Fail *fail, Symbol *error, u32 offset, const char *format, ...)
{
    va_list args;
    fail->error = error;
    fail->offset = offset;
    fail->rule = fail->section = fail->details = NULL;
    va_start(args, format);
    vsnprintf(fail->text, sizeof fail->text, format, args);
    va_end(args);
    return false;
}

const char *fail_message(const Fail *fail)
{
    return fail->details ? fail->details : fail->text;
}

void *fail_throw(Thread *t, const Fail *fail)
{
    if (!t->exception && fail->error)
        throw_text(t, fail->error, fail_message(fail));
    return NULL;
}
