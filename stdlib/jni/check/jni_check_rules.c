/* jni_check_rules.c - see jni_check.h: the demands on a call and its arguments. */
#include "stdlib/jni/check/jni_check.h"

#include "gc/heap.h"
#include "stdlib/reflect/mirror.h"
#include "vm/base/console.h"
#include "vm/base/utf8.h"
#include "vm/library/wellknown.h"
#include "vm/thread/thread_state.h"

#include <stdio.h>
#include <string.h>

static const char bad_reference[] = "Bad global or local ref passed to JNI";
static const char not_a_class[] = "JNI received a class argument that is not a class";
static const char wrong_method[] = "Wrong object class or methodID passed to JNI call";

/* ---- the call itself ---- */

void jni_check_warn(Thread *t, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    console_print("WARNING in native method: ");
    vfprintf(console_out(), format, list);
    putc('\n', console_out());
    va_end(list);
    jni_print_stack(t);
    fflush(console_out());
}

static void check_exceptions(Thread *t)
{
    if (t->exception)
        jni_check_warn(t, "JNI call made with exception pending");
    if (t->unchecked_call)
        jni_check_warn(t, "JNI call made without checking exceptions when required to from %s",
                       t->unchecked_call);
    t->unchecked_call = NULL;
}

Thread *jni_check_begin(JNIEnv *env, CheckWhen when)
{
    Thread *t = (Thread *)(void *)env, *current = thread_current();
    if (!current)
        jni_fatal(NULL, "Using JNIEnv in non-Java thread");
    if (t != current)
        jni_fatal(current, "Using JNIEnv in the wrong thread");
    thread_enter_vm(t);
    if (t->critical_count && !(when & WHEN_CRITICAL)) {
        puts("Warning: Calling other JNI functions in the scope of Get/ReleasePrimitiveArrayCritical or "
             "Get/ReleaseStringCritical");
        fflush(console_out());
    }
    if (!(when & WHEN_PENDING))
        check_exceptions(t);
    return t;
}

void jni_check_end(Thread *t)
{
    thread_leave_vm(t);
}

void jni_check_called(JNIEnv *env, const char *function)
{
    ((Thread *)(void *)env)->unchecked_call = function;
}

void jni_check_looked(Thread *t)
{
    t->unchecked_call = NULL;
}

/* A region that was never entered cannot be left. */
void jni_check_critical(JNIEnv *env, int by)
{
    Thread *t = (Thread *)(void *)env;
    if (by > 0 || t->critical_count)
        t->critical_count += (u32)by;
}

/* ---- references ---- */

/* The object of a handle that must be valid; NULL for a weak reference whose object is gone. */
static Object *object_of(Thread *t, jobject handle)
{
    HandleKind kind = handles_kind(t, (HandleRef)handle);
    Object *object = kind == HANDLE_INVALID ? NULL : border_get(handle);
    if (!object && kind != HANDLE_WEAK)
        jni_fatal(t, bad_reference);
    return object;
}

void jni_check_handle(Thread *t, jobject handle)
{
    if (handle)
        object_of(t, handle);
}

void jni_check_object(Thread *t, jobject object)
{
    if (!object || !object_of(t, object))
        jni_fatal(t, "Null object passed to JNI");
}

static Class *class_of(Thread *t, jclass class)
{
    const Object *mirror = object_of(t, class);
    if (!mirror || object_class(mirror) != WK(Class))
        jni_fatal(t, not_a_class);
    return mirror_class(mirror);
}

void jni_check_class(Thread *t, jclass class)
{
    class_of(t, class);
}

static void check_is_throwable(Thread *t, Class *c)
{
    if (!class_is_subtype(c, WK(Throwable)))
        jni_fatal(t, "JNI Throw or ThrowNew received a class argument that is not a Throwable or Throwable "
                     "subclass");
}

void jni_check_throwable(Thread *t, jthrowable throwable)
{
    if (!throwable)
        jni_check_warn(t, "JNI Throw called with NULL throwable");
    else
        check_is_throwable(t, object_class(object_of(t, throwable)));
}

void jni_check_throwable_class(Thread *t, jclass class)
{
    check_is_throwable(t, class_of(t, class));
}

void jni_check_string(Thread *t, jstring string)
{
    const Object *object = string ? object_of(t, string) : NULL;
    if (!object || object_class(object) != WK(String))
        jni_fatal(t, "JNI string operation received a non-string");
}

static Class *array_class_of(Thread *t, jarray array)
{
    const Object *object = array ? object_of(t, array) : NULL;
    if (!object || !class_is_array(object_class(object)))
        jni_fatal(t, "Non-array passed to JNI array operations");
    return object_class(object);
}

void jni_check_array(Thread *t, jarray array)
{
    array_class_of(t, array);
}

void jni_check_object_array(Thread *t, jarray array)
{
    if (array_class_of(t, array)->kind != CLASS_REF_ARRAY)
        jni_fatal(t, "Object array expected but not received for JNI array operation");
}

