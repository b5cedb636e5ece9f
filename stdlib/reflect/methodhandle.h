/* methodhandle.h - MemberName and ResolvedMethodName: how java.lang.invoke names the VM's members
 * member_name_target is in vm/library/member_name.h.
 * In:     a MemberName, and the member that it is to stand for
 * Out:    its fields filled
 * Keeps:  vmindex is a slot of the MemberName, so that clone copies it: a field's offset; the vtable or
 *         itable index of a call that dispatches; negative for a direct call. ResolvedMethodName.vmtarget is
 *         the Method.
 * Tests:  tests/java
 */
#ifndef MOKA_STDLIB_REFLECT_METHODHANDLE_H
#define MOKA_STDLIB_REFLECT_METHODHANDLE_H

#include "vm/library/wellknown.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

enum {
    MN_IS_METHOD = 0x10000,
    MN_IS_CONSTRUCTOR = 0x20000,
    MN_IS_FIELD = 0x40000,
    MN_IS_TYPE = 0x80000,
    MN_CALLER_SENSITIVE = 0x100000,
    MN_TRUSTED_FINAL = 0x200000,
    MN_HIDDEN = 0x400000, /* not asked for before 25 */
    MN_KIND_SHIFT = 24,
    MN_KIND_MASK = 0xF,
    MN_SEARCH_SUPERCLASSES = 0x100000,
    MN_SEARCH_INTERFACES = 0x200000
};

/* How a call of a resolved method selects its target. */
typedef enum MemberDispatch { MEMBER_DIRECT, MEMBER_VTABLE, MEMBER_ITABLE } MemberDispatch;

/* Fills clazz, flags, vmindex and method of a MemberName. in: the class through which the method was found,
 * on which the vtable index of an inherited default depends. May collect; false: an exception is pending. */
bool member_name_set_method(Thread *t, Object *member_name, Method *m, Class *in, MemberDispatch dispatch);
/* Fills clazz, flags and vmindex; does not collect. */
void member_name_set_field(Object *member_name, const Field *f, bool is_setter);
/* The part of MemberName.flags that does not depend on how it is called: kind, modifiers, the VM's own. */
u32 member_flags(const Method *m);
/* A ResolvedMethodName; NULL = exception pending. */
Object *member_resolved_new(Thread *t, Method *m);
/* How invokevirtual or invokeinterface of `m` found in `in` dispatches. */
MemberDispatch member_dispatch_of(const Method *m, const Class *in);

#endif
