/* codecache.h - the memory that machine code lies in
 * In:     finished code of any size
 * Out:    its address, below 2 GB, so that code and metadata name each other in sign-extended 32 bits
 * Owner:  the process; blobs (code_blob.h) are the users'
 * Locks:  one for its free places, a leaf
 * Keeps:  no page is writable and executable at once: the memory is mapped twice, and code is written through
 *         the mapping that cannot run
 * Tests:  tests/unit/codecache_test.c
 */
#ifndef MOKA_JIT_CODECACHE_H
#define MOKA_JIT_CODECACHE_H

#include "vm/base/base.h"

/* Reserves as much as there is room for, down to 1 MB. False with a reason in *ret_error (static text): the
 * system gives no such memory. */
bool codecache_init(size_t size, const char **ret_error);
void codecache_reset(void);
/* A place for code, `skew` bytes (less than 64) behind a multiple of 64; NULL: none is left. */
u8 *codecache_take(size_t size, u32 skew);
void codecache_give_back(u8 *code, size_t size);
/* The address through which this memory can be written. */
u8 *codecache_writable(u8 *code);
const u8 *codecache_start(void);
size_t codecache_size(void);
size_t codecache_used(void);
/* Bytes from the start that code has ever been written to: so far the system has given memory. */
size_t codecache_touched(void);
/* At its highest. */
size_t codecache_most_used(void);

#endif
