/* verify.c - see verify.h.
 * The type-checking verifier (JVMS 4.10.1, architecture D12) comes here; until then every class passes. */
#include "classloader/verify.h"

VerifyOptions verify_options = {.local = false, .remote = true};

bool verify_class(Thread *t, Class *c)
{
    (void)t, (void)c;
    return true;
}
