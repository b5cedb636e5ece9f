/* inspect.h - the heap as unloading and dumps see it: what is marked, what is a root, what every cell holds
 * In:      the world stopped, within a collection as a rule (heap_collect_and_visit, heap_on_pause)
 * Out:     objects, live ones or all; slots that refer to some; loaders that marking has not reached
 * Uses:    heap.h, which is the door for everybody else; defined in heap.c mark.c cells.c roots.c refs.c
 *          image.c
 * Used by: classloader/load (unloading), stdlib/dump, stdlib/management, vm/snapshot, vm/heap_dump_files.c;
 *          no other room may (tools/check_style.py)
 * Effects: none of them allocates on the heap, and no visitor may
 * Tests:   tests/unit/heap_test.c, heap_kinds_test.c, tests/suites/31_heap_dump
 */
#ifndef MOKA_GC_INSPECT_H
#define MOKA_GC_INSPECT_H

#include "gc/heap.h"

/* ---- when ---- */

/* When a visitor is called. AT_BEGIN: nothing is marked, and no list of free cells is being built
 * (cells_walk). AT_END of the marking: what is alive is marked (heap_walk, mark_is_live). */
typedef enum HeapVisit { HEAP_VISIT_AT_BEGIN, HEAP_VISIT_AT_END } HeapVisit;
/* A full collection that calls the visitor once with the world stopped; the collection may be another
 * thread's, and the visitor then runs on that thread. The visitor must not allocate. */
void heap_collect_and_visit(Thread *t, GcCause cause, HeapVisit when, void (*visit)(void *context),
                            void *context);

/* Called in each collection from now on, with the world stopped: before anything is marked, and at the end of
 * the marking. The heap's lock is held: the visitor must neither allocate nor wait for Java. */
typedef struct HeapPauseVisitor {
    void (*begin)(GcCause cause), (*end)(GcCause cause);
} HeapPauseVisitor;
void heap_on_pause(const HeapPauseVisitor *visitor);

/* ---- objects ---- */

/* Calls visit for every object that the last collection found alive; the caller has stopped the world by
 * safepoint_begin, or is heap_collect_and_visit's visitor. */
void heap_walk(void (*visit)(Object *object, void *context), void *context);

/* Is it the start of an object, live or dead, whose class is loaded? */
bool cells_hold_object(const void *address);
/* Visits each address that cells_hold_object accepts, with the world stopped. What a dead object refers to
 * may be gone. */
void cells_walk(void (*visit)(Object *object, void *context), void *context);

/* Clears the class words of dead objects, so that nobody can take their cells for objects again. poison: the
 * rest of each cell is overwritten, too. */
void cells_clear_dead(bool poison);

/* ---- marks ---- */

/* World stopped, after bdwgc's marking: is the object marked? */
bool mark_is_live(const Object *object);

/* Is the word at `object` a class reference (and not a free cell's link or zero)? */
static inline bool mark_is_stamped(const Object *object)
{
    return (object->class_ref & (OBJECT_ALIGN - 1)) == 8;
}

/* False: a stray word has revived a dead object whose class was unloaded since. The class's memory reads as
 * zero; nobody may write to it, for it will be handed out again as zeroed memory. */
static inline bool mark_is_loaded(const Class *c)
{
    return c->loader != NULL;
}

extern u32 mark_epoch;

/* Has the marking under way, or the last one, reached the loader? */
static inline bool mark_loader_reached(const LoaderData *loader)
{
    return loader->mark_epoch == mark_epoch;
}

/* Calls visit for each reference slot of the object: fields, elements, statics, referent and discovered. */
typedef void (*MarkVisit)(Object **slot, void *context);
void mark_visit_slots(const Object *object, MarkVisit visit, void *context);

/* ---- image space ---- */

/* Objects that a snapshot has mapped, outside the collector's memory: they never die, and what they refer to
 * is a root. `starts` has a bit for each 16 bytes from `start` on, set where an object begins; it stays where
 * it is. `end` is the end of the last object's 16 bytes. */
typedef struct HeapImage {
    char *start, *end;
    const u64 *starts;
} HeapImage;
/* Before the first collection. */
void image_set(const HeapImage *image);
bool image_holds(const Object *object);
void image_walk(void (*visit)(Object *object, void *context), void *context);

/* ---- roots ---- */

/* The stretches of the thread's native stack that VM code uses. Addresses of objects and metadata, and
 * addresses inside them, may be among the words. */
void roots_visit_native_stack(Thread *t, void (*visit)(void *start, void *end, const void *context),
                              const void *context);

/* The slots of heap_add_root; the world is stopped. */
void roots_for_each_slot(void (*visit)(Object **slot, void *context), void *context);
/* The list that refs_take_pending takes. */
Object **refs_pending_slot(void);
/* -XX:-ClassUnloading: every loader is a root. */
extern bool roots_keep_loaders;

/* World stopped, marking done: takes the loaders that were not reached off the list of registered ones, and
 * returns them linked by `next`; NULL: all were reached. */
LoaderData *roots_take_dead_loaders(void);

#endif
