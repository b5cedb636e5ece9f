/* crash.c - see crash.h.
 * The report is made in parts; a part that faults or gets stuck is given up without the others. Nothing here
 * allocates or takes a lock of the VM, because Java's heap or C's may be what is broken. */
#include "vm/crash.h"

#include "jit/stubs.h"
#include "jit/wrapper.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/exec/walk/code_blob.h"
#include "vm/exec/walk/walk.h"
#include "vm/fault.h"
#include "vm/host/commands.h"
#include "vm/host/exit.h"
#include "vm/host/options.h"
#include "vm/host/version.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, BUFFER_SIZE = 4096, ADDRESSES = 64, PARTS_OF_THE_TIME = 4, ABORTED = 134 };

/* State of the one report that a process writes. */
SNAPSHOT_STATE(host) static struct {
    FILE *out; /* writes to `fd`; made beforehand, since that allocates */
    int fd;
    const char *message;
    const siginfo_t *info; /* NULL: the VM itself has given up */
    const ucontext_t *context;
    _Atomic pid_t reporter; /* the thread that writes; any other that crashes waits for the end */
    void **volatile resume; /* where the report goes on when the part being written is given up */
    char path[PATH_SIZE], pattern[PATH_SIZE], buffer[BUFFER_SIZE];
} state;

static void direct(int fd)
{
    fflush(state.out);
    state.fd = fd;
}

/* ---- parts ---- */

static bool is_reporter(void)
{
    return state.reporter == (pid_t)syscall(SYS_gettid);
}

static void give_up_part(void)
{
    void **resume = state.resume;
    state.resume = NULL;
    if (resume)
        __builtin_longjmp(resume, 1);
}

bool crash_answers(int signal, siginfo_t *info, ucontext_t *context)
{
    (void)signal;
    (void)info;
    (void)context;
    if (!is_reporter())
        return false;
    fault_unblock();
    give_up_part();
    return false;
}

/* The kernel may give the alarm to any thread; the one that writes is meant. */
static void handle_alarm(int signal)
{
    if (is_reporter())
        give_up_part();
    else
        syscall(SYS_tgkill, getpid(), state.reporter, signal);
}

static void catch_alarms(void)
{
    struct sigaction action = {.sa_handler = handle_alarm, .sa_flags = SA_NODEFER};
    sigaction(SIGALRM, &action, NULL);
    sigset_t alarms;
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    pthread_sigmask(SIG_UNBLOCK, &alarms, NULL);
}

static u32 seconds_for_a_part(void)
{
    u64 all = (u64)OPTION_FLAG(ErrorLogTimeout);
    return all ? (u32)(all + PARTS_OF_THE_TIME - 1) / PARTS_OF_THE_TIME : 0;
}

static __attribute__((noinline)) void write_part(void (*part)(void))
{
    void *resume[FAULT_RESUME_WORDS];
    if (__builtin_setjmp(resume)) {
        fprintf(state.out, "\n[the rest of this part was given up]\n");
    } else {
        state.resume = resume;
        alarm(seconds_for_a_part());
        part();
    }
    alarm(0);
    state.resume = NULL;
    fflush(state.out);
}

/* ---- what they say ---- */

static Slot *fault_register(int index)
{
    return (Slot *)(uintptr_t)state.context->uc_mcontext.gregs[index];
}

/* The machine code that the fault is in; NULL: it is elsewhere. */
static const CodeBlob *fault_blob(void)
{
    return state.context ? code_blob_of(fault_register(REG_RIP)) : NULL;
}

static void print_method(FILE *out, const Method *m)
{
    fprintf(out, "%s.%s%s", m->holder->name->text, m->name->text, m->desc->text);
}

/* Machine code that faults has published nothing: its frame is in the registers. */
static FrameWalk begin_walk(FILE *out, Thread *t)
{
    const CodeBlob *blob = fault_blob();
    if (!blob)
        return walk_frames_carefully(t);
    fprintf(out, "  ");
    print_method(out, blob->method);
    fprintf(out, " (machine code)\n");
    return walk_caller_carefully(t, blob->method, fault_register(REG_RBP), fault_register(REG_RSP));
}

