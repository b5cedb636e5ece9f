/* refill.c - see refill.h */
#include "gc/refill.h"

#include "gc/heap.h"
#include "gc/limit.h"
#include "vm/base/state.h"
#include "vm/thread/thread_state.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_inline.h>

enum {
    MOST_SPARES = 63,   /* 256 KB: a turn costs as much as 20 blocks before it yields the first */
    SPINS = 500,        /* longer than a turn takes, shorter than a collection in it */
    PAUSES_PER_SPIN = 8 /* so that those who wait leave the holder's cache line alone */
};

/* A thread's spare blocks, by kind and size class. The library writes the head of each block's list into
 * `lists`; only the first `count` of them are valid. The thread itself raises `count`, at a moment when no
 * collection can run, so a collection that clears the count forgets lists that are being filled as well. */
struct Spares {
    u8 count[THREAD_KINDS][THREAD_SIZE_CLASSES];
    u8 wanted[THREAD_KINDS][THREAD_SIZE_CLASSES]; /* spares that the last turn wanted; doubles, or halves */
    void *lists[THREAD_KINDS][THREAD_SIZE_CLASSES][MOST_SPARES];
};

/* ---- turns ---- */

SNAPSHOT_STATE(host) static struct {
    _Alignas(64) pthread_mutex_t lock; /* taken before the library's */
    _Atomic bool taken;
    const Thread *last; /* the thread that had the turn before; guarded by lock */
} turn = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool turn_try(void)
{
    return !atomic_load_explicit(&turn.taken, memory_order_relaxed) && pthread_mutex_trylock(&turn.lock) == 0;
}

/* Spins first, since sleeping and being woken takes longer than most turns. True: another thread had the turn
 * before. */
static bool turn_begin(const Thread *t)
{
    bool taken = turn_try();
    for (int i = 0; i < SPINS && !taken; i++) {
        for (int j = 0; j < PAUSES_PER_SPIN; j++)
            __builtin_ia32_pause();
        taken = turn_try();
    }
    if (!taken)
        pthread_mutex_lock(&turn.lock);
    atomic_store_explicit(&turn.taken, true, memory_order_relaxed);
    bool is_shared = turn.last && turn.last != t;
    turn.last = t;
    return is_shared;
}

static void turn_end(void)
{
    atomic_store_explicit(&turn.taken, false, memory_order_relaxed);
    pthread_mutex_unlock(&turn.lock);
}

/* ---- refills ---- */

/* Doubles with each turn that another thread had before, and halves with each that this thread had. It starts
 * from 0 at each collection, so that a thread stores no more than it used up since. */
static u32 spares_wanted(Thread *t, u32 kind, u32 class, bool is_shared)
{
    if (!t->spares && is_shared)
        t->spares = calloc(1, sizeof *t->spares);
    if (!t->spares)
        return 0;
    u8 *wanted = &t->spares->wanted[kind][class];
    u32 next = is_shared ? *wanted * 2 + 1 : *wanted / 2;
    return *wanted = (u8)(next < MOST_SPARES ? next : MOST_SPARES);
}

/* The library writes the head of each list where it belongs while it still holds its own lock. So after this
 * call a list is complete in its place, or a collection by any thread has forgotten it: `refill_drop` clears
 * `free_lists`, and spares that a collection may have met are not counted. */
static void refill(Thread *t, u32 kind, u32 class, int library_kind, bool may_store)
{
    size_t size = class * (size_t)OBJECT_ALIGN;
    u64 collections = heap_collections();
    u32 got = 0;
    thread_block_begin(t);
    bool is_shared = turn_begin(t);
    GC_generic_malloc_many(size, library_kind, &t->free_lists[kind][class]);
    u32 wanted = may_store ? spares_wanted(t, kind, class, is_shared) : 0;
    for (; got < wanted && heap_collections() == collections; got++)
        GC_generic_malloc_many(size, library_kind, &t->spares->lists[kind][class][got]);
    turn_end();
    thread_block_end(t);
    if (got && heap_collections() == collections)
        t->spares->count[kind][class] = (u8)got;
}

void *refill_and_pop(Thread *t, u32 kind, size_t size, int library_kind)
{
    u32 class = (u32)(size / OBJECT_ALIGN);
    void **list = &t->free_lists[kind][class];
    if (t->spares && t->spares->count[kind][class])
        *list = t->spares->lists[kind][class][--t->spares->count[kind][class]];
    while (!*list) { /* another thread's collection may drop the list right after it was filled */
        size_t in_use = limit_blocks();
        refill(t, kind, class, library_kind, limit_is_far(in_use));
        if (UNLIKELY(limit_exceeded(in_use))) {
            *list = NULL;
            return NULL;
        }
    }
    void **cell = *list;
    *list = *cell;
    *cell = NULL;
    return cell;
}

void refill_drop(Thread *t)
{
    memset(t->free_lists, 0, sizeof t->free_lists);
    if (t->spares) {
        memset(t->spares->count, 0, sizeof t->spares->count);
        memset(t->spares->wanted, 0, sizeof t->spares->wanted);
    }
}

u32 refill_spares(const Thread *t, u32 kind, size_t size)
{
    return t->spares ? t->spares->count[kind][size / OBJECT_ALIGN] : 0;
}

void refill_detach(Thread *t)
{
    refill_drop(t);
    free(t->spares);
    t->spares = NULL;
}
