/* image.h - image space: objects that a snapshot has mapped beside the collector's memory
 * In:     the range and the places where objects begin (image_set, in inspect.h)
 * Out:    is an address in it, which object does it belong to, each object in turn
 * Used by: heap.c cells.c mark.c roots.c
 * Keeps:  its objects are never marked, never freed and never moved; without a snapshot it is empty.
 * Tests:  tests/unit/image_test.c, tests/suites/46_snapshot
 */
#ifndef MOKA_GC_IMAGE_H
#define MOKA_GC_IMAGE_H

#include "gc/inspect.h"

extern HeapImage image_space;

static inline bool image_contains(const void *address)
{
    return (uintptr_t)address - (uintptr_t)image_space.start <
           (uintptr_t)image_space.end - (uintptr_t)image_space.start;
}

/* Of an address that image_contains: the object that it points at or into. */
Object *image_object_start(const void *address);
void image_reset(void);

#endif
