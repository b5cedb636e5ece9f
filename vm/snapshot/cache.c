/* cache.c - see cache.h. */
#include "vm/snapshot/cache.h"

#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/base/vec.h"
#include "vm/host/options.h"
#include "vm/snapshot/format.h"
#include "vm/snapshot/key.h"
#include "vm/snapshot/tool.h"
#include "vm/snapshot/training.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    PATH_SIZE = 4096,
    NAME_SIZE = 64,
    FILES_KEPT = 8,
    ATTEMPT_SECONDS = 600, /* between two attempts to write the same file */
    LITTER_SECONDS = 24 * 3600,
    TOUCH_SECONDS = 3600, /* a time of use is as exact as that */
    WRITER_SECONDS = 60,
    SEEN_COUNT = 512
};

SNAPSHOT_STATE(rebuilt) static struct {
    char folder[PATH_SIZE - NAME_SIZE];
    char file[PATH_SIZE];
    char attempt[PATH_SIZE]; /* who is writing it, or has tried in vain, leaves this file */
    char list[PATH_SIZE];    /* of a tool's: what a machine is trained with */
    bool is_of_tool;
    u64 sum;                 /* of the key */
} state;

/* ---- the folder ---- */

static bool is_safe_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
           !(status.st_mode & (S_IWGRP | S_IWOTH));
}

static bool is_ours(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && status.st_uid == geteuid();
}

/* A page that another computer has removed is a fault when it is read. */
static bool is_local(const char *path)
{
    enum { CIFS = 0xFF534D42, SMB2 = 0xFE534D42, CEPH = 0x00C36400, LUSTRE = 0x0BD00BD0 };
    static const u32 remote[] = {
        NFS_SUPER_MAGIC, SMB_SUPER_MAGIC,  CIFS,           SMB2, AFS_SUPER_MAGIC, CODA_SUPER_MAGIC,
        V9FS_MAGIC,      FUSE_SUPER_MAGIC, NCP_SUPER_MAGIC, CEPH, LUSTRE};
    struct statfs status;
    bool known = statfs(path, &status) == 0;
    for (size_t i = 0; known && i < COUNT_OF(remote); i++)
        known = (u32)status.f_type != remote[i];
    return known;
}

/* A folder is made only in a folder of the user's own: who acts for another leaves nothing in his home. */
static bool find_folder(void)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *user = getenv("HOME");
    char parent[PATH_SIZE - 2 * NAME_SIZE];
    bool is_named = cache && *cache == '/', has_home = user && *user == '/';
    int length = is_named ? snprintf(parent, sizeof parent, "%s", cache)
                          : snprintf(parent, sizeof parent, "%s/.cache", has_home ? user : "");
    if (!(is_named || (has_home && is_ours(user))) || length < 0 || (size_t)length >= sizeof parent)
        return false;
    snprintf(state.folder, sizeof state.folder, "%s/moka", parent);
    if (access(state.folder, F_OK) != 0) {
        mkdir(parent, 0700);
        if (is_ours(parent))
            mkdir(state.folder, 0700);
    }
    if (is_safe_folder(state.folder) && is_local(state.folder))
        return true;
    *state.folder = '\0';
    return false;
}

/* A file's name is a sum of its key, and of the tool's name if it is a tool's; whether it is this key's, the
 * file itself tells. */
static bool choose_file(const char *home, const char *tool)
{
    const char *problem = "no memory";
    char *key = malloc(KEY_SIZE + PATH_SIZE);
    size_t length = key ? key_text(home, false, key, &problem) : 0;
    if (length && tool)
        length += (size_t)snprintf(key + length, PATH_SIZE, "tool %s\n", tool);
    bool found = length && find_folder();
    if (found)
        memset(key + length, 0, sizeof(u64)); /* the sum is of whole words */
    else
        TRACE(SNAPSHOT, "there is no cache: %s", length ? "no folder for it" : problem);
    state.sum = found ? format_sum(key, ALIGN_UP(length, sizeof(u64))) : 0;
    free(key);
    if (!found)
        return false;
    snprintf(state.file, sizeof state.file, "%s/%016lx.snap", state.folder, state.sum);
    snprintf(state.attempt, sizeof state.attempt, "%s/%016lx.try", state.folder, state.sum);
    snprintf(state.list, sizeof state.list, "%s/%016lx.list", state.folder, state.sum);
    state.is_of_tool = tool != NULL;
    return true;
}

/* Has a start of the kind missed its file before? A table of sums remembers those of late. */
static bool was_seen(void)
{
    char path[PATH_SIZE];
    u64 sum = 0;
    snprintf(path, sizeof path, "%s/seen", state.folder);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    off_t at = (off_t)(state.sum % SEEN_COUNT * sizeof sum);
    bool seen = file >= 0 && pread(file, &sum, sizeof sum, at) == sizeof sum && sum == state.sum;
    if (file >= 0 && !seen && pwrite(file, &state.sum, sizeof state.sum, at) < 0)
        TRACE(SNAPSHOT, "%s cannot be written", path);
    if (file >= 0)
        close(file);
    return seen;
}

static i64 age(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 ? (i64)(time(NULL) - status.st_mtime) : INT64_MAX;
}

/* False: somebody is at it, or tried not long ago. */
static bool begin_attempt(void)
{
    if (age(state.attempt) < ATTEMPT_SECONDS)
        return false;
    unlink(state.attempt);
    int file = open(state.attempt, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0)
        close(file);
    return file >= 0;
}

/* ---- the child ---- */

