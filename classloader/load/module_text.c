/* module_text.c - see module.h: how HotSpot's messages name classes, modules and loaders. */
#include "classloader/load/module.h"

#include "classloader/load/loader.h"
#include "vm/library/wellknown.h"
#include "vm/model/doors.h"

#include <stdio.h>
#include <string.h>

/* The JDK's own modules are named without their version. */
static bool shows_version(const Module *m)
{
    if (!m->version)
        return false;
    const char *location = m->location ? m->location->text : "";
    return strncmp(location, "jrt:/java.", 10) != 0 && strncmp(location, "jrt:/jdk.", 9) != 0;
}

static int print_module(const Module *m, char *buffer, size_t size)
{
    if (!m->name)
        return snprintf(buffer, size, "unnamed module");
    if (shows_version(m))
        return snprintf(buffer, size, "module %s@%s", m->name->text, m->version->text);
    return snprintf(buffer, size, "module %s", m->name->text);
}

const char *module_describe(const Module *m, char *buffer, size_t size)
{
    char loader_text[512];
    if (m->name)
        snprintf(buffer, size, "%s", m->name->text);
    else
        snprintf(buffer, size, "unnamed module of loader %s",
                 loader_name(m->loader, loader_text, sizeof loader_text));
    return buffer;
}

const char *module_describe_short(const Module *m, char *buffer, size_t size)
{
    if (m->name) {
        snprintf(buffer, size, "module %s", m->name->text);
        return buffer;
    }
    Object *object = m->java_ref ? loader_ref(m->loader, m->java_ref) : NULL;
    if (!object && m->loader->java_loader)
        object = ref_load(m->loader->java_loader, WK_FIELD(ClassLoader_unnamedModule));
    snprintf(buffer, size, "unnamed module @0x%x", object ? (u32)object_identity_hash(object) : 0);
    return buffer;
}

/* "module m of loader 'x' @1b2c3d4e" */
static void describe_place(const Class *c, bool with_parent, char *buffer, size_t size)
{
    const Module *m = module_of_class(c);
    char module_text[512], loader_text[512], parent_text[512];
    print_module(m, module_text, sizeof module_text);
    loader_name(m->loader, loader_text, sizeof loader_text);
    /* The built-in loaders, whose parents are known, have no "@hash". */
    if (with_parent && strchr(loader_text, '@')) {
        Object *parent = ref_load(m->loader->java_loader, WK_FIELD(ClassLoader_parent));
        LoaderData *data = loader_of(thread_current(), parent);
        snprintf(buffer, size, "%s of loader %s, parent loader %s", module_text, loader_text,
                 data ? loader_name(data, parent_text, sizeof parent_text) : "?");
        return;
    }
    snprintf(buffer, size, "%s of loader %s", module_text, loader_text);
}

const char *module_describe_class(const Class *c, bool with_parent, char *buffer, size_t size)
{
    char class_text[512], place[1600];
    describe_place(c, with_parent, place, sizeof place);
    snprintf(buffer, size, "%s is in %s", class_binary_name(c, class_text, sizeof class_text), place);
    return buffer;
}

const char *module_describe_pair(const Class *a, const Class *b, char *buffer, size_t size)
{
    char a_text[2200], b_text[2200], place[1600];
    if (module_of_class(a) == module_of_class(b)) {
        describe_place(a, false, place, sizeof place);
        snprintf(buffer, size, "%s and %s are in %s", class_binary_name(a, a_text, sizeof a_text),
                 class_binary_name(b, b_text, sizeof b_text), place);
    } else {
        snprintf(buffer, size, "%s; %s", module_describe_class(a, false, a_text, sizeof a_text),
                 module_describe_class(b, false, b_text, sizeof b_text));
    }
    return buffer;
}
