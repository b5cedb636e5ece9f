/* n_Continuation.c - jdk.internal.vm.Continuation and java.lang.VirtualThread (JEP 444). */
#include "stdlib/native/natives.h"
#include "vm/exec/continuation/continuation.h"
#include "vm/exec/thread/unblock.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#define CONTINUATION "jdk/internal/vm/Continuation"
#define VIRTUAL      "java/lang/VirtualThread"

/* ---- Continuation ---- */

static u64 n_Continuation_enterSpecial(Thread *t, const Slot *args)
{
    if (arg_int(args, 1))
        continuation_resume(t, arg_ref(args, 0));
    else
        continuation_enter(t, arg_ref(args, 0));
    return 0;
}

static u64 n_Continuation_doYield(Thread *t, const Slot *args)
{
    (void)args;
    return continuation_yield(t);
}

static u64 n_Continuation_isPinned0(Thread *t, const Slot *args)
{
    return continuation_is_pinned(t, arg_ref(args, 0));
}

/* Outside of all continuations there is nothing to pin. */
static u64 change_pins(Thread *t, i32 change)
{
    Object *continuation = continuation_current(t);
    i32 *pins = continuation ? FIELD_AT(continuation, WK_FIELD(Continuation_pins), i32) : NULL;
    if (pins && *pins == (change > 0 ? INT32_MAX : 0))
        THROW(t, IllegalStateException, change > 0 ? "pin overflow" : "pin underflow");
    else if (pins)
        *pins += change;
    return 0;
}

static u64 n_Continuation_pin(Thread *t, const Slot *args)
{
    (void)args;
    return change_pins(t, 1);
}

static u64 n_Continuation_unpin(Thread *t, const Slot *args)
{
    (void)args;
    return change_pins(t, -1);
}

/* ---- VirtualThread ---- */

/* Tells debuggers, of which there are none, that a thread begins, ends, is mounted or unmounted, or must not
 * be suspended; or an event recorder that it was pinned. */
static u64 n_VirtualThread_tell(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0;
}

static u64 n_VirtualThread_takeVirtualThreadListToUnblock(Thread *t, const Slot *args)
{
    (void)args;
    return (u64)(uintptr_t)unblock_take(t);
}

const NativeRow n_Continuation_natives[] = {
    NATIVE_SINCE(25, CONTINUATION, "registerNatives", "()V", n_register_nothing),
    NATIVE_SINCE(25, CONTINUATION, "enterSpecial", "(L" CONTINUATION ";ZZ)V", n_Continuation_enterSpecial),
    NATIVE_SINCE(25, CONTINUATION, "doYield", "()I", n_Continuation_doYield),
    NATIVE_SINCE(25, CONTINUATION, "isPinned0", "(Ljdk/internal/vm/ContinuationScope;)I",
                 n_Continuation_isPinned0),
    NATIVE_SINCE(25, CONTINUATION, "pin", "()V", n_Continuation_pin),
    NATIVE_SINCE(25, CONTINUATION, "unpin", "()V", n_Continuation_unpin),
    NATIVE_SINCE(25, VIRTUAL, "registerNatives", "()V", n_register_nothing),
    NATIVE_SINCE(25, VIRTUAL, "notifyJvmtiStart", "()V", n_VirtualThread_tell),
    NATIVE_SINCE(25, VIRTUAL, "notifyJvmtiEnd", "()V", n_VirtualThread_tell),
    NATIVE_SINCE(25, VIRTUAL, "notifyJvmtiMount", "(Z)V", n_VirtualThread_tell),
    NATIVE_SINCE(25, VIRTUAL, "notifyJvmtiUnmount", "(Z)V", n_VirtualThread_tell),
    NATIVE_SINCE(25, VIRTUAL, "notifyJvmtiDisableSuspend", "(Z)V", n_VirtualThread_tell),
    NATIVE_SINCE(25, VIRTUAL, "postPinnedEvent", "(Ljava/lang/String;)V", n_VirtualThread_tell),
    NATIVE_SINCE(25, VIRTUAL, "takeVirtualThreadListToUnblock", "()Ljava/lang/VirtualThread;",
                 n_VirtualThread_takeVirtualThreadListToUnblock),
    {0},
};
