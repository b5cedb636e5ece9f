/* thread_state.c - see thread_state.h. */
#include "vm/thread/thread_state.h"

#include "vm/base/host_wait.h"
#include "vm/thread/safepoint.h"

#include <stdatomic.h>
#include <time.h>

/* ---- leaving and entering Java ---- */

/* Without a fence: a stopper that does not see the state at once looks again. */
static void leave_java(Thread *t, ThreadState state)
{
    atomic_store_explicit(&t->state, state, memory_order_release);
    if (UNLIKELY(safepoint_active()))
        safepoint_note_left();
}

static void enter_java(Thread *t)
{
    for (;;) {
        atomic_store(&t->state, THREAD_IN_JAVA);
        if (LIKELY(!safepoint_active()) || safepoint_is_stopper(t))
            return;
        atomic_store(&t->state, THREAD_AT_BORDER);
        safepoint_wait_for_end(t);
    }
}

/* The second half of thread_block_begin. */
__attribute__((used)) void thread_left_blocked(Thread *t);

void thread_left_blocked(Thread *t)
{
    leave_java(t, THREAD_BLOCKED);
}

/* Stores the callee-saved registers with the values that they have for the caller. A function that the caller
 * calls afterwards may save them where no scan looks, so they are published here. A C prologue would change
 * them first; hence there is none. */
__attribute__((naked)) void thread_block_begin(Thread *t __attribute__((unused)))
{
    __asm__ volatile("movq %%rbx, %c0(%%rdi)\n\t"
                     "movq %%rbp, %c0+8(%%rdi)\n\t"
                     "movq %%r12, %c0+16(%%rdi)\n\t"
                     "movq %%r13, %c0+24(%%rdi)\n\t"
                     "movq %%r14, %c0+32(%%rdi)\n\t"
                     "movq %%r15, %c0+40(%%rdi)\n\t"
                     "leaq 8(%%rsp), %%rax\n\t"
                     "movq %%rax, %c1(%%rdi)\n\t"
                     "jmp thread_left_blocked"
                     :
                     : "i"(offsetof(Thread, saved_registers)), "i"(offsetof(Thread, native_sp)));
}

void thread_block_begin_bare(Thread *t)
{
    t->native_sp = NULL;
    leave_java(t, THREAD_BLOCKED);
}

void thread_leave_vm(Thread *t)
{
    t->native_sp = NULL;
    leave_java(t, THREAD_IN_NATIVE);
}

void thread_block_end(Thread *t)
{
    enter_java(t);
}

void thread_enter_vm_below(Thread *t, char *vm_high)
{
    t->vm_high = vm_high;
    enter_java(t);
    if (UNLIKELY(atomic_load_explicit(&t->poll_requests, memory_order_relaxed) & POLL_SUSPENDED))
        thread_answer_requests(t);
}

/* ---- waiting ---- */

static i64 monotonic_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (i64)now.tv_sec * 1000000000 + now.tv_nsec;
}

i64 thread_deadline(i64 nanos)
{
    i64 now = monotonic_now();
    return nanos > INT64_MAX - now ? INT64_MAX : now + nanos;
}

bool thread_block_wait_locked(Thread *t, i64 deadline)
{
    if (deadline < 0) {
        host_wait(&t->block_cond, &t->block_lock);
        return true;
    }
    struct timespec until = {.tv_sec = deadline / 1000000000, .tv_nsec = deadline % 1000000000};
    return host_wait_until(&t->block_cond, &t->block_lock, &until);
}

/* ---- what other threads have asked for ---- */

static void stand_still(Thread *t)
{
    thread_block_begin(t);
    pthread_mutex_lock(&t->block_lock);
    while (atomic_load(&t->poll_requests) & POLL_SUSPENDED)
        thread_block_wait_locked(t, -1);
    pthread_mutex_unlock(&t->block_lock);
    thread_block_end(t);
}

void thread_answer_requests(Thread *t)
{
    /* Coming back from one suspension the thread may meet the next. */
    while (atomic_load(&t->poll_requests) & POLL_SUSPENDED)
        stand_still(t);
    if (!(atomic_load(&t->poll_requests) & POLL_THROWABLE) || t->exception)
        return;
    t->exception = t->stop_throwable;
    t->stop_throwable = NULL;
    safepoint_withdraw(t, POLL_THROWABLE);
}
