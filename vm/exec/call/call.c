/* call.c - calls of Java methods from C: call_method and call_virtual of vm/model/call.h; call_slots.h
 * An entry frame marks the border on the Java stack. It has no method and saves the caller's frame pointer,
 * so that walks go on past it; the arguments below it are the callee's first locals, as in any call. */
#include "classloader/define/vtable.h"
#include "vm/base/panic.h"
#include "vm/exec/call/call_slots.h"
#include "vm/exec/call/tier.h"
#include "vm/exec/thread/safepoint_enter.h"
#include "vm/exec/thread/thread.h"
#include "vm/exec/throw/exception.h"
#include "vm/model/call.h"
#include "vm/model/doors.h"
#include "vm/model/frame.h"

/* Writes the arguments downwards from `at`; returns the lowest slot. */
typedef Slot *PushArguments(Slot *at, const Method *m, const void *arguments);

static Slot *push_values(Slot *at, const Method *m, const void *arguments)
{
    const Value *args = arguments;
    if (!method_is_static(m))
        *--at = args++->raw;
    for (SigIter it = sig_begin(m->desc); sig_next(&it); args++) {
        if (type_slots(it.type) == 2) {
            *--at = 0;
            *--at = args->raw;
        } else {
            *--at = type_is_ref(it.type) ? args->raw : (u32)args->raw;
        }
    }
    return at;
}

static Slot *push_slots(Slot *at, const Method *m, const void *arguments)
{
    const Slot *slots = arguments;
    for (u32 i = 0; i < m->arg_slots; i++)
        *--at = slots[i];
    return at;
}

/* Writes the frame's record below t->sp and returns the frame; t->fp is still the caller's. */
static Slot *push_entry_frame(Thread *t, const Method *callee)
{
    Slot *fp = t->sp - FRAME_RECORD_ABOVE;
    frame_make_entry(fp, t->fp, t->machine_pc, callee);
    return fp;
}

static void set_result(const Method *m, u64 raw, Value *ret)
{
    switch (m->return_type) {
    case T_VOID: break;
    case T_LONG:
    case T_DOUBLE:
    case T_OBJECT:
    case T_ARRAY: ret->raw = raw; break;
    default: ret->raw = (u32)raw; break;
    }
}

/* Notes the stretch of VM code that ends here on the native stack. It stores the callee-saved registers
 * first, so that what this function or its callers hold in them is in memory, here or in a frame above the
 * stack pointer. */
#define PUSH_STRETCH(t, stretch)                                                                             \
    do {                                                                                                     \
        __asm__ volatile("movq %%rbx, 0(%0)\n\t"                                                             \
                         "movq %%rbp, 8(%0)\n\t"                                                             \
                         "movq %%r12, 16(%0)\n\t"                                                            \
                         "movq %%r13, 24(%0)\n\t"                                                            \
                         "movq %%r14, 32(%0)\n\t"                                                            \
                         "movq %%r15, 40(%0)"                                                                \
                         :                                                                                   \
                         : "r"((stretch)->registers)                                                         \
                         : "memory");                                                                        \
        __asm__ volatile("movq %%rsp, %0" : "=r"((stretch)->low));                                           \
        (stretch)->high = (t)->vm_high;                                                                      \
        (stretch)->outer = (t)->stretches;                                                                   \
        (t)->stretches = (stretch);                                                                          \
    } while (0)

static inline bool call(Thread *t, Method *m, PushArguments *push, const void *arguments, Value *ret)
{
    ASSERT(!t->exception);
    Slot *saved_fp = t->fp, *saved_sp = t->sp;
    u64 saved_pc = t->machine_pc;
    Slot *lowest = t->sp - FRAME_RECORD_ABOVE - FRAME_RECORD_BELOW - m->arg_slots;
    if (!thread_check_native_stack(t) || (UNLIKELY(lowest < t->limit) && !safepoint_enter(t, lowest)))
        return false;
    Slot *fp = push_entry_frame(t, m);
    t->sp = push(fp - FRAME_RECORD_BELOW, m, arguments);
    t->fp = fp;
    t->machine_pc = FRAME_RETURN_C;
    NativeStretch stretch;
    PUSH_STRETCH(t, &stretch);
    u64 raw = tier_call(t, m);
    t->stretches = stretch.outer;
    t->vm_high = stretch.high;
    t->fp = saved_fp;
    t->sp = saved_sp;
    t->machine_pc = saved_pc;
    if (UNLIKELY(t->exception))
        return false;
    if (ret)
        set_result(m, raw, ret);
    return true;
}

bool call_method(Thread *t, Method *m, const Value *args, Value *ret)
{
    return call(t, m, push_values, args, ret);
}

bool call_slots(Thread *t, Method *m, const Slot *slots, Value *ret)
{
    return call(t, m, push_slots, slots, ret);
}

bool call_virtual(Thread *t, Method *m, const Value *args, Value *ret)
{
    Class *c = object_class(args[0].l);
    Method *selected = vtable_select(c, m);
    if (!selected) {
        exception_throw_abstract(t, m, vtable_entry(c, m), c);
        return false;
    }
    return call_method(t, selected, args, ret);
}
