/* reflect.c - see reflect.h. Fields of the objects are filled directly: no constructor of theirs runs. */
#include "stdlib/reflect/reflect.h"

#include "classloader/define/define.h"
#include "classloader/link/resolve.h"
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/release/late.h"
#include "vm/bytecode/attribute.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <string.h>

/* --- pieces --- */

static Object *new_instance(Thread *t, Class *c)
{
    return class_initialize(t, c) ? heap_new_object(t, c) : NULL;
}

Object *reflect_new_array(Thread *t, Class *component, i32 length)
{
    Class *array = define_array_class(t, component);
    return array ? heap_new_array(t, array, length) : NULL;
}

Object *reflect_new_direct_buffer(Thread *t, const void *address, i64 capacity)
{
    Method *constructor = late_method(t, LATE_METHOD_DirectByteBuffer_init);
    Object *buffer = constructor ? heap_new_object(t, constructor->holder) : NULL;
    /* The capacity is an int or a long, by release: as a slot it is the same. */
    Value args[3] = {{.l = buffer}, {.j = (i64)(uintptr_t)address}, {.j = capacity}};
    return buffer && call_method(t, constructor, args, NULL) ? buffer : NULL;
}

Object *reflect_attribute_bytes(Thread *t, const Class *c, u32 info)
{
    if (!info)
        return NULL;
    Bytes bytes = attribute_info(c, info);
    Object *array = heap_new_array(t, wk_primitive_array[T_BYTE], (i32)bytes_left(&bytes));
    if (array)
        memcpy(array_data(array), bytes.at, bytes_left(&bytes));
    return array;
}

/* Stores the value, which may be null, unless making it has failed: then an exception is pending and the
 * answer is false. So the chains below can make values in the arguments of put. */
static bool put(Thread *t, Object *holder, u32 offset, Object *value)
{
    if (t->exception)
        return false;
    ref_store(holder, offset, value);
    return true;
}

static Object *signature_string(Thread *t, const Class *c, u16 index)
{
    return index ? string_from_symbol(t, pool_symbol(&c->pool, index)) : NULL;
}

/* Signatures of record components are interned, since programs may compare them by ==. */
static Object *interned_signature(Thread *t, const Class *c, u16 index)
{
    return index ? string_intern_symbol(t, pool_symbol(&c->pool, index)) : NULL;
}

/* The class that a descriptor names, loaded through the loader of the class that has the descriptor. */
static Class *type_class(Thread *t, const Class *user, const char *text, size_t length)
{
    return loader_load_descriptor(t, user->loader->host, text, length);
}

static Object *type_mirror(Thread *t, const Class *user, const SigIter *it)
{
    Class *c = type_class(t, user, it->text, it->length);
    return c ? c->mirror : NULL;
}

static Object *parameter_types(Thread *t, const Method *m)
{
    Object *array = reflect_new_array(t, WK(Class), m->param_count);
    SigIter it = sig_begin(m->desc);
    for (i32 i = 0; array && sig_next(&it); i++) {
        Object *type = type_mirror(t, m->holder, &it);
        if (!type)
            return NULL;
        ref_array_set(array, i, type);
    }
    return array;
}

static Object *exception_types(Thread *t, const Method *m)
{
    IndexList list = attribute_indices(m->holder, attribute_find_of_method(m, SYM(attr_Exceptions)));
    Object *array = reflect_new_array(t, WK(Class), (i32)list.count);
    for (u32 i = 0; array && i < list.count; i++) {
        Class *c = resolve_class(t, m->holder, attribute_index(&list, i));
        if (!c)
            return NULL;
        ref_array_set(array, (i32)i, c->mirror);
    }
    return array;
}

/* --- members --- */

/* Is it a final field that nobody may change, not even by reflection (JEP 371, JLS 17.5.3)? */
static bool is_trusted_final(const Field *f)
{
    return (f->access & ACC_FINAL) &&
           ((f->access & ACC_STATIC) || (f->holder->flags & (CLASS_IS_HIDDEN | CLASS_IS_RECORD)));
}

