/* host_slot.c - see host_slot.h.
 * Pages never move, so readers need no lock. */
#include "vm/base/host_slot.h"

#include "vm/base/panic.h"
#include "vm/base/state.h"

#include <pthread.h>
#include <stdlib.h>

SNAPSHOT_STATE(rebuilt) void **host_slot_pages[HOST_SLOT_PAGES];

SNAPSHOT_STATE(rebuilt) static struct {
    pthread_mutex_t lock;
    u32 count;     /* slot 0 included, once there is a page */
    u32 free_slot; /* the last one removed; its value is the number of the one before, 0 none */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void **place_of(u32 slot)
{
    return &host_slot_pages[slot / HOST_SLOT_PAGE][slot % HOST_SLOT_PAGE];
}

static void add_page_for(u32 slot)
{
    void ***place = &host_slot_pages[slot / HOST_SLOT_PAGE];
    if (*place)
        return;
    void **page = calloc(HOST_SLOT_PAGE, sizeof *page);
    if (!page)
        panic("out of memory for host slots");
    __atomic_store_n(place, page, __ATOMIC_RELEASE);
}

static u32 new_slot_locked(void)
{
    u32 slot = state.free_slot;
    if (slot) {
        state.free_slot = (u32)(uintptr_t)*place_of(slot);
        return slot;
    }
    slot = state.count ? state.count : 1;
    if (slot / HOST_SLOT_PAGE >= HOST_SLOT_PAGES)
        panic("out of host slots");
    add_page_for(slot);
    state.count = slot + 1;
    return slot;
}

u32 host_slot_add(void *value)
{
    pthread_mutex_lock(&state.lock);
    u32 slot = new_slot_locked();
    *place_of(slot) = value;
    pthread_mutex_unlock(&state.lock);
    return slot;
}

void host_slot_remove(u32 slot)
{
    if (!slot)
        return;
    pthread_mutex_lock(&state.lock);
    *place_of(slot) = (void *)(uintptr_t)state.free_slot;
    state.free_slot = slot;
    pthread_mutex_unlock(&state.lock);
}

void host_slot_set(u32 slot, void *value)
{
    ASSERT(slot != 0 && slot < state.count);
    __atomic_store_n(place_of(slot), value, __ATOMIC_RELEASE);
}

u32 host_slot_count(void)
{
    return state.count;
}

void host_slot_make(u32 count)
{
    pthread_mutex_lock(&state.lock);
    for (; state.count < count; state.count++)
        add_page_for(state.count);
    pthread_mutex_unlock(&state.lock);
}

void host_slot_init(void)
{
    add_page_for(0);
    state.count = 1;
}

void host_slot_reset(void)
{
    for (u32 i = 0; i < HOST_SLOT_PAGES; i++)
        free(host_slot_pages[i]);
    STATE_CLEAR(host_slot_pages);
    STATE_CLEAR(state);
}
