/* jvm_pool.c - see jvm_entry.h. jdk.internal.reflect.ConstantPool, through which Java's annotation parser
 * reads constants.
 * The object's constantPoolOop is the class's mirror. Indices are those of the class file, as the pool keeps
 * them. */
#include "stdlib/jvm/class/jvm_entry.h"

#include "classloader/link/resolve.h"
#include "classloader/load/loader.h"
#include "gc/heap.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "stdlib/reflect/reflect.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

/* --- entries --- */

static Class *pool_holder(jobject pool)
{
    return mirror_class(border_get(pool));
}

static u8 base_tag(const Class *c, jint index)
{
    return pool_tag(&c->pool, (u32)index) & CP_TAG_MASK;
}

static bool check_bounds(Thread *t, const Class *c, jint index)
{
    if (index >= 0 && index < c->pool.count)
        return true;
    THROW(t, IllegalArgumentException, "Constant pool index out of bounds");
    return false;
}

/* tags: a set of 1 << CP_*. NULL: the entry is of another kind or does not exist, and
 * IllegalArgumentException is pending. */
static const CpEntry *entry_of(Thread *t, const Class *c, jint index, u32 tags)
{
    if (!check_bounds(t, c, index))
        return NULL;
    if ((1u << base_tag(c, index)) & tags)
        return &c->pool.entries[index];
    THROW(t, IllegalArgumentException, "Wrong type at constant pool index");
    return NULL;
}

enum {
    TAGS_METHOD = 1 << CP_METHODREF | 1 << CP_INTERFACE_METHODREF,
    TAGS_MEMBER = TAGS_METHOD | 1 << CP_FIELDREF,
    TAGS_NAMED = TAGS_MEMBER | 1 << CP_INVOKE_DYNAMIC | 1 << CP_DYNAMIC
};

jobject JVM_GetClassConstantPool(JNIEnv *env, jclass class)
{
    JVM_ENTER(env);
    Object *mirror = border_get(class), *pool = NULL;
    if (mirror_class(mirror)->kind == CLASS_INSTANCE && class_initialize(t, WK(ConstantPool)))
        pool = heap_new_object(t, WK(ConstantPool));
    if (pool)
        ref_store(pool, WK_FIELD(ConstantPool_constantPoolOop), mirror);
    jobject result = border_local(t, pool);
    JVM_LEAVE();
    return result;
}

jint JVM_ConstantPoolGetSize(JNIEnv *env, jobject unused, jobject pool)
{
    (void)unused;
    JVM_ENTER(env);
    jint size = pool_holder(pool)->pool.count;
    JVM_LEAVE();
    return size;
}

/* A resolved entry keeps its tag of the class file; the second half of a long or double has tag 0. */
jbyte JVM_ConstantPoolGetTagAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    JVM_ENTER(env);
    const Class *c = pool_holder(pool);
    jbyte tag = check_bounds(t, c, index) ? (jbyte)base_tag(c, index) : 0;
    JVM_LEAVE();
    return tag;
}

/* --- classes and members --- */

static Class *class_if_loaded(const Class *c, u32 index)
{
    return loader_find_loaded(c->loader->host, pool_class_name(&c->pool, index));
}

static Class *class_at(Thread *t, Class *c, u32 index, bool load)
{
    return load ? resolve_class(t, c, index) : class_if_loaded(c, index);
}

static jclass get_class(JNIEnv *env, jobject pool, jint index, bool load)
{
    JVM_ENTER(env);
    Class *c = pool_holder(pool), *found = NULL;
    if (entry_of(t, c, index, 1 << CP_CLASS))
        found = class_at(t, c, (u32)index, load);
    jclass result = found ? border_local(t, found->mirror) : NULL;
    JVM_LEAVE();
    return result;
}

jclass JVM_ConstantPoolGetClassAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_class(env, pool, index, true);
}

jclass JVM_ConstantPoolGetClassAtIfLoaded(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_class(env, pool, index, false);
}

static Object *method_at(Thread *t, Class *c, jint index, bool load)
{
    const CpEntry *entry = entry_of(t, c, index, TAGS_METHOD);
    Class *in = entry ? class_at(t, c, entry->a, load) : NULL;
    if (!in)
        return NULL;
    const Symbol *name = pool_member_name(&c->pool, (u32)index),
                 *desc = pool_member_desc(&c->pool, (u32)index);
    const Method *m = class_declared_method(in, name, desc);
    if (!m) {
        THROW(t, RuntimeException, "Unable to look up method in target class");
        return NULL;
    }
    return m->flags & METHOD_IS_INIT ? reflect_new_constructor(t, m) : reflect_new_method(t, m);
}

static Object *field_at(Thread *t, Class *c, jint index, bool load)
{
    const CpEntry *entry = entry_of(t, c, index, 1 << CP_FIELDREF);
    Class *in = entry ? class_at(t, c, entry->a, load) : NULL;
    if (!in)
        return NULL;
    const Field *f =
        class_find_field(in, pool_member_name(&c->pool, (u32)index), pool_member_desc(&c->pool, (u32)index));
    if (!f) {
        THROW(t, RuntimeException, "Unable to look up field in target class");
        return NULL;
    }
    return reflect_new_field(t, f);
}

