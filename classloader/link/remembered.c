/* remembered.c - see remembered.h.
 * A class's list of errors only grows; adding takes the loader's lock, reading takes none. */
#include "classloader/link/remembered.h"

#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "vm/base/panic.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

/* The copy shares nothing with the original that a program could change. */
static Object *copy_throwable(Thread *t, Object *throwable)
{
    Object *copy = heap_clone(t, throwable);
    /* While the cause is not set, it is the throwable itself. */
    if (copy && ref_load(copy, WK_FIELD(Throwable_cause)) == throwable)
        ref_store(copy, WK_FIELD(Throwable_cause), copy);
    return copy;
}

/* The message for a remembered error that has none; NULL: it stays without. */
static const Symbol *entry_name(const ConstPool *pool, u32 index)
{
    if (index >= pool->count)
        return NULL;
    switch (pool_tag(pool, index) & CP_TAG_MASK) {
    case CP_CLASS: return pool_class_name(pool, index);
    case CP_DYNAMIC: return pool_member_name(pool, index);
    case CP_METHOD_TYPE: return pool_symbol(pool, pool->entries[index].a);
    case CP_METHOD_HANDLE: return pool_member_name(pool, pool->entries[index].b);
    default: return NULL;
    }
}

static Object *copy_for_memory(Thread *t, Object *throwable, const Symbol *name)
{
    Object *copy = copy_throwable(t, throwable);
    if (copy && name && !ref_load(copy, WK_FIELD(Throwable_detailMessage))) {
        Object *text = string_from_symbol(t, name);
        if (text)
            ref_store(copy, WK_FIELD(Throwable_detailMessage), text);
    }
    return copy;
}

static bool add_error_locked(Class *holder, u32 pool_index, u32 throwable)
{
    ResolutionError *error = arena_alloc(&holder->loader->arena, sizeof *error);
    if (!error)
        return false;
    *error = (ResolutionError){holder->resolution_errors, pool_index, throwable};
    __atomic_store_n(&holder->resolution_errors, error, __ATOMIC_RELEASE);
    return true;
}

bool remembered_add(Thread *t, Class *holder, u32 pool_index)
{
    Object *thrown = t->exception;
    if (!object_is_instance(thrown, WK(LinkageError)))
        return true; /* after any other failure, resolution may succeed the next time */
    t->exception = NULL;
    Object *copy = copy_for_memory(t, thrown, entry_name(&holder->pool, pool_index));
    u32 ref = copy ? roots_loader_add_ref(holder->loader, copy) : 0;
    t->exception = thrown;
    if (!ref)
        return true;
    loader_lock(t, holder->loader);
    bool is_entry = pool_index < holder->pool.count;
    u8 tag = is_entry ? holder->pool.tags[pool_index] : 0;
    bool is_first = !(tag & (CP_RESOLVED | CP_FAILED));
    if (is_first && add_error_locked(holder, pool_index, ref) && is_entry)
        __atomic_store_n(&holder->pool.tags[pool_index], tag | CP_FAILED, __ATOMIC_RELEASE);
    loader_unlock(t, holder->loader);
    if (!is_first)
        t->exception = NULL;
    return is_first;
}

Object *remembered_error(const Class *holder, u32 pool_index)
{
    const ResolutionError *error = __atomic_load_n(&holder->resolution_errors, __ATOMIC_ACQUIRE);
    while (error && error->pool_index != pool_index)
        error = error->next;
    ASSERT(error);
    return loader_ref(holder->loader, error->throwable);
}

bool remembered_rethrow(Thread *t, Class *holder, u32 pool_index)
{
    Object *copy = copy_throwable(t, remembered_error(holder, pool_index));
    if (copy) {
        exception_fill_in_stack_trace(t, copy);
        if (pool_index > UINT16_MAX) /* for a call site HotSpot remembers the error without its cause */
            ref_store(copy, WK_FIELD(Throwable_cause), copy);
        t->exception = copy;
    }
    return false;
}
