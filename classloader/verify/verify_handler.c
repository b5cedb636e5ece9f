/* verify_handler.c - see verify_parts.h: exception tables (JVMS 4.7.3, 4.10.1.6 handlersAreLegal), and which
 * handlers cover an instruction. Both verifiers ask along the code. So the handlers are sorted once by their
 * ranges' starts, and those that cover the current place are kept; the question at the next place costs as
 * much as there are ranges that begin or end in between. */
#include "classloader/verify/verify_parts.h"

#include "vm/bytecode/attribute.h"

#include <stdlib.h>

static bool check_catch_type(Verifier *v, u32 index, u32 target)
{
    VType type, throwable = vtype_class(SYM(java_lang_Throwable));
    if (!verify_class_constant(v, index, &type))
        return false;
    if (verify_is_assignable(v, type, throwable))
        return true;
    v->bci = target;
    return verify_fail(v, PROBLEM_CATCH_TYPE,
                       &(Why){.kind = WHY_TYPE,
                              .number = target,
                              .found = {ORIGIN_POOL, index, type},
                              .expected = {ORIGIN_IMPLIED, 0, throwable}});
}

static bool check_rows(Verifier *v)
{
    HandlerRow row;
    v->try_start = v->length;
    v->try_end = 0;
    Handlers it = attribute_handlers(v->m);
    for (u32 i = 0; attribute_next_handler(&it, &row); i++) {
        u32 start = row.start, end = row.end, target = row.handler, type = row.catch_type;
        if (!operand_is_start(v, start))
            return verify_fail_code(v, PROBLEM_HANDLER_START, start);
        if (end != v->length && !operand_is_start(v, end))
            return verify_fail_code(v, PROBLEM_HANDLER_END, end);
        if (!operand_is_start(v, target) || (v->infer && target == 0)) /* HotSpot's inference refuses 0 */
            return verify_fail_code(v, PROBLEM_HANDLER_TARGET, target);
        if (type && !check_catch_type(v, type, target))
            return false;
        v->marks[start] |= MARK_HANDLER;
        v->handlers[i] = (Handler){start, end, target, type, i};
        v->try_start = min_u32(v->try_start, start);
        v->try_end = max_u32(v->try_end, end);
    }
    return true;
}

static int compare_starts(const void *a, const void *b)
{
    const Handler *first = a, *second = b;
    if (first->start != second->start)
        return first->start < second->start ? -1 : 1;
    return first->row < second->row ? -1 : first->row > second->row;
}

static bool is_sorted(const Handler *handlers, u32 count)
{
    u32 i = 1;
    while (i < count && handlers[i - 1].start <= handlers[i].start)
        i++;
    return i >= count;
}

bool handler_prepare(Verifier *v)
{
    u32 count = v->m->handler_count;
    v->handlers = ARENA_ARRAY(&v->method_arena, Handler, count);
    v->covering = ARENA_ARRAY(&v->method_arena, const Handler *, count);
    v->next_handler = v->covering_count = v->handlers_at = 0;
    if (!check_rows(v))
        return false;
    if (!is_sorted(v->handlers, count))
        qsort(v->handlers, count, sizeof(Handler), compare_starts);
    return true;
}

/* Inserts the handler in the table's order, in which handlers are asked at run time. */
static void insert(Verifier *v, const Handler *handler)
{
    u32 at = v->covering_count++;
    for (; at > 0 && v->covering[at - 1]->row > handler->row; at--)
        v->covering[at] = v->covering[at - 1];
    v->covering[at] = handler;
}

u32 handler_seek(Verifier *v)
{
    u32 kept = 0;
    if (v->bci < v->handlers_at)
        v->next_handler = v->covering_count = 0;
    v->handlers_at = v->bci;
    for (u32 i = 0; i < v->covering_count; i++)
        if (v->covering[i]->end > v->bci)
            v->covering[kept++] = v->covering[i];
    v->covering_count = kept;
    while (v->next_handler < v->m->handler_count && v->handlers[v->next_handler].start <= v->bci) {
        const Handler *handler = &v->handlers[v->next_handler++];
        if (handler->end > v->bci)
            insert(v, handler);
    }
    return v->covering_count;
}

bool handler_type(Verifier *v, const Handler *handler, VType *ret_type)
{
    *ret_type = vtype_class(SYM(java_lang_Throwable));
    return !handler->type_index || verify_class_constant(v, handler->type_index, ret_type);
}
