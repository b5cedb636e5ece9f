/* fold.c - see fold.h. */
#include "jit/fold.h"

#include "jit/operand.h"
#include "vm/exec/interp/arith.h"

/* ---- integers ---- */

static bool fold_int(u32 op, i32 a, i32 b, i32 *ret)
{
    u32 x = (u32)a, y = (u32)b;
    switch (op) {
    case OP_iadd: *ret = (i32)(x + y); return true;
    case OP_isub: *ret = (i32)(x - y); return true;
    case OP_imul: *ret = (i32)(x * y); return true;
    case OP_iand: *ret = a & b; return true;
    case OP_ior: *ret = a | b; return true;
    case OP_ixor: *ret = a ^ b; return true;
    case OP_ishl: *ret = arith_ishl(a, b); return true;
    case OP_ishr: *ret = arith_ishr(a, b); return true;
    case OP_iushr: *ret = arith_iushr(a, b); return true;
    case OP_idiv: *ret = b ? arith_idiv(a, b) : 0; return b != 0;
    case OP_irem: *ret = b ? arith_irem(a, b) : 0; return b != 0;
    default: return false;
    }
}

static bool fold_long(u32 op, i64 a, i64 b, i64 *ret)
{
    u64 x = (u64)a, y = (u64)b;
    switch (op) {
    case OP_ladd: *ret = (i64)(x + y); return true;
    case OP_lsub: *ret = (i64)(x - y); return true;
    case OP_lmul: *ret = (i64)(x * y); return true;
    case OP_land: *ret = a & b; return true;
    case OP_lor: *ret = a | b; return true;
    case OP_lxor: *ret = a ^ b; return true;
    case OP_lshl: *ret = arith_lshl(a, (i32)b); return true;
    case OP_lshr: *ret = arith_lshr(a, (i32)b); return true;
    case OP_lushr: *ret = arith_lushr(a, (i32)b); return true;
    case OP_lcmp: *ret = arith_lcmp(a, b); return true;
    case OP_ldiv: *ret = b ? arith_ldiv(a, b) : 0; return b != 0;
    case OP_lrem: *ret = b ? arith_lrem(a, b) : 0; return b != 0;
    default: return false;
    }
}

bool fold_binary(Compilation *c, u32 op)
{
    i64 a, b, result;
    i32 narrow = 0;
    if (!operand_is_constant(c, 0, &b) || !operand_is_constant(c, 1, &a))
        return false;
    bool is_int = fold_int(op, (i32)a, (i32)b, &narrow);
    if (!is_int && !fold_long(op, a, b, &result))
        return false;
    operand_drop(c);
    operand_drop(c);
    operand_push_constant(c, *opcode_info(op)->pushes, is_int ? narrow : result);
    return true;
}

bool fold_unary(Compilation *c, u32 op)
{
    i64 a, result;
    if (!operand_is_constant(c, 0, &a))
        return false;
    switch (op) {
    case OP_ineg: result = (i32)(0 - (u32)a); break;
    case OP_lneg: result = (i64)(0 - (u64)a); break;
    case OP_i2l: result = a; break;
    case OP_l2i: result = (i32)a; break;
    case OP_i2b: result = (i8)a; break;
    case OP_i2c: result = (u16)a; break;
    case OP_i2s: result = (i16)a; break;
    default: return false;
    }
    operand_drop(c);
    operand_push_constant(c, *opcode_info(op)->pushes, result);
    return true;
}

/* ---- fields and arrays ---- */

bool fold_getstatic(Compilation *c, const CacheEntry *entry)
{
    Constant value;
    if (cache_state(entry) != CACHE_STATIC_FIELD || !constant_of_static(entry->field, &value))
        return false;
    c->has_stable |= (entry->field->flags & FIELD_STABLE) != 0;
    operand_push_known(c, value);
    return true;
}

bool fold_getfield(Compilation *c, const Field *f)
{
    Constant value;
    const Object *object = operand_object(c, 0);
    if (!object || !constant_of_field(f, object, &value))
        return false;
    operand_drop(c);
    c->has_stable |= (f->flags & FIELD_STABLE) != 0;
    operand_push_known(c, value);
    return true;
}

bool fold_array_load(Compilation *c, Type type)
{
    Constant value;
    i64 index;
    if (!operand_is_constant(c, 0, &index))
        return false;
    const Object *array = operand_object(c, 1);
    if (!array || !constant_of_element(array, operand_stable(c, 1), type, index, &value))
        return false;
    operand_drop(c);
    operand_drop(c);
    c->has_stable = true;
    operand_push_known(c, value);
    return true;
}

bool fold_arraylength(Compilation *c)
{
    const Object *array = operand_object(c, 0);
    if (!array || !class_is_array(object_class(array)))
        return false;
    operand_drop(c);
    operand_push_constant(c, 'I', array_length(array));
    return true;
}

/* ---- type checks ---- */

/* Null is of every class, even of one that is not resolved (JVMS 6.5 checkcast). */
bool fold_checkcast(Compilation *c, const CacheEntry *entry)
{
    i64 value;
    Class *class = operand_class(c, 0);
    return (operand_is_constant(c, 0, &value) && value == 0) ||
           (class && cache_state(entry) == CACHE_CLASS && class_is_subtype(class, entry->class));
}

bool fold_instanceof(Compilation *c, const CacheEntry *entry)
{
    i64 value;
    Class *class = operand_class(c, 0);
    bool is_null = operand_is_constant(c, 0, &value) && value == 0;
    if (!is_null && (!class || cache_state(entry) != CACHE_CLASS))
        return false;
    bool is_instance = class && class_is_subtype(class, entry->class);
    operand_drop(c);
    operand_push_constant(c, 'I', is_instance);
    return true;
}
