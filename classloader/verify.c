/* verify.c - see verify.h.
 * The type-checking verifier (JVMS 4.10.1, architecture D12) comes here; until then every class passes. */
#include "classloader/verify.h"

VerifyOptions verify_options = {.local = false, .remote = true};

bool verify_class_as(Thread *t, Class *c, VerifyMode mode, Arena *scratch, Fail *ret_fail)
{
    (void)t, (void)c, (void)mode, (void)scratch;
    ret_fail->error = NULL;
    return true;
}

bool verify_class(Thread *t, Class *c)
{
    Arena scratch;
    Fail fail;
    arena_init_scratch(&scratch);
    bool good = verify_class_as(t, c, VERIFY_DEFAULT, &scratch, &fail);
    if (!good)
        fail_throw(t, &fail);
    arena_free(&scratch);
    return good;
}
