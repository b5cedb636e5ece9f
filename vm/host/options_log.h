/* options_log.h - the option -Xlog, for options.c
 * In:     its text; HostManners.log
 * Out:    channels on and off, where their lines go
 * Effects: opens a file
 * Tests:  tests/suites/41_log, tests/suites/41_flags, tests/suites/39_hosts
 */
#ifndef MOKA_VM_HOST_OPTIONS_LOG_H
#define MOKA_VM_HOST_OPTIONS_LOG_H

#include "vm/base/base.h"

/* What follows "-Xlog:". False: it makes no sense, which has been told. */
bool options_log(const char *text);
/* Turns on the channels of a selection "class+load=info,gc*" on standard output. False: a tag or a level is
 * unknown, which has been told. */
bool options_log_select(const char *selection);
/* The parts of -Xlog: output is "stdout", "stderr", "file=path" or a path, and empty for the first; empty
 * decorators are the usual ones; file_options: NULL: none. False: one makes no sense, which has been told. */
bool options_log_configure(const char *selection, const char *output, const char *decorators,
                           const char *file_options);
/* Before any option: standard output is where the host wants logs. */
void options_log_begin(void);

#endif
