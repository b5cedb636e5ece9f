/* vtable_constraint.c - see vtable.h.
 * Loader constraints between a method and the methods that it overrides or implements (JVMS 5.4.5, 5.3.4):
 * both loaders must mean the same classes by the names in the descriptor. */
#include "classloader/define/vtable.h"

#include "classloader/load/constraint.h"
#include "classloader/load/loader.h"
#include "classloader/load/module.h"
#include "vm/model/method.h"
#include "vm/model/throw.h"

#include <stdio.h>

enum { NAME_SIZE = 512, METHOD_SIZE = 1024, PLACE_SIZE = 2048 };

/* Two methods and the type that their loaders disagree about. */
typedef struct Violation {
    const Class *c;
    const Method *m, *other; /* the selected method; the one that it overrides or implements */
    const char *type;        /* as messages print it */
} Violation;

typedef void (*Report)(Thread *t, const Violation *v);

static void report_override(Thread *t, const Violation *v)
{
    char c[NAME_SIZE], super[NAME_SIZE], method[METHOD_SIZE], loader[NAME_SIZE], super_loader[NAME_SIZE],
        place[PLACE_SIZE], super_place[PLACE_SIZE];
    class_binary_name(v->c, c, sizeof c);
    THROW(t, LinkageError,
          "loader constraint violation for class %s: when selecting overriding method '%s' the class loader "
          "%s of "
          "the selected method's type %s, and the class loader %s for its super type %s have different Class "
          "objects for the type %s used in the signature (%s; %s)",
          c, method_external_signature(v->m, method, sizeof method),
          loader_name(v->m->holder->loader, loader, sizeof loader), c,
          loader_name(v->other->holder->loader, super_loader, sizeof super_loader),
          class_binary_name(v->other->holder, super, sizeof super), v->type,
          module_describe_class(v->c, true, place, sizeof place),
          module_describe_class(v->other->holder, true, super_place, sizeof super_place));
}

static void report_implementation(Thread *t, const Violation *v)
{
    char c[NAME_SIZE], holder[NAME_SIZE], interface[NAME_SIZE], method[METHOD_SIZE], loader[NAME_SIZE],
        interface_loader[NAME_SIZE], place[PLACE_SIZE], interface_place[PLACE_SIZE];
    THROW(t, LinkageError,
          "loader constraint violation in interface itable initialization for class %s: when selecting "
          "method '%s' "
          "the class loader %s for super interface %s, and the class loader %s of the selected method's %s, "
          "%s have "
          "different Class objects for the type %s used in the signature (%s; %s)",
          class_binary_name(v->c, c, sizeof c), method_external_signature(v->other, method, sizeof method),
          loader_name(v->other->holder->loader, interface_loader, sizeof interface_loader),
          class_binary_name(v->other->holder, interface, sizeof interface),
          loader_name(v->m->holder->loader, loader, sizeof loader),
          class_is_interface(v->m->holder) ? "interface" : "class",
          class_binary_name(v->m->holder, holder, sizeof holder), v->type,
          module_describe_class(v->other->holder, true, interface_place, sizeof interface_place),
          module_describe_class(v->m->holder, true, place, sizeof place));
}

static bool agree(Thread *t, const Class *c, const Method *m, const Method *other, Report report)
{
    LoaderData *a = m->holder->loader->host, *b = other->holder->loader->host;
    const char *type = NULL;
    size_t length = 0;
    if (a == b)
        return true;
    switch (constraint_add_descriptor(m->desc, a, b, &type, &length)) {
    case CONSTRAINT_KEPT: return true;
    case CONSTRAINT_NO_MEMORY: throw_out_of_memory(t, "Metaspace"); return false;
    default: break;
    }
    char dotted[NAME_SIZE];
    Violation violation = {c, m, other, symbol_dotted(dotted, sizeof dotted, type, length)};
    report(t, &violation);
    return false;
}

static bool check_row(Thread *t, const Class *c, const ItableEntry *row)
{
    for (u32 i = 0; i < row->interface->method_count; i++) {
        const Method *m = &row->interface->methods[i];
        const Method *found = m->itable_index >= 0 ? row->methods[m->itable_index] : NULL;
        if (found && found != m && !(found->flags & METHOD_OVERPASS) &&
            !agree(t, c, found, m, report_implementation))
            return false;
    }
    return true;
}

bool vtable_check_constraints(Thread *t, Class *c)
{
    const Class *super = c->super;
    if (!super || class_is_interface(c))
        return true;
    for (u32 slot = 0; slot < super->vtable_length; slot++) {
        const Method *m = c->vtable[slot], *other = super->vtable[slot];
        if (m != other && m->holder == c && !(m->flags & METHOD_OVERPASS) &&
            !agree(t, c, m, other, report_override))
            return false;
    }
    for (u32 i = 0; i < c->itable_length; i++)
        if (!check_row(t, c, &c->itable[i]))
            return false;
    return true;
}
