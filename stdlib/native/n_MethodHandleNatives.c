/* n_MethodHandleNatives.c - java.lang.invoke.MethodHandleNatives. */
#include "classloader/link/indy.h"
#include "classloader/link/resolve.h"
#include "gc/heap.h"
#include "stdlib/native/natives.h"
#include "stdlib/reflect/methodhandle.h"
#include "stdlib/reflect/mirror.h"
#include "vm/library/member_name.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MHN    "java/lang/invoke/MethodHandleNatives"
#define MEMBER "Ljava/lang/invoke/MemberName;"

static u32 flags_of(const Object *member_name)
{
    return (u32)*FIELD_AT(member_name, WK_FIELD(MemberName_flags), i32);
}

static Class *declaring_class(const Object *member_name)
{
    Object *mirror = ref_load(member_name, WK_FIELD(MemberName_clazz));
    return mirror ? mirror_class(mirror) : NULL;
}

static u64 n_MethodHandleNatives_init(Thread *t, const Slot *args)
{
    Object *member_name = arg_ref(args, 0), *target = arg_ref(args, 1);
    if (!member_name || !target) {
        THROW(t, InternalError, member_name ? "nothing to init from" : "nothing to init to");
        return 0;
    }
    Class *kind = object_class(target);
    if (kind == WK(reflect_Field)) {
        member_name_set_field(member_name, mirror_field(target), false);
    } else if (kind == WK(reflect_Method) || kind == WK(reflect_Constructor)) {
        Method *m = kind == WK(reflect_Method) ? mirror_method(target) : mirror_constructor(target);
        if (indy_kind(m) == INDY_ORDINARY) /* others stay unresolved, since Java links them by descriptor */
            member_name_set_method(t, member_name, m, m->holder, member_dispatch_of(m, m->holder));
    } else {
        THROW(t, InternalError, "unrecognized type to init from");
    }
    return 0;
}

/* A growing descriptor text. */
typedef struct Text {
    char *at;
    size_t length, capacity;
} Text;

static void append(Text *text, const char *more, size_t length)
{
    if (text->length + length + 1 > text->capacity) {
        text->capacity = (text->length + length + 1) * 2;
        text->at = realloc(text->at, text->capacity);
    }
    memcpy(text->at + text->length, more, length);
    text->length += length;
    text->at[text->length] = '\0';
}

static void append_type(Text *text, const Class *c)
{
    char primitive;
    if (class_is_primitive(c)) {
        primitive = type_to_char((Type)c->element_type);
        append(text, &primitive, 1);
    } else if (class_is_array(c)) {
        append(text, c->name->text, c->name->length);
    } else {
        /* No descriptor can name a hidden class. Its name with the '+' is unique and never resolves to
         * another class. */
        append(text, "L", 1);
        append(text, c->name->text, c->name->length);
        append(text, ";", 1);
    }
}

/* MemberName.type is a MethodType, a Class (fields) or a String. */
static Symbol *descriptor_of(Object *type)
{
    Class *kind = object_class(type);
    if (kind == WK(String))
        return string_to_symbol(type, false);
    Text text = {0};
    if (kind == WK(Class)) {
        append_type(&text, mirror_class(type));
    } else {
        Object *parameters = ref_load(type, WK_FIELD(MethodType_ptypes));
        append(&text, "(", 1);
        for (i32 i = 0; i < array_length(parameters); i++)
            append_type(&text, mirror_class(ref_array_get(parameters, i)));
        append(&text, ")", 1);
        append_type(&text, mirror_class(ref_load(type, WK_FIELD(MethodType_rtype))));
    }
    Symbol *symbol = symbol_intern(text.at, text.length);
    free(text.at);
    return symbol;
}

static bool resolve_polymorphic(Thread *t, Object *member_name, Class *in, Symbol *name, Symbol *desc,
                                bool *ret_done)
{
    *ret_done = false;
    if (in != WK(MethodHandle) && in != WK(VarHandle))
        return true;
    Method *m = NULL;
    for (u32 i = 0; i < in->method_count && !m; i++)
        if (in->methods[i].name == name && indy_kind(&in->methods[i]) != INDY_ORDINARY)
            m = &in->methods[i];
    if (!m)
        return true;
    *ret_done = true;
    if (indy_kind(m) == INDY_ADAPTER) {
        THROW(t, InternalError, "signature-polymorphic %s needs an appendix", name->text);
        return false;
    }
    Method *intrinsic = indy_intrinsic(t, name, desc);
    return intrinsic && member_name_set_method(t, member_name, intrinsic, in, MEMBER_DIRECT);
}