static void print_java_stack(FILE *out, Thread *t)
{
    fprintf(out, "\nJava stack of thread %u:\n", t->id);
    int left = 100;
    FrameWalk walk = begin_walk(out, t);
    for (; walk_valid(&walk) && left; walk_next_frame_carefully(&walk)) {
        const Method *m = walk.method;
        if (!m)
            continue;
        fprintf(out, "  ");
        print_method(out, m);
        fprintf(out, walk.kind == CODE_COMPILED ? " (machine code)\n" : "\n");
        left--;
    }
}

static void write_registers(void)
{
    if (!state.context)
        return;
    static const struct {
        const char *name;
        int index;
    } registers[] = {{"rax", REG_RAX}, {"rbx", REG_RBX}, {"rcx", REG_RCX}, {"rdx", REG_RDX}, {"rsi", REG_RSI},
                     {"rdi", REG_RDI}, {"rbp", REG_RBP}, {"rsp", REG_RSP}, {"r8", REG_R8},   {"r9", REG_R9},
                     {"r10", REG_R10}, {"r11", REG_R11}, {"r12", REG_R12}, {"r13", REG_R13}, {"r14", REG_R14},
                     {"r15", REG_R15}, {"rip", REG_RIP}};
    fprintf(state.out, "\nRegisters:\n");
    for (size_t i = 0; i < COUNT_OF(registers); i++)
        fprintf(state.out, "  %-3s 0x%016llx%s", registers[i].name,
                (unsigned long long)state.context->uc_mcontext.gregs[registers[i].index],
                i % 4 == 3 ? "\n" : "");
    fputc('\n', state.out);
}

/* The method, or the stub; false: the fault is not in machine code. */
static bool print_machine_place(FILE *out, const u8 *pc)
{
    const CodeBlob *blob = code_blob_of(pc);
    const char *stub = stubs_name(pc), *wrapper = wrapper_name(pc);
    if (!blob && !stub && !wrapper)
        return false;
    fprintf(out, "# Problematic frame:\n# J  [");
    if (blob)
        print_method(out, blob->method);
    else
        fprintf(out, "%s%s", stub ? "stub " : "", stub ? stub : wrapper);
    if (blob)
        fprintf(out, "+0x%lx", (unsigned long)(pc - blob->start));
    fprintf(out, "]\n#\n");
    return true;
}

/* The place of the fault: the library and the nearest symbol. */
static void print_place(FILE *out)
{
    Dl_info info;
    const char *pc = (const char *)fault_register(REG_RIP);
    if (print_machine_place(out, (const u8 *)pc))
        return;
    if (!dladdr(pc, &info) || !info.dli_fname)
        return;
    const char *slash = strrchr(info.dli_fname, '/'), *name = slash ? slash + 1 : info.dli_fname;
    fprintf(out, "# Problematic frame:\n# %c  [%s+0x%lx]", strcmp(name, "libjvm.so") == 0 ? 'V' : 'C', name,
            (unsigned long)(pc - (const char *)info.dli_fbase));
    if (info.dli_sname)
        fprintf(out, "  %s+0x%lx", info.dli_sname, (unsigned long)(pc - (const char *)info.dli_saddr));
    fprintf(out, "\n#\n");
}

static void write_core_limit(FILE *out)
{
    struct rlimit core;
    if (!OPTION_FLAG(CreateCoredumpOnCrash))
        fprintf(out, "# CreateCoredumpOnCrash turned off, no core file dumped\n#\n");
    else if (getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0)
        fprintf(out, "# No core dump will be written. Core dumps have been disabled. To enable core dumping, "
                     "try \"ulimit -c unlimited\" before starting Java again\n#\n");
}

static void write_summary(void)
{
    fprintf(state.out, "#\n# A fatal error has been detected by Moka:\n#\n#  %s, pid=%d, tid=%d\n#\n",
            state.message, (int)getpid(), (int)state.reporter);
    fprintf(state.out, "# Java VM: Moka " MOKA_VERSION "\n");
    if (state.context)
        print_place(state.out);
    else
        fprintf(state.out, "#\n");
    write_core_limit(state.out);
}

static void write_signal(void)
{
    if (state.info)
        fprintf(state.out, "\nsi_code: %d, si_addr: %p\n", state.info->si_code, state.info->si_addr);
}

static void write_java_stack(void)
{
    Thread *t = thread_current();
    if (t)
        print_java_stack(state.out, t);
    else
        fprintf(state.out, "\nJava stack: this thread is not attached\n");
}

