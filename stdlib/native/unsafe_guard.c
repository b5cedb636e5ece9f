/* unsafe_guard.c - see unsafe_guard.h. */
#include "stdlib/native/unsafe_guard.h"

#include "vm/exec/runtime/runtime.h"

__attribute__((noinline)) u64 unsafe_guard(Thread *t, const Slot *args, NativeIntrinsic access)
{
    void *resume[FAULT_RESUME_WORDS];
    if (__builtin_setjmp(resume)) {
        rt_throw_unsafe_fault(thread_current()); /* `t` may be lost with the registers */
        return 0;
    }
    t->fault_resume = resume;
    u64 result = access(t, args);
    t->fault_resume = NULL;
    return result;
}
