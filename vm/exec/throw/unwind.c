/* unwind.c - see unwind.h.
 * Exception tables are read where the class file has them: they are looked at only when something was thrown.
 */
#include "vm/exec/throw/unwind.h"

#include "classloader/link/resolve.h"
#include "classloader/prepare/positions.h"
#include "vm/model/attribute.h"

/* ---- handlers (JVMS 2.10, 4.7.3) ---- */

/* Does the row catch the pending exception? Resolving its type may fail: then that failure is pending
 * instead. */
static bool row_catches(Thread *t, Method *method, const HandlerRow *row, bool *ret_failed)
{
    *ret_failed = false;
    if (row->catch_type == 0)
        return true;
    Object *thrown = t->exception;
    t->exception = NULL;
    Class *type = resolve_class(t, method->holder, row->catch_type);
    if (!type) {
        *ret_failed = true;
        return false;
    }
    t->exception = thrown;
    return class_is_subtype(object_class(thrown), type);
}

u16 *unwind_find_handler(Thread *t, Method *method, u32 bci)
{
    HandlerRow row;
    for (Handlers it = attribute_handlers(method); attribute_next_handler(&it, &row);) {
        bool failed;
        if (!attribute_covers(&row, bci))
            continue;
        if (row_catches(t, method, &row, &failed))
            return positions_find(method, row.handler);
        if (failed) { /* the new exception is raised as if by the handler's first instruction */
            bci = row.handler;
            it = attribute_handlers(method);
        }
    }
    return NULL;
}
