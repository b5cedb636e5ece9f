/* heap.c - see heap.h.
 * Allocation and the life of a collection. What an object references is in mark.c, what is alive to begin
 * with in roots.c. */
#include "gc/heap.h"

#include "gc/blocks.h"
#include "gc/cells.h"
#include "gc/image.h"
#include "gc/limit.h"
#include "gc/log.h"
#include "gc/mark.h"
#include "gc/policy.h"
#include "gc/refs.h"
#include "gc/roots.h"
#include "gc/store_check.h"
#include "vm/base/host_wait.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/library/wellknown.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS 1
#include <gc/gc.h>
#include <gc/gc_mark.h>

enum {
    MARKER_STACK = 256 * 1024,
    SCRUBBED_BYTES = 8192, /* more than the library's frames take down to the scan of its own stack */
    FRAME_BYTES = 384,     /* more than our frames take from `allocate` down to the library */
    CLEARED_BYTES =
        BLOCK_BYTES / 2, /* larger ones are cleared outside the library's lock: by us, not by it */
    FIRST_LARGE_BYTES = 4 * 1024 * 1024, /* what the library has at first */
    ALONE_BYTES = 32 * 1024 * 1024, /* with less than this in use, a second marker costs more than it saves */
    LARGEST_GROWTH = 64 * 1024 * 1024,
    RETIRED_LIMIT = 8 * 1024 * 1024, /* metadata of unloaded classes: then dead cells are looked for */
    MAX_LENGTH_OVER_LIMIT = 0x7FFFFFFE /* this length and the next exceed the "VM limit" */
};

/* bdwgc, which a process has for good, and the kinds of memory it was told. Of the large kinds bdwgc clears
 * nothing: it would do so after giving up its lock, when another thread's collection may have freed the
 * object again. */
SNAPSHOT_STATE(host) static struct {
    bool is_ours;
    int kinds[THREAD_KINDS];
    int large_kinds[THREAD_KINDS];
} library;

SNAPSHOT_STATE(rebuilt) static struct {
    HeapOptions options;
    bool stressed; /* threads have no runs, so that every allocation comes through here */
    pthread_mutex_t stress_lock; /* a leaf; guards stress_runs */
    AllocationRuns stress_runs;
    size_t budget; /* bytes that may be allocated from one collection to the next */
    _Atomic bool stress_waits;
    u64 allocations;
    u64 collections; /* begun */
    _Atomic u32 clear_soft_requests;
    u64 pause_nanos;
    size_t used_peak;
    HeapCollection running; /* the one under way */
    HeapCollection last;
    pthread_mutex_t last_lock; /* a leaf; guards `last` */
    void (*on_collection)(const HeapCollection *collection);
    const HeapPauseVisitor *pause_visitor;
    pthread_mutex_t failing_turn; /* a thread that failed to allocate waits here to collect */
    u64 last_chance;              /* number of the last collection that cleared soft references */
    pthread_mutex_t visit_turn;   /* one visit waits at a time */
    /* What heap_collect_and_visit asks of the next collection; guarded by the library's lock. */
    void (*visit_once)(void *context);
    void *visit_context;
    HeapVisit visit_when;
} state = {
    .last_lock = PTHREAD_MUTEX_INITIALIZER,
    .failing_turn = PTHREAD_MUTEX_INITIALIZER,
    .visit_turn = PTHREAD_MUTEX_INITIALIZER,
    .stress_lock = PTHREAD_MUTEX_INITIALIZER,
};

static _Thread_local GcCause collection_cause;

/* ---- start ---- */

static void forget_runs(Thread *t, void *context)
{
    (void)context;
    memset(&t->runs, 0, sizeof t->runs);
}

/* ---- verification and poison (hostile modes) ---- */

