/* store_check.h - proves that every store of a reference into the heap goes through the barrier of object.h
 * Compiled in where MOKA_CHECK_STORES is defined (tools/bootstrap build barrier); nothing elsewhere.
 * In:     each store, from REF_STORE_BARRIER and REF_STORE_DONE
 * Out:    a panic that names class and field of a slot that was written past them, at the end of the next
 *         marking
 * Keeps:  the shadow has the value of every slot of every object, also of dead ones that a stray word may
 *         revive. A new object's slots are cleared in the shadow, too; so in this build all allocation goes
 *         to heap.c.
 * Tests:  tests/suites/32_store_barrier
 */
#ifndef MOKA_GC_STORE_CHECK_H
#define MOKA_GC_STORE_CHECK_H

#include "vm/model/object.h"

#ifdef MOKA_CHECK_STORES
enum { STORE_CHECK = true };
/* A new object's memory, which is zero. */
void store_check_fresh(const void *memory, size_t size);
/* The world is stopped, and what is alive is marked. */
void store_check_heap(void);
#else
enum { STORE_CHECK = false };

static inline void store_check_fresh(const void *memory, size_t size)
{
    (void)memory, (void)size;
}

static inline void store_check_heap(void)
{
}
#endif

#endif
