/* quicken.c - see quicken.h. */
#include "vm/exec/interp/quicken.h"

#include "vm/bytecode/form.h"
#include "vm/bytecode/opcode.h"

static u32 call_form(CacheState state)
{
    static const u16 forms[] = {
        [CACHE_STATIC] = OP_invokestatic_quick,     [CACHE_BOUND] = OP_invokespecial_quick,
        [CACHE_CHECKED] = OP_invokespecial_checked, [CACHE_OBJECT_INIT] = OP_invokespecial_init,
        [CACHE_VTABLE] = OP_invokevirtual_quick,    [CACHE_ITABLE] = OP_invokeinterface_quick,
        [CACHE_DIRECT] = OP_invokeinterface_direct, [CACHE_SITE] = OP_invokedynamic_quick,
        [CACHE_HANDLE] = OP_invokehandle_quick,
    };
    return forms[state];
}

/* Volatile fields and those narrower than an int share one form. */
static u32 putstatic_form(const Field *f)
{
    if (form_is_volatile(f))
        return OP_putstatic_other;
    switch ((Type)f->type) {
    case T_INT:
    case T_FLOAT: return OP_putstatic_i;
    case T_LONG:
    case T_DOUBLE: return OP_putstatic_j;
    case T_OBJECT:
    case T_ARRAY: return OP_putstatic_a;
    default: return OP_putstatic_other;
    }
}

static u32 constant_form(const CacheEntry *entry)
{
    return entry->type == T_LONG || entry->type == T_DOUBLE ? OP_push2_cached : OP_push_cached;
}

/* The form of an instruction whose entry is linked for good. */
static u32 linked_form(u32 op, const CacheEntry *entry, CacheState state)
{
    Type type = (Type)entry->type;
    switch (op) {
    case OP_ldc:
    case OP_ldc_w:
    case OP_ldc2_w: return constant_form(entry);
    case OP_getfield: return form_get_op(OP_getfield_b, type);
    case OP_load_getfield: return form_get_op(OP_load_getfield_b, type);
    case OP_getstatic: return form_get_op(OP_getstatic_b, type);
    case OP_putfield:
        return form_is_volatile(entry->field) ? OP_putfield_volatile : form_put_op(OP_putfield_z, type);
    case OP_putstatic: return putstatic_form(entry->field);
    case OP_new: return OP_new_quick;
    case OP_new_dup: return OP_new_dup_quick;
    case OP_anewarray: return OP_anewarray_quick;
    case OP_checkcast: return OP_checkcast_quick;
    case OP_instanceof: return OP_instanceof_quick;
    case OP_invokevirtual:
    case OP_invokespecial:
    case OP_invokestatic:
    case OP_invokeinterface:
    case OP_invokedynamic: return call_form(state);
    default: return op;
    }
}

u32 quicken_form(u32 op, const CacheEntry *entry)
{
    CacheState state = cache_state(entry);
    return state > CACHE_RESOLVED ? linked_form(op, entry, state) : op;
}

void quicken_instruction(u16 *pc, const CacheEntry *entry)
{
    u32 op = __atomic_load_n(pc, __ATOMIC_ACQUIRE), quick = quicken_form(op, entry);
    if (quick != op)
        __atomic_store_n(pc, (u16)quick, __ATOMIC_RELEASE);
}
