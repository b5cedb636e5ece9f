/* rt_throw.c - see runtime.def.
 * What instructions throw. NullPointerException has no message here: npe_message.c makes one when
 * Throwable.getMessage asks. */
#include "classloader/define/vtable.h"
#include "vm/base/trace.h"
#include "vm/exec/throw/exception.h"
#include "vm/exec/runtime/runtime.h"
#include "vm/exec/walk/walk.h"
#include "vm/library/wellknown.h"

void rt_throw_null(Thread *t)
{
    THROW(t, NullPointerException, NULL);
}

void rt_throw_division(Thread *t)
{
    THROW(t, ArithmeticException, "/ by zero");
}

void rt_throw_unsafe_fault(Thread *t)
{
    THROW(t, InternalError, "%s", RELEASE_TEXT(unsafe_fault));
}

void rt_throw_index(Thread *t, i32 index, i32 length)
{
    exception_throw_index(t, index, length);
}

void rt_throw_store(Thread *t, Object *value)
{
    exception_throw_store(t, object_class(value));
}

void rt_throw_cast(Thread *t, Object *object, Class *to)
{
    exception_throw_cast(t, object_class(object), to);
}

/* The method that the calling invokevirtual names; NULL: a method handle calls. */
static Method *resolved_by_caller(Thread *t)
{
    FrameWalk caller = walk_begin(t);
    bool is_called_by_c = caller.fp != t->fp; /* the innermost frame was passed over */
    const CacheEntry *entry = is_called_by_c ? NULL : cache_of_call(caller.method, walk_bci(&caller));
    return entry && cache_state(entry) == CACHE_VTABLE ? entry->method : NULL;
}

void rt_throw_abstract(Thread *t, Method *m, Object *receiver)
{
    Class *c = object_class(receiver);
    Method *resolved = resolved_by_caller(t);
    if (!resolved)
        exception_throw_unimplemented(t, m);
    else if (class_is_interface(m->holder) && (c->flags & CLASS_SUPER_HAS_DEFAULTS))
        exception_throw_inherited_abstract(t, m, c);
    else
        exception_throw_abstract(t, resolved, m, c);
}

void rt_throw_conflict(Thread *t, Method *m, Object *receiver)
{
    vtable_throw_conflict(t, m, object_class(receiver));
}

void rt_throw_object(Thread *t, Object *throwable)
{
    char name[512];
    TRACE(EXCEPTIONS, "Exception %s thrown in %s",
          class_external_name(object_class(throwable), name, sizeof name), walk_frames(t).method->name->text);
    t->exception = throwable;
}
