/* vtable.h - dispatch tables: vtable, itables, default methods (JVMS 5.4.5, 5.4.6)
 * An interface's method that no class implements has a vtable slot of its own (a "miranda"): with the default
 * method that is maximally specific, else with an entry that throws, IncompatibleClassChangeError when
 * defaults conflict and AbstractMethodError when there is none.
 * In:     a draft with its supertypes and methods
 * Out:    the tables of the Class
 * Owner:  a plan's arrays are scratch memory; overpasses and itables belong to the loader's arena
 * Effects: none on the heap; loads nothing
 * Tests:  tests/verify, tests/java
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
/* Makes the itables of a class that may have instances. The caller holds the loader's lock, whose arena this
 * is. False: the region is exhausted. */
bool vtable_build_itable(Class *c, Arena *arena);
/* The method that runs when `resolved` is invoked on an instance of `receiver` (JVMS 5.4.6); NULL: it is
 * abstract. */
Method *vtable_select(const Class *receiver, Method *resolved);
/* What the receiver's tables have for the method: it may be abstract, or NULL. */
Method *vtable_entry(const Class *receiver, Method *resolved);
/* What the VM has made for the receiver's class because the defaults that `resolved` would select conflict,
 * or are hidden by a method that is not public; NULL: nothing. */
Method *vtable_overpass(const Class *receiver, const Method *resolved);
/* Throws what a call of a method with ENTRY_CONFLICT throws: IncompatibleClassChangeError that names the
 * conflicting defaults, or IllegalAccessError for an interface method that a class implements by a method
 * that is not public. */
void vtable_throw_conflict(Thread *t, const Method *overpass, const Class *receiver);
/* JVMS 5.4.5: the loaders of an overriding method and of the overridden one must mean the same classes by the
 * names in their descriptor. False: LinkageError is pending. */
bool vtable_check_constraints(Thread *t, Class *c);

#endif
