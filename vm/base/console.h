/* console.h - where the VM speaks to its user: standard output and error, or a function of the host's
 * In:     the host's function, the form of JNI's option "vfprintf"
 * Out:    streams that any printing function takes
 * Effects: the host's function is called with whole lines, or with what was flushed, on the printing thread
 * Owner:  the two streams over the host's function
 * Keeps:  a thread is not cancelled while the host's function runs
 * Tests:  tests/suites/39_hosts
 */
#ifndef MOKA_VM_BASE_CONSOLE_H
#define MOKA_VM_BASE_CONSOLE_H

#include "vm/base/base.h"

#include <stdarg.h>
#include <stdio.h>

typedef int ConsoleHook(FILE *stream, const char *format, va_list args);

/* The process's stream, or, once there is a hook, one that hands everything to it. */
FILE *console_out(void);
FILE *console_err(void);
/* As printf, to console_out. */
void console_print(const char *format, ...) PRINTF_LIKE(1, 2);
/* Until console_reset; NULL: none. */
void console_set_hook(ConsoleHook *hook);
/* A stream over another hook, which is told that it is for this one; fclose ends it. NULL: no memory. */
FILE *console_open(ConsoleHook *hook, FILE *stream);
/* Not one that console_open or a file's opening has made. */
bool console_is_shared(const FILE *stream);
/* As vfprintf, to whatever stream, but by the hook where there is one. */
int console_vprint(FILE *stream, const char *format, va_list args);
void console_reset(void);

#endif
