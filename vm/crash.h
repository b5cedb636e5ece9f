/* crash.h - the crash report: signal, registers, Java and native stack, options, last events (issue: seeing
 * inside)
 */
#ifndef MOKA_VM_CRASH_H
#define MOKA_VM_CRASH_H

#include "vm/base/base.h"

/* The summary goes to stdout, the report to -XX:ErrorFile or hs_err_pid<pid>.log; then -XX:OnError's commands
 * run. Async-signal best effort. */
void crash_report(const char *message);
/* SIGSEGV, SIGBUS, SIGFPE, SIGILL on an alternate stack; what the host had before is chained to. */
void crash_install_handlers(void);

#endif
