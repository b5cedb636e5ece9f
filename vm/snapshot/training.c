/* training.c - see training.h.
 * The JDK's own launcher helper starts the class, from a folder, as it starts a program; only the system
 * loader is another one meanwhile. */
#include "vm/snapshot/training.h"

#include "gc/heap.h"
#include "stdlib/release/late.h"
#include "vm/base/trace.h"
#include "vm/model/call.h"
#include "vm/snapshot/library.h"
#include "vm/snapshot/training_class.h"
#include "vm/string/strings.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

typedef struct Folder {
    char path[PATH_SIZE - 32], file[PATH_SIZE];
} Folder;

static bool make_folder(Folder *f, const char *near)
{
    int length = snprintf(f->path, sizeof f->path, "%s.%d.d", near, (int)getpid());
    if (length < 0 || (size_t)length >= sizeof f->path || mkdir(f->path, 0700) != 0)
        return false;
    snprintf(f->file, sizeof f->file, "%s/Training.class", f->path);
    int file = open(f->file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written =
        file >= 0 && write(file, training_class, training_class_size) == (ssize_t)training_class_size;
    if (file >= 0)
        close(file);
    return written;
}

static void remove_folder(const Folder *f)
{
    unlink(f->file);
    rmdir(f->path);
}

/* A loader like the application's, for the folder. NULL: an exception is pending. */
static Object *new_loader(Thread *t, const char *folder)
{
    Object *text = string_from_host(t, folder), *parent;
    Object *path = text ? library_new_class_path(t, text) : NULL;
    if (!path || !library_call_static(t, LATE_METHOD_ClassLoaders_platformClassLoader, NULL, &parent))
        return NULL;
    Class *c = late_class(t, LATE_CLASS_AppClassLoader);
    Method *constructor = c ? late_method(t, LATE_METHOD_AppClassLoader_init) : NULL;
    Object *loader = constructor ? heap_new_object(t, c) : NULL;
    Value args[3] = {{.l = loader}, {.l = parent}, {.l = path}};
    return loader && call_method(t, constructor, args, NULL) ? loader : NULL;
}

/* As libjli does it. */
static Class *find_main_class(Thread *t)
{
    enum { FROM_CLASS_PATH = 1 };
    Object *name = string_from_host(t, "Training");
    Method *check = name ? late_method(t, LATE_METHOD_LauncherHelper_checkAndLoadMain) : NULL;
    Value args[3] = {{.i = 1}, {.i = FROM_CLASS_PATH}, {.l = name}}, result = {0};
    if (!check || !call_method(t, check, args, &result) || !result.l)
        return NULL;
    return (Class *)(uintptr_t)*FIELD_AT(result.l, WK_FIELD(Class_vm_class), u64);
}

static bool call_main(Thread *t)
{
    Class *c = find_main_class(t);
    Class *strings = c ? define_array_class(t, WK(String)) : NULL;
    Object *arguments = strings && class_initialize(t, c) ? heap_new_array(t, strings, 0) : NULL;
    Method *m = arguments
                    ? class_declared_method(c, symbol_from("main"), symbol_from("([Ljava/lang/String;)V"))
                    : NULL;
    Value args[1] = {{.l = arguments}};
    return m && call_method(t, m, args, NULL);
}

static bool train(Thread *t, const char *folder)
{
    Object *loader = new_loader(t, folder);
    Object **system = loader ? library_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl) : NULL;
    if (!system)
        return false;
    Object *usual = *system;
    library_set_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl, loader);
    bool done = call_main(t);
    Object *problem = t->exception;
    t->exception = NULL;
    library_set_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl, usual);
    library_set_static(t, LATE_CLASS_LauncherHelper, LATE_FIELD_LauncherHelper_appClass, NULL);
    t->exception = problem;
    return done;
}

void training_run(Thread *t, const char *near)
{
    Folder folder;
    bool made = make_folder(&folder, near);
    if (!made || !train(t, folder.path))
        TRACE(SNAPSHOT, "the machine is not trained: %s",
              t->exception ? object_class(t->exception)->name->text : "there is no folder");
    t->exception = NULL;
    remove_folder(&folder);
}