typedef Object *(*MemberAt)(Thread *t, Class *c, jint index, bool load);

static jobject get_member(JNIEnv *env, jobject pool, jint index, MemberAt find, bool load)
{
    JVM_ENTER(env);
    jobject result = border_local(t, find(t, pool_holder(pool), index, load));
    JVM_LEAVE();
    return result;
}

jobject JVM_ConstantPoolGetMethodAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_member(env, pool, index, method_at, true);
}

jobject JVM_ConstantPoolGetMethodAtIfLoaded(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_member(env, pool, index, method_at, false);
}

jobject JVM_ConstantPoolGetFieldAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_member(env, pool, index, field_at, true);
}

jobject JVM_ConstantPoolGetFieldAtIfLoaded(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_member(env, pool, index, field_at, false);
}

/* --- indices and names --- */

/* The entry's first or second index; 0: an exception is pending. */
static jint get_index(JNIEnv *env, jobject pool, jint index, u32 tags, bool second)
{
    JVM_ENTER(env);
    const CpEntry *entry = entry_of(t, pool_holder(pool), index, tags);
    jint result = !entry ? 0 : second ? entry->b : entry->a;
    JVM_LEAVE();
    return result;
}

jint JVM_ConstantPoolGetClassRefIndexAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_index(env, pool, index, TAGS_MEMBER, false);
}

jint JVM_ConstantPoolGetNameAndTypeRefIndexAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_index(env, pool, index, TAGS_NAMED, true);
}

static Object *string_array(Thread *t, const Symbol *const *symbols, i32 count)
{
    Object *array = reflect_new_array(t, WK(String), count);
    for (i32 i = 0; array && i < count; i++) {
        Object *string = string_from_symbol(t, symbols[i]);
        if (!string)
            return NULL;
        ref_array_set(array, i, string);
    }
    return array;
}

jobjectArray JVM_ConstantPoolGetMemberRefInfoAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    JVM_ENTER(env);
    const Class *c = pool_holder(pool);
    const CpEntry *entry = entry_of(t, c, index, TAGS_MEMBER);
    Object *array = NULL;
    if (entry) {
        const Symbol *symbols[] = {pool_class_name(&c->pool, entry->a),
                                   pool_member_name(&c->pool, (u32)index),
                                   pool_member_desc(&c->pool, (u32)index)};
        array = string_array(t, symbols, COUNT_OF(symbols));
    }
    jobjectArray result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

jobjectArray JVM_ConstantPoolGetNameAndTypeRefInfoAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    JVM_ENTER(env);
    const Class *c = pool_holder(pool);
    const CpEntry *entry = entry_of(t, c, index, 1 << CP_NAME_AND_TYPE);
    Object *array = NULL;
    if (entry) {
        const Symbol *symbols[] = {pool_symbol(&c->pool, entry->a), pool_symbol(&c->pool, entry->b)};
        array = string_array(t, symbols, COUNT_OF(symbols));
    }
    jobjectArray result = border_local(t, array);
    JVM_LEAVE();
    return result;
}

/* --- constants --- */

static CpEntry get_constant(JNIEnv *env, jobject pool, jint index, u32 tag)
{
    JVM_ENTER(env);
    const CpEntry *entry = entry_of(t, pool_holder(pool), index, 1u << tag);
    CpEntry result = {.raw = 0};
    if (entry)
        result = *entry;
    JVM_LEAVE();
    return result;
}

jint JVM_ConstantPoolGetIntAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_constant(env, pool, index, CP_INTEGER).i;
}

jlong JVM_ConstantPoolGetLongAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_constant(env, pool, index, CP_LONG).j;
}

jfloat JVM_ConstantPoolGetFloatAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_constant(env, pool, index, CP_FLOAT).f;
}

jdouble JVM_ConstantPoolGetDoubleAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    return get_constant(env, pool, index, CP_DOUBLE).d;
}

jstring JVM_ConstantPoolGetStringAt(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    JVM_ENTER(env);
    Class *c = pool_holder(pool);
    Type type;
    Value value = {0};
    if (entry_of(t, c, index, 1 << CP_STRING) && !resolve_constant(t, c, (u32)index, &type, &value))
        value.l = NULL;
    jstring result = border_local(t, value.l);
    JVM_LEAVE();
    return result;
}

jstring JVM_ConstantPoolGetUTF8At(JNIEnv *env, jobject unused, jobject pool, jint index)
{
    (void)unused;
    JVM_ENTER(env);
    const Class *c = pool_holder(pool);
    Object *string = NULL;
    if (entry_of(t, c, index, 1 << CP_UTF8))
        string = string_from_symbol(t, pool_symbol(&c->pool, (u32)index));
    jstring result = border_local(t, string);
    JVM_LEAVE();
    return result;
}
