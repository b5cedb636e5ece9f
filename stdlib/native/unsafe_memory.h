/* unsafe_memory.h - memory outside the heap that programs take by Unsafe: direct buffers and their like
 * In:     sizes and addresses as a program gives them
 * Out:    blocks of malloc; NULL: there is no memory
 * Owner:  the program; where the process outlives the machine, the machine, which frees what is left
 * Locks:  one for each part of the account; nothing else is taken under it
 * Keeps:  a block that somebody else has allocated can be freed and resized, too, as it can with free
 * Tests:  tests/suites/39_lives
 */
#ifndef MOKA_STDLIB_NATIVE_UNSAFE_MEMORY_H
#define MOKA_STDLIB_NATIVE_UNSAFE_MEMORY_H

#include "vm/base/base.h"

/* Before the first program: whether account is kept of what is taken. */
void unsafe_memory_init(bool keeps_account);
void *unsafe_memory_take(size_t size);
void *unsafe_memory_resize(void *block, size_t size);
void unsafe_memory_free(void *block);
/* Frees what is left. */
void unsafe_memory_reset(void);

#endif
