/* commands.h - the user's commands of -XX:OnError and -XX:OnOutOfMemoryError
 * In:     the flag's text
 * Out:    each command run by /bin/sh, one after the other, even if one fails
 * Effects: waits for them; allocates nothing, so that it can be called while crashing.
 * Tests:  tests/suites/31_heap_dump, tests/suites/41_flags
 */
#ifndef MOKA_VM_HOST_COMMANDS_H
#define MOKA_VM_HOST_COMMANDS_H

#include "vm/base/base.h"

/* Runs commands that semicolons separate; each is announced on stdout, with `ending` after it. */
void commands_run(const char *commands, const char *ending);
/* Copies the text with %p replaced by the process's number and %% by %; cut off at `size` bytes, NUL
 * included. */
void commands_expand(const char *text, size_t length, char *ret_text, size_t size);

#endif