static bool fill_field(Thread *t, Object *object, const Field *f)
{
    const Class *c = f->holder;
    *FIELD_AT(object, WK_FIELD(reflect_Field_slot), i32) = f->slot;
    *FIELD_AT(object, WK_FIELD(reflect_Field_modifiers), i32) = f->access & ACC_OF_FIELDS;
    *FIELD_AT(object, WK_FIELD(reflect_Field_trustedFinal), u8) = is_trusted_final(f);
    ref_store(object, WK_FIELD(reflect_Field_clazz), c->mirror);
    Class *type = type_class(t, c, f->desc->text, f->desc->length);
    if (!type)
        return false;
    ref_store(object, WK_FIELD(reflect_Field_type), type->mirror);
    u32 annotations = attribute_find(c, f->attributes, SYM(attr_RuntimeVisibleAnnotations));
    return put(t, object, WK_FIELD(reflect_Field_name), string_intern_symbol(t, f->name)) &&
           put(t, object, WK_FIELD(reflect_Field_signature), signature_string(t, c, f->signature)) &&
           put(t, object, WK_FIELD(reflect_Field_annotations), reflect_attribute_bytes(t, c, annotations));
}

Object *reflect_new_field(Thread *t, const Field *f)
{
    Object *object = new_instance(t, WK(reflect_Field));
    return object && fill_field(t, object, f) ? object : NULL;
}

static Object *annotation_bytes(Thread *t, const Method *m, const Symbol *name)
{
    return reflect_attribute_bytes(t, m->holder, attribute_find_annotations(m, name));
}

static bool fill_method(Thread *t, Object *object, const Method *m)
{
    const Class *c = m->holder;
    *FIELD_AT(object, WK_FIELD(reflect_Method_slot), i32) = m->slot;
    *FIELD_AT(object, WK_FIELD(reflect_Method_modifiers), i32) = m->access & ACC_OF_METHODS;
    ref_store(object, WK_FIELD(reflect_Method_clazz), c->mirror);
    SigIter result = sig_return(m->desc);
    return put(t, object, WK_FIELD(reflect_Method_parameterTypes), parameter_types(t, m)) &&
           put(t, object, WK_FIELD(reflect_Method_returnType), type_mirror(t, c, &result)) &&
           put(t, object, WK_FIELD(reflect_Method_exceptionTypes), exception_types(t, m)) &&
           put(t, object, WK_FIELD(reflect_Method_name), string_intern_symbol(t, m->name)) &&
           put(t, object, WK_FIELD(reflect_Method_signature), signature_string(t, c, m->signature)) &&
           put(t, object, WK_FIELD(reflect_Method_annotations),
               annotation_bytes(t, m, SYM(attr_RuntimeVisibleAnnotations))) &&
           put(t, object, WK_FIELD(reflect_Method_parameterAnnotations),
               annotation_bytes(t, m, SYM(attr_RuntimeVisibleParameterAnnotations))) &&
           put(t, object, WK_FIELD(reflect_Method_annotationDefault),
               annotation_bytes(t, m, SYM(attr_AnnotationDefault)));
}

Object *reflect_new_method(Thread *t, const Method *m)
{
    Object *object = new_instance(t, WK(reflect_Method));
    return object && fill_method(t, object, m) ? object : NULL;
}

static bool fill_constructor(Thread *t, Object *object, const Method *m)
{
    const Class *c = m->holder;
    *FIELD_AT(object, WK_FIELD(reflect_Constructor_slot), i32) = m->slot;
    *FIELD_AT(object, WK_FIELD(reflect_Constructor_modifiers), i32) = m->access & ACC_OF_METHODS;
    ref_store(object, WK_FIELD(reflect_Constructor_clazz), c->mirror);
    return put(t, object, WK_FIELD(reflect_Constructor_parameterTypes), parameter_types(t, m)) &&
           put(t, object, WK_FIELD(reflect_Constructor_exceptionTypes), exception_types(t, m)) &&
           put(t, object, WK_FIELD(reflect_Constructor_signature), signature_string(t, c, m->signature)) &&
           put(t, object, WK_FIELD(reflect_Constructor_annotations),
               annotation_bytes(t, m, SYM(attr_RuntimeVisibleAnnotations))) &&
           put(t, object, WK_FIELD(reflect_Constructor_parameterAnnotations),
               annotation_bytes(t, m, SYM(attr_RuntimeVisibleParameterAnnotations)));
}

