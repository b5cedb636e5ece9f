/* host_library.c - see host_library.h. */
#include "vm/base/host_library.h"

#include "vm/base/panic.h"
#include "vm/base/state.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

SNAPSHOT_STATE(rebuilt) static struct {
    struct {
        char *path;
        void *handle; /* NULL: not opened yet */
        void (*opened)(u32 number, void *handle);
    } libraries[HOST_LIBRARY_LIMIT];
    u32 count;
} state;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
} host;

/* Libraries are added before anybody asks for one. */
static void make_lock(void)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&host.lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

void host_library_add(const char *path, void (*opened)(u32 number, void *handle))
{
    if (state.count == HOST_LIBRARY_LIMIT)
        panic("too many libraries");
    if (state.count == 0)
        make_lock();
    state.libraries[state.count].path = strdup(path);
    state.libraries[state.count++].opened = opened;
}

static void *open_locked(u32 number)
{
    if (number > state.count)
        return NULL;
    void **handle = &state.libraries[number - 1].handle;
    if (*handle)
        return *handle;
    *handle = dlopen(state.libraries[number - 1].path, RTLD_LAZY | RTLD_LOCAL);
    if (*handle)
        state.libraries[number - 1].opened(number, *handle);
    return *handle;
}

void *host_library_handle(void *number_or_handle)
{
    if (!host_library_is_number(number_or_handle))
        return number_or_handle;
    pthread_mutex_lock(&host.lock);
    void *handle = open_locked((u32)(uintptr_t)number_or_handle);
    pthread_mutex_unlock(&host.lock);
    return handle;
}

void host_library_reset(void)
{
    for (u32 i = 0; i < state.count; i++) {
        free(state.libraries[i].path);
        if (state.libraries[i].handle)
            dlclose(state.libraries[i].handle);
    }
    STATE_CLEAR(state);
}
