/* heap_native_test.c - threads in native code and blocked ones while others collect: what they hold through
 * handles stays alive, nobody waits for them, and their system calls are not interrupted */
#include "tests/unit/heap_fixture.h"

#include "tests/unit/expect.h"
#include "vm/thread/handles.h"
#include "vm/thread/thread_state.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 4, HELD = 500, COLLECTIONS = 40 };

static Class *held_class;
static int gates[THREADS][2]; /* a pipe for each thread */
static u32 interrupted, blocked;

static NOINLINE void hold(Thread *t, HandleRef *ret_handles, i64 seed)
{
    for (i64 i = 0; i < HELD; i++) {
        Object *o = heap_new_object(t, held_class), *inner = heap_new_object(t, held_class);
        *FIELD_AT(inner, 16, i64) = seed * HELD + i;
        fixture_set(o, 0, inner);
        ret_handles[i] = handles_local(t, o);
    }
}

/* A read that lasts until the collections are over; it must not see EINTR, nor keep the collector waiting. */
static void *read_in_native(void *number)
{
    i64 n = (i64)(intptr_t)number;
    HandleRef handles[HELD];
    char byte;
    Thread *t = thread_attach();
    thread_enter_vm(t);
    hold(t, handles, n);
    thread_leave_vm(t);
    __atomic_add_fetch(&blocked, 1, __ATOMIC_SEQ_CST);
    while (read(gates[n][0], &byte, 1) != 1)
        if (errno == EINTR)
            __atomic_add_fetch(&interrupted, 1, __ATOMIC_SEQ_CST);
    thread_enter_vm(t);
    for (i64 i = 0; i < HELD; i++)
        ASSERT_INT(*FIELD_AT(fixture_get(handles_get(handles[i]), 0), 16, i64), n * HELD + i);
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

static void collect_while(Thread *t)
{
    while (__atomic_load_n(&blocked, __ATOMIC_SEQ_CST) < THREADS) {
        thread_leave_vm(t); /* a stop may be wanted meanwhile */
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        thread_enter_vm(t);
    }
    for (int i = 0; i < COLLECTIONS; i++) {
        for (int j = 0; j < 1000; j++)
            heap_new_object(t, held_class);
        heap_collect(t, GC_CAUSE_SYSTEM_GC);
    }
}

Test(native, reads_last_through_collections)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 64 * MB, .verify = true, .poison = true});
    pthread_t threads[THREADS];
    held_class = fixture_class(boot_loader, 1, 8);
    for (int i = 0; i < THREADS; i++) {
        ASSERT_INT(pipe(gates[i]), 0);
        pthread_create(&threads[i], NULL, read_in_native, (void *)(intptr_t)i);
    }
    collect_while(t);
    thread_leave_vm(t);
    for (int i = 0; i < THREADS; i++)
        ASSERT_INT(write(gates[i][1], "x", 1), 1);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    thread_enter_vm(t);
    ASSERT_INT(interrupted, 0);
}

/* Blocked inside the VM: sleeps, with what its own C frames hold. */
static void *sleep_in_vm(void *number)
{
    Thread *t = thread_attach();
    thread_enter_vm(t);
    Object *o = heap_new_object(t, held_class);
    *FIELD_AT(o, 16, i64) = (i64)(intptr_t)number;
    for (int i = 0; i < 30; i++) {
        struct timespec left, time = {.tv_nsec = 3000000};
        thread_block_begin(t);
        if (nanosleep(&time, &left) != 0)
            __atomic_add_fetch(&interrupted, 1, __ATOMIC_SEQ_CST);
        thread_block_end(t);
        ASSERT_PTR(object_class(o), held_class);
        ASSERT_INT(*FIELD_AT(o, 16, i64), (i64)(intptr_t)number);
    }
    thread_leave_vm(t);
    thread_detach(t);
    return NULL;
}

Test(native, sleeps_last_through_collections)
{
    Thread *t = fixture_start((HeapOptions){.maximum = 64 * MB, .verify = true, .poison = true});
    pthread_t threads[THREADS];
    held_class = fixture_class(boot_loader, 1, 8);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, sleep_in_vm, (void *)(intptr_t)i);
    blocked = THREADS;
    collect_while(t);
    thread_leave_vm(t);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    thread_enter_vm(t);
    ASSERT_INT(interrupted, 0);
}
