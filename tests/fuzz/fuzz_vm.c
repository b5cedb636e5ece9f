/* fuzz_vm.c - see fuzz_vm.h. */
#include "tests/fuzz/fuzz_vm.h"

#include "gc/heap.h"
#include "tests/fuzz/sandbox.h"

#include "classloader/load/loader.h"
#include "vm/exec/thread/thread.h"
#include "vm/thread/handles.h"

#include <errno.h>
#include <gc/gc.h>
#include <jni.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CHILD_INPUTS = 1000,
    MAX_INPUT = 1 << 20,
    MAX_COUNTERS = 1 << 20,
    WAIT_MILLIS = 300, /* without an answer for so long, the child is looked at */
    HANG_SECONDS = 10
};

/* Where clang's instrumentation counts edges; absent in other builds. */
extern u8 __start___sancov_cntrs[] __attribute__((weak));
extern u8 __stop___sancov_cntrs[] __attribute__((weak));
extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

extern int fuzz_vm_stub; /* stub.c */

typedef struct Shared {
    size_t size;
    u8 input[MAX_INPUT];
    u8 counters[MAX_COUNTERS];
} Shared;

typedef struct Child {
    pid_t pid; /* 0: there is none */
    int requests, answers;
    u32 inputs;
} Child;

static Shared *shared;
static Child child;
static jobject loaders[CHILD_INPUTS]; /* global references */

/* ---- counters ---- */

static size_t counter_count(void)
{
    size_t count = (size_t)(__stop___sancov_cntrs - __start___sancov_cntrs);
    return count < MAX_COUNTERS ? count : MAX_COUNTERS;
}

static void clear_counters(void)
{
    if (counter_count())
        memset(__start___sancov_cntrs, 0, counter_count());
}

static void publish_counters(void)
{
    if (counter_count())
        memcpy(shared->counters, __start___sancov_cntrs, counter_count());
}

static void adopt_counters(void)
{
    if (counter_count())
        memcpy(__start___sancov_cntrs, shared->counters, counter_count());
}

/* ---- the VM ---- */

/* In the child: the input ends here, and so does the child. */
static void ended_by_program(jint code)
{
    (void)code;
    publish_counters();
    _exit(0);
}

static bool make_loaders(JNIEnv *env)
{
    jclass c = (*env)->FindClass(env, "java/net/URLClassLoader"),
           url = (*env)->FindClass(env, "java/net/URL");
    jmethodID make = c ? (*env)->GetMethodID(env, c, "<init>", "([Ljava/net/URL;)V") : NULL;
    jobjectArray urls = url ? (*env)->NewObjectArray(env, 0, url, NULL) : NULL;
    for (u32 i = 0; i < CHILD_INPUTS && make && urls; i++) {
        jobject loader = (*env)->NewObject(env, c, make, urls);
        loaders[i] = loader ? (*env)->NewGlobalRef(env, loader) : NULL;
        (*env)->DeleteLocalRef(env, loader);
    }
    return loaders[CHILD_INPUTS - 1] != NULL;
}

bool fuzz_vm_start(void)
{
    static char class_path[4096];
    const char *classes = getenv("MOKA_FUZZ_CLASSES");
    snprintf(class_path, sizeof class_path, "-Djava.class.path=%s", classes ? classes : "/dev/null");
    JavaVMOption options[] = {
        {.optionString = class_path},
        {.optionString = "-XX:+GCStressVerify"},
        {.optionString = "-Xmx24m"},
        {.optionString = "-Xint"}, /* machine code counts no instructions, and no sanitizer sees it */
        {.optionString = "exit", .extraInfo = (void *)(uintptr_t)ended_by_program},
    };
    JavaVMInitArgs args = {
        .version = JNI_VERSION_10, .nOptions = sizeof options / sizeof options[0], .options = options};
    JavaVM *vm;
    JNIEnv *env;
    /* Marker threads would not be there in a child; and start_child holds the collector's lock over the fork,
     * for which the library's own handler would wait. */
    setenv("GC_MARKERS", "1", 1);
    GC_set_handle_fork(0);
    if (!getenv("MOKA_JDK_HOME"))
        setenv("MOKA_JDK_HOME", "/usr/lib/jvm/java-17-openjdk-amd64", 1);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return fuzz_vm_stub && shared != MAP_FAILED && JNI_CreateJavaVM(&vm, (void **)&env, &args) == JNI_OK &&
           make_loaders(env);
}

/* ---- the child ---- */

