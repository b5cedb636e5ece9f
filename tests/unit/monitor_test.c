/* monitor_test.c - thin and inflated locks, wait and notify (vm/exec/thread/monitor.c) */
#include "tests/unit/heap_fixture.h"

#include "tests/unit/expect.h"
#include "vm/exec/thread/monitor_table.h"
#include "vm/exec/thread/monitor.h"
#include "vm/thread/safepoint.h"
#include "vm/thread/thread_state.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>

static Class *lock_class;
static Object *shared;
static i64 counter; /* guarded by `shared` */

static Thread *start(void)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 64 * MB, .verify = true});
    lock_class = fixture_class(boot_loader, 1, 8);
    shared = heap_new_object(t, lock_class);
    heap_add_root(&shared);
    return t;
}

static u32 state_of(const Object *o)
{
    return __atomic_load_n(&o->lock_word, __ATOMIC_SEQ_CST) & LOCK_STATE_MASK;
}

Test(monitor, an_uncontended_lock_is_thin)
{
    Thread *t = start();
    Slot frame[2];
    ASSERT_TRUE(monitor_enter_frame(t, shared, frame));
    ASSERT_INT(state_of(shared), LOCK_FAST);
    ASSERT_TRUE(monitor_enter_frame(t, shared, frame));
    ASSERT_TRUE(monitor_holds(t, shared));
    ASSERT_PTR(monitor_owner(shared), t);
    ASSERT_TRUE(monitor_exit_frame(t, shared, frame));
    ASSERT_INT(state_of(shared), LOCK_FAST);
    ASSERT_TRUE(monitor_exit_frame(t, shared, frame));
    ASSERT_INT(state_of(shared), LOCK_FREE);
    ASSERT_FALSE(monitor_holds(t, shared));
    ASSERT_NULL(monitor_owner(shared));
}

Test(monitor, a_frame_gives_back_what_it_holds)
{
    Thread *t = start();
    Slot outer[2], inner[2];
    Object *other = heap_new_object(t, lock_class);
    monitor_enter_frame(t, shared, outer);
    monitor_enter_frame(t, shared, inner);
    monitor_enter_frame(t, other, inner);
    ASSERT_INT(monitor_release_frame(t, inner), 2);
    ASSERT_TRUE(monitor_holds(t, shared));
    ASSERT_FALSE(monitor_holds(t, other));
    monitor_enter(t, other);
    for (int i = 0; i < 100; i++)
        monitor_enter(t, shared);
    monitor_release_all(t);
    ASSERT_INT(state_of(shared), LOCK_FREE);
    ASSERT_INT(state_of(other), LOCK_FREE);
}

Test(monitor, locks_left_out_of_order_stay_held_to_the_last)
{
    Thread *t = start();
    Slot frame[2];
    Object *other = heap_new_object(t, lock_class);
    monitor_enter_frame(t, shared, frame);
    monitor_enter_frame(t, other, frame);
    monitor_enter(t, shared);
    monitor_enter(t, shared);
    ASSERT_TRUE(monitor_exit_frame(t, shared, frame)); /* the oldest of three */
    ASSERT_TRUE(monitor_holds(t, shared));
    ASSERT_INT(state_of(shared), LOCK_FAST);
    ASSERT_INT(monitor_release_frame(t, frame), 1); /* below C's */
    ASSERT_INT(state_of(other), LOCK_FREE);
    ASSERT_TRUE(monitor_exit(t, shared));
    ASSERT_INT(state_of(shared), LOCK_FAST);
    ASSERT_TRUE(monitor_exit(t, shared));
    ASSERT_INT(state_of(shared), LOCK_FREE);
}

Test(monitor, the_hash_is_stable_under_locking)
{
    Thread *t = start();
    i32 hash = object_identity_hash(shared);
    ASSERT_ABOVE(hash, 0);
    monitor_enter(t, shared);
    ASSERT_INT(object_identity_hash(shared), hash);
    ASSERT_TRUE(monitor_wait(t, shared, 1)); /* inflates */
    ASSERT_INT(state_of(shared), LOCK_INFLATED);
    ASSERT_INT(object_identity_hash(shared), hash);
    ASSERT_HAS(shared->lock_word, LOCK_HASHED);
    monitor_exit(t, shared);
    int same = 0;
    for (int i = 0; i < 1000; i++)
        same += object_identity_hash(heap_new_object(t, lock_class)) == hash;
    ASSERT_AT_MOST(same, 1);
}

enum { ROUNDS = 20000 };

