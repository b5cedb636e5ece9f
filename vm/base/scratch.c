/* scratch.c - see scratch.h. */
#include "vm/base/scratch.h"

#include "vm/base/panic.h"

#include <setjmp.h>

static _Thread_local jmp_buf *way_out;

bool scratch_try(void (*task)(void *context), void *context)
{
    jmp_buf here, *outer = way_out;
    way_out = &here;
    if (setjmp(here) == 0) {
        task(context);
        way_out = outer;
        return true;
    }
    way_out = outer;
    return false;
}

void scratch_exhausted(size_t bytes)
{
    if (way_out)
        longjmp(*way_out, 1);
    panic("out of memory for %zu bytes of scratch space", bytes);
}
