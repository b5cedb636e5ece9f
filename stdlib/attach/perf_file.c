/* perf_file.c - the file of perf_data.h, as /tmp has to be used: others may write there. */
#include "stdlib/attach/perf_data.h"

#include "vm/base/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_SIZE = 16, FOLDER_SIZE = 512, RECORD_SIZE = 16 * 1024, NONE = -1 };

SNAPSHOT_STATE(host) static struct {
    char *memory; /* NULL: there is no file */
    size_t size;
    int fd;                   /* holds a lock, by which other machines know that the process lives */
    char path[FOLDER_SIZE + NAME_SIZE]; /* empty: removed */
} state;

/* A descriptor of /tmp/hsperfdata_USER, which is made if need be; NONE: it is not to be trusted. */
static int open_folder(char *ret_path, size_t size)
{
    char record[RECORD_SIZE];
    struct passwd entry, *user = NULL;
    if (getpwuid_r(geteuid(), &entry, record, sizeof record, &user) != 0 || !user || !*user->pw_name)
        return NONE;
    snprintf(ret_path, size, "/tmp/hsperfdata_%s", user->pw_name);
    if (mkdir(ret_path, S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) != 0 && errno != EEXIST)
        return NONE;
    struct stat status;
    int fd = open(ret_path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0 && status.st_uid == geteuid() &&
        !(status.st_mode & (S_IWGRP | S_IWOTH)))
        return fd;
    if (fd >= 0)
        close(fd);
    return NONE;
}

/* A process that is gone: no such number, and nobody holds the file's lock, as one in another container
 * would. */
static void remove_if_stale(int folder, const char *name)
{
    char *end;
    long pid = strtol(name, &end, 10);
    if (*end || pid <= 0 || pid == getpid() || kill((pid_t)pid, 0) == 0 || errno != ESRCH)
        return;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, name, 0);
    close(fd);
}

static void remove_stale(int folder)
{
    DIR *list = fdopendir(dup(folder));
    for (const struct dirent *entry; list && (entry = readdir(list));)
        remove_if_stale(folder, entry->d_name);
    if (list)
        closedir(list);
}

/* A plain file of this process alone, locked and empty; NONE: another one has it. */
static int create(int folder, const char *name)
{
    struct stat status;
    int fd = openat(folder, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1 &&
        flock(fd, LOCK_EX | LOCK_NB) == 0 && ftruncate(fd, 0) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return NONE;
}

char *perf_file_open(size_t size)
{
    char folder_path[FOLDER_SIZE], name[NAME_SIZE];
    int folder = open_folder(folder_path, sizeof folder_path);
    if (folder < 0)
        return NULL;
    remove_stale(folder);
    snprintf(name, sizeof name, "%d", (int)getpid());
    int fd = create(folder, name);
    close(folder);
    if (fd < 0)
        return NULL;
    void *memory = ftruncate(fd, (off_t)size) == 0 && posix_fallocate(fd, 0, (off_t)size) == 0
                       ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                       : MAP_FAILED;
    snprintf(state.path, sizeof state.path, "%s/%s", folder_path, name);
    state.fd = fd;
    if (memory == MAP_FAILED) {
        perf_file_remove();
        close(fd);
        return NULL;
    }
    state.memory = memory;
    state.size = size;
    return memory;
}

void perf_file_remove(void)
{
    if (state.path[0])
        unlink(state.path);
    state.path[0] = '\0';
}

void perf_file_close(void)
{
    perf_file_remove();
    if (state.memory) {
        munmap(state.memory, state.size);
        close(state.fd);
    }
    STATE_CLEAR(state);
}
