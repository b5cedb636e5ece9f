/* draft_application.c - see draft.h: what a program has left in the machine: generators of random numbers,
 * which no two starts may share; and how it was started. */
#include "stdlib/release/late.h"
#include "vm/host/options.h"
#include "vm/library/wellknown.h"
#include "vm/model/class.h"
#include "vm/snapshot/draft.h"
#include "vm/snapshot/key.h"
#include "vm/snapshot/library.h"

#include <stdlib.h>
#include <string.h>

/* ---- generators of random numbers ---- */

static const char *const generators[] = {"java/util/Random", "java/util/SplittableRandom"};

static bool is_generator(const Class *c)
{
    for (; c; c = c->super)
        for (size_t i = 0; i < COUNT_OF(generators); i++)
            if (strcmp(c->name->text, generators[i]) == 0)
                return true;
    return false;
}

/* Initialized again by each start (resume.c), or without numbers of its own. */
static bool is_renewed(const char *owner, const Class *generator)
{
    return strcmp(owner, "java/lang/Math$RandomNumberGeneratorHolder") == 0 ||
           strcmp(owner, "java/lang/StrictMath$RandomNumberGeneratorHolder") == 0 ||
           strcmp(generator->name->text, "java/util/concurrent/ThreadLocalRandom") == 0;
}

void draft_randoms(Draft *d)
{
    for (u32 i = 0; i < d->objects.count; i++) {
        const Object *object = d->objects.items[i].object;
        const Class *c = object_class(object);
        if (!is_generator(c))
            continue;
        const char *owner = draft_owner(d, object);
        if (!is_renewed(owner, c))
            draft_refuse(d, "a generator of random numbers, %s, is held by %s", c->name->text, owner);
    }
}

/* ---- the command ---- */

static void add_word(Draft *d, const char *word)
{
    for (;; word++) {
        vec_push(&d->command, *word);
        if (!*word)
            return;
    }
}

static void add_class_path(Draft *d)
{
    const char *path = options_property("java.class.path");
    char *copy = strdup(path ? path : ""), *rest = copy;
    add_word(d, "-cp");
    for (char *entry; rest && (entry = strsep(&rest, ":"));) {
        char name[PATH_MAX];
        key_absolute(entry, name);
        add_word(d, name);
        d->command.items[d->command.count - 1] = ':';
    }
    d->command.items[d->command.count - 1] = '\0';
    free(copy);
}

static void add_main_class(Draft *d, const Object *mirror)
{
    const Class *c = (Class *)(uintptr_t)*FIELD_AT(mirror, WK_FIELD(Class_vm_class), u64);
    u32 begin = d->command.count;
    add_word(d, c->name->text);
    for (u32 i = begin; i < d->command.count; i++)
        if (d->command.items[i] == '/')
            d->command.items[i] = '.';
}

bool draft_command(Draft *d)
{
    Object **main = library_static(d->main, LATE_CLASS_LauncherHelper, LATE_FIELD_LauncherHelper_appClass);
    if (!main || !*main)
        return false;
    for (u32 i = 0; i < options.argument_count; i++)
        if (strncmp(options.arguments[i], "-Xsnapshot:", 11) != 0)
            add_word(d, options.arguments[i]);
    add_class_path(d);
    add_main_class(d, *main);
    return true;
}
