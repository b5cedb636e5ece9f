/* n_ScopedMemoryAccess.c - closing a memory scope that other threads may be using (JEP 412, 454).
 * Every access to a segment goes through a method marked @Scoped that has the scope in a local variable.
 * Until 17 a shared scope may be closed only when no thread is inside such a method with it; later it is
 * closed, and threads that are inside get an error before they touch the memory. */
#include "gc/heap.h"
#include "stdlib/native/natives.h"
#include "vm/exec/thread/thread_control.h"
#include "vm/exec/walk/walk.h"
#include "vm/thread/thread_list.h"

#define SCOPED "jdk/internal/misc/ScopedMemoryAccess"

static bool frame_holds(const FrameWalk *walk, const Object *scope)
{
    for (u32 i = 0; i < walk->method->max_locals; i++)
        if (*walk_local(walk, i) == (Slot)(uintptr_t)scope)
            return true;
    return false;
}

static bool is_inside(Thread *thread, const Object *scope)
{
    for (FrameWalk walk = walk_begin_all(thread); walk_valid(&walk); walk_next(&walk))
        if ((walk.method->flags & METHOD_SCOPED) && !method_is_native(walk.method) &&
            frame_holds(&walk, scope))
            return true;
    return false;
}

typedef struct Closing {
    const Object *scope;
    Object *error; /* for threads inside such a method; NULL: it is only asked whether there are any */
    bool is_used;
} Closing;

static void visit_thread(Thread *thread, void *context)
{
    Closing *closing = context;
    if (!is_inside(thread, closing->scope))
        return;
    closing->is_used = true;
    if (closing->error)
        thread_plant(thread, closing->error);
}

/* Java has marked the scope as closing, so that later accesses see it. */
static bool close_scope(Thread *t, Closing *closing)
{
    safepoint_begin(t);
    thread_for_each(visit_thread, closing);
    safepoint_end(t);
    return !closing->is_used;
}

/* True: nobody is using the scope. */
static u64 n_ScopedMemoryAccess_closeScope0(Thread *t, const Slot *args)
{
    Closing closing = {.scope = arg_ref(args, 1)};
    return close_scope(t, &closing);
}

/* A thread stopped within an access polls once more before it goes on, and so meets the error there. */
static u64 n_ScopedMemoryAccess_closeScope0_planting(Thread *t, const Slot *args)
{
    Closing closing = {.scope = arg_ref(args, 1), .error = arg_ref(args, 2)};
    close_scope(t, &closing);
    return 0;
}

const NativeRow n_ScopedMemoryAccess_natives[] = {
    NATIVE(SCOPED, "registerNatives", "()V", n_register_nothing),
    NATIVE_UNTIL(17, SCOPED, "closeScope0",
           "(Ljdk/internal/misc/ScopedMemoryAccess$Scope;"
           "Ljdk/internal/misc/ScopedMemoryAccess$Scope$ScopedAccessError;)Z",
           n_ScopedMemoryAccess_closeScope0),
    NATIVE_SINCE(25, SCOPED, "closeScope0",
                 "(Ljdk/internal/foreign/MemorySessionImpl;"
                 "Ljdk/internal/misc/ScopedMemoryAccess$ScopedAccessError;)V",
                 n_ScopedMemoryAccess_closeScope0_planting),
    {0},
};