static void write_options(void)
{
    fprintf(state.out, "\nOptions:");
    for (u32 i = 0; i < options.argument_count; i++)
        fprintf(state.out, " %s", options.arguments[i]);
    fputc('\n', state.out);
}

static void write_events(void)
{
    fprintf(state.out, "\nLast events:\n");
    trace_ring_print(state.out);
}

/* The last part, because the first call of backtrace loads a library, which allocates. */
static void write_native_stack(void)
{
    fprintf(state.out, "\nNative stack:\n");
    fflush(state.out);
    void *addresses[ADDRESSES];
    backtrace_symbols_fd(addresses, backtrace(addresses, COUNT_OF(addresses)), state.fd);
}

static void write_details(void)
{
    static void (*const parts[])(void) = {write_signal,  write_registers, write_java_stack,
                                          write_options, write_events,    write_native_stack};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        write_part(parts[i]);
}

/* ---- the file: -XX:ErrorFile, or in the working directory, or in /tmp ---- */

static bool open_path(const char *pattern)
{
    commands_expand(pattern, strlen(pattern), state.path, sizeof state.path);
    int fd = *state.path ? open(state.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;
    if (fd >= 0)
        direct(fd);
    return fd >= 0;
}

static bool open_in_working_directory(void)
{
    static const char name[] = "/hs_err_pid%p.log";
    return getcwd(state.pattern, sizeof state.pattern - sizeof name) &&
           open_path(strcat(state.pattern, name));
}

static void open_file(void)
{
    if (!open_path(option_flags[FLAG_ErrorFile].text) && !open_in_working_directory())
        open_path("/tmp/hs_err_pid%p.log");
}

static void write_file(void)
{
    write_part(open_file);
    if (state.fd == STDOUT_FILENO) {
        fprintf(state.out, "# Can not save log file, dump to screen..\n");
        write_details();
        return;
    }
    write_part(write_summary);
    write_details();
    direct(STDOUT_FILENO);
    fprintf(state.out, "# An error report file with more information is saved as:\n# %s\n#\n", state.path);
}

/* ---- the whole ---- */

/* What the program has printed so far comes before the report. */
static void flush_output(void)
{
    fflush(stdout);
}

/* Writes the summary on stdout, and the whole report into a file, or where -XX:+ErrorFileToStdout and
 * -XX:+ErrorFileToStderr say. */
static void write_report(void)
{
    direct(STDOUT_FILENO);
    write_part(write_summary);
    if (OPTION_FLAG(ErrorFileToStdout)) {
        write_details();
    } else if (OPTION_FLAG(ErrorFileToStderr)) {
        direct(STDERR_FILENO);
        write_part(write_summary);
        write_details();
    } else {
        write_file();
    }
    direct(STDOUT_FILENO);
}

/* No alarm ends the commands: they may take as long as they like. */
static void run_commands(void)
{
    const char *commands = option_flags[FLAG_OnError].text;
    if (!*commands)
        return;
    fprintf(state.out, "#\n# -XX:OnError=\"%s\"\n", commands);
    fflush(state.out);
    commands_run(commands, " ...");
}

/* One thread reports; any other waits here for the end. The reporter comes here again when it faults or
 * panics meanwhile. */
static void become_reporter(void)
{
    pid_t before = 0, self = (pid_t)syscall(SYS_gettid);
    if (atomic_compare_exchange_strong(&state.reporter, &before, self))
        return;
    while (before != self)
        pause();
    give_up_part();
    _exit(ABORTED);
}

static void report(const char *message, const siginfo_t *info, const ucontext_t *context)
{
    become_reporter();
    state.message = message;
    state.info = info;
    state.context = context;
    if (OPTION_FLAG(SuppressFatalErrorMessage))
        return;
    fault_unblock();
    catch_alarms();
    write_part(flush_output);
    write_report();
    run_commands();
    write_part(flush_output);
}

void crash_report(const char *message)
{
    char text[512];
    const char *colon = strstr(message, "error: "); /* panic's prefix and line end are left out */
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

static ssize_t write_out(void *cookie, const char *text, size_t size)
{
    (void)cookie;
    return write(state.fd, text, size);
}

void crash_init(void)
{
    if (!state.out)
        state.out = fopencookie(NULL, "w", (cookie_io_functions_t){.write = write_out});
    if (!state.out)
        panic("no memory for the crash report's stream");
    setvbuf(state.out, state.buffer, _IOFBF, sizeof state.buffer);
    panic_hook = crash_report;
}
