/* rt_invoke.c - see runtime.def.
 * Linking of calls, selection by interface, and the targets of method handles. */
#include "classloader/link/indy.h"
#include "classloader/link/resolve.h"
#include "vm/base/region.h"
#include "vm/exec/call/class_init.h"
#include "vm/exec/throw/exception.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/model/opcode.h"
#include "vm/model/wellknown.h"

#include <pthread.h>

/* ---- linking ---- */

static bool is_object_init(const Method *m)
{
    return !m->holder->super && (m->flags & METHOD_IS_INIT);
}

/* The first linked result of a call site counts for all threads (JVMS 5.4.3.6): method and appendix are one
 * decision. */
static Method *publish_site(u16 *pc, CacheEntry *entry, const IndySite *site, u32 quick)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* a leaf */
    pthread_mutex_lock(&lock);
    if (!entry->method) {
        entry->ref = site->appendix;
        entry->method = site->adapter;
    }
    runtime_quicken(pc, quick);
    pthread_mutex_unlock(&lock);
    return entry->method;
}

static Method *link_special(Thread *t, u16 *pc, CacheEntry *entry, Class *holder)
{
    Method *m = resolve_method(t, holder, entry->pool_index, RESOLVE_SPECIAL);
    if (!m)
        return NULL;
    u32 quick = is_object_init(m)                                              ? OP_invokespecial_init
                : class_is_interface(holder) && !(m->flags & METHOD_IS_INIT) ? OP_invokespecial_checked
                                                                               : OP_invokespecial_quick;
    entry->method = m;
    runtime_quicken(pc, quick);
    return m;
}

/* MethodHandle.invoke and its kin are called through an adapter that java.lang.invoke supplies (facts 4.2);
 * invokeBasic and linkTo* are methods of the VM. */
static Method *link_polymorphic(Thread *t, u16 *pc, CacheEntry *entry, Class *holder, const Method *declared,
                                Entry kind)
{
    Symbol *desc = pool_member_desc(&holder->pool, entry->pool_index);
    if (kind != ENTRY_COUNT) {
        entry->method = indy_intrinsic(t, declared->name, desc);
        if (!entry->method)
            return NULL;
        bool is_static = kind != ENTRY_INVOKE_BASIC;
        runtime_quicken(pc, is_static ? OP_invokestatic_quick : OP_invokespecial_quick);
        return entry->method;
    }
    IndySite site;
    if (!indy_link_handle_call(t, holder, declared->holder, declared->name, desc, &site))
        return NULL;
    return publish_site(pc, entry, &site, OP_invokehandle_quick);
}

static Method *link_static(Thread *t, u16 *pc, CacheEntry *entry, Class *holder)
{
    Method *m = resolve_method(t, holder, entry->pool_index, RESOLVE_STATIC);
    if (!m || !class_initialize(t, m->holder))
        return NULL;
    Entry kind = m->flags & METHOD_POLYMORPHIC ? indy_polymorphic_kind(m) : 0;
    if (kind)
        return link_polymorphic(t, pc, entry, holder, m, kind);
    entry->method = m;
    if (class_init_done(m->holder))
        runtime_quicken(pc, OP_invokestatic_quick);
    return m;
}

/* Selection by the receiver's class (JVMS 5.4.6), `in` being the class that the reference names. */
static void quicken_dispatch(u16 *pc, CacheEntry *entry, Method *m, const Class *in)
{
    i32 index = method_vtable_index(m, in);
    entry->method = m;
    if (method_is_statically_bound(m)) {
        runtime_quicken(pc, OP_invokespecial_quick);
    } else if (index < 0) {
        runtime_quicken(pc, OP_invokeinterface_quick);
    } else {
        entry->vtable_index = index;
        runtime_quicken(pc, OP_invokevirtual_quick);
    }
}

static Method *link_virtual(Thread *t, u16 *pc, CacheEntry *entry, Class *holder)
{
    Method *m = resolve_method(t, holder, entry->pool_index, RESOLVE_VIRTUAL);
    if (!m)
        return NULL;
    Entry kind = m->flags & METHOD_POLYMORPHIC ? indy_polymorphic_kind(m) : 0;
    if (kind)
        return link_polymorphic(t, pc, entry, holder, m, kind);
    quicken_dispatch(pc, entry, m, resolve_class(t, holder, holder->pool.entries[entry->pool_index].a));
    return m;
}

