/* prepare.h - bytecode -> prepared code: 16-bit units, slot offsets, constant-cache indices, fused pairs (architecture D3, D8)
 * In:     linked Method; Out: method->code, cache, frame_slots and entry
 * Effects: may throw OutOfMemoryError. Locks: the loader's lock.
 * Tests:  tests/unit/prepare_test.c
 */
#ifndef MOKA_CLASSLOADER_PREPARE_H
#define MOKA_CLASSLOADER_PREPARE_H

#include "vm/model/method.h"
#include "vm/model/thread.h"

/* Once; later calls return at once. Native methods and abstract ones only get their entry. */
bool prepare_method(Thread *t, Method *m);
/* Prepared position -> bci of the instruction there (for a fused pair: of the part that can throw), and back. */
u32 prepare_bci(const Method *m, const u16 *position);
u16 *prepare_position(const Method *m, u32 bci);

#endif
