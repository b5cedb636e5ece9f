/* training.c - see training.h.
 * The JDK's own launcher helper starts the class, from a folder and from a jar, as it starts a program; only
 * the system loader is another one meanwhile. */
#include "vm/snapshot/training.h"

#include "classloader/link/link.h"
#include "classloader/load/loader.h"
#include "classloader/prepare/prepare.h"
#include "gc/heap.h"
#include "stdlib/release/late.h"
#include "vm/base/trace.h"
#include "vm/model/call.h"
#include "vm/snapshot/library.h"
#include "vm/snapshot/training_class.h"
#include "vm/string/strings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

/* As sun.launcher.LauncherHelper numbers them. */
enum { FROM_CLASS_PATH = 1, FROM_JAR = 2 };

typedef struct Folder {
    char path[PATH_SIZE - 32], class_file[PATH_SIZE], jar[PATH_SIZE];
} Folder;

static bool write_new(const char *path, const u8 *data, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written = file >= 0 && write(file, data, size) == (ssize_t)size;
    if (file >= 0)
        close(file);
    return written;
}

static void name_files(Folder *f)
{
    snprintf(f->class_file, sizeof f->class_file, "%s/Training.class", f->path);
    snprintf(f->jar, sizeof f->jar, "%s/training.jar", f->path);
}

static bool make_folder(Folder *f, const char *near)
{
    int length = snprintf(f->path, sizeof f->path, "%s.%d.d", near, (int)getpid());
    if (length < 0 || (size_t)length >= sizeof f->path || mkdir(f->path, 0700) != 0)
        return false;
    name_files(f);
    return write_new(f->class_file, training_class, training_class_size) &&
           write_new(f->jar, training_jar, training_jar_size);
}

static void remove_folder(const Folder *f)
{
    unlink(f->class_file);
    unlink(f->jar);
    rmdir(f->path);
}

void training_remove(const char *folder)
{
    Folder f;
    if ((size_t)snprintf(f.path, sizeof f.path, "%s", folder) >= sizeof f.path)
        return;
    name_files(&f);
    remove_folder(&f);
}

/* A loader like the application's, for this class path. NULL: an exception is pending. */
static Object *new_loader(Thread *t, Object *path)
{
    Object *parent;
    if (!library_call_static(t, LATE_METHOD_ClassLoaders_platformClassLoader, NULL, &parent))
        return NULL;
    Class *c = late_class(t, LATE_CLASS_AppClassLoader);
    Method *constructor = c ? late_method(t, LATE_METHOD_AppClassLoader_init) : NULL;
    Object *loader = constructor ? heap_new_object(t, c) : NULL;
    Value args[3] = {{.l = loader}, {.l = parent}, {.l = path}};
    return loader && call_method(t, constructor, args, NULL) ? loader : NULL;
}

/* As libjli does it. */
static Class *find_main_class(Thread *t, i32 how, const char *what)
{
    Object *name = string_from_host(t, what);
    Method *check = name ? late_method(t, LATE_METHOD_LauncherHelper_checkAndLoadMain) : NULL;
    Value args[3] = {{.i = 1}, {.i = how}, {.l = name}}, result = {0};
    if (!check || !call_method(t, check, args, &result) || !result.l)
        return NULL;
    return (Class *)(uintptr_t)*FIELD_AT(result.l, WK_FIELD(Class_vm_class), u64);
}

static bool call_main(Thread *t, i32 how, const char *what)
{
    Class *c = find_main_class(t, how, what);
    Class *strings = c ? define_array_class(t, WK(String)) : NULL;
    Object *arguments = strings && class_initialize(t, c) ? heap_new_array(t, strings, 0) : NULL;
    Method *m = arguments
                    ? class_declared_method(c, symbol_from("main"), symbol_from("([Ljava/lang/String;)V"))
                    : NULL;
    Value args[1] = {{.l = arguments}};
    return m && call_method(t, m, args, NULL);
}