void jni_check_primitive_array(Thread *t, jarray array, Type type)
{
    const Class *c = array_class_of(t, array);
    if (c->kind != CLASS_PRIM_ARRAY)
        jni_fatal(t, "Primitive type array expected but not received for JNI array operation");
    if (type != T_VOID && c->element_type != type)
        jni_fatal(t, "Array element type mismatch in JNI");
}

void jni_check_delete(Thread *t, jobject handle, HandleKind kind, const char *function)
{
    static const char *const kinds[] = {
        [HANDLE_LOCAL] = "local", [HANDLE_GLOBAL] = "global", [HANDLE_WEAK] = "weak global"};
    jni_check_handle(t, handle);
    if (handle && handles_kind(t, (HandleRef)handle) != kind)
        jni_fatal(t, "Invalid %s JNI handle passed to %s", kinds[kind], function);
}

void jni_check_reflected_method(Thread *t, jobject method)
{
    jni_check_object(t, method);
    const Class *c = object_class(border_get(method));
    if (c != WK(reflect_Method) && c != WK(reflect_Constructor))
        jni_fatal(t, wrong_method);
}

void jni_check_reflected_field(Thread *t, jobject field)
{
    jni_check_object(t, field);
    if (object_class(border_get(field)) != WK(reflect_Field))
        jni_fatal(t, "Wrong field ID passed to JNI");
}

/* ---- methods ---- */

static void check_member(Thread *t, Class *c, jmethodID id, bool is_static)
{
    const Method *m = jni_method_or_null(id);
    if (!m || method_is_static(m) != is_static || !class_is_subtype(c, m->holder))
        jni_fatal(t, wrong_method);
}

/* A call on null throws, so null passes here. */
void jni_check_method(Thread *t, jobject object, jmethodID id)
{
    const Object *receiver = object ? object_of(t, object) : NULL;
    const Method *m = jni_method_or_null(id);
    if (!m)
        jni_fatal(t, wrong_method);
    if (receiver)
        check_member(t, object_class(receiver), id, false);
}

void jni_check_nonvirtual(Thread *t, jobject object, jclass class, jmethodID id)
{
    jni_check_method(t, object, id);
    if (class)
        check_member(t, class_of(t, class), id, false);
}

void jni_check_static_method(Thread *t, jclass class, jmethodID id)
{
    check_member(t, class_of(t, class), id, true);
}

void jni_check_constructor(Thread *t, jclass class, jmethodID id)
{
    check_member(t, class_of(t, class), id, false);
}

void jni_check_method_id(Thread *t, jclass class, jmethodID id)
{
    jni_check_class(t, class);
    if (!jni_method_or_null(id))
        jni_fatal(t, wrong_method);
}

/* ---- fields ---- */

void jni_check_field_id(Thread *t, jclass class, jfieldID id)
{
    jni_check_class(t, class);
    if (!jni_field_or_null(id))
        jni_fatal(t, "Wrong field ID passed to JNI");
}

static bool has_type(const Field *f, Type type)
{
    return type_is_ref((Type)f->type) ? type_is_ref(type) : f->type == type;
}

void jni_check_field(Thread *t, jobject object, jfieldID id, Type type)
{
    const Field *f = jni_field_or_null(id);
    if (f && (f->access & ACC_STATIC))
        jni_fatal(t, "Static field ID passed to JNI");
    jni_check_object(t, object);
    if (!f || !object_is_instance(border_get(object), f->holder))
        jni_fatal(t, "Wrong field ID passed to JNI");
    if (!has_type(f, type))
        jni_fatal(t, "Field type (instance) mismatch in JNI get/set field operations");
}

void jni_check_static_field(Thread *t, jclass class, jfieldID id, Type type)
{
    Class *c = class_of(t, class);
    const Field *f = jni_field_or_null(id);
    if (f && !(f->access & ACC_STATIC))
        jni_fatal(t, "Non-static field ID passed to JNI");
    if (!f || !class_is_subtype(c, f->holder))
        jni_fatal(t, "Wrong static field ID passed to JNI");
    if (!has_type(f, type))
        jni_fatal(t, "Field type (static) mismatch in JNI get/set field operations");
}

/* ---- other arguments ---- */

void jni_check_class_name(Thread *t, const char *name)
{
    size_t length = name ? strlen(name) : 0;
    if (length > 2 && name[0] == 'L' && name[length - 1] == ';')
        jni_check_warn(
            t,
            "JNI FindClass received a bad class descriptor \"%s\".  A correct class descriptor has "
            "no leading \"L\" or trailing \";\".  Incorrect descriptors will not be accepted in "
            "future releases.",
            name);
    if (name && !utf8_is_modified((const u8 *)name, length))
        jni_fatal(t, "JNI class name is not a valid UTF8 string \"%s\"", name);
}

void jni_check_text(Thread *t, const char *text)
{
    if (!text)
        jni_fatal(t, "Null name or signature passed to JNI");
}

void jni_check_capacity(Thread *t, jint capacity)
{
    if (capacity < 0)
        jni_fatal(t, "negative capacity");
}
