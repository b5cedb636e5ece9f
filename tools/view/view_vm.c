/* view_vm.c - see view.h.
 * The VM runs, because the JDK's own loaders find what a class names; of the class itself nothing runs. */
#include "tools/view/view.h"

#include "classloader/define/define.h"
#include "classloader/load/loader.h"
#include "classloader/parse/parse.h"
#include "vm/exec/thread/thread.h"
#include "vm/library/wellknown.h"
#include "vm/model/call.h"
#include "vm/model/doors.h"
#include "vm/string/strings.h"

#include <jni.h>
#include <stdlib.h>
#include <string.h>

bool view_vm_start(const char *class_path)
{
    JavaVMOption option = {0};
    JavaVMInitArgs init = {.version = JNI_VERSION_10, .nOptions = 1, .options = &option};
    JavaVM *vm;
    JNIEnv *env;
    if (asprintf(&option.optionString, "-Djava.class.path=%s", class_path ? class_path : "/dev/null") < 0)
        return false;
    if (JNI_CreateJavaVM(&vm, (void **)&env, &init) == JNI_OK)
        return true;
    fputs("moka explain: the VM could not be started\n", stderr);
    return false;
}

const char *view_vm_take_exception(Thread *t, Arena *arena)
{
    Object *thrown = t->exception;
    char name[1024], text[2048];
    t->exception = NULL;
    if (!thrown)
        return "unknown";
    Object *detail = ref_load(thrown, WK_FIELD(Throwable_detailMessage));
    char *message = detail ? string_to_utf8(detail) : NULL;
    class_external_name(object_class(thrown), name, sizeof name);
    snprintf(text, sizeof text, "%s%s%s", name, message ? ": " : "", message ? message : "");
    free(message);
    return arena_strdup(arena, text, strlen(text));
}

static LoaderData *application_loader(Thread *t)
{
    Value loader = {0};
    return call_method(t, WK_METHOD(ClassLoader_getSystemClassLoader), NULL, &loader) ? loader_of(t, loader.l)
                                                                                       : NULL;
}

Class *view_vm_define(Thread *t, const u8 *bytes, size_t length, Arena *arena, const char **ret_problem)
{
    Fail fail = {0};
    ClassFile file = {0};
    ParseOptions options = {.preview = define_options.preview, .max_major = release->class_major};
    if (!parse_class(bytes, length, &options, arena, &file, &fail)) {
        const char *message = fail_message(&fail);
        *ret_problem = arena_strdup(arena, message, strlen(message));
        return NULL;
    }
    LoaderData *loader = application_loader(t);
    DefineArgs args = {.loader = loader, .name = file.name, .bytes = bytes, .length = length};
    Class *c = loader ? define_class(t, &args) : NULL;
    if (!c)
        *ret_problem = view_vm_take_exception(t, arena);
    return c;
}

Class *view_vm_load(Thread *t, const char *name, Arena *arena, const char **ret_problem)
{
    char internal[1024];
    snprintf(internal, sizeof internal, "%s", name);
    for (char *at = internal; *at; at++)
        *at = *at == '.' ? '/' : *at;
    LoaderData *loader = application_loader(t);
    Class *c = loader ? loader_load(t, loader, symbol_from(internal)) : NULL;
    if (!c)
        *ret_problem = view_vm_take_exception(t, arena);
    return c;
}
