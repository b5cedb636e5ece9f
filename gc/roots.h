/* roots.h - what the collector starts from
 * References on Java stacks (stack_map.c), what VM code on native stacks holds (NativeStretch), handles,
 * the thread's own references, the boot loader's metadata. Loaders other than boot are reached from their
 * ClassLoader object or a class of theirs that has an instance.
 */
#ifndef MOKA_GC_ROOTS_H
#define MOKA_GC_ROOTS_H

#include "vm/model/loader_data.h"
#include "vm/model/thread.h"

/* Visits every root as a range of words, world stopped; the heap dumper uses it, too. `exact` ranges hold
 * references only, others any words. */
typedef void (*RootVisit)(void *start, void *end, bool exact, void *context);
void roots_visit(RootVisit visit, void *context);

/* The stretches of the thread's native stack that VM code uses. Addresses of objects and metadata, and
 * addresses inside them, may be among the words. */
void roots_visit_native_stack(Thread *t, void (*visit)(void *start, void *end, const void *context),
                              const void *context);

/* bdwgc's root procedure: pushes the roots for the collection under way. */
void roots_push(void);
/* After marking, for the heap check: what Java stacks refer to is alive, or the VM panics. */
void roots_check_stacks(void);
/* -XX:-ClassUnloading: every loader is a root. */
extern bool roots_keep_loaders;
void roots_reset(void);

/* Every LoaderData is registered from creation until it is freed. */
void roots_add_loader(LoaderData *loader);
/* World stopped, marking done: takes the loaders that were not reached off the list of registered ones, and
 * returns them linked by `next`; NULL: all were reached. */
LoaderData *roots_take_dead_loaders(void);
/* The visitor must not allocate on the heap, poll or wait, unless the caller has stopped the world. */
void roots_for_each_loader(void (*visit)(LoaderData *loader, void *context), void *context);
/* The slots of heap_add_root; the world is stopped. */
void roots_for_each_slot(void (*visit)(Object **slot, void *context), void *context);
/* Adds the object to the loader's reference table, which keeps it alive as long as the loader. Returns its
 * index there; 0: the region is exhausted, nothing is pending. Takes the loader's lock, and may block for
 * it. */
u32 roots_loader_add_ref(LoaderData *loader, Object *object);
void roots_loader_set_ref(LoaderData *loader, u32 index, Object *object);

#endif
