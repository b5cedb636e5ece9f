/* n_Class.c - java.lang.Class: the questions that are asked most often, without handles.
 * The rest of Class is in stdlib/jvm/class/jvm_class.c, behind libjava's JNI tables. */
#include "classloader/link/access_member.h"
#include "stdlib/native/natives.h"
#include "stdlib/reflect/mirror.h"
#include "vm/bytecode/attribute.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/model/throw.h"

#define CLASS "java/lang/Class"

static Class *receiver(const Slot *args)
{
    return mirror_class(arg_ref(args, 0));
}

static u64 n_Class_isInstance(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)rt_is_instance(arg_ref(args, 0), arg_ref(args, 1));
}

static u64 n_Class_isAssignableFrom(Thread *t, const Slot *args)
{
    i64 result = rt_is_assignable(arg_ref(args, 0), arg_ref(args, 1));
    if (result == RT_REFUSED)
        THROW(t, NullPointerException, NULL);
    return (u64)result;
}

static u64 n_Class_isInterface(Thread *t, const Slot *args)
{
    (void)t;
    return class_is_interface(receiver(args));
}

static u64 n_Class_isArray(Thread *t, const Slot *args)
{
    (void)t;
    return class_is_array(receiver(args));
}

static u64 n_Class_isPrimitive(Thread *t, const Slot *args)
{
    (void)t;
    return class_is_primitive(receiver(args));
}

static u64 n_Class_isHidden(Thread *t, const Slot *args)
{
    (void)t;
    return (receiver(args)->flags & CLASS_IS_HIDDEN) != 0;
}

static u64 n_Class_getSuperclass(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)(uintptr_t)rt_superclass(arg_ref(args, 0));
}

static u64 n_Class_getModifiers(Thread *t, const Slot *args)
{
    (void)t;
    return (u32)attribute_class_modifiers(receiver(args));
}

static u64 n_Reflection_getClassAccessFlags(Thread *t, const Slot *args)
{
    (void)t;
    return mirror_class(arg_ref(args, 0))->access;
}

static u64 n_Reflection_areNestMates(Thread *t, const Slot *args)
{
    Class *a = mirror_class(arg_ref(args, 0)), *b = mirror_class(arg_ref(args, 1));
    return access_nest_host(t, a) == access_nest_host(t, b);
}

const NativeRow n_Class_natives[] = {
    NATIVE(CLASS, "isInstance", "(Ljava/lang/Object;)Z", n_Class_isInstance),
    NATIVE(CLASS, "isAssignableFrom", "(Ljava/lang/Class;)Z", n_Class_isAssignableFrom),
    NATIVE_UNTIL(17, CLASS, "isInterface", "()Z", n_Class_isInterface),
    NATIVE_UNTIL(17, CLASS, "isArray", "()Z", n_Class_isArray),
    NATIVE_UNTIL(17, CLASS, "isPrimitive", "()Z", n_Class_isPrimitive),
    NATIVE(CLASS, "isHidden", "()Z", n_Class_isHidden),
    NATIVE(CLASS, "getSuperclass", "()Ljava/lang/Class;", n_Class_getSuperclass),
    NATIVE_UNTIL(17, CLASS, "getModifiers", "()I", n_Class_getModifiers),
    NATIVE("jdk/internal/reflect/Reflection", "getClassAccessFlags", "(Ljava/lang/Class;)I",
           n_Reflection_getClassAccessFlags),
    NATIVE("jdk/internal/reflect/Reflection", "areNestMates", "(Ljava/lang/Class;Ljava/lang/Class;)Z",
           n_Reflection_areNestMates),
    {0},
};
