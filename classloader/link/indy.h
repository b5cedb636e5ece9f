/* indy.h - invokedynamic, MethodHandle.invoke and constant dynamic (JVMS 5.4.3.5, 5.4.3.6)
 * In:     references of the constant pool; declared signature-polymorphic methods
 * Out:    call sites, method types, method handles, values of dynamic constants
 * Uses:   java.lang.invoke, called from C
 * Effects: all that take a thread may load classes, run Java and collect. NULL and false: an exception is
 *         pending.
 * Tests:  tests/java/Indy*.java, RememberedErrors
 */
#ifndef MOKA_CLASSLOADER_LINK_INDY_H
#define MOKA_CLASSLOADER_LINK_INDY_H

#include "vm/model/class.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

/* A linked call: the adapter is called as a static method, with the arguments and then the appendix if there
 * is one. The caller's loader keeps both alive. adapter NULL: an exception is pending. */
typedef struct IndySite {
    Method *adapter;
    Object *appendix;
} IndySite;

/* The invokedynamic at the bci of `caller`; a failure is remembered for that instruction. */
IndySite indy_link_call_site(Thread *t, Method *caller, u32 pool_index, u32 bci);
/* invokevirtual of MethodHandle.invoke, invokeExact or a VarHandle's access mode. */
IndySite indy_link_handle_call(Thread *t, Class *caller, Class *declared_in, Symbol *name, Symbol *desc);

/* How a call of the method is linked. */
typedef enum IndyKind {
    INDY_ORDINARY,  /* it is not signature-polymorphic (JVMS 2.9.3) */
    INDY_INTRINSIC, /* invokeBasic, linkTo*: the VM does them itself, see indy_intrinsic */
    INDY_ADAPTER    /* the others: indy_link_handle_call links them */
} IndyKind;
IndyKind indy_kind(const Method *m);
/* The pseudo-method for invokeBasic or linkTo* with this descriptor, erased; its entry is ENTRY_INVOKE_BASIC
 * or ENTRY_LINK_*. */
Method *indy_intrinsic(Thread *t, Symbol *name, Symbol *desc);
/* The MethodType of the descriptor, whose classes the accessor's loader loads and the accessor must be
 * allowed to use. */
Object *indy_method_type(Thread *t, Symbol *desc, Class *accessor);
/* The MethodHandle of a CONSTANT_MethodHandle; resolve_constant remembers it. */
Object *indy_method_handle_constant(Thread *t, Class *holder, u32 pool_index);
/* The value of a CONSTANT_Dynamic, boxed if it is primitive; resolve_constant remembers it. */
bool indy_make_dynamic(Thread *t, Class *holder, u32 pool_index, Object **ret_object);
/* The primitive value in a box of the type. */
Value indy_unbox(const Object *box, Type type);
void indy_reset(void);

#endif
