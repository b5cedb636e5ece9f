/* constraint.h - loader constraints: loaders that must mean the same class by a name (JVMS 5.3.4)
 * In:     pairs of loaders and a class name, from resolution and method overriding
 * Keeps:  a constraint is recorded only while one of its loaders has not loaded the name yet: what a loader
 *         has recorded for a name never changes, so two loaders that both have it are compared once.
 * Owner:  an arena of its own, for ever; nodes are used again.
 * Locks:  a leaf lock; loader locks may be held.
 * Effects: none on the heap; never loads, never throws.
 */
#ifndef MOKA_CLASSLOADER_LOAD_CONSTRAINT_H
#define MOKA_CLASSLOADER_LOAD_CONSTRAINT_H

#include "vm/model/loader_data.h"

typedef enum ConstraintResult { CONSTRAINT_KEPT, CONSTRAINT_VIOLATED, CONSTRAINT_NO_MEMORY } ConstraintResult;

/* From now on `a` and `b` mean the same class by `name`. */
ConstraintResult constraint_add(Symbol *name, LoaderData *a, LoaderData *b);
/* As constraint_add for each class named in a field or method descriptor; the offending type's text in
 * *ret_type ("p/C", or "[Lp/C;" for an array), which points into desc. */
ConstraintResult constraint_add_descriptor(const Symbol *desc, LoaderData *a, LoaderData *b,
                                           const char **ret_type, size_t *ret_length);
/* Enters `c` in the loader's table of classes unless a constraint forbids it: then *ret_other is the class
 * that one of its partners has, *ret_loader that partner. The caller holds the loader's lock. */
ConstraintResult constraint_publish_locked(LoaderData *loader, Class *c, Class **ret_other,
                                           LoaderData **ret_loader);
/* The loader dies: world stopped. */
void constraint_forget(LoaderData *loader);
/* The names that are constrained; world stopped. */
void constraint_for_each_name(void (*visit)(Symbol *name));

void constraint_reset(void);

#endif
