/* java_thread.c - see java_thread.h. */
#include "vm/exec/thread/java_thread.h"

#include "gc/heap.h"
#include "vm/base/state.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/thread_object.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/string/strings.h"

/* Threads that these make inherit it: handlers of signals run so. */
enum { OWN_PRIORITY = 9 };

SNAPSHOT_STATE(saved) static struct {
    Object *system_group, *main_group;
} state;

void java_thread_reset(void)
{
    STATE_CLEAR(state);
}

static Object *new_with(Thread *t, Class *c, Method *constructor, Object *a, Object *b)
{
    Object *object = heap_new_object(t, c);
    Value args[3] = {{.l = object}, {.l = a}, {.l = b}};
    return object && call_method(t, constructor, args, NULL) ? object : NULL;
}

static bool create_groups(Thread *t)
{
    if (!class_initialize(t, WK(ThreadGroup)))
        return false;
    heap_add_root(&state.system_group);
    heap_add_root(&state.main_group);
    state.system_group = new_with(t, WK(ThreadGroup), WK_METHOD(ThreadGroup_init_system), NULL, NULL);
    Object *name = state.system_group ? string_from_host(t, "main") : NULL;
    if (name)
        state.main_group =
            new_with(t, WK(ThreadGroup), WK_METHOD(ThreadGroup_init_named), state.system_group, name);
    return state.main_group != NULL;
}

/* Thread's constructor asks for the current thread, so the object must be in place before it runs. */
static Object *allocate_current_thread(Thread *t)
{
    Object *thread = heap_new_object(t, WK(Thread));
    if (!thread)
        return NULL;
    thread_object_bind(thread, t);
    thread_object_set_priority(thread, 5);
    thread_bind_object(t, thread);
    return thread;
}

static bool create_main_thread(Thread *t)
{
    if (!class_initialize(t, WK(Thread)))
        return false;
    Object *thread = allocate_current_thread(t);
    Object *name = thread ? string_from_host(t, "main") : NULL;
    if (!name)
        return false;
    Value args[3] = {{.l = thread}, {.l = state.main_group}, {.l = name}};
    if (!call_method(t, WK_METHOD(Thread_init_group_name), args, NULL))
        return false;
    thread_set_status(t, THREAD_STATUS_RUNNABLE);
    return true;
}

bool java_thread_attach(Thread *t, const char *name, Object *group)
{
    if (!group)
        group = state.main_group;
    Object *thread = allocate_current_thread(t);
    if (!thread)
        return false;
    Object *second = NULL;
    Method *constructor = WK_METHOD(Thread_init_group_runnable);
    if (name) {
        constructor = WK_METHOD(Thread_init_group_name);
        second = string_from_host(t, name);
        if (!second)
            return false;
    }
    Value args[3] = {{.l = thread}, {.l = group}, {.l = second}};
    if (!call_method(t, constructor, args, NULL))
        return false;
    thread_object_set_daemon(thread, t->daemon);
    thread_set_status(t, THREAD_STATUS_RUNNABLE);
    Value add[2] = {{.l = group}, {.l = thread}};
    return !WK_METHOD(ThreadGroup_add) || call_method(t, WK_METHOD(ThreadGroup_add), add, NULL);
}

/* The object was made in the process that wrote the snapshot. */
static void take_object(Thread *t, Object *object)
{
    thread_object_bind(object, t);
    thread_bind_object(t, object);
    thread_set_status(t, THREAD_STATUS_RUNNABLE);
}

static bool attach_own(Thread *t, const OwnThread *own)
{
    if (*own->object) {
        take_object(t, *own->object);
        return true;
    }
    if (!java_thread_attach(t, own->name, state.system_group))
        return false;
    thread_object_set_priority(thread_carrier_object(t), OWN_PRIORITY);
    *own->object = thread_carrier_object(t);
    return true;
}

static void run_own_thread(Thread *t, const void *context)
{
    const OwnThread *own = context;
    thread_enter_vm(t);
    if (attach_own(t, own))
        own->run(t);
    t->exception = NULL;
    thread_exit_java(t);
    thread_leave_vm(t);
}

bool java_thread_start_own(Thread *t, const OwnThread *own)
{
    heap_add_root(own->object);
    return thread_start_own(t, run_own_thread, own);
}

bool java_thread_create_main(Thread *t)
{
    return create_groups(t) && create_main_thread(t);
}

void java_thread_take_main(Thread *t, Object *main)
{
    take_object(t, main);
}
