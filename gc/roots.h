/* roots.h - what the collector starts from
 * References on Java stacks (stack_map.c), what VM code on native stacks holds (NativeStretch), handles,
 * the thread's own references, the boot loader's metadata. Loaders other than boot are reached from their
 * ClassLoader object or a class of theirs that has an instance.
 */
#ifndef MOKA_GC_ROOTS_H
#define MOKA_GC_ROOTS_H

#include "gc/inspect.h"

/* Visits every root as a range of words, world stopped. `exact` ranges hold references only, others any
 * words. */
typedef void (*RootVisit)(void *start, void *end, bool exact, void *context);
void roots_visit(RootVisit visit, void *context);

/* bdwgc's root procedure: pushes the roots for the collection under way. */
void roots_push(void);
/* What it has gathered: valid until the end of the marking, or until it is called again. */
Object *const *roots_gathered(size_t *ret_count);
/* Was it called more than once for the marking under way? Then the mark stack has overflowed. */
bool roots_are_gathered_again(void);
/* After marking, for the heap check: what Java stacks refer to is alive, or the VM panics. */
void roots_check_stacks(void);
void roots_reset(void);

#endif
