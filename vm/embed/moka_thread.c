/* moka_thread.c - see moka_room.h and vm/moka.h: threads of the host.
 * A thread is attached by its first visit, as a daemon, and detached when it ends. */
#include "vm/embed/moka_room.h"

#include "vm/base/state.h"
#include "vm/library/wellknown.h"

#include <stdatomic.h>
#include <string.h>

SNAPSHOT_STATE(host) static struct {
    pthread_key_t at_thread_end;
    pthread_once_t once;
    atomic_bool main_is_named; /* the first thread of the host has the name that Java's own has given up */
} state = {.once = PTHREAD_ONCE_INIT};

/* ---- attaching ---- */

static void detach_ended(void *unused)
{
    (void)unused;
    JavaVM *vm = moka_machine.java_vm;
    if (thread_current_living() && atomic_load(&moka_machine.phase) == MOKA_LIVE)
        (*vm)->DetachCurrentThread(vm);
}

static void make_key(void)
{
    pthread_key_create(&state.at_thread_end, detach_ended);
}

moka_error *moka_thread_give_context(moka_vm *vm)
{
    moka_value values[2] = {{0}, moka_ref((moka_object *)(void *)vm->machine->loader)};
    moka_error *error = moka_invoke(vm->machine, "java/lang/Thread.currentThread", NULL, 0, &values[0]);
    if (!error)
        error = moka_invoke(vm->machine, "java/lang/Thread.setContextClassLoader", values, 2, NULL);
    moka_clear(&values[0]);
    return error;
}

static moka_error *attach(moka_vm *vm, const char *name)
{
    JavaVM *java = moka_machine.java_vm;
    bool is_first = !atomic_exchange(&state.main_is_named, true);
    JavaVMAttachArgs args = {.version = JNI_VERSION_1_8,
                             .name = (char *)(uintptr_t)(name       ? name
                                                         : is_first ? "main"
                                                                    : NULL)};
    void *env;
    pthread_once(&state.once, make_key);
    if ((*java)->AttachCurrentThreadAsDaemon(java, &env, &args) != JNI_OK)
        return moka_error_new(MOKA_STATE,
                              "the thread cannot be attached: its stack is too small, or memory is short");
    pthread_setspecific(state.at_thread_end, java);
    return vm->machine->loader ? moka_thread_give_context(vm) : NULL;
}

void moka_thread_reset(void)
{
    atomic_store(&state.main_is_named, false);
}

/* ---- visits ---- */

/* What the machine's state says against a visit; NULL: nothing. */
static moka_error *refuse(const Thread *t)
{
    switch ((MokaPhase)atomic_load(&moka_machine.phase)) {
    case MOKA_LIVE: break;
    case MOKA_BOOTING: return NULL;
    case MOKA_ENDING:
        if (t && t->fp)
            return moka_error_new(MOKA_INTERRUPTED, "the machine is being destroyed");
        return NULL;
    default: return moka_error_new(MOKA_STATE, "the machine has been destroyed");
    }
    if (atomic_load(&moka_machine.has_exited))
        return moka_error_exit();
    const MokaLimited *limited = t && t->passes_handlers ? moka_limit_reached(t) : NULL;
    return limited ? moka_error_new(limited->reason, "%s", limited->what) : NULL;
}

/* Stacks are compared with the one that the thread was attached on: a coroutine has another. */
static bool is_on_own_stack(const Thread *t)
{
    const char *here = __builtin_frame_address(0);
    return here >= t->native_limit - THREAD_OVERFLOW_RESERVE - THREAD_SIGNAL_RESERVE && here < t->native_base;
}

moka_error *moka_begin(MokaVisit *visit, moka_vm *vm)
{
    moka_error *error = refuse(thread_current_living());
    if (!error && !thread_current())
        error = attach(vm, NULL);
    if (error)
        return error;
    visit->t = thread_current();
    if (!is_on_own_stack(visit->t))
        return moka_error_new(MOKA_STATE, "the thread is on another stack than its own");
    return NULL;
}

void moka_enter(MokaVisit *visit)
{
    Thread *t = visit->t;
    visit->frame = handles_push_frame(t);
    visit->pending = handles_local(t, t->exception);
    t->exception = NULL;
}

void moka_leave(MokaVisit *visit)
{
    Thread *t = visit->t;
    Object *pending = handles_get(visit->pending);
    handles_pop_frame(t, visit->frame);
    t->exception = pending;
    if (!t->fp && atomic_load(&moka_machine.has_exited))
        t->passes_handlers = false; /* Java has been left for good on this thread */
    thread_leave_vm(t);
}

moka_error *moka_attach(moka_vm *vm, const char *name)
{
    moka_error *error = refuse(thread_current_living());
    return error || thread_current() ? error : attach(vm, name);
}

moka_error *moka_detach(moka_vm *vm)
{
    (void)vm;
    JavaVM *java = moka_machine.java_vm;
    if (!thread_current_living() || atomic_load(&moka_machine.phase) != MOKA_LIVE)
        return NULL;
    if ((*java)->DetachCurrentThread(java) != JNI_OK)
        return moka_error_new(MOKA_STATE, "the thread is below Java code");
    return NULL;
}

void *moka_jni(moka_vm *vm)
{
    MokaVisit visit;
    moka_error *error = moka_begin(&visit, vm);
    moka_error_free(error);
    return error ? NULL : visit.t;
}
