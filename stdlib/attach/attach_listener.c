/* attach_listener.c - see attach_listener.h. */
#include "stdlib/attach/attach_listener.h"

#include "stdlib/attach/attach_operation.h"
#include "stdlib/attach/attach_request.h"
#include "vm/base/state.h"
#include "vm/exec/thread/java_thread.h"
#include "vm/exec/throw/exception.h"
#include "vm/host/options.h"
#include "vm/thread/thread_state.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAITING_CLIENTS = 5, PATH_SIZE = 64, NONE = -1 };

SNAPSHOT_STATE(host) static struct {
    bool is_started;         /* there is a thread; only the Signal Dispatcher and boot look */
    _Atomic int listener;    /* the socket + 1; 0: none */
    AttachRequest request;   /* the one that is being answered */
    char path[PATH_SIZE];    /* of the socket's file; empty: none */
} state;

SNAPSHOT_STATE(saved) static struct {
    Object *thread; /* its java.lang.Thread */
} saved;

/* ---- the socket ---- */

/* A socket that listens under a name of its own, before it gets the one that tools look for: who sees that
 * may connect. */
static bool bind_socket(int fd, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s.tmp", path);
    unlink(address.sun_path);
    bool done = bind(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
                listen(fd, WAITING_CLIENTS) == 0 && chmod(address.sun_path, S_IRUSR | S_IWUSR) == 0 &&
                chown(address.sun_path, geteuid(), getegid()) == 0 && rename(address.sun_path, path) == 0;
    if (!done)
        unlink(address.sun_path);
    return done;
}

static bool open_socket(void)
{
    snprintf(state.path, sizeof state.path, "/tmp/.java_pid%d", (int)getpid());
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || !bind_socket(fd, state.path)) {
        if (fd >= 0)
            close(fd);
        state.path[0] = '\0';
        return false;
    }
    int before = atomic_exchange(&state.listener, fd + 1) - 1;
    if (before >= 0) {
        shutdown(before, SHUT_RDWR); /* the thread that waits there comes back */
        close(before);
    }
    return true;
}

/* ---- the thread ---- */

/* An answer is written, and its connection closed, on the side of native code. */
static void answer(Thread *t, AttachRequest *request)
{
    thread_enter_vm(t);
    attach_run(t, request);
    if (t->exception)
        exception_print_pending(t);
    thread_leave_vm(t);
    attach_send(request);
}

static void listen_loop(Thread *t)
{
    thread_leave_vm(t);
    for (;;) {
        int listener = atomic_load(&state.listener) - 1;
        int fd = listener < 0 ? NONE : accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0 && errno != EINTR && errno != ECONNABORTED && atomic_load(&state.listener) - 1 == listener)
            break;
        if (fd < 0)
            continue;
        state.request = (AttachRequest){.fd = fd};
        if (attach_receive(&state.request))
            answer(t, &state.request);
        attach_close(&state.request);
    }
    thread_enter_vm(t);
}

static bool start(Thread *t)
{
    static const OwnThread listener = {"Attach Listener", listen_loop, &saved.thread};
    if (!open_socket())
        return false;
    state.is_started = java_thread_start_own(t, &listener);
    if (!state.is_started)
        exception_print_pending(t);
    return state.is_started;
}

/* ---- when ---- */

void attach_begin(Thread *t)
{
    if (OPTION_FLAG(StartAttachListener) && !OPTION_FLAG(DisableAttachMechanism) && !options.host.no_signals)
        start(t);
}

static bool is_trigger(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && (status.st_uid == geteuid() || status.st_uid == 0);
}

/* A tool makes the file in the working directory, or in /tmp if it may not. */
static bool is_asked(void)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, ".attach_pid%d", (int)getpid());
    if (is_trigger(path))
        return true;
    snprintf(path, sizeof path, "/tmp/.attach_pid%d", (int)getpid());
    return is_trigger(path);
}

bool attach_answers_quit(Thread *t)
{
    if (OPTION_FLAG(DisableAttachMechanism))
        return false;
    if (!state.is_started)
        return is_asked() && start(t);
    /* Somebody has cleaned /tmp. */
    return access(state.path, F_OK) != 0 && is_asked() && open_socket();
}

void attach_remove_file(void)
{
    if (state.path[0])
        unlink(state.path);
}

void attach_reset(void)
{
    int listener = atomic_load(&state.listener) - 1;
    attach_remove_file();
    if (listener >= 0)
        close(listener);
    attach_close(&state.request);
    STATE_CLEAR(state);
    STATE_CLEAR(saved);
}