/* The resolved method may be Object's (JVMS 5.4.3.4): a final one is bound here. */
static Method *link_interface(Thread *t, u16 *pc, CacheEntry *entry, Class *holder)
{
    Method *m = resolve_method(t, holder, entry->pool_index, RESOLVE_INTERFACE);
    if (!m)
        return NULL;
    if (!class_is_interface(m->holder) && method_is_statically_bound(m)) {
        quicken_dispatch(pc, entry, m, m->holder);
        return m;
    }
    entry->method = m;
    runtime_quicken(pc, method_is_private(m) ? OP_invokeinterface_direct : OP_invokeinterface_quick);
    return m;
}

static Method *link_dynamic(Thread *t, u16 *pc, CacheEntry *entry)
{
    Method *caller = frame_method(t->fp);
    IndySite site;
    if (!indy_link_call_site(t, caller, entry->pool_index, (u32)caller->slot << 16 | entry->extra, &site))
        return NULL;
    return publish_site(pc, entry, &site, OP_invokedynamic_quick);
}

Method *rt_link_call(Thread *t, u16 *pc)
{
    CacheEntry *entry = runtime_entry(t, pc);
    Class *holder = frame_method(t->fp)->holder;
    switch (__atomic_load_n(pc, __ATOMIC_ACQUIRE)) {
    case OP_invokestatic: return link_static(t, pc, entry, holder);
    case OP_invokespecial: return link_special(t, pc, entry, holder);
    case OP_invokevirtual: return link_virtual(t, pc, entry, holder);
    case OP_invokeinterface: return link_interface(t, pc, entry, holder);
    case OP_invokedynamic: return link_dynamic(t, pc, entry);
    default: return entry->method; /* another thread was faster */
    }
}

/* ---- selection ---- */

static bool check_implements(Thread *t, Class *c, Class *interface)
{
    if (class_is_subtype(c, interface))
        return true;
    char name[512], wanted[512];
    THROW(t, IncompatibleClassChangeError, "Class %s does not implement the requested interface %s",
          class_external_name(c, name, sizeof name), class_external_name(interface, wanted, sizeof wanted));
    return false;
}

/* JVMS 6.5 invokeinterface, 5.4.6: by the table of the receiver's class for the interface. */
static Method *select_in_itable(Thread *t, Method *resolved, Class *c)
{
    ItableEntry *row = class_itable(c, resolved->holder);
    if (!row) {
        check_implements(t, c, resolved->holder);
        return NULL;
    }
    Method *m = row->methods[resolved->itable_index];
    if (!m || method_is_abstract(m)) {
        exception_throw_abstract(t, resolved, m, c);
        return NULL;
    }
    return m;
}

/* Object's methods are in every vtable, but the receiver must implement the interface that the call names. */
static Method *select_of_object(Thread *t, const CacheEntry *entry, Class *c)
{
    Class *holder = frame_method(t->fp)->holder;
    Class *interface = resolve_class(t, holder, holder->pool.entries[entry->pool_index].a);
    return interface && check_implements(t, c, interface) ? c->vtable[entry->method->vtable_index] : NULL;
}

Method *rt_select_interface(Thread *t, CacheEntry *entry, Object *receiver)
{
    Class *c = object_class(receiver);
    Method *resolved = entry->method;
    if (method_is_private(resolved))
        return check_implements(t, c, resolved->holder) ? resolved : NULL;
    Method *m = class_is_interface(resolved->holder) ? select_in_itable(t, resolved, c)
                                                     : select_of_object(t, entry, c);
    if (m)
        __atomic_store_n(&entry->inline_cache, (u64)receiver->class_ref << 32 | region_ref(m),
                         __ATOMIC_RELAXED);
    return m;
}

bool rt_check_special(Thread *t, Object *receiver)
{
    Class *caller = frame_method(t->fp)->holder;
    if (class_is_subtype(object_class(receiver), caller))
        return true;
    char name[512], interface[512];
    THROW(t, IllegalAccessError, "Receiver class %s must be the current class or a subtype of interface %s",
          class_external_name(object_class(receiver), name, sizeof name),
          class_external_name(caller, interface, sizeof interface));
    return false;
}

/* ---- method handles (facts 4.3) ---- */

static Method *basic_target(Thread *t, const Object *handle)
{
    Object *form = handle ? ref_load(handle, WK_FIELD(MethodHandle_form)) : NULL;
    Object *entry = form ? ref_load(form, WK_FIELD(LambdaForm_vmentry)) : NULL;
    Method *m = entry ? member_name_target(entry) : NULL;
    if (!m)
        THROW(t, NullPointerException, NULL);
    return m;
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
    return select_in_itable(t, m, object_class(receiver));
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
