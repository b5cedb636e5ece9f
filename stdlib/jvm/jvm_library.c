/* jvm_library.c - see jvm_library.h. JVM_* entry points for libraries. */
#include "stdlib/jvm/jvm_library.h"

#include "stdlib/jvm/jvm_border.h"
#include "stdlib/release/release.h"
#include "vm/base/host_library.h"
#include "vm/base/state.h"
#include "vm/host/home.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/thread/thread_state.h"

#include <dlfcn.h>
#include <fenv.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Library {
    struct Library *before;
    void *handle;
} Library;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    Library *last;
} state;

/* Without memory for the note the library stays open after the machine's end. */
void jvm_library_note(void *handle)
{
    Library *library = malloc(sizeof *library);
    if (!library)
        return;
    pthread_mutex_lock(&state.lock);
    *library = (Library){state.last, handle};
    state.last = library;
    pthread_mutex_unlock(&state.lock);
}

static void forget(void *handle)
{
    pthread_mutex_lock(&state.lock);
    Library **link = &state.last;
    while (*link && (*link)->handle != handle)
        link = &(*link)->before;
    Library *found = *link;
    if (found)
        *link = found->before;
    pthread_mutex_unlock(&state.lock);
    free(found);
}

/* Some libraries' constructors set the processor's modes, since they were compiled for arithmetic that Java's
 * is not, and those of the JDK's unblock a signal. A thread is not ended while it has the dynamic linker's
 * lock. */
static void *open_library(const char *name)
{
    fenv_t modes;
    sigset_t mask;
    int cancels;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancels);
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    fegetenv(&modes);
    void *handle = dlopen(name, RTLD_LAZY);
    fesetenv(&modes);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    pthread_setcancelstate(cancels, &cancels);
    return handle;
}

JNIEXPORT void *JNICALL JVM_LoadLibrary(const char *name, jboolean throw_exception)
{
    /* The thread stays IN_NATIVE, because the library's constructors may take long, or call back. */
    void *handle = open_library(name);
    if (handle)
        jvm_library_note(handle);
    if (handle || !throw_exception)
        return handle;
    const char *reason = dlerror();
    Thread *t = thread_current();
    thread_enter_vm(t);
    THROW(t, UnsatisfiedLinkError, "%s: %s", name, reason ? reason : "unknown reason");
    thread_leave_vm(t);
    return NULL;
}

/* The library with which the JDK's libjimage inflates. */
JNIEXPORT void *JNICALL JVM_LoadZipLibrary(void)
{
    char path[4352];
    snprintf(path, sizeof path, "%s/lib/libzip.so", home_find());
    return JVM_LoadLibrary(path, JNI_FALSE);
}

JNIEXPORT void JNICALL JVM_UnloadLibrary(void *library)
{
    int cancels;
    if (host_library_is_number(library))
        return;
    forget(library);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancels);
    dlclose(library);
    pthread_setcancelstate(cancels, &cancels);
}

JNIEXPORT void *JNICALL JVM_FindLibraryEntry(void *library, const char *name)
{
    void *handle = host_library_handle(library);
    return handle ? dlsym(handle, name) : NULL;
}

/* ---- the machine's end ---- */

void jvm_library_unload_all(JavaVM *vm)
{
    for (const Library *library = state.last; library; library = library->before) {
        void (*unload)(JavaVM *, void *) =
            (void (*)(JavaVM *, void *))(uintptr_t)dlsym(library->handle, "JNI_OnUnload");
        if (unload)
            unload(vm, NULL);
    }
}

void jvm_library_close_all(void)
{
    while (state.last) {
        void *handle = state.last->handle;
        forget(handle);
        dlclose(handle);
    }
}
