/* host_faults.c - a host that handles faults of the machine itself, beside a VM in its process
 * In:     host_faults LIBJVM CLASSPATH SETTINGS FAULTS PLACES [OPTION...], the first three lists with commas
 *   SETTINGS  siginfo, handler: the form of its handlers; default, ignore: it has none
 *             repair, skip, jump: what they do: mend the cause and return, return past the instruction (which
 *             both fall back to jump where a handler cannot know enough), siglongjmp
 *             late: installed after the VM's making; forward: what the host did not cause goes to the handler
 *             before it; ask: JVM_handle_linux_signal is asked first
 *             onstack, nodefer, resethand, mask: flags of sigaction, and SIGURG in its mask
 *             blocked: SIGWINCH is blocked in the host's threads
 *             ownstack: the host's threads have alternate stacks of their own
 *             again: the handler faults itself
 *   FAULTS    segv, bus, fpe, ill, trap, sent, overflow; none. And segv with the VM's metadata lost, with
 *             malloc stuck, or on two threads at once: lost, stuck, pair
 *   PLACES    first, created, native, java-thread, attached, alone, detached, destroyed
 * CLASSPATH has a class HostFaults with a main and the native `faults(String place)`.
 * Out:    for each place and fault what the handler saw: "native segv: SEGV code 2 address ok pc ok, blocked
 * SEGV URG, then none, went on"; a line "stack ..." for the stack that it ran on. Of the blocked signals
 * those that the settings name and the faults' own are told.
 */
#include "tests/embed/host.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

enum { PAGE = 4096, OWN_STACK = 64 * 1024, FRAME = 4096 };

