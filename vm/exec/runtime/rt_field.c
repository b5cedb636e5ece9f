/* rt_field.c - see runtime.def.
 * Fields, constants and classes at their first use by an instruction. */
#include "classloader/link/resolve.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/model/call.h"

static void fill_field(CacheEntry *entry, Field *f)
{
    entry->field = f;
    entry->offset = f->offset;
    entry->type = f->type;
}

bool rt_link_field(Thread *t, Method *m, CacheEntry *entry)
{
    if (cache_state(entry) == CACHE_FIELD)
        return true; /* another thread was faster */
    Field *f = resolve_field(t, m->holder, entry->pool_index, false, entry->use == USE_PUTFIELD, m);
    if (!f)
        return false;
    fill_field(entry, f);
    cache_publish(entry, CACHE_FIELD);
    return true;
}

bool rt_link_static_field(Thread *t, Method *m, CacheEntry *entry)
{
    if (cache_state(entry) == CACHE_STATIC_FIELD)
        return true;
    Field *f = resolve_field(t, m->holder, entry->pool_index, true, entry->use == USE_PUTSTATIC, m);
    if (!f || !class_initialize(t, f->holder))
        return false;
    fill_field(entry, f);
    entry->ref = f->holder->mirror;
    cache_publish(entry, class_is_initialized(f->holder) ? CACHE_STATIC_FIELD : CACHE_RESOLVED);
    return true;
}

bool rt_link_constant(Thread *t, Method *m, CacheEntry *entry)
{
    Type type;
    Value value = {0};
    if (cache_state(entry) == CACHE_CONSTANT)
        return true;
    if (!resolve_constant(t, m->holder, entry->pool_index, &type, &value))
        return false;
    bool is_wide = type == T_LONG || type == T_DOUBLE;
    entry->type = (u8)type;
    entry->bits = is_wide || type_is_ref(type) ? value.raw : (u32)value.i;
    cache_publish(entry, CACHE_CONSTANT);
    return true;
}

bool rt_link_class(Thread *t, Method *m, CacheEntry *entry)
{
    if (cache_state(entry) == CACHE_CLASS)
        return true;
    Class *c = resolve_class(t, m->holder, entry->pool_index);
    if (!c)
        return false;
    entry->class = c;
    cache_publish(entry, CACHE_CLASS);
    return true;
}
