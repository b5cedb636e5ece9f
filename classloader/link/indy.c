/* indy.c - see indy.h: method types, method handle constants, polymorphic calls and the intrinsic
 * pseudo-methods.
 * Bootstrap methods, call sites and dynamic constants are in indy_bootstrap.c. */
#include "classloader/link/indy.h"

#include "classloader/define/define.h"
#include "classloader/link/indy_parts.h"
#include "classloader/link/resolve.h"
#include "classloader/load/access.h"
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "vm/base/host_slot.h"
#include "vm/base/panic.h"
#include "vm/base/state.h"
#include "vm/library/member_name.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <string.h>

enum {
    KIND_PUT_STATIC = 4,
    KIND_INVOKE_VIRTUAL,
    KIND_INVOKE_STATIC,
    KIND_INVOKE_SPECIAL,
    KIND_NEW_SPECIAL,
    KIND_INVOKE_INTERFACE
};

bool indy_upcall(Thread *t, Method *method, const Value *args, Object **ret_object)
{
    Value ret = {0};
    if (!class_initialize(t, method->holder) || !call_method(t, method, args, &ret))
        return false;
    *ret_object = ret.l;
    return true;
}

Object *indy_new_array(Thread *t, Class *element, i32 length)
{
    Class *array = __atomic_load_n(&element->array, __ATOMIC_ACQUIRE);
    if (!array)
        array = define_array_class(t, element);
    return array ? heap_new_array(t, array, length) : NULL;
}

/* Tables in the boot loader's arena, written under its lock. */
SNAPSHOT_STATE(saved) static struct {
    Map shared_types;            /* Symbol* -> index in the loader's reference table */
    Map intrinsics[ENTRY_COUNT]; /* by entry: basic descriptor -> Method* */
} state;

void indy_reset(void)
{
    STATE_CLEAR(state);
}

/* ---- method types ---- */

/* The boot loader's types of java.* are the same for every loader, so a MethodType of such types alone serves
 * all. */
static Object *find_shared_type(const Symbol *desc)
{
    u64 ref = map_get_u64(&state.shared_types, (u64)(uintptr_t)desc);
    return ref ? loader_ref(boot_loader, (u32)ref) : NULL;
}

static void add_shared_type(Thread *t, Symbol *desc, Object *type)
{
    symbol_mark(desc, SYMBOL_IS_PERMANENT);
    loader_lock(t, boot_loader);
    if (!state.shared_types.arena)
        map_init(&state.shared_types, &boot_loader->arena);
    u32 ref = find_shared_type(desc) ? 0 : roots_loader_add_ref(boot_loader, type);
    if (ref)
        map_put_u64(&state.shared_types, (u64)(uintptr_t)desc, ref);
    loader_unlock(t, boot_loader);
}

static bool is_shared(const Class *c)
{
    while (class_is_array(c))
        c = c->element;
    return class_is_primitive(c) || (c->loader == boot_loader && strncmp(c->name->text, "java/", 5) == 0);
}

static Class *load_type(Thread *t, Class *accessor, const SigIter *it, bool *shared)
{
    Class *c = NULL;
    /* As in the reference VM, a loader is not asked for a type of java.* that the boot loader has. */
    if (it->length > 6 && strncmp(it->text, "Ljava/", 6) == 0)
        c = loader_find_boot(t, symbol_intern(it->text + 1, it->length - 2));
    if (!c && !t->exception)
        c = loader_load_descriptor(t, accessor->loader, it->text, it->length);
    if (!c)
        return NULL;
    if (!access_class_allowed(accessor, c)) {
        access_throw_denied(t, accessor, c);
        return NULL;
    }
    *shared = *shared && is_shared(c);
    return c;
}

static Object *make_method_type(Thread *t, Symbol *desc, Class *accessor, bool *ret_shared)
{
    u32 params;
    Type return_type;
    sig_arg_slots(desc, &params, &return_type);
    Object *types = indy_new_array(t, WK(Class), (i32)params);
    if (!types)
        return NULL;
    SigIter it = sig_begin(desc);
    for (i32 i = 0; sig_next(&it); i++) {
        Class *c = load_type(t, accessor, &it, ret_shared);
        if (!c)
            return NULL;
        ref_array_set(types, i, c->mirror);
    }
    it = sig_return(desc);
    Class *result = load_type(t, accessor, &it, ret_shared);
    if (!result)
        return NULL;
    Value args[2] = {{.l = result->mirror}, {.l = types}};
    Object *type;
    return indy_upcall(t, WK_METHOD(MethodHandleNatives_findMethodHandleType), args, &type) ? type : NULL;
}

