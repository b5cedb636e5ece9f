/* exception_text.c - see exception.h: HotSpot's texts for what instructions throw. */
#include "vm/exec/throw/exception.h"

#include "classloader/load/module.h"
#include "vm/model/method.h"

#include <stdio.h>
#include <string.h>

void exception_throw_index(Thread *t, i32 index, i32 length)
{
    THROW(t, ArrayIndexOutOfBoundsException, "Index %d out of bounds for length %d", index, length);
}

void exception_throw_cast(Thread *t, Class *from, Class *to)
{
    char a[512], b[512], where[2048];
    THROW(t, ClassCastException, "class %s cannot be cast to class %s (%s)",
          class_binary_name(from, a, sizeof a), class_binary_name(to, b, sizeof b),
          module_describe_pair(from, to, where, sizeof where));
}

void exception_throw_store(Thread *t, Class *stored)
{
    char name[512];
    THROW(t, ArrayStoreException, "%s", class_binary_name(stored, name, sizeof name));
}

/* "void m(int)" from "void p.C.m(int)". */
static void drop_class(char *text)
{
    char *open = strchr(text, '('), *start = strchr(text, ' ');
    if (!open || !start)
        return;
    char *dot = NULL;
    for (char *c = start; c < open; c++)
        if (*c == '.')
            dot = c;
    if (dot)
        memmove(start + 1, dot + 1, strlen(dot + 1) + 1);
}

/* "'abstract void m(int)' of abstract class p.C." */
static const char *describe_resolved(const Method *m, char *buffer, size_t size)
{
    char method[1024], holder[512];
    method_external_signature(m, method, sizeof method);
    drop_class(method);
    const char *kind = class_is_interface(m->holder)              ? "interface"
                       : (m->holder->access & ACC_ABSTRACT) != 0 ? "abstract class"
                                                                  : "class";
    snprintf(buffer, size, "'%s%s' of %s %s.", method_is_abstract(m) ? "abstract " : "", method, kind,
             class_binary_name(m->holder, holder, sizeof holder));
    return buffer;
}

void exception_throw_abstract(Thread *t, Method *resolved, Method *selected, Class *receiver)
{
    char method[2048], other[1024], a[512], tail[1200] = "";
    describe_resolved(resolved, method, sizeof method);
    if (selected && selected != resolved)
        snprintf(tail, sizeof tail, " Selected method is '%s%s'.",
                 method_is_abstract(selected) ? "abstract " : "",
                 method_external_signature(selected, other, sizeof other));
    THROW(t, AbstractMethodError,
          "Receiver class %s does not define or inherit an implementation of the resolved method %s%s",
          class_binary_name(receiver, a, sizeof a), method, tail);
}

void exception_throw_unimplemented(Thread *t, Method *m)
{
    char method[2048];
    THROW(t, AbstractMethodError, "Missing implementation of resolved method %s",
          describe_resolved(m, method, sizeof method));
}

void exception_throw_inherited_abstract(Thread *t, const Method *m, const Class *receiver)
{
    THROW(t, AbstractMethodError, "Method %s.%s%s is abstract", receiver->name->text, m->name->text,
          m->desc->text);
}
