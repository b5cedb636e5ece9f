/* region.h - the one reserved address range that holds all metadata
 * The range lies below 4 GB, so that any pointer into it is also a 32-bit reference: ref = address.
 * Memory is committed by touching it; chunks are handed to arenas and come back when an arena is freed.
 * Keeps:  nothing in the region points at host memory except through numbered host slots (host_slot.h).
 * Locks:  thread-safe.
 */
#ifndef MOKA_VM_BASE_REGION_H
#define MOKA_VM_BASE_REGION_H

#include "vm/base/base.h"

enum { REGION_CHUNK = 8 * 1024, REGION_MOST = 1024 * 1024 * 1024 };

extern char *region_base;
extern char *region_end;

/* Reserves the range; false (errno set) when no place below 4 GB is free. size: bytes, a multiple of
 * REGION_CHUNK, at most REGION_MOST. */
bool region_reserve(size_t size);
/* Gives the range back, with all that lies in it. */
void region_reset(void);
/* Zeroed memory of `size` bytes, rounded up to chunks. NULL: the region is exhausted, which callers report as
 * OutOfMemoryError "Metaspace". */
void *region_take(size_t size);
/* size: as it was taken. */
void region_give_back(void *chunk, size_t size);
/* As region_give_back, but nobody gets the memory before region_release_retired; until then it reads as
 * zero. */
void region_retire(void *chunk, size_t size);
size_t region_retired(void); /* bytes */
void region_release_retired(void);
/* Names the owner of a chunk that was taken: an address in the region. */
void region_set_owner(void *chunk, size_t size, const void *owner);
/* The owner of the chunk that an address in the region lies in; NULL: none was named. */
void *region_owner(const void *address);
/* Bytes handed out now. */
size_t region_used(void);
/* For a snapshot: what is known of the chunks up to region_high_water, one entry each; and the same again,
 * when their memory has been mapped from a file and the saved state was read. */
void region_copy_chunks(u8 *ret_taken, u32 *ret_owners);
void region_set_chunks(const u8 *taken, const u32 *owners);
/* The end of the highest chunk that is handed out or retired: a walk over the region need not look
 * further. */
char *region_high_water(void);

static inline bool region_contains(const void *address)
{
    return (const char *)address >= region_base && (const char *)address < region_end;
}

/* The 32-bit form of an address in the region, and back; 0 is NULL. */
static inline u32 region_ref(const void *address)
{
    return (u32)(uintptr_t)address;
}

static inline void *region_pointer(u32 ref)
{
    return (void *)(uintptr_t)ref;
}

#endif
