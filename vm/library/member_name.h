/* member_name.h - what a resolved java.lang.invoke.MemberName stands for
 * In:      a MemberName
 * Out:     the method of its ResolvedMethodName; NULL: it is not resolved, or names a field
 * Uses:    wellknown.h
 * Effects: none
 * Keeps:   stdlib/reflect/methodhandle.c alone resolves one
 * Tests:   tests/java/MethodHandlesBasic.java
 */
#ifndef MOKA_VM_LIBRARY_MEMBER_NAME_H
#define MOKA_VM_LIBRARY_MEMBER_NAME_H

#include "vm/library/wellknown.h"

/* Of the ResolvedMethodName itself; NULL for NULL. */
static inline Method *member_resolved_target(const Object *resolved)
{
    return resolved ? (Method *)(uintptr_t)*FIELD_AT(resolved, WK_FIELD(ResolvedMethodName_vmtarget), u64)
                    : NULL;
}

static inline Method *member_name_target(const Object *member_name)
{
    return member_resolved_target(ref_load(member_name, WK_FIELD(MemberName_method)));
}

#endif
