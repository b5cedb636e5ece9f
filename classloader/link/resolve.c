/* resolve.c - see resolve.h: classes and constants.
 * Fields and methods are in resolve_member.c. A pool entry changes once, under the loader's lock; reading it
 * takes no lock. */
#include "classloader/link/resolve.h"

#include "classloader/link/indy.h"
#include "classloader/link/remembered.h"
#include "classloader/load/access.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "gc/heap.h"
#include "vm/base/bytes.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdio.h>

/* ---- pool entries ---- */

static void publish(Thread *t, Class *holder, u32 pool_index, u32 ref)
{
    loader_lock(t, holder->loader);
    u8 tag = holder->pool.tags[pool_index];
    if (!(tag & (CP_RESOLVED | CP_FAILED))) {
        holder->pool.entries[pool_index].ref = ref;
        __atomic_store_n(&holder->pool.tags[pool_index], tag | CP_RESOLVED, __ATOMIC_RELEASE);
    }
    loader_unlock(t, holder->loader);
}

u32 resolve_settled(Thread *t, Class *holder, u32 pool_index)
{
    if (!(pool_tag(&holder->pool, pool_index) & CP_FAILED))
        return holder->pool.entries[pool_index].ref;
    remembered_rethrow(t, holder, pool_index);
    return 0;
}

u32 resolve_settle(Thread *t, Class *holder, u32 pool_index, u32 ref)
{
    if (ref)
        publish(t, holder, pool_index, ref);
    else if (remembered_add(t, holder, pool_index))
        return 0;
    return resolve_settled(t, holder, pool_index);
}

/* ---- classes and constants ---- */

static Class *load_accessible(Thread *t, Class *holder, Symbol *name)
{
    Class *c = loader_load(t, holder->loader, name);
    if (c && !access_class_allowed(holder, c)) {
        access_throw_denied(t, holder, c);
        return NULL;
    }
    return c;
}

Class *resolve_class(Thread *t, Class *holder, u32 pool_index)
{
    if (resolve_is_settled(holder, pool_index))
        return region_pointer(resolve_settled(t, holder, pool_index));
    Class *c = load_accessible(t, holder, pool_class_name(&holder->pool, pool_index));
    if (c)
        TRACE(RESOLVE, "%s %s", holder->name->text, c->name->text);
    return region_pointer(resolve_settle(t, holder, pool_index, region_ref(c)));
}

/* Constants whose value is an object in the loader's reference table; primitive Dynamics are there boxed. */
static bool make_constant(Thread *t, Class *holder, u32 pool_index, Object **ret_object)
{
    const ConstPool *pool = &holder->pool;
    u8 tag = pool_tag(pool, pool_index) & CP_TAG_MASK;
    Symbol *text =
        tag == CP_STRING || tag == CP_METHOD_TYPE ? pool_symbol(pool, pool->entries[pool_index].a) : NULL;
    switch (tag) {
    case CP_STRING: *ret_object = string_intern_symbol(t, text); break;
    case CP_METHOD_TYPE: *ret_object = indy_method_type(t, text, holder); break;
    case CP_METHOD_HANDLE: *ret_object = indy_method_handle_constant(t, holder, pool_index); break;
    default: return indy_make_dynamic(t, holder, pool_index, ret_object);
    }
    return *ret_object != NULL;
}

/* The reference that the entry is resolved to. 0: an exception is pending. */
static u32 make_reference(Thread *t, Class *holder, u32 pool_index)
{
    Object *object = NULL;
    if (!make_constant(t, holder, pool_index, &object))
        return 0;
    u32 ref = roots_loader_add_ref(holder->loader, object);
    if (!ref)
        throw_out_of_memory(t, "Metaspace");
    return ref;
}

static bool resolve_object(Thread *t, Class *holder, u32 pool_index, Object **ret_object)
{
    u32 ref = resolve_is_settled(holder, pool_index)
                  ? resolve_settled(t, holder, pool_index)
                  : resolve_settle(t, holder, pool_index, make_reference(t, holder, pool_index));
    *ret_object = ref ? loader_ref(holder->loader, ref) : NULL;
    return ref != 0;
}

bool resolve_constant(Thread *t, Class *holder, u32 pool_index, Type *ret_type, Value *ret)
{
    const ConstPool *pool = &holder->pool;
    u8 tag = pool_tag(pool, pool_index) & CP_TAG_MASK;
    *ret = (Value){0};
    *ret_type = T_OBJECT;
    switch (tag) {
    case CP_INTEGER:
    case CP_FLOAT:
        *ret_type = tag == CP_INTEGER ? T_INT : T_FLOAT;
        ret->raw = (u32)pool->entries[pool_index].i;
        return true;
    case CP_LONG:
    case CP_DOUBLE:
        *ret_type = tag == CP_LONG ? T_LONG : T_DOUBLE;
        ret->raw = pool->entries[pool_index].raw;
        return true;
    case CP_CLASS: {
        Class *c = resolve_class(t, holder, pool_index);
        ret->l = c ? c->mirror : NULL;
        return c != NULL;
    }
    default: {
        Object *object = NULL;
        if (!resolve_object(t, holder, pool_index, &object))
            return false;
        ret->l = object;
        if (tag == CP_DYNAMIC) {
            Type type = type_of_char(pool_member_desc(pool, pool_index)->text[0]);
            *ret_type = type == T_ARRAY ? T_OBJECT : type;
            if (!type_is_ref(type))
                *ret = indy_unbox(object, type);
        }
        return true;
    }
    }
}
