/* home.c - see home.h. */
#include "vm/host/home.h"

#include "vm/base/state.h"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

SNAPSHOT_STATE(rebuilt) static struct {
    char home[PATH_MAX];
    int feature; /* 0: not read yet, or not told */
} state;

void home_reset(void)
{
    STATE_CLEAR(state);
}

static int is_home(const char *directory)
{
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/lib/modules", directory);
    if (access(path, F_OK) == 0)
        return 1;
    snprintf(path, sizeof path, "%s/modules/java.base", directory);
    return access(path, F_OK) == 0;
}

/* Takes the real path of a library and strips `levels` names from its end. */
static int try_library(const char *library, int levels)
{
    if (!realpath(library, state.home))
        return 0;
    for (int i = 0; i < levels; i++) {
        char *slash = strrchr(state.home, '/');
        if (!slash)
            return 0;
        *slash = '\0';
    }
    return is_home(state.home);
}

static int visit_library(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size, (void)context;
    const char *name = strrchr(info->dlpi_name, '/');
    return name && strcmp(name, "/libjli.so") == 0 && try_library(info->dlpi_name, 2);
}

static int try_variable(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value && realpath(value, state.home) && is_home(state.home);
}

const char *home_find(void)
{
    Dl_info self;
    if (*state.home)
        return state.home;
    if (dladdr((void *)home_find, &self) && try_library(self.dli_fname, 3)) /* home/lib/server/libjvm.so */
        return state.home;
    if (try_variable("MOKA_JDK_HOME") || dl_iterate_phdr(visit_library, NULL) || try_variable("JAVA_HOME"))
        return state.home;
    *state.home = '\0';
    return NULL;
}

bool home_choose(const char *home)
{
    char path[PATH_MAX];
    if (!realpath(home, path) || !is_home(path))
        return false;
    strcpy(state.home, path);
    return true;
}

int home_read_feature(const char *home)
{
    char path[PATH_MAX + 16], line[512];
    snprintf(path, sizeof path, "%s/release", home);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    int feature = 0;
    while (!feature && fgets(line, sizeof line, file))
        if (strncmp(line, "JAVA_VERSION=\"", 14) == 0)
            feature = atoi(line + 14);
    fclose(file);
    return feature;
}

int home_feature(void)
{
    const char *home = home_find();
    if (home && !state.feature)
        state.feature = home_read_feature(home);
    return state.feature;
}
