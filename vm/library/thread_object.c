/* thread_object.c - see thread_object.h. */
#include "vm/library/thread_object.h"

/* A field of the Thread object itself; NULL: the release does not have it, or the library is not loaded
 * yet. */
static void *own(const Object *object, WkField id)
{
    return object && wk_field[id] ? FIELD_AT(object, wk_field[id], char) : NULL;
}

/* A field that since release 19 is in the object Thread.holder. */
static void *held(const Object *object, WkField id)
{
    if (object && WK_FIELD(Thread_holder))
        object = ref_load(object, WK_FIELD(Thread_holder));
    return own(object, id);
}

static Object *own_reference(const Object *object, WkField id)
{
    return object && wk_field[id] ? ref_load(object, wk_field[id]) : NULL;
}

Thread *thread_of_java(const Object *object)
{
    const u64 *field = own(object, WK_FIELD_Thread_eetop);
    return field ? (Thread *)(uintptr_t)*field : NULL;
}

void thread_object_bind(Object *object, Thread *t)
{
    u64 *field = own(object, WK_FIELD_Thread_eetop);
    __atomic_store_n(field, (u64)(uintptr_t)t, __ATOMIC_RELEASE);
}

bool thread_object_is_virtual(const Object *object)
{
    return WK(BaseVirtualThread) && class_is_subtype(object_class(object), WK(BaseVirtualThread));
}

const Object *thread_object_carrier(const Object *object)
{
    bool is_carried = WK(VirtualThread) && object_class(object) == WK(VirtualThread);
    return is_carried ? ref_load(object, WK_FIELD(VirtualThread_carrierThread)) : object;
}

i32 thread_object_status(const Object *object)
{
    const i32 *field = held(object, WK_FIELD_Thread_threadStatus);
    return field ? __atomic_load_n(field, __ATOMIC_ACQUIRE) : THREAD_STATUS_NEW;
}

i32 thread_object_set_status(Object *object, i32 status)
{
    i32 *field = held(object, WK_FIELD_Thread_threadStatus);
    return field ? __atomic_exchange_n(field, status, __ATOMIC_ACQ_REL) : THREAD_STATUS_NEW;
}

bool thread_object_is_interrupted(const Object *object)
{
    const u8 *field = own(object, WK_FIELD_Thread_interrupted);
    return field && __atomic_load_n(field, __ATOMIC_SEQ_CST);
}

void thread_object_set_interrupted(Object *object, bool interrupted)
{
    u8 *field = own(object, WK_FIELD_Thread_interrupted);
    if (field)
        __atomic_store_n(field, interrupted, __ATOMIC_SEQ_CST);
}

Object *thread_object_name(const Object *object)
{
    return own_reference(object, WK_FIELD_Thread_name);
}

i64 thread_object_id(const Object *object)
{
    const i64 *field = own(object, WK_FIELD_Thread_tid);
    return field ? *field : 0;
}

i32 thread_object_priority(const Object *object)
{
    const i32 *field = held(object, WK_FIELD_Thread_priority);
    return field ? *field : 0;
}

void thread_object_set_priority(Object *object, i32 priority)
{
    i32 *field = held(object, WK_FIELD_Thread_priority);
    if (field)
        *field = priority;
}

bool thread_object_is_daemon(const Object *object)
{
    const u8 *field = held(object, WK_FIELD_Thread_daemon);
    return field && *field;
}

void thread_object_set_daemon(Object *object, bool daemon)
{
    u8 *field = held(object, WK_FIELD_Thread_daemon);
    if (field)
        *field = daemon;
}

i64 thread_object_stack_size(const Object *object)
{
    const i64 *field = held(object, WK_FIELD_Thread_stackSize);
    return field ? *field : 0;
}

Object *thread_object_park_blocker(const Object *object)
{
    return own_reference(object, WK_FIELD_Thread_parkBlocker);
}

Object *thread_object_inherited_context(const Object *object)
{
    return own_reference(object, WK_FIELD_Thread_inheritedAccessControlContext);
}

bool thread_object_is_stillborn(const Object *object)
{
    const u8 *field = own(object, WK_FIELD_Thread_stillborn);
    return field && *field;
}

void thread_object_set_stillborn(Object *object)
{
    u8 *field = own(object, WK_FIELD_Thread_stillborn);
    if (field)
        *field = true;
}
