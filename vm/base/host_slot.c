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

u32 host_slot_add(void *value)
{
    pthread_mutex_lock(&lock);
    u32 slot = count++;
    if (slot / HOST_SLOT_PAGE >= HOST_SLOT_PAGES)
        panic("out of host slots");
    if (!host_slot_pages[slot / HOST_SLOT_PAGE]) {
        void **page = calloc(HOST_SLOT_PAGE, sizeof *page);
        if (!page)
            panic("out of memory for host slots");
        __atomic_store_n(&host_slot_pages[slot / HOST_SLOT_PAGE], page, __ATOMIC_RELEASE);
    }
    host_slot_pages[slot / HOST_SLOT_PAGE][slot % HOST_SLOT_PAGE] = value;
    pthread_mutex_unlock(&lock);
    return slot;
}

void host_slot_set(u32 slot, void *value)
{
    ASSERT(slot != 0 && slot < count);
    __atomic_store_n(&host_slot_pages[slot / HOST_SLOT_PAGE][slot % HOST_SLOT_PAGE], value, __ATOMIC_RELEASE);
}

u32 host_slot_count(void)
{
    return count;
}
