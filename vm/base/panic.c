/* panic.c - see panic.h.
 * No allocation here: the process may be out of memory or inside a signal handler. */
#include "vm/base/panic.h"

#include "vm/base/state.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

SNAPSHOT_STATE(host) void (*panic_hook)(const char *message);

static _Thread_local bool panicking;

static NORETURN void panic_message(const char *message, int length)
{
    ssize_t ignored = write(STDERR_FILENO, message, (size_t)length);
    (void)ignored;
    if (panic_hook && !panicking) {
        panicking = true;
        panic_hook(message);
    }
    abort();
}

void panic(const char *format, ...)
{
    char text[1024];
    va_list args;
    int used = snprintf(text, sizeof text, "moka: internal error: ");
    va_start(args, format);
    int more = vsnprintf(text + used, sizeof text - (size_t)used - 1, format, args);
    va_end(args);
    int length = used + (more < 0 ? 0 : more);
    if (length > (int)sizeof text - 2)
        length = (int)sizeof text - 2;
    text[length++] = '\n';
    text[length] = '\0';
    panic_message(text, length);
}

void panic_assert(const char *file, int line, const char *condition)
{
    panic("%s:%d: assertion failed: %s", file, line, condition);
}