Object *reflect_new_constructor(Thread *t, const Method *m)
{
    Object *object = new_instance(t, WK(reflect_Constructor));
    return object && fill_constructor(t, object, m) ? object : NULL;
}

/* --- parameters and record components --- */

static Object *new_parameter(Thread *t, const Class *c, ParameterRow row, u32 index, Object *executable)
{
    const ConstPool *pool = &c->pool;
    if (row.name && (row.name >= pool->count || (pool_tag(pool, row.name) & CP_TAG_MASK) != CP_UTF8)) {
        THROW(t, IllegalArgumentException, "Wrong type at constant pool index");
        return NULL;
    }
    Object *object = new_instance(t, WK(reflect_Parameter));
    if (!object)
        return NULL;
    *FIELD_AT(object, WK_FIELD(reflect_Parameter_modifiers), i32) = row.access;
    *FIELD_AT(object, WK_FIELD(reflect_Parameter_index), i32) = (i32)index;
    ref_store(object, WK_FIELD(reflect_Parameter_executable), executable);
    Object *name = row.name ? string_intern_symbol(t, pool_symbol(pool, row.name)) : NULL;
    return put(t, object, WK_FIELD(reflect_Parameter_name), name) ? object : NULL;
}

Object *reflect_new_parameters(Thread *t, const Method *m, Object *executable)
{
    u32 info = attribute_find_of_method(m, SYM(attr_MethodParameters));
    if (!info)
        return NULL;
    u32 count = attribute_parameter_count(m->holder, info);
    Object *array = reflect_new_array(t, WK(reflect_Parameter), (i32)count);
    for (u32 i = 0; array && i < count; i++) {
        ParameterRow row = attribute_parameter(m->holder, info, i);
        Object *parameter = new_parameter(t, m->holder, row, i, executable);
        if (!parameter)
            return NULL;
        ref_array_set(array, (i32)i, parameter);
    }
    return array;
}

/* The component's accessor: the method with its name, no parameters and its type; NULL: the class has
 * none. */
static Object *accessor_of(Thread *t, const Class *c, const Symbol *name, const Symbol *desc)
{
    for (u32 i = 0; i < c->method_count; i++) {
        const Method *m = &c->methods[i];
        bool matches = m->name == name && m->param_count == 0 && m->desc->length == desc->length + 2u;
        if (matches && memcmp(m->desc->text + 2, desc->text, desc->length) == 0 && !method_is_static(m))
            return reflect_new_method(t, m);
    }
    return NULL;
}

static bool fill_component(Thread *t, Object *object, const Class *c, const ComponentRow *row)
{
    const Symbol *name = row->name, *desc = row->desc;
    ref_store(object, WK_FIELD(RecordComponent_clazz), c->mirror);
    Class *type = type_class(t, c, desc->text, desc->length);
    if (!type)
        return false;
    ref_store(object, WK_FIELD(RecordComponent_type), type->mirror);
    u16 signature = attribute_find_index(c, row->attributes, SYM(attr_Signature));
    u32 annotations = attribute_find(c, row->attributes, SYM(attr_RuntimeVisibleAnnotations));
    u32 type_annotations = attribute_find(c, row->attributes, SYM(attr_RuntimeVisibleTypeAnnotations));
    return put(t, object, WK_FIELD(RecordComponent_name), string_intern_symbol(t, name)) &&
           put(t, object, WK_FIELD(RecordComponent_accessor), accessor_of(t, c, name, desc)) &&
           put(t, object, WK_FIELD(RecordComponent_signature), interned_signature(t, c, signature)) &&
           put(t, object, WK_FIELD(RecordComponent_annotations),
               reflect_attribute_bytes(t, c, annotations)) &&
           put(t, object, WK_FIELD(RecordComponent_typeAnnotations),
               reflect_attribute_bytes(t, c, type_annotations));
}

Object *reflect_new_record_components(Thread *t, const Class *c)
{
    if (!c->record)
        return NULL;
    ComponentRow row;
    Rows it = attribute_components(c);
    Object *array = reflect_new_array(t, WK(RecordComponent), (i32)it.left);
    for (i32 i = 0; array && attribute_next_component(c, &it, &row); i++) {
        Object *component = new_instance(t, WK(RecordComponent));
        if (!component || !fill_component(t, component, c, &row))
            return NULL;
        ref_array_set(array, i, component);
    }
    return array;
}
