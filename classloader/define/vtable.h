/* vtable.h - dispatch tables: vtable, itables, default methods (JVMS 5.4.5, 5.4.6)
 * Default methods take vtable slots of their own ("mirandas"), selected by maximal specificity; a conflict
 * gives an entry that throws IncompatibleClassChangeError, none gives AbstractMethodError.
 */
#ifndef MOKA_CLASSLOADER_DEFINE_VTABLE_H
#define MOKA_CLASSLOADER_DEFINE_VTABLE_H

#include "classloader/parse/fail.h"
#include "vm/model/loader_data.h"

/* Two steps around the allocation of Class, whose vtable is at its end: compute into scratch, then copy. */
typedef struct VtablePlan {
    Method **methods;
    u32 length;
    Method **overpasses; /* made for this class, in its loader's memory: their holder is still to be set */
    u32 overpass_count;
} VtablePlan;

/* The draft has supers, secondaries and methods (at their final place, without holder), whose vtable_index
 * and itable_index are set here. False: *fail is filled. */
bool vtable_plan(const Class *draft, LoaderData *loader, Arena *scratch, VtablePlan *ret_plan, Fail *fail);
/* For classes that may have instances. The caller holds the loader's lock, whose arena it is. False: region
 * exhausted. */
bool vtable_build_itable(Class *c, Arena *arena);
/* The method that invoking `resolved` on an instance of `receiver` runs (JVMS 5.4.6); NULL: abstract. Never
 * throws. */
Method *vtable_select(const Class *receiver, Method *resolved);
/* The same before that is asked: may be abstract, or NULL. */
Method *vtable_entry(const Class *receiver, Method *resolved);
/* What a call of a method with ENTRY_CONFLICT throws: IncompatibleClassChangeError naming the conflicting
 * defaults, or IllegalAccessError for an interface method that a class implements by one that is not public.
 */
void vtable_throw_conflict(Thread *t, const Method *overpass, const Class *receiver);
/* JVMS 5.4.5: overrider and overridden must mean the same classes by their descriptor. False: LinkageError
 * pending. */
bool vtable_check_constraints(Thread *t, Class *c);

#endif
