/* quicken.h - an instruction takes the form that its cache entry allows
 * In:     an instruction of prepared code whose entry a routine of vm/exec/runtime has just linked
 * Out:    the quick form, stored into the code with release: whoever reads it reads the finished entry
 * Keeps:  operands never change. An instruction whose entry is CACHE_RESOLVED stays as it is: it links at
 *         each use, until its class is initialized for all threads.
 * Tests:  tests/unit/quicken_test.c, tests/suites/29_invariants
 */
#ifndef MOKA_VM_EXEC_INTERP_QUICKEN_H
#define MOKA_VM_EXEC_INTERP_QUICKEN_H

#include "vm/bytecode/cache.h"

/* What `op` becomes; itself when it stays, or is quick already. */
u32 quicken_form(u32 op, const CacheEntry *entry);
/* Another thread may have been faster. */
void quicken_instruction(u16 *pc, const CacheEntry *entry);

#endif
