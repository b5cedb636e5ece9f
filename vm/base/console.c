/* console.c - see console.h. The streams over a hook are glibc's, made by fopencookie. */
#include "vm/base/console.h"

#include "vm/base/state.h"

#include <pthread.h>
#include <stdlib.h>

/* What a stream hands its text to. */
typedef struct Target {
    ConsoleHook *hook;
    FILE *stream; /* what the hook is told */
} Target;

SNAPSHOT_STATE(host) static struct {
    ConsoleHook *hook; /* NULL: none */
    FILE *out, *err;   /* over the hook */
} state;

static int call_hook(const Target *target, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = target->hook(target->stream, format, args);
    va_end(args);
    return length;
}

static ssize_t write_to_hook(void *cookie, const char *text, size_t length)
{
    int before;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    call_hook(cookie, "%.*s", (int)length, text);
    pthread_setcancelstate(before, NULL);
    return (ssize_t)length;
}

static int close_target(void *cookie)
{
    free(cookie);
    return 0;
}

FILE *console_open(ConsoleHook *hook, FILE *stream)
{
    static const cookie_io_functions_t functions = {.write = write_to_hook, .close = close_target};
    Target *target = malloc(sizeof *target);
    if (!target)
        return NULL;
    *target = (Target){hook, stream};
    FILE *opened = fopencookie(target, "w", functions);
    if (opened)
        setvbuf(opened, NULL, _IOLBF, BUFSIZ);
    else
        free(target);
    return opened;
}

FILE *console_out(void)
{
    return state.out ? state.out : stdout;
}

FILE *console_err(void)
{
    return state.err ? state.err : stderr;
}

bool console_is_shared(const FILE *stream)
{
    return stream == console_out() || stream == console_err();
}

void console_set_hook(ConsoleHook *hook)
{
    console_reset();
    state.hook = hook;
    state.out = hook ? console_open(hook, stdout) : NULL;
    state.err = hook ? console_open(hook, stderr) : NULL;
}

void console_print(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(console_out(), format, args);
    va_end(args);
}

int console_vprint(FILE *stream, const char *format, va_list args)
{
    return state.hook ? state.hook(stream, format, args) : vfprintf(stream, format, args);
}

void console_reset(void)
{
    if (state.out)
        fclose(state.out);
    if (state.err)
        fclose(state.err);
    STATE_CLEAR(state);
}
