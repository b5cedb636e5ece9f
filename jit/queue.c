/* queue.c - see queue.h. */
#include "jit/queue.h"

#include "vm/base/host_wait.h"
#include "vm/base/state.h"
#include "vm/exec/thread/thread.h"
#include "vm/thread/safepoint.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { FIRST_CAPACITY = 64, LOOP_WEIGHT = 1 << 20, SAMPLES = 100, SAMPLE_NANOS = 10 * 1000 * 1000 };

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    pthread_cond_t wanted;
    QueueRequest *requests;
    u32 count, capacity;
    QueueRequest current; /* what is compiled; no method: nothing is, or it was unloaded */
    bool has_thread;
    _Atomic u32 samples; /* still to be taken */
    _Atomic bool is_closed, has_unloaded; /* why the compiler gives up */
    void (*compile)(const QueueRequest *request);
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER, .wanted = PTHREAD_COND_INITIALIZER};

static const char thread_name[] = "C1 CompilerThread0";

/* ---- requests, under the lock ---- */

static bool has_room(void)
{
    if (queue.count < queue.capacity)
        return true;
    u32 capacity = queue.capacity ? 2 * queue.capacity : FIRST_CAPACITY;
    QueueRequest *requests = realloc(queue.requests, capacity * sizeof *requests);
    if (!requests)
        return false;
    queue.requests = requests;
    queue.capacity = capacity;
    return true;
}

static bool is_queued(const Method *m)
{
    return (__atomic_load_n(&m->code_flags, __ATOMIC_RELAXED) & CODE_QUEUED) != 0;
}

static void push(QueueRequest request)
{
    if (!has_room())
        return;
    __atomic_fetch_or(&request.method->code_flags, (u16)CODE_QUEUED, __ATOMIC_RELAXED);
    queue.requests[queue.count++] = request;
}

/* What waiting has cost so far: the calls since the request. A loop goes round in its only call, and comes
 * first. */
static u32 weight(const QueueRequest *request)
{
    u32 calls = method_calls(request->method) - request->invocations;
    return request->loop == QUEUE_NO_LOOP || calls > UINT32_MAX - LOOP_WEIGHT ? calls : calls + LOOP_WEIGHT;
}

/* Of equal ones the oldest. */
static u32 hottest(void)
{
    u32 best = 0;
    for (u32 i = 1; i < queue.count; i++)
        if (weight(&queue.requests[i]) > weight(&queue.requests[best]))
            best = i;
    return best;
}

static void remove_request(u32 at)
{
    queue.count--;
    for (u32 i = at; i < queue.count; i++)
        queue.requests[i] = queue.requests[i + 1];
}

/* ---- the compiler's thread ---- */

/* Makes the hottest request the current one. False: there is none. */
static bool take(void)
{
    pthread_mutex_lock(&queue.lock);
    bool is_any = queue.count > 0 && !atomic_load(&queue.is_closed);
    if (is_any) {
        u32 at = hottest();
        queue.current = queue.requests[at];
        remove_request(at);
        atomic_store(&queue.has_unloaded, false);
    }
    pthread_mutex_unlock(&queue.lock);
    return is_any;
}

/* Not in the queue any more; or once more, if the compiler gave up though the method lives. */
static void finish(void)
{
    pthread_mutex_lock(&queue.lock);
    QueueRequest done = queue.current;
    queue.current.method = NULL;
    if (done.method) {
        __atomic_fetch_and(&done.method->code_flags, (u16)~CODE_QUEUED, __ATOMIC_RELAXED);
        if (atomic_load(&queue.has_unloaded))
            push(done);
    }
    pthread_mutex_unlock(&queue.lock);
}

static void request_sample(Thread *t, void *unused)
{
    (void)unused;
    if (atomic_load(&t->state) == THREAD_IN_JAVA)
        safepoint_request(t, POLL_SAMPLE);
}

