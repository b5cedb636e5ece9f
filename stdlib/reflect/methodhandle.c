/* methodhandle.c - see methodhandle.h; the natives of MethodHandleNatives are in n_MethodHandleNatives.c. */
#include "stdlib/reflect/methodhandle.h"

#include "gc/heap.h"
#include "vm/base/panic.h"

/* Reference kinds of JVMS table 5.4.3.5-A */
enum {
    KIND_GET_FIELD = 1,
    KIND_GET_STATIC,
    KIND_PUT_FIELD,
    KIND_PUT_STATIC,
    KIND_VIRTUAL,
    KIND_STATIC,
    KIND_SPECIAL,
    KIND_NEW_SPECIAL,
    KIND_INTERFACE
};

Object *member_resolved_new(Thread *t, Method *m)
{
    Object *resolved = heap_new_object(t, WK(ResolvedMethodName));
    if (!resolved)
        return NULL;
    ref_store(resolved, WK_FIELD(ResolvedMethodName_vmholder), m->holder->mirror);
    *FIELD_AT(resolved, WK_FIELD(ResolvedMethodName_vmtarget), u64) = (u64)(uintptr_t)m;
    return resolved;
}

static bool set_target(Thread *t, Object *member_name, Method *m)
{
    Object *resolved = member_resolved_new(t, m);
    if (!resolved)
        return false;
    ref_store(member_name, WK_FIELD(MemberName_method), resolved);
    return true;
}

MemberDispatch member_dispatch_of(const Method *m, const Class *in)
{
    if (method_is_statically_bound(m))
        return MEMBER_DIRECT;
    if (method_vtable_index(m, in) >= 0)
        return MEMBER_VTABLE;
    return m->itable_index >= 0 ? MEMBER_ITABLE : MEMBER_DIRECT;
}

u32 member_flags(const Method *m)
{
    u32 flags = m->flags & METHOD_IS_INIT ? MN_IS_CONSTRUCTOR : MN_IS_METHOD;
    flags |= m->access & ACC_OF_METHODS;
    if (m->flags & METHOD_CALLER_SENSITIVE)
        flags |= MN_CALLER_SENSITIVE;
    if ((m->flags & METHOD_HIDDEN) || (m->holder->flags & CLASS_IS_HIDDEN))
        flags |= MN_HIDDEN;
    return flags;
}

static u32 direct_kind(const Method *m)
{
    return method_is_static(m) ? KIND_STATIC : KIND_SPECIAL;
}

bool member_name_set_method(Thread *t, Object *member_name, Method *m, Class *in, MemberDispatch dispatch)
{
    i64 index = VTABLE_NONE;
    Class *declaring = m->holder;
    u32 kind;
    switch (dispatch) {
    case MEMBER_VTABLE:
        index = method_vtable_index(m, in);
        ASSERT(index >= 0);
        kind = KIND_VIRTUAL;
        /* A method found in a class that inherits it from an interface: its vtable index is the class's. */
        if (class_is_interface(declaring))
            declaring = in;
        break;
    case MEMBER_ITABLE:
        index = m->itable_index;
        kind = KIND_INTERFACE;
        break;
    default: kind = direct_kind(m); break;
    }
    if (!set_target(t, member_name, m))
        return false;
    *FIELD_AT(member_name, WK_FIELD(MemberName_flags), i32) = (i32)(member_flags(m) | kind << MN_KIND_SHIFT);
    *FIELD_AT(member_name, WK_FIELD(MemberName_vmindex), i64) = index;
    ref_store(member_name, WK_FIELD(MemberName_clazz), declaring->mirror);
    return true;
}

void member_name_set_field(Object *member_name, const Field *f, bool is_setter)
{
    bool is_static = (f->access & ACC_STATIC) != 0;
    u32 kind = (is_static ? KIND_GET_STATIC : KIND_GET_FIELD) + (is_setter ? 2u : 0u);
    u32 flags = MN_IS_FIELD | kind << MN_KIND_SHIFT | (f->access & ACC_OF_FIELDS);
    bool trusted_holder = (f->holder->flags & (CLASS_IS_HIDDEN | CLASS_IS_RECORD)) != 0;
    if ((f->access & ACC_FINAL) && (is_static || trusted_holder))
        flags |= MN_TRUSTED_FINAL;
    *FIELD_AT(member_name, WK_FIELD(MemberName_flags), i32) = (i32)flags;
    *FIELD_AT(member_name, WK_FIELD(MemberName_vmindex), i64) = f->offset;
    ref_store(member_name, WK_FIELD(MemberName_method), NULL);
    ref_store(member_name, WK_FIELD(MemberName_clazz), f->holder->mirror);
}
