/* tool.c - see tool.h. A line of a list: a loader's letter, a class, the slots of its methods. */
#include "vm/snapshot/tool.h"

#include "classloader/link/link.h"
#include "classloader/load/loader.h"
#include "classloader/prepare/prepare.h"
#include "classloader/source/source.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/host/exit.h"
#include "vm/host/options.h"
#include "vm/snapshot/library.h"
#include "vm/thread/thread_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, NAME_SIZE = 256, LINE_SIZE = 64 * 1024 };

SNAPSHOT_STATE(dropped) static struct {
    char name[NAME_SIZE];
    char list[PATH_SIZE]; /* "": nothing is to be written, or it has been */
} state;

/* ---- which programs are tools ---- */

/* A program of the user's that has such a name is taken for a tool, and gets a file of its own. */
const char *tool_name(void)
{
    static const char *const prefixes[] = {"com.sun.", "jdk.", "sun."};
    const char *command = options_property("sun.java.command");
    size_t length = command ? strcspn(command, " ") : 0, module = command ? strcspn(command, "/ ") : 0;
    if (module < length && options_property("jdk.module.main")) {
        command += module + 1;
        length -= module + 1;
    }
    if (!length || length >= sizeof state.name)
        return NULL;
    memcpy(state.name, command, length);
    state.name[length] = '\0';
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (strncmp(state.name, prefixes[i], strlen(prefixes[i])) == 0)
            return state.name;
    return NULL;
}

/* ---- loaders ---- */

static const char letters[] = "bpa";

/* By letter. NULL: there is none, or an exception is pending. */
static LoaderData *loader_by(Thread *t, char letter)
{
    Object *loader = NULL;
    if (letter == 'b')
        return boot_loader;
    if (letter == 'p' && !library_call_static(t, LATE_METHOD_ClassLoaders_platformClassLoader, NULL, &loader))
        return NULL;
    if (letter == 'a') {
        Object **system = library_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl);
        loader = system ? *system : NULL;
    }
    return loader ? loader_of(t, loader) : NULL;
}

/* ---- the list is written ---- */

static bool is_called(const Method *m)
{
    return m->code && !method_is_native(m) && !method_is_abstract(m);
}

static void write_class(FILE *out, char letter, const Class *c)
{
    u64 offset;
    bool is_of_image = c->source_slot && source_image_slot(class_bytes(c), c->source_length, &offset);
    if (!is_of_image || (c->flags & CLASS_IS_HIDDEN) || class_state(c) < CLASS_LINKED)
        return;
    fprintf(out, "%c %s", letter, c->name->text);
    for (u32 i = 0; i < c->method_count; i++)
        if (is_called(&c->methods[i]))
            fprintf(out, " %u", i);
    fputc('\n', out);
}

/* Other threads may load classes meanwhile. */
static void write_loader(Thread *t, FILE *out, char letter)
{
    LoaderData *loader = loader_by(t, letter);
    if (!loader)
        return;
    loader_lock(t, loader);
    for (u32 i = 0; i < loader->class_count; i++)
        write_class(out, letter, loader->class_list[i]);
    loader_unlock(t, loader);
}

static bool write_to(Thread *t, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    FILE *out = file >= 0 ? fdopen(file, "w") : NULL;
    for (const char *letter = letters; out && *letter; letter++)
        write_loader(t, out, *letter);
    t->exception = NULL;
    if (!out && file >= 0)
        close(file);
    return out && fclose(out) == 0;
}

/* The list appears when it is complete. */
void tool_write_list(Thread *t)
{
    char temporary[PATH_SIZE + 16];
    if (!*state.list)
        return;
    snprintf(temporary, sizeof temporary, "%s.%d", state.list, (int)getpid());
    if (!write_to(t, temporary) || rename(temporary, state.list) != 0) {
        TRACE(SNAPSHOT, "%s cannot be written: %s", state.list, strerror(errno));
        unlink(temporary);
    }
    *state.list = '\0';
}

/* System.exit, on a thread that is in native code. */
static void write_at_exit(void)
{
    Thread *t = thread_current();
    if (!*state.list || !t || atomic_load(&t->state) != THREAD_IN_NATIVE)
        return;
    thread_enter_vm(t);
    tool_write_list(t);
    thread_leave_vm(t);
}

void tool_record(const char *path)
{
    snprintf(state.list, sizeof state.list, "%s", path);
    exit_call_before(write_at_exit);
}

/* ---- the list is followed ---- */

static void prepare_slots(Thread *t, Class *c, char *words)
{
    for (char *end; !t->exception; words = end) {
        unsigned long slot = strtoul(words, &end, 10);
        if (end == words)
            return;
        Method *m = slot < c->method_count ? &c->methods[slot] : NULL;
        if (m && !method_is_native(m) && !method_is_abstract(m))
            prepare_method(t, m);
    }
}

static void follow_line(Thread *t, LoaderData *const loaders[], char *line)
{
    const char *letter = strchr(letters, *line);
    if (!*line || !letter || line[1] != ' ' || !loaders[letter - letters])
        return;
    char *name = line + 2;
    size_t length = strcspn(name, " \n");
    Symbol *symbol = length && length <= UINT16_MAX ? symbol_intern(name, length) : NULL;
    Class *c = symbol ? loader_load(t, loaders[letter - letters], symbol) : NULL;
    if (c && link_class(t, c))
        prepare_slots(t, c, name + length);
    t->exception = NULL;
}

void tool_train(Thread *t, const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    FILE *in = file >= 0 ? fdopen(file, "r") : NULL;
    char *line = malloc(LINE_SIZE);
    LoaderData *loaders[sizeof letters - 1];
    for (size_t i = 0; i < COUNT_OF(loaders); i++)
        loaders[i] = loader_by(t, letters[i]);
    t->exception = NULL;
    while (in && line && fgets(line, LINE_SIZE, in))
        follow_line(t, loaders, line);
    free(line);
    if (in)
        fclose(in);
    else if (file >= 0)
        close(file);
}