static bool resolve_member_method(Thread *t, Object *member_name, Class *in, Symbol *name, Symbol *desc,
                                  Class *caller)
{
    u32 kind = flags_of(member_name) >> MN_KIND_SHIFT & MN_KIND_MASK;
    ResolveKind how = kind == 6   ? RESOLVE_STATIC
                      : kind == 9 ? RESOLVE_INTERFACE
                      : kind == 5 ? RESOLVE_VIRTUAL
                                  : RESOLVE_SPECIAL;
    bool polymorphic, is_itable = false;
    if (kind != 6 || in == WK(MethodHandle)) {
        if (!resolve_polymorphic(t, member_name, in, name, desc, &polymorphic))
            return false;
        if (polymorphic)
            return true;
    }
    Method *m = resolve_method_named(t, in, name, desc, caller, how, &is_itable);
    if (!m)
        return false;
    MemberDispatch dispatch =
        how == RESOLVE_VIRTUAL || how == RESOLVE_INTERFACE ? member_dispatch_of(m, in) : MEMBER_DIRECT;
    return member_name_set_method(t, member_name, m, in, dispatch);
}

static bool resolve_member(Thread *t, Object *member_name, Class *caller)
{
    Class *in = declaring_class(member_name);
    Object *name_string = ref_load(member_name, WK_FIELD(MemberName_name));
    Object *type = ref_load(member_name, WK_FIELD(MemberName_type));
    u32 flags = flags_of(member_name);
    if (!in || !name_string || !type) {
        THROW(t, IllegalArgumentException, "nothing to resolve");
        return false;
    }
    if (class_is_array(in))
        in = WK(Object);
    else if (class_is_primitive(in)) {
        THROW(t, IllegalArgumentException, "nothing to resolve");
        return false;
    }
    Symbol *name = string_to_symbol(name_string, false), *desc = descriptor_of(type);
    if (flags & MN_IS_FIELD) {
        u32 kind = flags >> MN_KIND_SHIFT & MN_KIND_MASK;
        Field *f = resolve_field_named(t, in, name, desc);
        if (!f)
            return false;
        member_name_set_field(member_name, f, kind >= 3);
        return true;
    }
    if (name == SYM(clinit) || (name == SYM(init) && !(flags & MN_IS_CONSTRUCTOR))) {
        THROW(t, NoSuchMethodError, "%s", name->text);
        return false;
    }
    if (flags & (MN_IS_METHOD | MN_IS_CONSTRUCTOR))
        return resolve_member_method(t, member_name, in, name, desc, caller);
    THROW(t, InternalError, "unrecognized MemberName format");
    return false;
}

static u64 n_MethodHandleNatives_resolve(Thread *t, const Slot *args)
{
    Object *member_name = arg_ref(args, 0);
    bool speculative = arg_int(args, 3) != 0;
    if (!member_name) {
        THROW(t, InternalError, "nothing to resolve");
        return 0;
    }
    if (member_name_target(member_name)) /* it is resolved already */
        return (u64)(uintptr_t)member_name;
    Class *caller = arg_ref(args, 1) ? mirror_class(arg_ref(args, 1)) : NULL;
    if (resolve_member(t, member_name, caller))
        return (u64)(uintptr_t)member_name;
    if (speculative && t->exception && !object_is_instance(t->exception, WK(OutOfMemoryError)))
        t->exception = NULL;
    return 0;
}

static Field *field_at_offset(Class *c, i64 offset, bool is_static)
{
    for (; c; c = is_static ? NULL : c->super)
        for (u32 i = 0; i < c->field_count; i++)
            if (c->fields[i].offset == offset && ((c->fields[i].access & ACC_STATIC) != 0) == is_static)
                return &c->fields[i];
    return NULL;
}

static bool fill_name_and_type(Thread *t, Object *member_name, Symbol *name, Symbol *desc)
{
    if (!ref_load(member_name, WK_FIELD(MemberName_name))) {
        Object *string = string_intern_symbol(t, name);
        if (!string)
            return false;
        ref_store(member_name, WK_FIELD(MemberName_name), string);
    }
    if (!ref_load(member_name, WK_FIELD(MemberName_type))) {
        Object *string = string_intern_symbol(t, desc); /* of which Java makes a MethodType or Class */
        if (!string)
            return false;
        ref_store(member_name, WK_FIELD(MemberName_type), string);
    }
    return true;
}