static void check_slot(Object **slot, void *holder)
{
    Object *object = *slot;
    if (!object)
        return;
    if (((uintptr_t)object & (OBJECT_ALIGN - 1)) || !mark_is_stamped(object) ||
        !region_contains(object_class(object)))
        panic("heap: %p at offset %ld of %p (%s) is not an object", (void *)object,
              (long)((char *)slot - (char *)holder), holder, object_class(holder)->name->text);
    if (!mark_is_live(object))
        panic("heap: live %p (%s) refers to dead %p at offset %ld", holder, object_class(holder)->name->text,
              (void *)object, (long)((char *)slot - (char *)holder));
}

static void check_object(Object *object, void *context)
{
    (void)context;
    Class *c = object_class(object);
    if (!region_contains(c) || c->kind > CLASS_PRIM_ARRAY)
        panic("heap: %p has a bad class word %08x", (void *)object, object->class_ref);
    if (class_is_array(c) && array_length(object) < 0)
        panic("heap: array %p has length %d", (void *)object, array_length(object));
    mark_visit_slots(object, check_slot, object);
}

typedef struct Walk {
    void (*visit)(Object *object, void *context);
    void *context;
} Walk;

static bool is_our_kind(int kind)
{
    for (int i = 0; i < THREAD_KINDS; i++)
        if (kind == library.kinds[i] || kind == library.large_kinds[i])
            return true;
    return false;
}

static void walk_cell(void *cell, size_t size, void *context)
{
    const Walk *walk = context;
    (void)size;
    if (mark_is_stamped(cell) && mark_is_loaded(object_class(cell)))
        walk->visit(cell, walk->context);
}

/* The library also calls this for its own blocks and for cells that a stray word on a stack has kept. */
static void GC_CALLBACK walk_one(void *start, size_t size, void *context)
{
    int kind = GC_get_kind_and_size(start, &size);
    if (is_our_kind(kind))
        walk_cell(start, size, context);
}

void heap_walk(void (*visit)(Object *object, void *context), void *context)
{
    Walk walk = {visit, context};
    image_walk(visit, context);
    GC_enumerate_reachable_objects_inner(walk_one, &walk);
    blocks_visit(CELLS_MARKED, walk_cell, &walk);
}

/* ---- a collection, step by step ---- */

static void visit_if_asked(HeapVisit now)
{
    if (!state.visit_once || state.visit_when != now)
        return;
    state.visit_once(state.visit_context);
    __atomic_store_n(&state.visit_once, NULL, __ATOMIC_RELEASE);
}

static void begin_collection(void)
{
    u64 start = trace_clock();
    Thread *t = thread_current();
    if (t)
        t->own_collections++;
    __atomic_fetch_add(&state.collections, 1, __ATOMIC_SEQ_CST);
    safepoint_stop_locked();
    thread_for_each(forget_runs, NULL);
    STATE_CLEAR(state.stress_runs);
    visit_if_asked(HEAP_VISIT_AT_BEGIN);
    if (state.pause_visitor)
        state.pause_visitor->begin(collection_cause);
    size_t used_before = heap_used();
    if (used_before > state.used_peak)
        state.used_peak = used_before;
    state.running = (HeapCollection){.number = state.collections,
                               .start = start,
                               .cause = log_cause(collection_cause),
                               .used_before = used_before,
                               .total_before = heap_total(),
                               .metadata_before = region_used(),
                               .marker_threads = (u32)GC_get_parallel() + 1};
    log_begin(&state.running);
    limit_note_begin(collection_cause == GC_CAUSE_ALLOCATION);
    size_t maximum = heap_maximum();
    refs_begin(maximum > used_before ? maximum - used_before : 0, state.clear_soft_requests != 0);
    mark_begin(state.last.used_after < ALONE_BYTES);
    blocks_begin_marking();
}

