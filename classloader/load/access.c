/* access.c - see access.h. */
#include "classloader/load/access.h"

#include "classloader/load/module.h"
#include "vm/model/throw.h"

#include <stdio.h>

bool access_same_package(const Class *a, const Class *b)
{
    return a->package == b->package && a->loader->host == b->loader->host;
}

static const Class *innermost_element(const Class *c)
{
    while (class_is_array(c))
        c = c->element;
    return c;
}

static bool is_visible(const Module *from, const Class *to)
{
    const Module *home = module_of_class(to);
    return home == from || (module_reads(from, home) && module_exports(home, to->package, from));
}

bool access_class_allowed(const Class *from, const Class *to)
{
    to = innermost_element(to);
    if (from == to || class_is_primitive(to) || (from->flags & CLASS_TRUSTED))
        return true;
    if ((to->access & ACC_PUBLIC) && is_visible(module_of_class(from), to))
        return true;
    return access_same_package(from, to);
}

const char *access_module_problem(const Class *from, const Class *to, char *buffer, size_t size)
{
    to = innermost_element(to);
    const Module *from_module = module_of_class(from), *to_module = module_of_class(to);
    if (!(to->access & ACC_PUBLIC) || is_visible(from_module, to))
        return NULL;
    char from_text[512], to_text[512], from_place[512], to_place[512], why[1400];
    module_describe_short(from_module, from_place, sizeof from_place);
    module_describe_short(to_module, to_place, sizeof to_place);
    if (!module_reads(from_module, to_module)) {
        snprintf(why, sizeof why, "%s does not read %s", from_place, to_place);
    } else {
        char package[256];
        const Symbol *name = to->package->name;
        snprintf(why, sizeof why, "%s does not export %s to %s", to_place,
                 symbol_dotted(package, sizeof package, name->text, name->length), from_place);
    }
    snprintf(buffer, size, "class %s (in %s) cannot access class %s (in %s) because %s",
             class_binary_name(from, from_text, sizeof from_text), from_place,
             class_binary_name(to, to_text, sizeof to_text), to_place, why);
    return buffer;
}

void access_throw_denied(Thread *t, const Class *from, const Class *to)
{
    to = innermost_element(to);
    char text[4096], from_text[512], to_text[512];
    if (access_module_problem(from, to, text, sizeof text)) {
        THROW(t, IllegalAccessError, "%s", text);
        return;
    }
    THROW(t, IllegalAccessError, "failed to access class %s from class %s (%s)",
          class_binary_name(to, to_text, sizeof to_text),
          class_binary_name(from, from_text, sizeof from_text),
          module_describe_pair(to, from, text, sizeof text));
}
