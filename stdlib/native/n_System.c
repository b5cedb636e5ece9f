/* n_System.c - java.lang.System: clocks, identity hashes and arraycopy with HotSpot's texts. */
#include "stdlib/native/natives.h"
#include "stdlib/reflect/array_copy.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/model/doors.h"

#define SYSTEM "java/lang/System"

static u64 n_System_currentTimeMillis(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return (u64)rt_current_millis();
}

static u64 n_System_nanoTime(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return (u64)rt_nano_time();
}

static u64 n_System_identityHashCode(Thread *t, const Slot *args)
{
    (void)t;
    Object *object = arg_ref(args, 0);
    return object ? (u32)object_identity_hash(object) : 0;
}

static u64 n_System_arraycopy(Thread *t, const Slot *args)
{
    array_copy(t, arg_ref(args, 0), arg_int(args, 1), arg_ref(args, 2), arg_int(args, 3), arg_int(args, 4));
    return 0;
}

const NativeRow n_System_natives[] = {
    NATIVE(SYSTEM, "currentTimeMillis", "()J", n_System_currentTimeMillis),
    NATIVE(SYSTEM, "nanoTime", "()J", n_System_nanoTime),
    NATIVE(SYSTEM, "identityHashCode", "(Ljava/lang/Object;)I", n_System_identityHashCode),
    NATIVE(SYSTEM, "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V", n_System_arraycopy),
    {0},
};