static void end_marking(void)
{
    mark_finish();
    refs_process();
    if (state.options.verify) {
        roots_check_stacks();
        heap_walk(check_object, NULL);
    }
    bool is_scarce = collection_cause == GC_CAUSE_METADATA || collection_cause == GC_CAUSE_LAST_CHANCE;
    bool at_once = state.options.verify || state.options.poison || is_scarce;
    unload_dead_loaders(at_once, state.options.poison);
    /* A stray word must not revive an object that a later heap check would meet, nor an instance of a class
     * whose memory is used again. Until then a dead class reads as zero, which mark.c takes for one without
     * references. */
    if (at_once || region_retired() > RETIRED_LIMIT) {
        cells_clear_dead(state.options.poison);
        region_release_retired();
    }
    store_check_heap();
    visit_if_asked(HEAP_VISIT_AT_END);
    if (state.pause_visitor)
        state.pause_visitor->end(collection_cause);
    blocks_sweep();
}

static size_t bytes_committed(void)
{
    return GC_get_heap_size() + blocks_committed();
}

static size_t bytes_in_use(void)
{
    return GC_get_heap_size() - GC_get_free_bytes() + blocks_in_use();
}

static size_t excess(size_t used)
{
    return policy_excess(used, bytes_committed(), &state.options);
}

/* Blocks of small objects first: that costs least. */
static void return_free(size_t bytes)
{
    size_t before = blocks_committed();
    if (!bytes)
        return;
    blocks_return_free(before > bytes ? before - bytes : 0);
    size_t returned = before - blocks_committed();
    if (returned < bytes)
        cells_return_free(bytes - returned);
}

static void collect_when_idle(void)
{
    HeapCollection before;
    if (heap_last_collection(&before) && excess(before.used_after))
        heap_collect(NULL, GC_CAUSE_IDLE);
}

static void set_budget(size_t bytes)
{
    state.budget = bytes;
    GC_set_min_bytes_allocd(bytes);
}

static void finish_collection(void)
{
    size_t in_use = bytes_in_use(), committed = bytes_committed(), maximum = state.options.maximum;
    limit_note_end(in_use);
    state.running.end = trace_clock();
    state.running.used_after = heap_used();
    state.running.total_after = heap_total();
    state.running.metadata_after = region_used();
    set_budget(policy_budget(in_use, &state.options));
    if (committed > maximum + maximum / 8)
        return_free(committed - maximum);
    if (collection_cause != GC_CAUSE_IDLE)
        policy_watch_idleness(committed, heap_allocated, collect_when_idle);
    pthread_mutex_lock(&state.last_lock);
    state.last = state.running;
    pthread_mutex_unlock(&state.last_lock);
    log_end(&state.running);
    if (state.on_collection)
        state.on_collection(&state.running);
}

/* Called with the library's lock held. The sweep that follows POST_START happens beside the running threads.
 */
static void GC_CALLBACK on_event(GC_EventType event)
{
    switch (event) {
    case GC_EVENT_PRE_STOP_WORLD:
        begin_collection();
        log_phase("Stop threads");
        break;
    case GC_EVENT_MARK_END:
        log_phase("Mark live objects");
        end_marking();
        log_phase("Process references");
        break;
    case GC_EVENT_POST_START_WORLD:
        state.pause_nanos += trace_clock() - state.running.start;
        safepoint_resume_locked();
        break;
    case GC_EVENT_END:
        log_phase("Sweep");
        finish_collection();
        break;
    default: break;
    }
}

/* A failed allocation of the library looks up its thread among those registered, finds none and crashes; so
 * the library must not fail. limit.h keeps -Xmx, and what comes here is a refusal of the system. */
static void GC_CALLBACK on_warning(char *format, GC_word argument)
{
    (void)argument;
    if (strstr(format, "Out of Memory"))
        panic("the system gives no more memory to the heap (%zu MB)", GC_get_heap_size() / MB);
}

/* The marking threads have tables of 64 KB on their stacks, whose size is the one usual in the process:
 * `ulimit -s` may make that less. Returns what the default was, to be set again. */
