/* mark.h - what an object references, told to bdwgc's marker and to the collector's own second pass
 * In:     class descriptors (RefSpan lists), loaders' reference tables
 * Used by: heap.c roots.c refs.c
 * Keeps:  the mark procedure may run in several marker threads at once, on dead cells (told by their first
 *         word), and again on the same object after a mark-stack overflow: it only reads, except for the
 *         epochs, whose races are harmless.
 * Keeps:  entries for memory outside the heap can be lost in an overflow; roots_push, which then runs again,
 *         pushes every loader that was reached (epoch current) once more.
 * Tests:  tests/unit/heap_test.c
 */
#ifndef MOKA_GC_MARK_H
#define MOKA_GC_MARK_H

#include "gc/inspect.h"
#include "vm/base/region.h"

/* Registers the mark procedures, once in a process; returns the descriptor for GC_new_kind. */
size_t mark_procedures(void);
/* Called by roots_push, for which it pushes what that has gathered. */
void mark_push_roots(void);

/* For each heap of the process: no class or loader counts as reached. */
void mark_init(void);

/* A new epoch: every class and loader counts as not reached. World stopped. alone: one thread is to mark. */
void mark_begin(bool alone);
/* World stopped, after bdwgc's marking: marks what found no room on its stack. */
void mark_finish(void);

/* Marks the object and everything reachable from it; referents of References count as strong. */
void mark_trace(Object *object);

/* mark_visit_slots (inspect.h) without referent and discovered. */
void mark_visit_plain_slots(const Object *object, MarkVisit visit, void *context);

/* For cells that may hold anything: is the first word a class reference, to an address in the region, of a
 * class that is loaded? */
static inline bool mark_is_object(const Object *cell)
{
    return mark_is_stamped(cell) && region_contains(object_class(cell)) && mark_is_loaded(object_class(cell));
}

#endif
