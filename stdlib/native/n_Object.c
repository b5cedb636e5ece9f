/* n_Object.c - java.lang.Object: the natives that belong to the VM. */
#include "gc/heap.h"
#include "stdlib/native/natives.h"
#include "vm/exec/continuation/continuation.h"
#include "vm/exec/thread/monitor.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/throw.h"

#define OBJECT "java/lang/Object"

u64 n_register_nothing(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0;
}

static u64 n_Object_hashCode(Thread *t, const Slot *args)
{
    (void)t;
    return (u32)object_identity_hash(arg_ref(args, 0));
}

static u64 n_Object_getClass(Thread *t, const Slot *args)
{
    (void)t;
    return (u64)(uintptr_t)object_class(arg_ref(args, 0))->mirror;
}

static u64 n_Object_wait(Thread *t, const Slot *args)
{
    i64 millis = arg_long(args, 1);
    if (millis < 0)
        THROW(t, IllegalArgumentException, "timeout value is negative");
    else
        continuation_wait(t, arg_ref(args, 0), millis);
    return 0;
}

static u64 n_Object_notify(Thread *t, const Slot *args)
{
    monitor_notify(t, arg_ref(args, 0), false);
    return 0;
}

static u64 n_Object_notifyAll(Thread *t, const Slot *args)
{
    monitor_notify(t, arg_ref(args, 0), true);
    return 0;
}

/* Clones arrays and Cloneable objects, but never a Reference, whose referent belongs to the collector. */
static u64 n_Object_clone(Thread *t, const Slot *args)
{
    Object *object = arg_ref(args, 0);
    Class *c = object_class(object);
    if (!class_is_array(c) && (!(c->flags & CLASS_IS_CLONEABLE) || (c->flags & CLASS_IS_REFERENCE))) {
        char name[512];
        THROW(t, CloneNotSupportedException, "%s", class_external_name(c, name, sizeof name));
        return 0;
    }
    Object *copy = heap_clone(t, object);
    if (copy && (c->flags & CLASS_HAS_FINALIZER)) {
        Value argument = {.l = copy};
        if (!call_method(t, WK_METHOD(Finalizer_register), &argument, NULL))
            return 0;
    }
    return (u64)(uintptr_t)copy;
}

const NativeRow n_Object_natives[] = {
    NATIVE(OBJECT, "hashCode", "()I", n_Object_hashCode),
    NATIVE(OBJECT, "getClass", "()Ljava/lang/Class;", n_Object_getClass),
    NATIVE_UNTIL(17, OBJECT, "wait", "(J)V", n_Object_wait),
    NATIVE_SINCE(25, OBJECT, "wait0", "(J)V", n_Object_wait),
    NATIVE(OBJECT, "notify", "()V", n_Object_notify),
    NATIVE(OBJECT, "notifyAll", "()V", n_Object_notifyAll),
    NATIVE(OBJECT, "clone", "()Ljava/lang/Object;", n_Object_clone),
    {0},
};
