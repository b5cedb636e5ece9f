/* host_slot.c - see host_slot.h.
 * Pages never move, so readers need no lock. */
#include "vm/base/host_slot.h"

#include "vm/base/panic.h"

#include <pthread.h>
#include <stdlib.h>

static void *first_page[HOST_SLOT_PAGE];
void **host_slot_pages[HOST_SLOT_PAGES] = {first_page};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static u32 count = 1;
static u32 free_slot; /* the last one removed; its value is the number of the one before, 0 none */

static void **place_of(u32 slot)
{
    return &host_slot_pages[slot / HOST_SLOT_PAGE][slot % HOST_SLOT_PAGE];
}

static u32 new_slot_locked(void)
{
    u32 slot = free_slot;
    if (slot) {
        free_slot = (u32)(uintptr_t)*place_of(slot);
        return slot;
    }
    slot = count++;
    if (slot / HOST_SLOT_PAGE >= HOST_SLOT_PAGES)
        panic("out of host slots");
    if (!host_slot_pages[slot / HOST_SLOT_PAGE]) {
        void **page = calloc(HOST_SLOT_PAGE, sizeof *page);
        if (!page)
            panic("out of memory for host slots");
        __atomic_store_n(&host_slot_pages[slot / HOST_SLOT_PAGE], page, __ATOMIC_RELEASE);
    }
    return slot;
}

u32 host_slot_add(void *value)
{
    pthread_mutex_lock(&lock);
    u32 slot = new_slot_locked();
    *place_of(slot) = value;
    pthread_mutex_unlock(&lock);
    return slot;
}

void host_slot_remove(u32 slot)
{
    if (!slot)
        return;
    pthread_mutex_lock(&lock);
    *place_of(slot) = (void *)(uintptr_t)free_slot;
    free_slot = slot;
    pthread_mutex_unlock(&lock);
}

void host_slot_set(u32 slot, void *value)
{
    ASSERT(slot != 0 && slot < count);
    __atomic_store_n(place_of(slot), value, __ATOMIC_RELEASE);
}

u32 host_slot_count(void)
{
    return count;
}
