/* vtable.h - dispatch tables: vtable, itables, default methods (JVMS 5.4.5, 5.4.6)
 * Default methods take vtable slots of their own ("mirandas"), selected by maximal specificity; a conflict gives an
 * entry that throws IncompatibleClassChangeError, none gives AbstractMethodError.
 */
#ifndef MOKA_CLASSLOADER_VTABLE_H
#define MOKA_CLASSLOADER_VTABLE_H

#include "classloader/fail.h"
#include "vm/model/loader_data.h"

/* Two steps around the allocation of Class, whose vtable is at its end: compute into scratch, then copy. */
typedef struct VtablePlan {
    Method **methods;
    u32 length;
} VtablePlan;

bool vtable_plan(const Class *draft, LoaderData *loader, Arena *scratch, VtablePlan *ret_plan, Fail *fail);
bool vtable_build_itable(Class *c, Arena *arena);
/* The method that invoking `resolved` on an instance of `receiver` runs (JVMS 5.4.6); NULL: abstract. Never throws. */
Method *vtable_select(const Class *receiver, Method *resolved);

#endif
