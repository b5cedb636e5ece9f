/* limit.c - see limit.h */
#include "gc/limit.h"

#include "gc/blocks.h"
#include "gc/inspect.h"
#include "gc/policy.h"
#include "vm/base/state.h"

#include <stdatomic.h>

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>

enum {
    GROWTH_STEP = 16 * 1024 * 1024, /* the most by which the library grows at once, large objects aside */
    RESERVE_PART = 64,              /* with less than 1/64 of -Xmx free, the heap counts as full */
    EASY_PART = 16,                 /* with more than 1/16 of -Xmx free, objects need not be counted */
    POOR_LIMIT = 16                 /* collections in a row, each after allocating less than the reserve */
};

SNAPSHOT_STATE(rebuilt) static struct {
    size_t maximum;
    _Atomic size_t block_limit;
    _Atomic size_t uncounted;
    _Atomic u32 poor_collections;
    u64 counted_at; /* number of the collection after which objects were counted; world stopped */
    size_t room;    /* bytes that -Xmx left free at that count */
} state;

void limit_init(size_t heap_maximum)
{
    STATE_CLEAR(state);
    state.maximum = heap_maximum;
    state.block_limit = heap_maximum;
}

void limit_reset(void)
{
    STATE_CLEAR(state);
}

size_t limit_blocks(void)
{
    size_t heap = GC_get_heap_size() + blocks_in_use();
    int may_not_grow = heap + GROWTH_STEP > state.block_limit;
    if (GC_get_dont_expand() != may_not_grow) /* a store each time would pass its cache line around */
        GC_set_dont_expand(may_not_grow);
    return heap - GC_get_free_bytes();
}

bool limit_admits(size_t size)
{
    return limit_blocks() + size <= state.block_limit;
}

size_t limit_small_blocks(void)
{
    size_t limit = state.block_limit, others = GC_get_heap_size() - GC_get_free_bytes();
    return others < limit ? limit - others : 0;
}

bool limit_is_poor(void)
{
    return state.poor_collections > POOR_LIMIT;
}

/* One allocation does not reach the bound. */
static bool is_far(size_t in_use)
{
    return in_use + GROWTH_STEP <= state.block_limit;
}

bool limit_exceeded(size_t before)
{
    if (LIKELY(is_far(before))) /* the library is not asked */
        return UNLIKELY(limit_is_poor());
    size_t in_use = limit_blocks();
    return (in_use > state.block_limit && in_use > before) || UNLIKELY(limit_is_poor());
}

static void add_counted(Object *object, void *sum)
{
    *(size_t *)sum += policy_counted_size(object);
}

/* Only marked objects are counted; what was allocated since the collection is little and is left out. Blocks
 * may take twice what -Xmx says and no more, so that fragments do not fill the machine. */
static void count_objects(Thread *t)
{
    safepoint_begin(t);
    if (state.counted_at != heap_collections()) {
        size_t counted = 0, in_use = limit_blocks();
        heap_walk(add_counted, &counted);
        state.counted_at = heap_collections();
        state.room = counted < state.maximum ? state.maximum - counted : 0;
        state.uncounted = counted < in_use ? in_use - counted : 0;
        size_t limit = in_use + state.room, most = 2 * state.maximum + GROWTH_STEP;
        state.block_limit = limit < state.maximum ? state.maximum : limit < most ? limit : most;
    }
    safepoint_end(t);
}

bool limit_make_room(Thread *t, size_t size, size_t counted)
{
    state.poor_collections = 0;
    if (limit_blocks() + size + state.maximum / EASY_PART <= state.block_limit)
        return true;
    count_objects(t);
    if (state.room < counted + state.maximum / RESERVE_PART)
        return false;
    size_t needed = limit_blocks() + size;
    if (needed > state.block_limit) /* references take more bytes in blocks than are counted for them */
        state.block_limit = needed;
    return true;
}

void limit_note_begin(bool for_allocation)
{
    if (for_allocation && GC_get_bytes_since_gc() + blocks_since() < state.maximum / RESERVE_PART)
        state.poor_collections++;
    else
        state.poor_collections = 0;
}

void limit_note_end(size_t used)
{
    if (used <= state.maximum) {
        state.block_limit = state.maximum;
        state.uncounted = 0;
    }
}

size_t limit_uncounted(void)
{
    return state.uncounted;
}
