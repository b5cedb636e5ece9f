/* moka_call.c - see moka_room.h and vm/moka.h: calls, fields, main. */
#include "vm/embed/moka_room.h"

#include "classloader/load/loader.h"
#include "stdlib/reflect/reflect.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"

#include <stdio.h>
#include <string.h>

static moka_error *misfit(const moka_method *method, size_t index, const char *why)
{
    return moka_error_new(MOKA_BAD_ARGUMENT, "%s: %s %zu: %s", method->name,
                          method->has_receiver && index == 0 ? "receiver, argument" : "argument", index + 1,
                          why);
}

/* ---- arguments ---- */

static moka_error *read_receiver(const moka_method *method, const moka_value *value, Value *ret)
{
    ret->l = value->type == MOKA_OBJECT ? moka_object_get(value->object) : NULL;
    if (!ret->l || !object_is_instance(ret->l, method->method->holder))
        return misfit(method, 0, "no object of the class");
    return NULL;
}

static moka_error *read_parameter(Thread *t, const moka_method *method, u32 i, const moka_value *value,
                                  Value *ret)
{
    MokaPlace place = {(Type)method->types[i], NULL};
    bool is_null = value->type == MOKA_OBJECT && !value->object;
    if (type_is_ref(place.type) && is_null)
        return NULL;
    if (type_is_ref(place.type) && !(place.class = moka_name_parameter(t, method, i)))
        return moka_error_of_pending(t);
    moka_error *error = NULL;
    const char *why = moka_value_to_java(t, value, place, ret, &error);
    return why ? misfit(method, i + method->has_receiver, why) : error;
}

static moka_error *read_arguments(Thread *t, const moka_method *method, const moka_value *arguments,
                                  Value *ret)
{
    moka_error *error = NULL;
    if (method->has_receiver)
        error = read_receiver(method, arguments++, ret);
    if (!method_is_static(method->method))
        ret++;
    for (u32 i = 0; !error && i < method->param_count; i++)
        error = read_parameter(t, method, i, &arguments[i], &ret[i]);
    return error;
}

/* ---- calls ---- */

static bool run(Thread *t, const moka_method *method, Value *values, Value *ret)
{
    Method *m = method->method;
    if (method->is_constructor) {
        values[0].l = ret->l = reflect_allocate(t, m->holder);
        return ret->l && call_method(t, m, values, NULL);
    }
    if (method->has_receiver && !method_is_statically_bound(m))
        return call_virtual(t, m, values, ret);
    return call_method(t, m, values, ret);
}

moka_error *moka_call_method(Thread *t, const moka_method *method, const moka_value *arguments, size_t count,
                             moka_value *result)
{
    Value values[256], value = {0};
    u32 wanted = method->param_count + method->has_receiver;
    if (count != wanted)
        return moka_error_new(MOKA_BAD_ARGUMENT, "%s: %zu arguments for %u", method->name, count, wanted);
    memset(values, 0, (method->param_count + 1) * sizeof *values);
    moka_error *error = read_arguments(t, method, arguments, values);
    if (error)
        return error;
    if (!run(t, method, values, &value))
        return moka_error_of_pending(t);
    Type type = method->is_constructor ? T_OBJECT : (Type)method->result;
    return result ? moka_value_of_java(type, method->result_is_text, value, result) : NULL;
}

moka_error *moka_call(moka_vm *vm, const moka_method *method, const moka_value *arguments, size_t count,
                      moka_value *result)
{
    MokaVisit visit;
    if (result)
        memset(result, 0, sizeof *result);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = moka_call_method(visit.t, method, arguments, count, result);
    moka_leave(&visit);
    return error;
}

moka_error *moka_invoke(moka_vm *vm, const char *name, const moka_value *arguments, size_t count,
                        moka_value *result)
{
    MokaVisit visit;
    const moka_method *method;
    if (result)
        memset(result, 0, sizeof *result);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = moka_name_find(visit.t, vm, name, &method);
    if (!error)
        error = moka_call_method(visit.t, method, arguments, count, result);
    moka_leave(&visit);
    return error;
}

/* ---- main ---- */

static moka_error *run_main(Thread *t, moka_vm *vm, const char *name, int argc, const char *const *argv)
{
    const moka_method *method;
    moka_error *error = moka_name_find(t, vm, name, &method);
    if (error)
        return error;
    if (!method_is_static(method->method) || method->result != T_VOID)
        return moka_error_new(MOKA_NOT_FOUND, "no public static void main in %s", name);
    Value array = {.l = reflect_new_array(t, WK(String), argc)};
    for (int i = 0; array.l && i < argc; i++) {
        Object *text = moka_string_of(t, argv[i], strlen(argv[i]));
        if (!text)
            break;
        ref_array_set(array.l, i, text);
    }
    return !t->exception && call_method(t, method->method, &array, NULL) ? NULL : moka_error_of_pending(t);
}

