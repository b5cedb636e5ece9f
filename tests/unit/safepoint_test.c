/* safepoint_test.c - stopping the world, and threads that are elsewhere meanwhile (vm/thread,
 * thread.c) */
#include "gc/heap.h"
#include "tests/unit/heap_fixture.h"

#include "tests/unit/expect.h"
#include "vm/exec/thread/safepoint_enter.h"
#include "vm/thread/handles.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_list.h"
#include "vm/thread/thread_state.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static _Atomic bool stop_spinning;
static _Atomic u64 progress[4];

static Thread *start(void)
{
    return fixture_start((HeapOptions){.maximum = 64 * MB});
}

/* A loop as compiled code has it: the poll is the compare of a stack position with the limit. */
static void *spinner(void *index)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    while (!atomic_load(&stop_spinning)) {
        atomic_fetch_add(&progress[(uintptr_t)index], 1);
        if (t->sp < t->limit)
            safepoint_poll(t);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

static u64 total(void)
{
    u64 sum = 0;
    for (size_t i = 0; i < COUNT_OF(progress); i++)
        sum += atomic_load(&progress[i]);
    return sum;
}

static void pause_micros(long micros)
{
    nanosleep(&(struct timespec){0, micros * 1000}, NULL);
}

Test(safepoint, nobody_moves_while_the_world_is_stopped)
{
    Thread *t = start();
    pthread_t threads[3];
    thread_leave_vm(t);
    for (uintptr_t i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, spinner, (void *)i);
    while (total() == 0)
        sched_yield();
    for (int round = 0; round < 200; round++) {
        thread_enter_vm(t);
        safepoint_begin(t);
        ASSERT_TRUE(safepoint_active());
        u64 before = total();
        pause_micros(200);
        ASSERT_INT(total(), before);
        safepoint_end(t);
        thread_leave_vm(t);
        while (total() == before)
            sched_yield();
    }
    ASSERT_AT_LEAST(safepoint_count(), 200);
    atomic_store(&stop_spinning, true);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
}

static void *stopper(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    for (int i = 0; i < 300; i++) {
        safepoint_begin(t);
        /* The one that stopped the world may block and come back inside. */
        thread_block_begin(t);
        thread_block_end(t);
        safepoint_end(t);
        safepoint_poll(t);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

static void *collector(void *class)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    for (int i = 0; i < 100; i++) {
        for (int j = 0; j < 2000; j++) {
            heap_new_object(t, class);
            if (safepoint_requested(t))
                safepoint_poll(t);
        }
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

Test(safepoint, several_stoppers_and_collections_take_turns)
{
    Thread *t = start();
    Class *c = fixture_class(boot_loader, 1, 8);
    thread_leave_vm(t);
    pthread_t threads[5];
    pthread_create(&threads[0], NULL, stopper, NULL);
    pthread_create(&threads[1], NULL, stopper, NULL);
    pthread_create(&threads[2], NULL, collector, c);
    pthread_create(&threads[3], NULL, collector, c);
    pthread_create(&threads[4], NULL, spinner, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    atomic_store(&stop_spinning, true);
    pthread_join(threads[4], NULL);
    ASSERT_AT_LEAST(safepoint_count(), 800);
}

static _Atomic int interrupted_calls;

static void *sleeper(void *class)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    HandleRef kept = handles_local(t, heap_new_object(t, class)); /* in native code only handles count */
    *FIELD_AT(handles_get(kept), 16, i64) = 4711;
    thread_leave_vm(t);
    if (nanosleep(&(struct timespec){0, 300 * 1000000}, NULL) != 0 && errno == EINTR)
        atomic_fetch_add(&interrupted_calls, 1);
    thread_enter_vm(t);
    ASSERT_INT(*FIELD_AT(handles_get(kept), 16, i64), 4711);
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

Test(safepoint, a_thread_in_native_is_neither_awaited_nor_signalled)
{
    Thread *t = start();
    Class *c = fixture_class(boot_loader, 1, 8);
    pthread_t thread;
    pthread_create(&thread, NULL, sleeper, c);
    pause_micros(20000);
    for (int i = 0; i < 50; i++) {
        for (int j = 0; j < 5000; j++)
            heap_new_object(t, c);
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
    }
    thread_leave_vm(t);
    pthread_join(thread, NULL);
    ASSERT_INT(interrupted_calls, 0);
}

static void note_limit(Thread *target, void *context)
{
    *(Slot **)context = target->stack_limit;
}

Test(safepoint, a_handshake_reaches_its_target)
{
    Thread *t = start();
    Slot *limit = NULL;
    safepoint_handshake(t, t, note_limit, &limit);
    ASSERT_PTR(limit, t->stack_limit);
}

static _Atomic(Thread *) target;

/* As a thread in Java: runs, polls, and says who it is. */
static void *target_in_java(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    atomic_store(&target, t);
    while (!atomic_load(&stop_spinning)) {
        atomic_fetch_add(&progress[0], 1);
        if (t->sp < t->limit)
            safepoint_poll(t);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

typedef struct Handshake {
    Thread *expected;
    int runs;
    u64 moved; /* how far the target came meanwhile */
    bool in_java;
} Handshake;

static void watch_target(Thread *who, void *context)
{
    Handshake *handshake = context;
    u64 before = total();
    ASSERT_PTR(who, handshake->expected);
    pause_micros(300);
    handshake->moved += total() - before;
    handshake->in_java |= atomic_load(&who->state) == THREAD_IN_JAVA && !safepoint_active();
    handshake->runs++;
}

Test(safepoint, a_handshake_finds_a_running_target_at_a_poll)
{
    Thread *t = start();
    pthread_t thread;
    pthread_create(&thread, NULL, target_in_java, NULL);
    while (!atomic_load(&target) || total() == 0)
        sched_yield();
    Handshake handshake = {.expected = target};
    for (int i = 0; i < 100; i++) {
        u64 before = total();
        safepoint_handshake(t, target, watch_target, &handshake);
        while (total() == before) /* it goes on afterwards */
            sched_yield();
    }
    EXPECT_INT(handshake.runs, 100);
    EXPECT_INT(handshake.moved, 0);
    EXPECT_FALSE(handshake.in_java);
    atomic_store(&stop_spinning, true);
    thread_leave_vm(t);
    pthread_join(thread, NULL);
}

/* In native code until told; a return to Java during a handshake waits for its end. */
static _Atomic bool may_return;
static _Atomic bool returned;

static void *target_in_native(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    atomic_store(&target, t);
    while (!atomic_load(&may_return))
        sched_yield();
    thread_enter_vm(t);
    atomic_store(&returned, true);
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

static void let_it_return(Thread *who, void *context)
{
    ASSERT_PTR(who, target);
    *(int *)context += 1;
    atomic_store(&may_return, true);
    pause_micros(50000);
    EXPECT_FALSE(atomic_load(&returned));
}

Test(safepoint, a_handshake_does_not_wait_for_a_target_in_native_and_keeps_it_there)
{
    Thread *t = start();
    pthread_t thread;
    int runs = 0;
    pthread_create(&thread, NULL, target_in_native, NULL);
    while (!atomic_load(&target))
        sched_yield();
    safepoint_handshake(t, target, let_it_return, &runs);
    EXPECT_INT(runs, 1);
    thread_leave_vm(t);
    pthread_join(thread, NULL);
    EXPECT_TRUE(atomic_load(&returned));
}

enum { REQUESTS = 300000 };
static _Atomic u32 begun_request, done_request;

static void *asker(void *target)
{
    for (u32 i = 1; i <= REQUESTS; i++) {
        while (atomic_load(&begun_request) != i)
            ;
        safepoint_request(target, POLL_SAMPLE);
        atomic_store(&done_request, i);
    }
    return NULL;
}

/* The target withdraws what it finds asked, while the asking thread is still about to raise the limit. */
Test(safepoint, no_limit_stays_raised_without_a_request)
{
    Thread *t = start();
    pthread_t thread;
    u32 raised = 0;
    pthread_create(&thread, NULL, asker, t);
    for (u32 i = 1; i <= REQUESTS; i++) {
        atomic_store(&begun_request, i);
        while (atomic_load(&done_request) != i)
            if (atomic_load(&t->poll_requests))
                safepoint_withdraw(t, POLL_SAMPLE);
        raised += (t->limit == THREAD_LIMIT_POLL) != (atomic_load(&t->poll_requests) != 0);
    }
    pthread_join(thread, NULL);
    ASSERT_INT(raised, 0);
}

Test(threads, records_are_listed_and_recycled)
{
    Thread *t = start();
    ASSERT_PTR(thread_current(), t);
    ASSERT_PTR(thread_by_id(t->id), t);
    ASSERT_PTR(t->limit, t->stack_limit);
    ASSERT_AT_LEAST((char *)t->stack_base - (char *)t->stack_limit, (ptrdiff_t)thread_stack_size());
    ASSERT_TRUE(thread_check_native_stack(t));
    u32 id = t->id;
    thread_leave_vm(t);
    thread_detach(t);
    ASSERT_NULL(thread_by_id(id));
    ASSERT_NULL(thread_current());
    Thread *again = thread_attach();
    ASSERT_PTR(again, t);
    ASSERT_NOT_INT(again->id, id);
}

Test(threads, park_returns_for_a_permit_and_a_deadline)
{
    Thread *t = start();
    Class *c = fixture_class(boot_loader, 0, 16);
    wk_field[WK_FIELD_Thread_eetop] = 8;
    t->java_thread = heap_new_object(t, c);
    *FIELD_AT(t->java_thread, 8, i64) = (i64)(uintptr_t)t;
    thread_unpark(t->java_thread);
    thread_park(t, false, 0);
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    thread_park(t, false, 20 * 1000000);
    ASSERT_TRUE(thread_sleep(t, 5 * 1000000));
    clock_gettime(CLOCK_MONOTONIC, &after);
    i64 nanos = (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec;
    ASSERT_AT_LEAST(nanos, 25 * 1000000);
    ASSERT_BELOW(nanos, 2000000000);
    thread_park(t, true, 1); /* long past */
    thread_park(t, false, -1);
}
