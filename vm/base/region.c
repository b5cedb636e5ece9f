/* region.c - see region.h.
 * One byte per chunk tells whether it is taken. */
#include "vm/base/region.h"

#include "vm/base/panic.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

enum { MAX_CHUNKS = 256 * 1024 };
enum { TAKEN = 1, RETIRED = 2 };

char *region_base;
char *region_end;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static u8 taken[MAX_CHUNKS];
static u32 owners[MAX_CHUNKS]; /* region_ref */
static u32 chunk_count;
static u32 search_from;
static u32 high_water;
static size_t used, retired;

/* Preferred bases, all below 2 GB (D6). A snapshot will want the first; the rest serve a crowded host. */
static const uintptr_t candidates[] = {0x10000000, 0x20000000, 0x30000000, 0x40000000,
                                       0x50000000, 0x80000000, 0xA0000000};

bool region_reserve(size_t size)
{
    ASSERT(size % REGION_CHUNK == 0 && size / REGION_CHUNK <= MAX_CHUNKS);
    for (size_t i = 0; i < COUNT_OF(candidates); i++) {
        if (candidates[i] + size > 4 * GB)
            continue;
        void *at = mmap((void *)candidates[i], size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
        if (at == MAP_FAILED)
            continue;
        if (at != (void *)candidates[i]) { /* a kernel before 4.17 takes the address as a hint */
            munmap(at, size);
            continue;
        }
        region_base = at;
        region_end = region_base + size;
        chunk_count = (u32)(size / REGION_CHUNK);
        return true;
    }
    return false;
}

static bool run_is_free(u32 first, u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (taken[first + i])
            return false;
    return true;
}

void *region_take(size_t size)
{
    u32 count = (u32)((size + REGION_CHUNK - 1) / REGION_CHUNK);
    pthread_mutex_lock(&lock);
    u32 first = search_from;
    while (first + count <= chunk_count && !run_is_free(first, count))
        first++;
    void *result = NULL;
    if (first + count <= chunk_count) {
        memset(taken + first, TAKEN, count);
        if (count == 1 || first == search_from)
            search_from = first + count;
        if (first + count > high_water)
            high_water = first + count;
        used += (size_t)count * REGION_CHUNK;
        result = region_base + (size_t)first * REGION_CHUNK;
    }
    pthread_mutex_unlock(&lock);
    return result;
}

static u32 chunks_of(size_t size)
{
    return (u32)((size + REGION_CHUNK - 1) / REGION_CHUNK);
}

static u32 index_of(const void *address)
{
    return (u32)((size_t)((const char *)address - region_base) / REGION_CHUNK);
}

void region_set_owner(void *chunk, size_t size, const void *owner)
{
    for (u32 i = 0; i < chunks_of(size); i++)
        __atomic_store_n(&owners[index_of(chunk) + i], region_ref(owner), __ATOMIC_RELAXED);
}

void *region_owner(const void *address)
{
    return region_pointer(__atomic_load_n(&owners[index_of(address)], __ATOMIC_RELAXED));
}

static void free_locked(u32 first, u32 count)
{
    memset(taken + first, 0, count);
    if (first < search_from)
        search_from = first;
}

/* DONTNEED both returns the memory and makes the chunk read as zero when it is taken again. */
static void empty(void *chunk, size_t size, bool retire)
{
    u32 count = chunks_of(size), first = index_of(chunk);
    region_set_owner(chunk, size, NULL);
    madvise(chunk, (size_t)count * REGION_CHUNK, MADV_DONTNEED);
    pthread_mutex_lock(&lock);
    if (retire) {
        memset(taken + first, RETIRED, count);
        retired += (size_t)count * REGION_CHUNK;
    } else {
        free_locked(first, count);
    }
    used -= (size_t)count * REGION_CHUNK;
    pthread_mutex_unlock(&lock);
}

void region_give_back(void *chunk, size_t size)
{
    empty(chunk, size, false);
}

void region_retire(void *chunk, size_t size)
{
    empty(chunk, size, true);
}

size_t region_retired(void)
{
    return retired;
}

void region_release_retired(void)
{
    pthread_mutex_lock(&lock);
    for (u32 i = 0; i < high_water && retired; i++)
        if (taken[i] == RETIRED) {
            free_locked(i, 1);
            retired -= REGION_CHUNK;
        }
    pthread_mutex_unlock(&lock);
}

size_t region_used(void)
{
    return used;
}

char *region_high_water(void)
{
    return region_base + (size_t)high_water * REGION_CHUNK;
}
