/* base.c - see base.h. */
#include "vm/base/base.h"

#include "vm/base/console.h"
#include "vm/base/host_library.h"
#include "vm/base/host_lock.h"
#include "vm/base/host_slot.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"

bool base_init(size_t metadata_bytes)
{
    host_slot_init();
    return region_reserve(metadata_bytes);
}

void base_reset(void)
{
    region_reset();
    host_library_reset();
    host_lock_reset();
    host_slot_reset();
    trace_reset();
    console_reset();
    panic_hook = NULL;
}
