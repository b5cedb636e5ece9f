/* crash.c - see crash.h.
 * Nothing here allocates from the heap or takes a lock of the VM; a second fault while reporting ends the
 * process. */
#include "vm/crash.h"

#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/exec/unwind.h"
#include "vm/model/frame.h"
#include "vm/options.h"

#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

static volatile sig_atomic_t reporting;
static const int caught[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
static struct sigaction previous[COUNT_OF(caught)];

static void print_java_stack(FILE *out, Thread *t)
{
    fprintf(out, "\nJava stack of thread %u:\n", t->id);
    int left = 100;
    for (Slot *fp = frame_java(t->fp); fp && left--; fp = frame_older(fp)) {
        Method *m = frame_method(fp);
        if (!region_contains(m) || fp < (Slot *)t->stack_memory || fp > t->stack_base)
            break;
        fprintf(out, "  %s.%s%s\n", m->holder->name->text, m->name->text, m->desc->text);
    }
}

static void print_registers(FILE *out, const ucontext_t *context)
{
    static const struct {
        const char *name;
        int index;
    } registers[] = {{"rax", REG_RAX}, {"rbx", REG_RBX}, {"rcx", REG_RCX}, {"rdx", REG_RDX}, {"rsi", REG_RSI},
                     {"rdi", REG_RDI}, {"rbp", REG_RBP}, {"rsp", REG_RSP}, {"r8", REG_R8},   {"r9", REG_R9},
                     {"r10", REG_R10}, {"r11", REG_R11}, {"r12", REG_R12}, {"r13", REG_R13}, {"r14", REG_R14},
                     {"r15", REG_R15}, {"rip", REG_RIP}};
    fprintf(out, "\nRegisters:\n");
    for (size_t i = 0; i < COUNT_OF(registers); i++)
        fprintf(out, "  %-3s 0x%016llx%s", registers[i].name,
                (unsigned long long)context->uc_mcontext.gregs[registers[i].index], i % 4 == 3 ? "\n" : "");
    fputc('\n', out);
}

static void write_report(FILE *out, const char *message, const ucontext_t *context)
{
    fprintf(out, "#\n# A fatal error has been detected by Moka:\n#\n#  %s\n#\n", message);
    if (context)
        print_registers(out, context);
    Thread *t = thread_current();
    if (t)
        print_java_stack(out, t);
    fprintf(out, "\nNative stack:\n");
    fflush(out);
    void *addresses[64];
    backtrace_symbols_fd(addresses, backtrace(addresses, COUNT_OF(addresses)), fileno(out));
    fprintf(out, "\nOptions:");
    for (u32 i = 0; i < options.argument_count; i++)
        fprintf(out, " %s", options.arguments[i]);
    fprintf(out, "\n\nLast events:\n");
    trace_ring_print(out);
    fflush(out);
}

static void report(const char *message, const ucontext_t *context)
{
    if (reporting++)
        _exit(134);
    write_report(stderr, message, context);
    char path[64];
    snprintf(path, sizeof path, "hs_err_pid%d.log", (int)getpid());
    FILE *file = fopen(path, "w");
    if (file) {
        write_report(file, message, context);
        fclose(file);
    }
}

void crash_abort(void)
{
    if (options.abort_hook)
        options.abort_hook();
    if (!OPTION_FLAG(CreateCoredumpOnCrash))
        _exit(1);
    abort();
}

void crash_report(const char *message)
{
    report(message, NULL);
}

/* SIGBUS in an access that expects it (stdlib/unsafe_guard.h): goes on there. */
static void resume_guarded(int signal)
{
    Thread *t = thread_current();
    if (signal != SIGBUS || !t || !t->fault_resume)
        return;
    void **resume = t->fault_resume;
    t->fault_resume = NULL;
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, signal);
    pthread_sigmask(SIG_UNBLOCK, &blocked, NULL); /* the kernel blocks it during the handler */
    __builtin_longjmp(resume, 1);
}

static void handle_fault(int signal, siginfo_t *info, void *context)
{
    resume_guarded(signal);
    for (size_t i = 0; i < COUNT_OF(caught); i++)
        if (caught[i] == signal && (previous[i].sa_flags & SA_SIGINFO) && previous[i].sa_sigaction)
            previous[i].sa_sigaction(signal, info, context);
    char message[128];
    snprintf(message, sizeof message, "signal %d (%s) at address %p, pc %p", signal, strsignal(signal),
             info->si_addr, (void *)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP]);
    report(message, context);
    crash_abort();
}

void crash_install_handlers(void)
{
    struct sigaction action = {.sa_sigaction = handle_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(caught); i++)
        sigaction(caught[i], &action, &previous[i]);
}
