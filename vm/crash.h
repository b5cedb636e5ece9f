/* crash.h - the crash report: signal, registers, Java and native stack, options, last events (issue: seeing
 * inside)
 */
#ifndef MOKA_VM_CRASH_H
#define MOKA_VM_CRASH_H

#include "vm/base/base.h"

#include <signal.h>
#include <ucontext.h>

/* The summary goes to stdout, the report to -XX:ErrorFile or hs_err_pid<pid>.log; then -XX:OnError's commands
 * run. Async-signal best effort. */
void crash_report(const char *message);
/* The same for a fault of the machine that nobody answers for (fault.h); then exit_abort. */
NORETURN void crash_fault(int signal, const siginfo_t *info, const ucontext_t *context);

#endif