Object *indy_method_type(Thread *t, Symbol *desc, Class *accessor)
{
    Object *type = find_shared_type(desc);
    if (type)
        return type;
    bool shared = true;
    type = make_method_type(t, desc, accessor, &shared);
    if (type && shared)
        add_shared_type(t, desc, type);
    return type;
}

/* ---- method handle constants (JVMS 5.4.3.5) ---- */

/* Linkage errors of the member are thrown before Java is asked. */
static bool check_member(Thread *t, Class *holder, u32 ref_index, u32 kind, Class *in)
{
    static const ResolveKind kinds[] = {[KIND_INVOKE_VIRTUAL] = RESOLVE_VIRTUAL,
                                        [KIND_INVOKE_STATIC] = RESOLVE_STATIC,
                                        [KIND_INVOKE_SPECIAL] = RESOLVE_SPECIAL,
                                        [KIND_NEW_SPECIAL] = RESOLVE_SPECIAL,
                                        [KIND_INVOKE_INTERFACE] = RESOLVE_INTERFACE};
    const ConstPool *pool = &holder->pool;
    Symbol *name = pool_member_name(pool, ref_index);
    if (kind <= KIND_PUT_STATIC) /* static or not, and access, are checked in Java */
        return resolve_field_named(t, in, name, pool_member_desc(pool, ref_index)) != NULL;
    Method *m = resolve_method_reference(t, holder, ref_index, kinds[kind]);
    return m && resolve_check_static(t, m, kinds[kind]);
}

Object *indy_method_handle_constant(Thread *t, Class *holder, u32 pool_index)
{
    const ConstPool *pool = &holder->pool;
    u32 kind = pool->entries[pool_index].a, ref_index = pool->entries[pool_index].b;
    Class *in = resolve_class(t, holder, pool->entries[ref_index].a);
    if (!in || !check_member(t, holder, ref_index, kind, in))
        return NULL;
    Symbol *desc = pool_member_desc(pool, ref_index);
    Object *type;
    if (kind <= KIND_PUT_STATIC) {
        Class *c = loader_load_descriptor(t, holder->loader, desc->text, desc->length);
        type = c ? c->mirror : NULL;
    } else {
        type = indy_method_type(t, desc, holder);
    }
    Object *name = type ? string_intern_symbol(t, pool_member_name(pool, ref_index)) : NULL;
    if (!name)
        return NULL;
    Value args[5] = {{.l = holder->mirror}, {.raw = kind}, {.l = in->mirror}, {.l = name}, {.l = type}};
    Object *handle;
    return indy_upcall(t, WK_METHOD(MethodHandleNatives_linkMethodHandleConstant), args, &handle) ? handle
                                                                                                  : NULL;
}

/* ---- polymorphic calls ---- */

/* The adapter's class may be a hidden one that only its MemberName keeps alive, so the caller's loader keeps
 * the MemberName. */
IndySite indy_make_site(Thread *t, Class *caller, Object *member_name, Object *appendix)
{
    Method *adapter = member_name ? member_name_target(member_name) : NULL;
    if (!adapter) {
        THROW(t, LinkageError, "no method handle adapter was returned for %s", caller->name->text);
        return (IndySite){0};
    }
    if (!roots_loader_add_ref(caller->loader, member_name) ||
        (appendix && !roots_loader_add_ref(caller->loader, appendix))) {
        throw_out_of_memory(t, "Metaspace");
        return (IndySite){0};
    }
    return (IndySite){adapter, appendix};
}

IndySite indy_link_handle_call(Thread *t, Class *caller, Class *declared_in, Symbol *name, Symbol *desc)
{
    Object *type = indy_method_type(t, desc, caller);
    Object *text = type ? string_intern_symbol(t, name) : NULL;
    Object *appendix = text ? indy_new_array(t, WK(Object), 1) : NULL;
    if (!appendix)
        return (IndySite){0};
    Value args[6] = {{.l = caller->mirror},
                     {.raw = KIND_INVOKE_VIRTUAL},
                     {.l = declared_in->mirror},
                     {.l = text},
                     {.l = type},
                     {.l = appendix}};
    Object *member_name;
    if (!indy_upcall(t, WK_METHOD(MethodHandleNatives_linkMethod), args, &member_name))
        return (IndySite){0};
    return indy_make_site(t, caller, member_name, ref_array_get(appendix, 0));
}

/* ---- intrinsic pseudo-methods: classloader/link/README.md, Decisions ---- */

/* The entry of an intrinsic; ENTRY_UNPREPARED: the VM has none of this name. */
static Entry entry_of_name(const Symbol *name)
{
    return name == SYM(invokeBasic)       ? ENTRY_INVOKE_BASIC
           : name == SYM(linkToStatic)    ? ENTRY_LINK_STATIC
           : name == SYM(linkToSpecial)   ? ENTRY_LINK_SPECIAL
           : name == SYM(linkToVirtual)   ? ENTRY_LINK_VIRTUAL
           : name == SYM(linkToInterface) ? ENTRY_LINK_INTERFACE
           : name == SYM(linkToNative)    ? ENTRY_INTRINSIC
                                          : ENTRY_UNPREPARED;
}

