/* unsafe_memory.c - see unsafe_memory.h.
 * The account is in parts, so that threads seldom wait for each other. */
#include "stdlib/native/unsafe_memory.h"

#include "vm/base/map.h"
#include "vm/base/state.h"

#include <pthread.h>
#include <stdlib.h>

enum { PARTS = 16, BLOCK_ALIGN = 16 };

typedef struct Part {
    pthread_mutex_t lock;
    Map blocks; /* by address; the value is the address */
} Part;

SNAPSHOT_STATE(host) static struct {
    bool keeps_account;
    Part parts[PARTS];
} state;

static Part *part_of(const void *block)
{
    uintptr_t number = (uintptr_t)block / BLOCK_ALIGN;
    return &state.parts[(number ^ number >> 8) % PARTS];
}

static void enter(void *block)
{
    if (!state.keeps_account || !block)
        return;
    Part *part = part_of(block);
    pthread_mutex_lock(&part->lock);
    map_put(&part->blocks, block, block);
    pthread_mutex_unlock(&part->lock);
}

/* Before it is freed, since another thread may have the address at once afterwards. */
static void strike(void *block)
{
    if (!state.keeps_account || !block)
        return;
    Part *part = part_of(block);
    pthread_mutex_lock(&part->lock);
    map_remove_u64(&part->blocks, (u64)(uintptr_t)block);
    pthread_mutex_unlock(&part->lock);
}

void *unsafe_memory_take(size_t size)
{
    void *block = malloc(size);
    enter(block);
    return block;
}

void *unsafe_memory_resize(void *block, size_t size)
{
    strike(block);
    void *resized = realloc(block, size);
    enter(resized ? resized : block);
    return resized;
}

void unsafe_memory_free(void *block)
{
    strike(block);
    free(block);
}

void unsafe_memory_init(bool keeps_account)
{
    state.keeps_account = keeps_account;
}

void unsafe_memory_reset(void)
{
    u64 key, value;
    for (u32 i = 0; i < PARTS; i++) {
        Map *blocks = &state.parts[i].blocks;
        for (u32 at = 0; map_next(blocks, &at, &key, &value);)
            free((void *)(uintptr_t)value);
        map_free(blocks);
    }
    STATE_CLEAR(state);
}