static size_t set_default_stack(size_t least)
{
    pthread_attr_t attributes;
    size_t size = 0;
    if (pthread_getattr_default_np(&attributes) != 0)
        return 0;
    pthread_attr_getstacksize(&attributes, &size);
    if (least && size != least) {
        pthread_attr_setstacksize(&attributes, least);
        pthread_setattr_default_np(&attributes);
    }
    pthread_attr_destroy(&attributes);
    return size;
}

static void start_library(u32 markers)
{
    size_t usual = set_default_stack(0);
    struct sigaction power, cpu; /* the library takes these two signals: give them back */
    sigaction(SIGPWR, NULL, &power);
    sigaction(SIGXCPU, NULL, &cpu);
    GC_set_warn_proc(on_warning);
    if (markers)
        GC_set_markers_count(markers);
    GC_set_no_dls(1);
    GC_set_all_interior_pointers(0);
    if (usual < MARKER_STACK)
        set_default_stack(MARKER_STACK);
    GC_INIT();
    GC_allow_register_threads(); /* without it there is no parallel marking */
    if (usual < MARKER_STACK)
        set_default_stack(usual);
    GC_unregister_my_thread();
    GC_clear_roots();
    sigaction(SIGPWR, &power, NULL);
    sigaction(SIGXCPU, &cpu, NULL);
    GC_set_push_other_roots(roots_push); /* and not the one before it: gc/README.md, Decisions */
    GC_set_on_collection_event(on_event);
    GC_set_free_space_divisor(2); /* of its own accord the library grows by half, and 16 MB at most */
}

static void make_kinds(void)
{
    size_t descriptor = mark_procedures();
    for (int kind = 0; kind < THREAD_KINDS; kind++) {
        GC_word d = kind == HEAP_TRACED ? descriptor : 0;
        library.kinds[kind] = (int)GC_new_kind(GC_new_free_list(), d, 0, 1);
        library.large_kinds[kind] = (int)GC_new_kind(GC_new_free_list(), d, 0, 0);
    }
    cells_init(library.kinds, THREAD_KINDS);
    cells_init(library.large_kinds, THREAD_KINDS);
}

bool heap_init(const HeapOptions *options, const char **ret_error)
{
    if (GC_is_init_called() && !library.is_ours) {
        *ret_error = "libgc is in use by the host program already";
        return false;
    }
    state.options = *options;
    size_t memory = policy_memory(&state.options);
    policy_choose_sizes(&state.options, memory);
    log_heap(&state.options, memory);
    limit_init(state.options.maximum);
    state.stressed = options->stress_interval || options->fail_at || STORE_CHECK;
    state.stress_waits = options->stress_later;
    if (!library.is_ours) {
        start_library(options->markers);
        make_kinds();
        library.is_ours = true;
    }
    mark_init();
    set_budget(policy_budget(0, &state.options));
    size_t first = state.options.initial > POLICY_FIRST_HEAP ? state.options.initial : FIRST_LARGE_BYTES;
    bool has_room = blocks_init(2 * state.options.maximum + LARGEST_GROWTH);
    if (!has_room || (first > GC_get_heap_size() && !GC_expand_hp(first - GC_get_heap_size()))) {
        *ret_error = "Could not reserve enough space for object heap";
        return false;
    }
    return true;
}

/* Nothing is a root any more, so the library keeps its memory but none of the objects. */
void heap_reset(void)
{
    if (library.is_ours)
        GC_gcollect();
    blocks_reset();
    STATE_CLEAR(state);
}

void heap_begin_stress(void)
{
    state.stress_waits = false;
}

/* ---- allocation ---- */

/* Numbers of collections begun, by all threads and by this one. They tell whether another thread's collection
 * began since they were taken: it may have missed an object allocated in between, which was in no place that
 * is scanned. Asked IN_JAVA, when no collection can begin. */
typedef struct Epochs {
    u64 all, own;
} Epochs;

static Epochs epochs_now(const Thread *t)
{
    return (Epochs){__atomic_load_n(&state.collections, __ATOMIC_SEQ_CST), t->own_collections};
}

static bool foreign_collection(const Thread *t, Epochs before)
{
    Epochs now = epochs_now(t);
    return now.all - before.all != now.own - before.own;
}

