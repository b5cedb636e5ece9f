/* resolve.c - see resolve.h: classes, constants, access control, remembered failures.
 * Fields and methods are in resolve_member.c. A pool entry changes once, under the loader's lock, and is read
 * without. */
#include "classloader/link/resolve.h"

#include "classloader/link/indy.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "gc/heap.h"
#include "gc/roots.h"
#include "gc/strings.h"
#include "vm/base/bytes.h"
#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/trace.h"
#include "vm/model/doors.h"
#include "vm/model/wellknown.h"

#include <stdio.h>

/* ---- pool entries ---- */

void resolve_publish(Thread *t, Class *holder, u32 pool_index, u32 ref)
{
    loader_lock(t, holder->loader);
    u8 tag = holder->pool.tags[pool_index];
    if (!(tag & (CP_RESOLVED | CP_FAILED))) {
        holder->pool.entries[pool_index].ref = ref;
        __atomic_store_n(&holder->pool.tags[pool_index], tag | CP_RESOLVED, __ATOMIC_RELEASE);
    }
    loader_unlock(t, holder->loader);
}

/* A fresh stack trace, and nothing shared with the original that a program could change. */
static Object *copy_throwable(Thread *t, Object *throwable)
{
    Object *copy = heap_clone(t, throwable);
    /* A cause not yet set is the throwable itself. */
    if (copy && ref_load(copy, WK_FIELD(Throwable_cause)) == throwable)
        ref_store(copy, WK_FIELD(Throwable_cause), copy);
    return copy;
}

/* What a remembered error without a message is given as one; NULL: nothing. */
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

