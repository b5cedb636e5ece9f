/* resolve.h - the constant pool's references become classes, fields, methods, constants (JVMS 5.4.3)
 * Out:    NULL or false = exception pending; LinkageErrors are remembered (remembered.h)
 * Effects: may load classes and run Java code
 */
#ifndef MOKA_CLASSLOADER_LINK_RESOLVE_H
#define MOKA_CLASSLOADER_LINK_RESOLVE_H

#include "vm/model/class.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

Class *resolve_class(Thread *t, Class *holder, u32 pool_index);
/* For put of a final field the accessing method is needed; NULL for JNI and reflection. */
Field *resolve_field(Thread *t, Class *holder, u32 pool_index, bool is_static, bool is_put,
                     const Method *accessor);

typedef enum ResolveKind { RESOLVE_VIRTUAL, RESOLVE_SPECIAL, RESOLVE_STATIC, RESOLVE_INTERFACE } ResolveKind;
/* RESOLVE_SPECIAL gives the selected method (JVMS 6.5 invokespecial). RESOLVE_VIRTUAL of a
 * signature-polymorphic method gives the method declared in MethodHandle/VarHandle: the caller links it
 * through indy.h. */
Method *resolve_method(Thread *t, Class *holder, u32 pool_index, ResolveKind kind);

/* The symbolic forms, without a pool: used by member names, JNI and reflection. `accessor` NULL: no access
 * check. They add no loader constraints: whoever holds a member name has its types as classes. */
/* A member name's reference kind need not fit the field: java.lang.invoke takes the kind from the answer, and
 * checks access to fields itself. */
Field *resolve_field_named(Thread *t, Class *in, Symbol *name, Symbol *desc);
Method *resolve_method_named(Thread *t, Class *in, Symbol *name, Symbol *desc, Class *accessor,
                             ResolveKind kind, bool *ret_itable);
/* As resolve_method, before selection: what the reference denotes, whatever instruction uses it. */
Method *resolve_method_reference(Thread *t, Class *holder, u32 pool_index, ResolveKind kind);
/* The field that a Fieldref denotes, without the checks that depend on the instruction. */
Field *resolve_field_reference(Thread *t, Class *holder, u32 pool_index);
/* The field, when it can be told without an effect: it is resolved already, or the class's own. */
Field *resolve_known_field(Class *holder, u32 pool_index);
/* Lookup only (JVMS 5.4.3.3 and .4 without checks): superclasses, then superinterfaces. NULL if none; never
 * throws. */
Method *resolve_lookup_method(Class *in, const Symbol *name, const Symbol *desc);
Method *resolve_lookup_interface_method(Class *in, const Symbol *name, const Symbol *desc);

/* ldc: String, Class, MethodHandle, MethodType, Dynamic: the object (boxed never: a primitive Dynamic is
 * returned in *ret). */
bool resolve_constant(Thread *t, Class *holder, u32 pool_index, Type *ret_type, Value *ret);
/* IncompatibleClassChangeError unless the method is static exactly when the kind says so. */
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
