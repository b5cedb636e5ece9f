/* unwind.c - see unwind.h.
 * Exception tables are read where the class file has them: they are looked at only when something was thrown.
 */
#include "vm/exec/throw/unwind.h"

#include "classloader/link/resolve.h"
#include "classloader/prepare/positions.h"
#include "vm/base/bytes.h"
#include "vm/model/class.h"

/* ---- handlers (JVMS 2.10, 4.7.3) ---- */

typedef struct HandlerRow {
    u16 start, end, handler, catch_type;
} HandlerRow;

static HandlerRow read_row(const u8 *at)
{
    return (HandlerRow){bytes_peek_u16(at), bytes_peek_u16(at + 2), bytes_peek_u16(at + 4),
                        bytes_peek_u16(at + 6)};
}

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
    if (method->handler_count == 0)
        return NULL;
    const u8 *table = class_bytes(method->holder) + method->handlers;
    for (u32 i = 0; i < method->handler_count; i++) {
        HandlerRow row = read_row(table + i * sizeof(HandlerRow));
        bool failed;
        if (bci < row.start || bci >= row.end)
            continue;
        if (row_catches(t, method, &row, &failed))
            return positions_find(method, row.handler);
        if (failed) { /* the new exception is raised as if by the handler's first instruction */
            bci = row.handler;
            i = (u32)-1;
        }
    }
    return NULL;
}