static u64 n_MethodHandleNatives_expand(Thread *t, const Slot *args)
{
    Object *member_name = arg_ref(args, 0);
    u32 flags = flags_of(member_name);
    if (flags & MN_IS_FIELD) {
        u32 kind = flags >> MN_KIND_SHIFT & MN_KIND_MASK;
        i64 offset = *FIELD_AT(member_name, WK_FIELD(MemberName_vmindex), i64);
        Field *f = field_at_offset(declaring_class(member_name), offset, kind == 2 || kind == 4);
        if (f)
            fill_name_and_type(t, member_name, f->name, f->desc);
        else
            THROW(t, InternalError, "nothing to expand");
        return 0;
    }
    Method *m = member_name_target(member_name);
    if (m) {
        if (!ref_load(member_name, WK_FIELD(MemberName_clazz)))
            ref_store(member_name, WK_FIELD(MemberName_clazz), m->holder->mirror);
        fill_name_and_type(t, member_name, m->name, m->desc);
    } else {
        THROW(t, InternalError, "nothing to expand");
    }
    return 0;
}

/* The search of getMembers: it counts all matches, and stores those from number `skip` on, as many as there
 * is room for. */
typedef struct MemberSearch {
    Symbol *name, *desc; /* NULL: any */
    u32 match;           /* the kinds wanted: MN_IS_* */
    i32 skip, found, capacity;
    Object *results;
} MemberSearch;

static Object *next_result(MemberSearch *s)
{
    i32 position = s->found++ - s->skip;
    return position >= 0 && position < s->capacity ? ref_array_get(s->results, position) : NULL;
}

static bool search_class(Thread *t, MemberSearch *s, Class *c)
{
    for (u32 i = 0; (s->match & MN_IS_FIELD) && i < c->field_count; i++) {
        Field *f = &c->fields[i];
        if ((s->name && f->name != s->name) || (s->desc && f->desc != s->desc))
            continue;
        Object *result = next_result(s);
        if (result)
            member_name_set_field(result, f, false);
    }
    for (u32 i = 0; i < c->method_count; i++) {
        Method *m = &c->methods[i];
        u32 kind = m->flags & METHOD_IS_INIT ? MN_IS_CONSTRUCTOR : MN_IS_METHOD;
        if (!(s->match & kind) || (m->flags & (METHOD_IS_CLINIT | METHOD_OVERPASS)) ||
            (s->name && m->name != s->name) || (s->desc && m->desc != s->desc))
            continue;
        Object *result = next_result(s);
        if (result && !member_name_set_method(t, result, m, c, member_dispatch_of(m, c)))
            return false;
    }
    return true;
}

static u64 n_MethodHandleNatives_getMembers(Thread *t, const Slot *args)
{
    Object *defc = arg_ref(args, 0), *results = arg_ref(args, 6);
    if (!defc || !results)
        return (u32)-1;
    MemberSearch s = {.match = (u32)arg_int(args, 3),
                      .skip = arg_int(args, 5),
                      .capacity = array_length(results),
                      .results = results};
    if (arg_ref(args, 1))
        s.name = string_to_symbol(arg_ref(args, 1), false);
    if (arg_ref(args, 2))
        s.desc = string_to_symbol(arg_ref(args, 2), false);
    Class *start = mirror_class(defc);
    for (Class *c = start; c; c = s.match & MN_SEARCH_SUPERCLASSES ? c->super : NULL)
        if (!search_class(t, &s, c))
            return 0;
    if (s.match & MN_SEARCH_INTERFACES)
        for (u32 i = 0; i < start->secondary_count; i++)
            if (class_is_interface(start->secondaries[i]) && !search_class(t, &s, start->secondaries[i]))
                return 0;
    return (u32)s.found;
}

static u64 n_MethodHandleNatives_fieldOffset(Thread *t, const Slot *args)
{
    (void)t;
    return *FIELD_AT(arg_ref(args, 0), WK_FIELD(MemberName_vmindex), u64);
}

static u64 n_MethodHandleNatives_staticFieldBase(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)(uintptr_t)ref_load(arg_ref(args, 0), WK_FIELD(MemberName_clazz));
}

/* An Object[]{Long vmindex, Class or MemberName}, which Java needs for assertions only. */
static u64 n_MethodHandleNatives_getMemberVMInfo(Thread *t, const Slot *args)
{
    Object *member_name = arg_ref(args, 0);
    if (!member_name)
        return 0;
    Object *pair = heap_new_array(t, WK(Object)->array, 2);
    Object *index = pair ? heap_new_object(t, WK(Long)) : NULL;
    if (!index)
        return 0;
    *FIELD_AT(index, WK_FIELD(Long_value), i64) = *FIELD_AT(member_name, WK_FIELD(MemberName_vmindex), i64);
    ref_array_set(pair, 0, index);
    ref_array_set(pair, 1,
                  flags_of(member_name) & MN_IS_FIELD ? ref_load(member_name, WK_FIELD(MemberName_clazz))
                                                      : member_name);
    return (u64)(uintptr_t)pair;
}