/* What a thread does in the library is not broken off by the thread's end. */
static int enter_library(void)
{
    int before;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    return before;
}

static void leave_library(int before)
{
    pthread_setcancelstate(before, &before);
}

/* Puts the new object into alloc_slot, which is a root, once it is certain that the object is this thread's:
 * while this thread waits to go on, another one's collection may free the object, and its place may be given
 * to somebody else. */
static bool allocate_into_slot(Thread *t, int kind, size_t size)
{
    for (;;) {
        size_t in_use = limit_blocks();
        if (size > CLEARED_BYTES && !limit_admits(size))
            return false;
        Epochs before = epochs_now(t);
        thread_block_begin(t);
        int before_library = enter_library();
        t->alloc_handed = GC_generic_malloc(size, kind);
        leave_library(before_library);
        thread_block_end(t);
        if (UNLIKELY(limit_exceeded(in_use)))
            return false;
        if (LIKELY(!foreign_collection(t, before))) {
            t->alloc_slot = t->alloc_handed;
            return true;
        }
    }
}

static void *allocate_single(Thread *t, u32 kind, size_t size)
{
    bool cleared = size <= CLEARED_BYTES;
    if (!allocate_into_slot(t, cleared ? library.kinds[kind] : library.large_kinds[kind], size))
        return NULL;
    t->allocated_bytes += size;
    void *cell = t->alloc_slot;
    if (!cleared) {
        /* A collection meanwhile takes the cell for no object: the library has cleared its first word. */
        thread_block_begin(t);
        memset((char *)cell + OBJECT_HEADER_SIZE, 0, size - OBJECT_HEADER_SIZE);
        thread_block_end(t);
    }
    return cell;
}

/* Threads that fail together collect once: whoever gets the turn second finds the collection done. */
static void collect_for(Thread *t, GcCause cause, u64 failed_at)
{
    thread_block_begin(t);
    host_wait_lock(&state.failing_turn);
    thread_block_end(t);
    u64 done = cause == GC_CAUSE_LAST_CHANCE ? state.last_chance : heap_collections();
    if (done <= failed_at) {
        heap_collect(t, cause);
        if (cause == GC_CAUSE_LAST_CHANCE)
            state.last_chance = heap_collections();
    }
    pthread_mutex_unlock(&state.failing_turn);
}

static bool is_due(void)
{
    return blocks_since() + GC_get_bytes_since_gc() >= state.budget;
}

/* False: there is to be a collection first, or there is no room. */
static bool take_run(AllocationRuns *runs, u32 kind, u32 granules)
{
    return blocks_next_run(runs, kind, granules) ||
           (!is_due() && !limit_is_poor() && blocks_take_run(runs, kind, granules, limit_small_blocks()));
}

static bool refill(Thread *t, u32 kind, u32 granules)
{
    if (!take_run(&t->runs, kind, granules))
        return false;
    t->allocated_bytes += (size_t)(t->runs.end[kind][granules] - t->runs.next[kind][granules]);
    return true;
}

static bool has_cell(const AllocationRuns *runs, u32 kind, u32 granules)
{
    return runs->next[kind][granules] < runs->end[kind][granules];
}

static void *pop_cell(AllocationRuns *runs, u32 kind, u32 granules)
{
    char *cell = runs->next[kind][granules];
    runs->next[kind][granules] += granules * OBJECT_ALIGN;
    return cell;
}

static void *pop_stressed(Thread *t, u32 kind, u32 granules)
{
    AllocationRuns *runs = &state.stress_runs;
    void *cell = NULL;
    pthread_mutex_lock(&state.stress_lock);
    if (has_cell(runs, kind, granules) || take_run(runs, kind, granules))
        cell = pop_cell(runs, kind, granules);
    pthread_mutex_unlock(&state.stress_lock);
    t->allocated_bytes += cell ? granules * OBJECT_ALIGN : 0;
    return cell;
}

