/* view_source.c - see view.h. */
#include "tools/view/view.h"

#include "tools/dis/class_input.h"
#include "vm/base/json.h"
#include "vm/base/state.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_FOLDERS = 64, MOST_SOURCES = 64, MOST_SOURCE_BYTES = 1 << 20 };

SNAPSHOT_STATE(host) static struct {
    char compiled[PATH_MAX]; /* the folder to remove; "" none */
    char wanted[PATH_MAX];   /* while it is searched: "/Hello.class" */
    char found[PATH_MAX];
    char *folders[MOST_FOLDERS];
    u32 folder_count;
} state;

/* ---- compiling ---- */

static bool run_javac(const char *jdk_home, const char *file)
{
    char javac[PATH_MAX];
    if (snprintf(javac, sizeof javac, "%s/bin/javac", jdk_home) >= (int)sizeof javac)
        return false;
    if (access(javac, X_OK) != 0) {
        fprintf(stderr, "moka view: %s: %s; compile the program with -g and give its class path\n", javac,
                strerror(errno));
        return false;
    }
    pid_t child = fork();
    if (child == 0) {
        execl(javac, "javac", "-g", "-proc:none", "-d", state.compiled, file, (char *)NULL);
        _exit(127);
    }
    int status;
    while (child > 0 && waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int find_class(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info, (void)place;
    size_t length = strlen(path), tail = strlen(state.wanted);
    if (kind == FTW_F && length > tail && strcmp(path + length - tail, state.wanted) == 0)
        snprintf(state.found, sizeof state.found, "%s", path + strlen(state.compiled) + 1);
    return 0;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info, (void)kind, (void)place;
    remove(path);
    return 0;
}

void view_source_remove(void)
{
    if (state.compiled[0])
        nftw(state.compiled, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    state.compiled[0] = '\0';
}

/* "p/Hello.class" as p.Hello */
static const char *class_name_of(char *path)
{
    path[strlen(path) - strlen(".class")] = '\0';
    for (char *at = path; *at; at++)
        *at = *at == '/' ? '.' : *at;
    return path;
}

static bool make_folder(void)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(state.compiled, sizeof state.compiled, "%s/moka-view-XXXXXX",
             temporary && *temporary ? temporary : "/tmp");
    if (mkdtemp(state.compiled))
        return true;
    fprintf(stderr, "moka view: %s: %s\n", state.compiled, strerror(errno));
    state.compiled[0] = '\0';
    return false;
}

const char *view_source_compile(const char *jdk_home, const char *file, const char **ret_folder)
{
    char copy[PATH_MAX];
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    snprintf(state.wanted, sizeof state.wanted, "/%.*s.class", (int)(strlen(name) - strlen(".java")), name);
    snprintf(copy, sizeof copy, "%.*s", slash ? (int)(slash - file) : 1, slash ? file : ".");
    if (!make_folder())
        return NULL;
    if (!run_javac(jdk_home, file)) {
        view_source_remove();
        return NULL;
    }
    nftw(state.compiled, find_class, 16, FTW_PHYS);
    if (!state.found[0]) {
        fprintf(stderr, "moka view: %s declares no class of its own name\n", file);
        view_source_remove();
        return NULL;
    }
    view_source_add(copy);
    *ret_folder = state.compiled;
    return class_name_of(state.found);
}

/* ---- looking for sources ---- */

void view_source_add(const char *folder)
{
    if (state.folder_count < MOST_FOLDERS)
        state.folders[state.folder_count++] = strdup(folder);
}

void view_source_add_path(const char *class_path)
{
    char *copy = strdup(class_path), *rest = copy;
    for (char *entry; rest && (entry = strsep(&rest, ":"));)
        if (*entry)
            view_source_add(entry);
    free(copy);
}

static const char *source_name(const Class *c)
{
    return c->source_file ? pool_symbol(&c->pool, c->source_file)->text : NULL;
}

/* With the class's package as folders, and without. */
static u8 *read_source(const Class *c, const char *name, size_t *ret_length)
{
    const char *slash = strrchr(c->name->text, '/'), *error;
    int package = slash ? (int)(slash + 1 - c->name->text) : 0;
    for (u32 i = 0; i < state.folder_count; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%.*s%s", state.folders[i], package, c->name->text, name);
        u8 *text = class_input_read(path, ret_length, &error);
        if (text)
            return text;
        snprintf(path, sizeof path, "%s/%s", state.folders[i], name);
        if ((text = class_input_read(path, ret_length, &error)))
            return text;
    }
    return NULL;
}

void view_source_json(FILE *out, Class *const *classes, u32 count)
{
    const char *done[MOST_SOURCES];
    u32 done_count = 0;
    fputc('[', out);
    for (u32 i = 0; i < count && done_count < MOST_SOURCES; i++) {
        const char *name = source_name(classes[i]);
        bool is_done = !name || strchr(name, '/');
        for (u32 k = 0; k < done_count && !is_done; k++)
            is_done = strcmp(done[k], name) == 0;
        size_t length;
        u8 *text = is_done ? NULL : read_source(classes[i], name, &length);
        if (!text)
            continue;
        fputs(done_count ? ",{\"name\":" : "{\"name\":", out);
        json_print_text(out, name);
        fputs(",\"text\":", out);
        json_print(out, (const char *)text, length < MOST_SOURCE_BYTES ? length : MOST_SOURCE_BYTES);
        fputc('}', out);
        done[done_count++] = name;
        free(text);
    }
    fputc(']', out);
}
