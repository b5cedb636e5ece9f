/* quicken.h - an instruction takes the form that its cache entry allows
 * In:     an instruction of prepared code whose entry a routine of vm/exec/runtime has just linked
 * Out:    the quick form, stored into the code with release: a thread that reads it finds the entry complete
 * Keeps:  operands never change. An instruction whose entry is CACHE_RESOLVED stays as it is: it links at
 *         each use, until its class is initialized for all threads.
 * Tests:  tests/unit/quicken_test.c, tests/suites/29_invariants
 */
#ifndef MOKA_VM_EXEC_INTERP_QUICKEN_H
#define MOKA_VM_EXEC_INTERP_QUICKEN_H

#include "vm/bytecode/cache.h"

/* The form that `op` becomes; `op` itself when it stays as it is, or is quick already. */
u32 quicken_form(u32 op, const CacheEntry *entry);
/* Stores the form into the instruction at pc; nothing happens when another thread has done so. */
void quicken_instruction(u16 *pc, const CacheEntry *entry);

#endif
