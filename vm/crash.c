/* crash.c - see crash.h.
 * Nothing here allocates from the heap or takes a lock of the VM; a second fault while reporting ends the
 * process. */
#include "vm/crash.h"

#include "vm/base/trace.h"
#include "vm/host/commands.h"
#include "vm/exec/walk/walk.h"
#include "vm/host/exit.h"
#include "vm/host/options.h"
#include "vm/host/version.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static volatile sig_atomic_t reporting;

static void print_java_stack(FILE *out, Thread *t)
{
    fprintf(out, "\nJava stack of thread %u:\n", t->id);
    int left = 100;
    for (FrameWalk walk = walk_frames_carefully(t); walk_valid(&walk) && left; walk_next_frame(&walk)) {
        const Method *m = walk.method;
        if (!m)
            continue;
        fprintf(out, "  %s.%s%s\n", m->holder->name->text, m->name->text, m->desc->text);
        left--;
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

/* Where it happened: the library and the nearest symbol. */
static void print_place(FILE *out, const ucontext_t *context)
{
    Dl_info info;
    const char *pc = (const char *)(uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    if (!dladdr(pc, &info) || !info.dli_fname)
        return;
    const char *slash = strrchr(info.dli_fname, '/'), *name = slash ? slash + 1 : info.dli_fname;
    fprintf(out, "# Problematic frame:\n# %c  [%s+0x%lx]", strcmp(name, "libjvm.so") == 0 ? 'V' : 'C', name,
            (unsigned long)(pc - (const char *)info.dli_fbase));
    if (info.dli_sname)
        fprintf(out, "  %s+0x%lx", info.dli_sname, (unsigned long)(pc - (const char *)info.dli_saddr));
    fprintf(out, "\n#\n");
}

static void write_summary(FILE *out, const char *message, const ucontext_t *context)
{
    struct rlimit core;
    fprintf(out, "#\n# A fatal error has been detected by Moka:\n#\n#  %s, pid=%d, tid=%ld\n#\n", message,
            (int)getpid(), syscall(SYS_gettid));
    fprintf(out, "# Java VM: Moka " MOKA_VERSION "\n");
    if (context)
        print_place(out, context);
    else
        fprintf(out, "#\n");
    if (!OPTION_FLAG(CreateCoredumpOnCrash))
        fprintf(out, "# CreateCoredumpOnCrash turned off, no core file dumped\n#\n");
    else if (getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0)
        fprintf(out, "# No core dump will be written. Core dumps have been disabled. To enable core dumping, "
                     "try \"ulimit -c unlimited\" before starting Java again\n#\n");
}

static void write_details(FILE *out, const siginfo_t *info, const ucontext_t *context)
{
    if (info)
        fprintf(out, "\nsi_code: %d, si_addr: %p\n", info->si_code, info->si_addr);
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

/* ---- the file: -XX:ErrorFile, or in the working directory, or in /tmp ---- */

static FILE *open_path(char *path, size_t size, const char *pattern)
{
    commands_expand(pattern, strlen(pattern), path, size);
    return *path ? fopen(path, "w") : NULL;
}

static FILE *open_report(char *ret_path, size_t size)
{
    char here[PATH_SIZE] = "";
    FILE *file = open_path(ret_path, size, option_flags[FLAG_ErrorFile].text);
    if (!file && getcwd(here, sizeof here - sizeof "/hs_err_pid%p.log")) {
        strcat(here, "/hs_err_pid%p.log");
        file = open_path(ret_path, size, here);
    }
    return file ? file : open_path(ret_path, size, "/tmp/hs_err_pid%p.log");
}

static void write_file(const char *message, const siginfo_t *info, const ucontext_t *context)
{
    char path[PATH_SIZE];
    FILE *file = open_report(path, sizeof path);
    if (!file) {
        printf("# Can not save log file, dump to screen..\n");
        write_details(stdout, info, context);
        return;
    }
    write_summary(file, message, context);
    write_details(file, info, context);
    fclose(file);
    printf("# An error report file with more information is saved as:\n# %s\n#\n", path);
}

/* The summary on stdout; all of it in a file, or where -XX:+ErrorFileToStdout and ...ToStderr say. */
static void report(const char *message, const siginfo_t *info, const ucontext_t *context)
{
    if (reporting++)
        _exit(134);
    if (OPTION_FLAG(SuppressFatalErrorMessage))
        return;
    write_summary(stdout, message, context);
    if (OPTION_FLAG(ErrorFileToStdout)) {
        write_details(stdout, info, context);
    } else if (OPTION_FLAG(ErrorFileToStderr)) {
        write_summary(stderr, message, context);
        write_details(stderr, info, context);
    } else {
        write_file(message, info, context);
    }
    const char *commands = option_flags[FLAG_OnError].text;
    if (*commands) {
        printf("#\n# -XX:OnError=\"%s\"\n", commands);
        commands_run(commands, " ...");
    }
    fflush(stdout);
}

void crash_report(const char *message)
{
    char text[512];
    const char *colon = strstr(message, "error: "); /* panic's own beginning, and its end of line */
    const char *said = colon ? colon + strlen("error: ") : message;
    snprintf(text, sizeof text, "Internal Error: %.*s", (int)strcspn(said, "\n"), said);
    report(text, NULL, NULL);
    exit_abort();
}

void crash_fault(int signal, const siginfo_t *info, const ucontext_t *context)
{
    char message[128];
    snprintf(message, sizeof message, "SIG%s (0x%x) at pc=0x%016llx%s", sigabbrev_np(signal), (u32)signal,
             context->uc_mcontext.gregs[REG_RIP], info->si_code <= 0 ? " (sent by kill)" : "");
    report(message, info, context);
    exit_abort();
}