moka_error *moka_main(moka_vm *vm, const char *class_name, int argc, const char *const *argv)
{
    MokaVisit visit;
    char name[1024];
    if ((size_t)snprintf(name, sizeof name, "%s.main([Ljava/lang/String;)V", class_name) >= sizeof name)
        return moka_error_new(MOKA_BAD_ARGUMENT, "the class's name is too long");
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = run_main(visit.t, vm, name, argc, argv);
    moka_leave(&visit);
    return error;
}

/* ---- fields ---- */

/* Where the field lies. */
static moka_error *place_of(Field *f, const char *name, moka_object *object, Object **ret_base)
{
    if (f->access & ACC_STATIC) {
        *ret_base = f->holder->mirror;
        return NULL;
    }
    *ret_base = object ? moka_object_get(object) : NULL;
    if (!*ret_base || !object_is_instance(*ret_base, f->holder))
        return moka_error_new(MOKA_BAD_ARGUMENT, "%s: no object of the class", name);
    return NULL;
}

static Value load(const Object *base, u32 offset, Type type)
{
    Value value = {0};
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: value.i = *(const i8 *)object_at(base, offset); break;
    case T_CHAR: value.i = *(const u16 *)object_at(base, offset); break;
    case T_SHORT: value.i = *(const i16 *)object_at(base, offset); break;
    case T_INT:
    case T_FLOAT: value.i = __atomic_load_n((const i32 *)object_at(base, offset), __ATOMIC_SEQ_CST); break;
    case T_LONG:
    case T_DOUBLE: value.j = __atomic_load_n((const i64 *)object_at(base, offset), __ATOMIC_SEQ_CST); break;
    default: value.l = ref_load_volatile(base, offset);
    }
    return value;
}

static void store(Object *base, u32 offset, Type type, Value value)
{
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: *(i8 *)object_at(base, offset) = (i8)value.i; break;
    case T_CHAR:
    case T_SHORT: *(i16 *)object_at(base, offset) = (i16)value.i; break;
    case T_INT:
    case T_FLOAT: __atomic_store_n((i32 *)object_at(base, offset), value.i, __ATOMIC_SEQ_CST); break;
    case T_LONG:
    case T_DOUBLE: __atomic_store_n((i64 *)object_at(base, offset), value.j, __ATOMIC_SEQ_CST); break;
    default: ref_store_volatile(base, offset, value.l);
    }
}

static moka_error *get_field(Thread *t, moka_vm *vm, const char *name, moka_object *object,
                             moka_value *result)
{
    Field *f;
    Object *base;
    moka_error *error = moka_name_field(t, vm, name, &f);
    if (!error)
        error = place_of(f, name, object, &base);
    return error ? error
                 : moka_value_of_java((Type)f->type, moka_value_is_string(f->desc->text, f->desc->length),
                                      load(base, f->offset, (Type)f->type), result);
}

static moka_error *set_field(Thread *t, moka_vm *vm, const char *name, moka_object *object, moka_value from)
{
    Field *f;
    Object *base;
    Value value;
    moka_error *error = moka_name_field(t, vm, name, &f);
    if (!error && f->access & ACC_FINAL)
        error = moka_error_new(MOKA_BAD_ARGUMENT, "%s is final", name);
    if (!error)
        error = place_of(f, name, object, &base);
    if (error)
        return error;
    MokaPlace place = {(Type)f->type, NULL};
    if (type_is_ref(place.type) &&
        !(place.class = loader_load_descriptor(t, f->holder->loader->host, f->desc->text, f->desc->length)))
        return moka_error_of_pending(t);
    const char *why = moka_value_to_java(t, &from, place, &value, &error);
    if (why)
        return moka_error_new(MOKA_BAD_ARGUMENT, "%s: %s", name, why);
    if (!error)
        store(base, f->offset, place.type, value);
    return error;
}

moka_error *moka_field_get(moka_vm *vm, const char *name, moka_object *object, moka_value *result)
{
    MokaVisit visit;
    memset(result, 0, sizeof *result);
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = get_field(visit.t, vm, name, object, result);
    moka_leave(&visit);
    return error;
}

moka_error *moka_field_set(moka_vm *vm, const char *name, moka_object *object, moka_value value)
{
    MokaVisit visit;
    moka_error *error = moka_begin(&visit, vm);
    if (error)
        return error;
    MOKA_ENTER(&visit);
    error = set_field(visit.t, vm, name, object, value);
    moka_leave(&visit);
    return error;
}
