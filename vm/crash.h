/* crash.h - the crash report: signal, registers, Java and native stack, options, last events
 * In:     a panic's message, or a fault that nobody answers for (fault.h); -XX:ErrorFile and its like
 * Out:    a summary on stdout, the report in a file; then the commands of -XX:OnError
 * Owner:  the process's one report, and panic's hook
 * Effects: ends the process; the first thread that comes here writes, others wait for the end
 * Keeps:  a part of the report that faults or takes longer than a quarter of -XX:ErrorLogTimeout is given up
 *         alone; nothing is allocated, no lock of the VM is taken
 * Tests:  tests/suites/44_crash_report, tests/suites/41_flags
 */
#ifndef MOKA_VM_CRASH_H
#define MOKA_VM_CRASH_H

#include "vm/base/base.h"

#include <signal.h>
#include <ucontext.h>

/* From here on a panic writes a report. */
void crash_init(void);
/* The report of a panic, then exit_abort. */
void crash_report(const char *message);
/* The report of a fault of the machine that nobody answers for, then exit_abort. */
NORETURN void crash_fault(int signal, const siginfo_t *info, const ucontext_t *context);
/* The first answer in fault.c's order: a fault of the thread that writes the report ends the part that it is
 * writing. False: the fault is another's. */
bool crash_answers(int signal, siginfo_t *info, ucontext_t *context);

#endif
