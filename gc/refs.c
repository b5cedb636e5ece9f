/* refs.c - see refs.h.
 * The mark procedure notes every active Reference it meets and leaves the referent alone. With the world
 * still stopped, the notes are gone through in the order that java.lang.ref prescribes: soft, weak, final,
 * phantom. */
#include "gc/refs.h"

#include "gc/heap.h"
#include "gc/mark.h"
#include "vm/base/host_wait.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/base/vec.h"
#include "vm/library/wellknown.h"
#include "vm/thread/handles.h"
#include "vm/thread/thread_state.h"

#include <stdlib.h>

enum { CHUNK_REFS = 1000 };

/* Several markers note References at once: an atomic add takes a place, and a new chunk follows a full
 * one. */
typedef struct RefChunk {
    struct RefChunk *older;
    u32 taken; /* may exceed CHUNK_REFS */
    Object *refs[CHUNK_REFS];
} RefChunk;

SNAPSHOT_STATE(saved) static struct {
    Object *pending;
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t chunk_lock;
    RefChunk *newest; /* chunks stay for the next collection */
    RefChunk *spare;
    VEC(RefsWeakSweep) weak_tables;
    bool clear_all;
    i64 soft_millis_per_mb;
    i64 soft_interval; /* milliseconds that a soft reference lives after its last use */
    /* Milliseconds since the VM's start. A soft reference used before the first collection bears 0, with
     * which the Java field begins. */
    i64 soft_now;
    pthread_mutex_t pending_lock;
    pthread_cond_t pending_cond;
} host = {
    .chunk_lock = PTHREAD_MUTEX_INITIALIZER,
    .pending_lock = PTHREAD_MUTEX_INITIALIZER,
    .pending_cond = PTHREAD_COND_INITIALIZER,
};

void refs_add_weak_table(RefsWeakSweep sweep)
{
    pthread_mutex_lock(&host.chunk_lock);
    vec_push(&host.weak_tables, sweep);
    pthread_mutex_unlock(&host.chunk_lock);
}

void refs_init(i64 soft_millis_per_mb)
{
    host.soft_millis_per_mb = soft_millis_per_mb;
}

static void free_chunks(RefChunk *chunk)
{
    for (RefChunk *older; chunk; chunk = older) {
        older = chunk->older;
        free(chunk);
    }
}

void refs_reset(void)
{
    free_chunks(host.newest);
    free_chunks(host.spare);
    vec_free(&host.weak_tables);
    STATE_CLEAR(host);
    STATE_CLEAR(state);
}

/* ---- fields ---- */

static Object *referent_of(const Object *reference)
{
    return ref_load(reference, WK_FIELD(Reference_referent));
}

static i64 *soft_clock(void)
{
    Class *c = WK(SoftReference);
    return c && c->mirror && WK_FIELD(SoftReference_clock)
               ? FIELD_AT(c->mirror, WK_FIELD(SoftReference_clock), i64)
               : NULL;
}

/* ---- while marking ---- */

static RefChunk *add_chunk(RefChunk *full)
{
    pthread_mutex_lock(&host.chunk_lock);
    if (host.newest == full) {
        RefChunk *chunk = host.spare;
        if (chunk)
            host.spare = chunk->older;
        else if (!(chunk = malloc(sizeof *chunk)))
            panic("out of memory for the list of references");
        chunk->older = host.newest;
        chunk->taken = 0;
        __atomic_store_n(&host.newest, chunk, __ATOMIC_RELEASE);
    }
    RefChunk *result = host.newest;
    pthread_mutex_unlock(&host.chunk_lock);
    return result;
}

static void note(Object *reference)
{
    RefChunk *chunk = __atomic_load_n(&host.newest, __ATOMIC_ACQUIRE);
    for (;;) {
        u32 place = chunk ? __atomic_fetch_add(&chunk->taken, 1, __ATOMIC_RELAXED) : CHUNK_REFS;
        if (place < CHUNK_REFS) {
            chunk->refs[place] = reference;
            return;
        }
        chunk = add_chunk(chunk);
    }
}

/* A recently used soft reference is strong. That is decided while marking, so that the parallel markers
 * follow it. */
static bool soft_is_strong(const Object *reference)
{
    if (host.clear_all)
        return false;
    i64 *clock = soft_clock();
    if (!clock || !WK_FIELD(SoftReference_timestamp))
        return true;
    return *clock - *FIELD_AT(reference, WK_FIELD(SoftReference_timestamp), i64) <= host.soft_interval;
}

/* A stray word on a stack can revive a dead Reference whose memory was not swept yet, when its referent is
 * gone. The queue tells such a Reference: that of a living one is null (being constructed) or a
 * ReferenceQueue. */
