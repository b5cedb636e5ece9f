/* rt_system.c - see runtime.def: what java.lang.System asks of clocks. */
#include "vm/exec/runtime/runtime.h"

#include <time.h>

i64 rt_nano_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000 + now.tv_nsec;
}

i64 rt_current_millis(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
