/* reflect_call.c - see reflect.h: boxing, and calling methods with boxed arguments (JLS 5.1.2, 5.1.7,
 * 5.1.8). */
#include "stdlib/reflect/reflect.h"

#include "classloader/define/vtable.h"
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/reflect/mirror.h"
#include "vm/exec/thread/safepoint_enter.h"
#include "vm/exec/thread/thread.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

enum { MAX_ARGUMENTS = 256 /* 255 and the receiver */ };

/* --- boxes --- */

static Class *box_class(Type type)
{
    switch (type) {
    case T_BOOLEAN: return WK(Boolean);
    case T_CHAR: return WK(Character);
    case T_FLOAT: return WK(Float);
    case T_DOUBLE: return WK(Double);
    case T_BYTE: return WK(Byte);
    case T_SHORT: return WK(Short);
    case T_INT: return WK(Integer);
    case T_LONG: return WK(Long);
    default: return NULL;
    }
}

static u32 box_offset(Type type)
{
    switch (type) {
    case T_BOOLEAN: return WK_FIELD(Boolean_value);
    case T_CHAR: return WK_FIELD(Character_value);
    case T_FLOAT: return WK_FIELD(Float_value);
    case T_DOUBLE: return WK_FIELD(Double_value);
    case T_BYTE: return WK_FIELD(Byte_value);
    case T_SHORT: return WK_FIELD(Short_value);
    case T_INT: return WK_FIELD(Integer_value);
    default: return WK_FIELD(Long_value);
    }
}

Object *reflect_box(Thread *t, Type type, Value value)
{
    if (type == T_VOID)
        return NULL;
    if (type_is_ref(type))
        return value.l;
    Class *c = box_class(type);
    Object *box = class_initialize(t, c) ? heap_new_object(t, c) : NULL;
    if (!box)
        return NULL;
    u32 offset = box_offset(type);
    switch (type_shift(type)) {
    case 0: *FIELD_AT(box, offset, i8) = (i8)value.i; break;
    case 1: *FIELD_AT(box, offset, i16) = (i16)value.i; break;
    case 2: *FIELD_AT(box, offset, i32) = value.i; break;
    default: *FIELD_AT(box, offset, i64) = value.j;
    }
    return box;
}

static Value load_boxed(const Object *box, Type type)
{
    Value value = {0};
    u32 offset = box_offset(type);
    switch (type) {
    case T_BOOLEAN: value.i = *FIELD_AT(box, offset, u8); break;
    case T_BYTE: value.i = *FIELD_AT(box, offset, i8); break;
    case T_CHAR: value.i = *FIELD_AT(box, offset, u16); break;
    case T_SHORT: value.i = *FIELD_AT(box, offset, i16); break;
    case T_INT:
    case T_FLOAT: value.i = *FIELD_AT(box, offset, i32); break;
    default: value.j = *FIELD_AT(box, offset, i64);
    }
    return value;
}

Type reflect_unbox(const Object *box, Value *ret)
{
    if (!box)
        return T_ILLEGAL;
    const Class *c = object_class(box);
    for (Type type = T_BOOLEAN; type <= T_LONG; type++) {
        if (c == box_class(type)) {
            *ret = load_boxed(box, type);
            return type;
        }
    }
    return T_ILLEGAL;
}

/* The order of JLS 5.1.2: byte < short < int < long < float < double, and char < int; -1 for types that do
 * not widen. */
static int width_rank(Type type)
{
    switch (type) {
    case T_BYTE: return 0;
    case T_SHORT:
    case T_CHAR: return 1;
    case T_INT: return 2;
    case T_LONG: return 3;
    case T_FLOAT: return 4;
    case T_DOUBLE: return 5;
    default: return -1;
    }
}

bool reflect_widen(Type from, Type to, Value *value)
{
    if (from == to)
        return true;
    int have = width_rank(from), want = width_rank(to);
    if (have < 0 || want <= have || to == T_CHAR)
        return false;
    i64 integer = from == T_LONG ? value->j : value->i;
    float number = value->f;
    *value = (Value){0};
    switch (to) {
    case T_LONG: value->j = integer; break;
    case T_FLOAT: value->f = (float)integer; break;
    case T_DOUBLE: value->d = from == T_FLOAT ? number : (double)integer; break;
    default: value->i = (i32)integer;
    }
    return true;
}

/* --- calls --- */

static bool take_argument(Object *argument, Type type, const Object *parameter_type, Value *ret)
{
    *ret = (Value){0};
    if (type_is_ref(type)) {
        ret->l = argument;
        return !argument || object_is_instance(argument, mirror_class(parameter_type));
    }
    Type from = reflect_unbox(argument, ret);
    return from != T_ILLEGAL && reflect_widen(from, type, ret);
}