static bool is_revived(const Object *reference)
{
    Object *queue = ref_load(reference, WK_FIELD(Reference_queue));
    if (!queue)
        return false;
    if (!heap_is_object(queue))
        return true;
    const Class *c = object_class(queue);
    while (c && c->name != SYM(java_lang_ref_ReferenceQueue))
        c = c->super;
    return c == NULL;
}

bool refs_discover(Object *reference, const Class *c)
{
    if (!referent_of(reference) || is_revived(reference))
        return true;
    switch (c->reference_kind) {
    case REF_SOFT:
        if (soft_is_strong(reference))
            return false;
        break;
    case REF_WEAK:
    case REF_PHANTOM:
        break;
    case REF_FINAL:
        /* `next` is set from the moment it became pending: the Finalizer thread needs the referent. */
        if (ref_load(reference, WK_FIELD(Reference_next)))
            return false;
        break;
    default:
        return false;
    }
    note(reference);
    return true;
}

void refs_begin(size_t free_bytes, bool clear_all_soft)
{
    while (host.newest) {
        RefChunk *chunk = host.newest;
        host.newest = chunk->older;
        chunk->older = host.spare;
        host.spare = chunk;
    }
    host.clear_all = clear_all_soft;
    host.soft_interval = (i64)(free_bytes / MB) * host.soft_millis_per_mb;
    host.soft_now = (i64)(trace_clock() / 1000000);
}

/* ---- after marking, world stopped ---- */

static void make_pending(Object *reference)
{
    ref_store(reference, WK_FIELD(Reference_discovered), state.pending);
    state.pending = reference;
}

/* One kind: clears (or, for finalization, revives) unreached referents. A mark-stack overflow can have noted
 * a Reference twice; the second time its referent is null, or its `next` set. */
static void process_kind(ReferenceKind kind)
{
    for (RefChunk *chunk = host.newest; chunk; chunk = chunk->older) {
        u32 count = min_u32(chunk->taken, CHUNK_REFS);
        for (u32 i = 0; i < count; i++) {
            Object *reference = chunk->refs[i];
            if (object_class(reference)->reference_kind != kind)
                continue;
            Object *referent = referent_of(reference);
            if (!referent || mark_is_live(referent))
                continue;
            if (kind != REF_FINAL) {
                ref_store(reference, WK_FIELD(Reference_referent), NULL);
            } else {
                if (ref_load(reference, WK_FIELD(Reference_next)))
                    continue;
                ref_store(reference, WK_FIELD(Reference_next), reference); /* inactive from now on */
            }
            make_pending(reference);
        }
    }
}

/* All objects to be finalized are chosen before any is revived, so that one that another reaches is
 * finalized, too. */
static void process_final(void)
{
    Object *before = state.pending;
    process_kind(REF_FINAL);
    for (Object *reference = state.pending; reference != before;
         reference = ref_load(reference, WK_FIELD(Reference_discovered)))
        mark_trace(referent_of(reference));
}

void refs_process(void)
{
    Object *before = state.pending;
    if (WK_FIELD(Reference_referent)) {
        process_kind(REF_SOFT);
        process_kind(REF_WEAK);
        process_final();
        process_kind(REF_PHANTOM);
    }
    handles_sweep_weaks(mark_is_live);
    for (u32 i = 0; i < host.weak_tables.count; i++)
        host.weak_tables.items[i](mark_is_live);
    i64 *clock = soft_clock();
    if (clock)
        *clock = host.soft_now;
    if (state.pending != before) {
        pthread_mutex_lock(&host.pending_lock);
        pthread_cond_broadcast(&host.pending_cond);
        pthread_mutex_unlock(&host.pending_lock);
    }
}

/* ---- for java.lang.ref.Reference's natives ---- */

Object **refs_pending_slot(void)
{
    return &state.pending;
}

/* The collector writes the list only while this thread is stopped; other Java threads are kept out by the
 * exchange. */
Object *refs_take_pending(Thread *t)
{
    (void)t;
    return __atomic_exchange_n(&state.pending, NULL, __ATOMIC_ACQ_REL);
}

bool refs_has_pending(void)
{
    return __atomic_load_n(&state.pending, __ATOMIC_ACQUIRE) != NULL;
}

void refs_wait_pending(Thread *t)
{
    while (!refs_has_pending()) {
        thread_block_begin_bare(t);
        pthread_mutex_lock(&host.pending_lock);
        while (!refs_has_pending())
            host_wait(&host.pending_cond, &host.pending_lock);
        pthread_mutex_unlock(&host.pending_lock);
        thread_block_end(t);
    }
}
