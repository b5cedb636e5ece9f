/* codecache.c - see codecache.h.
 * Free places form a list by address; neighbours are joined. */
#include "jit/codecache.h"

#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 64, SMALLEST = 1024 * 1024 };

#define HIGHEST ((uintptr_t)2 * GB - 64 * KB)

typedef struct Hole {
    struct Hole *next; /* at a higher address */
    u8 *start;
    size_t size;
} Hole;

typedef struct Cache {
    u8 *code;     /* the mapping that runs */
    u8 *writable; /* the one that is written */
    size_t size;
    size_t used, most_used, touched;
    Hole *holes;
} Cache;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    Cache cache;
} host = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Reserved behind the metadata region, or where there is room below 2 GB; NULL: nowhere. */
static u8 *reserve_low(size_t size)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
    for (uintptr_t at = ALIGN_UP((uintptr_t)region_end, MB); at + size <= HIGHEST; at += 16 * MB) {
        void *code = mmap((void *)at, size, PROT_NONE, flags, -1, 0);
        if (code == (void *)at)
            return code;
        if (code != MAP_FAILED)
            munmap(code, size);
    }
    return NULL;
}

/* Nameless memory, which no limit on files concerns, and which perf takes for code that was made at run time.
 */
static bool map_shared(u8 *code, size_t size)
{
    void *writable =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (writable == MAP_FAILED)
        return false;
    host.cache.writable = writable;
    return mremap(writable, 0, size, MREMAP_MAYMOVE | MREMAP_FIXED, code) == code &&
           mprotect(code, size, PROT_READ | PROT_EXEC) == 0;
}

/* A file in memory. Its size may be over the limit of files, for which the system sends a signal. */
static int open_file(size_t size)
{
    sigset_t signal, old;
    sigemptyset(&signal);
    sigaddset(&signal, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &signal, &old);
    int fd = memfd_create("moka code", MFD_CLOEXEC);
    if (fd >= 0 && ftruncate(fd, (off_t)size) != 0) {
        sigtimedwait(&signal, NULL, &(struct timespec){0});
        close(fd);
        fd = -1;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return fd;
}

/* Where nameless memory cannot be mapped twice, as under valgrind. */
static bool map_file(u8 *code, size_t size)
{
    int fd = open_file(size);
    if (fd < 0)
        return false;
    void *writable = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    void *mapped = mmap(code, size, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED, fd, 0);
    close(fd);
    host.cache.writable = writable == MAP_FAILED ? NULL : writable;
    return host.cache.writable && mapped == code;
}

static Hole *new_hole(u8 *start, size_t size, Hole *next)
{
    Hole *hole = malloc(sizeof *hole);
    if (hole)
        *hole = (Hole){next, start, size};
    return hole;
}

static void unmap(void)
{
    if (host.cache.code)
        munmap(host.cache.code, host.cache.size);
    if (host.cache.writable)
        munmap(host.cache.writable, host.cache.size);
    host.cache.code = host.cache.writable = NULL;
}

static bool map_twice(bool (*map)(u8 *code, size_t size), size_t size)
{
    host.cache.size = size;
    host.cache.code = reserve_low(size);
    if (host.cache.code && map(host.cache.code, size))
        return true;
    unmap();
    return false;
}

bool codecache_init(size_t size, const char **ret_error)
{
    u8 *low;
    size = ALIGN_UP(size, (size_t)sysconf(_SC_PAGESIZE));
    while (!(low = reserve_low(size)) && size / 2 >= SMALLEST)
        size /= 2;
    *ret_error = "there is no room for machine code below 2 GB";
    if (!low)
        return false;
    munmap(low, size);
    *ret_error = "the system has no memory that machine code can be written to";
    if (map_twice(map_shared, size) || map_twice(map_file, size))
        host.cache.holes = new_hole(host.cache.code, size, NULL);
    if (host.cache.holes)
        return true;
    codecache_reset();
    return false;
}

void codecache_reset(void)
{
    unmap();
    for (Hole *hole = host.cache.holes, *next; hole; hole = next) {
        next = hole->next;
        free(hole);
    }
    STATE_CLEAR(host.cache);
}

static u8 *take_locked(size_t size)
{
    Hole **at = &host.cache.holes;
    while (*at && (*at)->size < size)
        at = &(*at)->next;
    Hole *hole = *at;
    if (!hole)
        return NULL;
    u8 *code = hole->start;
    hole->start += size;
    hole->size -= size;
    host.cache.used += size;
    if (host.cache.used > host.cache.most_used)
        host.cache.most_used = host.cache.used;
    if ((size_t)(code + size - host.cache.code) > host.cache.touched)
        host.cache.touched = (size_t)(code + size - host.cache.code);
    if (hole->size == 0) {
        *at = hole->next;
        free(hole);
    }
    return code;
}

u8 *codecache_take(size_t size, u32 skew)
{
    pthread_mutex_lock(&host.lock);
    u8 *code = take_locked(ALIGN_UP(size + skew, LINE));
    pthread_mutex_unlock(&host.lock);
    return code ? code + skew : NULL;
}

static void join_next(Hole *hole)
{
    Hole *next = hole->next;
    if (!next || hole->start + hole->size != next->start)
        return;
    hole->size += next->size;
    hole->next = next->next;
    free(next);
}

/* Without memory for a hole the place is lost. */
static void give_back_locked(u8 *code, size_t size)
{
    Hole *before = NULL, **at = &host.cache.holes;
    while (*at && (*at)->start < code) {
        before = *at;
        at = &before->next;
    }
    Hole *hole = new_hole(code, size, *at);
    host.cache.used -= size;
    if (!hole)
        return;
    *at = hole;
    join_next(hole);
    if (before)
        join_next(before);
}

void codecache_give_back(u8 *code, size_t size)
{
    u32 skew = (uintptr_t)code % LINE;
    pthread_mutex_lock(&host.lock);
    give_back_locked(code - skew, ALIGN_UP(size + skew, LINE));
    pthread_mutex_unlock(&host.lock);
}

u8 *codecache_writable(u8 *code)
{
    return host.cache.writable + (code - host.cache.code);
}

const u8 *codecache_start(void)
{
    return host.cache.code;
}

size_t codecache_size(void)
{
    return host.cache.size;
}

size_t codecache_used(void)
{
    return host.cache.used;
}

size_t codecache_touched(void)
{
    return host.cache.touched;
}

size_t codecache_most_used(void)
{
    return host.cache.most_used;
}
