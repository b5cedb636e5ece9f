/* form.h - what an instruction must do in its place, beyond what its opcode says
 * In:     the instruction, and the method, field or class that it concerns
 * Out:    its form, by the rules that prepare, linking, quickening and a compiler share; and the opcode that
 *         prepared code has for it
 * Tests:  tests/unit/quicken_test.c, prepare_test.c
 */
#ifndef MOKA_VM_BYTECODE_FORM_H
#define MOKA_VM_BYTECODE_FORM_H

#include "vm/bytecode/cache.h"
#include "vm/model/method.h"

/* ---- returns (JVMS 6.5 ireturn …) ---- */

typedef struct FormReturn {
    Type narrow;          /* boolean, byte, char or short: the result is cut to this type; else T_VOID */
    bool looks_for_locks; /* the frame may hold locks: structured locking (JVMS 2.11.10) */
    bool registers;       /* Object.<init>: the object may have a finalizer (JLS 12.6.1) */
} FormReturn;

/* has_locks: the method is synchronized or has a monitorenter (CODE_LOCKS, once it is prepared). */
FormReturn form_of_return(const Method *m, u8 op, bool has_locks);
/* The opcode in prepared code for a return of this form. */
u32 form_return_op(u8 op, FormReturn form);
/* The instruction that narrows an int to the type, which may be T_BOOLEAN. */
u32 form_narrow_op(Type type);

/* ---- fields ---- */

/* A put of a volatile field is followed by a fence (JLS 17.4): later loads of the thread must not pass it.
 * Gets need nothing on x86-64. */
static inline bool form_is_volatile(const Field *f)
{
    return (f->access & ACC_VOLATILE) != 0;
}

/* May the method store into the field, as far as `final` is concerned? Only methods of its class may, and
 * since class files of version 53 only its initializers (JVMS 6.5 putfield, putstatic). */
bool form_may_put(const Field *f, const Method *accessor);
/* The opcode for the type from a family of six forms, which begins with the byte form for a get and with the
 * boolean form for a put. */
u32 form_get_op(u32 byte_form, Type type);
u32 form_put_op(u32 boolean_form, Type type);

/* ---- calls ---- */

/* How a method that is not signature-polymorphic is called, as the state of its cache entry. m: the method
 * that the reference resolves to; in: the class that the reference names. */
CacheState form_of_call(CacheUse use, const Class *caller, const Method *m, const Class *in);

#endif