static u64 n_MethodHandleNatives_setCallSiteTargetNormal(Thread *t, const Slot *args)
{
    (void)t;
    ref_store(arg_ref(args, 0), WK_FIELD(CallSite_target), arg_ref(args, 1));
    return 0;
}

static u64 n_MethodHandleNatives_setCallSiteTargetVolatile(Thread *t, const Slot *args)
{
    (void)t;
    ref_store_volatile(arg_ref(args, 0), WK_FIELD(CallSite_target), arg_ref(args, 1));
    return 0;
}

/* The VM hands over all static arguments at once, so Java never asks for them. */
static u64 n_MethodHandleNatives_copyOutBootstrapArguments(Thread *t, const Slot *args)
{
    (void)args;
    THROW(t, InternalError, "MethodHandleNatives.copyOutBootstrapArguments is not implemented");
    return 0;
}

/* Nothing here depends on a call site's target: only compiled code would embed it. */
static u64 n_MethodHandleNatives_clearCallSiteContext(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0;
}

static u64 n_MethodHandleNatives_getNamedCon(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0; /* no constant is known; the box stays null, which Java allows */
}

/* Reflection finds them as native methods; bytecode's calls never come here. */
static u64 n_MethodHandle_invoke(Thread *t, const Slot *args)
{
    (void)args;
    THROW(t, UnsupportedOperationException, "MethodHandle.invoke cannot be invoked reflectively");
    return 0;
}

static u64 n_MethodHandle_invokeExact(Thread *t, const Slot *args)
{
    (void)args;
    THROW(t, UnsupportedOperationException, "MethodHandle.invokeExact cannot be invoked reflectively");
    return 0;
}

#define MH "java/lang/invoke/MethodHandle"

const NativeRow n_MethodHandleNatives_natives[] = {
    NATIVE(MH, "invoke", "([Ljava/lang/Object;)Ljava/lang/Object;", n_MethodHandle_invoke),
    NATIVE(MH, "invokeExact", "([Ljava/lang/Object;)Ljava/lang/Object;", n_MethodHandle_invokeExact),
    NATIVE(MHN, "registerNatives", "()V", n_register_nothing),
    NATIVE(MHN, "init", "(" MEMBER "Ljava/lang/Object;)V", n_MethodHandleNatives_init),
    NATIVE(MHN, "expand", "(" MEMBER ")V", n_MethodHandleNatives_expand),
    NATIVE(MHN, "resolve", "(" MEMBER "Ljava/lang/Class;IZ)" MEMBER, n_MethodHandleNatives_resolve),
    NATIVE_UNTIL(17, MHN, "getMembers",
           "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/String;ILjava/lang/Class;I[" MEMBER ")I",
           n_MethodHandleNatives_getMembers),
    NATIVE(MHN, "objectFieldOffset", "(" MEMBER ")J", n_MethodHandleNatives_fieldOffset),
    NATIVE(MHN, "staticFieldOffset", "(" MEMBER ")J", n_MethodHandleNatives_fieldOffset),
    NATIVE(MHN, "staticFieldBase", "(" MEMBER ")Ljava/lang/Object;", n_MethodHandleNatives_staticFieldBase),
    NATIVE(MHN, "getMemberVMInfo", "(" MEMBER ")Ljava/lang/Object;", n_MethodHandleNatives_getMemberVMInfo),
    NATIVE(MHN, "setCallSiteTargetNormal", "(Ljava/lang/invoke/CallSite;Ljava/lang/invoke/MethodHandle;)V",
           n_MethodHandleNatives_setCallSiteTargetNormal),
    NATIVE(MHN, "setCallSiteTargetVolatile", "(Ljava/lang/invoke/CallSite;Ljava/lang/invoke/MethodHandle;)V",
           n_MethodHandleNatives_setCallSiteTargetVolatile),
    NATIVE(MHN, "copyOutBootstrapArguments",
           "(Ljava/lang/Class;[III[Ljava/lang/Object;IZLjava/lang/Object;)V",
           n_MethodHandleNatives_copyOutBootstrapArguments),
    NATIVE_UNTIL(17, MHN, "clearCallSiteContext", "(Ljava/lang/invoke/MethodHandleNatives$CallSiteContext;)V",
           n_MethodHandleNatives_clearCallSiteContext),
    NATIVE(MHN, "getNamedCon", "(I[Ljava/lang/Object;)I", n_MethodHandleNatives_getNamedCon),
    {0},
};
