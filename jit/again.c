/* again.c - see again.h. */
#include "jit/again.h"

#include "gc/heap.h"
#include "jit/compile.h"
#include "jit/deopt.h"
#include "jit/queue.h"
#include "jit/stubs.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/exec/flow/stack_map.h"
#include "vm/exec/walk/walk.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_list.h"

#include <pthread.h>
#include <stdatomic.h>

enum { HOT_SAMPLES = 2 };

SNAPSHOT_STATE(dropped) static struct {
    bool (*compile)(Thread *t, Method *m, i32 loop);
    _Atomic u32 retired; /* blobs */
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
} host = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- a method's addresses ---- */

bool again_is_stale(const Method *m)
{
    return (__atomic_load_n(&m->code_flags, __ATOMIC_RELAXED) & CODE_STALE) != 0;
}

static u32 times(const Method *m)
{
    return __atomic_load_n(&m->code_flags, __ATOMIC_RELAXED) / CODE_TIMES;
}

bool again_is_last(const Method *m)
{
    return times(m) + 1 >= AGAIN_MOST_TIMES;
}

static void set_entry(Method *m, u32 address)
{
    __atomic_store_n(&m->machine_entry, address, __ATOMIC_RELEASE);
}

static void clear_stale(Method *m)
{
    __atomic_fetch_and(&m->code_flags, (u16)~CODE_STALE, __ATOMIC_RELAXED);
}

static void retire(u32 code)
{
    CodeBlob *old = code ? code_blob_of((const void *)(uintptr_t)code) : NULL;
    if (!old)
        return;
    __atomic_store_n(&old->is_retired, true, __ATOMIC_RELEASE);
    atomic_fetch_add(&state.retired, 1);
    queue_sample();
}

void again_install(Method *m, CodeBlob *blob)
{
    pthread_mutex_lock(&host.lock);
    u32 old = m->machine_code, code = (u32)(uintptr_t)blob->start;
    __atomic_store_n(&m->machine_code, code, __ATOMIC_RELEASE);
    set_entry(m, code);
    clear_stale(m);
    __atomic_fetch_add(&m->code_flags, (u16)CODE_TIMES, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&host.lock);
    retire(old);
}

void again_give_up(Method *m)
{
    pthread_mutex_lock(&host.lock);
    if (m->machine_code)
        set_entry(m, m->machine_code);
    clear_stale(m);
    pthread_mutex_unlock(&host.lock);
}

/* ---- notes ---- */

static void make_stale(Method *m)
{
    pthread_mutex_lock(&host.lock);
    if (!again_is_stale(m) && m->machine_code && times(m) < AGAIN_MOST_TIMES) {
        method_counts(m)->invocations = 0;
        __atomic_fetch_or(&m->code_flags, (u16)CODE_STALE, __ATOMIC_RELAXED);
        set_entry(m, stubs_address(STUB_COUNT_CALLS));
    }
    pthread_mutex_unlock(&host.lock);
}

void again_note(Method *m)
{
    if (times(m) >= AGAIN_MOST_TIMES)
        return;
    if (!again_is_stale(m))
        make_stale(m);
    queue_sample();
}

u32 again_note_receiver(CacheEntry *entry, Method *m, u32 class_word)
{
    cache_note_receiver(entry, class_word);
    again_note(m);
    return class_word;
}

/* ---- hot after all ---- */

Method *again_request(Thread *t, Method *m, const Slot *sp)
{
    (void)sp;
    if (again_is_stale(m))
        state.compile(t, m, QUEUE_NO_LOOP);
    return m;
}

static void sample(Thread *t, Method *m, CodeBlob *blob, u32 bci)
{
    bool is_newest = m->machine_code == (u32)(uintptr_t)blob->start;
    if (is_newest && again_is_stale(m) && ++blob->samples >= HOT_SAMPLES)
        state.compile(t, m, (i32)bci);
}

/* The frame stays where it is; the new code may take more of the stack below it. */
static const void *place_in_newer(const Thread *t, const Method *m, u32 bci)
{
    const CodeBlob *newer = code_blob_of((const void *)(uintptr_t)m->machine_code);
    if (!newer || t->fp - newer->slots < t->stack_limit)
        return NULL;
    return code_blob_block(newer, bci);
}

const void *again_poll(Thread *t)
{
    bool is_sampled = (atomic_load(&t->poll_requests) & POLL_SAMPLE) != 0;
    safepoint_poll_from_java(t);
    if (t->exception)
        return NULL;
    if (!is_sampled)
        return NULL;
    const void *pc = (const void *)(uintptr_t)t->machine_pc;
    CodeBlob *blob = code_blob_of(pc);
    const CodePoint *point = code_blob_point(pc);
    if (!point || point->count != 1)
        return NULL;
    Method *m = blob->method;
    u32 bci = point->places[0].bci;
    sample(t, m, blob, bci);
    return __atomic_load_n(&blob->is_retired, __ATOMIC_ACQUIRE) ? place_in_newer(t, m, bci) : NULL;
}

/* ---- the end of retired code ---- */

static void mark_stack(Thread *t, void *unused)
{
    (void)unused;
    for (FrameWalk walk = walk_frames(t); walk_valid(&walk); walk_next_frame(&walk))
        if (walk.kind == CODE_COMPILED)
            code_blob_of(walk.pc)->is_used = true;
}

static void clear_mark(CodeBlob *blob, void *unused)
{
    (void)unused;
    blob->is_used = false;
}

static void free_unused(CodeBlob *blob, void *has_freed)
{
    if (!blob->is_retired || blob->is_used)
        return;
    compile_free(blob);
    atomic_fetch_sub(&state.retired, 1);
    *(bool *)has_freed = true;
}

/* Called as the sweep of a weak table, when the world is stopped. Frames that StackChunks hold have been
 * marked with these (vm/exec/continuation/chunk.c), perhaps for several collections. */
static void free_retired(bool (*is_live)(const Object *object))
{
    (void)is_live;
    bool has_freed = false;
    if (atomic_load(&state.retired) == 0)
        return;
    thread_for_each(mark_stack, NULL);
    code_blob_visit(free_unused, &has_freed);
    code_blob_visit(clear_mark, NULL);
    if (has_freed)
        stack_map_forget();
}

void again_begin(bool (*compile)(Thread *t, Method *m, i32 loop))
{
    state.compile = compile;
    atomic_store(&state.retired, 0);
    refs_add_weak_table(free_retired);
}
