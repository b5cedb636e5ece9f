/* exception_print.c - see exception.h: a throwable on the error stream, by Java's means or without. */
#include "vm/base/console.h"
#include "vm/bytecode/attribute.h"
#include "vm/exec/throw/exception.h"

#include "classloader/load/module.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/pool.h"
#include "vm/string/strings.h"

#include <stdio.h>
#include <stdlib.h>

void exception_print_frame(FILE *out, const Method *m, u32 bci)
{
    char name[1024];
    const Class *c = m->holder;
    const Module *module = module_of_class(c);
    i32 line = attribute_line(m, bci);
    fprintf(out, "\tat %s.%s(", class_external_name(c, name, sizeof name), m->name->text);
    if (module && module->name)
        fprintf(out, "%s%s%s/", module->name->text, module->version ? "@" : "",
                module->version ? module->version->text : "");
    const char *file = c->source_file ? pool_symbol(&c->pool, c->source_file)->text : "Unknown Source";
    if (line == -2)
        fprintf(out, "Native Method)\n");
    else if (line > 0)
        fprintf(out, "%s:%d)\n", file, line);
    else
        fprintf(out, "%s)\n", file);
}

void exception_print_head(FILE *out, const Object *throwable)
{
    char name[1024];
    const Object *message = ref_load(throwable, WK_FIELD(Throwable_detailMessage));
    char *text = message ? string_to_utf8(message) : NULL;
    fprintf(out, "%s%s%s\n", class_external_name(object_class(throwable), name, sizeof name),
            text ? ": " : "", text ? text : "");
    free(text);
}

void exception_dump(FILE *out, Object *throwable)
{
    exception_print_head(out, throwable);
    Object *backtrace = ref_load(throwable, WK_FIELD(Throwable_backtrace));
    Method *m;
    u32 bci;
    for (i32 i = 0; exception_backtrace_element(backtrace, i, &m, &bci); i++)
        exception_print_frame(out, m, bci);
    Object *cause = ref_load(throwable, WK_FIELD(Throwable_cause));
    if (cause && cause != throwable) {
        fprintf(out, "Caused by: ");
        exception_dump(out, cause);
    }
}

void exception_print_pending(Thread *t)
{
    Object *throwable = t->exception;
    t->exception = NULL;
    Value receiver = {.l = throwable};
    if (!WK_METHOD(Throwable_printStackTrace) ||
        !call_virtual(t, WK_METHOD(Throwable_printStackTrace), &receiver, NULL))
        exception_dump(console_err(), throwable);
    t->exception = NULL;
}