/* Under the lock, which is given up meanwhile. */
static void wait_for_sample(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += SAMPLE_NANOS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    if (host_wait_until(&queue.wanted, &queue.lock, &until))
        return;
    atomic_fetch_sub(&queue.samples, 1);
    pthread_mutex_unlock(&queue.lock);
    thread_for_each(request_sample, NULL);
    pthread_mutex_lock(&queue.lock);
}

static void wait_for_request(void)
{
    pthread_mutex_lock(&queue.lock);
    while (queue.count == 0 && !atomic_load(&queue.is_closed)) {
        if (atomic_load(&queue.samples) > 0)
            wait_for_sample();
        else
            host_wait(&queue.wanted, &queue.lock);
    }
    pthread_mutex_unlock(&queue.lock);
}

/* A request is taken IN_JAVA, so that its method is not unloaded unseen. */
static void compile_all(Thread *t)
{
    thread_enter_vm(t);
    while (take()) {
        QueueRequest request = queue.current;
        queue.compile(&request);
        finish();
        safepoint_poll(t);
    }
    thread_leave_vm(t);
}

static void run(Thread *t, const void *unused)
{
    (void)unused;
    while (!atomic_load(&queue.is_closed)) {
        wait_for_request();
        compile_all(t);
    }
}

/* Under the lock. */
static void start_thread(void)
{
    if (!queue.has_thread && !atomic_load(&queue.is_closed))
        queue.has_thread = thread_create_own(thread_name, run, NULL);
}

/* ---- what others ask for ---- */

void queue_begin(void (*compile)(const QueueRequest *request))
{
    queue.compile = compile;
}

void queue_reset(void)
{
    free(queue.requests);
    STATE_CLEAR(queue);
}

void queue_add(Method *m, i32 loop)
{
    if (is_queued(m))
        return;
    pthread_mutex_lock(&queue.lock);
    if (!is_queued(m)) {
        push((QueueRequest){m, loop, method_calls(m)});
        start_thread();
        pthread_cond_signal(&queue.wanted);
    }
    pthread_mutex_unlock(&queue.lock);
}

void queue_sample(void)
{
    if (atomic_load_explicit(&queue.samples, memory_order_relaxed) > SAMPLES / 2)
        return;
    pthread_mutex_lock(&queue.lock);
    atomic_store(&queue.samples, SAMPLES);
    start_thread();
    pthread_cond_signal(&queue.wanted);
    pthread_mutex_unlock(&queue.lock);
}

bool queue_pause(void)
{
    Thread *t = thread_current();
    if (UNLIKELY(safepoint_requested(t)))
        safepoint_poll(t);
    return !atomic_load_explicit(&queue.has_unloaded, memory_order_relaxed) &&
           !atomic_load_explicit(&queue.is_closed, memory_order_relaxed);
}

void queue_forget(bool (*is_dead)(const Method *m))
{
    u32 kept = 0;
    pthread_mutex_lock(&queue.lock);
    for (u32 i = 0; i < queue.count; i++)
        if (!is_dead(queue.requests[i].method))
            queue.requests[kept++] = queue.requests[i];
    queue.count = kept;
    if (queue.current.method && is_dead(queue.current.method))
        queue.current.method = NULL;
    atomic_store(&queue.has_unloaded, true);
    pthread_mutex_unlock(&queue.lock);
}

void queue_close(void)
{
    atomic_store(&queue.is_closed, true);
    pthread_mutex_lock(&queue.lock);
    pthread_cond_signal(&queue.wanted);
    pthread_mutex_unlock(&queue.lock);
}

u32 queue_visit(void (*visit)(const QueueRequest *request, void *context), void *context)
{
    pthread_mutex_lock(&queue.lock);
    u32 count = queue.count;
    for (u32 i = 0; i < count; i++)
        visit(&queue.requests[i], context);
    pthread_mutex_unlock(&queue.lock);
    return count;
}

bool queue_is_compiler(const Thread *t)
{
    return t->vm_name == thread_name;
}

QueueRequest queue_current(void)
{
    pthread_mutex_lock(&queue.lock);
    QueueRequest request = queue.current;
    pthread_mutex_unlock(&queue.lock);
    return request;
}
