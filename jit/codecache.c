/* codecache.c - see codecache.h.
 * Free places form a list by address; neighbours are joined. */
#include "jit/codecache.h"

#include "vm/base/panic.h"
#include "vm/base/region.h"
#include "vm/base/state.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LINE = 64 };

#define HIGHEST ((uintptr_t)2 * GB - 64 * KB)

typedef struct Hole {
    struct Hole *next; /* at a higher address */
    u8 *start;
    size_t size;
} Hole;

SNAPSHOT_STATE(host) static struct {
    u8 *code;     /* the mapping that runs */
    u8 *writable; /* the one that is written */
    size_t size;
    size_t used;
    Hole *holes;
} cache;

/* Behind the metadata region, or where there is room below 2 GB. */
static u8 *map_code(int fd, size_t size)
{
    for (uintptr_t at = ALIGN_UP((uintptr_t)region_end, MB); at + size <= HIGHEST; at += 16 * MB) {
        void *code = mmap((void *)at, size, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0);
        if (code == (void *)at)
            return code;
        if (code != MAP_FAILED)
            munmap(code, size);
    }
    return NULL;
}

static Hole *new_hole(u8 *start, size_t size, Hole *next)
{
    Hole *hole = malloc(sizeof *hole);
    if (hole)
        *hole = (Hole){next, start, size};
    return hole;
}

bool codecache_init(size_t size, const char **ret_error)
{
    *ret_error = "the system has no memory that machine code can be written to";
    int fd = memfd_create("moka code", MFD_CLOEXEC);
    if (fd < 0)
        return false;
    if (ftruncate(fd, (off_t)size) != 0) {
        close(fd);
        return false;
    }
    cache.code = map_code(fd, size);
    void *writable = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (!cache.code)
        *ret_error = "there is no room for machine code below 2 GB";
    cache.writable = writable == MAP_FAILED ? NULL : writable;
    cache.size = size;
    cache.holes = cache.code && cache.writable ? new_hole(cache.code, size, NULL) : NULL;
    if (cache.holes)
        return true;
    codecache_reset();
    return false;
}

void codecache_reset(void)
{
    if (cache.code)
        munmap(cache.code, cache.size);
    if (cache.writable)
        munmap(cache.writable, cache.size);
    for (Hole *hole = cache.holes, *next; hole; hole = next) {
        next = hole->next;
        free(hole);
    }
    STATE_CLEAR(cache);
}

u8 *codecache_take(size_t size)
{
    size = ALIGN_UP(size, LINE);
    Hole **at = &cache.holes;
    while (*at && (*at)->size < size)
        at = &(*at)->next;
    Hole *hole = *at;
    if (!hole)
        return NULL;
    u8 *code = hole->start;
    hole->start += size;
    hole->size -= size;
    cache.used += size;
    if (hole->size == 0) {
        *at = hole->next;
        free(hole);
    }
    return code;
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
void codecache_give_back(u8 *code, size_t size)
{
    size = ALIGN_UP(size, LINE);
    Hole *before = NULL, **at = &cache.holes;
    while (*at && (*at)->start < code) {
        before = *at;
        at = &before->next;
    }
    Hole *hole = new_hole(code, size, *at);
    cache.used -= size;
    if (!hole)
        return;
    *at = hole;
    join_next(hole);
    if (before)
        join_next(before);
}

u8 *codecache_writable(u8 *code)
{
    return cache.writable + (code - cache.code);
}

const u8 *codecache_start(void)
{
    return cache.code;
}

size_t codecache_size(void)
{
    return cache.size;
}

size_t codecache_used(void)
{
    return cache.used;
}
