/* options_text.c - what the user reads of options and of the start: see options.h.
 * A host that has given a vfprintf hook prints it. */
#include "vm/host/exit.h"
#include "vm/host/options.h"

static void print_list(FILE *stream, const char *format, va_list args)
{
    if (options.vfprintf_hook)
        options.vfprintf_hook(stream, format, args);
    else
        vfprintf(stream, format, args);
}

void options_print(FILE *stream, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_list(stream, format, args);
    va_end(args);
}

void options_warn(const char *format, ...)
{
    va_list args;
    if (!OPTION_FLAG(PrintWarnings))
        return;
    options_print(stderr, "OpenJDK 64-Bit Server VM warning: ");
    va_start(args, format);
    print_list(stderr, format, args);
    va_end(args);
    options_print(stderr, "\n");
}

static void print_failure(const char *format, va_list args)
{
    fflush(stdout);
    options_print(stdout, "Error occurred during initialization of VM\n");
    print_list(stdout, format, args);
    options_print(stdout, "\n");
    fflush(stdout);
}

void options_exit_during_init(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_failure(format, args);
    va_end(args);
    exit_failed_start(JNI_ERR);
}

void options_exit_without_memory(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_failure(format, args);
    va_end(args);
    exit_failed_start(JNI_ENOMEM);
}