static bool call_main_by(Thread *t, Object *loader, i32 how, const char *what)
{
    Object **system = library_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl);
    if (!system)
        return false;
    Object *usual = *system;
    library_set_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl, loader);
    bool done = call_main(t, how, what);
    Object *problem = t->exception;
    t->exception = NULL;
    library_set_static(t, LATE_CLASS_ClassLoader, LATE_FIELD_ClassLoader_scl, usual);
    library_set_static(t, LATE_CLASS_LauncherHelper, LATE_FIELD_LauncherHelper_appClass, NULL);
    t->exception = problem;
    return done;
}

/* where: the folder or jar that the class path names; what: the class or jar that the launcher is asked
 * for. */
static bool train(Thread *t, const char *where, i32 how, const char *what)
{
    Object *text = string_from_host(t, where);
    Object *path = text ? library_new_class_path(t, text) : NULL;
    Object *loader = path ? new_loader(t, path) : NULL;
    if (!loader || !call_main_by(t, loader, how, what))
        return false;
    Method *close = late_method(t, LATE_METHOD_URLClassPath_closeLoaders);
    Value args[1] = {{.l = path}}, result;
    return close && call_method(t, close, args, &result);
}

static const char *run_in(Thread *t, const Folder *f)
{
    if (train(t, f->path, FROM_CLASS_PATH, "Training") && train(t, f->jar, FROM_JAR, f->jar))
        return NULL;
    const char *problem = t->exception ? object_class(t->exception)->name->text : "an error";
    TRACE(SNAPSHOT, "the training has failed: %s", problem);
    t->exception = NULL;
    return "the training has failed";
}

/* ---- what every start does before and after main, and while its output is written ---- */

/* The training cannot do it: it has no process to begin, to write for, or to end. Names that a release does
 * not have are passed over. */
static const struct {
    const char *holder, *name;
} around_main[] = {
    {"jdk/internal/loader/BuiltinClassLoader", "setClassPath"},
    {"jdk/internal/misc/Signal", "equals"},
    {"java/lang/Integer", "equals"},
    {"java/lang/String", "<init>"},
    {"java/lang/String", "lookupCharset"},
    {"java/nio/charset/Charset", "isSupported"},
    {"sun/launcher/LauncherHelper", "makePlatformString"},
    {"sun/launcher/LauncherHelper", "getApplicationClass"},
    {"java/io/BufferedOutputStream", "write"},
    {"java/io/BufferedOutputStream", "implWrite"},
    {"java/io/BufferedOutputStream", "flush"},
    {"java/io/BufferedOutputStream", "implFlush"},
    {"java/io/BufferedOutputStream", "flushBuffer"},
    {"java/io/FileDescriptor$1", "getAppend"},
    {"java/io/FileOutputStream", "write"},
    {"java/lang/Thread", "exit"},
    {"java/lang/ThreadGroup", "threadTerminated"},
    {"java/lang/ThreadGroup", "remove"},
    {"java/lang/Shutdown", "shutdown"},
    {"java/lang/Shutdown", "runHooks"},
    {"jdk/internal/misc/VM", "isShutdown"},
    {"jdk/internal/misc/VM", "shutdown"},
};

static void prepare_named(Thread *t, const char *holder, const char *name)
{
    Class *c = loader_find_loaded(boot_loader, symbol_from(holder));
    bool is_linked = c && link_class(t, c);
    for (u32 i = 0; is_linked && i < c->method_count; i++)
        if (c->methods[i].bytecode && symbol_is(c->methods[i].name, name))
            prepare_method(t, &c->methods[i]);
    t->exception = NULL;
}

static void prepare_around_main(Thread *t)
{
    for (size_t i = 0; i < COUNT_OF(around_main); i++)
        prepare_named(t, around_main[i].holder, around_main[i].name);
}

const char *training_run(Thread *t, const char *near)
{
    Folder folder = {0};
    errno = 0;
    const char *problem = make_folder(&folder, near) ? run_in(t, &folder)
                          : errno                    ? strerror(errno)
                                                     : "its name is too long";
    remove_folder(&folder);
    prepare_around_main(t);
    return problem;
}