static void *allocate_once(Thread *t, u32 kind, size_t size)
{
    u32 granules = (u32)(size / OBJECT_ALIGN);
    u64 collections = heap_collections();
    if (UNLIKELY(is_due()))
        collect_for(t, GC_CAUSE_ALLOCATION, collections);
    if (size > THREAD_INLINE_BYTES)
        return allocate_single(t, kind, size);
    if (UNLIKELY(state.stressed))
        return pop_stressed(t, kind, granules);
    bool is_there = has_cell(&t->runs, kind, granules) || refill(t, kind, granules);
    return is_there ? pop_cell(&t->runs, kind, granules) : NULL;
}

static bool stress(Thread *t)
{
    if (state.stress_waits)
        return true;
    u64 number = __atomic_add_fetch(&state.allocations, 1, __ATOMIC_RELAXED);
    if (state.options.fail_at && number == state.options.fail_at)
        return false;
    if (state.options.stress_interval && number % state.options.stress_interval == 0)
        heap_collect(t, GC_CAUSE_STRESS);
    return true;
}

/* What -Xmx counts for a new object, in bytes: half for an array of references, whose elements take 4 bytes
 * in the reference VM; of anything else the difference is too small to matter. */
static size_t counted_request(size_t size, const Class *c)
{
    return c->kind == CLASS_REF_ARRAY ? size / 2 : size;
}

/* Before giving up there is a collection, and then one that clears soft references, too. */
static void *allocate_after_collecting(Thread *t, u32 kind, size_t size, size_t counted)
{
    u64 failed_at = heap_collections();
    for (GcCause cause = GC_CAUSE_ALLOCATION;; cause = GC_CAUSE_LAST_CHANCE) {
        collect_for(t, cause, failed_at);
        void *cell = limit_make_room(t, size, counted) ? allocate_once(t, kind, size) : NULL;
        if (cell || cause == GC_CAUSE_LAST_CHANCE)
            return cell;
    }
}

/* Zeroed, header stamped; NULL with OutOfMemoryError pending. */
static NOINLINE Object *allocate_in_clean_frames(Thread *t, u32 kind, size_t size, Class *c)
{
    ASSERT(t->no_gc_depth == 0 && t->state == THREAD_IN_JAVA);
    size = ALIGN_UP(size, OBJECT_ALIGN);
    void *cell = NULL;
    bool poor = false;
    if (!UNLIKELY(state.stressed) || stress(t)) {
        size_t counted = counted_request(size, c);
        bool possible = counted <= state.options.maximum;
        cell = possible ? allocate_once(t, kind, size) : NULL;
        poor = limit_is_poor();
        if (UNLIKELY(!cell && possible))
            cell = allocate_after_collecting(t, kind, size, counted);
    }
    if (UNLIKELY(!cell)) {
        throw_out_of_memory(t, poor && state.options.overhead_limit ? "GC overhead limit exceeded"
                                                                   : "Java heap space");
        return NULL;
    }
    store_check_fresh(cell, size);
    *(u64 *)cell = class_ref(c);
    t->alloc_slot = NULL; /* the caller's register or stack holds it now */
    return cell;
}

static NOINLINE void scrub_frames(void)
{
    volatile char below[FRAME_BYTES];
    memset((void *)below, 0, sizeof below);
    __asm__ volatile("" ::: "memory");
}

/* The frames of an allocation are scanned while the thread waits in the library. Their gaps must not hold
 * what earlier calls left there, such as the address of a dead object whose place a new object may have. */
static Object *allocate(Thread *t, u32 kind, size_t size, Class *c)
{
    scrub_frames();
    return allocate_in_clean_frames(t, kind, size, c);
}

/* The next run is taken in place: most come from the same block as the last, or need no more than a lock. */
static Object *allocate_small(Thread *t, u32 kind, u32 size, Class *c)
{
    Object *object = heap_pop_inline(t, kind, size, c);
    if (!object && !state.stressed && refill(t, kind, heap_granules(size)))
        object = heap_pop_inline(t, kind, size, c);
    return LIKELY(object) ? object : allocate(t, kind, size, c);
}

