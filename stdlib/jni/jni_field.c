/* jni_field.c - see jni_env.h. JNI 4.4.6, 4.4.8: instance and static fields. */
#include "stdlib/jni/jni_env.h"
#include "vm/model/throw.h"

#include <string.h>

/* JVMS 5.4.3.2 among fields of one kind: a static field hides no instance field, nor the other way round. */
static Field *find_field(const Class *c, const Symbol *name, const Symbol *desc, bool is_static)
{
    for (; c; c = c->super) {
        Field *f = class_declared_field(c, name, desc);
        if (f && !(f->flags & FIELD_INJECTED) && ((f->access & ACC_STATIC) != 0) == is_static)
            return f;
        for (u32 i = 0; is_static && i < c->interface_count; i++) {
            f = find_field(c->interfaces[i], name, desc, true);
            if (f)
                return f;
        }
    }
    return NULL;
}

static jfieldID field_id(Thread *t, jclass handle, const char *name, const char *desc, bool is_static)
{
    Class *c = jni_initialized_class(t, handle);
    if (!c)
        return NULL;
    const Symbol *name_symbol = symbol_find(name, strlen(name)),
                 *desc_symbol = symbol_find(desc, strlen(desc));
    Field *f = NULL;
    if (name_symbol && desc_symbol && c->kind == CLASS_INSTANCE)
        f = find_field(c, name_symbol, desc_symbol, is_static);
    if (f)
        return jni_id_of_field(t, f);
    char buffer[512];
    if (is_static)
        THROW(t, NoSuchFieldError, "%s", name);
    else
        THROW(t, NoSuchFieldError, "%s.%s %s", class_binary_name(c, buffer, sizeof buffer), name, desc);
    return NULL;
}

jfieldID jni_GetFieldID(JNIEnv *env, jclass class, const char *name, const char *desc)
{
    JVM_ENTER(env);
    jfieldID id = field_id(t, class, name, desc, false);
    JVM_LEAVE();
    return id;
}

jfieldID jni_GetStaticFieldID(JNIEnv *env, jclass class, const char *name, const char *desc)
{
    JVM_ENTER(env);
    jfieldID id = field_id(t, class, name, desc, true);
    JVM_LEAVE();
    return id;
}

/* --- values: read and written by the field's own type, so that each typed function is one line --- */

static Object *field_holder(const Field *f, jobject object)
{
    return f->access & ACC_STATIC ? f->holder->mirror : border_get(object);
}

static jvalue load_field(Thread *t, jobject object, const Field *f)
{
    Object *holder = field_holder(f, object);
    jvalue value = {0};
    switch (type_shift(f->type)) {
    case 0: value.b = *FIELD_AT(holder, f->offset, volatile jbyte); break;
    case 1: value.s = *FIELD_AT(holder, f->offset, volatile jshort); break;
    case 2: value.i = *FIELD_AT(holder, f->offset, volatile jint); break;
    default:
        if (type_is_ref(f->type))
            value.l = border_local(t, ref_load_volatile(holder, f->offset));
        else
            value.j = *FIELD_AT(holder, f->offset, volatile jlong);
    }
    return value;
}

/* The store is sequentially consistent, because the field may be volatile. */
static void store_field(jobject object, const Field *f, jvalue value)
{
    Object *holder = field_holder(f, object);
    switch (type_shift(f->type)) {
    case 0:
        /* In the heap a boolean is 0 or 1: of the value that a library passes, the lowest bit counts. */
        if (f->type == T_BOOLEAN)
            value.b &= 1;
        __atomic_store_n(FIELD_AT(holder, f->offset, jbyte), value.b, __ATOMIC_SEQ_CST);
        break;
    case 1: __atomic_store_n(FIELD_AT(holder, f->offset, jshort), value.s, __ATOMIC_SEQ_CST); break;
    case 2: __atomic_store_n(FIELD_AT(holder, f->offset, jint), value.i, __ATOMIC_SEQ_CST); break;
    default:
        if (type_is_ref(f->type))
            ref_store_volatile(holder, f->offset, border_get(value.l));
        else
            __atomic_store_n(FIELD_AT(holder, f->offset, jlong), value.j, __ATOMIC_SEQ_CST);
    }
}

static jvalue get_field(JNIEnv *env, jobject object, jfieldID id)
{
    JVM_ENTER(env);
    jvalue value = load_field(t, object, jni_field(id));
    JVM_LEAVE();
    return value;
}

static void set_field(JNIEnv *env, jobject object, jfieldID id, jvalue value)
{
    JVM_ENTER(env);
    store_field(object, jni_field(id), value);
    JVM_LEAVE();
}

#define JNI_TYPE(name, ctype, member, type)                                                                  \
    ctype jni_Get##name##Field(JNIEnv *env, jobject object, jfieldID id)                                     \
    {                                                                                                        \
        return get_field(env, object, id).member;                                                            \
    }                                                                                                        \
    ctype jni_GetStatic##name##Field(JNIEnv *env, jclass class, jfieldID id)                                 \
    {                                                                                                        \
        return get_field(env, class, id).member;                                                             \
    }                                                                                                        \
    void jni_Set##name##Field(JNIEnv *env, jobject object, jfieldID id, ctype value)                         \
    {                                                                                                        \
        set_field(env, object, id, (jvalue){.member = value});                                               \
    }                                                                                                        \
    void jni_SetStatic##name##Field(JNIEnv *env, jclass class, jfieldID id, ctype value)                     \
    {                                                                                                        \
        set_field(env, class, id, (jvalue){.member = value});                                                \
    }
#include "stdlib/jni/jni_types.def"
