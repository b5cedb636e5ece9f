/* contention.c - see contention.h. */
#include "vm/thread/contention.h"

#include "vm/base/state.h"

SNAPSHOT_STATE(dropped) bool contention_is_timed;

void contention_reset(void)
{
    contention_is_timed = false;
}