static bool take_arguments(Thread *t, const Method *m, Object *parameter_types, Object *arguments,
                           Value *ret_values)
{
    i32 given = arguments ? array_length(arguments) : 0;
    if (given != m->param_count) {
        THROW(t, IllegalArgumentException, "wrong number of arguments");
        return false;
    }
    SigIter it = sig_begin(m->desc);
    for (i32 i = 0; sig_next(&it); i++) {
        const Object *type = ref_array_get(parameter_types, i);
        Object *argument = ref_array_get(arguments, i);
        if (!take_argument(argument, it.type, type, &ret_values[i])) {
            THROW(t, IllegalArgumentException, argument ? "argument type mismatch" : NULL);
            return false;
        }
    }
    return true;
}

/* The pending exception becomes the target of an InvocationTargetException. */
static void wrap_exception(Thread *t)
{
    Object *target = t->exception;
    t->exception = NULL;
    Class *c = loader_load(t, boot_loader, SYM(x_InvocationTargetException));
    if (!c || !class_initialize(t, c))
        return;
    Method *constructor = class_declared_method(c, SYM(init), SYM(throwable_void_signature));
    Object *wrapper = heap_new_object(t, c);
    Value args[2] = {{.l = wrapper}, {.l = target}};
    if (wrapper && call_method(t, constructor, args, NULL))
        t->exception = wrapper;
}

/* What the VM has made for conflicting defaults is found, though it is in no table of an interface. When the
 * receiver's class does not implement the method, the error names the abstract class. */
static bool call_selected(Thread *t, Method *m, const Value *values, Value *ret)
{
    const Class *c = object_class(values[0].l);
    const Method *made = vtable_overpass(c, m);
    if (made) {
        vtable_throw_conflict(t, made, c);
        return false;
    }
    if (class_is_interface(m->holder) || vtable_select(c, m))
        return call_virtual(t, m, values, ret);
    char text[2048];
    THROW(t, AbstractMethodError, "'%s'",
          method_external_of(c->name, m->name, m->desc, true, text, sizeof text));
    return false;
}

static bool run(Thread *t, Method *m, bool is_virtual, const Value *values, Value *ret)
{
    if (!thread_check_native_stack(t))
        return false; /* this overflow is the caller's, so it is not wrapped */
    bool ok = is_virtual ? call_selected(t, m, values, ret) : call_method(t, m, values, ret);
    if (!ok)
        wrap_exception(t);
    return ok;
}

static bool check_receiver(Thread *t, const Method *m, const Object *receiver)
{
    if (!receiver)
        THROW(t, NullPointerException, NULL);
    else if (!object_is_instance(receiver, m->holder))
        THROW(t, IllegalArgumentException, "object is not an instance of declaring class");
    else
        return true;
    return false;
}

Object *reflect_invoke(Thread *t, Method *m, Object *parameter_types, Object *receiver, Object *arguments)
{
    Value values[MAX_ARGUMENTS] = {{0}}, result = {0}; /* cleared, as it is scanned during the call */
    bool is_static = method_is_static(m);
    if (!class_initialize(t, m->holder) || (!is_static && !check_receiver(t, m, receiver)))
        return NULL;
    values[0].l = receiver;
    if (!take_arguments(t, m, parameter_types, arguments, values + !is_static))
        return NULL;
    if (!run(t, m, !is_static && !method_is_statically_bound(m), values, &result))
        return NULL;
    return reflect_box(t, m->return_type, result);
}

/* Arrays are abstract, too. */
static bool check_instantiable(Thread *t, const Class *c)
{
    char name[512];
    if (class_is_primitive(c))
        THROW(t, InstantiationException, NULL);
    else if (c->access & (ACC_ABSTRACT | ACC_INTERFACE))
        THROW(t, InstantiationException, "%s", class_binary_name(c, name, sizeof name));
    else if (c->flags & CLASS_IS_MIRROR)
        THROW(t, IllegalAccessException, "%s", class_binary_name(c, name, sizeof name));
    else
        return true;
    return false;
}

Object *reflect_allocate(Thread *t, Class *c)
{
    return check_instantiable(t, c) && class_initialize(t, c) ? heap_new_object(t, c) : NULL;
}

Object *reflect_construct(Thread *t, Method *constructor, Object *parameter_types, Object *arguments)
{
    Value values[MAX_ARGUMENTS] = {{0}};
    values[0].l = reflect_allocate(t, constructor->holder);
    if (!values[0].l || !take_arguments(t, constructor, parameter_types, arguments, values + 1))
        return NULL;
    return run(t, constructor, false, values, NULL) ? values[0].l : NULL;
}