Object *heap_new_object(Thread *t, Class *c)
{
    u32 kind = heap_class_kind(c);
    return LIKELY(c->instance_size <= THREAD_INLINE_BYTES) ? allocate_small(t, kind, c->instance_size, c)
                                                           : allocate(t, kind, c->instance_size, c);
}

Object *heap_new_array(Thread *t, Class *array_class, i32 length)
{
    if (UNLIKELY(length < 0)) {
        THROW(t, NegativeArraySizeException, "%d", length);
        return NULL;
    }
    if (UNLIKELY(length >= MAX_LENGTH_OVER_LIMIT)) {
        throw_out_of_memory(t, "Requested array size exceeds VM limit");
        return NULL;
    }
    u32 kind = heap_class_kind(array_class);
    size_t size = class_array_size(array_class, length);
    Object *array = size <= THREAD_INLINE_BYTES ? allocate_small(t, kind, (u32)size, array_class)
                                                : allocate(t, kind, size, array_class);
    if (LIKELY(array))
        ((Array *)array)->length = length;
    return array;
}

static size_t mirror_size(const Class *class_class, const Class *represented)
{
    u32 statics = represented ? represented->static_size : 0;
    return statics > class_class->instance_size ? statics : class_class->instance_size;
}

Object *heap_new_mirror(Thread *t, Class *class_class, Class *represented)
{
    return allocate(t, HEAP_TRACED, mirror_size(class_class, represented), class_class);
}

static void copy_elements(Object *to, const Object *from)
{
    for (i32 i = 0; i < array_length(to); i++)
        ref_array_set(to, i, ref_array_get(from, i));
}

/* Copies fields or elements, primitive ones too. It goes word by word, since another thread may be writing
 * and no value may be copied in halves. References are stored once more, for the barrier. */
static void copy_fields(Object *to, const Object *from, size_t size)
{
    const Class *c = object_class(from);
    const u64 *words = (const u64 *)from;
    for (size_t at = 1; at * sizeof(u64) < size; at++)
        __atomic_store_n((u64 *)to + at, __atomic_load_n(&words[at], __ATOMIC_RELAXED), __ATOMIC_RELAXED);
    for (u32 i = 0; i < c->ref_span_count; i++)
        for (u32 at = c->ref_spans[i].offset, left = c->ref_spans[i].count; left--; at += sizeof(Object *))
            ref_store(to, at, ref_load(to, at));
}

Object *heap_clone(Thread *t, Object *object)
{
    Class *c = object_class(object);
    size_t size = heap_object_size(object);
    Object *copy = class_is_array(c) ? heap_new_array(t, c, array_length(object)) : heap_new_object(t, c);
    if (!copy)
        return NULL;
    if (c->kind == CLASS_REF_ARRAY)
        copy_elements(copy, object);
    else
        copy_fields(copy, object, size);
    return copy;
}

size_t heap_object_size(const Object *object)
{
    Class *c = object_class(object);
    if (class_is_array(c))
        return class_array_size(c, array_length(object));
    if ((c->flags & CLASS_IS_MIRROR) && WK_FIELD(Class_vm_class))
        return mirror_size(c, (Class *)(uintptr_t)*FIELD_AT(object, WK_FIELD(Class_vm_class), u64));
    return c->instance_size;
}

void heap_attach_thread(Thread *t)
{
    forget_runs(t, NULL);
}

void heap_detach_thread(Thread *t)
{
    forget_runs(t, NULL);
    t->alloc_slot = NULL;
}

/* ---- collecting on request, and questions ---- */

/* The library scans its own frames, and what earlier calls left in their gaps. */
static NOINLINE void scrub_stack(void)
{
    volatile char below[SCRUBBED_BYTES];
    memset((void *)below, 0, sizeof below);
    __asm__ volatile("" ::: "memory");
}

