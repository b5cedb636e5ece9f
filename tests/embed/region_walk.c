/* region_walk.c - looks for what belongs to the process in the metadata region and in rooms' saved state
 * In:     region_walk LIBJVM BASE END BLOCKS SAVED SAVED_END CLASSPATH CLASS ...: distances from
 *         JNI_CreateJavaVM in this LIBJVM, BASE, END and BLOCKS of the variables region_base, region_end and
 *         block_space, SAVED and SAVED_END of the section snapshot_saved; each CLASS has a main without
 *         arguments of interest
 * Out:    "words N host H" for the region, then for the saved state, and one line for each word that lies in
 *         a mapping of the process which is neither the region nor the collector's heap: a library, malloc's
 *         heap, a stack. "locks L of N": how often a mutex in the region was locked, and any. Exit code 1 if
 *         there are such words or locks, 2 if it could not look.
 * Keeps:  the world is quiet while it looks: the program's threads have ended or wait.
 */
#include "tests/embed/host.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

enum { MAX_MAPPINGS = 4096, MAX_REPORTS = 40, MAX_LOW_LOCKS = 64 };

/* ---- locks: this program's functions come before the C library's ---- */

/* Mutexes below 4 GB, where the region is and nothing of the host. */
static const void *low_locks[MAX_LOW_LOCKS];
static unsigned low_lock_count, lock_count;

static void note_lock(const void *lock)
{
    __atomic_fetch_add(&lock_count, 1, __ATOMIC_RELAXED);
    if ((uintptr_t)lock >> 32 == 0) {
        unsigned place = __atomic_fetch_add(&low_lock_count, 1, __ATOMIC_RELAXED);
        low_locks[place % MAX_LOW_LOCKS] = lock;
    }
}

typedef int (*LockFunction)(pthread_mutex_t *lock);

static LockFunction next_function(LockFunction *known, const char *name)
{
    LockFunction found = __atomic_load_n(known, __ATOMIC_RELAXED);
    if (!found) {
        found = (LockFunction)dlsym(RTLD_NEXT, name);
        __atomic_store_n(known, found, __ATOMIC_RELAXED);
    }
    return found;
}

int pthread_mutex_lock(pthread_mutex_t *lock)
{
    static LockFunction known;
    note_lock(lock);
    return next_function(&known, "pthread_mutex_lock")(lock);
}

int pthread_mutex_trylock(pthread_mutex_t *lock)
{
    static LockFunction known;
    note_lock(lock);
    return next_function(&known, "pthread_mutex_trylock")(lock);
}

static unsigned count_locks_between(uintptr_t start, uintptr_t end)
{
    unsigned found = 0;
    for (unsigned i = 0; i < low_lock_count && i < MAX_LOW_LOCKS; i++)
        found += (uintptr_t)low_locks[i] >= start && (uintptr_t)low_locks[i] < end;
    printf("locks %u of %u\n", found, lock_count);
    return found;
}

/* ---- words ---- */

typedef struct Mapping {
    uintptr_t start, end;
    char name[200];
} Mapping;

static Mapping mappings[MAX_MAPPINGS];
static int mapping_count;

/* The place where machine code runs. Metadata names it in 32 bits (Method.machine_entry, which a snapshot
 * leaves out); a whole word that lies there is text, since four letters make a number below 2 GB. */
static bool is_machine_code(const Mapping *m)
{
    return m->end >> 32 == 0 && (strstr(m->name, "/dev/zero") || strstr(m->name, "memfd:moka code"));
}

/* Every mapping but the region's own and the one that machine code runs in. */
static void read_mappings(uintptr_t region_start, uintptr_t region_end, uintptr_t blocks_start,
                          uintptr_t blocks_end)
{
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "r");
    if (!maps)
        host_fail("no /proc/self/maps");
    while (mapping_count < MAX_MAPPINGS && fgets(line, sizeof line, maps)) {
        Mapping *m = &mappings[mapping_count];
        m->name[0] = '\0';
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %*s %*s %*s %*s %199[^\n]", &m->start, &m->end, m->name) <
            2)
            continue;
        bool is_region = m->start < region_end && m->end > region_start;
        bool is_heap = m->start < blocks_end && m->end > blocks_start;
        mapping_count += !is_region && !is_heap && !is_machine_code(m);
    }
    fclose(maps);
}

static const Mapping *find_mapping(uintptr_t address)
{
    for (int i = 0; i < mapping_count; i++)
        if (address >= mappings[i].start && address < mappings[i].end)
            return &mappings[i];
    return NULL;
}

/* With the words beside it, those from low to high. */
static void report(const uintptr_t *at, const Mapping *m, const uintptr_t *low, const uintptr_t *high)
{
    printf("%p: %016" PRIxPTR " in %s (", (const void *)at, *at, m->name[0] ? m->name : "anonymous memory");
    Dl_info info;
    if (dladdr((void *)*at, &info) && info.dli_sname)
        printf("%s", info.dli_sname);
    printf("), between");
    for (int i = -3; i <= 3; i++)
        if (at + i >= low && at + i < high)
            printf(" %016" PRIxPTR, at[i]);
    printf("\n");
}

/* Two small numbers side by side: an offset of some 32 KB into a class file looks like the upper half of an
 * address. Of true addresses one in 32,768 has so small a lower half. */
static int is_pair_of_offsets(uintptr_t word)
{
    return (uint32_t)word < 0x20000;
}

/* The number of words that are host addresses. */
static unsigned long walk(const uintptr_t *start, const uintptr_t *end, int (*is_heap)(const void *))
{
    unsigned long words = 0, found = 0;
    for (const uintptr_t *at = start; at < end; at++) {
        words += *at != 0;
        if (*at < 0x10000 || *at >= (uintptr_t)1 << 47 || is_pair_of_offsets(*at))
            continue;
        const Mapping *m = find_mapping(*at);
        if (!m || is_heap((const void *)*at))
            continue;
        if (found++ < MAX_REPORTS)
            report(at, m, start, end);
    }
    printf("words %lu host %lu\n", words, found);
    return found;
}

static uintptr_t *at_distance(HostCreate create, const char *distance)
{
    return (uintptr_t *)((char *)create + atol(distance));
}

int main(int argc, char **argv)
{
    if (argc < 9)
        host_fail("usage: region_walk LIBJVM BASE END BLOCKS SAVED SAVED_END CLASSPATH CLASS...");
    HostCreate create = host_open(argv[1]);
    int (*is_heap)(const void *) = (int (*)(const void *))dlsym(RTLD_DEFAULT, "GC_is_heap_ptr");
    if (!is_heap)
        host_fail("no GC_is_heap_ptr");
    JNIEnv *env = host_create(create, argv[7], NULL, 0);
    for (int i = 8; i < argc; i++)
        host_run_main(env, argv[i], NULL, 0);
    uintptr_t base = *at_distance(create, argv[2]), end = *at_distance(create, argv[3]);
    const uintptr_t *blocks = at_distance(create, argv[4]); /* gc/blocks.h: where they begin, their size */
    read_mappings(base, end, blocks[0], blocks[0] + blocks[1]);
    fflush(stdout);
    unsigned long found = walk((const uintptr_t *)base, (const uintptr_t *)end, is_heap);
    found += walk(at_distance(create, argv[5]), at_distance(create, argv[6]), is_heap);
    found += count_locks_between(base, end);
    return found > 0;
}
