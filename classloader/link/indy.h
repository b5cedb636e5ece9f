/* indy.h - invokedynamic, MethodHandle.invoke and constant dynamic: the upcalls into java.lang.invoke (facts
 * 4; JVMS 5.4.3.5, .6) A linked site is an adapter method and an appendix. false = exception pending (and
 * remembered for the site).
 */
#ifndef MOKA_CLASSLOADER_LINK_INDY_H
#define MOKA_CLASSLOADER_LINK_INDY_H

#include "vm/model/class.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

typedef struct IndySite {
    Method *adapter;  /* called as a static method: arguments, then the appendix if not NULL */
    Object *appendix; /* also in the loader's reference table */
} IndySite;

/* site: a number that names the instruction in its class, below 0x10000 per method: (method slot << 16 |
 * index) is remembered. */
bool indy_link_call_site(Thread *t, Method *caller, u32 pool_index, u32 site, IndySite *ret_site);
/* invokevirtual of MethodHandle.invoke/invokeExact or a VarHandle access mode. */
bool indy_link_handle_call(Thread *t, Class *caller, Class *declared_in, Symbol *name, Symbol *desc,
                           IndySite *ret_site);
/* The pseudo-method for invokeBasic and linkTo* with this descriptor (erased); its entry is
 * ENTRY_INVOKE_BASIC, ENTRY_LINK_*. */
Method *indy_intrinsic(Thread *t, Symbol *name, Symbol *desc);
/* 0 not polymorphic; else the Entry of invokeBasic/linkTo*, or ENTRY_COUNT for those that need
 * indy_link_handle_call. */
Entry indy_polymorphic_kind(const Method *m);
Object *indy_method_type(Thread *t, Symbol *desc, Class *accessor);
Object *indy_method_handle_constant(Thread *t, Class *holder, u32 pool_index);
/* The value of a CONSTANT_Dynamic, a primitive one boxed; not remembered (resolve_constant does that). */
bool indy_make_dynamic(Thread *t, Class *holder, u32 pool_index, Object **ret_object);
Value indy_unbox(const Object *box, Type type);
/* Remembered: the same as resolve_constant. */
bool indy_dynamic_constant(Thread *t, Class *holder, u32 pool_index, Type *ret_type, Value *ret);

#endif
