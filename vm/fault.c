/* fault.c - see fault.h.
 * Everything here runs in a signal handler and is async-signal-safe. */
#include "vm/fault.h"

#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/crash.h"
#include "vm/exec/walk/code_blob.h"
#include "vm/host/options.h"
#include "vm/model/thread.h"

#include <dlfcn.h>
#include <jni.h>
#include <pthread.h>
#include <signal.h>
#include <ucontext.h>

static const int caught[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};

typedef union HostHandler {
    void (*plain)(int);
    void (*with_info)(int, siginfo_t *, void *);
} HostHandler;

SNAPSHOT_STATE(host) static struct {
    struct sigaction actions[COUNT_OF(caught)]; /* the dispositions that the VM's handlers have replaced */
    struct sigaction *(*later_action)(int);     /* libjsig's: what the host has asked for since then */
} state;

/* ---- who answers ---- */

/* An access that expects its memory to be gone (stdlib/native/unsafe_guard.h) has said where to go on. */
static bool resume_guarded_access(int signal, siginfo_t *info, ucontext_t *context)
{
    (void)info;
    (void)context;
    Thread *t = thread_current();
    if (signal != SIGBUS || !t || !t->fault_resume)
        return false;
    void **resume = t->fault_resume;
    t->fault_resume = NULL;
    fault_unblock(); /* the kernel blocks the signal during its handler, which is left here */
    __builtin_longjmp(resume, 1);
}

/* Machine code leaves it to the machine to find out that a reference is null, or that memory is gone. */
static bool resume_machine_code(int signal, siginfo_t *info, ucontext_t *context)
{
    bool is_null = signal == SIGSEGV && (uintptr_t)info->si_addr < CODE_NULL_BYTES;
    if (!is_null && signal != SIGBUS)
        return false;
    greg_t *registers = context->uc_mcontext.gregs;
    u64 point;
    const u8 *target = code_blob_fault((const void *)(uintptr_t)registers[REG_RIP], &point);
    if (!target)
        return false;
    registers[REG_RIP] = (greg_t)(uintptr_t)target;
    if (point)
        registers[REG_RAX] = (greg_t)point;
    return true;
}

/* NULL: the disposition is default or ignored, or SA_RESETHAND is set and the handler was called already. */
static HostHandler take_handler(struct sigaction *action)
{
    HostHandler handler;
    handler.plain = action->sa_flags & (int)SA_RESETHAND
                        ? __atomic_exchange_n(&action->sa_handler, SIG_DFL, __ATOMIC_SEQ_CST)
                        : __atomic_load_n(&action->sa_handler, __ATOMIC_SEQ_CST);
    if (handler.plain == SIG_DFL || handler.plain == SIG_IGN)
        handler.plain = NULL;
    return handler;
}

