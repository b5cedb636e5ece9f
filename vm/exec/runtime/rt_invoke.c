/* rt_invoke.c - see runtime.def.
 * Linking of calls, selection by interface, and the targets of method handles. */
#include "classloader/define/vtable.h"
#include "classloader/link/indy.h"
#include "classloader/link/resolve.h"
#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/bytecode/form.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/exec/throw/exception.h"
#include "vm/library/member_name.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"

#include <pthread.h>

/* ---- linking ---- */

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t site_lock; /* a leaf */
} host = {.site_lock = PTHREAD_MUTEX_INITIALIZER};

/* The first linked result of a call site counts for all threads (JVMS 5.4.3.6). Method and appendix are
 * written under one lock, since they are one decision. */
static Method *publish_site(CacheEntry *entry, IndySite site, CacheState state)
{
    if (!site.adapter)
        return NULL;
    pthread_mutex_lock(&host.site_lock);
    if (!entry->method) {
        entry->ref = site.appendix;
        entry->method = site.adapter;
        cache_publish(entry, state);
    }
    pthread_mutex_unlock(&host.site_lock);
    return entry->method;
}

static Method *publish_call(CacheEntry *entry, Method *m, CacheState state)
{
    entry->method = m;
    cache_publish(entry, state);
    return m;
}

/* MethodHandle.invoke and its kin are called through an adapter that java.lang.invoke supplies; invokeBasic
 * and linkTo* are methods of the VM. */
static Method *link_polymorphic(Thread *t, Class *holder, CacheEntry *entry, const Method *declared)
{
    Symbol *desc = pool_member_desc(&holder->pool, entry->pool_index);
    if (indy_kind(declared) == INDY_ADAPTER) {
        IndySite site = indy_link_handle_call(t, holder, declared->holder, declared->name, desc);
        return publish_site(entry, site, CACHE_HANDLE);
    }
    Method *m = indy_intrinsic(t, declared->name, desc);
    return m ? publish_call(entry, m, method_is_static(m) ? CACHE_STATIC : CACHE_BOUND) : NULL;
}

/* Method and vtable_index are written before the state. */
static Method *link_ordinary(CacheEntry *entry, const Class *holder, Method *m, const Class *in)
{
    CacheState state = form_of_call((CacheUse)entry->use, holder, m, in);
    if (state == CACHE_VTABLE)
        entry->vtable_index = (u32)method_vtable_index(m, in);
    return publish_call(entry, m, state);
}

/* The class that the reference names; it was resolved together with the method. */
static Class *named_class(Thread *t, Class *holder, const CacheEntry *entry)
{
    return resolve_class(t, holder, holder->pool.entries[entry->pool_index].a);
}

static Method *link_method(Thread *t, Class *holder, CacheEntry *entry)
{
    static const ResolveKind kinds[] = {[USE_VIRTUAL] = RESOLVE_VIRTUAL,
                                        [USE_SPECIAL] = RESOLVE_SPECIAL,
                                        [USE_STATIC] = RESOLVE_STATIC,
                                        [USE_INTERFACE] = RESOLVE_INTERFACE};
    Method *m = resolve_method(t, holder, entry->pool_index, kinds[entry->use]);
    if (!m || (entry->use == USE_STATIC && !class_initialize(t, m->holder)))
        return NULL;
    bool may_be_polymorphic = entry->use == USE_STATIC || entry->use == USE_VIRTUAL;
    if (may_be_polymorphic && indy_kind(m) != INDY_ORDINARY)
        return link_polymorphic(t, holder, entry, m);
    return link_ordinary(entry, holder, m, entry->use == USE_VIRTUAL ? named_class(t, holder, entry) : NULL);
}

Method *rt_link_call(Thread *t, Method *caller, CacheEntry *entry)
{
    if (cache_state(entry) > CACHE_RESOLVED)
        return entry->method; /* another thread was faster */
    if (entry->use != USE_DYNAMIC)
        return link_method(t, caller->holder, entry);
    return publish_site(entry, indy_link_call_site(t, caller, entry->pool_index, entry->bci), CACHE_SITE);
}

/* ---- selection ---- */

static bool check_implements(Thread *t, Class *c, Class *interface)
{
    if (class_is_subtype(c, interface))
        return true;
    char name[512], wanted[512];
    THROW(t, IncompatibleClassChangeError, "Class %s does not implement the requested interface %s",
          class_binary_name(c, name, sizeof name), class_binary_name(interface, wanted, sizeof wanted));
    return false;
}

/* What the VM has made in the class for a default that conflicts (a method that throws) or was made abstract
 * again, in releases where a call through the interface finds it. NULL: nothing. */
