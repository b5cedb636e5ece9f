/* scratch.h - when there is no memory for scratch arenas and vectors
 * In:     a task that can be given up in the middle
 * Out:    whether it came to its end. Elsewhere it is a panic
 * Locks:  none may be taken in the task
 * Keeps:  only what asks for memory by arena.h and vec.h can be given up, and only from the task's own thread
 * Tests:  tests/unit/arena_test.c, tests/suites/42_compiler
 */
#ifndef MOKA_VM_BASE_SCRATCH_H
#define MOKA_VM_BASE_SCRATCH_H

#include "vm/base/base.h"

/* Runs the task. False: there was no memory, and it was left where it asked for some. What it had begun is
 * the caller's to end: the context says what that is. */
bool scratch_try(void (*task)(void *context), void *context);
/* For arena.c and vec.c: so many bytes cannot be had. */
NORETURN void scratch_exhausted(size_t bytes);

#endif
