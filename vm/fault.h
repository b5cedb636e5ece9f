/* fault.h - faults of the machine: SIGSEGV, SIGBUS, SIGFPE and SIGILL, and who answers for one
 * In:     the signal as the kernel delivers it
 * Out:    the program goes on, because the VM or the host has answered; or the crash report (crash.h)
 * Uses:   Thread.fault_resume; libjsig's three functions, where the host has loaded it
 * Owner:  the process's handlers of these four signals, and what the host had installed before them
 * Keeps:  siginfo and context reach the host as the kernel made them, on the stack that the kernel chose,
 *         with the signals blocked that the kernel would have blocked
 * Tests:  tests/suites/43_host_faults, tests/suites/34_blocked_calls, tests/java/TruncatedMappings.java
 */
#ifndef MOKA_VM_FAULT_H
#define MOKA_VM_FAULT_H

#include "vm/base/base.h"

/* Called at each start, after the options are known; with -XX:+AllowUserSignalHandlers signals that the host
 * handles stay the host's. */
void fault_install_handlers(void);
/* At the machine's end: what the handlers have replaced is back, or what the host has asked of libjsig since
 * then. */
void fault_remove_handlers(void);
/* Unblocks the four signals on this thread, so that a fault within a handler, or after leaving one by a jump,
 * reaches the handler again. */
void fault_unblock(void);

#endif