static Method *made_for(const Method *resolved, const Class *c)
{
    i32 slot = release->itables_hold_overpasses ? method_vtable_index(resolved, c) : VTABLE_NONE;
    Method *made = slot >= 0 ? c->vtable[slot] : NULL;
    if (!made || (made->flags & METHOD_OVERPASS))
        return made;
    return class_is_interface(made->holder) && (c->flags & CLASS_SUPER_HAS_DEFAULTS) ? made : NULL;
}

/* JVMS 6.5 invokeinterface, 5.4.6: selects by the table that the receiver's class has for the interface. */
static Method *select_in_itable(Thread *t, Method *resolved, Class *c)
{
    ItableEntry *row = class_itable(c, resolved->holder);
    if (!row) {
        check_implements(t, c, resolved->holder);
        return NULL;
    }
    Method *m = row->methods[resolved->itable_index];
    if (m && !method_is_abstract(m))
        return m;
    Method *made = made_for(resolved, c);
    if (made && (made->flags & METHOD_OVERPASS))
        return made;
    if (made)
        exception_throw_inherited_abstract(t, made, c);
    else
        exception_throw_abstract(t, resolved, m, c);
    return NULL;
}

/* Object's methods are in every vtable, but the receiver must implement the interface that the call names. */
static Method *select_of_object(Thread *t, Class *holder, const CacheEntry *entry, Class *c)
{
    Class *interface = named_class(t, holder, entry);
    return interface && check_implements(t, c, interface) ? c->vtable[entry->method->vtable_index] : NULL;
}

Method *rt_select_interface(Thread *t, Method *caller, CacheEntry *entry, Object *receiver)
{
    Class *c = object_class(receiver);
    Method *resolved = entry->method;
    if (method_is_private(resolved))
        return check_implements(t, c, resolved->holder) ? resolved : NULL;
    Method *m = class_is_interface(resolved->holder) ? select_in_itable(t, resolved, c)
                                                     : select_of_object(t, caller->holder, entry, c);
    if (m)
        cache_note_choice(entry, receiver->class_ref, region_ref(m));
    return m;
}

bool rt_check_special(Thread *t, Method *caller, Object *receiver)
{
    if (class_is_subtype(object_class(receiver), caller->holder))
        return true;
    char name[512], interface[512];
    THROW(t, IllegalAccessError, "Receiver class %s must be the current class or a subtype of interface %s",
          class_external_name(object_class(receiver), name, sizeof name),
          class_external_name(caller->holder, interface, sizeof interface));
    return false;
}

/* ---- method handles ---- */

static Method *basic_target(Thread *t, const Object *handle)
{
    Object *form = handle ? ref_load(handle, WK_FIELD(MethodHandle_form)) : NULL;
    Object *entry = form ? ref_load(form, WK_FIELD(LambdaForm_vmentry)) : NULL;
    Method *m = entry ? member_name_target(entry) : NULL;
    if (!m)
        THROW(t, NullPointerException, NULL);
    return m;
}

/* The receiver's class is a subtype of the interface: java.lang.invoke has looked. */
static Method *select_by_handle(Thread *t, Method *m, Class *c)
{
    Method *selected = vtable_select(c, m);
    Method *made = selected ? NULL : made_for(m, c);
    if (made && (made->flags & METHOD_OVERPASS))
        return made;
    if (made)
        exception_throw_inherited_abstract(t, made, c);
    else if (!selected)
        THROW(t, AbstractMethodError, NULL);
    return selected;
}

static Method *linked_target(Thread *t, Entry kind, const Object *member, Object *receiver)
{
    Method *m = member_name_target(member);
    if (kind == ENTRY_LINK_STATIC)
        return m;
    if (!receiver) {
        THROW(t, NullPointerException, NULL);
        return NULL;
    }
    i64 index = *FIELD_AT(member, WK_FIELD(MemberName_vmindex), i64);
    if (kind == ENTRY_LINK_SPECIAL || index < 0)
        return m;
    if (kind == ENTRY_LINK_VIRTUAL)
        return object_class(receiver)->vtable[index];
    return select_by_handle(t, m, object_class(receiver));
}

Method *rt_handle_target(Thread *t, Method *intrinsic, const Slot *args)
{
    Entry kind = (Entry)intrinsic->entry;
    if (kind == ENTRY_INVOKE_BASIC)
        return basic_target(t, arg_ref(args, 0));
    Object *member = arg_ref(args, intrinsic->arg_slots - 1);
    if (!member) {
        THROW(t, NullPointerException, NULL);
        return NULL;
    }
    Method *m = linked_target(t, kind, member, arg_ref(args, 0));
    if (!m && !t->exception)
        THROW(t, InternalError, "%s without a target", intrinsic->name->text);
    return m;
}
