/* exit.c - see exit.h. */
#include "vm/host/exit.h"

#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/host/options.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { ACTS = 8 };

SNAPSHOT_STATE(host) static struct {
    atomic_bool exiting;
    jmp_buf *failed_start;
    void (*acts[ACTS])(void); /* at the end; NULL: no more */
} state;

void exit_call_before(void (*act)(void))
{
    int i = 0;
    while (i < ACTS && state.acts[i] && state.acts[i] != act)
        i++;
    ASSERT(i < ACTS);
    state.acts[i] = act;
}

void exit_forget_acts(void)
{
    STATE_CLEAR(state.acts);
}

void exit_vm(int code)
{
    for (int i = 0; i < ACTS; i++) {
        void (*act)(void) = state.acts[i];
        state.acts[i] = NULL;
        if (act)
            act();
    }
    if (options.exit_hook)
        options.exit_hook(code);
    atomic_store(&state.exiting, true);
    exit(code);
}

void exit_halt(int code)
{
    if (!options.host.halt || !options.host.halt(code))
        exit_vm(code);
}

void exit_catch_failed_start(jmp_buf *where)
{
    state.failed_start = where;
}

void exit_failed_start(jint code)
{
    if (state.failed_start && !options.host.is_launcher)
        longjmp(*state.failed_start, code);
    exit(1);
}

bool exit_has_begun(void)
{
    return atomic_load(&state.exiting);
}

void exit_abort(void)
{
    if (options.abort_hook)
        options.abort_hook();
    if (!OPTION_FLAG(CreateCoredumpOnCrash))
        _exit(1);
    abort();
}
