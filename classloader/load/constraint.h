/* constraint.h - loader constraints: loaders that must mean the same class by a name (JVMS 5.3.4)
 * In:     pairs of loaders and a class name, from resolution and method overriding
 * Keeps:  a constraint is recorded only while one of its loaders has not loaded the name yet. The class that
 *         a loader has for a name never changes, so two loaders that both have one are compared once.
 * Owner:  an arena of its own, for ever; nodes are used again.
 * Locks:  a leaf lock; loader locks may be held.
 * Effects: none on the heap; never loads, never throws.
 */
#ifndef MOKA_CLASSLOADER_LOAD_CONSTRAINT_H
#define MOKA_CLASSLOADER_LOAD_CONSTRAINT_H

#include "vm/model/loader_data.h"

typedef enum ConstraintResult { CONSTRAINT_KEPT, CONSTRAINT_VIOLATED, CONSTRAINT_NO_MEMORY } ConstraintResult;

/* From here on `a` and `b` must mean the same class by `name`. */
ConstraintResult constraint_add(Symbol *name, LoaderData *a, LoaderData *b);
/* constraint_add for each class that a field or method descriptor names. If one fails, *ret_type is its text
 * ("p/C", or "[Lp/C;" for an array), which points into desc. */
ConstraintResult constraint_add_descriptor(const Symbol *desc, LoaderData *a, LoaderData *b,
                                           const char **ret_type, size_t *ret_length);
/* Enters `c` in the loader's table of classes unless a constraint forbids it. Then *ret_loader is a partner
 * in the constraint that has another class of this name, and *ret_other that class. The caller holds the
 * loader's lock. */
ConstraintResult constraint_publish_locked(LoaderData *loader, Class *c, Class **ret_other,
                                           LoaderData **ret_loader);
/* Takes a dying loader out of all constraints; world stopped. */
void constraint_forget(LoaderData *loader);
/* The names that are constrained; world stopped. */
void constraint_for_each_name(void (*visit)(Symbol *name));

/* Frees all constraints. */
void constraint_reset(void);

#endif
