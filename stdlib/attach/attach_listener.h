/* attach_listener.h - tools of the JDK attach to the running machine: jcmd, jstack, jmap, jinfo
 * In:     SIGQUIT beside a file .attach_pidPID; requests on the socket /tmp/.java_pidPID
 * Out:    answers, made by the daemon thread "Attach Listener" (attach_operation.h)
 * Uses:   stdlib/attach/attach_request.h
 * Owner:  the socket and its file, which belong to the process; a restored machine begins without
 * Keeps:  only the process's own user and root are answered
 * Tests:  tests/suites/47_attach
 */
#ifndef MOKA_STDLIB_ATTACH_ATTACH_LISTENER_H
#define MOKA_STDLIB_ATTACH_ATTACH_LISTENER_H

#include "vm/model/thread.h"

/* Boot: -XX:+StartAttachListener begins at once. */
void attach_begin(Thread *t);
/* SIGQUIT has come. True: a tool wanted to attach, which it can now. IN_JAVA. */
bool attach_answers_quit(Thread *t);
/* The process is about to end, or the machine: the socket's file goes. */
void attach_remove_file(void);
/* When the listener's thread has ended. */
void attach_reset(void);

#endif
