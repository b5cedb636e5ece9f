/* exit.c - see exit.h. */
#include "vm/host/exit.h"

#include "vm/host/options.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_bool exiting;

void exit_vm(int code)
{
    if (options.exit_hook)
        options.exit_hook(code);
    atomic_store(&exiting, true);
    exit(code);
}

bool exit_has_begun(void)
{
    return atomic_load(&exiting);
}

void exit_abort(void)
{
    if (options.abort_hook)
        options.abort_hook();
    if (!OPTION_FLAG(CreateCoredumpOnCrash))
        _exit(1);
    abort();
}
