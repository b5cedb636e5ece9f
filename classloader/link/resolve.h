/* resolve.h - the constant pool's references become classes, fields, methods, constants (JVMS 5.4.3)
 * In:     the class that holds the reference, and its index in the pool
 * Out:    what it denotes; NULL or false: an exception is pending. LinkageErrors are remembered
 *         (remembered.h)
 * Locks:  the loader's, inside, for publishing; reading a resolved entry takes none
 * Effects: may load classes and run Java code
 * Tests:  tests/verify, tests/java/ResolutionRaces.java
 */
#ifndef MOKA_CLASSLOADER_LINK_RESOLVE_H
#define MOKA_CLASSLOADER_LINK_RESOLVE_H

#include "vm/model/class.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

/* The holder may use the class that is returned. */
Class *resolve_class(Thread *t, Class *holder, u32 pool_index);
/* accessor: the method of the instruction, which decides whether it may put a final field. */
Field *resolve_field(Thread *t, Class *holder, u32 pool_index, bool is_static, bool is_put,
                     const Method *accessor);

typedef enum ResolveKind { RESOLVE_VIRTUAL, RESOLVE_SPECIAL, RESOLVE_STATIC, RESOLVE_INTERFACE } ResolveKind;
/* RESOLVE_SPECIAL gives the selected method (JVMS 6.5 invokespecial). For a signature-polymorphic method
 * RESOLVE_VIRTUAL gives the one that MethodHandle or VarHandle declares, and the caller links it through
 * indy.h. */
Method *resolve_method(Thread *t, Class *holder, u32 pool_index, ResolveKind kind);

/* The same by names, without a pool, for member names, JNI and reflection. accessor NULL: access is not
 * checked. No loader constraints are added, since whoever holds a member name has its types as classes. */
/* The kind of a member name need not fit the field: java.lang.invoke takes the kind from the answer, and
 * checks access to fields itself. */
Field *resolve_field_named(Thread *t, Class *in, Symbol *name, Symbol *desc);
/* *ret_itable: the method is called through an itable. */
Method *resolve_method_named(Thread *t, Class *in, Symbol *name, Symbol *desc, Class *accessor,
                             ResolveKind kind, bool *ret_itable);
/* The method that a reference denotes, before the selection and checks that depend on the instruction. */
Method *resolve_method_reference(Thread *t, Class *holder, u32 pool_index, ResolveKind kind);
/* The field that a reference denotes, without the checks that depend on the instruction. */
Field *resolve_field_reference(Thread *t, Class *holder, u32 pool_index);
/* The field, if it can be used without loading or checking anything, because it is resolved already or the
 * class's own; else NULL, and nothing is pending. */
Field *resolve_known_field(Class *holder, u32 pool_index);
/* Lookup alone, without checks (JVMS 5.4.3.3 and 5.4.3.4): superclasses, then superinterfaces. NULL: there is
 * none, and nothing is pending. */
Method *resolve_lookup_method(Class *in, const Symbol *name, const Symbol *desc);
Method *resolve_lookup_interface_method(Class *in, const Symbol *name, const Symbol *desc);

/* The value of any constant that ldc may load, and its type. Primitive values, those of Dynamic constants
 * among them, are not boxed. */
bool resolve_constant(Thread *t, Class *holder, u32 pool_index, Type *ret_type, Value *ret);
/* False: IncompatibleClassChangeError is pending, because the method is static and the kind is not, or the
 * other way. */
bool resolve_check_static(Thread *t, const Method *m, ResolveKind kind);

/* What a pool entry denotes, or the error that it comes to, is found once. Each routine looks here first. */
static inline bool resolve_is_settled(const Class *holder, u32 pool_index)
{
    return (pool_tag(&holder->pool, pool_index) & (CP_RESOLVED | CP_FAILED)) != 0;
}

/* The settled entry's ref; 0: the remembered error is pending once more. */
u32 resolve_settled(Thread *t, Class *holder, u32 pool_index);
/* Settles the entry by ref, by the pending error where ref is 0. Returns as resolve_settled: the outcome of
 * the thread that was first counts. Only a LinkageError settles it; any other stays pending alone. */
u32 resolve_settle(Thread *t, Class *holder, u32 pool_index, u32 ref);

#endif
