/* application.c - see snapshot.h: the machine of a program that has ended. Its main has returned, or has
 * called System.exit, which then leaves main and all that it has called. */
#include "stdlib/release/late.h"
#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/host/exit.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/library/thread_object.h"
#include "vm/model/throw.h"
#include "vm/snapshot/crac.h"
#include "vm/snapshot/snapshot.h"
#include "vm/snapshot/snapshot_parts.h"
#include "vm/thread/thread_state.h"

#include <stdio.h>

enum { MAIN_THREAD = 1 };

SNAPSHOT_STATE(dropped) static struct {
    bool has_exited, has_failed; /* System.exit was called; an exception has ended main */
    jint code;
} state;

SNAPSHOT_STATE(saved) static struct {
    i64 main_number; /* Thread.getId() of main, which differs between releases */
} saved;

static void tell(const char *problem)
{
    fprintf(console_err(), "moka: no snapshot %s: %s\n", options.snapshot_out, problem);
}

/* Runtime.halt, IN_NATIVE. */
static bool leave_main(jint code)
{
    Thread *t = thread_current();
    if (!t || t->id != MAIN_THREAD) {
        tell("another thread than main has ended the program");
        exit_vm(1);
    }
    state.has_exited = true;
    state.code = code;
    thread_enter_vm(t);
    THROW(t, Error, "System.exit");
    t->passes_handlers = true;
    thread_leave_vm(t);
    return true;
}

void snapshot_begin_application(Thread *t)
{
    u32 number = options.snapshot_app ? late_field(t, LATE_FIELD_Thread_tid) : 0;
    if (!number)
        return;
    crac_offer();
    saved.main_number = *FIELD_AT(thread_carrier_object(t), number, i64);
    if (!options.host.halt)
        options.host.halt = leave_main;
}

i64 application_main_number(void)
{
    return saved.main_number;
}

void snapshot_note_application(const Thread *t)
{
    if (options.snapshot_app && t->id == MAIN_THREAD)
        state.has_failed = t->exception && !t->passes_handlers;
}

bool snapshot_application_exits(void)
{
    return state.has_exited;
}

void snapshot_end_application(Thread *t)
{
    const char *problem = state.has_failed ? "main has ended by an exception"
                                           : snapshot_write(t, home_find(), options.snapshot_out);
    options.host.halt = NULL;
    if (problem)
        tell(problem);
    if (problem || state.has_exited)
        exit_vm(problem ? 1 : state.code);
}
