/* options_text.c - what the user reads of options and of the start: see options.h. */
#include "vm/base/console.h"
#include "vm/host/exit.h"
#include "vm/host/options.h"

void options_warn(const char *format, ...)
{
    va_list args;
    if (!OPTION_FLAG(PrintWarnings))
        return;
    fprintf(console_err(), "OpenJDK 64-Bit Server VM warning: ");
    va_start(args, format);
    vfprintf(console_err(), format, args);
    va_end(args);
    fprintf(console_err(), "\n");
}

static void print_failure(const char *format, va_list args)
{
    fflush(console_out());
    console_print("Error occurred during initialization of VM\n");
    vfprintf(console_out(), format, args);
    console_print("\n");
    fflush(console_out());
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
