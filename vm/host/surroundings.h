/* surroundings.h - what a machine changes in its process, and giving it back when it ends
 * In:     the process as JNI_CreateJavaVM finds it
 * Out:    what was open then; dispositions of signals, the limit of open files, locale and signal mask as
 *         they were; what the host has changed since then stays as the host wants it
 * Tests:  tests/suites/39_lives
 */
#ifndef MOKA_VM_HOST_SURROUNDINGS_H
#define MOKA_VM_HOST_SURROUNDINGS_H

#include "vm/base/base.h"

/* Before anything of a machine's is done, on the thread that creates it. */
void surroundings_note(void);
/* On the same thread, when the start is over, however it went: mask and locale, which the JDK's libraries
 * change. */
void surroundings_end_start(void);
/* Visits each descriptor that is open; the visitor may close it. */
void surroundings_for_each_open(void (*visit)(int descriptor, void *context), void *context);
/* Closes a descriptor of a program's, once, unless it is a standard one or the process had it open before. */
void surroundings_close(int descriptor);
/* When the machine has ended, before its libraries are closed. home: the JDK's, whose handlers go, too. */
void surroundings_give_back(const char *home);

/* Sets a handler for Java or the VM. False: the system allows none. */
bool surroundings_set_handler(int number, void (*handler)(int));
/* Lets the process open as many files as the system allows. */
void surroundings_raise_file_limit(void);

#endif
