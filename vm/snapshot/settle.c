/* settle.c - see settle.h. */
#include "vm/snapshot/settle.h"

#include "gc/inspect.h"
#include "stdlib/release/late.h"
#include "vm/base/state.h"
#include "vm/base/vec.h"
#include "vm/library/thread_object.h"
#include "vm/model/call.h"
#include "vm/snapshot/library.h"
#include "vm/thread/handles.h"

/* ---- memory outside the heap ---- */

static bool forget_field(Thread *t, Object *object, LateField id)
{
    u32 offset = late_field(t, id);
    if (offset)
        ref_store(object, offset, NULL);
    return offset != 0;
}

/* Locals of the thread are caches of such memory. In the new machine the thread begins anew. Later releases
 * keep those that free something in another place. */
static bool forget_thread_locals(Thread *t)
{
    Object *thread = thread_carrier_object(t);
    if (!forget_field(t, thread, LATE_FIELD_Thread_threadLocals))
        return false;
    if (!release->late_fields[LATE_FIELD_Thread_holder].name)
        return true;
    u32 holder = late_field(t, LATE_FIELD_Thread_holder);
    return holder && forget_field(t, ref_load(thread, holder),
                                  LATE_FIELD_Thread_FieldHolder_terminatingThreadLocals);
}

typedef struct Search {
    const Class *class;
    VEC(Object *) found;
} Search;

static void find(Object *object, void *context)
{
    Search *search = context;
    if (object_class(object) == search->class)
        vec_push(&search->found, object);
}

static void find_all(void *context)
{
    heap_walk(find, context);
}

/* An open zip file keeps decompressors for its next entries. What is found lives: the zip file is open, or
 * its queue is empty. */
static bool clear_inflaters(Thread *t)
{
    if (!library_is_initialized(LATE_CLASS_CleanableResource))
        return true;
    Search search = {.class = late_class(t, LATE_CLASS_CleanableResource)};
    u32 offset = search.class ? late_field(t, LATE_FIELD_CleanableResource_inflaterCache) : 0;
    Method *clear = offset ? late_method(t, LATE_METHOD_ArrayDeque_clear) : NULL;
    if (!clear)
        return false;
    heap_collect_and_visit(t, GC_CAUSE_HEAP_DUMP, HEAP_VISIT_AT_END, find_all, &search);
    for (u32 i = 0; i < search.found.count && !t->exception; i++) {
        Value args[1] = {{.l = ref_load(search.found.items[i], offset)}};
        if (args[0].l)
            call_method(t, clear, args, NULL);
    }
    vec_free(&search.found);
    return !t->exception;
}

/* ---- shutdown hooks: the program that ends has them, one that begins has none yet ---- */

SNAPSHOT_STATE(dropped) static struct {
    HandleRef hooks; /* global; 0: none were put aside */
} state;

static bool put_hooks_aside(Thread *t)
{
    if (!library_is_initialized(LATE_CLASS_ApplicationShutdownHooks))
        return true;
    Object **hooks = library_static(t, LATE_CLASS_ApplicationShutdownHooks,
                                    LATE_FIELD_ApplicationShutdownHooks_hooks);
    Class *c = hooks ? late_class(t, LATE_CLASS_IdentityHashMap) : NULL;
    Method *constructor = c ? late_method(t, LATE_METHOD_IdentityHashMap_init) : NULL;
    Value args[1] = {{.l = constructor ? heap_new_object(t, c) : NULL}};
    if (!args[0].l || !call_method(t, constructor, args, NULL))
        return false;
    state.hooks = *hooks ? handles_global(*hooks) : 0;
    return library_set_static(t, LATE_CLASS_ApplicationShutdownHooks,
                              LATE_FIELD_ApplicationShutdownHooks_hooks, args[0].l);
}

/* System.exit has run them, and noted how far it came. */
static bool forget_shutdown(Thread *t)
{
    i32 *hook = library_static(t, LATE_CLASS_Shutdown, LATE_FIELD_Shutdown_currentRunningHook);
    if (hook)
        *hook = -1;
    return hook != NULL;
}

bool settle_again(Thread *t)
{
    return clear_inflaters(t);
}

bool settle_begin(Thread *t)
{
    return forget_thread_locals(t) && put_hooks_aside(t) && forget_shutdown(t);
}

void settle_end(Thread *t)
{
    if (!state.hooks)
        return;
    library_set_static(t, LATE_CLASS_ApplicationShutdownHooks, LATE_FIELD_ApplicationShutdownHooks_hooks,
                       handles_get(state.hooks));
    handles_delete_global(state.hooks);
    STATE_CLEAR(state);
}
