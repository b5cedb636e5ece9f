/* gc.c - the room's beginning and end, see heap.h. */
#include "gc/heap.h"

#include "gc/image.h"
#include "gc/limit.h"
#include "gc/log.h"
#include "gc/refs.h"
#include "gc/roots.h"
#include "vm/thread/handles.h"

bool gc_init(const HeapOptions *options, const char **ret_error)
{
    roots_keep_loaders = options->keep_loaders;
    refs_init(options->soft_millis_per_mb);
    return heap_init(options, ret_error);
}

/* The collection that empties the heap writes to tables that were reset for it. */
void gc_reset(void)
{
    handles_reset();
    refs_reset();
    roots_reset();
    heap_reset();
    refs_reset();
    roots_reset();
    limit_reset();
    image_reset();
    log_reset();
}