IndyKind indy_kind(const Method *m)
{
    if (!(m->flags & METHOD_POLYMORPHIC))
        return INDY_ORDINARY;
    bool is_intrinsic = m->holder == WK(MethodHandle) && entry_of_name(m->name) != ENTRY_UNPREPARED;
    return is_intrinsic ? INDY_INTRINSIC : INDY_ADAPTER;
}

static char *append_basic(char *at, const SigIter *it, bool keep)
{
    if (keep) {
        memcpy(at, it->text, it->length);
        return at + it->length;
    }
    if (it->text[0] == 'L' || it->text[0] == '[') {
        memcpy(at, "Ljava/lang/Object;", 18);
        return at + 18;
    }
    *at = strchr("ZBCS", it->text[0]) ? 'I' : it->text[0];
    return at + 1;
}

/* The descriptor in basic types (I J F D L V); keeps_last: the type of the last parameter, a MemberName, is
 * kept. NULL: the region is exhausted. */
static Symbol *basic_descriptor(const Symbol *desc, bool keeps_last)
{
    u32 params;
    Type return_type;
    sig_arg_slots(desc, &params, &return_type);
    char text[(255 + 1) * 18 + 2 + 64];
    char *at = text;
    *at++ = '(';
    SigIter it = sig_begin(desc);
    for (u32 i = 1; sig_next(&it); i++)
        at = append_basic(at, &it, keeps_last && i == params && it.length < 64);
    *at++ = ')';
    it = sig_return(desc);
    at = append_basic(at, &it, false);
    return symbol_intern(text, (size_t)(at - text));
}

/* linkToNative is a native of the VM, for which all its types are bound to one function. */
static u32 native_function_slot(const Symbol *name)
{
    static const char generic[] = "([Ljava/lang/Object;)Ljava/lang/Object;";
    bool is_jni;
    const Symbol *desc = symbol_find(generic, sizeof generic - 1);
    return host_slot_add(native_find_in_vm(WK(MethodHandle)->name, name, desc, &is_jni));
}

static Method *new_intrinsic_locked(Entry entry, Symbol *name, Symbol *desc)
{
    Method *m = ARENA_NEW(&boot_loader->arena, Method);
    if (!m)
        return NULL;
    u32 params;
    Type return_type;
    bool is_static = entry != ENTRY_INVOKE_BASIC;
    u32 slots = sig_arg_slots(desc, &params, &return_type) + !is_static;
    *m = (Method){
        .entry = (u16)entry,
        .machine_entry = method_stubs[entry],
        .arg_slots = (u16)slots,
        .max_locals = (u16)slots,
        .access = ACC_NATIVE | ACC_FINAL | ACC_SYNTHETIC | (is_static ? ACC_STATIC : 0),
        .flags = METHOD_POLYMORPHIC | METHOD_HIDDEN | (type_is_ref(return_type) ? METHOD_RETURN_REF : 0),
        .holder = WK(MethodHandle),
        .name = name,
        .desc = desc,
        .vtable_index = VTABLE_NONE,
        .itable_index = VTABLE_NONE,
        .slot = UINT16_MAX, /* it is not among the holder's methods */
        .return_type = (u8)return_type,
        .param_count = (u8)params,
    };
    if (entry == ENTRY_INTRINSIC)
        m->native_slot = native_function_slot(name);
    return m;
}

Method *indy_intrinsic(Thread *t, Symbol *name, Symbol *desc)
{
    Entry entry = entry_of_name(name);
    if (entry == ENTRY_UNPREPARED) {
        THROW(t, UnsatisfiedLinkError, "java.lang.invoke.MethodHandle.%s is not implemented", name->text);
        return NULL;
    }
    Symbol *basic = basic_descriptor(desc, entry != ENTRY_INVOKE_BASIC);
    Map *map = &state.intrinsics[entry];
    Method *m = basic ? map_get(map, basic) : NULL;
    if (basic && !m) {
        loader_lock(t, boot_loader);
        if (!map->arena)
            map_init(map, &boot_loader->arena);
        m = map_get(map, basic);
        if (!m) {
            symbol_mark(basic, SYMBOL_IS_PERMANENT);
            m = new_intrinsic_locked(entry, name, basic);
            if (m && !map_put(map, basic, m))
                m = NULL;
        }
        loader_unlock(t, boot_loader);
    }
    if (!m)
        throw_out_of_memory(t, "Metaspace");
    return m;
}
