/* jvm_signal.h - host signals that Java handles: registered handlers run on the Signal Dispatcher thread
 * In:     signals of the host, and what jdk.internal.misc.Signal asks for them
 * Out:    Signal.dispatch called, or for SIGQUIT a thread dump
 * Owner:  the process's handlers of these signals; SIGPIPE and SIGXFSZ are ignored
 * Tests:  tests/suites/34_blocked_calls, tests/suites/40_launcher
 */
#ifndef MOKA_STDLIB_JVM_JVM_SIGNAL_H
#define MOKA_STDLIB_JVM_JVM_SIGNAL_H

#include "vm/model/thread.h"

/* Starts the daemon thread "Signal Dispatcher" in the system group. False: an exception is pending. */
bool signal_start_dispatcher(Thread *t);
/* Who is asked first at SIGQUIT; true: the signal was for it, and there is no thread dump. */
void signal_on_quit(bool (*answers)(Thread *t));
/* When that thread has ended. */
void signal_reset(void);

#endif
