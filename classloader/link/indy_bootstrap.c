/* indy_bootstrap.c - see indy.h: bootstrap methods, call sites, dynamic constants (JVMS 5.4.3.6). */
#include "classloader/link/indy.h"

#include "classloader/link/indy_parts.h"
#include "classloader/link/remembered.h"
#include "classloader/link/resolve.h"
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "vm/base/trace.h"
#include "vm/bytecode/attribute.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/doors.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

/* ---- boxes ---- */

static Class *box_class(Type type, u32 *ret_offset)
{
    switch (type) {
    case T_BOOLEAN: *ret_offset = WK_FIELD(Boolean_value); return WK(Boolean);
    case T_CHAR: *ret_offset = WK_FIELD(Character_value); return WK(Character);
    case T_FLOAT: *ret_offset = WK_FIELD(Float_value); return WK(Float);
    case T_DOUBLE: *ret_offset = WK_FIELD(Double_value); return WK(Double);
    case T_BYTE: *ret_offset = WK_FIELD(Byte_value); return WK(Byte);
    case T_SHORT: *ret_offset = WK_FIELD(Short_value); return WK(Short);
    case T_INT: *ret_offset = WK_FIELD(Integer_value); return WK(Integer);
    default: *ret_offset = WK_FIELD(Long_value); return WK(Long);
    }
}

static Object *box(Thread *t, Type type, Value value)
{
    u32 offset;
    Class *c = box_class(type, &offset);
    Object *object = class_initialize(t, c) ? heap_new_object(t, c) : NULL;
    if (!object)
        return NULL;
    switch (type_shift(type)) {
    case 0: *FIELD_AT(object, offset, i8) = (i8)value.i; break;
    case 1: *FIELD_AT(object, offset, i16) = (i16)value.i; break;
    case 2: *FIELD_AT(object, offset, i32) = value.i; break;
    default: *FIELD_AT(object, offset, i64) = value.j; break;
    }
    return object;
}

Value indy_unbox(const Object *object, Type type)
{
    u32 offset;
    box_class(type, &offset);
    switch (type) {
    case T_BOOLEAN: return (Value){.raw = *FIELD_AT(object, offset, u8)};
    case T_BYTE: return (Value){.raw = (u32)(i32)*FIELD_AT(object, offset, i8)};
    case T_CHAR: return (Value){.raw = *FIELD_AT(object, offset, u16)};
    case T_SHORT: return (Value){.raw = (u32)(i32)*FIELD_AT(object, offset, i16)};
    case T_INT:
    case T_FLOAT: return (Value){.raw = *FIELD_AT(object, offset, u32)};
    default: return (Value){.raw = *FIELD_AT(object, offset, u64)};
    }
}

/* ---- bootstrap specifiers ---- */

typedef struct Bootstrap {
    Object *method;    /* the MethodHandle */
    Object *name;      /* String, interned */
    Object *arguments; /* NULL for none, the one argument, or an Object[] */
} Bootstrap;

static bool load_argument(Thread *t, Class *holder, u32 pool_index, Object **ret_object)
{
    Type type;
    Value value;
    if (!resolve_constant(t, holder, pool_index, &type, &value))
        return false;
    *ret_object = type_is_ref(type) ? value.l : box(t, type, value);
    return type_is_ref(type) || *ret_object;
}

static bool load_arguments(Thread *t, Class *holder, const IndexList *list, Object **ret_arguments)
{
    u32 count = list->count;
    *ret_arguments = NULL;
    if (count == 0)
        return true;
    Object *array = indy_new_array(t, WK(Object), (i32)count);
    if (!array)
        return false;
    for (u32 i = 0; i < count; i++) {
        Object *argument;
        if (!load_argument(t, holder, attribute_index(list, i), &argument))
            return false;
        ref_array_set(array, (i32)i, argument);
    }
    Object *first = ref_array_get(array, 0);
    bool is_bare = count == 1 && first && !class_is_array(object_class(first));
    *ret_arguments = is_bare ? first : array;
    return true;
}

/* Arguments may be dynamic constants, so this recurses as deep as the class file has it, which may be without
 * end. */
