/* n_Reference.c - java.lang.ref.Reference: the collector's side of references. */
#include "gc/heap.h"
#include "stdlib/native/natives.h"
#include "vm/library/wellknown.h"

#define REFERENCE "java/lang/ref/Reference"

static u64 n_Reference_getAndClearReferencePendingList(Thread *t, const Slot *args)
{
    (void)args;
    return (u64)(uintptr_t)refs_take_pending(t);
}

static u64 n_Reference_hasReferencePendingList(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return refs_has_pending();
}

static u64 n_Reference_waitForReferencePendingList(Thread *t, const Slot *args)
{
    (void)args;
    refs_wait_pending(t);
    return 0;
}

static u64 n_Reference_refersTo0(Thread *t, const Slot *args)
{
    (void)t;
    return ref_load(arg_ref(args, 0), WK_FIELD(Reference_referent)) == arg_ref(args, 1);
}

static u64 n_Reference_clear0(Thread *t, const Slot *args)
{
    (void)t;
    ref_store(arg_ref(args, 0), WK_FIELD(Reference_referent), NULL);
    return 0;
}

const NativeRow n_Reference_natives[] = {
    NATIVE(REFERENCE, "getAndClearReferencePendingList", "()Ljava/lang/ref/Reference;",
           n_Reference_getAndClearReferencePendingList),
    NATIVE(REFERENCE, "hasReferencePendingList", "()Z", n_Reference_hasReferencePendingList),
    NATIVE(REFERENCE, "waitForReferencePendingList", "()V", n_Reference_waitForReferencePendingList),
    NATIVE(REFERENCE, "refersTo0", "(Ljava/lang/Object;)Z", n_Reference_refersTo0),
    NATIVE(REFERENCE, "clear0", "()V", n_Reference_clear0),
    NATIVE("java/lang/ref/PhantomReference", "refersTo0", "(Ljava/lang/Object;)Z", n_Reference_refersTo0),
    {0},
};
