/* jvm_signal.h - host signals that Java handles: registered handlers run on the Signal Dispatcher thread
 * SIGQUIT prints a thread dump (or starts nothing when a tool left its trigger file); SIGPIPE and SIGXFSZ are
 * neutralised.
 */
#ifndef MOKA_STDLIB_JVM_JVM_SIGNAL_H
#define MOKA_STDLIB_JVM_JVM_SIGNAL_H

#include "vm/model/thread.h"

/* Starts the daemon thread "Signal Dispatcher" in the system group. False = exception pending. */
bool signal_start_dispatcher(Thread *t);

#endif
