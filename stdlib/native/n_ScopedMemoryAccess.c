/* n_ScopedMemoryAccess.c - closing a memory scope that other threads may be using (JEP 412).
 * Every access to a segment goes through a method marked @Scoped that has the scope in a local variable. A
 * shared scope may be closed when no thread is inside one with that scope. */
#include "gc/heap.h"
#include "stdlib/native/natives.h"
#include "vm/exec/walk/walk.h"
#include "vm/thread/thread_list.h"

#define SCOPED "jdk/internal/misc/ScopedMemoryAccess"

typedef struct Search {
    const Object *scope;
    bool found;
} Search;

static bool frame_holds(const FrameWalk *walk, const Object *scope)
{
    for (u32 i = 0; i < walk->method->max_locals; i++)
        if (*walk_local(walk, i) == (Slot)(uintptr_t)scope)
            return true;
    return false;
}

static void search_thread(Thread *thread, void *context)
{
    Search *search = context;
    for (FrameWalk walk = walk_begin(thread); walk_valid(&walk) && !search->found; walk_next(&walk))
        if ((walk.method->flags & METHOD_SCOPED) && !method_is_native(walk.method))
            search->found = frame_holds(&walk, search->scope);
}

/* True: nobody is using the scope, which Java has marked as closing: later accesses will see that. */
static u64 n_ScopedMemoryAccess_closeScope0(Thread *t, const Slot *args)
{
    Search search = {arg_ref(args, 1), false};
    safepoint_begin(t);
    thread_for_each(search_thread, &search);
    safepoint_end(t);
    return !search.found;
}

const NativeRow n_ScopedMemoryAccess_natives[] = {
    NATIVE(SCOPED, "registerNatives", "()V", n_register_nothing),
    NATIVE_UNTIL(17, SCOPED, "closeScope0",
           "(Ljdk/internal/misc/ScopedMemoryAccess$Scope;"
           "Ljdk/internal/misc/ScopedMemoryAccess$Scope$ScopedAccessError;)Z",
           n_ScopedMemoryAccess_closeScope0),
    {0},
};
