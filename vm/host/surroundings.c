/* surroundings.c - see surroundings.h. */
#include "vm/host/surroundings.h"

#include "vm/base/state.h"

#include <dirent.h>
#include <dlfcn.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SIGNALS = 65 };

SNAPSHOT_STATE(host) static struct {
    struct sigaction before[SIGNALS];
    void (*set[SIGNALS])(int); /* what the VM has asked for; NULL, which is SIG_DFL: nothing, or that */
    bool has_set[SIGNALS];
    sigset_t mask;
    char *locale;
    struct rlimit files;
    rlim_t raised_to; /* 0: not raised */
    bool *was_open;   /* by descriptor; or a program's, and closed since */
    int open_limit;   /* one more than the highest that was open */
} state;

/* ---- noting ---- */

void surroundings_for_each_open(void (*visit)(int descriptor, void *context), void *context)
{
    DIR *folder = opendir("/proc/self/fd");
    if (!folder)
        return;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        int descriptor = entry->d_name[0] == '.' ? -1 : atoi(entry->d_name);
        if (descriptor >= 0 && descriptor != dirfd(folder))
            visit(descriptor, context);
    }
    closedir(folder);
}

static void raise_limit(int descriptor, void *unused)
{
    (void)unused;
    if (descriptor >= state.open_limit)
        state.open_limit = descriptor + 1;
}

static void note_open(int descriptor, void *unused)
{
    (void)unused;
    if (descriptor < state.open_limit)
        state.was_open[descriptor] = true;
}

static void note_open_files(void)
{
    surroundings_for_each_open(raise_limit, NULL);
    state.was_open = calloc((size_t)state.open_limit + 1, sizeof *state.was_open);
    if (state.was_open)
        surroundings_for_each_open(note_open, NULL);
}

void surroundings_note(void)
{
    STATE_CLEAR(state);
    for (int i = 1; i < SIGNALS; i++)
        sigaction(i, NULL, &state.before[i]); /* refused for two that belong to libc */
    pthread_sigmask(SIG_SETMASK, NULL, &state.mask);
    const char *locale = setlocale(LC_ALL, NULL);
    state.locale = locale ? strdup(locale) : NULL;
    note_open_files();
}

bool surroundings_set_handler(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    if (sigaction(number, &action, NULL) != 0)
        return false;
    state.set[number] = handler;
    state.has_set[number] = true;
    return true;
}

void surroundings_raise_file_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    state.files = limit;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
        state.raised_to = limit.rlim_cur;
}

/* ---- giving back ---- */

void surroundings_end_start(void)
{
    const char *now = setlocale(LC_ALL, NULL);
    if (state.locale && now && strcmp(now, state.locale) != 0)
        setlocale(LC_ALL, state.locale);
    free(state.locale);
    state.locale = NULL;
    pthread_sigmask(SIG_SETMASK, &state.mask, NULL);
}

/* Room for one more in the list of those that are not to be closed. */
static bool reach(int descriptor)
{
    if (descriptor < state.open_limit)
        return state.was_open != NULL;
    bool *grown = realloc(state.was_open, (size_t)descriptor + 1);
    if (!grown)
        return false;
    memset(grown + state.open_limit, 0, (size_t)(descriptor + 1 - state.open_limit));
    state.was_open = grown;
    state.open_limit = descriptor + 1;
    return true;
}

/* Only once: a thread of the host's may be given the number at once. */
void surroundings_close(int descriptor)
{
    if (descriptor <= STDERR_FILENO || !reach(descriptor) || state.was_open[descriptor])
        return;
    state.was_open[descriptor] = true;
    close(descriptor);
}

/* A handler in this library or in the JDK's: libnet and libnio have one that interrupts blocked calls. */
static bool is_in_machine(void (*handler)(int), const char *home)
{
    Dl_info own, other;
    if (handler == SIG_DFL || handler == SIG_IGN || !dladdr((void *)(uintptr_t)handler, &other))
        return false;
    bool is_own = dladdr((void *)(uintptr_t)is_in_machine, &own) && own.dli_fbase == other.dli_fbase;
    return is_own || (home && other.dli_fname && strncmp(other.dli_fname, home, strlen(home)) == 0);
}

/* As libjava leaves SIGCHLD when a program starts its first process. */
static bool is_of_processes(int number, const struct sigaction *now)
{
    return number == SIGCHLD && now->sa_handler == SIG_DFL && (now->sa_flags & SA_RESTART) &&
           (now->sa_flags & SA_NOCLDSTOP);
}

static void give_signal_back(int number, const char *home)
{
    struct sigaction now;
    if (sigaction(number, NULL, &now) != 0)
        return;
    bool as_set = state.has_set[number] && now.sa_handler == state.set[number];
    if (as_set || is_in_machine(now.sa_handler, home) || is_of_processes(number, &now))
        sigaction(number, &state.before[number], NULL);
}

void surroundings_give_back(const char *home)
{
    struct rlimit limit;
    for (int i = 1; i < SIGNALS; i++)
        give_signal_back(i, home);
    if (state.raised_to && getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur == state.raised_to)
        setrlimit(RLIMIT_NOFILE, &state.files);
    free(state.was_open);
    STATE_CLEAR(state);
}
