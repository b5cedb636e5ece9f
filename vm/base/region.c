/* region.c - see region.h.
 * One byte per chunk tells whether the chunk is free, taken or retired, and whether a free one keeps its
 * pages: to give pages back costs more than to clear a few, for each processor has to hear of it. */
#include "vm/base/region.h"

#include "vm/base/panic.h"
#include "vm/base/state.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

enum { MAX_CHUNKS = REGION_MOST / REGION_CHUNK };
enum { TAKEN = 1, RETIRED = 2, IN_USE = TAKEN | RETIRED, RESIDENT = 4 };
enum { LARGEST_CLEARED = 32 * 1024, MOST_RESIDENT = 1024 * 1024 };

SNAPSHOT_STATE(saved) char *region_base;
SNAPSHOT_STATE(saved) char *region_end;

SNAPSHOT_STATE(saved) static struct {
    u32 chunk_count;
    u32 search_from;
    u32 high_water;
    size_t used, retired;
} state;

/* A snapshot has it for the chunks that it writes. */
SNAPSHOT_STATE(rebuilt) static struct {
    u8 taken[MAX_CHUNKS];
    u32 owners[MAX_CHUNKS]; /* region_ref */
} chunks;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    size_t resident; /* bytes of chunks that are RESIDENT */
    u32 top;         /* chunks from here on were never taken */
    char *file_end; /* below it, memory is a private mapping of a snapshot's file; NULL: there is none */
} host = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* The bases that are tried, in this order, all below 4 GB (vm/base/README.md, Decisions). A snapshot will
 * want the first; the others are for a host that uses that place itself. */
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
        if (at != (void *)candidates[i]) { /* a kernel before 4.17 takes the address for a hint only */
            munmap(at, size);
            continue;
        }
        region_base = at;
        region_end = region_base + size;
        state.chunk_count = (u32)(size / REGION_CHUNK);
        return true;
    }
    return false;
}

static bool run_is_free(u32 first, u32 count)
{
    for (u32 i = 0; i < count; i++)
        if (chunks.taken[first + i] & IN_USE)
            return false;
    return true;
}

static void take_locked(u32 first, u32 count)
{
    for (u32 i = first; i < first + count; i++) {
        if (chunks.taken[i] & RESIDENT)
            __atomic_fetch_sub(&host.resident, REGION_CHUNK, __ATOMIC_RELAXED);
        chunks.taken[i] = TAKEN;
    }
    if (first + count > host.top)
        host.top = first + count;
}

void *region_take(size_t size)
{
    u32 count = (u32)((size + REGION_CHUNK - 1) / REGION_CHUNK);
    pthread_mutex_lock(&host.lock);
    u32 first = state.search_from;
    while (first + count <= state.chunk_count && !run_is_free(first, count))
        first++;
    void *result = NULL;
    if (first + count <= state.chunk_count) {
        take_locked(first, count);
        if (count == 1 || first == state.search_from)
            state.search_from = first + count;
        if (first + count > state.high_water)
            state.high_water = first + count;
        state.used += (size_t)count * REGION_CHUNK;
        result = region_base + (size_t)first * REGION_CHUNK;
    }
    pthread_mutex_unlock(&host.lock);
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
        __atomic_store_n(&chunks.owners[index_of(chunk) + i], region_ref(owner), __ATOMIC_RELAXED);
}

void *region_owner(const void *address)
{
    return region_pointer(__atomic_load_n(&chunks.owners[index_of(address)], __ATOMIC_RELAXED));
}

static void free_locked(u32 first, u32 count)
{
    for (u32 i = first; i < first + count; i++)
        chunks.taken[i] &= (u8)~IN_USE;
    if (first < state.search_from)
        state.search_from = first;
    while (state.high_water && !(chunks.taken[state.high_water - 1] & IN_USE))
        state.high_water--;
}

/* Of a file's mapping, DONTNEED would bring the file's contents back. */
static void drop_pages(void *start, size_t size)
{
    if ((char *)start >= host.file_end)
        madvise(start, size, MADV_DONTNEED);
    else if (mmap(start, size, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) == MAP_FAILED)
        memset(start, 0, size);
}

/* What is retired is much at a time, and its pages are given back together. */
static void empty(void *chunk, size_t size, bool retire)
{
    u32 count = chunks_of(size), first = index_of(chunk);
    size_t whole = (size_t)count * REGION_CHUNK;
    region_set_owner(chunk, size, NULL);
    bool stays = size <= LARGEST_CLEARED &&
                 (retire || __atomic_load_n(&host.resident, __ATOMIC_RELAXED) < MOST_RESIDENT);
    if (stays)
        memset(chunk, 0, whole);
    else
        drop_pages(chunk, whole);
    pthread_mutex_lock(&host.lock);
    memset(chunks.taken + first, RETIRED | (stays ? RESIDENT : 0), count);
    if (stays)
        __atomic_fetch_add(&host.resident, whole, __ATOMIC_RELAXED);
    if (retire)
        state.retired += whole;
    else
        free_locked(first, count);
    state.used -= whole;
    pthread_mutex_unlock(&host.lock);
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
    return state.retired;
}

static void trim_locked(void)
{
    for (u32 first = 0, end; first < host.top; first = end) {
        for (end = first; end < host.top && chunks.taken[end] == RESIDENT; end++)
            chunks.taken[end] = 0;
        if (end > first)
            drop_pages(region_base + (size_t)first * REGION_CHUNK, (size_t)(end - first) * REGION_CHUNK);
        else
            end++;
    }
    __atomic_store_n(&host.resident, 0, __ATOMIC_RELAXED);
}

void region_release_retired(void)
{
    pthread_mutex_lock(&host.lock);
    for (u32 i = 0; i < state.high_water && state.retired; i++)
        if (chunks.taken[i] & RETIRED) {
            free_locked(i, 1);
            state.retired -= REGION_CHUNK;
        }
    if (host.resident > MOST_RESIDENT)
        trim_locked();
    pthread_mutex_unlock(&host.lock);
}

size_t region_used(void)
{
    return state.used;
}

char *region_high_water(void)
{
    return region_base + (size_t)state.high_water * REGION_CHUNK;
}

void region_copy_chunks(u8 *ret_taken, u32 *ret_owners)
{
    for (u32 i = 0; i < state.high_water; i++)
        ret_taken[i] = chunks.taken[i] & IN_USE;
    memcpy(ret_owners, chunks.owners, state.high_water * sizeof *ret_owners);
}

void region_set_chunks(const u8 *taken, const u32 *owners)
{
    memcpy(chunks.taken, taken, state.high_water);
    memcpy(chunks.owners, owners, state.high_water * sizeof *owners);
    host.top = state.high_water;
    host.file_end = region_high_water();
}

void region_reset(void)
{
    munmap(region_base, (size_t)(region_end - region_base));
    region_base = region_end = host.file_end = NULL;
    memset(chunks.taken, 0, host.top * sizeof chunks.taken[0]);
    memset(chunks.owners, 0, host.top * sizeof chunks.owners[0]);
    host.resident = host.top = 0;
    STATE_CLEAR(state);
}
