/* blocked_calls.c - a host with handlers of its own, whose calls of the system must not notice collections
 * In:     blocked_calls LIBJVM CLASSPATH CLASS [OPTION...]: CLASS has a main and the natives `call` and
 * `release` below. The host has a handler for every signal before it makes the VM. It replaces the functions
 * that block, for the JDK's libraries too, by ones that count: calls, and those that ended by EINTR.
 * Out:    "control N": calls that a signal without SA_RESTART interrupted, before there is a VM (1, or the
 * counting does not work); "taken" and "taken at the end": numbers of the signals whose handler is another
 * one than the host's; the program's own output; "read N EINTR N" and so on for each function.
 */
#include "tests/embed/host.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
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
            host_fail("write");
}

int main(int argc, char **argv)
{
    static const JNINativeMethod natives[] = {{"call", "(I)I", (void *)call},
                                              {"release", "(I)V", (void *)release}};
    if (argc < 4)
        host_fail("usage: blocked_calls LIBJVM CLASSPATH CLASS [OPTION...]");
    HostCreate create = host_open(argv[1]);
    if (pipe(gate) != 0)
        host_fail("no pipe");
    take_all_signals();
    run_control();
    JNIEnv *env = host_create(create, argv[2], argv + 4, argc - 4);
    print_taken("taken");
    host_run_main(env, argv[3], natives, 2);
    print_taken("taken at the end");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        printf("%s %lu EINTR %lu\n", counts[i]->name, counts[i]->calls, counts[i]->interrupted);
    fflush(stdout);
    JavaVM *vm;
    return (*env)->GetJavaVM(env, &vm) == JNI_OK && (*vm)->DestroyJavaVM(vm) == JNI_OK ? 0 : 1;
}
