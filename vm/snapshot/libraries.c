/* libraries.c - see snapshot_parts.h: the JDK's libraries that the written machine had loaded. libjava is
 * there from the start; any other one is opened when a native of it is first called. */
#include "stdlib/jvm/jvm_library.h"
#include "vm/base/host_library.h"
#include "vm/host/home.h"
#include "vm/host/options.h"
#include "vm/model/call.h"
#include "vm/snapshot/snapshot_parts.h"
#include "vm/thread/thread_state.h"

#include <dlfcn.h>
#include <jni.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 4096 };

/* The number-th name; 1 is the first. */
static const char *name_of(u32 number)
{
    u32 size;
    const char *name = snapshot_section(SECTION_LIBRARIES, 1, &size), *end = name + size;
    while (number > 1 && name < end) {
        name += strlen(name) + 1;
        number--;
    }
    return name < end ? name : NULL;
}

static bool path_of(u32 number, char ret_path[PATH_SIZE])
{
    const char *name = name_of(number);
    return name && snprintf(ret_path, PATH_SIZE, "%s/lib/%s", home_find(), name) < PATH_SIZE;
}

const char *libraries_base(u32 number)
{
    char path[PATH_SIZE];
    struct link_map *map;
    void *library = path_of(number, path) ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    if (!library || dlinfo(library, RTLD_DI_LINKMAP, &map) != 0)
        options_exit_during_init("Unable to load native library: %s", dlerror());
    jvm_library_note(library);
    return (const char *)map->l_addr;
}

bool libraries_call_natives(Thread *t, u32 library)
{
    u32 count;
    const SnapshotNative *natives = snapshot_section(SECTION_NATIVES, sizeof *natives, &count);
    for (u32 i = 0; i < count; i++)
        if (natives[i].library == library &&
            !call_method(t, (Method *)(uintptr_t)natives[i].method, NULL, NULL))
            return false;
    return true;
}

/* As System.loadLibrary and the initializers of its classes have done it. The thread is IN_NATIVE, for it
 * looks up a function. */
static void take_library(u32 number, void *handle)
{
    JavaVM *vm;
    Thread *t = thread_current();
    JNIEnv *env = (JNIEnv *)t;
    jint (*on_load)(JavaVM *, void *) = (jint(*)(JavaVM *, void *))dlsym(handle, "JNI_OnLoad");
    if (on_load && (*env)->GetJavaVM(env, &vm) == JNI_OK)
        on_load(vm, NULL);
    thread_enter_vm(t);
    libraries_call_natives(t, number);
    thread_leave_vm(t);
}

void libraries_restore(void)
{
    char path[PATH_SIZE];
    for (u32 number = 1; path_of(number, path); number++)
        host_library_add(path, take_library);
}
