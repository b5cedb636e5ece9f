/* host_slot.h - the numbered places where metadata keeps host addresses
 * A class that must reach a mapped file, a native function or a library stores a slot number; the table
 * itself lies outside the region, so that a snapshot can fill it again in another process.
 * Locks:  adding is thread-safe; reading needs none. Slot 0 is always NULL.
 */
#ifndef MOKA_VM_BASE_HOST_SLOT_H
#define MOKA_VM_BASE_HOST_SLOT_H

#include "vm/base/base.h"

enum { HOST_SLOT_PAGE = 1024, HOST_SLOT_PAGES = 1024 };

extern void **host_slot_pages[HOST_SLOT_PAGES];

/* The number of a new slot with this value, never 0; panics when there is no memory for it. */
u32 host_slot_add(void *value);
/* The number may be handed out again; 0 is ignored. */
void host_slot_remove(u32 slot);
/* Replaces the value; not of slot 0. */
void host_slot_set(u32 slot, void *value);

/* For a snapshot: the number of slots that were ever made, slot 0 included; and making so many that metadata
 * names already. Those that were not there read as NULL. */
u32 host_slot_count(void);
void host_slot_make(u32 count);

/* Slot 0 reads as NULL from here on. */
void host_slot_init(void);
void host_slot_reset(void);

/* Reading takes no lock. */
static inline void *host_slot_get(u32 slot)
{
    return host_slot_pages[slot / HOST_SLOT_PAGE][slot % HOST_SLOT_PAGE];
}

#endif
