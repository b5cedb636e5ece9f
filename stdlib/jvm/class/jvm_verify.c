/* jvm_verify.c - see jvm_entry.h. The accessors that the JDK's libverify imports: methods and fields by
 * index, pool entries by name. Its verifier was written against them long ago; Moka's own does not use it,
 * but the library must load, and it can serve as an oracle for old class files. Texts are the symbols
 * themselves, so nothing is to be released. */
#include "stdlib/jvm/class/jvm_entry.h"

#include "classloader/link/resolve.h"
#include "stdlib/jvm/jvm_border.h"
#include "stdlib/reflect/mirror.h"
#include "vm/bytecode/attribute.h"

#include <string.h>

/* The handle is turned into the class within the VM; afterwards no reference is touched. The caller keeps the
 * class alive. */
static Class *class_of(JNIEnv *env, jclass handle)
{
    JVM_ENTER(env);
    Class *c = mirror_class(border_get(handle));
    JVM_LEAVE();
    return c;
}

static const Method *method_of(JNIEnv *env, jclass handle, jint index)
{
    return &class_of(env, handle)->methods[index];
}

void JVM_ReleaseUTF(const char *text)
{
    (void)text;
}

/* --- the class --- */

const char *JVM_GetClassNameUTF(JNIEnv *env, jclass class)
{
    return class_of(env, class)->name->text;
}

jint JVM_GetClassCPEntriesCount(JNIEnv *env, jclass class)
{
    return class_of(env, class)->pool.count;
}

void JVM_GetClassCPTypes(JNIEnv *env, jclass class, unsigned char *ret_types)
{
    const ConstPool *pool = &class_of(env, class)->pool;
    for (u32 i = 0; i < pool->count; i++)
        ret_types[i] = i ? pool_tag(pool, i) & CP_TAG_MASK : 0;
}

jint JVM_GetClassFieldsCount(JNIEnv *env, jclass class)
{
    return class_of(env, class)->field_count;
}

jint JVM_GetClassMethodsCount(JNIEnv *env, jclass class)
{
    return class_of(env, class)->method_count;
}

jint JVM_GetFieldIxModifiers(JNIEnv *env, jclass class, jint index)
{
    return class_of(env, class)->fields[index].access;
}

/* --- methods --- */

jint JVM_GetMethodIxModifiers(JNIEnv *env, jclass class, jint index)
{
    return method_of(env, class, index)->access;
}

jint JVM_GetMethodIxArgsSize(JNIEnv *env, jclass class, jint index)
{
    return method_of(env, class, index)->arg_slots;
}

jint JVM_GetMethodIxLocalsCount(JNIEnv *env, jclass class, jint index)
{
    return method_of(env, class, index)->max_locals;
}

jint JVM_GetMethodIxMaxStack(JNIEnv *env, jclass class, jint index)
{
    return method_of(env, class, index)->max_stack;
}

const char *JVM_GetMethodIxNameUTF(JNIEnv *env, jclass class, jint index)
{
    return method_of(env, class, index)->name->text;
}

const char *JVM_GetMethodIxSignatureUTF(JNIEnv *env, jclass class, jint index)
{
    return method_of(env, class, index)->desc->text;
}

jboolean JVM_IsConstructorIx(JNIEnv *env, jclass class, jint index)
{
    return (method_of(env, class, index)->flags & METHOD_IS_INIT) != 0;
}

jboolean JVM_IsVMGeneratedMethodIx(JNIEnv *env, jclass class, jint index)
{
    return (method_of(env, class, index)->flags & METHOD_OVERPASS) != 0;
}

jint JVM_GetMethodIxByteCodeLength(JNIEnv *env, jclass class, jint index)
{
    return (jint)method_of(env, class, index)->bytecode_length;
}

void JVM_GetMethodIxByteCode(JNIEnv *env, jclass class, jint index, unsigned char *ret_code)
{
    const Method *m = method_of(env, class, index);
    if (m->bytecode_length)
        memcpy(ret_code, method_bytecode(m), m->bytecode_length);
}

jint JVM_GetMethodIxExceptionTableLength(JNIEnv *env, jclass class, jint index)
{
    return method_of(env, class, index)->handler_count;
}

void JVM_GetMethodIxExceptionTableEntry(JNIEnv *env, jclass class, jint index, jint row,
                                        JvmExceptionTableEntry *ret_entry)
{
    const Method *m = method_of(env, class, index);
    HandlerRow handler = attribute_handler(m, (u32)row);
    *ret_entry = (JvmExceptionTableEntry){handler.start, handler.end, handler.handler, handler.catch_type};
}

static IndexList exceptions_of(const Method *m)
{
    return attribute_indices(m->holder, attribute_find_of_method(m, SYM(attr_Exceptions)));
}

jint JVM_GetMethodIxExceptionsCount(JNIEnv *env, jclass class, jint index)
{
    return (jint)exceptions_of(method_of(env, class, index)).count;
}

void JVM_GetMethodIxExceptionIndexes(JNIEnv *env, jclass class, jint index, unsigned short *ret_indexes)
{
    IndexList list = exceptions_of(method_of(env, class, index));
    for (u32 i = 0; i < list.count; i++)
        ret_indexes[i] = attribute_index(&list, i);
}

/* --- the constant pool --- */

const char *JVM_GetCPClassNameUTF(JNIEnv *env, jclass class, jint index)
{
    return pool_class_name(&class_of(env, class)->pool, (u32)index)->text;
}

static const char *member_class_name(JNIEnv *env, jclass class, jint index)
{
    const ConstPool *pool = &class_of(env, class)->pool;
    return pool_class_name(pool, pool->entries[index].a)->text;
}

static const char *member_name(JNIEnv *env, jclass class, jint index)
{
    return pool_member_name(&class_of(env, class)->pool, (u32)index)->text;
}

static const char *member_desc(JNIEnv *env, jclass class, jint index)
{
    return pool_member_desc(&class_of(env, class)->pool, (u32)index)->text;
}

const char *JVM_GetCPFieldClassNameUTF(JNIEnv *env, jclass class, jint index)
{
    return member_class_name(env, class, index);
}

const char *JVM_GetCPFieldNameUTF(JNIEnv *env, jclass class, jint index)
{
    return member_name(env, class, index);
}

const char *JVM_GetCPFieldSignatureUTF(JNIEnv *env, jclass class, jint index)
{
    return member_desc(env, class, index);
}

const char *JVM_GetCPMethodClassNameUTF(JNIEnv *env, jclass class, jint index)
{
    return member_class_name(env, class, index);
}

const char *JVM_GetCPMethodNameUTF(JNIEnv *env, jclass class, jint index)
{
    return member_name(env, class, index);
}

const char *JVM_GetCPMethodSignatureUTF(JNIEnv *env, jclass class, jint index)
{
    return member_desc(env, class, index);
}

/* The modifiers of the field that `called` itself declares; -1: there is none. */
jint JVM_GetCPFieldModifiers(JNIEnv *env, jclass class, jint index, jclass called)
{
    const ConstPool *pool = &class_of(env, class)->pool;
    const Field *f = class_declared_field(class_of(env, called), pool_member_name(pool, (u32)index),
                                          pool_member_desc(pool, (u32)index));
    return f ? f->access : -1;
}

jint JVM_GetCPMethodModifiers(JNIEnv *env, jclass class, jint index, jclass called)
{
    const ConstPool *pool = &class_of(env, class)->pool;
    const Method *m = class_declared_method(class_of(env, called), pool_member_name(pool, (u32)index),
                                            pool_member_desc(pool, (u32)index));
    return m ? m->access : -1;
}
