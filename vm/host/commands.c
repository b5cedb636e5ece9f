/* commands.c - see commands.h. */
#include "vm/host/commands.h"
#include "vm/base/console.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COMMAND_SIZE = 4096 };

extern char **environ;

void commands_expand(const char *text, size_t length, char *ret_text, size_t size)
{
    char pid[16];
    size_t pid_length = (size_t)snprintf(pid, sizeof pid, "%d", (int)getpid()), used = 0;
    for (size_t i = 0; i < length && used + pid_length < size; i++) {
        bool is_escape = text[i] == '%' && i + 1 < length && (text[i + 1] == 'p' || text[i + 1] == '%');
        if (!is_escape) {
            ret_text[used++] = text[i];
        } else if (text[++i] == '%') {
            ret_text[used++] = '%';
        } else {
            memcpy(ret_text + used, pid, pid_length);
            used += pid_length;
        }
    }
    ret_text[used] = '\0';
}

static void run(const char *command)
{
    char *argv[] = {"sh", "-c", (char *)command, NULL};
    pid_t child;
    int status, error = posix_spawn(&child, "/bin/sh", NULL, NULL, argv, environ);
    while (!error && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (error)
        console_print("os::fork_and_exec failed: %s (%d)\n", strerror(error), error);
}

void commands_run(const char *commands, const char *ending)
{
    const char *at = commands + strspn(commands, " ;");
    for (size_t length; *at; at += length, at += strspn(at, " ;")) {
        char command[COMMAND_SIZE];
        length = strcspn(at, ";");
        commands_expand(at, length, command, sizeof command);
        console_print("#   Executing /bin/sh -c \"%s\"%s\n", command, ending);
        fflush(console_out());
        run(command);
    }
}
