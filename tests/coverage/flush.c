/* flush.c - counts of a build for coverage survive a process that does not end by exit()
 *
 * gcc's counts are written by a handler of exit(), which abort, _exit and a signal do not run. In a build for
 * coverage the linker gives calls of these to the functions here (--wrap, in the top meson.build), so what a
 * crash report, a failed boot or an OutOfMemoryError that ends the process executes is counted too. A process
 * that is killed leaves nothing.
 */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

void __gcov_dump(void);
void __gcov_reset(void);

_Noreturn void __real_abort(void);
_Noreturn void __real__exit(int code);
int __real_raise(int number);

_Noreturn void __wrap_abort(void)
{
    __gcov_dump();
    __real_abort();
}

_Noreturn void __wrap__exit(int code)
{
    __gcov_dump();
    __real__exit(code);
}

/* The signal may end the process or not; what was written must not be counted twice. */
int __wrap_raise(int number)
{
    __gcov_dump();
    __gcov_reset();
    return __real_raise(number);
}
