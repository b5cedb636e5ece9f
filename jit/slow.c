/* slow.c - see slow.h. */
#include "jit/slow.h"

#include "jit/again.h"

#include "vm/exec/call/native.h"
#include "vm/exec/call/tier.h"
#include "vm/exec/interp/arith.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/exec/thread/safepoint_enter.h"
#include "vm/exec/walk/code_blob.h"

static const Slot *args_at(const Method *m, const Slot *sp)
{
    return sp + m->arg_slots - 1;
}

Method *slow_handle_target(Thread *t, Method *m, const Slot *sp)
{
    return rt_handle_target(t, m, args_at(m, sp));
}

void slow_throw_abstract(Thread *t, Method *m, const Slot *sp)
{
    rt_throw_abstract(t, m, arg_ref(args_at(m, sp), 0));
}

void slow_throw_conflict(Thread *t, Method *m, const Slot *sp)
{
    rt_throw_conflict(t, m, arg_ref(args_at(m, sp), 0));
}

/* An int in the lower half, the upper one zero. */
static u64 narrowed(const Method *m, u64 raw)
{
    switch ((Type)m->return_type) {
    case T_LONG:
    case T_DOUBLE:
    case T_OBJECT:
    case T_ARRAY: return raw;
    default: return (u32)raw;
    }
}

u64 slow_native(Thread *t, Method *m, Slot *args)
{
    if (m->entry == ENTRY_NATIVE && m->native_calls++ == tier_calls)
        tier_compile(t, m);
    return narrowed(m, native_call(t, m, args));
}

Method *slow_native_room(Thread *t, Method *m, Slot *sp)
{
    return safepoint_enter_callee(t, sp - FRAME_RECORD_ABOVE - FRAME_RECORD_BELOW, m) ? m : NULL;
}

/* ---- what was not linked ---- */

/* The instruction behind which the thread goes on; its root may be compiled anew. */
static const CodePoint *published_point(const Thread *t)
{
    return code_blob_point((const void *)(uintptr_t)t->machine_pc);
}

static void note_root(const CodePoint *point)
{
    again_note(point->places[point->count - 1].method);
}

bool slow_link(Thread *t, CacheEntry *entry)
{
    const CodePoint *point = published_point(t);
    Method *m = point->places[0].method;
    note_root(point);
    switch ((CacheUse)entry->use) {
    case USE_GETFIELD:
    case USE_PUTFIELD: return rt_link_field(t, m, entry);
    case USE_GETSTATIC:
    case USE_PUTSTATIC: return rt_link_static_field(t, m, entry);
    case USE_CONSTANT: return rt_link_constant(t, m, entry);
    default: return rt_link_class(t, m, entry);
    }
}

/* The receiver's class is noted, for the next compilation of the root. */
static Method *select_target(Thread *t, Method *caller, CacheEntry *entry, Object *receiver)
{
    switch (cache_state(entry)) {
    case CACHE_BOUND:
    case CACHE_OBJECT_INIT:
    case CACHE_HANDLE: return entry->method;
    case CACHE_CHECKED: return rt_check_special(t, caller, receiver) ? entry->method : NULL;
    case CACHE_VTABLE:
        cache_note_receiver(entry, receiver->class_ref);
        return object_class(receiver)->vtable[entry->vtable_index];
    default: return rt_select_interface(t, caller, entry, receiver);
    }
}

static Method *link_and_select(Thread *t, Method *caller, CacheEntry *entry, const Slot *sp)
{
    Method *linked = rt_link_call(t, caller, entry);
    if (!linked || entry->use == USE_STATIC || entry->use == USE_DYNAMIC)
        return linked;
    Object *receiver = arg_ref(sp + entry->arg_slots - 1, 0);
    if (receiver)
        return select_target(t, caller, entry, receiver);
    rt_throw_null(t);
    return NULL;
}

SlowCall slow_link_call(Thread *t, CacheEntry *entry, const Slot *sp)
{
    const CodePoint *point = published_point(t);
    if (cache_state(entry) != CACHE_DIRECT) /* of which no compiler knows more */
        note_root(point);
    Method *target = link_and_select(t, point->places[0].method, entry, sp);
    if (!target)
        return (SlowCall){NULL, NULL};
    CacheState state = cache_state(entry);
    return (SlowCall){target, state == CACHE_HANDLE || state == CACHE_SITE ? entry->ref : NULL};
}

/* ---- leaves ---- */

float slow_frem(float a, float b)
{
    return arith_frem(a, b);
}

double slow_drem(double a, double b)
{
    return arith_drem(a, b);
}

i32 slow_f2i(float f)
{
    return arith_f2i(f);
}

i64 slow_f2l(float f)
{
    return arith_f2l(f);
}

i32 slow_d2i(double d)
{
    return arith_d2i(d);
}

i64 slow_d2l(double d)
{
    return arith_d2l(d);
}
