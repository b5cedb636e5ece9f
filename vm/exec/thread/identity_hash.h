/* identity_hash.h - System.identityHashCode: object_identity_hash of doors.h
 * In:     an object's address, which never changes, and the process's secret
 * Out:    a number that is never 0
 * Keeps:  an object whose hash was handed out has LOCK_HASHED, or, from a snapshot, LOCK_HASH_SAVED: machine
 *         code computes the one and asks here for the other.
 * Locks:  one, a leaf, in machines that are written alike
 * Tests:  tests/unit/monitor_test.c, tests/suites/46_snapshot
 */
#ifndef MOKA_VM_EXEC_THREAD_IDENTITY_HASH_H
#define MOKA_VM_EXEC_THREAD_IDENTITY_HASH_H

#include "vm/model/doors.h"

/* What mixing does with the address: x ^= x >> shift, x *= factor, twice; x ^= x >> shift. */
enum { HASH_SHIFT_1 = 31, HASH_SHIFT_2 = 27, HASH_SHIFT_3 = 33 };
#define HASH_FACTOR_1 0x7FB5D329728EA185u
#define HASH_FACTOR_2 0x81DADEF4BC2DD44Du
u64 identity_hash_secret(void);

/* For a snapshot: hashes that were handed out before it was written, by address; they stay the caller's. */
typedef struct SavedHash {
    u32 object;
    i32 hash;
} SavedHash;
void identity_hash_set_saved(const SavedHash *hashes, u32 count);
/* seed: not 0: hashes follow from it and from the order of the questions, whatever addresses objects have;
 * such a machine runs no machine code. 0: nobody shall foretell them. */
void identity_hash_init(u64 seed);
void identity_hash_reset(void);

#endif
