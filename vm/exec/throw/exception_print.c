/* exception_print.c - see exception.h: a throwable on the error stream, by Java's means or without. */
#include "vm/bytecode/attribute.h"
#include "vm/exec/throw/exception.h"

#include "gc/strings.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/pool.h"

#include <stdio.h>
#include <stdlib.h>

static void dump_frame(Method *m, u32 bci)
{
    char name[1024];
    const Class *c = m->holder;
    i32 line = attribute_line(m, bci);
    fprintf(stderr, "\tat %s.%s(", class_external_name(c, name, sizeof name), m->name->text);
    const char *file = c->source_file ? pool_symbol(&c->pool, c->source_file)->text : "Unknown Source";
    if (line == -2)
        fprintf(stderr, "Native Method)\n");
    else if (line > 0)
        fprintf(stderr, "%s:%d)\n", file, line);
    else
        fprintf(stderr, "%s)\n", file);
}

void exception_dump(Thread *t, Object *throwable)
{
    (void)t;
    char name[1024];
    Object *message = ref_load(throwable, WK_FIELD(Throwable_detailMessage));
    char *text = message ? string_to_utf8(message) : NULL;
    fprintf(stderr, "%s%s%s\n", class_external_name(object_class(throwable), name, sizeof name),
            text ? ": " : "", text ? text : "");
    free(text);
    Object *backtrace = ref_load(throwable, WK_FIELD(Throwable_backtrace));
    Method *m;
    u32 bci;
    for (i32 i = 0; exception_backtrace_element(backtrace, i, &m, &bci); i++)
        dump_frame(m, bci);
    Object *cause = ref_load(throwable, WK_FIELD(Throwable_cause));
    if (cause && cause != throwable) {
        fprintf(stderr, "Caused by: ");
        exception_dump(t, cause);
    }
}

void exception_print_pending(Thread *t)
{
    Object *throwable = t->exception;
    t->exception = NULL;
    Value receiver = {.l = throwable};
    if (!WK_METHOD(Throwable_printStackTrace) ||
        !call_virtual(t, WK_METHOD(Throwable_printStackTrace), &receiver, NULL))
        exception_dump(t, throwable);
    t->exception = NULL;
}