static bool load_bootstrap(Thread *t, Class *holder, u32 pool_index, Bootstrap *ret)
{
    if (!thread_check_native_stack(t))
        return false;
    BootstrapRow row = attribute_bootstrap(holder, holder->pool.entries[pool_index].a);
    Type type;
    Value value;
    if (!resolve_constant(t, holder, row.method, &type, &value))
        return false;
    ret->method = value.l;
    ret->name = string_intern_symbol(t, pool_member_name(&holder->pool, pool_index));
    return ret->name && load_arguments(t, holder, &row.arguments, &ret->arguments);
}

/* JVMS 5.4.3.6: an Error passes, anything else becomes the cause of a BootstrapMethodError. */
static void wrap_exception(Thread *t)
{
    if (!object_is_instance(t->exception, WK(Error)))
        throw_with_cause(t, SYM(x_BootstrapMethodError), NULL);
}

/* The first arguments of an upcall: the caller and, in some releases, the pool index. The number of the
 * method's parameters tells whether it takes one. */
static u32 begin_arguments(Value *args, const Method *method, u32 params_without_index, Class *holder,
                           u32 pool_index)
{
    u32 count = 0;
    args[count++] = (Value){.l = holder->mirror};
    if (method->param_count > params_without_index)
        args[count++] = (Value){.raw = pool_index};
    return count;
}

/* ---- dynamic constants ---- */

bool indy_make_dynamic(Thread *t, Class *holder, u32 pool_index, Object **ret_object)
{
    Bootstrap bootstrap;
    if (!load_bootstrap(t, holder, pool_index, &bootstrap))
        return false;
    Symbol *desc = pool_member_desc(&holder->pool, pool_index);
    Class *type = loader_load_descriptor(t, holder->loader, desc->text, desc->length);
    if (!type)
        return false;
    Method *link = WK_METHOD(MethodHandleNatives_linkDynamicConstant);
    Value args[6];
    u32 count = begin_arguments(args, link, 5, holder, pool_index);
    args[count++] = (Value){.l = bootstrap.method};
    args[count++] = (Value){.l = bootstrap.name};
    args[count++] = (Value){.l = type->mirror};
    args[count++] = (Value){.l = bootstrap.arguments};
    if (indy_upcall(t, link, args, ret_object))
        return true;
    wrap_exception(t);
    return false;
}

/* ---- call sites ---- */

static IndySite link_site(Thread *t, Class *holder, u32 pool_index)
{
    Bootstrap bootstrap;
    if (!load_bootstrap(t, holder, pool_index, &bootstrap))
        return (IndySite){0};
    Object *type = indy_method_type(t, pool_member_desc(&holder->pool, pool_index), holder);
    Object *appendix = type ? indy_new_array(t, WK(Object), 1) : NULL;
    if (!appendix)
        return (IndySite){0};
    Method *link = WK_METHOD(MethodHandleNatives_linkCallSite);
    Value args[7];
    u32 count = begin_arguments(args, link, 6, holder, pool_index);
    args[count++] = (Value){.l = bootstrap.method};
    args[count++] = (Value){.l = bootstrap.name};
    args[count++] = (Value){.l = type};
    args[count++] = (Value){.l = bootstrap.arguments};
    args[count++] = (Value){.l = appendix};
    Object *member_name;
    if (!indy_upcall(t, link, args, &member_name)) {
        wrap_exception(t);
        return (IndySite){0};
    }
    return indy_make_site(t, holder, member_name, ref_array_get(appendix, 0));
}

static bool is_failed(const Class *holder, u32 key)
{
    const ResolutionError *error = __atomic_load_n(&holder->resolution_errors, __ATOMIC_ACQUIRE);
    while (error && error->pool_index != key)
        error = error->next;
    return error != NULL;
}

IndySite indy_link_call_site(Thread *t, Method *caller, u32 pool_index, u32 bci)
{
    Class *holder = caller->holder;
    /* Keys of call sites are above 0xFFFF, so none is a pool index. */
    u32 key = ((u32)caller->slot + 1) << 16 | bci;
    IndySite site = {0};
    if (is_failed(holder, key)) {
        remembered_rethrow(t, holder, key);
        return site;
    }
    site = link_site(t, holder, pool_index);
    if (site.adapter)
        TRACE(INDY, "linked call site %s.%s%s pool index %u", holder->name->text, caller->name->text,
              caller->desc->text, pool_index);
    else
        remembered_add(t, holder, key);
    return site;
}
