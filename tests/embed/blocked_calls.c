/* blocked_calls.c - a host with handlers of its own, whose calls of the system must not notice collections
 * In:     blocked_calls LIBJVM CLASSPATH CLASS [OPTION...]: CLASS has a main and the natives `call` and
 * `release` below. The host has a handler for every signal before it makes the VM. It replaces the functions
 * that block, for the JDK's libraries too, by ones that count: calls, and those that ended by EINTR.
 * Out:    "control N": calls that a signal without SA_RESTART interrupted, before there is a VM (1, or the
 * counting does not work); "taken" and "taken at the end": numbers of the signals whose handler is another
 * one than the host's; the program's own output; "read N EINTR N" and so on for each function.
 */
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { LAST_SIGNAL = 64 };

typedef struct Count {
    const char *name;
    unsigned long calls, interrupted;
} Count;

static Count reads = {.name = "read"}, polls = {.name = "poll"}, epolls = {.name = "epoll_wait"},
             accepts = {.name = "accept"}, sleeps = {.name = "nanosleep"};
static Count *const counts[] = {&reads, &polls, &epolls, &accepts, &sleeps};

static long counted(Count *count, long result)
{
    int error = errno;
    __atomic_add_fetch(&count->calls, 1, __ATOMIC_SEQ_CST);
    if (result < 0 && error == EINTR)
        __atomic_add_fetch(&count->interrupted, 1, __ATOMIC_SEQ_CST);
    errno = error;
    return result;
}

ssize_t read(int fd, void *to, size_t size)
{
    return counted(&reads, syscall(SYS_read, fd, to, size));
}

int poll(struct pollfd *fds, nfds_t n, int timeout)
{
    return (int)counted(&polls, syscall(SYS_poll, fds, n, timeout));
}

int epoll_wait(int fd, struct epoll_event *events, int n, int timeout)
{
    return (int)counted(&epolls, syscall(SYS_epoll_wait, fd, events, n, timeout));
}

int accept(int fd, struct sockaddr *address, socklen_t *length)
{
    return (int)counted(&accepts, syscall(SYS_accept, fd, address, length));
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
    return (int)counted(&sleeps, syscall(SYS_nanosleep, wanted, left));
}

static void fail(const char *what)
{
    fprintf(stderr, "blocked_calls: %s\n", what);
    exit(2);
}

/* ---- the host's handlers ---- */

static void host_handler(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)info;
    (void)context;
}

static void take_all_signals(void)
{
    struct sigaction action = {.sa_sigaction = host_handler, .sa_flags = SA_SIGINFO};
    sigaddset(&action.sa_mask, SIGURG);
    for (int number = 1; number <= LAST_SIGNAL; number++)
        sigaction(number, &action, NULL); /* refused for a few */
}

static void print_taken(const char *label)
{
    printf("%s", label);
    for (int number = 1; number <= LAST_SIGNAL; number++) {
        struct sigaction now;
        if (sigaction(number, NULL, &now) != 0 || number == SIGKILL || number == SIGSTOP)
            continue;
        if (now.sa_sigaction != host_handler || !(now.sa_flags & SA_SIGINFO) ||
            sigismember(&now.sa_mask, SIGURG) != 1)
            printf(" %d", number);
    }
    printf("\n");
    fflush(stdout);
}

/* ---- the control: is an interrupted call counted? ---- */

static void *poll_once(void *unused)
{
    (void)unused;
    while (polls.interrupted == 0)
        poll(NULL, 0, 50);
    return NULL;
}

static void run_control(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, poll_once, NULL);
    while (__atomic_load_n(&polls.interrupted, __ATOMIC_SEQ_CST) == 0)
        pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    printf("control %lu\n", polls.interrupted);
    polls.calls = polls.interrupted = 0;
}

/* ---- the program's natives ---- */

static int gate[2]; /* a pipe: written to when the collections are over */

/* 0: the call did what it was asked for, at once; otherwise errno, or -1. */
static jint JNICALL call(JNIEnv *env, jclass class, jint which)
{
    char byte;
    struct pollfd wanted = {.fd = gate[0], .events = POLLIN};
    struct timespec time = {.tv_sec = 1}, left = {0};
    (void)env;
    (void)class;
    switch (which) {
    case 0: return read(gate[0], &byte, 1) == 1 ? 0 : errno ? errno : -1;
    case 1: return poll(&wanted, 1, -1) == 1 ? 0 : errno ? errno : -1;
    default: return nanosleep(&time, &left) == 0 ? 0 : errno ? errno : -1;
    }
}

/* Enough for all readers, and something left for those that poll. */
static void JNICALL release(JNIEnv *env, jclass class, jint readers)
{
    (void)env;
    (void)class;
    for (int i = 0; i <= readers; i++)
        if (write(gate[1], "x", 1) != 1)
            fail("write");
}

static void run_main(JNIEnv *env, const char *class_name)
{
    JNINativeMethod natives[] = {{"call", "(I)I", (void *)call}, {"release", "(I)V", (void *)release}};
    jclass c = (*env)->FindClass(env, class_name);
    if (c && (*env)->RegisterNatives(env, c, natives, 2) == JNI_OK) {
        jmethodID method = (*env)->GetStaticMethodID(env, c, "main", "([Ljava/lang/String;)V");
        if (method)
            (*env)->CallStaticVoidMethod(env, c, method, NULL);
    }
    if ((*env)->ExceptionCheck(env)) {
        (*env)->ExceptionDescribe(env);
        fail(class_name);
    }
}

int main(int argc, char **argv)
{
    if (argc < 4)
        fail("usage: blocked_calls LIBJVM CLASSPATH CLASS [OPTION...]");
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_GLOBAL);
    if (!library)
        fail(dlerror());
    jint (*create)(JavaVM **, void **, void *) =
        (jint(*)(JavaVM **, void **, void *))dlsym(library, "JNI_CreateJavaVM");
    if (!create || pipe(gate) != 0)
        fail("no JNI_CreateJavaVM, or no pipe");
    take_all_signals();
    run_control();
    char class_path[4096];
    snprintf(class_path, sizeof class_path, "-Djava.class.path=%s", argv[2]);
    JavaVMOption options[16] = {{.optionString = class_path}};
    JavaVMInitArgs args = {.version = JNI_VERSION_1_8, .nOptions = 1, .options = options};
    for (int i = 4; i < argc && args.nOptions < 16; i++)
        options[args.nOptions++].optionString = argv[i];
    JavaVM *vm;
    JNIEnv *env;
    if (create(&vm, (void **)&env, &args) != JNI_OK)
        fail("no VM");
    print_taken("taken");
    run_main(env, argv[3]);
    print_taken("taken at the end");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        printf("%s %lu EINTR %lu\n", counts[i]->name, counts[i]->calls, counts[i]->interrupted);
    fflush(stdout);
    return (*vm)->DestroyJavaVM(vm) == JNI_OK ? 0 : 1;
}