static const int handled[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
static struct sigaction before[65];
static const char *settings, *faults, *places;

/* What one fault expects, and what its handler saw. */
typedef struct Fault {
    const char *name;
    int calls, signal, code;
    bool address_ok, pc_ok, has_context, went_past;
    sigset_t blocked;
    const char *stack;
} Fault;

static _Thread_local Fault fault;
static _Thread_local bool expected;
static _Thread_local sigjmp_buf recovery;
static _Thread_local void *volatile fault_pc, *volatile next_pc;
static _Thread_local char *own_stack;
static char *page, *mapping;
static int file;

static bool listed(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; at; at = strchr(at, ','), at = at ? at + 1 : NULL)
        if (strncmp(at, word, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    return false;
}

/* ---- the faults: each leaves its own pc and the next one, and goes on behind the instruction ---- */

#define FAULTING(instruction, ...)                                                                           \
    __asm__ volatile("lea 1f(%%rip), %%rax\n\tmov %%rax, %0\n\tlea 2f(%%rip), %%rax\n\tmov %%rax, %1\n"      \
                     "xor %%edx, %%edx\n1:\t" instruction "\n2:"                                             \
                     : "=m"(fault_pc), "=m"(next_pc)                                                         \
                     : __VA_ARGS__                                                                           \
                     : "rax", "rdx", "memory", "cc")

static void fault_segv(void)
{
    mprotect(page, PAGE, PROT_NONE);
    FAULTING("movb $1, (%%rcx)", "c"(page));
}

static void fault_bus(void)
{
    if (ftruncate(file, 0) == 0)
        FAULTING("movb $1, (%%rcx)", "c"(mapping));
}

static void fault_fpe(void)
{
    FAULTING("idiv %%rcx", "c"(0L));
}

static void fault_ill(void)
{
    FAULTING("ud2", "c"(0L));
}

static void fault_trap(void)
{
    FAULTING("int3", "c"(0L));
}

static void fault_sent(void)
{
    pthread_kill(pthread_self(), SIGSEGV);
}

static __attribute__((noinline)) int overflow(int depth)
{
    volatile char frame[FRAME];
    frame[0] = (char)depth;
    return depth < 0 ? 0 : overflow(depth + 1) + frame[0];
}

static void fault_overflow(void)
{
    overflow(0);
}

/* Nothing can be read any longer where the VM keeps its metadata, below 4 GB. */
static void fault_lost(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    unsigned long start, end;
    char line[512], rights[8];
    while (maps && fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %7s", &start, &end, rights) == 3 && start < 1UL << 32 && rights[1] == 'w')
            mprotect((void *)start, end - start, PROT_NONE);
    fault_segv();
}

static volatile bool stuck;

/* In place of libc's, for everybody in the process. */
void *malloc(size_t size)
{
    extern void *__libc_malloc(size_t size);
    while (stuck)
        pause();
    return __libc_malloc(size);
}

static void fault_stuck(void)
{
    stuck = true;
    fault_segv();
}

static void *fault_at_once(void *barrier)
{
    pthread_barrier_wait(barrier);
    fault_segv();
    return NULL;
}

static void fault_pair(void)
{
    pthread_barrier_t barrier;
    pthread_t threads[2];
    pthread_barrier_init(&barrier, NULL, 2);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, fault_at_once, &barrier);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}

static const struct {
    const char *name;
    void (*run)(void);
} kinds[] = {{"segv", fault_segv},   {"bus", fault_bus},   {"fpe", fault_fpe},           {"ill", fault_ill},
             {"trap", fault_trap},   {"sent", fault_sent}, {"overflow", fault_overflow}, {"lost", fault_lost},
             {"stuck", fault_stuck}, {"pair", fault_pair}};

/* ---- the host's handlers ---- */

static const char *stack_here(void)
{
    char local, *here = &local;
    stack_t now;
    if (own_stack && here >= own_stack && here < own_stack + OWN_STACK)
        return "the host's";
    return sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_ONSTACK) ? "alternate" : "the thread's";
}

static void look(int number)
{
    fault.calls++;
    fault.signal = number;
    fault.stack = stack_here();
    pthread_sigmask(SIG_BLOCK, NULL, &fault.blocked);
}

static void look_closely(const siginfo_t *info, const ucontext_t *context)
{
    void *pc = (void *)context->uc_mcontext.gregs[REG_RIP];
    fault.has_context = true;
    fault.code = info->si_code;
    fault.address_ok =
        info->si_signo == fault.signal && info->si_addr == (fault.signal == SIGSEGV  ? (void *)page
                                                            : fault.signal == SIGBUS ? (void *)mapping
                                                                                     : fault_pc);
    fault.pc_ok = pc == (fault.signal == SIGTRAP ? next_pc : fault_pc);
}

/* Without a context a handler can mend memory, but no registers. */
static bool repair(ucontext_t *context)
{
    switch (fault.signal) {
    case SIGSEGV: return mprotect(page, PAGE, PROT_READ | PROT_WRITE) == 0;
    case SIGBUS: return ftruncate(file, PAGE) == 0;
    case SIGFPE: return context && (context->uc_mcontext.gregs[REG_RCX] = 1);
    case SIGILL: return context && (context->uc_mcontext.gregs[REG_RIP] += 2);
    default: return true;
    }
}

static bool skip(ucontext_t *context)
{
    if (context)
        context->uc_mcontext.gregs[REG_RIP] = (greg_t)next_pc;
    return context || fault.signal == SIGTRAP;
}

static void act(ucontext_t *context)
{
    if (listed(settings, "again"))
        FAULTING("movb $1, 8", "c"(0L));
    bool sent = strcmp(fault.name, "sent") == 0;
    if (sent || (listed(settings, "repair") && repair(context)) ||
        (listed(settings, "skip") && skip(context)))
        return;
    siglongjmp(recovery, 1);
}

static void forward(int number, siginfo_t *info, void *context)
{
    const struct sigaction *old = &before[number];
    if (old->sa_flags & SA_SIGINFO)
        old->sa_sigaction(number, info, context);
    else if (old->sa_handler != SIG_DFL && old->sa_handler != SIG_IGN)
        old->sa_handler(number);
    else
        _exit(99);
}

static void handle_siginfo(int number, siginfo_t *info, void *context)
{
    static int (*ask)(int, siginfo_t *, void *, int);
    if (listed(settings, "ask")) {
        if (!ask)
            *(void **)&ask = dlsym(RTLD_DEFAULT, "JVM_handle_linux_signal");
        if (ask(number, info, context, 0))
            return;
    }
    if (!expected && listed(settings, "forward")) {
        forward(number, info, context);
        return;
    }
    look(number);
    look_closely(info, context);
    act(context);
}

static void handle_plain(int number)
{
    look(number);
    act(NULL);
}

static void install(void)
{
    struct sigaction action = {.sa_flags = 0};
    if (listed(settings, "siginfo")) {
        action.sa_sigaction = handle_siginfo;
        action.sa_flags = SA_SIGINFO;
    } else {
        action.sa_handler = listed(settings, "handler")  ? handle_plain
                            : listed(settings, "ignore") ? SIG_IGN
                                                         : SIG_DFL;
    }
    action.sa_flags |= (listed(settings, "onstack") ? SA_ONSTACK : 0) |
                       (listed(settings, "nodefer") ? SA_NODEFER : 0) |
                       (listed(settings, "resethand") ? (int)SA_RESETHAND : 0);
    if (listed(settings, "mask"))
        sigaddset(&action.sa_mask, SIGURG);
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        sigaction(handled[i], &action, &before[handled[i]]);
}

static void use_own_stack(void)
{
    if (!listed(settings, "ownstack") || own_stack)
        return;
    own_stack = mmap(NULL, OWN_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    stack_t stack = {.ss_sp = own_stack, .ss_size = OWN_STACK};
    if (own_stack == MAP_FAILED || sigaltstack(&stack, NULL) != 0)
        host_fail("no alternate stack");
}

/* ---- running them ---- */

static void print_blocked(const char *label, const sigset_t *set)
{
    static const int told[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGURG, SIGWINCH};
    bool any = false;
    printf("%s", label);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (sigismember(set, told[i]) == 1)
            any = printf(" %s", sigabbrev_np(told[i])) > 0;
    printf("%s", any ? "" : " none");
}

static void print_fault(const char *place)
{
    sigset_t now;
    pthread_sigmask(SIG_BLOCK, NULL, &now);
    printf("%s %s: %s", place, fault.name, fault.calls ? sigabbrev_np(fault.signal) : "not called");
    if (fault.has_context)
        printf(" code %d%s%s", fault.code, fault.address_ok ? " address ok" : "",
               fault.pc_ok ? " pc ok" : "");
    print_blocked(", blocked", &fault.blocked);
    print_blocked(", then", &now);
    printf(", %s%s\n", fault.went_past ? "went on" : "jumped", fault.calls > 1 ? ", many calls" : "");
    printf("stack %s\n", fault.stack);
    fflush(stdout);
}

static void run_faults(const char *place)
{
    if (!listed(places, place))
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!listed(faults, kinds[i].name))
            continue;
        fault = (Fault){.name = kinds[i].name};
        expected = true;
        if (sigsetjmp(recovery, 1) == 0) {
            kinds[i].run();
            fault.went_past = true;
        }
        expected = false;
        print_fault(place);
        if (ftruncate(file, PAGE) != 0)
            host_fail("ftruncate");
    }
}

