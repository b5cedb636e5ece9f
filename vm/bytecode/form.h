/* form.h - what an instruction must do in its place, beyond what its opcode says
 * In:     the instruction and the method, field or class that it concerns
 * Out:    its form: the rule that prepare, linking, quickening and machine code follow; and the opcode that
 *         prepared code has for it
 * Tests:  tests/unit/quicken_test.c, prepare_test.c
 */
#ifndef MOKA_VM_BYTECODE_FORM_H
#define MOKA_VM_BYTECODE_FORM_H

#include "vm/bytecode/cache.h"
#include "vm/model/method.h"

/* ---- returns (JVMS 6.5 ireturn …) ---- */

typedef struct FormReturn {
    Type narrow;          /* the result is cut to it: boolean, byte, char or short; else T_VOID */
    bool looks_for_locks; /* the frame may hold some: structured locking (JVMS 2.11.10) */
    bool registers;       /* Object.<init>: the object may have a finalizer (JLS 12.6.1) */
} FormReturn;

/* has_locks: the method is synchronized or has a monitorenter (CODE_LOCKS, once it is prepared). */
FormReturn form_of_return(const Method *m, u8 op, bool has_locks);
u32 form_return_op(u8 op, FormReturn form);
/* The instruction that narrows an int to the type; T_BOOLEAN too. */
u32 form_narrow_op(Type type);

/* ---- fields ---- */

/* A put of a volatile field is followed by a fence (JLS 17.4): later loads of the thread must not pass it.
 * Gets need nothing on x86-64. */
static inline bool form_is_volatile(const Field *f)
{
    return (f->access & ACC_VOLATILE) != 0;
}

/* May the method store into the field, as far as `final` goes? Its class alone may, and since class files of
 * version 53 its initializers alone (JVMS 6.5 putfield, putstatic). */
bool form_may_put(const Field *f, const Method *accessor);
/* The member for the type of a family of six forms: of a get, from the byte form on; of a put, from the
 * boolean form on. */
u32 form_get_op(u32 byte_form, Type type);
u32 form_put_op(u32 boolean_form, Type type);

/* ---- calls ---- */

/* How the method that a reference resolves to is called; `in`: the class that the reference names. For
 * methods that are not signature-polymorphic. */
CacheState form_of_call(CacheUse use, const Class *caller, const Method *m, const Class *in);

#endif