static void say_nothing(void)
{
}

void fuzz_vm_defect(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("defect: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}

/* libFuzzer's handlers are the parent's business; the report of a defect is printed here. */
static void become_child(void)
{
    static const int signals[] = {SIGABRT, SIGALRM, SIGINT, SIGTERM, SIGXFSZ, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < COUNT_OF(signals); i++)
        signal(signals[i], SIG_DFL);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(say_nothing);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!getenv("MOKA_FUZZ_OPEN")) /* a sanitizer needs another program to name functions */
        sandbox_enter();
}

static void run_one(FuzzBody body, u32 index)
{
    const struct itimerval limit = {.it_value = {.tv_sec = HANG_SECONDS}};
    u8 *copy = malloc(shared->size ? shared->size : 1);
    memcpy(copy, shared->input, shared->size);
    clear_counters();
    setitimer(ITIMER_VIRTUAL, &limit, NULL);
    Thread *t = thread_current();
    thread_enter_vm(t);
    HandleFrame frame = handles_push_frame(t);
    LoaderData *loader = loader_of(t, handles_get((HandleRef)loaders[index]));
    if (loader)
        body(t, loader, copy, shared->size);
    t->exception = NULL;
    handles_pop_frame(t, frame);
    thread_leave_vm(t);
    free(copy);
    publish_counters();
}

static void serve(FuzzBody body, int requests, int answers)
{
    u8 word;
    become_child();
    for (u32 i = 0; read(requests, &word, 1) == 1; i++) {
        run_one(body, i);
        if (write(answers, &word, 1) != 1)
            break;
    }
    _exit(0);
}

/* ---- the parent ---- */

static void start_child(FuzzBody body)
{
    int requests[2], answers[2];
    if (pipe(requests) != 0 || pipe(answers) != 0)
        fuzz_vm_defect("no pipe");
    /* The VM's other threads are not in the child: they must not seem to run there, nor hold the heap. */
    Thread *t = thread_current();
    thread_enter_vm(t);
    safepoint_begin(t);
    pid_t pid = fork();
    safepoint_end(t);
    thread_leave_vm(t);
    if (pid < 0)
        fuzz_vm_defect("no process");
    if (pid == 0) {
        close(requests[1]);
        close(answers[0]);
        serve(body, requests[0], answers[1]);
    }
    close(requests[0]);
    close(answers[1]);
    child = (Child){.pid = pid, .requests = requests[1], .answers = answers[0]};
}

static int end_child(void)
{
    int status = 0;
    close(child.requests);
    close(child.answers);
    while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
    }
    child.pid = 0;
    return status;
}

typedef struct Progress {
    u64 ticks;  /* user and system time */
    char state; /* R: has or wants a processor */
} Progress;

static Progress child_progress(void)
{
    char path[64], text[1024], state = 'R';
    unsigned long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)child.pid);
    FILE *file = fopen(path, "r");
    size_t used = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[used] = '\0';
    const char *at = strrchr(text, ')');
    if (at)
        sscanf(at + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state, &user, &system);
    return (Progress){user + system, state};
}

/* False: the child has ended. One that waits for ever (a monitor, sleep) uses no time and is ended. */
static bool wait_for_answer(void)
{
    struct pollfd answer = {.fd = child.answers, .events = POLLIN};
    u8 word;
    Progress before = {0};
    for (;;) {
        int ready = poll(&answer, 1, WAIT_MILLIS);
        if (ready > 0)
            return read(child.answers, &word, 1) == 1;
        if (ready == 0) {
            Progress now = child_progress();
            if (now.ticks == before.ticks && now.state == 'S' && before.state == 'S')
                kill(child.pid, SIGKILL);
            before = now;
        }
    }
}

static void judge_end(int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return; /* it waited for ever */
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGVTALRM)
        fuzz_vm_defect("a hang: more than %d s", HANG_SECONDS);
    fuzz_vm_defect("the child ended with status 0x%x", (unsigned)status);
}

void fuzz_vm_run(const u8 *data, size_t size, FuzzBody body)
{
    if (size > MAX_INPUT)
        return;
    if (!child.pid)
        start_child(body);
    memcpy(shared->input, data, size);
    shared->size = size;
    u8 word = 1;
    bool answered = write(child.requests, &word, 1) == 1 && wait_for_answer();
    adopt_counters();
    if (!answered)
        judge_end(end_child());
    else if (++child.inputs == CHILD_INPUTS)
        judge_end(end_child());
}