bool resolve_remember(Thread *t, Class *holder, u32 pool_index)
{
    Object *thrown = t->exception;
    if (!object_is_instance(thrown, WK(LinkageError)))
        return true; /* what else went wrong may go right the next time */
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

Object *resolve_remembered(const Class *holder, u32 pool_index)
{
    const ResolutionError *error = __atomic_load_n(&holder->resolution_errors, __ATOMIC_ACQUIRE);
    while (error && error->pool_index != pool_index)
        error = error->next;
    ASSERT(error);
    return loader_ref(holder->loader, error->throwable);
}

bool resolve_rethrow(Thread *t, Class *holder, u32 pool_index)
{
    Object *copy = copy_throwable(t, resolve_remembered(holder, pool_index));
    if (copy) {
        exception_fill_in_stack_trace(t, copy);
        if (pool_index > UINT16_MAX) /* of a call site HotSpot remembers the error without its cause */
            ref_store(copy, WK_FIELD(Throwable_cause), copy);
        t->exception = copy;
    }
    return false;
}

/* ---- access (JVMS 5.4.4) ---- */

bool resolve_same_package(const Class *a, const Class *b)
{
    return a->package == b->package && a->loader->host == b->loader->host;
}

static const Class *innermost_element(const Class *c)
{
    while (class_is_array(c))
        c = c->element;
    return c;
}

static bool is_visible(const Module *from, const Class *to)
{
    const Module *home = module_of_class(to);
    return home == from || (module_reads(from, home) && module_exports(home, to->package, from));
}

bool resolve_can_access_class(const Class *from, const Class *to)
{
    to = innermost_element(to);
    if (from == to || class_is_primitive(to) || (from->flags & CLASS_TRUSTED))
        return true;
    if ((to->access & ACC_PUBLIC) && is_visible(module_of_class(from), to))
        return true;
    return resolve_same_package(from, to);
}

const char *resolve_module_problem(const Class *from, const Class *to, char *buffer, size_t size)
{
    to = innermost_element(to);
    const Module *from_module = module_of_class(from), *to_module = module_of_class(to);
    if (!(to->access & ACC_PUBLIC) || is_visible(from_module, to))
        return NULL;
    char from_text[512], to_text[512], from_place[512], to_place[512], why[1400];
    module_describe_short(from_module, from_place, sizeof from_place);
    module_describe_short(to_module, to_place, sizeof to_place);
    if (!module_reads(from_module, to_module)) {
        snprintf(why, sizeof why, "%s does not read %s", from_place, to_place);
    } else {
        char package[256];
        u32 length = min_u32(to->package->name->length, sizeof package - 1);
        for (u32 i = 0; i < length; i++)
            package[i] = to->package->name->text[i] == '/' ? '.' : to->package->name->text[i];
        package[length] = '\0';
        snprintf(why, sizeof why, "%s does not export %s to %s", to_place, package, from_place);
    }
    snprintf(buffer, size, "class %s (in %s) cannot access class %s (in %s) because %s",
             class_binary_name(from, from_text, sizeof from_text), from_place,
             class_binary_name(to, to_text, sizeof to_text), to_place, why);
    return buffer;
}

void resolve_throw_no_access(Thread *t, const Class *from, const Class *to)
{
    to = innermost_element(to);
    char text[4096], from_text[512], to_text[512];
    if (resolve_module_problem(from, to, text, sizeof text)) {
        THROW(t, IllegalAccessError, "%s", text);
        return;
    }
    THROW(t, IllegalAccessError, "failed to access class %s from class %s (%s)",
          class_binary_name(to, to_text, sizeof to_text),
          class_binary_name(from, from_text, sizeof from_text),
          module_describe_pair(to, from, text, sizeof text));
}

static bool is_listed_member(const Class *host, const Class *member)
{
    if (!host->nest_members)
        return false;
    Bytes list = bytes_make(class_bytes(host) + host->nest_members, host->source_length - host->nest_members);
    for (u32 count = bytes_u16(&list); count > 0; count--)
        if (pool_class_name(&host->pool, bytes_u16(&list)) == member->name)
            return true;
    return false;
}

Class *resolve_nest_host(Thread *t, Class *c)
{
    Class *host = __atomic_load_n(&c->nest_host, __ATOMIC_ACQUIRE);
    if (host)
        return host;
    host = c;
    if (c->nest_host_index) {
        Object *pending = t->exception;
        t->exception = NULL;
        Class *named = resolve_class(t, c, c->nest_host_index);
        bool is_transient = !named && !object_is_instance(t->exception, WK(LinkageError));
        t->exception = pending;
        if (is_transient)
            return c; /* out of memory or stack: ask again later */
        if (named && named->kind == CLASS_INSTANCE && resolve_same_package(named, c) &&
            is_listed_member(named, c))
            host = named;
    }
    __atomic_store_n(&c->nest_host, host, __ATOMIC_RELEASE);
    return host;
}

/* A protected member seen from a subclass in another package: through objects of its own kind only. */
static bool can_access_protected(Class *from, const Class *declaring, const Class *referenced, bool is_static)
{
    for (Class *c = from; c; c = c->super)
        if (c == declaring)
            return is_static || class_is_subtype((Class *)referenced, from) ||
                   class_is_subtype(from, (Class *)referenced);
    return false;
}

bool resolve_can_access_member(const Class *from, const Class *declaring, const Class *referenced, u16 access)
{
    if ((access & ACC_PUBLIC) || from == declaring || (from->flags & CLASS_TRUSTED))
        return true;
    Class *accessor = (Class *)from;
    if (access & ACC_PRIVATE) {
        Thread *t = thread_current();
        return resolve_nest_host(t, accessor) == resolve_nest_host(t, (Class *)declaring);
    }
    if (resolve_same_package(from, declaring))
        return true;
    if (!(access & ACC_PROTECTED) || class_is_interface(from))
        return false;
    return can_access_protected(accessor, declaring, referenced, (access & ACC_STATIC) != 0);
}

/* ---- classes and constants ---- */

static Class *load_accessible(Thread *t, Class *holder, Symbol *name)
{
    Class *c = loader_load(t, holder->loader, name);
    if (c && !resolve_can_access_class(holder, c)) {
        resolve_throw_no_access(t, holder, c);
        return NULL;
    }
    return c;
}

Class *resolve_class(Thread *t, Class *holder, u32 pool_index)
{
    u8 tag = pool_tag(&holder->pool, pool_index);
    if (!(tag & (CP_RESOLVED | CP_FAILED))) {
        Class *c = load_accessible(t, holder, pool_class_name(&holder->pool, pool_index));
        if (!c && resolve_remember(t, holder, pool_index))
            return NULL;
        if (c) {
            TRACE(RESOLVE, "%s %s", holder->name->text, c->name->text);
            resolve_publish(t, holder, pool_index, region_ref(c));
        }
        tag = pool_tag(&holder->pool, pool_index);
    }
    if (tag & CP_FAILED) {
        resolve_rethrow(t, holder, pool_index);
        return NULL;
    }
    return region_pointer(holder->pool.entries[pool_index].ref);
}

/* Constants whose value is an object in the loader's reference table; primitive Dynamics are there boxed. */
static bool make_constant(Thread *t, Class *holder, u32 pool_index, u8 tag, Object **ret_object)
{
    const ConstPool *pool = &holder->pool;
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

static bool resolve_object(Thread *t, Class *holder, u32 pool_index, Object **ret_object)
{
    u8 tag = pool_tag(&holder->pool, pool_index);
    if (!(tag & (CP_RESOLVED | CP_FAILED))) {
        Object *object = NULL;
        if (make_constant(t, holder, pool_index, tag, &object)) {
            u32 ref = roots_loader_add_ref(holder->loader, object);
            if (!ref) {
                throw_out_of_memory(t, "Metaspace");
                return false;
            }
            resolve_publish(t, holder, pool_index, ref);
        } else if (resolve_remember(t, holder, pool_index)) {
            return false;
        }
        tag = pool_tag(&holder->pool, pool_index);
    }
    if (tag & CP_FAILED)
        return resolve_rethrow(t, holder, pool_index);
    *ret_object = loader_ref(holder->loader, holder->pool.entries[pool_index].ref);
    return true;
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