/* The launcher of a JDK has one other thread, which waits for this one. Hosts of other kinds are not forked.
 * Nor is a start that is to meet with collections or failures at every turn, nor the first process of a
 * container, which would get the child back, and whose cache ends with it. */
static bool may_fork(void)
{
    return getpid() != 1 && options_property("sun.java.launcher") && !OPTION_FLAG(GCStressInterval) &&
           !OPTION_FLAG(GCStressFailAt);
}

/* Nothing of what the child does is the user's: no output, no report, no command, no folder, which may be
 * gone before it has ended. */
static void become_writer(void)
{
    setsid();
    key_fix_module_path();
    if (chdir("/") != 0)
        _exit(1);
    int nothing = open("/dev/null", O_RDWR);
    for (int i = 0; i <= STDERR_FILENO; i++)
        dup2(nothing, i);
    close_range(STDERR_FILENO + 1, ~0u, 0);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setpriority(PRIO_PROCESS, 0, 10);
    alarm(WRITER_SECONDS);
    trace_enabled = 0;
    trace_quiet = true;
    option_flags[FLAG_ErrorFile].text = "/dev/null";
    option_flags[FLAG_OnError].text = option_flags[FLAG_OnOutOfMemoryError].text = "";
    OPTION_FLAG(HeapDumpOnOutOfMemoryError) = 0;
    options.snapshot_out = state.file;
}

static void make_writer(void)
{
    pid_t first = fork();
    if (first == 0) {
        if (fork() != 0)
            _exit(0);
        become_writer();
    } else if (first > 0) {
        while (waitpid(first, NULL, 0) < 0 && errno == EINTR) {
        }
    }
}

/* Many systems keep no exact time of a file's last use. */
static void note_use(const struct stat *status)
{
    if (time(NULL) - status->st_atime > TOUCH_SECONDS)
        utimensat(AT_FDCWD, state.file, (struct timespec[2]){{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_OMIT}},
                  AT_SYMLINK_NOFOLLOW);
}

/* Of a tool one start notes what it uses, and the next one has the file made. */
static void care_for_next(void)
{
    if (!was_seen() || !may_fork())
        return;
    if (state.is_of_tool && access(state.list, R_OK) != 0)
        tool_record(state.list);
    else if (begin_attempt())
        make_writer();
}

/* Does the start use the file? The child that is to write it needs no other one either. */
static bool find_file(const char *home, const char *tool)
{
    struct stat status;
    if (!choose_file(home, tool))
        return false;
    if (lstat(state.file, &status) == 0) {
        options.snapshot_in = state.file;
        note_use(&status);
        return true;
    }
    TRACE(SNAPSHOT, "%s is not there yet", state.file);
    care_for_next();
    return options.snapshot_out != NULL;
}

void cache_find(const char *home)
{
    const char *tool = tool_name();
    if (getuid() != geteuid() || getgid() != getegid())
        TRACE(SNAPSHOT, "there is no cache: the process has another's rights");
    else if (!tool || !find_file(home, tool))
        find_file(home, NULL);
}

/* The cache is for those who start a program as `java` does; other hosts ask for it. */
bool cache_is_wanted(void)
{
    return options.snapshot_auto || (options_property("sun.java.launcher") && !options.snapshot_off);
}

/* A snapshot of the user's own has its list here, too. */
bool cache_list_path(u64 header_sum, char *path, size_t size)
{
    if (!*state.folder && !(cache_is_wanted() && find_folder()))
        return false;
    snprintf(path, size, "%s/%016lx.pages", state.folder, header_sum);
    return true;
}

void cache_train(Thread *t)
{
    if (options.snapshot_out == state.file && state.is_of_tool)
        tool_train(t, state.list);
}

void cache_refused(void)
{
    if (options.snapshot_in != state.file)
        return;
    unlink(state.file);
    begin_attempt();
}

/* ---- older files ---- */

typedef struct Entry {
    char name[NAME_SIZE];
    time_t used;
} Entry;

static int compare(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    return x->used > y->used ? -1 : x->used < y->used;
}

static void remove_entry(const char *name)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", state.folder, name);
    unlink(path);
}

typedef VEC(Entry) Entries;

static void remove_litter(const char *path, const struct stat *status)
{
    if (S_ISDIR(status->st_mode))
        training_remove(path);
    else
        unlink(path);
}

/* What a writer left when it was killed is litter after a day. */
static void look_at(const char *name, Entries *files)
{
    struct stat status;
    char path[PATH_SIZE];
    const char *dot = strrchr(name, '.');
    snprintf(path, sizeof path, "%s/%s", state.folder, name);
    if (!dot || strlen(name) >= NAME_SIZE || lstat(path, &status) != 0)
        return;
    if (strcmp(dot, ".snap") != 0 || !S_ISREG(status.st_mode)) {
        if (time(NULL) - status.st_mtime > LITTER_SECONDS)
            remove_litter(path, &status);
        return;
    }
    Entry entry = {.used = status.st_atime > status.st_mtime ? status.st_atime : status.st_mtime};
    strcpy(entry.name, name);
    vec_push(files, entry);
}

static void prune(void)
{
    Entries files = {0};
    DIR *folder = opendir(state.folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            look_at(entry->d_name, &files);
    if (folder)
        closedir(folder);
    if (files.count)
        qsort(files.items, files.count, sizeof files.items[0], compare);
    for (u32 i = FILES_KEPT; i < files.count; i++)
        remove_entry(files.items[i].name);
    vec_free(&files);
}

void cache_written(void)
{
    if (options.snapshot_out != state.file)
        return;
    unlink(state.attempt);
    if (state.is_of_tool)
        unlink(state.list);
    prune();
}