static void *contender(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    for (int i = 0; i < ROUNDS; i++) {
        monitor_enter(t, shared);
        counter++;
        if (i % 100 == 0) {
            monitor_enter(t, shared);
            heap_new_object(t, lock_class);
            monitor_exit(t, shared);
        }
        monitor_exit(t, shared);
        if (i % 5000 == 0)
            heap_collect(t, GC_CAUSE_SYSTEM_GC);
        if (safepoint_requested(t))
            safepoint_poll(t);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

Test(monitor, contention_loses_no_count)
{
    Thread *t = start();
    pthread_t threads[4];
    thread_leave_vm(t);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, contender, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    ASSERT_INT(counter, 4 * ROUNDS);
}

enum { ITEMS = 3000 };

/* A buffer of one item, in the way of a thousand Java programs: wait in a loop, notifyAll. */
static i64 item;
static _Atomic i64 received;

static void *producer(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    for (i64 i = 1; i <= ITEMS; i++) {
        monitor_enter(t, shared);
        while (item)
            monitor_wait(t, shared, 0);
        item = i;
        monitor_notify(t, shared, true);
        monitor_exit(t, shared);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

static void *consumer(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    for (i64 i = 1; i <= ITEMS; i++) {
        monitor_enter(t, shared);
        monitor_enter(t, shared); /* wait gives back both */
        while (!item)
            monitor_wait(t, shared, i % 2 ? 0 : 10000);
        atomic_fetch_add(&received, item);
        item = 0;
        monitor_notify(t, shared, true);
        monitor_exit(t, shared);
        monitor_exit(t, shared);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

Test(monitor, producers_and_consumers)
{
    Thread *t = start();
    pthread_t threads[4];
    thread_leave_vm(t);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, i % 2 ? producer : consumer, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    ASSERT_INT(received, (i64)ITEMS * (ITEMS + 1));
    ASSERT_INT(item, 0);
}

Test(monitor, a_wait_ends_with_its_time)
{
    Thread *t = start();
    struct timespec before, after;
    monitor_enter(t, shared);
    clock_gettime(CLOCK_MONOTONIC, &before);
    ASSERT_TRUE(monitor_wait(t, shared, 30));
    clock_gettime(CLOCK_MONOTONIC, &after);
    i64 nanos = (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec;
    ASSERT_AT_LEAST(nanos, 30 * 1000000);
    ASSERT_BELOW(nanos, 2000000000);
    ASSERT_PTR(monitor_owner(shared), t);
    ASSERT_TRUE(monitor_exit(t, shared));
}

static Thread *_Atomic waiter_thread;

static void *waiter(void *unused)
{
    (void)unused;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    monitor_enter(t, shared);
    waiter_thread = t;
    ASSERT_TRUE(monitor_wait(t, shared, 0));
    monitor_exit(t, shared);
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

/* How often the kernel has put the thread to sleep. */
static long sleeps_of(const Thread *t)
{
    char line[128];
    long count = -1;
    snprintf(line, sizeof line, "/proc/self/task/%d/status", t->tid);
    FILE *status = fopen(line, "r");
    ASSERT_NOT_NULL(status);
    while (count < 0 && fgets(line, sizeof line, status))
        sscanf(line, "voluntary_ctxt_switches: %ld", &count);
    fclose(status);
    return count;
}

Test(monitor, a_notified_thread_sleeps_until_the_monitor_is_free)
{
    Thread *t = start();
    pthread_t thread;
    struct timespec while_held = {.tv_nsec = 20 * 1000000};
    pthread_create(&thread, NULL, waiter, NULL);
    while (!waiter_thread)
        sched_yield();
    monitor_enter(t, shared);
    nanosleep(&while_held, NULL);
    long sleeps = sleeps_of(waiter_thread);
    ASSERT_TRUE(monitor_notify(t, shared, true));
    nanosleep(&while_held, NULL);
    EXPECT_INT(sleeps_of(waiter_thread), sleeps);
    monitor_exit(t, shared);
    thread_leave_vm(t);
    pthread_join(thread, NULL);
}

static NOINLINE void inflate_many(Thread *t)
{
    for (int i = 0; i < 1000; i++) {
        Object *o = heap_new_object(t, lock_class);
        monitor_enter(t, o);
        monitor_wait(t, o, 1);
        monitor_exit(t, o);
    }
}

static u32 monitor_index(Thread *t)
{
    Object *o = heap_new_object(t, lock_class);
    monitor_enter(t, o);
    monitor_wait(t, o, 1);
    monitor_exit(t, o);
    return o->lock_word >> LOCK_MONITOR_SHIFT;
}

Test(monitor, monitors_of_dead_objects_are_used_again)
{
    Thread *t = start();
    inflate_many(t);
    ASSERT_AT_LEAST(monitor_index(t), 1000);
    fixture_scrub();
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_AT_MOST(monitor_index(t), 1000);
}

Test(monitor, a_collection_deflates_what_nobody_uses)
{
    Thread *t = start();
    i32 hash = object_identity_hash(shared);
    monitor_enter(t, shared);
    ASSERT_TRUE(monitor_wait(t, shared, 1));
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_INT(state_of(shared), LOCK_INFLATED, "it is held");
    monitor_exit(t, shared);
    ASSERT_INT(state_of(shared), LOCK_INFLATED);
    heap_collect(t, GC_CAUSE_SYSTEM_GC);
    ASSERT_INT(state_of(shared), LOCK_FREE);
    ASSERT_HAS(shared->lock_word, LOCK_HASHED);
    ASSERT_INT(object_identity_hash(shared), hash);
    ASSERT_INT(monitor_table_count(), 0);
}

enum { MANY = 40000 };

static void wait_for_nothing(void *unused)
{
    (void)unused;
}

/* All of them live, so that no collection frees one. */
Test(monitor, those_that_nobody_uses_do_not_pile_up)
{
    Thread *t = start();
    static Object *array;
    heap_add_root(&array);
    array = heap_new_array(t, fixture_array_class(T_OBJECT), MANY);
    u32 most = 0;
    for (int i = 0; i < MANY; i++) {
        Object *o = heap_new_object(t, lock_class);
        ref_array_set(array, i, o);
        monitor_enter(t, o);
        ASSERT_TRUE(monitor_give_up(t, o, wait_for_nothing, NULL));
        monitor_exit(t, o);
        most = monitor_table_count() > most ? monitor_table_count() : most;
    }
    ASSERT_ABOVE(most, 1000);
    ASSERT_BELOW(most, MANY / 2);
}

Test(monitor, raw_monitors_are_recursive)
{
    void *raw = raw_monitor_create();
    raw_monitor_enter(raw);
    raw_monitor_enter(raw);
    raw_monitor_exit(raw);
    raw_monitor_exit(raw);
    raw_monitor_destroy(raw);
}