/* Blocks what the kernel would block for the host's handler; the signal itself is blocked here already. */
static void block_signals_of(const struct sigaction *action, int signal, sigset_t *ret_before)
{
    pthread_sigmask(SIG_BLOCK, &action->sa_mask, ret_before);
    if (!(action->sa_flags & SA_NODEFER) || sigismember(&action->sa_mask, signal) == 1)
        return;
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

static struct sigaction *host_action(int signal)
{
    struct sigaction *later = state.later_action ? state.later_action(signal) : NULL;
    for (size_t i = 0; !later && i < COUNT_OF(caught); i++)
        if (caught[i] == signal)
            return &state.actions[i];
    return later;
}

/* A handler that does not return, by siglongjmp or by ending the process, is the host's business. */
static bool call_host(int signal, siginfo_t *info, ucontext_t *context)
{
    struct sigaction *action = host_action(signal);
    HostHandler handler = action ? take_handler(action) : (HostHandler){NULL};
    if (!handler.plain)
        return false;
    sigset_t before;
    block_signals_of(action, signal, &before);
    if (action->sa_flags & SA_SIGINFO)
        handler.with_info(signal, info, context);
    else
        handler.plain(signal);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return true;
}

/* The functions that are asked, in this order, whether the fault is theirs. True: the thread can go on with
 * `context`, which the function may have changed. A function may also go on elsewhere and not return. False:
 * all is as it was. */
static bool (*const answers[])(int signal, siginfo_t *info, ucontext_t *context) = {
    crash_answers,
    resume_machine_code,
    resume_guarded_access,
    call_host,
};

static bool somebody_answers(int signal, siginfo_t *info, ucontext_t *context)
{
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        if (answers[i](signal, info, context))
            return true;
    return false;
}

/* ---- the handler ---- */

void fault_unblock(void)
{
    sigset_t faults;
    sigemptyset(&faults);
    for (size_t i = 0; i < COUNT_OF(caught); i++)
        sigaddset(&faults, caught[i]);
    pthread_sigmask(SIG_UNBLOCK, &faults, NULL);
}

static void handle_fault(int signal, siginfo_t *info, void *context)
{
    if (!somebody_answers(signal, info, context))
        crash_fault(signal, info, context);
}

/* For a host that has put its handler in the VM's place and asks the VM first. Name and meaning are the
 * reference VM's. Nonzero: the program can go on. */
JNIEXPORT int JVM_handle_linux_signal(int signal, siginfo_t *info, void *context, int abort_if_unrecognized);

int JVM_handle_linux_signal(int signal, siginfo_t *info, void *context, int abort_if_unrecognized)
{
    bool answered = somebody_answers(signal, info, context);
    if (!answered && abort_if_unrecognized)
        crash_fault(signal, info, context);
    return answered;
}

static bool is_handler(const struct sigaction *action)
{
    return action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
}

/* The handler runs on the thread's alternate stack, if there is one: the other may have overflowed. */
static void install(int signal, struct sigaction *ret_replaced)
{
    enum { FLAGS = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
    struct sigaction before, action = {.sa_sigaction = handle_fault, .sa_flags = FLAGS};
    sigaction(signal, NULL, &before);
    if (is_handler(&before) && OPTION_FLAG(AllowUserSignalHandlers))
        return;
    if (is_handler(&before) && !OPTION_FLAG(UseSignalChaining))
        panic("Encountered unexpected pre-existing sigaction handler %p for signal %d.",
              (void *)(uintptr_t)before.sa_handler, signal);
    bool done = sigaction(signal, &action, ret_replaced) == 0;
    if (signal == SIGSEGV)
        code_blob_faults_are_caught = done && OPTION_FLAG(ImplicitNullChecks);
}

/* libjsig stands in for the process's sigaction. Between JVM_begin_signal_setting and JVM_end_signal_setting
 * it lets the VM's calls through; afterwards it keeps what the host asks for, instead of replacing the VM's
 * handler. */
static void set_handlers(void (*set)(void))
{
    void (*begin)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "JVM_begin_signal_setting");
    void (*end)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "JVM_end_signal_setting");
    if (begin && end) {
        *(void **)&state.later_action = dlsym(RTLD_DEFAULT, "JVM_get_signal_action");
        begin();
    }
    set();
    if (begin && end)
        end();
}

static void install_all(void)
{
    for (size_t i = 0; i < COUNT_OF(caught); i++)
        install(caught[i], &state.actions[i]);
}

/* Beside libjsig nobody can have replaced the VM's handlers. */
static bool is_installed(int signal)
{
    struct sigaction now;
    return state.later_action || (sigaction(signal, NULL, &now) == 0 && now.sa_sigaction == handle_fault);
}

static void remove_all(void)
{
    for (size_t i = 0; i < COUNT_OF(caught); i++) {
        if (is_installed(caught[i]))
            sigaction(caught[i], &state.actions[i], NULL);
    }
}

void fault_install_handlers(void)
{
    set_handlers(install_all);
}

void fault_remove_handlers(void)
{
    for (size_t i = 0; i < COUNT_OF(caught); i++) /* before libjsig is told to forget it */
        state.actions[i] = *host_action(caught[i]);
    set_handlers(remove_all);
    code_blob_faults_are_caught = false;
    STATE_CLEAR(state);
}
