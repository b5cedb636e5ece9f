/* form.c - see form.h. */
#include "vm/bytecode/form.h"

#include "vm/bytecode/opcode.h"

/* ---- returns ---- */

static bool is_object_init(const Method *m)
{
    return !m->holder->super && (m->flags & METHOD_IS_INIT);
}

static bool is_narrow(u8 type)
{
    return type == T_BOOLEAN || type == T_CHAR || type == T_BYTE || type == T_SHORT;
}

/* Type inference does not verify code that cannot be reached, which may return an int from a void method. */
FormReturn form_of_return(const Method *m, u8 op, bool has_locks)
{
    bool narrows = op == OP_ireturn && is_narrow(m->return_type);
    return (FormReturn){.narrow = narrows ? (Type)m->return_type : T_VOID,
                        .looks_for_locks = has_locks,
                        .registers = op == OP_return && is_object_init(m)};
}

u32 form_return_op(u8 op, FormReturn form)
{
    static const u16 narrow[] = {[T_BOOLEAN] = OP_return1_z,
                                 [T_CHAR] = OP_return1_c,
                                 [T_BYTE] = OP_return1_b,
                                 [T_SHORT] = OP_return1_s};
    switch (op) {
    case OP_return:
        return form.registers ? OP_return_register : form.looks_for_locks ? OP_return_locked : OP_return;
    case OP_lreturn:
    case OP_dreturn: return form.looks_for_locks ? OP_return2_locked : OP_return2;
    default:
        return form.looks_for_locks    ? OP_return1_locked
               : form.narrow != T_VOID ? narrow[form.narrow]
                                       : OP_return1;
    }
}

u32 form_narrow_op(Type type)
{
    static const u16 narrow[] = {
        [T_BOOLEAN] = OP_i2z, [T_CHAR] = OP_i2c, [T_BYTE] = OP_i2b, [T_SHORT] = OP_i2s};
    return narrow[type];
}

/* ---- fields ---- */

bool form_may_put(const Field *f, const Method *accessor)
{
    const Class *c = accessor->holder;
    if (!(f->access & ACC_FINAL))
        return true;
    u32 initializer = f->access & ACC_STATIC ? METHOD_IS_CLINIT : METHOD_IS_INIT;
    return f->holder == c && (c->major < 53 || (accessor->flags & initializer));
}

u32 form_get_op(u32 byte_form, Type type)
{
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: return byte_form;
    case T_CHAR: return byte_form + 1;
    case T_SHORT: return byte_form + 2;
    case T_INT:
    case T_FLOAT: return byte_form + 3;
    case T_LONG:
    case T_DOUBLE: return byte_form + 4;
    default: return byte_form + 5;
    }
}

u32 form_put_op(u32 boolean_form, Type type)
{
    switch (type) {
    case T_BOOLEAN: return boolean_form;
    case T_BYTE: return boolean_form + 1;
    case T_CHAR:
    case T_SHORT: return boolean_form + 2;
    case T_INT:
    case T_FLOAT: return boolean_form + 3;
    case T_LONG:
    case T_DOUBLE: return boolean_form + 4;
    default: return boolean_form + 5;
    }
}

_Static_assert(OP_getfield_b + 5 == OP_getfield_a && OP_getstatic_b + 5 == OP_getstatic_a &&
                   OP_load_getfield_b + 5 == OP_load_getfield_a && OP_getfield_b_at + 5 == OP_getfield_a_at,
               "order of get forms");
_Static_assert(OP_putfield_z + 5 == OP_putfield_a && OP_putfield_z_at + 5 == OP_putfield_a_at,
               "order of put forms");

/* ---- calls ---- */

/* Selection by the receiver's class (JVMS 5.4.6). */
static CacheState dispatch(const Method *m, const Class *in)
{
    if (method_is_statically_bound(m))
        return CACHE_BOUND;
    return method_vtable_index(m, in) < 0 ? CACHE_ITABLE : CACHE_VTABLE;
}

/* The resolved method may be Object's (JVMS 5.4.3.4). */
static CacheState dispatch_by_interface(const Method *m)
{
    if (!class_is_interface(m->holder) && method_is_statically_bound(m))
        return CACHE_BOUND;
    return method_is_private(m) ? CACHE_DIRECT : CACHE_ITABLE;
}

/* In an interface's code the receiver of invokespecial has to be checked, since the verifier takes any object
 * for an instance of an interface. */
CacheState form_of_call(CacheUse use, const Class *caller, const Method *m, const Class *in)
{
    switch (use) {
    case USE_STATIC: return class_is_initialized(m->holder) ? CACHE_STATIC : CACHE_RESOLVED;
    case USE_SPECIAL:
        return is_object_init(m)                                            ? CACHE_OBJECT_INIT
               : class_is_interface(caller) && !(m->flags & METHOD_IS_INIT) ? CACHE_CHECKED
                                                                            : CACHE_BOUND;
    case USE_INTERFACE: return dispatch_by_interface(m);
    default: return dispatch(m, in);
    }
}