static void collect_once(Thread *t, GcCause cause, bool return_memory)
{
    if (t)
        thread_block_begin(t);
    int before = enter_library();
    scrub_stack();
    collection_cause = cause;
    if (cause == GC_CAUSE_LAST_CHANCE)
        state.clear_soft_requests++;
    if (return_memory)
        GC_gcollect_and_unmap();
    else
        GC_gcollect();
    if (cause == GC_CAUSE_LAST_CHANCE)
        state.clear_soft_requests--;
    collection_cause = GC_CAUSE_ALLOCATION;
    leave_library(before);
    if (t)
        thread_block_end(t);
}

/* The library gives blocks back at the second collection after the one that found them free. Two more
 * collections are worth their time when little is alive beside the free blocks. */
void heap_collect(Thread *t, GcCause cause)
{
    bool may_return = cause == GC_CAUSE_SYSTEM_GC || cause == GC_CAUSE_IDLE;
    collect_once(t, cause, false);
    if (may_return)
        return_free(excess(heap_used()));
    for (int i = 0; i < 2 && may_return && excess(heap_used()); i++)
        collect_once(t, cause, true);
}

void heap_collect_and_visit(Thread *t, GcCause cause, HeapVisit when, void (*visit)(void *context),
                            void *context)
{
    thread_block_begin(t);
    host_wait_lock(&state.visit_turn);
    heap_lock();
    state.visit_once = visit;
    state.visit_context = context;
    state.visit_when = when;
    heap_unlock();
    thread_block_end(t);
    while (__atomic_load_n(&state.visit_once, __ATOMIC_ACQUIRE))
        heap_collect(t, cause);
    pthread_mutex_unlock(&state.visit_turn);
}

void heap_end_watch(void)
{
    policy_reset();
}

void heap_lock(void)
{
    GC_alloc_lock();
}

void heap_unlock(void)
{
    GC_alloc_unlock();
}

size_t heap_used(void)
{
    size_t used = bytes_in_use(), uncounted = limit_uncounted();
    used = used > uncounted ? used - uncounted : 0;
    return used < state.options.maximum ? used : state.options.maximum;
}

size_t heap_total(void)
{
    size_t total = bytes_committed();
    total = total > state.options.initial ? total : state.options.initial; /* -Xms stays committed */
    return total < state.options.maximum ? total : state.options.maximum;
}

size_t heap_maximum(void)
{
    return state.options.maximum;
}

u64 heap_collections(void)
{
    return __atomic_load_n(&state.collections, __ATOMIC_RELAXED);
}

u64 heap_collection_nanos(void)
{
    return state.pause_nanos;
}

size_t heap_initial(void)
{
    return state.options.initial;
}

size_t heap_peak(void)
{
    size_t now = heap_used();
    return now > state.used_peak ? now : state.used_peak;
}

void heap_reset_peak(void)
{
    state.used_peak = 0;
}

u64 heap_allocated(void)
{
    return GC_get_total_bytes() + blocks_allocated();
}

bool heap_last_collection(HeapCollection *ret)
{
    pthread_mutex_lock(&state.last_lock);
    *ret = state.last;
    pthread_mutex_unlock(&state.last_lock);
    return ret->number != 0;
}

Object *heap_object_start(const void *address)
{
    if (image_contains(address))
        return image_object_start(address);
    Object *object = blocks_contain(address)               ? blocks_cell(address)
                     : address && GC_is_heap_ptr(address) ? GC_base((void *)address) : NULL;
    return object && mark_is_object(object) ? object : NULL;
}

void heap_on_collection(void (*notify)(const HeapCollection *collection))
{
    __atomic_store_n(&state.on_collection, notify, __ATOMIC_RELEASE);
}

void heap_on_pause(const HeapPauseVisitor *visitor)
{
    state.pause_visitor = visitor;
}

bool heap_is_object(const void *address)
{
    return address && heap_object_start(address) == address;
}