static void JNICALL native_faults(JNIEnv *env, jclass class, jstring place)
{
    char name[32] = "";
    (void)class;
    (*env)->GetStringUTFRegion(env, place, 0, (*env)->GetStringLength(env, place), name);
    run_faults(name);
}

static void *run_thread(void *vm)
{
    JNIEnv *env;
    JavaVM *java = vm;
    use_own_stack();
    if (!java) {
        run_faults("alone");
        return NULL;
    }
    if ((*java)->AttachCurrentThread(java, (void **)&env, NULL) != JNI_OK)
        host_fail("attach");
    run_faults("attached");
    (*java)->DetachCurrentThread(java);
    run_faults("detached");
    return NULL;
}

static void on_thread(JavaVM *vm)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_thread, vm) != 0 || pthread_join(thread, NULL) != 0)
        host_fail("thread");
}

static void block_signal(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGWINCH);
    if (listed(settings, "blocked"))
        pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void make_memory(void)
{
    char name[] = "/tmp/host_faults_XXXXXX";
    file = mkstemp(name);
    if (file < 0 || unlink(name) != 0 || ftruncate(file, PAGE) != 0)
        host_fail("file");
    page = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mapping = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page == MAP_FAILED || mapping == MAP_FAILED)
        host_fail("mmap");
}

int main(int argc, char **argv)
{
    static const JNINativeMethod natives[] = {{"faults", "(Ljava/lang/String;)V", (void *)native_faults}};
    if (argc < 6)
        host_fail("usage: host_faults LIBJVM CLASSPATH SETTINGS FAULTS PLACES [OPTION...]");
    settings = argv[3];
    faults = argv[4];
    places = argv[5];
    make_memory();
    block_signal();
    use_own_stack();
    HostCreate create = host_open(argv[1]);
    if (!listed(settings, "late"))
        install();
    run_faults("first");
    JNIEnv *env = host_create(create, argv[2], argv + 6, argc - 6);
    if (listed(settings, "late"))
        install();
    run_faults("created");
    host_run_main(env, "HostFaults", natives, 1);
    JavaVM *vm;
    if ((*env)->GetJavaVM(env, &vm) != JNI_OK)
        host_fail("GetJavaVM");
    on_thread(vm);
    on_thread(NULL);
    if ((*vm)->DestroyJavaVM(vm) != JNI_OK)
        host_fail("DestroyJavaVM");
    run_faults("destroyed");
    printf("end\n");
    return 0;
}
