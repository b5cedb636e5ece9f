/* rt_alloc.c - see runtime.def.
 * Allocation that is not inline: the first use of a class, large objects, empty free lists, nested arrays. */
#include "classloader/define/define.h"
#include "classloader/link/resolve.h"
#include "gc/heap.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

/* The inline form needs an instantiable class that is initialized for all threads and whose instances are
 * small. */
static void link_new(CacheEntry *entry, Class *c)
{
    bool is_inline = class_is_initialized(c) && !(c->flags & CLASS_DONT_ALLOCATE) &&
                     c->instance_size <= THREAD_INLINE_BYTES;
    entry->class = c;
    entry->offset = c->instance_size;
    entry->memory = (u16)heap_class_kind(c);
    cache_publish(entry, is_inline ? CACHE_NEW : CACHE_RESOLVED);
}

Object *rt_new_object(Thread *t, Class *c)
{
    return heap_new_object(t, c);
}

Object *rt_new(Thread *t, Method *m, CacheEntry *entry)
{
    Class *c = resolve_class(t, m->holder, entry->pool_index);
    if (!c)
        return NULL;
    char name[512];
    if (c->kind != CLASS_INSTANCE || (c->access & (ACC_INTERFACE | ACC_ABSTRACT))) {
        THROW(t, InstantiationError, "%s", class_external_name(c, name, sizeof name));
        return NULL;
    }
    if (c == WK(Class)) { /* only the VM makes mirrors */
        THROW(t, IllegalAccessError, "%s", class_external_name(c, name, sizeof name));
        return NULL;
    }
    if (!class_initialize(t, c))
        return NULL;
    link_new(entry, c);
    return heap_new_object(t, c);
}

Object *rt_new_array(Thread *t, Class *array_class, i32 length)
{
    return heap_new_array(t, array_class, length);
}

Object *rt_new_ref_array(Thread *t, Method *m, CacheEntry *entry, i32 length)
{
    if (cache_state(entry) != CACHE_CLASS) {
        Class *element = resolve_class(t, m->holder, entry->pool_index);
        Class *array_class = element ? define_array_class(t, element) : NULL;
        if (!array_class)
            return NULL;
        entry->class = array_class;
        cache_publish(entry, CACHE_CLASS);
    }
    return heap_new_array(t, entry->class, length);
}

/* JVMS 6.5 multianewarray: the outer array first; a dimension of 0 ends the nesting. counts[0] is the
 * outermost. */
static Object *new_nested(Thread *t, Class *array_class, const i32 *counts, u32 dimensions)
{
    Object *array = heap_new_array(t, array_class, counts[0]);
    if (!array || dimensions == 1)
        return array;
    for (i32 i = 0; i < counts[0]; i++) {
        Object *inner = new_nested(t, array_class->element, counts + 1, dimensions - 1);
        if (!inner)
            return NULL;
        ref_array_set(array, i, inner);
    }
    return array;
}

Object *rt_new_multi_array(Thread *t, Method *m, CacheEntry *entry, const Slot *last_dimension)
{
    if (!rt_link_class(t, m, entry))
        return NULL;
    i32 counts[256];
    u32 dimensions = entry->dimensions;
    for (u32 i = 0; i < dimensions; i++)
        counts[i] = (i32)last_dimension[dimensions - 1 - i];
    for (u32 i = 0; i < dimensions; i++)
        if (counts[i] < 0) { /* all dimensions are checked before anything is allocated */
            THROW(t, NegativeArraySizeException, "%d", counts[i]);
            return NULL;
        }
    return new_nested(t, entry->class, counts, dimensions);
}

bool rt_register_finalizer(Thread *t, Object *object)
{
    Value argument = {.l = object};
    return call_method(t, WK_METHOD(Finalizer_register), &argument, NULL);
}
