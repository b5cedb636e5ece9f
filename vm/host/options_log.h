/* options_log.h - the option -Xlog, for options.c
 * In:     its text; HostManners.log
 * Out:    channels on and off, where their lines go
 * Effects: opens a file
 * Tests:  tests/suites/41_flags, tests/suites/39_hosts
 */
#ifndef MOKA_VM_HOST_OPTIONS_LOG_H
#define MOKA_VM_HOST_OPTIONS_LOG_H

#include "vm/base/base.h"

/* What follows "-Xlog:". False: it makes no sense, which has been told. */
bool options_log(const char *text);
/* Turns on the channels of one selection "class+load=info,gc*", which is cut up. False: no channel has such
 * tags, which has been told. */
bool options_log_select(char *selection);
/* "stdout", "stderr", "file=path" or a path. False: it cannot be opened, which has been told. */
bool options_log_to(const char *output);

#endif
