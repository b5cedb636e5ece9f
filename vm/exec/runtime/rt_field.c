/* rt_field.c - see runtime.def.
 * Fields, constants and classes at their first use by an instruction. */
#include "classloader/link/resolve.h"
#include "vm/exec/call/class_init.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/model/opcode.h"

static void fill_field(CacheEntry *entry, Field *f)
{
    entry->field = f;
    entry->offset = f->offset;
    entry->type = f->type;
}

static u32 get_form(u32 byte_form, Type type)
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

_Static_assert(OP_getfield_b + 5 == OP_getfield_a && OP_getstatic_b + 5 == OP_getstatic_a &&
                   OP_iload_getfield_b + 5 == OP_iload_getfield_a,
               "order of get forms");

static u32 putfield_form(const Field *f)
{
    if (f->access & ACC_VOLATILE)
        return OP_putfield_volatile;
    switch ((Type)f->type) {
    case T_BOOLEAN: return OP_putfield_z;
    case T_BYTE: return OP_putfield_b;
    case T_CHAR:
    case T_SHORT: return OP_putfield_s;
    case T_INT:
    case T_FLOAT: return OP_putfield_i;
    case T_LONG:
    case T_DOUBLE: return OP_putfield_j;
    default: return OP_putfield_a;
    }
}

static u32 putstatic_form(const Field *f)
{
    if (f->access & ACC_VOLATILE)
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

CacheEntry *rt_link_field(Thread *t, u16 *pc)
{
    Method *m = frame_method(t->fp);
    u16 op = __atomic_load_n(pc, __ATOMIC_ACQUIRE);
    CacheEntry *entry = op == OP_iload_getfield ? &m->cache[pc[2]] : runtime_entry(t, pc);
    if (op != OP_getfield && op != OP_putfield && op != OP_iload_getfield)
        return entry; /* another thread was faster */
    Field *f = resolve_field(t, m->holder, entry->pool_index, false, op == OP_putfield, m);
    if (!f)
        return NULL;
    fill_field(entry, f);
    u32 first_form = op == OP_getfield ? OP_getfield_b : OP_iload_getfield_b;
    runtime_quicken(pc, op == OP_putfield ? putfield_form(f) : get_form(first_form, (Type)f->type));
    return entry;
}

/* The field's class may be in initialization by this thread: then the entry serves once and the instruction
 * stays. */
CacheEntry *rt_link_static_field(Thread *t, u16 *pc)
{
    Method *m = frame_method(t->fp);
    CacheEntry *entry = runtime_entry(t, pc);
    u16 op = __atomic_load_n(pc, __ATOMIC_ACQUIRE);
    if (op != OP_getstatic && op != OP_putstatic)
        return entry;
    bool is_put = op == OP_putstatic;
    Field *f = resolve_field(t, m->holder, entry->pool_index, true, is_put, m);
    if (!f || !class_initialize(t, f->holder))
        return NULL;
    fill_field(entry, f);
    entry->ref = f->holder->mirror;
    if (class_init_done(f->holder))
        runtime_quicken(pc, is_put ? putstatic_form(f) : get_form(OP_getstatic_b, (Type)f->type));
    return entry;
}

CacheEntry *rt_link_constant(Thread *t, u16 *pc)
{
    CacheEntry *entry = runtime_entry(t, pc);
    Type type;
    Value value = {0};
    if (!resolve_constant(t, frame_method(t->fp)->holder, entry->pool_index, &type, &value))
        return NULL;
    bool is_wide = type == T_LONG || type == T_DOUBLE;
    entry->type = (u8)type;
    entry->bits = is_wide || type_is_ref(type) ? value.raw : (u32)value.i;
    runtime_quicken(pc, is_wide ? OP_ldc2_quick : OP_ldc_quick);
    return entry;
}

CacheEntry *rt_link_class(Thread *t, u16 *pc)
{
    CacheEntry *entry = runtime_entry(t, pc);
    u16 op = __atomic_load_n(pc, __ATOMIC_ACQUIRE);
    if (op != OP_checkcast && op != OP_instanceof)
        return entry;
    entry->class = resolve_class(t, frame_method(t->fp)->holder, entry->pool_index);
    if (!entry->class)
        return NULL;
    runtime_quicken(pc, op == OP_checkcast ? OP_checkcast_quick : OP_instanceof_quick);
    return entry;
}
