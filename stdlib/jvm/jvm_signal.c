/* jvm_signal.c - see jvm_signal.h.
 * The C handler only counts and posts a semaphore; the dispatcher thread takes the signal from there to
 * Signal.dispatch. */
#include "stdlib/jvm/jvm_signal.h"

#include "stdlib/dump/class_histogram.h"
#include "stdlib/dump/thread_dump.h"
#include "stdlib/jvm/jvm_border.h"
#include "vm/base/console.h"
#include "vm/base/state.h"
#include "vm/exec/thread/java_thread.h"
#include "vm/exec/throw/exception.h"
#include "vm/host/options.h"
#include "vm/host/surroundings.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/thread/thread_state.h"

#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SIGNALS = 65 };

/* The handlers that Java may ask for (jdk.internal.misc.Signal): default, ignore, or "dispatch to Java". */
enum { HANDLER_DEFAULT = 0, HANDLER_IGNORE = 1, HANDLER_JAVA = 2 };

SNAPSHOT_STATE(host) static struct {
    _Atomic u32 pending[SIGNALS];
    sem_t arrived;
    bool (*answers_quit)(Thread *t);
    void *registered[SIGNALS]; /* the handler that Java has asked for, HANDLER_* or an address */
} state;

SNAPSHOT_STATE(saved) static struct {
    Object *dispatcher; /* its java.lang.Thread */
} saved;

static void note_signal(int number)
{
    atomic_fetch_add(&state.pending[number], 1);
    sem_post(&state.arrived);
}

static int take_signal(void)
{
    for (;;) {
        for (int i = 1; i < SIGNALS; i++) {
            u32 count = atomic_load(&state.pending[i]);
            if (count && atomic_compare_exchange_strong(&state.pending[i], &count, count - 1))
                return i;
        }
        while (sem_wait(&state.arrived) != 0) {
        }
    }
}

void signal_on_quit(bool (*answers)(Thread *t))
{
    state.answers_quit = answers;
}

static void handle_quit(Thread *t)
{
    if (state.answers_quit && state.answers_quit(t))
        return;
    thread_dump_all(t, console_out(), NULL);
    if (OPTION_FLAG(PrintClassHistogram)) {
        fputc('\n', console_out());
        class_histogram_print(t, console_out(), false);
    }
}

static void dispatch_loop(Thread *t)
{
    for (;;) {
        thread_leave_vm(t);
        int number = take_signal();
        thread_enter_vm(t);
        if (number == SIGQUIT) {
            handle_quit(t);
            continue;
        }
        Value argument = {.i = number};
        if (class_initialize(t, WK(Signal)))
            call_method(t, WK_METHOD(Signal_dispatch), &argument, NULL);
        if (t->exception)
            exception_print_pending(t);
    }
}

bool signal_start_dispatcher(Thread *t)
{
    static const OwnThread dispatcher = {"Signal Dispatcher", dispatch_loop, &saved.dispatcher};
    if (options.host.no_signals)
        return true;
    surroundings_set_handler(SIGPIPE, SIG_IGN);
    surroundings_set_handler(SIGXFSZ, SIG_IGN);
    if (OPTION_FLAG(ReduceSignalUsage))
        return true;
    sem_init(&state.arrived, 0, 0);
    surroundings_set_handler(SIGQUIT, note_signal);
    return java_thread_start_own(t, &dispatcher);
}

static const struct {
    const char *name;
    int number;
} signal_names[] = {{"HUP", SIGHUP},       {"INT", SIGINT},   {"QUIT", SIGQUIT},   {"ILL", SIGILL},
                    {"TRAP", SIGTRAP},     {"ABRT", SIGABRT}, {"BUS", SIGBUS},     {"FPE", SIGFPE},
                    {"KILL", SIGKILL},     {"USR1", SIGUSR1}, {"SEGV", SIGSEGV},   {"USR2", SIGUSR2},
                    {"PIPE", SIGPIPE},     {"ALRM", SIGALRM}, {"TERM", SIGTERM},   {"CHLD", SIGCHLD},
                    {"CONT", SIGCONT},     {"STOP", SIGSTOP}, {"TSTP", SIGTSTP},   {"TTIN", SIGTTIN},
                    {"TTOU", SIGTTOU},     {"URG", SIGURG},   {"XCPU", SIGXCPU},   {"XFSZ", SIGXFSZ},
                    {"VTALRM", SIGVTALRM}, {"PROF", SIGPROF}, {"WINCH", SIGWINCH}, {"IO", SIGIO},
                    {"POLL", SIGPOLL},     {"PWR", SIGPWR},   {"SYS", SIGSYS}};

JNIEXPORT jint JNICALL JVM_FindSignal(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(signal_names); i++)
        if (strcmp(signal_names[i].name, name) == 0)
            return signal_names[i].number;
    return -1;
}

/* Is it a signal that the VM needs for itself? It can do without SIGBUS: a program that handles it loses the
 * errors for mapped files that were truncated. */
static bool is_ours(int number)
{
    return number == SIGSEGV || number == SIGFPE || number == SIGILL || number == SIGQUIT;
}

JNIEXPORT void *JNICALL JVM_RegisterSignal(jint number, void *handler)
{
    if (number <= 0 || number >= SIGNALS || is_ours(number) || options.host.no_signals)
        return (void *)-1;
    bool shutdown_signal = number == SIGHUP || number == SIGINT || number == SIGTERM;
    if (shutdown_signal && OPTION_FLAG(ReduceSignalUsage))
        return (void *)-1;
    struct sigaction old;
    sigaction(number, NULL, &old);
    /* A signal that is ignored at the start stays ignored, so a background job survives its shell's
     * SIGINT. */
    if (shutdown_signal && old.sa_handler == SIG_IGN)
        return (void *)HANDLER_IGNORE;
    void *before = old.sa_handler == note_signal ? state.registered[number] : (void *)old.sa_handler;
    if (!surroundings_set_handler(number, handler == (void *)HANDLER_JAVA     ? note_signal
                                          : handler == (void *)HANDLER_IGNORE ? SIG_IGN
                                                                              : SIG_DFL))
        return (void *)-1;
    state.registered[number] = handler;
    return before == (void *)SIG_DFL ? (void *)HANDLER_DEFAULT : before;
}

JNIEXPORT jboolean JNICALL JVM_RaiseSignal(jint number)
{
    bool shutdown_signal = number == SIGHUP || number == SIGINT || number == SIGTERM;
    if (OPTION_FLAG(ReduceSignalUsage) && (shutdown_signal || number == SIGQUIT))
        return JNI_FALSE;
    struct sigaction current;
    sigaction(number, NULL, &current);
    if (shutdown_signal && current.sa_handler == SIG_IGN)
        return JNI_FALSE;
    raise(number);
    return JNI_TRUE;
}

void signal_reset(void)
{
    STATE_CLEAR(state);
    STATE_CLEAR(saved);
}
